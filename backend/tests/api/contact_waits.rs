//! How often the code of a contact is sent: each sending waits longer, and a day has only so many.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::contact_codes::ask_for_code;
use crate::contacts::{add, change};
use crate::people::{received, someone};
use crate::server::Server;

#[track_caller]
fn assert_waits(answer: &Answer, seconds: i64) {
    let refusal = answer.assert_refused("too_many", 429);
    let wait = refusal["retry_after"].as_i64().expect("seconds");
    // Some seconds may pass between the request before and this one.
    assert!((seconds - 20..=seconds).contains(&wait), "{wait} for {seconds}");
}

/// What the clock of a server shows, in seconds.
fn clock(server: &Server) -> i64 {
    moment(&server.get("/clock").json()["now"])
}

fn moment(time: &Value) -> i64 {
    contract::moment::read_to_the_second(time.as_str().expect("a time")).expect("a moment")
}

#[test]
fn a_storm_of_resends_waits_ever_longer_and_ends_until_a_day_after_the_first() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let contact = add(&alice, "phone", "+48601000001");
    let first = clock(&server);
    let mut count = 0;
    for wait in [60, 120, 240, 480, 480, 86_400] {
        let sent = ask_for_code(&alice, &contact);
        assert_eq!(sent.status, 202, "{}", sent.text());
        let sent = sent.json();
        count += 1;
        assert_eq!(sent["sends_left"], 6 - count, "after {count}");
        received(&server, "+48601000001", "confirm_contact", count);
        let again_at = moment(&sent["again_at"]);
        let from = if wait == 86_400 { first } else { moment(&sent["sent_at"]) };
        assert!((0..20).contains(&(again_at - from - wait)), "{sent} after {count}");
        // The wait is exact, at once and shortly before its end.
        for left in [again_at - clock(&server), 30] {
            server.set_clock_ahead(again_at - left - clock(&server) + ahead(&server));
            let before = clock(&server);
            let refusal = ask_for_code(&alice, &contact).assert_refused("too_many", 429);
            let wait = refusal["retry_after"].as_i64().expect("seconds");
            assert!((again_at - clock(&server)..=again_at - before).contains(&wait), "{wait} after {count}");
        }
        server.set_clock_ahead(again_at - clock(&server) + ahead(&server));
    }
    assert_eq!(ask_for_code(&alice, &contact).status, 202);
}

/// How far the clock of a server is ahead.
fn ahead(server: &Server) -> i64 {
    server.get("/clock").json()["ahead"].as_i64().expect("seconds")
}

#[test]
fn who_removes_a_contact_and_adds_it_again_or_edits_it_to_and_fro_waits_as_before() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let contact = add(&alice, "email", "on-call@example.org");
    assert_eq!(ask_for_code(&alice, &contact).status, 202);
    assert_eq!(change(&alice, "DELETE", &contact, "", &json!({})).status, 204);
    let again = add(&alice, "email", "on-call@example.org");
    assert_waits(&ask_for_code(&alice, &again), 60);
    let to = |contact: &Value, address: &str| {
        change(&alice, "PUT", contact, "", &json!({ "channel": "email", "address": address })).json()
    };
    let moved = to(&to(&again, "elsewhere@example.org"), "on-call@example.org");
    assert_waits(&ask_for_code(&alice, &moved), 60);
}

#[test]
fn an_account_sends_again_twenty_times_a_day() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let contacts: Vec<Value> = (0..11).map(|n| add(&alice, "email", &format!("on-call-{n}@example.org"))).collect();
    let ask_all = |contacts: &[Value]| {
        for contact in contacts {
            let answer = ask_for_code(&alice, contact);
            assert_eq!(answer.status, 202, "{}", answer.text());
        }
    };
    ask_all(&contacts);
    server.set_clock_ahead(100);
    ask_all(&contacts[..10]);
    server.set_clock_ahead(300);
    ask_all(&contacts[..10]);
    // The first of the twenty was sent again at 100.
    assert_waits(&ask_for_code(&alice, &contacts[10]), 100 + 86_400 - 300);
    let another = add(&alice, "email", "another@example.org");
    assert_eq!(ask_for_code(&alice, &another).status, 202, "a first one is none again");
}
