//! What becomes of a delivery and its contact by what the provider says, at once or later by a receipt.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

use crate::bot_api::BotApi;
use crate::contact_codes::{self, ask_for_code, give};
use crate::contacts::{add, at, now};
use crate::mail_server::MailServer;
use crate::people::{self, Someone, someone};
use crate::provider::{Provider, Says};
use crate::server::{Server, eventually};
use crate::sms_gateway;
use crate::webhooks_sms::{post, sign};
use crate::webhooks_telegram::{ADA, confirmed, write};

/// The code in a text.
pub fn code_in(text: &str) -> String {
    text.split(|sign: char| !sign.is_ascii_digit()).find(|digits| digits.len() == 6).expect("a code").to_owned()
}

/// The newest delivery of a contact.
fn newest(person: &Someone, contact: &Value) -> Value {
    person.get(&at(contact, "/deliveries")).json()["items"][0].clone()
}

/// Sends a test message; gives the delivery.
fn test(person: &Someone, contact: &Value) -> Value {
    let answer = person.ask("POST", &at(contact, "/test"), &[], &json!({}));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn state_and_reason(of: &Value) -> (Value, Value) {
    (of["state"].clone(), of["reason"].clone())
}

/// A contact by SMS that its holder confirmed.
fn by_sms(gateway: &Provider, person: &Someone, number: &str) -> Value {
    let contact = add(person, "phone", number);
    let before = gateway.asked(0).len();
    assert_eq!(ask_for_code(person, &contact).status, 202);
    let text = gateway.asked(before + 1)[before].json()["messages"][0]["text"].as_str().expect("text").to_owned();
    let answer = give(person, &contact, &code_in(&text));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn start(options: &[String]) -> Server {
    Server::start_with(&options.iter().map(String::as_str).collect::<Vec<_>>())
}

fn receipt(server: &Server, body: &Value) -> u16 {
    let body = body.to_string();
    post(server, &sign(sms_gateway::SECRET, &body), &body).status
}

#[test]
fn a_receipt_says_that_an_sms_arrived_or_why_it_did_not() {
    let gateway = sms_gateway::start();
    let server = start(&sms_gateway::options(&gateway));
    let alice = someone(&server, "alice@example.org");
    let contact = by_sms(&gateway, &alice, "+48601000001");
    assert_eq!(state_and_reason(&test(&alice, &contact)), (json!("sent"), json!(null)));
    let id = gateway.asked(2)[1].json()["messages"][0]["reference"].clone();

    for nothing in
        [json!({ "id": "unknown", "state": "delivered" }), json!({ "id": "unknown", "state": "failed", "reason": "x" })]
    {
        assert_eq!(receipt(&server, &nothing), 204);
    }
    for malformed in [json!({ "id": id, "state": "lost" }), json!({ "id": id }), json!({ "state": "delivered" })] {
        assert_eq!(receipt(&server, &malformed), 400);
    }
    let body = json!({ "id": id, "state": "delivered" }).to_string();
    post(&server, &sign("another secret", &body), &body).assert_refused("signed_out", 401);
    assert_eq!(newest(&alice, &contact)["state"], "sent");

    assert_eq!(receipt(&server, &json!({ "id": id, "state": "delivered", "reason": null })), 204);
    assert_eq!(newest(&alice, &contact)["state"], "delivered");
    // What is known to have arrived is not lost by a late word.
    assert_eq!(receipt(&server, &json!({ "id": id, "state": "failed", "reason": "too late" })), 204);
    assert_eq!(newest(&alice, &contact)["state"], "delivered");
    assert_eq!(now(&alice, &contact)["state"], "confirmed");

    test(&alice, &contact);
    let id = gateway.asked(3)[2].json()["messages"][0]["reference"].clone();
    assert_eq!(receipt(&server, &json!({ "id": id, "state": "failed", "reason": "Absent\nsubscriber\u{7}" })), 204);
    assert_eq!(state_and_reason(&newest(&alice, &contact)), (json!("failed"), json!("Absent subscriber")));
    let failing = now(&alice, &contact);
    assert_eq!(
        (&failing["state"], &failing["reason"]),
        (&json!("failing"), &json!({ "code": "provider", "said": "Absent subscriber" }))
    );
}

#[test]
fn a_number_that_the_gateway_no_longer_takes_is_failing_with_its_words() {
    let is_gone = Arc::new(AtomicBool::new(false));
    let gone = is_gone.clone();
    let gateway = Provider::start(move |_| {
        if gone.load(Ordering::SeqCst) {
            Says::json(400, &json!({ "error": "Number ported away" }))
        } else {
            Says::json(202, &json!({}))
        }
    });
    let server = start(&sms_gateway::options(&gateway));
    let alice = someone(&server, "alice@example.org");
    let contact = by_sms(&gateway, &alice, "+48601000001");
    is_gone.store(true, Ordering::SeqCst);
    assert_eq!(state_and_reason(&test(&alice, &contact)), (json!("failed"), json!("Number ported away")));
    let reason = json!({ "code": "provider", "said": "Number ported away" });
    assert_eq!(state_and_reason(&now(&alice, &contact)), (json!("failing"), reason));
    // A test that gets through brings it back.
    is_gone.store(false, Ordering::SeqCst);
    assert_eq!(test(&alice, &contact)["state"], "sent");
    assert_eq!(state_and_reason(&now(&alice, &contact)), (json!("confirmed"), json!(null)));
}

#[test]
fn a_test_message_reaches_the_chat_and_says_when_the_bot_is_blocked() {
    let api = BotApi::start();
    api.meet(ADA);
    let server = start(&api.options());
    let alice = someone(&server, "alice@example.org");
    let contact = confirmed(&server, &alice, 1);
    let delivery = test(&alice, &contact);
    assert_eq!((&delivery["state"], &delivery["by"]), (&json!("sent"), &json!("127.0.0.1")));
    let sent = api.asked(1)[0].json();
    assert_eq!(sent["chat_id"], json!(ADA));
    assert_ne!(sent["text"].as_str().expect("text"), "");

    api.flood(ADA);
    let delivery = test(&alice, &contact);
    assert_eq!(state_and_reason(&delivery), (json!("retried"), json!("Too Many Requests: retry after 7")));
    server.set_clock_ahead(20);
    eventually("it is tried again", || (newest(&alice, &contact)["state"] == "sent").then_some(()));

    api.block(ADA);
    let delivery = test(&alice, &contact);
    assert_eq!(state_and_reason(&delivery), (json!("failed"), json!("Forbidden: bot was blocked by the user")));
    let reason = json!({ "code": "bot_blocked", "said": null });
    assert_eq!(state_and_reason(&now(&alice, &contact)), (json!("opted_out"), reason));
    alice.ask("POST", &at(&contact, "/test"), &[], &json!({})).assert_refused("conflict", 409);
}

#[test]
fn who_was_confirmed_before_there_was_a_bot_is_reached_once_they_start_it() {
    let mut server = Server::start();
    let cookie = {
        let alice = someone(&server, "alice@example.org");
        contact_codes::confirmed(&server, &alice, "telegram", "@ada_lovelace");
        add(&alice, "telegram", "@grace_hopper");
        alice.cookie
    };
    let api = BotApi::start();
    server.restart_with(&api.options());
    let alice = Someone::of(&server, cookie);
    let contacts = alice.get("/api/v1/contacts?sort=name").json()["items"].clone();
    let (ada, grace) = (&contacts[0], &contacts[1]);
    assert_eq!(test(&alice, ada)["state"], "failed", "the bot cannot write first");
    assert_eq!(now(&alice, ada)["state"], "failing");
    api.meet(ADA);
    write(&server, 1, ADA, "Ada_Lovelace", "/start");
    assert_eq!(test(&alice, ada)["state"], "sent");
    assert_eq!(now(&alice, ada)["state"], "confirmed");
    // Who has not confirmed yet is not reached by that.
    write(&server, 2, 77, "grace_hopper", "/start");
    assert_eq!(now(&alice, grace)["state"], "awaiting_confirmation");
}

#[test]
fn a_chat_that_is_gone_is_failing() {
    let api = BotApi::start();
    let server = start(&api.options());
    let alice = someone(&server, "alice@example.org");
    let contact = confirmed(&server, &alice, 1);
    assert_eq!(state_and_reason(&test(&alice, &contact)), (json!("failed"), json!("Bad Request: chat not found")));
    let reason = json!({ "code": "provider", "said": "Bad Request: chat not found" });
    assert_eq!(state_and_reason(&now(&alice, &contact)), (json!("failing"), reason));
}

#[test]
fn a_mailbox_that_is_gone_is_failing_with_the_code_that_the_server_said() {
    let post = MailServer::start(&["250 well", "250 well", "550 5.1.1 no such user"]);
    let server = post.serve();
    server.ask("POST", "/api/v1/accounts", &[], &people::registration("alice@example.org", "Ada"));
    let text = post.taken(1)[0].text();
    let token = text.lines().find(|line| line.contains("/confirm-email/")).and_then(|link| link.rsplit('/').next());
    assert_eq!(people::confirm(&server, token.expect("a token")).status, 204);
    let alice = people::returning(&server, &people::sign_in(&server, "alice@example.org", people::PASSWORD));
    let contact = add(&alice, "email", "on-call@example.org");
    assert_eq!(ask_for_code(&alice, &contact).status, 202);
    let text = post.taken(2)[1].text();
    let code = text.lines().find(|line| line.len() == 6 && line.bytes().all(|byte| byte.is_ascii_digit()));
    assert_eq!(give(&alice, &contact, code.expect("a code")).json()["state"], "confirmed");
    assert_eq!(state_and_reason(&test(&alice, &contact)), (json!("failed"), json!("550 5.1.1 no such user")));
    let reason = json!({ "code": "provider", "said": "550 5.1.1 no such user" });
    assert_eq!(state_and_reason(&now(&alice, &contact)), (json!("failing"), reason));
    assert!(!server.log().contains("on-call@example.org"), "{}", server.log());
}
