//! The program: reads the options, and says in one line why it cannot do what they ask.

use std::process::ExitCode;

use clap::Parser;
use hosttracker_backend::config::{Command, Options};
use hosttracker_backend::{Fault, pack, serve};

fn main() -> ExitCode {
    let done = match Options::parse().command {
        Command::Serve(options) => tokio::runtime::Runtime::new()
            .map_err(|error| Fault::new(format!("threads cannot be started ({error}): raise the limits of this user")))
            .and_then(|runtime| runtime.block_on(serve::serve(options))),
        Command::Pack(options) => pack::pack(&options.dist),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("hosttracker-backend: {fault}");
            ExitCode::FAILURE
        }
    }
}
