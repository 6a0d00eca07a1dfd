//! What the tests of dispatch share: a monitoring system that tells, contacts that are told, and their log.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::contacts::{at, change, now};
use crate::people::{Someone, received};
use crate::server::{Server, eventually};

/// The token that the server made for the monitoring system.
pub fn service_token(server: &Server) -> String {
    std::fs::read_to_string(server.data().join("service.token")).expect("a token").trim().to_owned()
}

/// What time it is by the server's clock.
pub fn time(server: &Server) -> String {
    server.get("/clock").json()["now"].as_str().expect("a time").to_owned()
}

/// An event of now about a monitor of an account.
pub fn event(server: &Server, account: &str, kind: &str, monitor: &str) -> Value {
    json!({ "account": account, "monitor": monitor, "kind": kind, "severity": "warning", "time": time(server) })
}

/// Tells an event as the monitoring system does: no browser, no cookie.
pub fn ask_to_tell(server: &Server, event: &Value) -> Answer {
    let token = format!("Bearer {}", service_token(server));
    let headers = [("Authorization", token.as_str()), ("Content-Type", "application/json")];
    server.send("POST", "/api/v1/events", &headers, event.to_string().as_bytes())
}

/// Tells an event that is taken; gives how many contacts are told.
pub fn tell(server: &Server, event: &Value) -> i64 {
    let answer = ask_to_tell(server, event);
    assert_eq!(answer.status, 202, "{}", answer.text());
    answer.json()["contacts"].as_i64().expect("a number")
}

/// The log of a contact, the newest first.
pub fn log(person: &Someone, contact: &Value) -> Vec<Value> {
    let answer = person.get(&at(contact, "/deliveries?limit=200"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["items"].as_array().expect("a list").clone()
}

/// The log of a contact, once so many of its deliveries are in a state.
pub fn log_with(person: &Someone, contact: &Value, state: &str, count: usize) -> Vec<Value> {
    eventually(&format!("{count} deliveries {state}"), || {
        let log = log(person, contact);
        (log.iter().filter(|delivery| delivery["state"] == state).count() == count).then_some(log)
    })
}

/// The states in a log, the oldest first.
pub fn states(log: &[Value]) -> Vec<&str> {
    log.iter().rev().map(|delivery| delivery["state"].as_str().expect("a state")).collect()
}

/// How many messages of a kind are in the outbox for an address.
pub fn count(server: &Server, address: &str, kind: &str) -> usize {
    received(server, address, kind, 0).len()
}

/// Changes settings of a contact: what `with` sets in those that it has. Gives the contact.
pub fn set(person: &Someone, contact: &Value, with: impl Fn(&mut Value)) -> Value {
    let contact = now(person, contact);
    let mut settings = contact["settings"].clone();
    with(&mut settings);
    let answer = change(person, "PUT", &contact, "/settings", &settings);
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// The same hours on each day.
pub fn each_day(hours: &str) -> Value {
    json!({
        "monday": hours, "tuesday": hours, "wednesday": hours, "thursday": hours, "friday": hours, "saturday": hours,
        "sunday": hours,
    })
}

/// Hours of the day, in UTC, that began a few minutes ago and end in two to three hours.
pub fn hours_around(server: &Server) -> String {
    let now = time(server);
    let number = |from: usize| now[from..from + 2].parse::<i64>().expect("a number");
    let minute = number(11) * 60 + number(14);
    let write = |minute: i64| format!("{:02}:{:02}", minute.rem_euclid(1440) / 60, minute.rem_euclid(60));
    format!("{}-{}", write(minute - 5), write(minute + 150))
}

/// Gives a contact the zone UTC and quiet hours around now. Gives the contact.
pub fn make_quiet(server: &Server, person: &Someone, contact: &Value) -> Value {
    let contact = in_utc(person, contact);
    set(person, &contact, |settings| settings["quiet_hours"] = each_day(&hours_around(server)))
}

/// Gives a contact the zone UTC. Gives the contact.
pub fn in_utc(person: &Someone, contact: &Value) -> Value {
    let contact = now(person, contact);
    let form = json!({ "channel": contact["channel"], "address": contact["address"], "time_zone": "Etc/UTC" });
    let answer = change(person, "PUT", &contact, "", &form);
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// The seconds between two times of answers.
pub fn seconds_between(from: &Value, to: &Value) -> i64 {
    let read = |value: &Value| {
        let text = value.as_str().expect("a time");
        contract::moment::read_to_the_second(text).unwrap_or_else(|| panic!("{text}"))
    };
    read(to) - read(from)
}
