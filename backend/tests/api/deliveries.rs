//! The delivery log, the test message, and what providers say: dead contacts, later tries, slow ones.

use std::net::TcpListener;

use serde_json::{Value, json};

use crate::contact_codes::{ask_for_code, confirmed, give};
use crate::contacts::{add, at, now};
use crate::dispatch::{ask_to_tell, event, log, log_with, states, tell};
use crate::mail_server::MailServer;
use crate::people::{PASSWORD, Someone, confirm, received, registration, returning, sign_in, someone};
use crate::server::{Server, eventually};

const ALICE: &str = "alice@example.org";
const DAY: i64 = 24 * 60 * 60;

/// Sends a test message; gives the delivery.
fn test(person: &Someone, contact: &Value) -> Value {
    let answer = person.ask("POST", &at(contact, "/test"), &[], &json!({}));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// The newest mail to an address, once there is one.
fn mail_to(post: &MailServer, address: &str) -> String {
    eventually("a mail", || {
        post.tries().iter().rev().find(|mail| mail.to == address).map(crate::mail_server::Mail::text)
    })
}

/// Alice, who registered by mail.
pub fn alice_by_mail<'a>(server: &'a Server, post: &MailServer, email: &str) -> Someone<'a> {
    assert_eq!(server.ask("POST", "/api/v1/accounts", &[], &registration(email, "Ada")).status, 202);
    let text = mail_to(post, email);
    let token = text.lines().find_map(|line| Some(line.split_once("/confirm-email/")?.1)).expect("a link");
    assert_eq!(confirm(server, token).status, 204);
    returning(server, &sign_in(server, email, PASSWORD))
}

/// A contact that was confirmed by mail.
pub fn confirmed_by_mail(person: &Someone, post: &MailServer, address: &str) -> Value {
    let contact = add(person, "email", address);
    assert_eq!(ask_for_code(person, &contact).status, 202);
    let text = mail_to(post, address);
    let is_code = |line: &&str| {
        let digits: String = line.chars().filter(|sign| !sign.is_whitespace()).collect();
        digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let code = text.lines().find(is_code).unwrap_or_else(|| panic!("no code: {text}"));
    let answer = give(person, &contact, code.trim());
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[test]
fn a_test_message_goes_out_at_once_and_its_answer_says_what_became_of_it() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let contact = confirmed(&server, &alice, "email", "on-call@example.org");
    let sent = test(&alice, &contact);
    assert_eq!(
        (&sent["kind"], &sent["state"], &sent["by"], &sent["tries"], &sent["monitor"]),
        (&json!("test"), &json!("sent"), &json!("outbox"), &json!(1), &json!(""))
    );
    let message = received(&server, "on-call@example.org", "test", 1).remove(0);
    assert_eq!(message["subject"], "A test message of HostTracker");
    assert_eq!(log(&alice, &contact), [sent]);
    let awaiting = add(&alice, "email", "awaiting@example.org");
    alice.ask("POST", &at(&awaiting, "/test"), &[], &json!({})).assert_refused("conflict", 409);
    // A pause of the customer's own is no reason.
    let pause = json!({ "items": [{ "id": contact["id"], "etag": contact["etag"] }], "change": { "action": "pause" } });
    assert_eq!(alice.ask("PATCH", "/api/v1/contacts", &[], &pause).status, 200);
    assert_eq!(test(&alice, &contact)["state"], "sent");
}

#[test]
fn a_log_is_paged_the_newest_first_and_nobody_elses() {
    let server = Server::start();
    let (alice, bob) = (someone(&server, ALICE), someone(&server, "bob@example.org"));
    let contact = confirmed(&server, &alice, "email", "on-call@example.org");
    for number in 0..5 {
        tell(&server, &event(&server, ALICE, "alert_down", &format!("shop {number}")));
    }
    let all = log_with(&alice, &contact, "sent", 5);
    let monitors: Vec<_> = all.iter().map(|delivery| delivery["monitor"].as_str().expect("a name")).collect();
    assert_eq!(monitors, ["shop 4", "shop 3", "shop 2", "shop 1", "shop 0"]);
    let mut pages = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = alice.get(&at(&contact, &format!("/deliveries?limit=2{cursor}"))).json();
        pages.extend(page["items"].as_array().expect("a list").clone());
        let Some(next) = page["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(pages, all);
    for path in ["/deliveries", "/test"] {
        let method = if path == "/test" { "POST" } else { "GET" };
        bob.ask(method, &at(&contact, path), &[], &json!({})).assert_refused("not_found", 404);
        server.ask(method, &at(&contact, path), &[], &json!({})).assert_refused("signed_out", 401);
        let nothing = json!({ "id": "nothing" });
        alice.ask(method, &at(&nothing, path), &[], &json!({})).assert_refused("not_found", 404);
    }
    for query in ["?limit=0", "?limit=201", "?cursor=x", "?colour=red"] {
        alice.get(&at(&contact, &format!("/deliveries{query}"))).assert_refused("malformed", 400);
    }
}

#[test]
fn a_log_is_kept_for_ninety_days() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let contact = confirmed(&server, &alice, "email", "on-call@example.org");
    let mut down = event(&server, ALICE, "alert_down", "shop");
    down["id"] = json!("one");
    tell(&server, &down);
    log_with(&alice, &contact, "sent", 1);
    server.set_clock_ahead(89 * DAY);
    let alice = returning(&server, &sign_in(&server, ALICE, PASSWORD));
    tell(&server, &event(&server, ALICE, "alert_up", "shop"));
    assert_eq!(states(&log_with(&alice, &contact, "sent", 2)), ["sent", "sent"]);
    server.set_clock_ahead(90 * DAY + 3600);
    let alice = returning(&server, &sign_in(&server, ALICE, PASSWORD));
    eventually("the older one is erased", || (log(&alice, &contact).len() == 1).then_some(()));
    // What is forgotten is news again.
    assert_eq!(tell(&server, &down), 1);
}

#[test]
fn a_dead_contact_fails_with_the_providers_reason_and_a_test_that_arrives_revives_it() {
    // The first two are the messages that confirm the address of the account and the contact.
    let post = MailServer::start(&["250 taken", "250 taken", "550 5.1.1 No such user here", "550 5.1.1 Still none"]);
    let server = post.serve();
    let alice = alice_by_mail(&server, &post, ALICE);
    let contact = confirmed_by_mail(&alice, &post, "on-call@example.org");
    assert_eq!(tell(&server, &event(&server, ALICE, "alert_down", "shop")), 1);
    let failed = log_with(&alice, &contact, "failed", 1).remove(0);
    let reason = failed["reason"].as_str().expect("a reason");
    assert!(reason.contains("550") && reason.contains("No such user here"), "{reason}");
    assert_eq!((&failed["by"], &failed["tries"]), (&json!("127.0.0.1"), &json!(1)));
    let failing = eventually("the contact fails", || {
        let contact = now(&alice, &contact);
        (contact["state"] == "failing").then_some(contact)
    });
    assert_eq!((&failing["reason"]["code"], failing["reason"]["said"].as_str()), (&json!("provider"), Some(reason)));
    // It is not told of anything until it is known to live.
    assert_eq!(tell(&server, &event(&server, ALICE, "alert_up", "shop")), 0);
    assert_eq!(test(&alice, &contact)["state"], "failed");
    assert_eq!(now(&alice, &contact)["state"], "failing");
    assert_eq!(test(&alice, &contact)["state"], "sent");
    let revived = eventually("it is confirmed again", || {
        let contact = now(&alice, &contact);
        (contact["state"] == "confirmed").then_some(contact)
    });
    assert_eq!(revived["reason"], json!(null));
    assert_eq!(tell(&server, &event(&server, ALICE, "alert_down", "shop")), 1);
    log_with(&alice, &contact, "sent", 2);
    let disclosures = alice.get("/api/v1/disclosures").json();
    let of_alerts = disclosures["items"].as_array().expect("a list").iter();
    let of_alerts: Vec<_> = of_alerts.filter(|item| item["purpose"] == "alert_down").collect();
    assert_eq!((&of_alerts[0]["state"], &of_alerts[1]["state"]), (&json!("sent"), &json!("failed")));
}

#[test]
fn a_provider_that_asks_to_wait_is_tried_again_with_the_same_message() {
    let post = MailServer::start(&["250 taken", "250 taken", "451 4.7.1 Later", "451 4.7.1 Later"]);
    let server = post.serve();
    let alice = alice_by_mail(&server, &post, ALICE);
    let contact = confirmed_by_mail(&alice, &post, "on-call@example.org");
    tell(&server, &event(&server, ALICE, "alert_down", "shop"));
    let retried = log_with(&alice, &contact, "retried", 1).remove(0);
    assert!(retried["reason"].as_str().expect("a reason").contains("451"), "{retried}");
    // 5 seconds after the first try, 10 after the second, and up to a quarter more.
    server.set_clock_ahead(7);
    eventually("the second try", || (log(&alice, &contact)[0]["tries"] == 2).then_some(()));
    server.set_clock_ahead(7 + 14);
    let sent = log_with(&alice, &contact, "sent", 1).remove(0);
    assert_eq!((&sent["tries"], &sent["reason"]), (&json!(3), &json!(null)));
    let tries = post.tries().split_off(2);
    assert_eq!(tries.len(), 3);
    assert!(tries.iter().all(|mail| mail.header("Message-ID") == tries[0].header("Message-ID")));
    assert_eq!(now(&alice, &contact)["state"], "confirmed");
    assert!(!server.log().contains("on-call@example.org"), "{}", server.log());
}

#[test]
fn a_message_that_cannot_be_delivered_for_a_day_is_given_up_and_its_contact_stays() {
    let post = MailServer::start(&["250 taken", "250 taken", "451 4.7.1 Later", "451 4.7.1 Later"]);
    let server = post.serve();
    let alice = alice_by_mail(&server, &post, ALICE);
    let contact = confirmed_by_mail(&alice, &post, "on-call@example.org");
    tell(&server, &event(&server, ALICE, "alert_down", "shop"));
    log_with(&alice, &contact, "retried", 1);
    server.set_clock_ahead(DAY + 60);
    log_with(&alice, &contact, "failed", 1);
    assert_eq!(now(&alice, &contact)["state"], "confirmed", "the mail server was away, not the contact");
}

#[test]
fn a_provider_that_does_not_answer_holds_up_no_other_channel() {
    let mut server = Server::start();
    let alice = someone(&server, ALICE);
    let mail = confirmed(&server, &alice, "email", "on-call@example.org");
    let phone = confirmed(&server, &alice, "phone", "+48601000001");
    let cookie = alice.cookie.clone();
    // Connections are made, and nobody ever speaks.
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("smtp://{}", silent.local_addr().expect("an address"));
    let options = ["--smtp-url", &url, "--mail-from", "HostTracker <account@example.org>"];
    server.restart_with(&options.map(str::to_owned));
    let alice = Someone::of(&server, cookie);
    for number in 0..12 {
        tell(&server, &event(&server, ALICE, "alert_down", &format!("shop {number}")));
    }
    log_with(&alice, &phone, "sent", 10);
    assert!(log(&alice, &mail).iter().all(|delivery| delivery["state"] == "queued"));
    // More mail than one is under way meanwhile.
    silent.set_nonblocking(true).expect("a listener");
    let mut connections = Vec::new();
    eventually("several connections", || {
        connections.extend(silent.accept());
        (connections.len() > 1).then_some(())
    });
    assert_eq!(ask_to_tell(&server, &event(&server, ALICE, "alert_up", "shop 0")).status, 202);
}
