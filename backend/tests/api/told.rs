//! Who is told, and who is not (any more): delays, pauses, choices, and contacts that change meanwhile.

use serde_json::{Value, json};

use crate::contact_codes::confirmed;
use crate::contacts::{at, change, now};
use crate::dispatch::{count, event, log, log_with, make_quiet, seconds_between, set, states, tell};
use crate::people::{Someone, received, someone, token_in};
use crate::server::{Server, eventually};

const ALICE: &str = "alice@example.org";
const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

/// Alice has a contact that waits ten minutes, and one that does not.
fn with_delay(server: &Server) -> (Someone<'_>, Value, Value) {
    let alice = someone(server, ALICE);
    let patient = confirmed(server, &alice, "email", "patient@example.org");
    let patient = set(&alice, &patient, |settings| settings["delay"] = json!(10));
    let hasty = confirmed(server, &alice, "email", "hasty@example.org");
    (alice, patient, hasty)
}

#[test]
fn a_site_that_stays_down_is_told_after_the_delay_of_each_contact() {
    let server = Server::start();
    let (alice, patient, hasty) = with_delay(&server);
    assert_eq!(tell(&server, &event(&server, ALICE, "alert_down", "shop")), 2);
    log_with(&alice, &hasty, "sent", 1);
    let waits = &log(&alice, &patient)[0];
    assert_eq!((&waits["state"], &waits["reason"], &waits["tries"]), (&json!("queued"), &json!(null), &json!(0)));
    let wait = seconds_between(&waits["queued_at"], &waits["due_at"]);
    assert!((9 * MINUTE..=10 * MINUTE).contains(&wait), "{wait}");
    // Of what was told already, this says nothing new; of what waits, it would say too early that it is so.
    assert_eq!(tell(&server, &event(&server, ALICE, "alert_still_down", "shop")), 1);
    log_with(&alice, &hasty, "sent", 2);
    server.set_clock_ahead(9 * MINUTE);
    assert_eq!(states(&log(&alice, &patient)), ["queued"]);
    server.set_clock_ahead(10 * MINUTE);
    assert_eq!(received(&server, "patient@example.org", "alert_down", 1)[0]["subject"], "shop is down");
    assert_eq!(tell(&server, &event(&server, ALICE, "alert_up", "shop")), 2);
    log_with(&alice, &patient, "sent", 2);
}

#[test]
fn a_site_that_is_up_again_before_the_delay_is_over_is_told_to_nobody_who_waits() {
    let server = Server::start();
    let (alice, patient, hasty) = with_delay(&server);
    tell(&server, &event(&server, ALICE, "alert_down", "shop"));
    tell(&server, &event(&server, ALICE, "alert_down", "blog"));
    assert_eq!(tell(&server, &event(&server, ALICE, "alert_up", "shop")), 1);
    log_with(&alice, &hasty, "sent", 3);
    let log = log(&alice, &patient);
    assert_eq!(states(&log), ["cancelled", "queued"]);
    assert_eq!(log[1]["reason"], "over");
    server.set_clock_ahead(11 * MINUTE);
    let log = log_with(&alice, &patient, "sent", 1);
    assert_eq!(states(&log), ["cancelled", "sent"]);
    assert_eq!(received(&server, "patient@example.org", "alert_down", 1)[0]["subject"], "blog is down");
    assert_eq!(count(&server, "patient@example.org", "alert_up"), 0);
}

#[test]
fn paused_unconfirmed_and_choosy_contacts_are_not_told() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let paused = confirmed(&server, &alice, "email", "paused@example.org");
    let choosy = confirmed(&server, &alice, "email", "choosy@example.org");
    let told = confirmed(&server, &alice, "email", "told@example.org");
    let awaiting = crate::contacts::add(&alice, "email", "awaiting@example.org");
    set(&alice, &choosy, |settings| settings["kinds"]["alert_down"] = json!(false));
    let pause = json!({ "items": [{ "id": paused["id"], "etag": paused["etag"] }], "change": { "action": "pause" } });
    assert_eq!(alice.ask("PATCH", "/api/v1/contacts", &[], &pause).status, 200);
    assert_eq!(tell(&server, &event(&server, ALICE, "alert_down", "shop")), 1);
    assert_eq!(tell(&server, &event(&server, ALICE, "alert_up", "shop")), 2);
    log_with(&alice, &told, "sent", 2);
    log_with(&alice, &choosy, "sent", 1);
    for contact in [&paused, &awaiting] {
        assert_eq!(log(&alice, contact).len(), 0);
    }
    assert_eq!(count(&server, "choosy@example.org", "alert_down"), 0);
    // Reports are of the period that was chosen.
    set(&alice, &told, |settings| {
        settings["kinds"]["uptime_report"] = json!(true);
        settings["report_period"] = json!("monthly");
    });
    let mut report = event(&server, ALICE, "uptime_report", "shop");
    report["period"] = json!("weekly");
    assert_eq!(tell(&server, &report), 0);
    report["period"] = json!("monthly");
    assert_eq!(tell(&server, &report), 1);
    assert_eq!(
        received(&server, "told@example.org", "uptime_report", 1)[0]["subject"],
        "Monthly report of uptime: shop"
    );
}

#[test]
fn a_contact_that_was_paused_before_its_message_was_due_is_not_told_of_it() {
    let server = Server::start();
    let (alice, patient, _) = with_delay(&server);
    tell(&server, &event(&server, ALICE, "alert_down", "shop"));
    let patient = now(&alice, &patient);
    let pause = json!({ "items": [{ "id": patient["id"], "etag": patient["etag"] }], "change": { "action": "pause" } });
    assert_eq!(alice.ask("PATCH", "/api/v1/contacts", &[], &pause).status, 200);
    assert_eq!(states(&log(&alice, &patient)), ["queued"]);
    server.set_clock_ahead(11 * MINUTE);
    let log = log_with(&alice, &patient, "cancelled", 1);
    assert_eq!(log[0]["reason"], "paused");
    assert_eq!(count(&server, "patient@example.org", "alert_down"), 0);
}

#[test]
fn a_holder_who_stopped_is_not_told_of_what_waited() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let contact = confirmed(&server, &alice, "email", "on-call@example.org");
    let token = token_in(&received(&server, "on-call@example.org", "confirm_contact", 1)[0]);
    let contact = make_quiet(&server, &alice, &contact);
    tell(&server, &event(&server, ALICE, "alert_down", "shop"));
    let stop = server.ask("PUT", &format!("/api/v1/confirmations/{token}"), &[], &json!({ "act": "stop" }));
    assert_eq!(stop.status, 200, "{}", stop.text());
    server.set_clock_ahead(3 * HOUR);
    let log = log_with(&alice, &contact, "cancelled", 1);
    assert_eq!(log[0]["reason"], "not_usable");
    alice.ask("POST", &at(&contact, "/test"), &[], &json!({})).assert_refused("conflict", 409);
    assert_eq!(count(&server, "on-call@example.org", "digest"), 0);
}

#[test]
fn a_new_address_is_not_told_of_what_waited_for_the_old_one() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let contact = confirmed(&server, &alice, "email", "old@example.org");
    let contact = make_quiet(&server, &alice, &contact);
    tell(&server, &event(&server, ALICE, "alert_down", "shop"));
    let form = json!({ "channel": "email", "address": "new@example.org", "time_zone": "Etc/UTC" });
    let moved = change(&alice, "PUT", &now(&alice, &contact), "", &form).json();
    assert_eq!(moved["state"], "awaiting_confirmation");
    server.set_clock_ahead(3 * HOUR);
    log_with(&alice, &contact, "cancelled", 1);
    for address in ["old@example.org", "new@example.org"] {
        assert_eq!(count(&server, address, "digest"), 0, "{address}");
    }
}

#[test]
fn a_removed_contact_is_told_nothing_and_one_that_came_back_is_told_what_waited() {
    let server = Server::start();
    let (alice, patient, hasty) = with_delay(&server);
    tell(&server, &event(&server, ALICE, "alert_down", "shop"));
    let contact = now(&alice, &patient);
    let remove = || change(&alice, "DELETE", &now(&alice, &contact), "", &json!(null));
    assert_eq!(remove().status, 204);
    alice.get(&at(&contact, "/deliveries")).assert_refused("not_found", 404);
    let restored = alice.ask("POST", &at(&contact, "/restore"), &[], &json!({}));
    assert_eq!(restored.status, 200, "{}", restored.text());
    server.set_clock_ahead(10 * MINUTE);
    log_with(&alice, &patient, "sent", 1);
    // For good, this time.
    tell(&server, &event(&server, ALICE, "alert_down", "blog"));
    assert_eq!(remove().status, 204);
    server.set_clock_ahead(21 * MINUTE);
    assert_eq!(tell(&server, &event(&server, ALICE, "alert_up", "blog")), 1);
    log_with(&alice, &hasty, "sent", 3);
    assert_eq!(count(&server, "patient@example.org", "alert_down"), 1);
    eventually("nothing is left of it", || {
        let name = alice.get(&at(&contact, ""));
        (name.status == 404).then_some(())
    });
}
