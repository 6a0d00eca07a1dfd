//! What is on the disk and in the log tells nobody anything about anybody.

use std::fs;

use serde_json::json;

use crate::people::{PASSWORD, confirm, profile, registration, sign_in, token_for};
use crate::server::Server;

#[test]
fn nothing_that_a_person_typed_is_in_the_database_or_the_log_in_clear() {
    let mut server = Server::start();
    let mut form = registration("Planted.Address@planted.example.org", "Plantka");
    form["last_name"] = json!("Żółcińska");
    form["time_zone"] = json!("Pacific/Chatham");
    server.ask("POST", "/api/v1/accounts", &[("Idempotency-Key", "k")], &form);
    let token = token_for(&server, "Planted.Address@planted.example.org");
    confirm(&server, &token);
    sign_in(&server, "planted.address@planted.example.org", "a wrong password, planted");
    let cookie = sign_in(&server, "planted.address@planted.example.org", PASSWORD).cookie();
    let mut saved = profile("Planted Engines");
    saved["address"]["line1"] = json!("1 Planted Street");
    let headers = [("Cookie", cookie.as_str()), ("If-Match", "\"1\"")];
    assert_eq!(server.ask("PUT", "/api/v1/profile", &headers, &saved).status, 200);
    server.get(&format!("/confirm-email/{token}"));
    server.get("/api/v1/nothing?email=planted.address@planted.example.org");
    // A registration that waits for its message is in the database, too.
    fs::rename(server.data().join("outbox"), server.data().join("moved")).expect("it moves");
    fs::write(server.data().join("outbox"), "in the way").expect("a file");
    server.ask("POST", "/api/v1/accounts", &[], &registration("planted.second@planted.example.org", "Plantka"));

    let session = cookie.split_once('=').expect("a pair").1;
    let planted = [
        "planted.address",
        "planted.second",
        "planted.example.org",
        "plantka",
        "żółcińska",
        "Żółcińska",
        "Pacific/Chatham",
        "planted engines",
        "1 planted street",
        "+442079460000",
        "SW1Y 4JH",
        PASSWORD,
        "a wrong password",
        "$argon2",
        &token,
        session,
    ];
    for is_stopped in [false, true] {
        if is_stopped {
            server.kill();
        }
        for name in ["account.sqlite3", "account.sqlite3-wal", "account.sqlite3-shm"] {
            assert_holds_none(name, &fs::read(server.data().join(name)).expect("a file"), &planted);
        }
    }
    assert_holds_none("the log", server.log().as_bytes(), &planted);
    assert!(server.log().contains("/api/v1/profile"), "there is a log");
}

#[track_caller]
fn assert_holds_none(name: &str, bytes: &[u8], planted: &[&str]) {
    let lower = bytes.to_ascii_lowercase();
    for text in planted {
        let wanted = text.to_ascii_lowercase().into_bytes();
        assert!(!lower.windows(wanted.len()).any(|window| window == wanted), "{text} is in {name}");
    }
}

#[test]
fn each_request_is_one_line_of_log_that_the_answer_names() {
    let server = Server::start();
    let id = server.get("/api/v1/session").header("x-request-id").expect("an id").to_owned();
    let log = server.log();
    let lines: Vec<_> = log.lines().filter(|line| line.contains(&id)).collect();
    assert_eq!(lines.len(), 1, "{log}");
    for part in ["GET", "/api/v1/session", "status=200", "milliseconds="] {
        assert!(lines[0].contains(part), "{part}: {}", lines[0]);
    }
}
