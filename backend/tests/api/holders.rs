//! The holder's page: who holds a contact confirms, refuses and stops without an account.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::contact_codes::{ask_and_receive, ask_for_code, code_in, confirmed, give, message};
use crate::contacts::{add, at, change, now, settings};
use crate::people::{Someone, profile, received, someone, token_in};
use crate::server::Server;

/// What the holder sees.
fn look(server: &Server, token: &str) -> Answer {
    server.get(&format!("/api/v1/confirmations/{token}"))
}

/// What the holder does, by one press.
fn act(server: &Server, token: &str, act: &str) -> Answer {
    wish(server, token, &json!({ "act": act }))
}

fn wish(server: &Server, token: &str, wish: &Value) -> Answer {
    server.ask("PUT", &format!("/api/v1/confirmations/{token}"), &[], wish)
}

/// Where a contact stands, and why.
fn standing(person: &Someone, contact: &Value) -> (String, String) {
    let contact = now(person, contact);
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (word(&contact["state"]), word(&contact["reason"]["code"]))
}

fn stands(state: &str, reason: &str) -> (String, String) {
    (state.to_owned(), reason.to_owned())
}

/// A contact whose holder was written to, and the token of the holder.
fn asked(server: &Server, person: &Someone, channel: &str, address: &str) -> (Value, String) {
    let contact = add(person, channel, address);
    let token = token_in(&ask_and_receive(server, person, &contact));
    (contact, token)
}

#[track_caller]
fn assert_dead(answer: &Answer) {
    let refusal = answer.assert_refused("invalid", 422);
    assert_eq!(refusal["fields"], json!({ "token": { "code": "token_unknown" } }));
}

#[test]
fn the_page_tells_the_name_of_the_account_and_nothing_else_of_it() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let (contact, token) = asked(&server, &alice, "email", "on-call@example.org");
    let mut expected = json!({
        "account": "Ada Lovelace", "channel": "email", "state": "awaiting_confirmation", "can_confirm": true,
        "paused_until": null, "muted": false, "time_zone": "Europe/London", "language": "en",
        "quiet_hours": {
            "monday": null, "tuesday": null, "wednesday": null, "thursday": null, "friday": null, "saturday": null,
            "sunday": null,
        },
    });
    assert_eq!(look(&server, &token).json(), expected);
    // With a company the account is called by it; other settings of the contact are the customer's affair.
    let saved = alice.ask("PUT", "/api/v1/profile", &[("If-Match", "\"1\"")], &profile("Analytical Engines Ltd."));
    assert_eq!(saved.status, 200, "{}", saved.text());
    let form = json!({ "channel": "email", "address": "on-call@example.org", "label": "That one" });
    let labelled = change(&alice, "PUT", &contact, "", &form).json();
    assert_eq!(change(&alice, "PUT", &labelled, "/settings", &settings()).status, 200);
    expected["account"] = json!("Analytical Engines Ltd.");
    assert_eq!(look(&server, &token).json(), expected);
}

#[test]
fn a_name_that_would_advertise_before_strangers_does_not() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let mut form = profile("Win at http://win.example.org/now");
    form["first_name"] = json!("win.example.org");
    assert_eq!(alice.ask("PUT", "/api/v1/profile", &[("If-Match", "\"1\"")], &form).status, 200);
    let (_, token) = asked(&server, &alice, "email", "on-call@example.org");
    assert_eq!(look(&server, &token).json()["account"], "Win at http win. example. org now");
    let text = message(&server, "on-call@example.org", 1)["text"].to_string();
    assert!(text.contains("win. example. org Lovelace") && !text.contains("win.example.org"), "{text}");
}

#[test]
fn a_mail_scanner_that_opens_the_link_confirms_nothing_and_the_press_of_the_holder_does() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let (contact, token) = asked(&server, &alice, "email", "on-call@example.org");
    let before = now(&alice, &contact);
    for (method, path) in [("GET", "/confirm/"), ("HEAD", "/confirm/"), ("GET", "/api/v1/confirmations/")] {
        server.send(method, &format!("{path}{token}"), &[], b"");
    }
    // A scanner that posts does not come from the page.
    let path = format!("/api/v1/confirmations/{token}");
    let body = br#"{"act":"confirm"}"#;
    server.send("PUT", &path, &[("Content-Type", "application/json")], body).assert_refused("foreign_origin", 403);
    assert_eq!(now(&alice, &contact), before);
    let page = act(&server, &token, "confirm");
    assert_eq!(page.status, 200, "{}", page.text());
    assert_eq!((&page.json()["state"], &page.json()["can_confirm"]), (&json!("confirmed"), &json!(false)));
    assert_eq!(standing(&alice, &contact), stands("confirmed", ""));
    // Pressed once more it is a calm success.
    assert_eq!(act(&server, &token, "confirm").json(), page.json());
    let evidence = alice.get("/api/v1/evidence").json().to_string();
    assert_eq!(evidence.matches("contact_confirmed").count(), 1);
    ask_for_code(&alice, &contact).assert_refused("conflict", 409);
}

#[test]
fn the_code_is_still_taken_calmly_after_the_press() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let contact = add(&alice, "email", "on-call@example.org");
    let message = ask_and_receive(&server, &alice, &contact);
    assert_eq!(act(&server, &token_in(&message), "confirm").status, 200);
    let given = give(&alice, &contact, &code_in(&message));
    assert_eq!((given.status, &given.json()["state"]), (200, &json!("confirmed")));
}

#[test]
fn a_link_confirms_for_a_day_after_the_last_message_and_refuses_as_long_as_the_contact_is_there() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let (contact, token) = asked(&server, &alice, "email", "on-call@example.org");
    server.set_clock_ahead(24 * 60 * 60);
    assert_eq!(look(&server, &token).json()["can_confirm"], false);
    let refusal = act(&server, &token, "confirm").assert_refused("invalid", 422);
    assert_eq!(refusal["fields"], json!({ "token": { "code": "code_expired" } }));
    assert_eq!(ask_for_code(&alice, &contact).status, 202);
    assert_eq!(token_in(&message(&server, "on-call@example.org", 2)), token, "later messages carry the same link");
    assert_eq!(look(&server, &token).json()["can_confirm"], true);
    server.set_clock_ahead(3 * 24 * 60 * 60);
    assert_eq!(act(&server, &token, "refuse").json()["state"], "refused");
    assert_eq!(standing(&alice, &contact), stands("refused", "holder_refused"));
}

#[test]
fn links_that_are_unknown_and_those_of_an_edited_or_removed_address_are_dead() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let (contact, token) = asked(&server, &alice, "email", "tpyo@example.org");
    let form = json!({ "channel": "email", "address": "typo@example.org" });
    let edited = change(&alice, "PUT", &contact, "", &form).json();
    ask_for_code(&alice, &contact);
    let newer = token_in(&message(&server, "typo@example.org", 1));
    for dead in ["x", &token, "", "%00"] {
        if !dead.is_empty() {
            assert_dead(&look(&server, dead));
            assert_dead(&act(&server, dead, "confirm"));
            assert_dead(&act(&server, dead, "stop"));
        }
    }
    assert_eq!(look(&server, &newer).status, 200);
    assert_eq!(change(&alice, "DELETE", &edited, "", &json!({})).status, 204);
    assert_dead(&look(&server, &newer));
    assert_eq!(alice.ask("POST", &at(&contact, "/restore"), &[], &json!({})).status, 200);
    assert_eq!(look(&server, &newer).json()["can_confirm"], true);
}

#[test]
fn who_refuses_or_reports_is_not_asked_again_until_they_allow_it() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    for (word, reason) in [("refuse", "holder_refused"), ("report", "holder_reported")] {
        let address = format!("{word}@example.org");
        let (contact, token) = asked(&server, &alice, "email", &address);
        let code = code_in(&message(&server, &address, 1));
        for _ in 0..2 {
            assert_eq!(act(&server, &token, word).json()["state"], "refused");
        }
        assert_eq!(standing(&alice, &contact), stands("refused", reason));
        server.set_clock_ahead(60);
        ask_for_code(&alice, &contact).assert_refused("conflict", 409);
        give(&alice, &contact, &code).assert_refused("conflict", 409);
        act(&server, &token, "confirm").assert_refused("conflict", 409);
        let resume = json!({ "items": [{ "id": contact["id"], "etag": now(&alice, &contact)["etag"] }],
            "change": { "action": "resume" } });
        let done = alice.ask("PATCH", "/api/v1/contacts", &[], &resume).json();
        assert_eq!(done["refused"], json!([{ "id": contact["id"], "code": "conflict" }]));
        assert_eq!(act(&server, &token, "allow").json()["state"], "confirmed");
        assert_eq!(standing(&alice, &contact), stands("confirmed", ""));
    }
    let evidence = alice.get("/api/v1/evidence").json().to_string();
    for (fact, times) in [("contact_refused", 1), ("contact_reported", 1), ("contact_allowed", 2)] {
        assert_eq!(evidence.matches(fact).count(), times, "{fact}");
    }
    assert!(server.log().contains("reports that they do not know"));
}

#[test]
fn a_refusal_outlasts_the_contact_and_the_holders_old_link_ends_it() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let (contact, token) = asked(&server, &alice, "phone", "+48601000001");
    assert_eq!(act(&server, &token, "stop").json()["state"], "opted_out");
    // Removed and added again; edited away and back: the holder's no stays.
    assert_eq!(change(&alice, "DELETE", &now(&alice, &contact), "", &json!({})).status, 204);
    let again = add(&alice, "phone", "+48601000001");
    assert_eq!(standing(&alice, &again), stands("opted_out", "holder_stopped"));
    let to = |contact: &Value, address: &str| {
        change(&alice, "PUT", contact, "", &json!({ "channel": "phone", "address": address })).json()
    };
    let away = to(&again, "+48601000002");
    assert_eq!(away["state"], "awaiting_confirmation");
    assert_dead(&look(&server, &token));
    let back = to(&away, "+48601000001");
    assert_eq!(back["state"], "opted_out");
    ask_for_code(&alice, &back).assert_refused("conflict", 409);
    assert_eq!(act(&server, &token, "allow").json()["state"], "confirmed");
    // What was allowed is a no no more, neither here nor later.
    let away = to(&now(&alice, &back), "+48601000002");
    assert_eq!(to(&away, "+48601000001")["state"], "awaiting_confirmation");
}

#[test]
fn a_refusal_before_a_removal_that_is_taken_back_can_still_be_taken_back_by_its_holder() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let (contact, token) = asked(&server, &alice, "email", "on-call@example.org");
    act(&server, &token, "refuse");
    assert_eq!(change(&alice, "DELETE", &now(&alice, &contact), "", &json!({})).status, 204);
    assert_eq!(alice.ask("POST", &at(&contact, "/restore"), &[], &json!({})).status, 200);
    assert_eq!(standing(&alice, &contact), stands("refused", "holder_refused"));
    assert_eq!(act(&server, &token, "allow").json()["state"], "confirmed");
    assert_eq!(change(&alice, "DELETE", &now(&alice, &contact), "", &json!({})).status, 204);
    let again = add(&alice, "email", "on-call@example.org");
    assert_eq!(again["state"], "awaiting_confirmation");
}

#[test]
fn holders_set_hours_of_their_own_which_the_customer_sees_and_cannot_shift() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let (contact, token) = asked(&server, &alice, "email", "on-call@example.org");
    act(&server, &token, "confirm");
    let hours = |monday: &str, zone: &str| {
        wish(
            &server,
            &token,
            &json!({ "act": "hours", "time_zone": zone, "quiet_hours": {
            "monday": monday, "tuesday": null, "wednesday": null, "thursday": null, "friday": null, "saturday": null,
            "sunday": null,
        } }),
        )
    };
    for (answer, field, code) in [
        (hours("22", "Asia/Kathmandu"), "quiet_hours.monday", "hours"),
        (hours("22-7", "Asia/Nowhere"), "time_zone", "unknown_time_zone"),
        (hours("22-7", ""), "time_zone", "required"),
        (act(&server, &token, "dance"), "act", "malformed"),
    ] {
        assert_eq!(answer.assert_refused("invalid", 422)["fields"][field]["code"], code);
    }
    let page = hours("22-7", "Asia/Kathmandu").json();
    assert_eq!((&page["quiet_hours"]["monday"], &page["time_zone"]), (&json!("22:00-07:00"), &json!("Asia/Kathmandu")));
    let seen = now(&alice, &contact);
    assert_eq!((&seen["holder_quiet_hours"], &seen["time_zone"]), (&page["quiet_hours"], &json!("Asia/Kathmandu")));
    assert_eq!((&seen["state"], &seen["settings"]), (&json!("confirmed"), &contact["settings"]));
    let form = |zone: &str| json!({ "channel": "email", "address": "on-call@example.org", "label": "Night", "time_zone": zone });
    let refusal = change(&alice, "PUT", &seen, "", &form("Europe/London")).assert_refused("invalid", 422);
    assert_eq!(refusal["fields"], json!({ "time_zone": { "code": "holders_own" } }));
    let saved = change(&alice, "PUT", &seen, "", &form("Asia/Kathmandu")).json();
    assert_eq!(saved["holder_quiet_hours"], page["quiet_hours"]);
    // Another address has another holder.
    let other = json!({ "channel": "email", "address": "other@example.org", "time_zone": "Europe/London" });
    let moved = change(&alice, "PUT", &saved, "", &other).json();
    assert_eq!((&moved["holder_quiet_hours"]["monday"], &moved["time_zone"]), (&json!(null), &json!("Europe/London")));
}

#[test]
fn a_customer_with_an_older_version_overwrites_nothing_that_the_holder_did() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let (contact, token) = asked(&server, &alice, "email", "on-call@example.org");
    act(&server, &token, "stop");
    let refusal = change(&alice, "PUT", &contact, "/settings", &settings()).assert_refused("stale", 412);
    assert_eq!(refusal["current"]["value"]["state"], "opted_out");
}

#[test]
fn allowing_is_no_way_around_confirming() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let (contact, token) = asked(&server, &alice, "email", "on-call@example.org");
    act(&server, &token, "allow").assert_refused("conflict", 409);
    assert_eq!(standing(&alice, &contact), stands("awaiting_confirmation", ""));
    assert_eq!(act(&server, &token, "confirm").status, 200);
    assert_eq!(act(&server, &token, "allow").status, 200, "there is nothing to end");
}

#[test]
fn each_account_has_its_own_yes_of_the_same_holder() {
    let server = Server::start();
    let (alice, bob) = (someone(&server, "alice@example.org"), someone(&server, "bob@example.org"));
    let hers = confirmed(&server, &alice, "email", "on-call@example.org");
    let his = add(&bob, "email", "on-call@example.org");
    ask_for_code(&bob, &his);
    let token = token_in(&received(&server, "on-call@example.org", "confirm_contact", 2)[0]);
    act(&server, &token, "refuse");
    assert_eq!(standing(&bob, &his), stands("refused", "holder_refused"));
    assert_eq!(standing(&alice, &hers), stands("confirmed", ""));
}
