//! Loads the backend and, beside it, a bare axum handler and a bare SQLite write loop; prints the rates as JSON.
//!
//! Reads a [`Plan`] from standard input. `rates bare-handler` is the process that the bare handler runs in, so that
//! client and server are two processes there as they are for the backend.

mod bare_handler;
mod bare_writes;
mod client;
mod summary;

use std::io::{Write, stdin, stdout};
use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use crate::client::{Account, read_profile, read_repeatedly, write_repeatedly};
use crate::summary::Summary;

/// Why a measurement could not be made; said once, at the end.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What `bench/backend.mjs` asks for.
#[derive(Deserialize)]
struct Plan {
    /// Where the backend listens, such as `http://127.0.0.1:8080`.
    origin: String,
    /// A `Cookie` header for each account; there are as many connections as accounts.
    cookies: Vec<String>,
    /// An existing folder for the bare database, on the disk that the backend's data are on.
    folder: PathBuf,
    /// How long each measurement lasts, in seconds.
    seconds: u64,
}

fn main() -> Result<(), Failure> {
    if std::env::args().nth(1).as_deref() == Some("bare-handler") {
        return bare_handler::serve();
    }
    measure()
}

// The client has one thread: on a small machine the server is to have the rest.
#[tokio::main(flavor = "current_thread")]
async fn measure() -> Result<(), Failure> {
    let plan: Plan = serde_json::from_reader(stdin())?;
    let address = plan.origin.strip_prefix("http://").ok_or("the origin is not http://")?.to_owned();
    let accounts: Vec<Account> =
        plan.cookies.iter().map(|cookie| Account { address: address.clone(), cookie: cookie.clone() }).collect();
    let first = accounts.first().ok_or("no accounts")?;
    let (_, profile) = read_profile(first).await?;
    let lasting = Duration::from_secs(plan.seconds);

    let bare = bare_handler::start(&profile)?;
    let unknown: Vec<Account> =
        accounts.iter().map(|_| Account { address: bare.address.clone(), cookie: String::new() }).collect();
    let summaries = [
        Summary::of("bare axum handler, GET", accounts.len(), read_repeatedly(&unknown, lasting).await?),
        Summary::of("GET /profile", accounts.len(), read_repeatedly(&accounts, lasting).await?),
        Summary::of("bare SQLite write loop", 1, bare_writes::repeat(&plan.folder, &profile, lasting)?),
        Summary::of("PUT /profile", accounts.len(), write_repeatedly(&accounts, lasting).await?),
    ];
    writeln!(stdout(), "{}", serde_json::to_string(&summaries)?)?;
    Ok(())
}
