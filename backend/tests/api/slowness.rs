//! Clients that are too slow are told so where they can be, and let go.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::people::{profile, someone};
use crate::server::{Server, program};
use crate::support::request;

/// A server with little patience for one thing, and enough for the other.
fn impatient(option: &str) -> Server {
    Server::start_with(&[option, "0.3"])
}

/// Fails where something took so long that the server went by another limit than its own.
#[track_caller]
fn assert_soon(begun: Instant) {
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

/// The head of a request whose body is announced and stays out.
fn head(server: &Server, method: &str, path: &str, headers: &str, body: &[u8]) -> String {
    format!(
        "{method} {path} HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n\
         {headers}Content-Length: {}\r\n\r\n",
        server.address(),
        body.len()
    )
}

/// True when the other side has nothing more to say.
fn has_ended(stream: &mut TcpStream) -> bool {
    stream.read(&mut [0]).expect("the end") == 0
}

#[test]
fn a_head_that_stays_half_is_refused_and_the_connection_ends() {
    let server = impatient("--head-within");
    let mut stream = server.connect();
    let begun = Instant::now();
    stream.write_all(b"GET /api/v1/session HTTP/1.1\r\nHost: exam").expect("half a head");
    Answer::read(&mut stream, "GET").assert_refused("too_slow", 408);
    assert_soon(begun);
    assert!(has_ended(&mut stream));
    assert_eq!(server.get("/api/v1/session").status, 200, "others are answered");
}

#[test]
fn a_head_that_trickles_in_is_refused_all_the_same() {
    let server = impatient("--head-within");
    let mut stream = server.connect();
    stream.set_read_timeout(Some(Duration::from_millis(20))).expect("a timeout");
    stream.write_all(b"GET /api/v1/session HTTP/1.1\r\nX-Slow: ").expect("the beginning of a head");
    // A sign each 20 ms, until there is an answer: 250 signs are 5 seconds, and the limit is 0.3.
    let mut first = [0];
    let sent = (0..250).find(|_| {
        stream.write_all(b"x").expect("one more sign");
        match stream.read(&mut first) {
            Ok(count) => count == 1,
            Err(error) => {
                assert!(matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), "{error}");
                false
            }
        }
    });
    assert!(sent.is_some_and(|signs| signs > 1), "{sent:?}");
    let mut rest = String::new();
    stream.read_to_string(&mut rest).expect("the rest of the answer");
    assert!(first == *b"H" && rest.starts_with("TTP/1.1 408 "), "{rest}");
}

#[test]
fn a_connection_that_asks_for_nothing_ends_without_a_word() {
    let server = impatient("--head-within");
    let mut fresh = server.connect();
    let begun = Instant::now();
    assert!(has_ended(&mut fresh));
    assert_soon(begun);
    let mut kept = server.connect();
    let asked = format!("GET /api/v1/session HTTP/1.1\r\nHost: {}\r\n\r\n", server.address());
    for _ in 0..2 {
        kept.write_all(asked.as_bytes()).expect("it goes out");
        assert_eq!(Answer::read(&mut kept, "GET").status, 200, "it is kept for the next request");
    }
    assert!(has_ended(&mut kept));
}

#[test]
fn a_body_that_stays_half_is_refused_and_changes_nothing() {
    let server = impatient("--body-within");
    let alice = someone(&server, "alice@example.org");
    let before = alice.profile();
    let body = profile("Too slow").to_string().into_bytes();
    let headers = format!("Cookie: {}\r\nIf-Match: {}\r\n", alice.cookie, before.1);
    let mut stream = server.connect();
    stream.write_all(head(&server, "PUT", "/api/v1/profile", &headers, &body).as_bytes()).expect("the head");
    stream.write_all(&body[..body.len() - 1]).expect("all but the last sign");
    let begun = Instant::now();
    let answer = Answer::read(&mut stream, "PUT");
    assert_soon(begun);
    answer.check_against_description(&server, "PUT", "/api/v1/profile");
    answer.assert_refused("too_slow", 408);
    assert!(has_ended(&mut stream));
    assert_eq!(alice.profile(), before);
}

#[test]
fn what_was_too_slow_is_carried_out_when_it_is_sent_again_with_the_same_key() {
    let server = impatient("--body-within");
    let asked: Value = request("Where is my invoice?", Some("ada@example.org"));
    let body = asked.to_string().into_bytes();
    let mut stream = server.connect();
    let key = "Idempotency-Key: once\r\n";
    stream.write_all(head(&server, "POST", "/api/v1/support-requests", key, &body).as_bytes()).expect("the head");
    let begun = Instant::now();
    Answer::read(&mut stream, "POST").assert_refused("too_slow", 408);
    assert_soon(begun);
    let again = server.ask("POST", "/api/v1/support-requests", &[("Idempotency-Key", "once")], &asked);
    assert_eq!((again.status, &again.json()["state"]), (201, &json!("received")));
}

#[test]
fn a_server_without_any_patience_does_not_start() {
    for typed in ["0", "-1", "soon", "1e99"] {
        let folder = tempfile::tempdir().expect("a folder");
        let options = ["serve", "--listen", "127.0.0.1:0", &format!("--head-within={typed}"), "--data"];
        let output = program().args(options).arg(folder.path()).output().expect("it ran");
        assert!(!output.status.success(), "{typed}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("give more than 0 seconds"), "{output:?}");
    }
}
