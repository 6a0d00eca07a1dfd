//! Quiet hours, the limits of channels, and the one digest of what they held back.

use serde_json::{Value, json};

use crate::contact_codes::confirmed;
use crate::contacts::now;
use crate::dispatch::{
    count, each_day, event, hours_around, in_utc, log, log_with, make_quiet, seconds_between, set, states, tell, time,
};
use crate::people::{Someone, received, someone, token_in};
use crate::server::Server;

const ALICE: &str = "alice@example.org";
const HOUR: i64 = 60 * 60;

/// An event of a severity.
fn grave(server: &Server, kind: &str, monitor: &str, severity: &str) -> Value {
    let mut event = event(server, ALICE, kind, monitor);
    event["severity"] = json!(severity);
    event
}

#[test]
fn what_quiet_hours_hold_comes_as_one_digest_when_they_end() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let contact = confirmed(&server, &alice, "email", "on-call@example.org");
    let awake = confirmed(&server, &alice, "email", "awake@example.org");
    let contact = make_quiet(&server, &alice, &contact);
    for (kind, monitor) in [("alert_down", "shop"), ("alert_down", "blog"), ("alert_up", "shop")] {
        assert_eq!(tell(&server, &event(&server, ALICE, kind, monitor)), 2);
    }
    log_with(&alice, &awake, "sent", 3);
    let held = log(&alice, &contact);
    assert_eq!(states(&held), ["held"; 3]);
    for delivery in &held {
        assert_eq!((&delivery["reason"], &delivery["together"]), (&json!("quiet_hours"), &json!(1)));
        let due = delivery["due_at"].as_str().expect("a time");
        let end = contact["settings"]["quiet_hours"]["monday"].as_str().expect("hours")[6..].to_owned();
        assert!(due.contains(&format!("T{end}:00")), "{due} is not at {end}");
    }
    server.set_clock_ahead(3 * HOUR);
    let digest = received(&server, "on-call@example.org", "digest", 1);
    let log = log_with(&alice, &contact, "sent", 3);
    assert!(log.iter().all(|delivery| delivery["together"] == 3 && delivery["reason"] == json!(null)), "{log:?}");
    assert_eq!(digest[0]["subject"], "3 messages that waited");
    let text = digest[0]["text"].as_str().expect("text");
    for part in ["shop is down", "blog is down", "shop is up again", "Down at the end: blog.", "/confirm/"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // The night is over: what happens now is told at once, and nothing is told twice.
    tell(&server, &event(&server, ALICE, "alert_up", "blog"));
    log_with(&alice, &contact, "sent", 4);
    assert_eq!(count(&server, "on-call@example.org", "digest"), 1);
    assert_eq!(count(&server, "on-call@example.org", "alert_up"), 1);
    assert_eq!(count(&server, "on-call@example.org", "alert_down"), 0);
    let disclosures = alice.get("/api/v1/disclosures").json();
    let of_digest = disclosures["items"].as_array().expect("a list").iter().filter(|item| item["purpose"] == "digest");
    assert_eq!(of_digest.count(), 1);
}

#[test]
fn what_is_grave_enough_breaks_through_the_customers_hours() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let contact = confirmed(&server, &alice, "email", "on-call@example.org");
    let contact = make_quiet(&server, &alice, &contact);
    let contact = set(&alice, &contact, |settings| settings["break_through"] = json!("critical"));
    tell(&server, &grave(&server, "alert_down", "shop", "warning"));
    tell(&server, &grave(&server, "alert_down", "blog", "critical"));
    let log = log_with(&alice, &contact, "sent", 1);
    assert_eq!(states(&log), ["held", "sent"]);
    assert_eq!(received(&server, "on-call@example.org", "alert_down", 1)[0]["subject"], "blog is down");
}

#[test]
fn nothing_breaks_through_the_holders_own_hours() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let contact = confirmed(&server, &alice, "email", "on-call@example.org");
    let token = token_in(&received(&server, "on-call@example.org", "confirm_contact", 1)[0]);
    let contact = set(&alice, &contact, |settings| settings["break_through"] = json!("info"));
    let wish = json!({ "act": "hours", "quiet_hours": each_day(&hours_around(&server)), "time_zone": "Etc/UTC" });
    let answer = server.ask("PUT", &format!("/api/v1/confirmations/{token}"), &[], &wish);
    assert_eq!(answer.status, 200, "{}", answer.text());
    tell(&server, &grave(&server, "alert_down", "shop", "critical"));
    assert_eq!(states(&log(&alice, &contact)), ["held"]);
    // Not even a test message does.
    let test = alice.ask("POST", &crate::contacts::at(&contact, "/test"), &[], &json!({}));
    assert_eq!((test.status, &test.json()["state"]), (200, &json!("held")), "{}", test.text());
    server.set_clock_ahead(3 * HOUR);
    log_with(&alice, &contact, "sent", 2);
    received(&server, "on-call@example.org", "digest", 1);
    assert_eq!(count(&server, "on-call@example.org", "test"), 1);
}

#[test]
fn quiet_hours_that_are_taken_away_let_the_digest_go_and_new_ones_hold_what_waits() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let contact = confirmed(&server, &alice, "email", "on-call@example.org");
    let contact = make_quiet(&server, &alice, &contact);
    tell(&server, &event(&server, ALICE, "alert_down", "shop"));
    assert_eq!(states(&log(&alice, &contact)), ["held"]);
    let contact = set(&alice, &contact, |settings| {
        settings["quiet_hours"] = each_day("");
        settings["delay"] = json!(10);
    });
    // Ten minutes after it happened, as it is set by now.
    server.set_clock_ahead(11 * 60);
    received(&server, "on-call@example.org", "digest", 1);
    tell(&server, &event(&server, ALICE, "alert_down", "blog"));
    assert_eq!(states(&log_with(&alice, &contact, "sent", 1)), ["sent", "queued"]);
    let hours = hours_around(&server);
    set(&alice, &contact, |settings| settings["quiet_hours"] = each_day(&hours));
    log_with(&alice, &contact, "held", 1);
    server.set_clock_ahead(22 * 60);
    assert_eq!(states(&log(&alice, &contact)), ["sent", "held"]);
    server.set_clock_ahead(4 * HOUR);
    received(&server, "on-call@example.org", "digest", 2);
    assert_eq!(count(&server, "on-call@example.org", "alert_down"), 0);
}

/// Fails unless the due time of a delivery is so many seconds after a time, give or take the time it took.
#[track_caller]
fn assert_due(delivery: &Value, after: &str, seconds: i64) {
    let due = seconds_between(&json!(after), &delivery["due_at"]);
    assert!((seconds..=seconds + 30).contains(&due), "{due} is not {seconds}");
}

#[test]
fn what_a_channel_takes_no_more_in_an_hour_comes_as_one_digest_when_it_does() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let phone = confirmed(&server, &alice, "phone", "+48601000001");
    let mail = confirmed(&server, &alice, "email", "on-call@example.org");
    let began = time(&server);
    for number in 0..14 {
        tell(&server, &event(&server, ALICE, "alert_down", &format!("shop {number}")));
    }
    // A phone takes 10 in an hour, an e-mail address 60.
    log_with(&alice, &mail, "sent", 14);
    log_with(&alice, &phone, "sent", 10);
    let log = log_with(&alice, &phone, "held", 4);
    assert_eq!(states(&log), [&["sent"; 10][..], &["held"; 4][..]].concat());
    for held in &log[..4] {
        assert_eq!(held["reason"], "limit");
        assert_due(held, &began, HOUR);
    }
    test_is_refused_for(&alice, &phone, HOUR);
    server.set_clock_ahead(HOUR + 60);
    let digest = received(&server, "+48601000001", "digest", 1);
    let text = digest[0]["text"].as_str().expect("text");
    assert!(text.starts_with("HostTracker: 4 messages that waited. ") && text.len() <= 160, "{text}");
    let log = log_with(&alice, &phone, "sent", 14);
    assert!(log[..4].iter().all(|delivery| delivery["together"] == 4), "{log:?}");
    assert_eq!(count(&server, "+48601000001", "alert_down"), 10);
    assert_eq!(count(&server, "+48601000001", "digest"), 1);
}

/// Fails unless a test message has to wait, at most so many seconds.
#[track_caller]
fn test_is_refused_for(person: &Someone, contact: &Value, seconds: i64) {
    let refused = person.ask("POST", &crate::contacts::at(contact, "/test"), &[], &json!({}));
    let wait = refused.assert_refused("too_many", 429)["retry_after"].as_i64().expect("seconds");
    assert!((seconds - 60..=seconds + 1).contains(&wait), "{wait}");
}

#[test]
fn a_digest_that_quiet_hours_and_the_limit_both_held_is_one() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let phone = in_utc(&alice, &confirmed(&server, &alice, "phone", "+48601000001"));
    for number in 0..12 {
        tell(&server, &event(&server, ALICE, "alert_down", &format!("shop {number}")));
    }
    log_with(&alice, &phone, "sent", 10);
    log_with(&alice, &phone, "held", 2);
    let phone = make_quiet(&server, &alice, &now(&alice, &phone));
    tell(&server, &event(&server, ALICE, "alert_down", "shop 12"));
    // In an hour there is room, and it is still quiet.
    server.set_clock_ahead(HOUR + 60);
    tell(&server, &event(&server, ALICE, "alert_down", "shop 13"));
    assert_eq!(states(&log_with(&alice, &phone, "held", 4)), [&["sent"; 10][..], &["held"; 4][..]].concat());
    server.set_clock_ahead(4 * HOUR);
    let log = log_with(&alice, &phone, "sent", 14);
    assert!(log[..4].iter().all(|delivery| delivery["together"] == 4), "{log:?}");
    assert_eq!(count(&server, "+48601000001", "digest"), 1);
}
