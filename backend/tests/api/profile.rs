//! The profile: its versions, its rules, and that it is nobody else's.

use serde_json::{Value, json};

use crate::people::{profile, someone};
use crate::server::Server;

#[test]
fn a_profile_is_saved_and_read_back() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let (first, version) = alice.profile();
    assert_eq!(
        (&first["company"], &first["gender"], &first["email"]),
        (&Value::Null, &Value::Null, &json!("alice@example.org"))
    );
    let answer = alice.save(&profile("Analytical Engines"));
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_ne!(answer.header("etag"), Some(version.as_str()));
    let (saved, version) = alice.profile();
    assert_eq!(saved, answer.json());
    assert_eq!(answer.header("etag"), Some(version.as_str()));
    let mut expected = profile("Analytical Engines");
    expected["email"] = json!("alice@example.org");
    assert_eq!(saved, expected);
}

#[test]
fn an_empty_address_may_be_null_and_text_is_kept_in_nfc() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let mut typed = profile("  Cafe\u{301}  ");
    typed["address"] = Value::Null;
    let saved = alice.save(&typed).json();
    assert_eq!(saved["company"], "Caf\u{e9}");
    assert_eq!(saved["address"]["city"], Value::Null);
}

#[test]
fn a_save_needs_the_version_that_it_is_based_on() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let (_, first) = alice.profile();
    alice.ask("PUT", "/api/v1/profile", &[], &profile("none")).assert_refused("precondition_required", 428);
    assert_eq!(alice.save(&profile("in the one tab")).status, 200);
    let (stored, version) = alice.profile();
    let stale = alice.ask("PUT", "/api/v1/profile", &[("If-Match", &first)], &profile("in the other tab"));
    let stale = stale.assert_refused("stale", 412);
    assert_eq!(stale["current"], json!({ "etag": version, "value": stored }));
    for wrong in ["*", "2", "W/\"2\"", "\"2", ""] {
        alice.ask("PUT", "/api/v1/profile", &[("If-Match", wrong)], &profile("x")).assert_refused("stale", 412);
    }
    assert_eq!(alice.profile().0, stored);
}

#[test]
fn of_saves_at_the_same_time_one_wins_and_the_others_are_told() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let (_, version) = alice.profile();
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let saves: Vec<_> = (0..8)
            .map(|n| {
                let (alice, version) = (&alice, &version);
                scope.spawn(move || {
                    alice.ask("PUT", "/api/v1/profile", &[("If-Match", version)], &profile(&n.to_string())).status
                })
            })
            .collect();
        saves.into_iter().map(|save| save.join().expect("an answer")).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 412).count(), 7, "{statuses:?}");
}

#[test]
fn somebody_elses_session_sees_and_changes_nothing_of_mine() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let bob = someone(&server, "bob@example.org");
    assert_eq!(alice.save(&profile("Alice's own")).status, 200);
    let (of_alice, version) = alice.profile();
    assert_eq!(bob.profile().0["email"], "bob@example.org");
    assert_ne!(bob.profile().0["company"], of_alice["company"]);
    // Even with the version of Alice's profile, it is Bob's that he would save over.
    bob.ask("PUT", "/api/v1/profile", &[("If-Match", &version)], &profile("Bob's")).assert_refused("stale", 412);
    assert_eq!(bob.save(&profile("Bob's")).status, 200);
    assert_eq!(alice.profile(), (of_alice, version));
    // Nobody sees nothing.
    for cookie in ["", "__Host-session=", "__Host-session=x", "session=x"] {
        let headers = [("Cookie", cookie), ("If-Match", "\"1\"")];
        server.send("GET", "/api/v1/profile", &headers, b"").assert_refused("signed_out", 401);
        server.ask("PUT", "/api/v1/profile", &headers, &profile("x")).assert_refused("signed_out", 401);
    }
}

#[test]
fn the_rules_are_told_at_their_fields_and_a_refused_save_changes_nothing() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let before = alice.profile();
    // The numbering plan of Poland has nine digits, of which the first is not 0 (ITU-T E.164, the national plan of +48).
    for (field, typed, code) in [
        ("phone", json!("+4800000000"), "unknown_phone"),
        ("phone", json!("601 000 000"), "phone_prefix"),
        ("time_zone", json!("Mars/Olympus"), "unknown_time_zone"),
        ("country", json!("ZZ"), "unknown_country"),
        ("gender", json!("x"), "malformed"),
        ("first_name", Value::Null, "required"),
        ("company", json!("x".repeat(101)), "too_long"),
        ("last_name", json!("a\u{0}b"), "control_character"),
    ] {
        let mut typed_profile = profile("x");
        typed_profile[field] = typed;
        let refusal = alice.save(&typed_profile).assert_refused("invalid", 422);
        assert_eq!(refusal["fields"][field]["code"], code, "{refusal}");
    }
    assert_eq!(alice.profile(), before);
}

#[test]
fn the_description_requires_the_fields_that_the_server_insists_on_and_no_others() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let described = server.get("/api/v1/openapi.json").json()["components"]["schemas"].clone();
    let fields = |schema: &str| {
        let required = described[schema]["required"].as_array().cloned().unwrap_or_default();
        let properties = described[schema]["properties"].as_object().expect("properties").clone();
        properties.into_iter().map(|(field, _)| (field.clone(), required.contains(&json!(field)))).collect::<Vec<_>>()
    };
    let without = |group: Option<&str>, field: &str| {
        let mut body = profile("x");
        let object = if let Some(group) = group { &mut body[group] } else { &mut body };
        assert!(object.as_object_mut().expect("an object").remove(field).is_some(), "{field}");
        alice.save(&body).status
    };
    let form = fields("ProfileForm");
    assert_eq!(form.len(), 8);
    for (field, is_required) in form {
        assert_eq!(without(None, &field), if is_required { 400 } else { 200 }, "{field}");
    }
    let address = fields("AddressForm");
    assert_eq!(address.len(), 6);
    for (field, is_required) in address {
        assert_eq!(without(Some("address"), &field), if is_required { 400 } else { 200 }, "address.{field}");
    }
    let saved = alice.profile().0;
    for (field, is_required) in fields("SavedProfile") {
        assert!(is_required && saved.get(&field).is_some(), "{field} is always there");
    }
}
