//! What was acknowledged is kept, whatever happens next.

use std::io::Write;
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;

use crate::answer::Answer;
use crate::people::{PASSWORD, confirm, profile, registration, sign_in, someone, token_for};
use crate::server::{Server, eventually};

#[test]
fn kill_9_after_an_acknowledged_save_loses_nothing() {
    let mut server = Server::start();
    let cookie = someone(&server, "alice@example.org").cookie;
    for n in 0..30 {
        let company = format!("company {n}");
        let version = format!("\"{}\"", n + 1);
        let headers = [("Cookie", cookie.as_str()), ("If-Match", version.as_str())];
        assert_eq!(server.ask("PUT", "/api/v1/profile", &headers, &profile(&company)).status, 200);
        server.kill_and_restart();
        let answer = server.send("GET", "/api/v1/profile", &headers[..1], b"");
        assert_eq!(answer.json()["company"], company);
        assert_eq!(answer.header("etag"), Some(format!("\"{}\"", n + 2).as_str()));
    }
}

#[test]
fn every_write_is_synced_to_the_disk_before_it_is_acknowledged() {
    let trace = tempfile::NamedTempFile::new().expect("a file");
    let mut strace = Command::new("strace");
    strace
        .args(["-f", "-y", "-s", "300", "-e", "trace=fsync,fdatasync,recvfrom,read,sendto,write,writev", "-o"])
        .arg(trace.path());
    let server = Server::start_under(strace);
    // A header marks each request in the trace.
    server.ask("POST", "/api/v1/accounts", &[("X-Mark", "register")], &registration("alice@example.org", "Alice"));
    let token = token_for(&server, "alice@example.org");
    let token = serde_json::json!({ "token": token });
    server.ask("POST", "/api/v1/accounts/confirmation", &[("X-Mark", "confirm")], &token);
    let credentials = serde_json::json!({ "email": "alice@example.org", "password": PASSWORD });
    let cookie = server.ask("POST", "/api/v1/session", &[("X-Mark", "sign-in")], &credentials).cookie();
    let mut marks = vec!["register".to_owned(), "confirm".to_owned(), "sign-in".to_owned()];
    for n in 1..=5 {
        let (mark, version) = (format!("save-{n}"), format!("\"{n}\""));
        let headers = [("X-Mark", mark.as_str()), ("Cookie", &cookie), ("If-Match", &version)];
        assert_eq!(server.ask("PUT", "/api/v1/profile", &headers, &profile(&mark)).status, 200);
        marks.push(mark);
    }
    let event = crate::dispatch::event(&server, "alice@example.org", "alert_down", "shop").to_string();
    let bearer = format!("Bearer {}", crate::dispatch::service_token(&server));
    let headers = [("X-Mark", "event"), ("Authorization", bearer.as_str()), ("Content-Type", "application/json")];
    assert_eq!(server.send("POST", "/api/v1/events", &headers, event.as_bytes()).status, 202);
    marks.push("event".to_owned());
    let trace = std::fs::read_to_string(trace.path()).expect("a trace");
    for mark in marks {
        assert_synced(&trace, &mark);
    }
}

/// Fails unless a sync of the write-ahead log ended between the arrival of the request with this
/// mark and the first answer after it.
#[track_caller]
fn assert_synced(trace: &str, mark: &str) {
    let mark = format!("X-Mark: {mark}\\r");
    let mut lines = trace.lines().skip_while(|line| !line.contains(&mark));
    assert!(lines.next().is_some(), "the request is in the trace: {mark}");
    let mut begun: Vec<&str> = Vec::new();
    for line in lines {
        let thread = line.split_whitespace().next().expect("the thread's id");
        let is_sync = line.contains("fsync(") || line.contains("fdatasync(");
        if is_sync && line.contains("account.sqlite3-wal") {
            if line.ends_with("= 0") {
                return;
            }
            begun.push(thread);
        } else if line.contains("sync resumed>") && line.ends_with("= 0") && begun.contains(&thread) {
            return;
        }
        assert!(!line.contains("\"HTTP/1.1 2"), "acknowledged before a sync: {mark}");
    }
    panic!("no answer after {mark}");
}

#[test]
fn a_server_under_a_tracer_is_gone_with_its_test_and_so_is_the_tracer() {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-e", "trace=none", "-o", "/dev/null"]);
    let server = Server::start_under(strace);
    let ids = server.ids();
    let are_there = || ids.iter().map(|id| Path::new(&format!("/proc/{id}")).exists()).collect::<Vec<_>>();
    assert_eq!(are_there(), [true, true]);
    drop(server);
    assert_eq!(are_there(), [false, false]);
}

#[test]
fn a_stop_answers_what_is_under_way_takes_nothing_new_and_ends_well() {
    let mut server = Server::start();
    someone(&server, "alice@example.org");
    let body = serde_json::json!({ "email": "alice@example.org", "password": PASSWORD }).to_string();
    let mut under_way = server.connect();
    let head = format!(
        "POST /api/v1/session HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n\
         Expect: 100-continue\r\nContent-Length: {}\r\n\r\n",
        server.address(),
        body.len()
    );
    under_way.write_all(head.as_bytes()).expect("the head goes out");
    // The server asks for the body: the request is under way.
    assert_eq!(Answer::read(&mut under_way, "HEAD").status, 100);
    server.ask_to_stop();
    eventually("nothing new is taken", || TcpStream::connect(server.address()).is_err().then_some(()));
    under_way.write_all(body.as_bytes()).expect("the body goes out");
    assert_eq!(Answer::read(&mut under_way, "POST").status, 200);
    drop(under_way);
    assert!(server.wait_for_end().success());
    assert!(!server.data().join("account.sqlite3-wal").exists(), "the log is in the database");
    server.kill_and_restart();
    assert_eq!(sign_in(&server, "alice@example.org", PASSWORD).status, 200);
}

#[test]
fn the_server_says_that_it_lives_and_is_ready() {
    let server = Server::start();
    assert_eq!((server.get("/healthz").status, server.get("/readyz").status), (200, 200));
    server.change_database("UPDATE _sqlx_migrations SET version = version + 1000");
    assert_eq!((server.get("/healthz").status, server.get("/readyz").status), (200, 503));
}

#[test]
fn a_confirmation_outlives_kill_9() {
    let mut server = Server::start();
    server.ask("POST", "/api/v1/accounts", &[], &registration("alice@example.org", "Alice"));
    assert_eq!(confirm(&server, &token_for(&server, "alice@example.org")).status, 204);
    server.kill_and_restart();
    assert_eq!(sign_in(&server, "alice@example.org", PASSWORD).status, 200);
}
