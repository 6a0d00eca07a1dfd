//! Asks for profiles and saves them, over connections that stay open.

use std::time::{Duration, Instant};

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{CONTENT_TYPE, COOKIE, ETAG, HOST, HeaderMap, IF_MATCH};
use hyper::http::request::Builder;
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::Failure;
use crate::summary::Timed;

/// The first so long is not counted: connections, caches and the database's log are new then.
const WARM_UP: Duration = Duration::from_millis(500);

/// Whose profile a connection works on.
#[derive(Clone)]
pub(crate) struct Account {
    /// Host and port.
    pub(crate) address: String,
    /// The `Cookie` header of the session; empty for none.
    pub(crate) cookie: String,
}

/// An open connection.
struct Connection {
    sender: SendRequest<Full<Bytes>>,
    account: Account,
}

impl Connection {
    async fn open(account: &Account) -> Result<Self, Failure> {
        let stream = TcpStream::connect(&account.address).await?;
        stream.set_nodelay(true)?;
        let (sender, driver) = handshake(TokioIo::new(stream)).await?;
        // It ends with the sender; what goes wrong is told to the one who asks.
        tokio::spawn(driver);
        Ok(Self { sender, account: account.clone() })
    }

    fn request(&self, method: &str) -> Builder {
        Request::builder()
            .method(method)
            .uri("/api/v1/profile")
            .header(HOST, &self.account.address)
            .header(COOKIE, &self.account.cookie)
            .header("sec-fetch-site", "same-origin")
    }

    async fn ask(&mut self, request: Request<Full<Bytes>>) -> Result<(HeaderMap, Bytes), Failure> {
        self.sender.ready().await?;
        let answer = self.sender.send_request(request).await?;
        let (parts, body) = answer.into_parts();
        let bytes = body.collect().await?.to_bytes();
        if parts.status != StatusCode::OK {
            return Err(format!("answered {}: {}", parts.status, String::from_utf8_lossy(&bytes)).into());
        }
        Ok((parts.headers, bytes))
    }

    async fn read(&mut self) -> Result<(HeaderMap, Bytes), Failure> {
        let request = self.request("GET").body(Full::default())?;
        self.ask(request).await
    }

    /// Saves and answers the version of what was saved.
    async fn write(&mut self, version: &str, profile: &Value) -> Result<String, Failure> {
        let request = self
            .request("PUT")
            .header(CONTENT_TYPE, "application/json")
            .header(IF_MATCH, version)
            .body(Full::from(profile.to_string()))?;
        version_of(&self.ask(request).await?.0)
    }
}

fn version_of(headers: &HeaderMap) -> Result<String, Failure> {
    Ok(headers.get(ETAG).ok_or("no ETag in the answer")?.to_str()?.to_owned())
}

/// The account's profile and its version.
pub(crate) async fn read_profile(account: &Account) -> Result<(String, Bytes), Failure> {
    let (headers, profile) = Connection::open(account).await?.read().await?;
    Ok((version_of(&headers)?, profile))
}

/// Reads the profile of each account over a connection of its own, again and again.
pub(crate) async fn read_repeatedly(accounts: &[Account], lasting: Duration) -> Result<Timed, Failure> {
    let span = Span::beginning_now(lasting);
    gather(accounts.iter().map(|account| read_during(account.clone(), span)).collect(), span).await
}

/// Saves another company in each account's profile over a connection of its own, again and again, each time on the
/// version that the answer before gave.
pub(crate) async fn write_repeatedly(accounts: &[Account], lasting: Duration) -> Result<Timed, Failure> {
    let span = Span::beginning_now(lasting);
    gather(accounts.iter().map(|account| write_during(account.clone(), span)).collect(), span).await
}

/// What is counted: what is asked between these two.
#[derive(Clone, Copy)]
struct Span {
    from: Instant,
    until: Instant,
}

impl Span {
    fn beginning_now(lasting: Duration) -> Self {
        let from = Instant::now() + WARM_UP;
        Self { from, until: from + lasting }
    }

    fn note(self, asked: Instant, times: &mut Vec<Duration>) {
        if asked >= self.from {
            times.push(asked.elapsed());
        }
    }
}

async fn read_during(account: Account, span: Span) -> Result<Vec<Duration>, Failure> {
    let mut connection = Connection::open(&account).await?;
    let mut times = Vec::new();
    while Instant::now() < span.until {
        let asked = Instant::now();
        connection.read().await?;
        span.note(asked, &mut times);
    }
    Ok(times)
}

async fn write_during(account: Account, span: Span) -> Result<Vec<Duration>, Failure> {
    let (mut version, read) = read_profile(&account).await?;
    let mut profile: Value = serde_json::from_slice(&read)?;
    profile.as_object_mut().ok_or("the profile is no object")?.remove("email");
    let mut connection = Connection::open(&account).await?;
    let mut times = Vec::new();
    for number in 1_u64.. {
        profile["company"] = format!("Analytical Engines {number}").into();
        let asked = Instant::now();
        if asked >= span.until {
            break;
        }
        version = connection.write(&version, &profile).await?;
        span.note(asked, &mut times);
    }
    Ok(times)
}

async fn gather(tasks: JoinSet<Result<Vec<Duration>, Failure>>, span: Span) -> Result<Timed, Failure> {
    let each = tasks.join_all().await.into_iter().collect::<Result<Vec<_>, _>>()?.concat();
    Ok(Timed { each, all: span.from.elapsed() })
}
