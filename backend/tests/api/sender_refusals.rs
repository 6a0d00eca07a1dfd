//! The program with its senders: what goes out, what becomes of a refusal, and what stays secret.

use serde_json::{Value, json};

use crate::bot_api::{self, BotApi};
use crate::contact_codes::{ask_for_code, give};
use crate::contacts::{add, now};
use crate::mail_server::MailServer;
use crate::people::someone;
use crate::sender_outcomes::code_in;
use crate::server::{Server, eventually};
use crate::sms_gateway::{self, BUSY, KEY, UNKNOWN};

fn start(options: &[String]) -> Server {
    Server::start_with(&options.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn a_code_reaches_the_phone_by_the_gateway_and_confirms_it() {
    let gateway = sms_gateway::start();
    let server = start(&sms_gateway::options(&gateway));
    let alice = someone(&server, "alice@example.org");
    let contact = add(&alice, "phone", "+48601000001");
    assert_eq!(ask_for_code(&alice, &contact).status, 202);
    let asked = gateway.asked(1).remove(0);
    assert_eq!(asked.header("authorization"), format!("Bearer {KEY}"));
    let message = &asked.json()["messages"][0];
    assert_eq!(message["to"], "+48601000001");
    assert_eq!(give(&alice, &contact, &code_in(message["text"].as_str().expect("text"))).json()["state"], "confirmed");
    // Mail is not configured here, and goes to the outbox as before.
    assert_eq!(server.messages(1)[0]["channel"], "email");
    let disclosed = eventually("the disclosure is settled", || {
        let items = alice.get("/api/v1/disclosures").json()["items"].clone();
        let of_contact = items.as_array()?.iter().find(|item| item["purpose"] == "confirm_contact")?.clone();
        (of_contact["state"] == "sent").then_some(of_contact)
    });
    assert_eq!(disclosed["recipient"], "127.0.0.1");
}

#[test]
fn a_number_that_the_gateway_refuses_says_so_at_the_contact() {
    let gateway = sms_gateway::start();
    let server = start(&sms_gateway::options(&gateway));
    let alice = someone(&server, "alice@example.org");
    let contact = add(&alice, "phone", UNKNOWN);
    assert_eq!(ask_for_code(&alice, &contact).status, 202);
    let refused = eventually("the refusal is at the contact", || {
        let contact = now(&alice, &contact);
        contact["reason"].is_object().then_some(contact)
    });
    assert_eq!(refused["state"], "awaiting_confirmation");
    let said = format!("Unknown subscriber {UNKNOWN} for key …: …");
    assert_eq!(refused["reason"], json!({ "code": "provider", "said": said }));
    assert_eq!(gateway.asked(1).len(), 1, "it is not tried again");
}

#[test]
fn a_gateway_that_asks_to_wait_is_left_alone_so_long() {
    let gateway = sms_gateway::start();
    let server = start(&sms_gateway::options(&gateway));
    let alice = someone(&server, "alice@example.org");
    let contact = add(&alice, "phone", BUSY);
    assert_eq!(ask_for_code(&alice, &contact).status, 202);
    eventually("the wait is noted", || server.log().contains("a message waits for another try").then_some(()));
    // The first wait of ours would be over after 6 seconds; the gateway said 40.
    server.set_clock_ahead(38);
    eventually("the worker has looked", || server.log().contains("PUT").then_some(()));
    assert_eq!(gateway.asked(1).len(), 1);
    server.set_clock_ahead(42);
    let ids: Vec<Value> =
        gateway.asked(2).iter().map(|asked| asked.json()["messages"][0]["reference"].clone()).collect();
    assert_eq!(ids[0], ids[1], "the same message to the gateway");
    assert_eq!(now(&alice, &contact)["reason"], Value::Null);
}

#[test]
fn an_address_that_the_mail_server_refuses_says_so_at_the_contact() {
    let post = MailServer::refusing_receiver("gone@example.org", "550 5.1.1 no such user");
    let server = post.serve();
    let link = |mail: &crate::mail_server::Mail| {
        let text = mail.text();
        let link = text.lines().find(|line| line.contains("/confirm-email/")).expect("a link").to_owned();
        link.rsplit('/').next().expect("a token").to_owned()
    };
    let form = crate::people::registration("alice@example.org", "Ada");
    server.ask("POST", "/api/v1/accounts", &[], &form);
    assert_eq!(crate::people::confirm(&server, &link(&post.taken(1)[0])).status, 204);
    let signed_in = crate::people::sign_in(&server, "alice@example.org", crate::people::PASSWORD);
    let alice = crate::people::returning(&server, &signed_in);
    let contact = add(&alice, "email", "gone@example.org");
    assert_eq!(ask_for_code(&alice, &contact).status, 202);
    let reason = eventually("the refusal is at the contact", || {
        let contact = now(&alice, &contact);
        contact["reason"].is_object().then(|| contact["reason"].clone())
    });
    assert_eq!(reason, json!({ "code": "provider", "said": "550 5.1.1 no such user" }));
}

#[test]
fn no_secret_and_nobody_is_in_the_log_however_much_is_logged() {
    let (gateway, api) = (sms_gateway::start(), BotApi::start());
    let options = [sms_gateway::options(&gateway), api.options()].concat();
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let server = Server::start_logging("trace", &options);
    let alice = someone(&server, "alice@example.org");
    for number in ["+48601000001", UNKNOWN, BUSY] {
        let contact = add(&alice, "phone", number);
        assert_eq!(ask_for_code(&alice, &contact).status, 202);
    }
    let code = code_in(gateway.asked(3)[0].json()["messages"][0]["text"].as_str().expect("text"));
    let contact = add(&alice, "telegram", "@ada_lovelace");
    let link = ask_for_code(&alice, &contact).json()["link"].as_str().expect("a link").to_owned();
    let token = link.rsplit('=').next().expect("a token");
    let update = json!({
        "update_id": 1,
        "message": {
            "message_id": 1, "date": 1, "text": format!("/start {token}"), "chat": { "id": 987_654_321, "type": "private" },
            "from": { "id": 987_654_321, "is_bot": false, "first_name": "Ada", "username": "ada_lovelace" },
        },
    });
    let headers = [("Content-Type", "application/json"), ("X-Telegram-Bot-Api-Secret-Token", bot_api::SECRET)];
    let answer = server.send("POST", "/api/v1/webhooks/telegram", &headers, update.to_string().as_bytes());
    assert_eq!(answer.status, 200);
    eventually("a refusal is noted", || server.log().contains("a message was given up").then_some(()));
    let log = server.log();
    assert!(log.contains("the SMS gateway said 400") && log.contains("TRACE"), "there is a log");
    let planted = [
        KEY,
        sms_gateway::SECRET,
        "planted-telegram-token",
        bot_api::SECRET,
        "601000001",
        "601000009",
        "601000008",
        &code,
        token,
        "ada_lovelace",
        "987654321",
        "Unknown subscriber",
    ];
    for text in planted {
        let found = log.lines().find(|line| line.contains(text));
        assert!(found.is_none(), "{text}: {found:?}");
    }
}
