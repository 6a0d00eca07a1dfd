//! `Idempotency-Key`: a repeated request is carried out once.

use serde_json::json;

use crate::people::{PASSWORD, confirm, register, registration, token_for};
use crate::server::Server;

const ADA: &str = "ada@example.org";

#[test]
fn the_same_key_with_the_same_body_gives_the_same_answer_and_one_message() {
    let mut server = Server::start();
    let key = [("Idempotency-Key", "6b1c")];
    let first = server.ask("POST", "/api/v1/accounts", &key, &registration(ADA, "Ada"));
    let second = server.ask("POST", "/api/v1/accounts", &key, &registration(ADA, "Ada"));
    server.kill_and_restart();
    let third = server.ask("POST", "/api/v1/accounts", &key, &registration(ADA, "Ada"));
    for again in [second, third] {
        assert_eq!((again.status, &again.body), (first.status, &first.body));
        assert_eq!(again.header("content-type"), first.header("content-type"));
    }
    // Messages go out in order: behind this one no other is waiting.
    server.ask("POST", "/api/v1/accounts", &[], &registration("bob@example.org", "Bob"));
    token_for(&server, "bob@example.org");
    assert_eq!(server.messages(2).len(), 2);
}

#[test]
fn a_success_is_repeated_where_carrying_it_out_again_would_fail() {
    let server = Server::start();
    server.ask("POST", "/api/v1/accounts", &[], &registration(ADA, "Ada"));
    let body = json!({ "token": token_for(&server, ADA) });
    for _ in 0..2 {
        let answer = server.ask("POST", "/api/v1/accounts/confirmation", &[("Idempotency-Key", "k")], &body);
        assert_eq!(answer.status, 204);
    }
    confirm(&server, body["token"].as_str().expect("a token")).assert_refused("invalid", 422);
}

#[test]
fn the_same_key_with_another_body_or_for_another_path_is_a_conflict() {
    let server = Server::start();
    let key = [("Idempotency-Key", "k")];
    assert_eq!(server.ask("POST", "/api/v1/accounts", &key, &registration(ADA, "Ada")).status, 202);
    server.ask("POST", "/api/v1/accounts", &key, &registration(ADA, "Eve")).assert_refused("conflict", 409);
    server
        .ask("POST", "/api/v1/accounts/confirmation", &key, &registration(ADA, "Ada"))
        .assert_refused("conflict", 409);
}

#[test]
fn the_key_of_one_session_means_nothing_to_another() {
    let server = Server::start();
    let body = |email| registration(email, "Ada");
    for (cookie, email) in [("__Host-session=a", "a@example.org"), ("__Host-session=b", "b@example.org")] {
        let headers = [("Idempotency-Key", "k"), ("Cookie", cookie)];
        assert_eq!(server.ask("POST", "/api/v1/accounts", &headers, &body(email)).status, 202);
    }
}

#[test]
fn of_requests_at_the_same_time_one_is_carried_out() {
    let server = Server::start();
    let answers: Vec<_> = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    server.ask("POST", "/api/v1/accounts", &[("Idempotency-Key", "k")], &registration(ADA, "Ada"))
                })
            })
            .collect();
        asking.into_iter().map(|answer| answer.join().expect("an answer")).collect()
    });
    assert!(answers.iter().any(|answer| answer.status == 202));
    for answer in answers.iter().filter(|answer| answer.status != 202) {
        answer.assert_refused("conflict", 409);
        assert_eq!(answer.header("retry-after"), Some("1"));
    }
    server.ask("POST", "/api/v1/accounts", &[], &registration("bob@example.org", "Bob"));
    token_for(&server, "bob@example.org");
    assert_eq!(server.messages(2).len(), 2);
}

#[test]
fn a_claim_whose_request_died_ends_after_a_minute() {
    let server = Server::start();
    let ask = || server.ask("POST", "/api/v1/accounts", &[("Idempotency-Key", "k")], &registration(ADA, "Ada"));
    assert_eq!(ask().status, 202);
    server.change_database("UPDATE answers SET answer = NULL, claimed_until = claimed_until - 30");
    let refused = ask();
    refused.assert_refused("conflict", 409);
    assert_eq!(refused.header("retry-after"), Some("1"));
    server.change_database("UPDATE answers SET claimed_until = claimed_until - 30");
    assert_eq!(ask().status, 202);
    server.messages(2);
}

#[test]
fn an_answer_is_kept_for_a_day() {
    let server = Server::start();
    let ask = |name| server.ask("POST", "/api/v1/accounts", &[("Idempotency-Key", "k")], &registration(ADA, name));
    assert_eq!(ask("Ada").status, 202);
    server.change_database("UPDATE answers SET expires_at = expires_at - 86300");
    ask("Eve").assert_refused("conflict", 409);
    server.change_database("UPDATE answers SET expires_at = expires_at - 100");
    assert_eq!(ask("Eve").status, 202);
}

#[test]
fn a_sign_in_is_never_repeated_from_memory() {
    let server = Server::start();
    register(&server, ADA);
    let body = json!({ "email": ADA, "password": PASSWORD });
    let sign_in = || server.ask("POST", "/api/v1/session", &[("Idempotency-Key", "k")], &body).cookie();
    assert_ne!(sign_in(), sign_in());
}

#[test]
fn a_refusal_that_may_pass_is_not_kept() {
    let server = Server::start();
    let foreign = [("Sec-Fetch-Site", "cross-site"), ("Content-Type", "application/json"), ("Idempotency-Key", "k")];
    let body = registration(ADA, "Ada");
    server
        .send("POST", "/api/v1/accounts", &foreign, body.to_string().as_bytes())
        .assert_refused("foreign_origin", 403);
    assert_eq!(server.ask("POST", "/api/v1/accounts", &[("Idempotency-Key", "k")], &body).status, 202);
}

#[test]
fn a_key_has_1_to_128_visible_characters() {
    let server = Server::start();
    let long = "k".repeat(129);
    for key in ["", "a b", "ł", &long] {
        let answer = server.ask("POST", "/api/v1/accounts", &[("Idempotency-Key", key)], &registration(ADA, "Ada"));
        answer.assert_refused("malformed", 400);
    }
    let answer = server.ask("POST", "/api/v1/accounts", &[("Idempotency-Key", &long[1..])], &registration(ADA, "Ada"));
    assert_eq!(answer.status, 202);
}
