//! The program: reads the options, and says in one line why it cannot do what they ask.

use std::process::ExitCode;

use clap::Parser;
use hosttracker_backend::config::{Command, Options};
use hosttracker_backend::{Fault, operator, pack, serve};

fn main() -> ExitCode {
    let out = &mut std::io::stdout();
    let done = match Options::parse().command {
        Command::Serve(options) => run(serve::serve(*options)),
        Command::Support(command) => run(operator::support(command, out)),
        Command::VerifyEvidence(options) => run(operator::verify_evidence(&options.data, out)),
        Command::Pack(options) => pack::pack(&options.dist, options.parts.as_deref()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("hosttracker-backend: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: impl Future<Output = Result<(), Fault>>) -> Result<(), Fault> {
    tokio::runtime::Runtime::new()
        .map_err(|error| Fault::new(format!("threads cannot be started ({error}): raise the limits of this user")))?
        .block_on(command)
}
