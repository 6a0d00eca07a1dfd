//! Changing the main address: confirmed by the new one, stopped or taken back by the old one.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::people::{
    PASSWORD, Someone, confirm, is_signed_in, received, register, registration, returning, sign_in, someone, token_in,
};
use crate::server::Server;

const OLD: &str = "alice@example.org";
const NEW: &str = "alice.new@example.org";
const HOUR: i64 = 3_600;

fn ask(person: &Someone, email: &str) -> Answer {
    person.ask("POST", "/api/v1/email-changes", &[], &json!({ "email": email }))
}

/// `PUT` or `DELETE` of a link, as the page sends it: with no body, and with nobody signed in.
fn give(server: &Server, method: &str, token: &str) -> Answer {
    server.send(method, &format!("/api/v1/email-changes/{token}"), &[("Sec-Fetch-Site", "same-origin")], b"")
}

/// Asks for a change; gives the token that confirms it and the one that keeps the old address.
fn asked(server: &Server, person: &Someone, from: &str, to: &str) -> (String, String) {
    let answer = ask(person, to);
    assert_eq!((answer.status, answer.text()), (202, "{}"));
    let keeping = token_in(&received(server, from, "email_change_asked", 1)[0]);
    (token_in(&received(server, to, "confirm_new_email", 1)[0]), keeping)
}

#[track_caller]
fn assert_unknown(answer: &Answer) {
    let refusal = answer.assert_refused("invalid", 422);
    assert_eq!(refusal["fields"], json!({ "token": { "code": "token_unknown" } }));
}

fn set_password(server: &Server, token: &str) -> Answer {
    let body = json!({ "password": "a new and longer password" });
    server.ask("PUT", &format!("/api/v1/password-resets/{token}"), &[], &body)
}

#[test]
fn the_new_address_is_the_main_one_once_its_holder_confirms() {
    let server = Server::start();
    let alice = someone(&server, OLD);
    let (confirming, _) = asked(&server, &alice, OLD, NEW);
    assert_eq!(alice.profile().0["email"], OLD, "asking changes nothing");
    assert_eq!(sign_in(&server, OLD, PASSWORD).status, 200);
    sign_in(&server, NEW, PASSWORD).assert_refused("wrong_credentials", 422);
    let answer = give(&server, "PUT", &confirming);
    assert_eq!((answer.status, answer.json()), (200, json!({ "email": NEW, "language": "en" })));
    assert!(alice.is_signed_in());
    assert_eq!(alice.profile().0["email"], NEW);
    assert_eq!(alice.get("/api/v1/session").json()["person"]["email"], NEW);
    assert_eq!(sign_in(&server, NEW, PASSWORD).status, 200);
    sign_in(&server, OLD, PASSWORD).assert_refused("wrong_credentials", 422);
    let change = &alice.get("/api/v1/history").json()["items"][0];
    assert_eq!(change["fields"], json!([{ "field": "email", "from": OLD, "to": NEW }]));
    assert_eq!((&change["by"], &change["revertible"]), (&json!("person"), &json!(false)));
    let path = format!("/api/v1/history/{}/revert", change["id"].as_str().expect("an id"));
    alice.ask("POST", &path, &[], &json!({})).assert_refused("conflict", 409);
    let told = &received(&server, OLD, "email_changed", 1)[0];
    assert!(told["text"].as_str().expect("a text").contains(NEW));
    assert!(told["links"][0].as_str().expect("a link").contains("/keep-email/"));
    assert_unknown(&give(&server, "PUT", &confirming));
}

#[test]
fn asking_needs_the_password_when_it_was_given_over_15_minutes_ago() {
    let server = Server::start();
    let alice = someone(&server, OLD);
    server.set_clock_ahead(14 * 60);
    assert_eq!(ask(&alice, NEW).status, 202);
    server.set_clock_ahead(15 * 60 + 1);
    ask(&alice, NEW).assert_refused("reauthenticate", 403);
    let again = alice.ask("POST", "/api/v1/session/reauthentication", &[], &json!({ "password": PASSWORD }));
    let alice = returning(&server, &again);
    assert_eq!(ask(&alice, NEW).status, 202);
    server.ask("POST", "/api/v1/email-changes", &[], &json!({ "email": NEW })).assert_refused("signed_out", 401);
}

#[test]
fn the_present_address_is_taken_whatever_its_case() {
    let server = Server::start();
    let alice = someone(&server, OLD);
    for email in [OLD, "Alice@EXAMPLE.org"] {
        let refusal = ask(&alice, email).assert_refused("invalid", 422);
        assert_eq!(refusal["fields"], json!({ "email": { "code": "taken" } }));
    }
}

#[test]
fn an_address_that_has_an_account_is_answered_alike_and_its_owner_gets_word_and_no_link() {
    let server = Server::start();
    let (alice, bob) = (someone(&server, OLD), someone(&server, "bob@example.org"));
    let (taken, free) = (ask(&alice, "bob@example.org"), ask(&alice, NEW));
    assert_eq!((taken.status, &taken.body), (free.status, &free.body));
    let word = &received(&server, "bob@example.org", "email_taken", 1)[0];
    assert_eq!(word["links"][0], format!("{}/sign-in", server.origin()));
    // The second wish took the place of the first; each was told to the old address.
    assert_eq!(received(&server, OLD, "email_change_asked", 2).len(), 2);
    assert_eq!(give(&server, "PUT", &token_in(&received(&server, NEW, "confirm_new_email", 1)[0])).status, 200);
    assert_eq!(bob.profile().0["email"], "bob@example.org");
}

#[test]
fn a_link_of_an_address_that_somebody_else_registered_meanwhile_is_unknown() {
    let server = Server::start();
    let alice = someone(&server, OLD);
    let (confirming, _) = asked(&server, &alice, OLD, NEW);
    register(&server, NEW);
    assert_unknown(&give(&server, "PUT", &confirming));
    assert_eq!(alice.profile().0["email"], OLD);
}

#[test]
fn a_new_wish_replaces_the_one_that_waits_and_the_old_address_can_stop_it_with_any_of_its_links() {
    let server = Server::start();
    let alice = someone(&server, OLD);
    let (first, keeping) = asked(&server, &alice, OLD, NEW);
    ask(&alice, "third@example.org");
    let second = token_in(&received(&server, "third@example.org", "confirm_new_email", 1)[0]);
    assert_unknown(&give(&server, "PUT", &first));
    assert_eq!(give(&server, "DELETE", &keeping).status, 200, "the older of the two links");
    assert_unknown(&give(&server, "PUT", &second));
}

#[test]
fn the_old_address_stops_a_change_that_waits() {
    let server = Server::start();
    let alice = someone(&server, OLD);
    let (confirming, keeping) = asked(&server, &alice, OLD, NEW);
    let answer = give(&server, "DELETE", &keeping);
    assert_eq!((answer.status, answer.json()), (200, json!({ "email": OLD, "language": "en" })));
    assert!(!alice.is_signed_in(), "everybody is signed out");
    assert_unknown(&give(&server, "PUT", &confirming));
    assert_unknown(&give(&server, "DELETE", &keeping));
    // Whoever asked may know the password: a link that sets another came along.
    let setting = token_in(&received(&server, OLD, "email_kept", 1)[0]);
    assert_eq!(set_password(&server, &setting).status, 204);
    let cookie = sign_in(&server, OLD, "a new and longer password").cookie();
    let history = server.send("GET", "/api/v1/history", &[("Cookie", &cookie)], b"").json();
    assert_eq!(history["items"], json!([]), "nothing was changed");
}

#[test]
fn the_old_address_takes_back_a_change_that_took_effect() {
    let server = Server::start();
    let alice = someone(&server, OLD);
    let (confirming, first_link) = asked(&server, &alice, OLD, NEW);
    give(&server, "PUT", &confirming);
    let second_link = token_in(&received(&server, OLD, "email_changed", 1)[0]);
    let at_the_new_one = sign_in(&server, NEW, PASSWORD).cookie();
    // A link that sets a password and went to the new address dies with it.
    server.ask("POST", "/api/v1/password-resets", &[], &json!({ "email": NEW }));
    let setting_at_the_new_one = token_in(&received(&server, NEW, "password_reset", 1)[0]);
    let answer = give(&server, "DELETE", &first_link);
    assert_eq!((answer.status, answer.json()), (200, json!({ "email": OLD, "language": "en" })));
    assert!(!alice.is_signed_in() && !is_signed_in(&server, &at_the_new_one));
    assert_unknown(&set_password(&server, &setting_at_the_new_one));
    assert_unknown(&give(&server, "DELETE", &second_link));
    sign_in(&server, NEW, PASSWORD).assert_refused("wrong_credentials", 422);
    let cookie = sign_in(&server, OLD, PASSWORD).cookie();
    let history = server.send("GET", "/api/v1/history", &[("Cookie", &cookie)], b"").json();
    let changes = history["items"].as_array().expect("a list");
    assert_eq!(changes[0]["fields"], json!([{ "field": "email", "from": NEW, "to": OLD }]));
    assert_eq!((&changes[0]["by"], &changes[0]["takes_back"]), (&json!("link_holder"), &changes[1]["id"]));
    let setting = token_in(&received(&server, OLD, "email_kept", 1)[0]);
    assert_eq!(set_password(&server, &setting).status, 204);
}

#[test]
fn the_first_of_two_changes_is_taken_back_together_with_the_second() {
    let server = Server::start();
    let alice = someone(&server, OLD);
    let (confirming, keeping) = asked(&server, &alice, OLD, NEW);
    give(&server, "PUT", &confirming);
    let (confirming, later) = asked(&server, &alice, NEW, "third@example.org");
    give(&server, "PUT", &confirming);
    assert_eq!(alice.profile().0["email"], "third@example.org");
    assert_eq!(give(&server, "DELETE", &keeping).json()["email"], OLD);
    assert_unknown(&give(&server, "DELETE", &later));
    assert_eq!(sign_in(&server, OLD, PASSWORD).status, 200);
}

#[test]
fn a_link_to_the_new_address_works_for_24_hours() {
    let server = Server::start();
    let alice = someone(&server, OLD);
    let (confirming, keeping) = asked(&server, &alice, OLD, NEW);
    server.set_clock_ahead(24 * HOUR);
    assert_unknown(&give(&server, "PUT", &confirming));
    assert_unknown(&give(&server, "DELETE", &keeping));
    assert!(alice.is_signed_in(), "there was nothing left to stop");
}

#[test]
fn a_change_is_taken_back_for_72_hours_after_it_took_effect() {
    let server = Server::start();
    let alice = someone(&server, OLD);
    let (confirming, first_link) = asked(&server, &alice, OLD, NEW);
    server.set_clock_ahead(23 * HOUR);
    give(&server, "PUT", &confirming);
    let second_link = token_in(&received(&server, OLD, "email_changed", 1)[0]);
    server.set_clock_ahead(95 * HOUR);
    assert_unknown(&give(&server, "DELETE", &first_link));
    assert_unknown(&give(&server, "DELETE", &second_link));
    assert_eq!(alice.profile().0["email"], NEW);

    let bob = someone(&server, "bob@example.org");
    let (confirming, keeping) = asked(&server, &bob, "bob@example.org", "bob.new@example.org");
    server.set_clock_ahead(118 * HOUR);
    give(&server, "PUT", &confirming);
    server.set_clock_ahead(190 * HOUR - 60);
    assert_eq!(give(&server, "DELETE", &keeping).json()["email"], "bob@example.org");
}

#[test]
fn while_a_change_can_be_taken_back_nobody_else_gets_the_old_address() {
    let server = Server::start();
    let (alice, bob) = (someone(&server, OLD), someone(&server, "bob@example.org"));
    let (confirming, _) = asked(&server, &alice, OLD, NEW);
    give(&server, "PUT", &confirming);
    server.ask("POST", "/api/v1/accounts", &[], &registration(OLD, "Charlie"));
    let word = &received(&server, OLD, "email_reserved", 1)[0];
    assert_eq!(word["links"][0], format!("{}/register", server.origin()));
    assert_eq!(ask(&bob, OLD).status, 202);
    received(&server, OLD, "email_reserved", 2);
    server.set_clock_ahead(73 * HOUR);
    server.ask("POST", "/api/v1/accounts", &[], &registration(OLD, "Charlie"));
    let confirming = token_in(&received(&server, OLD, "confirm_email", 2)[0]);
    assert_eq!(confirm(&server, &confirming).status, 204, "after 72 hours it is free");
}

#[test]
fn links_that_were_out_before_do_not_get_a_reserved_address_either() {
    let server = Server::start();
    let bob = someone(&server, "bob@example.org");
    for _ in 0..2 {
        server.ask("POST", "/api/v1/accounts", &[], &registration(OLD, "Alice"));
    }
    let waiting = received(&server, OLD, "confirm_email", 2);
    let (of_bob, _) = asked(&server, &bob, "bob@example.org", OLD);
    assert_eq!(confirm(&server, &token_in(&waiting[1])).status, 204);
    let alice = returning(&server, &sign_in(&server, OLD, PASSWORD));
    let (confirming, keeping) = asked(&server, &alice, OLD, NEW);
    assert_eq!(give(&server, "PUT", &confirming).status, 200);
    confirm(&server, &token_in(&waiting[0])).assert_refused("invalid", 422);
    assert_unknown(&give(&server, "PUT", &of_bob));
    assert_eq!(give(&server, "DELETE", &keeping).json()["email"], OLD);
}

#[test]
fn tokens_for_one_thing_do_not_do_another() {
    let server = Server::start();
    let alice = someone(&server, OLD);
    let (confirming, keeping) = asked(&server, &alice, OLD, NEW);
    assert_unknown(&give(&server, "DELETE", &confirming));
    assert_unknown(&give(&server, "PUT", &keeping));
    for token in [&confirming, &keeping] {
        assert_unknown(&set_password(&server, token));
        confirm(&server, token).assert_refused("invalid", 422);
    }
    for method in ["PUT", "DELETE"] {
        for token in ["never-sent", "%FF"] {
            assert_unknown(&give(&server, method, token));
        }
    }
    let foreign = server.send("PUT", &format!("/api/v1/email-changes/{confirming}"), &[], b"");
    foreign.assert_refused("foreign_origin", 403);
    assert_eq!(give(&server, "PUT", &confirming).status, 200, "still good");
}

#[test]
fn setting_a_new_password_by_link_stops_a_change_that_waits() {
    let server = Server::start();
    let alice = someone(&server, OLD);
    let (confirming, _) = asked(&server, &alice, OLD, NEW);
    server.ask("POST", "/api/v1/password-resets", &[], &json!({ "email": OLD }));
    assert_eq!(set_password(&server, &token_in(&received(&server, OLD, "password_reset", 1)[0])).status, 204);
    assert_unknown(&give(&server, "PUT", &confirming));
}

#[test]
fn an_account_asks_at_most_five_times_an_hour() {
    let server = Server::start();
    let alice = someone(&server, OLD);
    for n in 0..5 {
        assert_eq!(ask(&alice, &format!("alice{n}@example.org")).status, 202);
    }
    ask(&alice, NEW).assert_refused("too_many", 429);
}

#[test]
fn nothing_of_a_change_is_in_the_database_in_clear() {
    let server = Server::start();
    let alice = someone(&server, "planted.old@planted.example.org");
    let links = asked(&server, &alice, "planted.old@planted.example.org", "planted.new@planted.example.org");
    let planted = ["planted.example.org", &links.0, &links.1];
    for name in ["account.sqlite3", "account.sqlite3-wal"] {
        let bytes = std::fs::read(server.data().join(name)).expect("a file").to_ascii_lowercase();
        for text in planted {
            let wanted = text.to_ascii_lowercase().into_bytes();
            assert!(!bytes.windows(wanted.len()).any(|window| window == wanted), "{text} is in {name}");
        }
    }
}

#[test]
fn what_happened_is_on_record() {
    let server = Server::start();
    let alice = someone(&server, OLD);
    let (confirming, keeping) = asked(&server, &alice, OLD, NEW);
    give(&server, "PUT", &confirming);
    give(&server, "DELETE", &keeping);
    set_password(&server, &token_in(&received(&server, OLD, "email_kept", 1)[0]));
    let cookie = sign_in(&server, OLD, "a new and longer password").cookie();
    let body = json!({ "current_password": "a new and longer password", "new_password": PASSWORD });
    let cookie = server.ask("PUT", "/api/v1/password", &[("Cookie", &cookie)], &body).cookie();
    let evidence = server.send("GET", "/api/v1/evidence", &[("Cookie", &cookie)], b"").json();
    let facts: Vec<Value> = evidence["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|entry| serde_json::from_str(entry["text"].as_str().expect("a text")).expect("JSON"))
        .collect();
    assert_eq!(
        facts[2..],
        [
            json!({ "kind": "email_change_asked", "new": NEW }),
            json!({ "kind": "email_changed", "from": OLD, "to": NEW }),
            json!({ "kind": "email_taken_back", "from": NEW, "to": OLD }),
            json!({ "kind": "password_reset" }),
            json!({ "kind": "password_changed" }),
        ]
    );
}
