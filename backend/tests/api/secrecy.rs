//! What is on the disk and in the log tells nobody anything about anybody.

use std::fs;

use serde_json::json;

use crate::contact_codes::{ask_and_receive, code_in, give};
use crate::contacts::{add, at, change};
use crate::people::{PASSWORD, Someone, confirm, profile, registration, sign_in, token_for, token_in};
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
    let holder = plant_contacts(&server, &cookie);
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
        "planted.contact",
        "@planted_name",
        "+48601000001",
        "planted label",
        "planted again",
        &holder.token,
        &holder.code,
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

/// What the holder of a contact was sent.
struct Holder {
    token: String,
    code: String,
}

/// Contacts that are asked, confirmed, edited, removed and refused.
fn plant_contacts(server: &Server, cookie: &str) -> Holder {
    let person = Someone::of(server, cookie.to_owned());
    let asked = add(&person, "email", "planted.contact@planted.example.org");
    let message = ask_and_receive(server, &person, &asked);
    let holder = Holder { token: token_in(&message), code: code_in(&message) };
    give(&person, &asked, "000000");
    let answer = give(&person, &asked, &holder.code);
    assert_eq!(answer.status, 200, "{answer:?}");
    let stop = json!({ "act": "stop" });
    server.ask("PUT", &format!("/api/v1/confirmations/{}", holder.token), &[], &stop);
    server.get(&format!("/confirm/{}", holder.token));
    person.get("/api/v1/contacts?q=planted.contact&sort=name&limit=1");
    let form = json!({ "channel": "telegram", "address": "@planted_name", "label": "Planted label" });
    let named = person.ask("POST", "/api/v1/contacts", &[("Idempotency-Key", "c")], &form).json();
    let form = json!({ "channel": "phone", "address": "+48601000001", "label": "Planted again" });
    assert_eq!(change(&person, "PUT", &named, "", &form).status, 200);
    let removed = person.get(&at(&asked, "")).json();
    assert_eq!(change(&person, "DELETE", &removed, "", &json!({})).status, 204);
    holder
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
