//! Contacts (SPEC section 3): adding, changing, removing, and whose they are.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::people::{Someone, someone};
use crate::server::{Server, eventually, try_to_change_database};

/// Adds a contact; gives it.
pub fn add(person: &Someone, channel: &str, address: &str) -> Value {
    let answer = ask_to_add(person, &json!({ "channel": channel, "address": address }));
    assert_eq!(answer.status, 201, "{}", answer.text());
    assert_eq!(answer.header("etag"), answer.json()["etag"].as_str());
    answer.json()
}

/// Asks to add a contact.
pub fn ask_to_add(person: &Someone, form: &Value) -> Answer {
    person.ask("POST", "/api/v1/contacts", &[], form)
}

/// The path of a contact, and of what is beneath it.
pub fn at(contact: &Value, beneath: &str) -> String {
    format!("/api/v1/contacts/{}{beneath}", contact["id"].as_str().expect("an id"))
}

/// A contact as it is now.
pub fn now(person: &Someone, contact: &Value) -> Value {
    let answer = person.get(&at(contact, ""));
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("etag"), answer.json()["etag"].as_str());
    answer.json()
}

/// Asks for a change of a contact, based on the version in hand.
pub fn change(person: &Someone, method: &str, contact: &Value, beneath: &str, body: &Value) -> Answer {
    let etag = contact["etag"].as_str().expect("a version");
    person.ask(method, &at(contact, beneath), &[("If-Match", etag)], body)
}

/// The ids in a list.
pub fn ids(list: &Value) -> Vec<String> {
    list["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|item| item["id"].as_str().expect("an id").to_owned())
        .collect()
}

#[track_caller]
fn assert_invalid(answer: &Answer, field: &str, code: &str) {
    let refusal = answer.assert_refused("invalid", 422);
    assert_eq!(refusal["fields"][field]["code"], code, "{refusal}");
    assert_eq!(refusal["fields"].as_object().map(serde_json::Map::len), Some(1), "{refusal}");
}

/// Settings as the page sends them.
pub fn settings() -> Value {
    json!({
        "kinds": {
            "alert_down": true, "alert_still_down": false, "alert_up": true, "uptime_report": true, "billing": false,
            "service_update": false, "news": false,
        },
        "report_period": "monthly",
        "delay": 15,
        "quiet_hours": {
            "monday": "22-7", "tuesday": null, "wednesday": null, "thursday": null, "friday": null, "saturday": null,
            "sunday": null,
        },
        "break_through": "critical",
    })
}

#[test]
fn a_new_contact_waits_for_its_holder_in_the_language_and_zone_of_the_account_and_nothing_is_sent() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let contact = add(&alice, "email", " On-Call@Example.ORG ");
    assert_eq!(contact["address"], "On-Call@example.org");
    assert_eq!(contact["state"], "awaiting_confirmation");
    assert_eq!((&contact["language"], &contact["time_zone"]), (&json!("en"), &json!("Europe/London")));
    for empty in ["label", "reason", "paused_until", "code"] {
        assert_eq!(contact[empty], json!(null), "{empty}");
    }
    assert_eq!(contact["settings"]["kinds"]["alert_down"], true);
    assert_eq!(contact["settings"]["kinds"]["news"], false);
    assert_eq!(now(&alice, &contact), contact);
    assert_eq!(alice.get("/api/v1/contacts").json(), json!({ "items": [contact], "next": null }));
    assert_eq!(server.messages(1).len(), 1, "the message of the registration alone");
}

#[test]
fn what_is_said_is_kept_and_a_skype_name_is_kept_for_the_record_only() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let form = json!({
        "channel": "skype", "address": "live:ada.lovelace", "label": "Ada, before 2025", "language": "pl",
        "time_zone": "Asia/Kathmandu",
    });
    let contact = ask_to_add(&alice, &form).json();
    for (field, value) in form.as_object().expect("a form") {
        assert_eq!(contact[field], *value, "{field}");
    }
    assert_eq!(contact["state"], "channel_closed");
    let confirmation = alice.ask("POST", &at(&contact, "/confirmation"), &[], &json!({}));
    confirmation.assert_refused("conflict", 409);
    // Moved to another channel it can be confirmed.
    let moved = json!({ "channel": "telegram", "address": "t.me/ada_lovelace", "label": "Ada", "language": "pl",
        "time_zone": "Asia/Kathmandu" });
    let moved = change(&alice, "PUT", &contact, "", &moved).json();
    assert_eq!((&moved["state"], &moved["address"]), (&json!("awaiting_confirmation"), &json!("@ada_lovelace")));
    assert_ne!(moved["etag"], contact["etag"]);
}

#[test]
fn each_malformed_address_has_its_own_words() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    for (channel, address, code) in [
        ("email", "ada", "email_at"),
        ("email", "@example.org", "email_local"),
        ("email", "ada@example", "email_domain"),
        ("phone", "601 000 001", "phone_prefix"),
        ("phone", "+48 60", "phone_short"),
        // Numbers of Poland have nine digits.
        ("phone", "+48 601 000 00", "phone_short"),
        ("phone", "+48 601 000 001 2", "phone_long"),
        ("viber", "+48 011 000 001", "unknown_phone"),
        ("telegram", "ada", "telegram_name"),
        ("slack", "@", "slack_name"),
        ("messenger", "ada", "messenger_name"),
        ("skype", "ada", "skype_name"),
        ("email", "", "required"),
    ] {
        let answer = ask_to_add(&alice, &json!({ "channel": channel, "address": address }));
        assert_invalid(&answer, "address", code);
    }
    let ada = |more: &str, value: &str| {
        let mut form = json!({ "channel": "email", "address": "ada@example.org" });
        form[more] = json!(value);
        ask_to_add(&alice, &form)
    };
    assert_invalid(&ada("channel", "pigeon"), "channel", "malformed");
    assert_invalid(&ada("time_zone", "Europe/Gdansk"), "time_zone", "unknown_time_zone");
    assert_invalid(&ada("language", "la"), "language", "malformed");
    assert_invalid(&ada("label", &"x".repeat(101)), "label", "too_long");
    ada("colour", "red").assert_refused("malformed", 400);
    assert_eq!(alice.get("/api/v1/contacts").json()["items"], json!([]));
}

#[test]
fn an_address_stands_once_in_an_account_whatever_its_case_and_in_every_account_that_wants_it() {
    let server = Server::start();
    let (alice, bob) = (someone(&server, "alice@example.org"), someone(&server, "bob@example.org"));
    add(&alice, "email", "on-call@example.org");
    let again = ask_to_add(&alice, &json!({ "channel": "email", "address": "ON-CALL@example.org" }));
    assert_invalid(&again, "address", "taken");
    add(&bob, "email", "on-call@example.org");
    add(&alice, "phone", "+48 601 000 001");
    add(&alice, "viber", "+48 601 000 001");
    let other = add(&alice, "email", "other@example.org");
    let moved = change(&alice, "PUT", &other, "", &json!({ "channel": "email", "address": "on-call@example.org" }));
    assert_invalid(&moved, "address", "taken");
    assert_eq!(now(&alice, &other), other);
}

#[test]
fn a_label_a_language_and_a_zone_change_without_a_new_confirmation() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let contact = crate::contact_codes::confirmed(&server, &alice, "phone", "+48601000001");
    let form = json!({
        "channel": "phone", "address": "+48 601 000 001", "label": "Night shift", "language": "pl",
        "time_zone": "Europe/Warsaw",
    });
    let saved = change(&alice, "PUT", &contact, "", &form);
    assert_eq!(saved.status, 200, "{}", saved.text());
    let saved = saved.json();
    assert_eq!((&saved["state"], &saved["state_at"]), (&json!("confirmed"), &contact["state_at"]));
    assert_eq!((&saved["label"], &saved["time_zone"]), (&json!("Night shift"), &json!("Europe/Warsaw")));
    assert_eq!(saved, now(&alice, &contact));
    // What is not said is the account's again.
    let bare = change(&alice, "PUT", &saved, "", &json!({ "channel": "phone", "address": "+48601000001" })).json();
    assert_eq!((&bare["label"], &bare["language"]), (&json!(null), &json!("en")));
    assert_eq!(bare["time_zone"], "Europe/London");
}

#[test]
fn settings_are_saved_as_they_are_written_and_each_wrong_one_is_told() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let contact = add(&alice, "email", "on-call@example.org");
    let saved = change(&alice, "PUT", &contact, "/settings", &settings());
    assert_eq!(saved.status, 200, "{}", saved.text());
    assert_eq!(saved.header("etag"), saved.json()["etag"].as_str());
    let mut expected = settings();
    expected["quiet_hours"]["monday"] = json!("22:00-07:00");
    assert_eq!(saved.json()["settings"], expected);
    assert_eq!(now(&alice, &contact)["settings"], expected);
    let mut wrong = settings();
    wrong["delay"] = json!(10_081);
    assert_invalid(&change(&alice, "PUT", &saved.json(), "/settings", &wrong), "delay", "out_of_range");
}

#[test]
fn a_stale_save_is_told_what_is_stored_and_one_without_a_version_is_refused() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let contact = add(&alice, "email", "on-call@example.org");
    let newer = change(&alice, "PUT", &contact, "/settings", &settings()).json();
    let form = json!({ "channel": "email", "address": "other@example.org" });
    for (method, beneath, body) in [("PUT", "", &form), ("PUT", "/settings", &settings()), ("DELETE", "", &json!({}))] {
        let refusal = change(&alice, method, &contact, beneath, body).assert_refused("stale", 412);
        assert_eq!(refusal["current"], json!({ "etag": newer["etag"], "value": newer }), "{method} {beneath}");
        let answer = alice.ask(method, &at(&contact, beneath), &[], body);
        answer.assert_refused("precondition_required", 428);
    }
    assert_eq!(now(&alice, &contact), newer);
}

#[test]
fn the_contacts_of_somebody_else_are_not_there() {
    let server = Server::start();
    let (alice, bob) = (someone(&server, "alice@example.org"), someone(&server, "bob@example.org"));
    let contact = add(&alice, "email", "on-call@example.org");
    let form = json!({ "channel": "email", "address": "bob2@example.org" });
    let answers = |person: &Someone| {
        vec![
            person.get(&at(&contact, "")),
            change(person, "PUT", &contact, "", &form),
            change(person, "PUT", &contact, "/settings", &settings()),
            change(person, "DELETE", &contact, "", &json!({})),
            person.ask("POST", &at(&contact, "/restore"), &[], &json!({})),
            person.ask("POST", &at(&contact, "/confirmation"), &[], &json!({})),
            person.ask("PUT", &at(&contact, "/confirmation"), &[], &json!({ "code": "123456" })),
        ]
    };
    for answer in answers(&bob) {
        answer.assert_refused("not_found", 404);
    }
    for answer in answers(&Someone::of(&server, "x=y".to_owned())) {
        answer.assert_refused("signed_out", 401);
    }
    for path in ["/api/v1/contacts", "/api/v1/contacts/summary"] {
        server.get(path).assert_refused("signed_out", 401);
    }
    assert_eq!(bob.get("/api/v1/contacts").json()["items"], json!([]));
    assert_eq!(now(&alice, &contact), contact);
}

#[test]
fn a_removed_contact_is_gone_at_once_and_comes_back_within_half_a_minute_as_it_was() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let contact = crate::contact_codes::confirmed(&server, &alice, "email", "on-call@example.org");
    assert_eq!(change(&alice, "DELETE", &contact, "", &json!({})).status, 204);
    alice.get(&at(&contact, "")).assert_refused("not_found", 404);
    change(&alice, "DELETE", &contact, "", &json!({})).assert_refused("not_found", 404);
    assert_eq!(alice.get("/api/v1/contacts").json()["items"], json!([]));
    assert_eq!(alice.get("/api/v1/contacts/summary").json()["total"], 0);
    server.set_clock_ahead(30);
    let restored = alice.ask("POST", &at(&contact, "/restore"), &[], &json!({}));
    assert_eq!(restored.status, 200, "{}", restored.text());
    let mut expected = contact.clone();
    expected["etag"] = restored.json()["etag"].clone();
    assert_eq!(restored.json(), expected);
    assert_eq!(now(&alice, &contact), expected);
    assert_ne!(expected["etag"], contact["etag"], "who holds the version before the removal has an old one");
    alice.ask("POST", &at(&contact, "/restore"), &[], &json!({})).assert_refused("not_found", 404);
}

#[test]
fn after_forty_seconds_a_removed_contact_is_erased() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let contact = add(&alice, "email", "on-call@example.org");
    assert_eq!(change(&alice, "DELETE", &contact, "", &json!({})).status, 204);
    server.set_clock_ahead(41);
    alice.ask("POST", &at(&contact, "/restore"), &[], &json!({})).assert_refused("not_found", 404);
    eventually("the row is gone", || {
        // Of an empty table nothing is refused.
        let any = "INSERT INTO vault (id, proof) SELECT 2, x'00' FROM contacts";
        try_to_change_database(&server.data(), any).is_ok().then_some(())
    });
}

#[test]
fn the_address_of_a_removed_contact_can_be_added_again_and_then_the_old_one_does_not_come_back() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let contact = add(&alice, "email", "on-call@example.org");
    assert_eq!(change(&alice, "DELETE", &contact, "", &json!({})).status, 204);
    let new = add(&alice, "email", "on-call@example.org");
    assert_ne!(new["id"], contact["id"]);
    alice.ask("POST", &at(&contact, "/restore"), &[], &json!({})).assert_refused("conflict", 409);
    assert_eq!(change(&alice, "DELETE", &new, "", &json!({})).status, 204);
    let restored = alice.ask("POST", &at(&contact, "/restore"), &[], &json!({}));
    assert_eq!(restored.status, 200, "{}", restored.text());
}

#[test]
fn ten_thousand_adds_in_a_minute_are_slowed_down_with_the_wait() {
    let server = Server::start();
    let (alice, bob) = (someone(&server, "alice@example.org"), someone(&server, "bob@example.org"));
    for n in 0..120 {
        add(&alice, "email", &format!("on-call-{n}@example.org"));
    }
    let form = json!({ "channel": "email", "address": "one-more@example.org" });
    let answer = ask_to_add(&alice, &form);
    let wait = answer.assert_refused("too_many", 429)["retry_after"].as_u64().expect("seconds");
    assert!((1..=60).contains(&wait), "{wait}");
    assert_eq!(answer.header("retry-after"), Some(wait.to_string().as_str()));
    add(&bob, "email", "one-more@example.org");
    server.set_clock_ahead(i64::try_from(wait).expect("small"));
    assert_eq!(ask_to_add(&alice, &form).status, 201);
}

#[test]
fn how_many_may_be_added_is_an_option() {
    let server = Server::start_with(&["--contacts-per-minute", "1"]);
    let alice = someone(&server, "alice@example.org");
    add(&alice, "email", "one@example.org");
    let form = json!({ "channel": "email", "address": "two@example.org" });
    ask_to_add(&alice, &form).assert_refused("too_many", 429);
}

#[test]
fn a_contact_that_is_added_twice_under_one_key_is_added_once() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let form = json!({ "channel": "email", "address": "on-call@example.org" });
    let add = || alice.ask("POST", "/api/v1/contacts", &[("Idempotency-Key", "k")], &form);
    let (first, second) = (add(), add());
    assert_eq!((second.status, second.json()), (201, first.json()));
    assert_eq!(ids(&alice.get("/api/v1/contacts").json()).len(), 1);
}
