//! Confirmation of contacts by codes: sent to their holders, given back, bounded.

use std::{fs, thread};

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::contacts::{add, at, change, now};
use crate::mail_server::MailServer;
use crate::people::{PASSWORD, Someone, confirm, received, registration, returning, sign_in, someone};
use crate::server::{Server, eventually};

/// Asks for a code.
pub fn ask_for_code(person: &Someone, contact: &Value) -> Answer {
    person.ask("POST", &at(contact, "/confirmation"), &[], &json!({}))
}

/// Gives a code back.
pub fn give(person: &Someone, contact: &Value, code: &str) -> Answer {
    person.ask("PUT", &at(contact, "/confirmation"), &[], &json!({ "code": code }))
}

/// The newest message with a code to an address, once there are as many as this.
pub fn message(server: &Server, address: &str, count: usize) -> Value {
    received(server, address, "confirm_contact", count)[0].clone()
}

/// Asks for the code of a contact for the first time; gives the message that came.
pub fn ask_and_receive(server: &Server, person: &Someone, contact: &Value) -> Value {
    let answer = ask_for_code(person, contact);
    assert_eq!(answer.status, 202, "{}", answer.text());
    message(server, contact["address"].as_str().expect("an address"), 1)
}

/// The code in a message.
pub fn code_in(message: &Value) -> String {
    message["code"].as_str().expect("a code").to_owned()
}

/// A contact that its holder confirmed.
pub fn confirmed(server: &Server, person: &Someone, channel: &str, address: &str) -> Value {
    let contact = add(person, channel, address);
    let code = code_in(&ask_and_receive(server, person, &contact));
    let answer = give(person, &contact, &code);
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// A code that is not this one.
fn other_than(code: &str) -> String {
    format!("{}{}", if code.starts_with('0') { '1' } else { '0' }, &code[1..])
}

#[track_caller]
fn assert_code(answer: &Answer, code: &str) -> Value {
    let refusal = answer.assert_refused("invalid", 422);
    assert_eq!(refusal["fields"]["code"]["code"], code, "{refusal}");
    refusal["fields"]["code"]["tries_left"].clone()
}

#[test]
fn the_code_that_the_holder_was_sent_confirms_the_contact() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let contact = add(&alice, "email", "on-call@example.org");
    assert_code(&give(&alice, &contact, "123456"), "code_expired");
    let sent = ask_for_code(&alice, &contact);
    assert_eq!(sent.status, 202, "{}", sent.text());
    let sent = sent.json();
    assert_eq!((&sent["tries_left"], &sent["sends_left"], &sent["link"]), (&json!(5), &json!(5), &json!(null)));
    let minute = |text: &Value| text.as_str().expect("a time")[14..16].parse::<i64>().expect("minutes");
    assert_eq!((minute(&sent["expires_at"]) - minute(&sent["sent_at"])).rem_euclid(60), 10);
    assert_eq!((minute(&sent["again_at"]) - minute(&sent["sent_at"])).rem_euclid(60), 1);
    let message = message(&server, "on-call@example.org", 1);
    assert_eq!(message["channel"], "email");
    let text = message["text"].as_str().expect("text");
    for part in ["Ada Lovelace", &code_in(&message), "/confirm/", "refuse", "do not know"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let awaiting = now(&alice, &contact);
    assert_eq!((&awaiting["code"], &awaiting["etag"]), (&sent, &contact["etag"]));
    assert_eq!(alice.get("/api/v1/contacts").json()["items"], json!([awaiting]));
    let code = code_in(&message);
    let confirmed = give(&alice, &contact, &format!(" {}-{} ", &code[..3], &code[3..]));
    assert_eq!(confirmed.status, 200, "{}", confirmed.text());
    let confirmed = confirmed.json();
    assert_eq!((&confirmed["state"], &confirmed["code"]), (&json!("confirmed"), &json!(null)));
    assert_eq!(now(&alice, &contact), confirmed);
}

#[test]
fn a_code_works_once_and_what_is_confirmed_is_sent_none() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let contact = add(&alice, "phone", "+48601000001");
    let code = code_in(&ask_and_receive(&server, &alice, &contact));
    assert_eq!(give(&alice, &contact, &code).status, 200);
    assert_code(&give(&alice, &contact, &code), "code_used");
    ask_for_code(&alice, &contact).assert_refused("conflict", 409);
    assert_eq!(now(&alice, &contact)["state"], "confirmed");
}

#[test]
fn a_code_runs_out_after_ten_minutes() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let contact = add(&alice, "email", "on-call@example.org");
    let code = code_in(&ask_and_receive(&server, &alice, &contact));
    server.set_clock_ahead(560);
    assert_eq!(assert_code(&give(&alice, &contact, &other_than(&code)), "code_wrong"), 4);
    server.set_clock_ahead(600);
    assert_code(&give(&alice, &contact, &code), "code_expired");
}

#[test]
fn of_wrong_codes_there_are_five_and_then_the_right_one_is_spent_too() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let contact = add(&alice, "email", "on-call@example.org");
    let code = code_in(&ask_and_receive(&server, &alice, &contact));
    for left in (1..=4).rev() {
        assert_eq!(assert_code(&give(&alice, &contact, &other_than(&code)), "code_wrong"), left);
        assert_eq!(now(&alice, &contact)["code"]["tries_left"], left);
    }
    assert_code(&give(&alice, &contact, &other_than(&code)), "code_spent");
    assert_code(&give(&alice, &contact, &code), "code_spent");
    assert_code(&give(&alice, &contact, "12345"), "malformed");
    // Another code may be tried anew; the first is none.
    server.set_clock_ahead(60);
    assert_eq!(ask_for_code(&alice, &contact).status, 202);
    let newer = code_in(&message(&server, "on-call@example.org", 2));
    assert_eq!(assert_code(&give(&alice, &contact, &other_than(&newer)), "code_wrong"), 4);
    assert_eq!(give(&alice, &contact, &newer).status, 200);
}

#[test]
fn an_account_guesses_thirty_codes_in_an_hour_over_all_its_contacts() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    for n in 0..6 {
        let contact = add(&alice, "email", &format!("on-call-{n}@example.org"));
        let code = code_in(&ask_and_receive(&server, &alice, &contact));
        for _ in 0..5 {
            give(&alice, &contact, &other_than(&code)).assert_refused("invalid", 422);
        }
    }
    let contact = add(&alice, "email", "last@example.org");
    let code = code_in(&ask_and_receive(&server, &alice, &contact));
    let refusal = give(&alice, &contact, &code).assert_refused("too_many", 429);
    assert!((1..=3_600).contains(&refusal["retry_after"].as_u64().expect("seconds")));
    // The refused try was none.
    assert_eq!(now(&alice, &contact)["code"]["tries_left"], 5);
}

#[test]
fn right_codes_use_up_no_guesses() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    for n in 0..31 {
        confirmed(&server, &alice, "email", &format!("on-call-{n}@example.org"));
    }
}

#[test]
fn codes_and_links_that_are_tried_count_with_the_other_tries_of_a_client() {
    let server = Server::start_with(&["--tries-per-address", "5"]);
    let alice = someone(&server, "alice@example.org");
    let contact = add(&alice, "email", "on-call@example.org");
    // Registration, confirmation and signing in were three.
    assert_code(&give(&alice, &contact, "123456"), "code_expired");
    let act = || server.ask("PUT", "/api/v1/confirmations/x", &[], &json!({ "act": "stop" }));
    act().assert_refused("invalid", 422);
    act().assert_refused("too_many", 429);
    give(&alice, &contact, "123456").assert_refused("too_many", 429);
    server.get("/api/v1/confirmations/x").assert_refused("invalid", 422);
}

#[test]
fn an_edited_address_makes_the_old_code_dead_and_a_message_that_waits_goes_nowhere() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let contact = add(&alice, "email", "tpyo@example.org");
    let code = code_in(&ask_and_receive(&server, &alice, &contact));
    let mended = change(&alice, "PUT", &contact, "", &json!({ "channel": "email", "address": "typo@example.org" }));
    assert_eq!(mended.status, 200, "{}", mended.text());
    assert_eq!((&mended.json()["state"], &mended.json()["code"]), (&json!("awaiting_confirmation"), &json!(null)));
    assert_code(&give(&alice, &contact, &code), "code_expired");
    // The mended address waits for nothing.
    assert_eq!(ask_for_code(&alice, &contact).status, 202);
    assert_eq!(give(&alice, &contact, &code_in(&message(&server, "typo@example.org", 1))).status, 200);
    assert_eq!(received(&server, "tpyo@example.org", "confirm_contact", 1).len(), 1);
}

#[test]
fn a_message_that_waits_says_nothing_to_an_address_that_was_edited_removed_or_asked_anew() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let outbox = server.data().join("outbox");
    fs::rename(&outbox, server.data().join("moved")).expect("it moves");
    fs::write(&outbox, "in the way").expect("a file");
    let [edited, removed, again]: [Value; 3] =
        ["tpyo", "removed", "again"].map(|name| add(&alice, "email", &format!("{name}@example.org")));
    for contact in [&edited, &removed, &again] {
        assert_eq!(ask_for_code(&alice, contact).status, 202);
    }
    let form = json!({ "channel": "email", "address": "typo@example.org" });
    assert_eq!(change(&alice, "PUT", &edited, "", &form).status, 200);
    assert_eq!(change(&alice, "DELETE", &removed, "", &json!({})).status, 204);
    server.set_clock_ahead(60);
    for contact in [&again, &edited] {
        assert_eq!(ask_for_code(&alice, contact).status, 202);
    }
    fs::remove_file(&outbox).expect("it is out of the way");
    server.set_clock_ahead(300);
    received(&server, "typo@example.org", "confirm_contact", 1);
    assert_eq!(received(&server, "again@example.org", "confirm_contact", 1).len(), 1, "of two that waited");
    // Messages go out in order: once the last one is there, no more will come of those before.
    let last = add(&alice, "email", "last@example.org");
    ask_and_receive(&server, &alice, &last);
    let items = server.get("/outbox.json").json();
    let mut to: Vec<_> = items["items"].as_array().expect("a list").iter().map(|item| item["to"].clone()).collect();
    to.sort_by_key(Value::to_string);
    assert_eq!(to, ["again@example.org", "last@example.org", "typo@example.org"]);
    assert_eq!(give(&alice, &again, &code_in(&message(&server, "again@example.org", 1))).status, 200);
}

#[test]
fn an_address_that_the_mail_server_refuses_says_so_beside_the_contact_which_goes_on_waiting() {
    let post = MailServer::start(&["250 2.0.0 taken", "550 5.1.1 no such mailbox"]);
    let server = post.serve();
    server.ask("POST", "/api/v1/accounts", &[], &registration("alice@example.org", "Ada"));
    let mail = post.taken(1).remove(0);
    let token = mail.text().lines().find_map(|line| Some(line.split_once("/confirm-email/")?.1.to_owned()));
    assert_eq!(confirm(&server, &token.expect("a link")).status, 204);
    let alice = returning(&server, &sign_in(&server, "alice@example.org", PASSWORD));
    let contact = add(&alice, "email", "nobody@example.org");
    assert_eq!(ask_for_code(&alice, &contact).status, 202);
    let failed = eventually("the reason", || {
        let contact = now(&alice, &contact);
        (!contact["reason"].is_null()).then_some(contact)
    });
    assert_eq!((&failed["state"], &failed["reason"]["code"]), (&json!("awaiting_confirmation"), &json!("provider")));
    assert!(failed["reason"]["said"].as_str().expect("words").contains("no such mailbox"), "{failed}");
    // The typing error is mended on the spot, on the version that the page has.
    let form = json!({ "channel": "email", "address": "somebody@example.org" });
    let mended = change(&alice, "PUT", &contact, "", &form);
    assert_eq!((mended.status, &mended.json()["reason"]), (200, &json!(null)));
    assert!(!server.log().contains("nobody@example.org"));
}

#[test]
fn a_confirmed_contact_whose_address_is_edited_has_to_be_confirmed_anew() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let contact = confirmed(&server, &alice, "phone", "+48601000001");
    let form = json!({ "channel": "phone", "address": "+48601000002" });
    let edited = change(&alice, "PUT", &contact, "", &form).json();
    assert_eq!(edited["state"], "awaiting_confirmation");
    let back = change(&alice, "PUT", &edited, "", &json!({ "channel": "phone", "address": "+48601000001" })).json();
    assert_eq!(back["state"], "awaiting_confirmation", "also when it is edited back");
}

#[test]
fn two_tabs_that_confirm_at_once_are_both_answered_calmly() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let contact = add(&alice, "email", "on-call@example.org");
    let code = code_in(&ask_and_receive(&server, &alice, &contact));
    let answers: Vec<Answer> = thread::scope(|scope| {
        let tabs: Vec<_> = (0..4).map(|_| scope.spawn(|| give(&alice, &contact, &code))).collect();
        tabs.into_iter().map(|tab| tab.join().expect("an answer")).collect()
    });
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        assert_code(answer, "code_used");
    }
    assert_eq!(now(&alice, &contact)["state"], "confirmed");
    let evidence = alice.get("/api/v1/evidence").json().to_string();
    assert_eq!(evidence.matches("contact_confirmed").count(), 1);
}

#[test]
fn what_went_out_is_disclosed_and_what_the_holder_said_is_evidence() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    confirmed(&server, &alice, "telegram", "@ada_lovelace");
    let disclosure = eventually("the disclosure", || {
        let newest = alice.get("/api/v1/disclosures?limit=1").json()["items"][0].clone();
        (newest["purpose"] == "confirm_contact" && newest["state"] == "sent").then_some(newest)
    });
    assert_eq!(disclosure["recipient"], "outbox");
    assert_eq!(disclosure["fields"], json!(["contact.address", "first_name", "last_name"]));
    let evidence = alice.get("/api/v1/evidence").json();
    let newest = evidence["items"].as_array().expect("entries").last().expect("an entry")["text"].to_string();
    for part in ["contact_confirmed", "telegram", "@ada_lovelace", "code"] {
        assert!(newest.contains(part), "{part}: {newest}");
    }
}

#[test]
fn a_message_is_in_the_language_of_the_contact_and_short_where_it_is_no_mail() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let form = json!({ "channel": "phone", "address": "+48601000001", "language": "pl" });
    let contact = alice.ask("POST", "/api/v1/contacts", &[], &form).json();
    let text = ask_and_receive(&server, &alice, &contact)["text"].as_str().expect("text").to_owned();
    assert!(text.contains("Odpisz STOP") && text.contains("Ada Lovelace") && text.lines().count() == 1, "{text}");
}
