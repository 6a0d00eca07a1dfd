//! Which passwords are refused, and changing one's own.

use serde_json::json;

use crate::answer::Answer;
use crate::people::{PASSWORD, Someone, is_signed_in, received, register, registration, sign_in, someone};
use crate::server::Server;

const ALICE: &str = "alice@example.org";
const NEW: &str = "a new and longer password";

fn change(person: &Someone, current: &str, new: &str) -> Answer {
    person.ask("PUT", "/api/v1/password", &[], &json!({ "current_password": current, "new_password": new }))
}

#[test]
fn a_common_password_is_refused_at_its_field_when_registering_and_when_changing() {
    let server = Server::start();
    let alice = someone(&server, "charlie@example.org");
    for common in ["Password1234", "QWERTY123456", "hosttracker1234", "charlie-123456789"] {
        let mut form = registration("charlie@example.org", "Charlie");
        form["password"] = json!(common);
        let refusal = server.ask("POST", "/api/v1/accounts", &[], &form).assert_refused("invalid", 422);
        assert_eq!(refusal["fields"], json!({ "password": { "code": "common_password" } }), "{common}");
        let refusal = change(&alice, PASSWORD, common).assert_refused("invalid", 422);
        assert_eq!(refusal["fields"], json!({ "new_password": { "code": "common_password" } }), "{common}");
    }
    assert_eq!(sign_in(&server, "charlie@example.org", PASSWORD).status, 200);
}

#[test]
fn a_new_password_signs_in_every_other_device_is_out_and_this_one_has_a_new_id() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let bob = someone(&server, "bob@example.org");
    let other = sign_in(&server, ALICE, PASSWORD).cookie();
    let answer = change(&alice, PASSWORD, NEW);
    assert_eq!((answer.status, answer.text()), (204, ""));
    let here = answer.cookie();
    assert!(is_signed_in(&server, &here) && !alice.is_signed_in() && !is_signed_in(&server, &other));
    assert!(bob.is_signed_in());
    sign_in(&server, ALICE, PASSWORD).assert_refused("wrong_credentials", 422);
    assert_eq!(sign_in(&server, ALICE, NEW).status, 200);
}

#[test]
fn the_person_is_told_when_it_was_and_what_to_do_and_not_the_password() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    assert_eq!(change(&alice, PASSWORD, NEW).status, 204);
    let message = &received(&server, ALICE, "password_changed", 1)[0];
    let text = message["text"].as_str().expect("a text");
    assert!(text.contains("(Europe/London)") && !text.contains(NEW) && !text.contains(PASSWORD), "{text}");
    assert_eq!(message["links"][0], format!("{}/reset-password", server.origin()));
}

#[test]
fn a_wrong_present_password_is_told_at_its_field_and_changes_nothing() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let other = sign_in(&server, ALICE, PASSWORD).cookie();
    let refusal = change(&alice, "not the password", NEW).assert_refused("invalid", 422);
    assert_eq!(refusal["fields"], json!({ "current_password": { "code": "wrong_password" } }));
    // All rules speak at once.
    let refusal = change(&alice, "not the password", "password1234").assert_refused("invalid", 422);
    assert_eq!(refusal["fields"]["new_password"]["code"], "common_password");
    assert_eq!(refusal["fields"]["current_password"]["code"], "wrong_password");
    let refusal = change(&alice, PASSWORD, "short").assert_refused("invalid", 422);
    assert_eq!(refusal["fields"]["new_password"], json!({ "code": "too_short", "min": 12 }));
    assert!(alice.is_signed_in() && is_signed_in(&server, &other));
    assert_eq!(sign_in(&server, ALICE, PASSWORD).status, 200);
}

#[test]
fn ten_wrong_present_passwords_are_too_many_and_the_door_stays_open() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    for _ in 0..10 {
        change(&alice, "not the password", NEW).assert_refused("invalid", 422);
    }
    change(&alice, PASSWORD, NEW).assert_refused("too_many", 429);
    assert_eq!(sign_in(&server, ALICE, PASSWORD).status, 200);
}

#[test]
fn of_changes_at_the_same_time_one_wins() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let changes: Vec<_> = (0..4)
            .map(|n| {
                let alice = &alice;
                scope.spawn(move || change(alice, PASSWORD, &format!("{NEW} {n}")).status)
            })
            .collect();
        changes.into_iter().map(|change| change.join().expect("an answer")).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 204).count(), 1, "{statuses:?}");
    let working = (0..4).filter(|n| sign_in(&server, ALICE, &format!("{NEW} {n}")).status == 200).count();
    assert_eq!(working, 1);
}

#[test]
fn nobody_changes_a_password_without_a_session() {
    let server = Server::start();
    register(&server, ALICE);
    let body = json!({ "current_password": PASSWORD, "new_password": NEW });
    server.ask("PUT", "/api/v1/password", &[], &body).assert_refused("signed_out", 401);
}
