//! Registration and the confirmation of the address.

use serde_json::json;

use crate::people::{PASSWORD, confirm, register, registration, sign_in, token_for};
use crate::server::Server;

const ADA: &str = "ada@example.org";

#[test]
fn a_person_registers_confirms_the_address_and_signs_in() {
    let server = Server::start();
    let answer = server.ask("POST", "/api/v1/accounts", &[], &registration(ADA, "Ada"));
    assert_eq!((answer.status, answer.text()), (202, "{}"));
    sign_in(&server, ADA, PASSWORD).assert_refused("wrong_credentials", 422);
    assert_eq!(confirm(&server, &token_for(&server, ADA)).status, 204);
    let answer = sign_in(&server, ADA, PASSWORD);
    assert_eq!(answer.status, 200);
    let person = &answer.json()["person"];
    assert_eq!(
        (&person["email"], &person["first_name"], &person["language"]),
        (&json!(ADA), &json!("Ada"), &json!("en"))
    );
}

#[test]
fn the_message_is_in_the_language_of_the_account_and_links_to_the_page() {
    let server = Server::start_with(&["--public-url", "https://account.example.org/"]);
    let mut polish = registration(ADA, "Ada");
    polish["language"] = json!("pl");
    server.ask("POST", "/api/v1/accounts", &[], &polish);
    let message = &server.messages(1)[0];
    assert_eq!(message["subject"], "Potwierdź swój adres e-mail");
    assert_eq!((&message["channel"], &message["to"], &message["code"]), (&json!("email"), &json!(ADA), &json!(null)));
    let link = message["links"][0].as_str().expect("a link");
    assert!(link.starts_with("https://account.example.org/confirm-email/"), "{link}");
    assert!(message["text"].as_str().expect("a text").lines().any(|line| line == link));
}

#[test]
fn a_link_works_once_and_for_a_day() {
    let server = Server::start();
    server.ask("POST", "/api/v1/accounts", &[], &registration(ADA, "Ada"));
    let token = token_for(&server, ADA);
    assert_eq!(confirm(&server, &token).status, 204);
    let again = confirm(&server, &token).assert_refused("invalid", 422);
    assert_eq!(again["fields"]["token"]["code"], "token_unknown");

    server.ask("POST", "/api/v1/accounts", &[], &registration("bob@example.org", "Bob"));
    let late = token_for(&server, "bob@example.org");
    server.change_database("UPDATE confirmations SET expires_at = expires_at - 86400");
    confirm(&server, &late).assert_refused("invalid", 422);
    confirm(&server, "never-sent").assert_refused("invalid", 422);
}

#[test]
fn of_two_registrations_of_an_address_the_confirmed_one_is_the_account() {
    let server = Server::start();
    for password in ["the first password", "the second password"] {
        let mut form = registration(ADA, "Ada");
        form["password"] = json!(password);
        assert_eq!(server.ask("POST", "/api/v1/accounts", &[], &form).status, 202);
    }
    let messages = server.messages(2);
    let token = |n: usize| messages[n]["links"][0].as_str().and_then(|link| link.rsplit('/').next()).expect("a token");
    assert_eq!(confirm(&server, token(1)).status, 204, "the older message");
    confirm(&server, token(0)).assert_refused("invalid", 422);
    assert_eq!(sign_in(&server, ADA, "the first password").status, 200);
    sign_in(&server, ADA, "the second password").assert_refused("wrong_credentials", 422);
}

#[test]
fn who_registers_a_taken_address_changes_nothing_and_its_owner_is_told() {
    let server = Server::start();
    register(&server, ADA);
    let mut form = registration("ADA@example.org", "Mallory");
    form["password"] = json!("the password of a stranger");
    let answer = server.ask("POST", "/api/v1/accounts", &[], &form);
    assert_eq!((answer.status, answer.text()), (202, "{}"));
    let message = &server.messages(2)[0];
    assert_eq!((&message["kind"], &message["to"]), (&json!("already_registered"), &json!(ADA)));
    assert_eq!(message["links"][0], format!("{}/sign-in", server.origin()));
    let text = message["text"].as_str().expect("a text");
    assert!(text.contains("Ada") && !text.contains("Mallory"), "{text}");
    sign_in(&server, ADA, "the password of a stranger").assert_refused("wrong_credentials", 422);
    assert_eq!(sign_in(&server, ADA, PASSWORD).status, 200);
}

#[test]
fn the_rules_that_need_tables_are_told_at_their_fields() {
    let server = Server::start();
    let mut form = registration(ADA, "Ada");
    form["time_zone"] = json!("Europe/Gdansk");
    form["policy_version"] = json!("1999-01-01");
    let refusal = server.ask("POST", "/api/v1/accounts", &[], &form).assert_refused("invalid", 422);
    assert_eq!(refusal["fields"]["time_zone"]["code"], "unknown_time_zone");
    assert_eq!(refusal["fields"]["policy_version"]["code"], "unknown_version");
}

#[test]
fn registrations_that_nobody_confirmed_are_erased_after_a_day() {
    let mut server = Server::start();
    server.ask("POST", "/api/v1/accounts", &[], &registration(ADA, "Ada"));
    let token = token_for(&server, ADA);
    server.change_database(
        "UPDATE accounts SET registered_at = registered_at - 86401;
         UPDATE confirmations SET expires_at = expires_at + 86400",
    );
    // The next registration sweeps.
    server.ask("POST", "/api/v1/accounts", &[], &registration("bob@example.org", "Bob"));
    confirm(&server, &token).assert_refused("invalid", 422);
    server.kill_and_restart();
    assert_eq!(confirm(&server, &token_for(&server, "bob@example.org")).status, 204);
}

#[test]
fn a_message_asked_for_before_a_crash_is_delivered_after_it() {
    let mut server = Server::start();
    // A file where the outbox would be: nothing can be delivered.
    let outbox = server.data().join("outbox");
    std::fs::write(&outbox, "in the way").expect("a file");
    assert_eq!(server.ask("POST", "/api/v1/accounts", &[], &registration(ADA, "Ada")).status, 202);
    server.kill();
    std::fs::remove_file(&outbox).expect("the way is free");
    server.change_database("UPDATE jobs SET run_at = 0, leased_until = 9999999999");
    server.kill_and_restart();
    assert_eq!(confirm(&server, &token_for(&server, ADA)).status, 204);
}
