//! The bare axum handler: the same answer as `GET /profile`, from memory, to anyone.

use std::io::{BufRead, BufReader, Read, Write, stdin, stdout};
use std::process::{Child, Command, Stdio};

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use hyper::body::Bytes;
use tokio::net::TcpListener;

use crate::Failure;

/// The process of the bare handler; it ends with this value.
pub(crate) struct BareHandler {
    /// Host and port.
    pub(crate) address: String,
    process: Child,
}

impl Drop for BareHandler {
    fn drop(&mut self) {
        // It has nothing to save; that it ended by itself is as good.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Starts the process, which answers `body`.
pub(crate) fn start(body: &[u8]) -> Result<BareHandler, Failure> {
    let mut process = Command::new(std::env::current_exe()?)
        .arg("bare-handler")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    process.stdin.take().ok_or("no standard input")?.write_all(body)?;
    let mut address = String::new();
    BufReader::new(process.stdout.take().ok_or("no standard output")?).read_line(&mut address)?;
    Ok(BareHandler { address: address.trim().to_owned(), process })
}

/// Is that process: reads the body, says where it listens, and serves until it is ended.
pub(crate) fn serve() -> Result<(), Failure> {
    let mut body = Vec::new();
    stdin().read_to_end(&mut body)?;
    let body = Bytes::from(body);
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        writeln!(stdout(), "{}", listener.local_addr()?)?;
        let answer = get(async move || ([(CONTENT_TYPE, "application/json")], body));
        axum::serve(listener, Router::new().route("/api/v1/profile", answer)).await?;
        Ok(())
    })
}
