//! A new password by a link: who gets one, how long it works, and what it ends.

use serde_json::json;

use crate::answer::Answer;
use crate::people::{PASSWORD, is_signed_in, received, register, registration, sign_in, someone, token_for, token_in};
use crate::server::Server;

const ALICE: &str = "alice@example.org";
const NEW: &str = "a new and longer password";

fn ask(server: &Server, email: &str) -> Answer {
    server.ask("POST", "/api/v1/password-resets", &[], &json!({ "email": email }))
}

fn set(server: &Server, token: &str, password: &str) -> Answer {
    server.ask("PUT", &format!("/api/v1/password-resets/{token}"), &[], &json!({ "password": password }))
}

#[track_caller]
fn assert_unknown(answer: &Answer) {
    let refusal = answer.assert_refused("invalid", 422);
    assert_eq!(refusal["fields"], json!({ "token": { "code": "token_unknown" } }));
}

/// Asks for a link and gives the token of the newest of so many messages.
fn link(server: &Server, email: &str, count: usize) -> String {
    assert_eq!(ask(server, email).status, 202);
    token_in(&received(server, email, "password_reset", count)[0])
}

#[test]
fn a_person_who_forgot_the_password_sets_a_new_one_and_every_device_is_out() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let stolen = sign_in(&server, ALICE, PASSWORD).cookie();
    let answer = ask(&server, "ALICE@example.org");
    assert_eq!((answer.status, answer.text()), (202, "{}"));
    let message = &received(&server, ALICE, "password_reset", 1)[0];
    assert!(message["links"][0].as_str().expect("a link").starts_with(&format!("{}/reset-password/", server.origin())));
    assert!(alice.is_signed_in(), "asking changes nothing");
    let answer = set(&server, &token_in(message), NEW);
    assert_eq!((answer.status, answer.text(), answer.header("set-cookie")), (204, "", None));
    assert!(!alice.is_signed_in() && !is_signed_in(&server, &stolen));
    sign_in(&server, ALICE, PASSWORD).assert_refused("wrong_credentials", 422);
    assert_eq!(sign_in(&server, ALICE, NEW).status, 200);
    let told = &received(&server, ALICE, "password_was_reset", 1)[0];
    assert!(!told["text"].as_str().expect("a text").contains(NEW));
}

#[test]
fn a_link_works_once_and_kills_the_others() {
    let server = Server::start();
    register(&server, ALICE);
    let (first, second) = (link(&server, ALICE, 1), link(&server, ALICE, 2));
    assert_eq!(set(&server, &second, NEW).status, 204);
    assert_unknown(&set(&server, &second, "another long password"));
    assert_unknown(&set(&server, &first, "another long password"));
    assert_eq!(sign_in(&server, ALICE, NEW).status, 200);
}

#[test]
fn of_uses_of_a_link_at_the_same_time_one_wins() {
    let server = Server::start();
    register(&server, ALICE);
    let token = link(&server, ALICE, 1);
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let uses: Vec<_> = (0..4)
            .map(|n| {
                scope.spawn({
                    let (server, token) = (&server, &token);
                    move || set(server, token, &format!("{NEW} {n}")).status
                })
            })
            .collect();
        uses.into_iter().map(|answer| answer.join().expect("an answer")).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 204).count(), 1, "{statuses:?}");
}

#[test]
fn a_link_works_for_an_hour() {
    let server = Server::start();
    register(&server, ALICE);
    let (used, late) = (link(&server, ALICE, 1), link(&server, ALICE, 2));
    server.set_clock_ahead(3_590);
    set(&server, &late, "short").assert_refused("invalid", 422);
    server.set_clock_ahead(3_600);
    assert_unknown(&set(&server, &late, NEW));
    assert_unknown(&set(&server, &used, NEW));
    assert_eq!(sign_in(&server, ALICE, PASSWORD).status, 200);
}

#[test]
fn a_refused_password_does_not_use_the_link_up() {
    let server = Server::start();
    register(&server, ALICE);
    let token = link(&server, ALICE, 1);
    let refusal = set(&server, &token, "too short").assert_refused("invalid", 422);
    assert_eq!(refusal["fields"]["password"], json!({ "code": "too_short", "min": 12 }));
    for common in ["password1234", "alice-2026-11-22"] {
        let refusal = set(&server, &token, common).assert_refused("invalid", 422);
        assert_eq!(refusal["fields"], json!({ "password": { "code": "common_password" } }));
    }
    assert_eq!(set(&server, &token, NEW).status, 204);
}

#[test]
fn tokens_of_other_things_and_of_nothing_are_all_unknown() {
    let server = Server::start();
    register(&server, ALICE);
    server.ask("POST", "/api/v1/accounts", &[], &registration("bob@example.org", "Bob"));
    let confirming = token_for(&server, "bob@example.org");
    let session = sign_in(&server, ALICE, PASSWORD).cookie();
    let session = session.split_once('=').expect("a pair").1;
    for token in [confirming.as_str(), session, "never-sent", "%00", "%FF", "a%2Fb"] {
        assert_unknown(&set(&server, token, NEW));
    }
    // And the other way round: a link that sets a password confirms nothing and changes no address.
    let token = link(&server, ALICE, 1);
    crate::people::confirm(&server, &token).assert_refused("invalid", 422);
    for method in ["PUT", "DELETE"] {
        let page = [("Sec-Fetch-Site", "same-origin")];
        assert_unknown(&server.send(method, &format!("/api/v1/email-changes/{token}"), &page, b""));
    }
    assert_eq!(set(&server, &token, NEW).status, 204, "still good");
}

#[test]
fn an_address_without_a_confirmed_account_gets_no_message() {
    let server = Server::start();
    register(&server, ALICE);
    server.ask("POST", "/api/v1/accounts", &[], &registration("bob@example.org", "Bob"));
    received(&server, "bob@example.org", "confirm_email", 1);
    let answers = ["nobody@example.org", "bob@example.org", ALICE].map(|email| ask(&server, email));
    assert!(answers.iter().all(|answer| (answer.status, answer.text()) == (202, "{}")));
    // Messages are written in order: once Alice's is there, none comes for those before.
    received(&server, ALICE, "password_reset", 1);
    let resets = server.messages(0).iter().filter(|message| message["kind"] == "password_reset").count();
    assert_eq!(resets, 1);
}

#[test]
fn an_address_gets_five_links_an_hour_and_nobody_is_told() {
    let server = Server::start();
    register(&server, ALICE);
    register(&server, "bob@example.org");
    for _ in 0..7 {
        assert_eq!(ask(&server, ALICE).status, 202);
    }
    ask(&server, "bob@example.org");
    received(&server, "bob@example.org", "password_reset", 1);
    assert_eq!(received(&server, ALICE, "password_reset", 5).len(), 5);
    server.set_clock_ahead(3_600);
    ask(&server, ALICE);
    assert_eq!(received(&server, ALICE, "password_reset", 6).len(), 6);
}

#[test]
fn changing_the_password_kills_the_links_that_would_set_another() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let token = link(&server, ALICE, 1);
    let body = json!({ "current_password": PASSWORD, "new_password": NEW });
    assert_eq!(alice.ask("PUT", "/api/v1/password", &[], &body).status, 204);
    assert_unknown(&set(&server, &token, "another long password"));
}

#[test]
fn a_message_that_is_written_twice_brings_no_used_link_back_to_life() {
    let mut server = Server::start();
    register(&server, ALICE);
    register(&server, "bob@example.org");
    // The message goes out, and the server dies before it can note that: the job is there again.
    server.change_database("CREATE TRIGGER keep BEFORE DELETE ON jobs BEGIN SELECT RAISE(IGNORE); END");
    let token = link(&server, ALICE, 1);
    assert_eq!(set(&server, &token, NEW).status, 204);
    server.change_database("DROP TRIGGER keep");
    server.kill_and_restart();
    // Work is done in order: once Bob's is, Alice's was done a second time.
    link(&server, "bob@example.org", 1);
    assert_unknown(&set(&server, &token, "another long password"));
    assert_eq!(sign_in(&server, ALICE, NEW).status, 200);
}

#[test]
fn a_link_is_in_the_database_only_as_a_hash() {
    let server = Server::start();
    register(&server, ALICE);
    let token = link(&server, ALICE, 1);
    for name in ["account.sqlite3", "account.sqlite3-wal"] {
        let bytes = std::fs::read(server.data().join(name)).expect("a file");
        assert!(!bytes.windows(token.len()).any(|window| window == token.as_bytes()), "{name}");
    }
}
