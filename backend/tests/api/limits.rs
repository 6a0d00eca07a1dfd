//! Limits on tries, by account and by client address.

use serde_json::json;

use crate::answer::Answer;
use crate::people::{PASSWORD, confirm, register, registration, sign_in};
use crate::server::Server;

#[track_caller]
fn assert_too_many(answer: &Answer, most: u64) {
    let refusal = answer.assert_refused("too_many", 429);
    let seconds = refusal["retry_after"].as_u64().expect("seconds");
    assert!((1..=most).contains(&seconds), "{seconds}");
    assert_eq!(answer.header("retry-after"), Some(seconds.to_string().as_str()));
}

#[test]
fn after_ten_wrong_passwords_an_address_waits_whether_or_not_it_has_an_account() {
    let server = Server::start();
    register(&server, "alice@example.org");
    for email in ["alice@example.org", "nobody@example.org"] {
        for _ in 0..10 {
            sign_in(&server, email, "a wrong password").assert_refused("wrong_credentials", 422);
        }
        assert_too_many(&sign_in(&server, email, PASSWORD), 900);
    }
    // The case of the letters makes no second account of it.
    assert_too_many(&sign_in(&server, "ALICE@example.org", PASSWORD), 900);
}

#[test]
fn signing_in_well_uses_up_nothing() {
    let server = Server::start();
    register(&server, "alice@example.org");
    for _ in 0..12 {
        assert_eq!(sign_in(&server, "alice@example.org", PASSWORD).status, 200);
    }
}

#[test]
fn an_address_gets_five_messages_an_hour_and_nobody_is_told() {
    let server = Server::start();
    for _ in 0..7 {
        let answer = server.ask("POST", "/api/v1/accounts", &[], &registration("ada@example.org", "Ada"));
        assert_eq!((answer.status, answer.text()), (202, "{}"));
    }
    // Messages go out in order: once the one of the other address is there, no more will come for the first.
    server.ask("POST", "/api/v1/accounts", &[], &registration("bob@example.org", "Bob"));
    let messages = server.messages(6);
    assert_eq!(messages.len(), 6);
    assert_eq!(messages[0]["to"], "bob@example.org");
}

#[test]
fn a_client_address_has_so_many_tries_over_all_three_ways_in() {
    let server = Server::start_with(&["--tries-per-address", "3"]);
    confirm(&server, "x").assert_refused("invalid", 422);
    sign_in(&server, "nobody@example.org", PASSWORD).assert_refused("wrong_credentials", 422);
    assert_eq!(server.ask("POST", "/api/v1/accounts", &[], &registration("ada@example.org", "Ada")).status, 202);
    assert_too_many(&confirm(&server, "x"), 900);
    assert_too_many(&sign_in(&server, "nobody@example.org", PASSWORD), 900);
    assert_too_many(&server.ask("POST", "/api/v1/accounts", &[], &registration("ada@example.org", "Ada")), 900);
    assert_eq!(server.get("/api/v1/session").status, 200, "reading is no try");
}

#[test]
fn links_that_are_tried_count_with_the_other_tries() {
    let server = Server::start_with(&["--tries-per-address", "4"]);
    let reset = || server.ask("POST", "/api/v1/password-resets", &[], &json!({ "email": "nobody@example.org" }));
    let set = || server.ask("PUT", "/api/v1/password-resets/x", &[], &json!({ "password": PASSWORD }));
    let change = |method| server.send(method, "/api/v1/email-changes/x", &[("Sec-Fetch-Site", "same-origin")], b"");
    assert_eq!(reset().status, 202);
    for answer in [set(), change("PUT"), change("DELETE")] {
        answer.assert_refused("invalid", 422);
    }
    for answer in [reset(), set(), change("PUT"), change("DELETE")] {
        assert_too_many(&answer, 900);
    }
}

#[test]
fn behind_a_proxy_the_client_is_the_last_address_that_was_forwarded() {
    let server = Server::start_with(&["--behind-tls", "--tries-per-address", "1"]);
    let confirm_from = |forwarded: &str| {
        server.ask("POST", "/api/v1/accounts/confirmation", &[("X-Forwarded-For", forwarded)], &json!({ "token": "x" }))
    };
    confirm_from("192.0.2.1").assert_refused("invalid", 422);
    confirm_from("192.0.2.1, 192.0.2.2").assert_refused("invalid", 422);
    assert_too_many(&confirm_from("192.0.2.3, 192.0.2.1"), 900);
}
