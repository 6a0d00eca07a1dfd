//! HTTP to the providers: one client, with an end to every wait.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use axum::http::{HeaderValue, Request, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

use super::Failure;
use crate::Fault;

/// A provider has this long to answer; the lease of a job is longer.
const ANSWER_WITHIN: Duration = Duration::from_secs(20);
/// So long may it take to reach one of its addresses.
const CONNECT_WITHIN: Duration = Duration::from_secs(8);
/// As much of an answer is read, in octets; a longer one says nothing that is kept.
const ANSWER_MAX: usize = 64 * 1024;
/// Longer than this, in seconds, nobody can make a message wait.
const WAIT_MAX: u32 = 60 * 60;

/// A client that follows no redirection: whoever is written to was named by the operator.
#[derive(Clone)]
pub struct Http(Client<HttpsConnector<HttpConnector>, Body>);

/// What a provider answered.
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// In how many seconds it wants to be asked again; 0 when it did not say (RFC 9110, 10.2.3; a date is
    /// not read).
    pub wait: u32,
    /// The body; empty when it was too long.
    pub body: Bytes,
}

impl Http {
    /// A client that connects when it first has something to send.
    #[must_use]
    pub fn new() -> Self {
        let mut connector = HttpConnector::new();
        connector.enforce_http(false);
        connector.set_connect_timeout(Some(CONNECT_WITHIN));
        let connector =
            HttpsConnectorBuilder::new().with_webpki_roots().https_or_http().enable_http1().wrap_connector(connector);
        Self(Client::builder(TokioExecutor::new()).build(connector))
    }

    /// Posts a body.
    ///
    /// # Errors
    /// A temporary [`Failure`] when there is no answer, or not in time.
    pub async fn post(&self, to: &Uri, kind: HeaderValue, headers: &HeaderMap, body: String) -> Result<Reply, Failure> {
        let mut request = Request::post(to.clone()).body(Body::from(body)).map_err(|_| unreached())?;
        *request.headers_mut() = headers.clone();
        request.headers_mut().insert(CONTENT_TYPE, kind);
        let answer = async {
            // The errors may repeat the address, which may hold a secret.
            let (head, body) = self.0.request(request).await.map_err(|_| unreached())?.into_parts();
            let body = to_bytes(Body::new(body), ANSWER_MAX).await.unwrap_or_default();
            Ok(Reply { status: head.status.as_u16(), wait: wait(&head.headers), body })
        };
        tokio::time::timeout(ANSWER_WITHIN, answer)
            .await
            .unwrap_or_else(|_| Err(Failure::temporary("the provider does not answer")))
    }
}

impl Default for Http {
    fn default() -> Self {
        Self::new()
    }
}

fn unreached() -> Failure {
    Failure::temporary("the provider cannot be reached")
}

fn wait(headers: &HeaderMap) -> u32 {
    let seconds = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
    at_most(seconds.unwrap_or_default())
}

/// A wait that a provider asked for, in seconds, within reason.
#[must_use]
pub fn at_most(seconds: u32) -> u32 {
    seconds.min(WAIT_MAX)
}

/// An address of a provider, with HTTPS unless it is on this machine, and the name of its host.
///
/// # Errors
/// A [`Fault`] that names the option. It does not repeat the address: that may hold a secret.
pub fn address(option: &str, typed: &str) -> Result<(Uri, String), Fault> {
    let malformed = || Fault::new(format!("{option} is not an address: give one as in https://api.example.org/path"));
    let uri: Uri = typed.parse().map_err(|_| malformed())?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else { return Err(malformed()) };
    let host = authority.host().to_owned();
    if authority.as_str().contains('@') {
        return Err(Fault::new(format!("{option} holds a user or password: give them in a header")));
    }
    let is_here = host == "localhost"
        || host.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
    match scheme {
        "https" => Ok((uri, host)),
        "http" if is_here => Ok((uri, host)),
        "http" => Err(Fault::new(format!("{option} would send personal data in clear: give an address with https://"))),
        _ => Err(malformed()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_data_leave_this_machine_by_https_only() {
        for (typed, host) in [
            ("https://sms.example.org/messages?key=x", "sms.example.org"),
            ("http://127.0.0.1:8025/", "127.0.0.1"),
            ("http://localhost:1", "localhost"),
            ("http://[::1]:1/x", "[::1]"),
        ] {
            assert_eq!(address("--sms-url", typed).expect("an address").1, host);
        }
        for typed in ["http://sms.example.org", "http://192.0.2.1/x", "ftp://127.0.0.1/x", "sms.example.org", "/x", ""]
        {
            let fault = address("--sms-url", typed).expect_err(typed).to_string();
            assert!(fault.starts_with("--sms-url ") && !fault.contains("192.0.2.1"), "{fault}");
        }
        let fault = address("--sms-url", "https://user:secret@sms.example.org").expect_err("a password").to_string();
        assert!(!fault.contains("secret"), "{fault}");
    }

    #[test]
    fn a_wait_is_read_in_seconds_and_has_an_end() {
        let read = |text: &'static str| wait(&HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static(text))]));
        assert_eq!((read("30"), read("999999"), read("Fri, 31 Dec 1999 23:59:59 GMT"), read("-1")), (30, 3_600, 0, 0));
        assert_eq!(wait(&HeaderMap::new()), 0);
    }
}
