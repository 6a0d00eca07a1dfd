//! What Telegram posts: people who press *Start*, write commands, block the bot.

use hosttracker_backend::clock;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::bot_api::{BotApi, SECRET};
use crate::contact_codes::ask_for_code;
use crate::contacts::{add, ask_to_add, at, change, now};
use crate::people::{Someone, someone};
use crate::server::Server;

/// The id of Ada's chat.
pub const ADA: i64 = 4_503_599_627_370_495;

fn start(api: &BotApi) -> Server {
    let options = api.options();
    Server::start_with(&options.iter().map(String::as_str).collect::<Vec<_>>())
}

fn post(server: &Server, secret: &str, update: &Value) -> Answer {
    let headers = [("Content-Type", "application/json"), ("X-Telegram-Bot-Api-Secret-Token", secret)];
    server.send("POST", "/api/v1/webhooks/telegram", &headers, update.to_string().as_bytes())
}

/// A message to the bot, as Telegram posts it.
fn update(number: i64, chat: i64, username: Option<&str>, text: &str) -> Value {
    json!({
        "update_id": number,
        "message": {
            "message_id": number, "date": clock::now(), "text": text,
            "chat": { "id": chat, "type": "private", "username": username, "first_name": "Ada" },
            "from": { "id": chat, "is_bot": false, "first_name": "Ada", "username": username, "language_code": "pl" },
        },
    })
}

/// Somebody who writes to the bot: what it answers, empty for nothing.
pub fn write(server: &Server, number: i64, chat: i64, username: &str, text: &str) -> String {
    let answer = post(server, SECRET, &update(number, chat, Some(username), text));
    if answer.status == 204 {
        return String::new();
    }
    assert_eq!(answer.status, 200, "{}", answer.text());
    let reply = answer.json();
    assert_eq!((&reply["method"], &reply["chat_id"]), (&json!("sendMessage"), &json!(chat)));
    reply["text"].as_str().expect("text").to_owned()
}

/// The token of the one-tap link of a contact.
fn token(person: &Someone, contact: &Value) -> String {
    let sent = ask_for_code(person, contact);
    assert_eq!(sent.status, 202, "{}", sent.text());
    let link = sent.json()["link"].as_str().expect("a link").to_owned();
    let token = link.strip_prefix("https://t.me/HostTrackerBot?start=").expect("a link to the bot");
    assert!(token.len() <= 64 && token.bytes().all(|sign| sign.is_ascii_alphanumeric() || b"_-".contains(&sign)));
    token.to_owned()
}

/// A contact of Ada's that she confirmed with the update of this number.
pub fn confirmed(server: &Server, person: &Someone, number: i64) -> Value {
    let contact = add(person, "telegram", "@Ada_Lovelace");
    let said = write(server, number, ADA, "ada_lovelace", &format!("/start {}", token(person, &contact)));
    assert!(said.starts_with("Thank you, this chat is confirmed."), "{said}");
    let contact = now(person, &contact);
    assert_eq!(state(&contact), ("confirmed", None));
    contact
}

fn state(contact: &Value) -> (&str, Option<&str>) {
    (contact["state"].as_str().expect("a state"), contact["reason"]["code"].as_str())
}

#[test]
fn one_tap_confirms_for_whom_the_contact_names_and_for_nobody_else() {
    let api = BotApi::start();
    let server = start(&api);
    let alice = someone(&server, "alice@example.org");
    let contact = add(&alice, "telegram", "https://t.me/Ada_Lovelace");
    assert_eq!(contact["address"], "@Ada_Lovelace");
    let start = format!("/start {}", token(&alice, &contact));
    let awaiting = now(&alice, &contact);
    for (number, username) in [(1, Some("eve_example")), (2, Some("Ada_Lovelace_")), (3, None)] {
        let answer = post(&server, SECRET, &update(number, 666, username, &start));
        let said = answer.json()["text"].as_str().expect("text").to_owned();
        assert!(
            said.starts_with("Ten link jest dla kogoś o innej nazwie"),
            "in the language of their Telegram: {said}"
        );
        assert_eq!(now(&alice, &contact), awaiting);
    }
    let said = write(&server, 4, ADA, "ADA_lovelace", &start);
    assert!(said.starts_with("Thank you, this chat is confirmed."), "{said}");
    assert_eq!(state(&now(&alice, &contact)), ("confirmed", None));
    // A second press is a calm success; nobody else's is one.
    assert!(write(&server, 5, ADA, "ada_lovelace", &start).starts_with("Thank you"));
    assert!(write(&server, 6, 666, "eve_example", &start).starts_with("Ten link jest dla kogoś"));
    assert_eq!(
        write(&server, 7, 666, "eve_example", "/stop"),
        "Nikt stąd do Ciebie nie pisze. Kto będzie chciał, wyśle Ci link."
    );
    assert_eq!(state(&now(&alice, &contact)), ("confirmed", None));
    assert!(api.asked(0).is_empty(), "the bot wrote to nobody who had not written first");
}

#[test]
fn a_link_that_was_changed_replaced_or_has_run_out_confirms_nothing() {
    let api = BotApi::start();
    let server = start(&api);
    let alice = someone(&server, "alice@example.org");
    let contact = add(&alice, "telegram", "@ada_lovelace");
    let first = token(&alice, &contact);
    let dead = |number: i64, token: &str| {
        let said = write(&server, number, ADA, "ada_lovelace", &format!("/start {token}"));
        assert!(said.starts_with("Ten link już nie działa"), "{said}");
        assert_eq!(state(&now(&alice, &contact)), ("awaiting_confirmation", None));
    };
    let other = if first.ends_with('A') { "B" } else { "A" };
    for (number, token) in [(1, [&first[..63], other].concat()), (2, first[..63].to_owned()), (3, "x".to_owned())] {
        dead(number, &token);
    }
    server.set_clock_ahead(61);
    let second = token(&alice, &contact);
    dead(4, &first);
    server.set_clock_ahead(61 + 600);
    dead(5, &second);
    let third = token(&alice, &contact);
    // Another address is another holder.
    let moved =
        change(&alice, "PUT", &now(&alice, &contact), "", &json!({ "channel": "telegram", "address": "@eve_example" }));
    assert_eq!(moved.status, 200, "{}", moved.text());
    dead(6, &third);
}

#[test]
fn stop_and_start_hold_in_every_account_and_start_confirms_nothing() {
    let api = BotApi::start();
    let server = start(&api);
    let (alice, bob) = (someone(&server, "alice@example.org"), someone(&server, "bob@example.org"));
    let (of_alice, of_bob) = (confirmed(&server, &alice, 1), confirmed(&server, &bob, 2));
    assert_eq!(
        write(&server, 3, ADA, "ada_lovelace", "/stop"),
        "Nothing more will come here. If you change your mind, write /start."
    );
    for (person, contact) in [(&alice, &of_alice), (&bob, &of_bob)] {
        assert_eq!(state(&now(person, contact)), ("opted_out", Some("stop_word")));
        ask_for_code(person, contact).assert_refused("conflict", 409);
    }
    assert_eq!(write(&server, 4, ADA, "ada_lovelace", "/start"), "Welcome back. Messages will come here again.");
    for (person, contact) in [(&alice, &of_alice), (&bob, &of_bob)] {
        assert_eq!(state(&now(person, contact)), ("confirmed", None));
    }
    assert!(write(&server, 5, ADA, "ada_lovelace", "hello?").starts_with("/mute"), "what can be written");
}

#[test]
fn who_blocks_the_bot_has_opted_out_until_they_start_it_again() {
    let api = BotApi::start();
    let server = start(&api);
    let alice = someone(&server, "alice@example.org");
    let contact = confirmed(&server, &alice, 1);
    let membership = |number: i64, kind: &str, status: &str| {
        let member =
            |status: &str| json!({ "status": status, "user": { "id": 7, "is_bot": true, "first_name": "Bot" } });
        json!({
            "update_id": number,
            "my_chat_member": {
                "chat": { "id": ADA, "type": kind }, "from": { "id": ADA, "is_bot": false, "first_name": "Ada" },
                "date": 1, "old_chat_member": member("member"), "new_chat_member": member(status),
            },
        })
    };
    for (number, kind, status) in [(2, "private", "member"), (3, "supergroup", "kicked")] {
        assert_eq!(post(&server, SECRET, &membership(number, kind, status)).status, 204);
        assert_eq!(now(&alice, &contact), contact);
    }
    assert_eq!(post(&server, SECRET, &membership(4, "private", "kicked")).status, 204, "there is nobody to answer");
    assert_eq!(state(&now(&alice, &contact)), ("opted_out", Some("bot_blocked")));
    assert_eq!(post(&server, SECRET, &membership(5, "private", "member")).status, 204);
    assert_eq!(state(&now(&alice, &contact)).0, "opted_out", "to let it in again says nothing yet");
    assert!(write(&server, 6, ADA, "ada_lovelace", "/start").starts_with("Welcome back"));
    assert_eq!(state(&now(&alice, &contact)), ("confirmed", None));
}

#[test]
fn silence_lasts_as_long_as_its_holder_asked_and_the_customer_cannot_end_it() {
    let api = BotApi::start();
    let server = start(&api);
    let alice = someone(&server, "alice@example.org");
    let contact = confirmed(&server, &alice, 1);
    api.meet(ADA);
    assert_eq!(alice.ask("POST", &at(&contact, "/test"), &[], &json!({})).status, 200);
    let link = api.asked(1)[0].json()["text"].as_str().expect("a text").to_owned();
    let token = link.rsplit("/confirm/").next().and_then(|rest| rest.split_whitespace().next()).expect("a link");
    let muted_on_the_page = || {
        let page = server.ask("GET", &format!("/api/v1/confirmations/{token}"), &[], &json!({})).json();
        (page["state"].clone(), page["muted"].clone())
    };
    assert_eq!(muted_on_the_page(), (json!("confirmed"), json!(false)));
    let said = write(&server, 2, ADA, "ada_lovelace", "/mute 2");
    assert_eq!(said, "Silence for 2 hours. To end it sooner, write /unmute.");
    assert_eq!(muted_on_the_page(), (json!("paused"), json!(true)));
    let muted = now(&alice, &contact);
    assert_eq!(state(&muted), ("paused", Some("holder_muted")));
    let resume = json!({
        "items": [{ "id": muted["id"], "etag": muted["etag"] }], "change": { "action": "resume" },
    });
    let answer = alice.ask("PATCH", "/api/v1/contacts", &[], &resume);
    assert_eq!(state(&now(&alice, &contact)), ("paused", Some("holder_muted")), "{}", answer.text());
    assert!(write(&server, 3, ADA, "ada_lovelace", "/unmute").starts_with("The silence is over"));
    assert_eq!(state(&now(&alice, &contact)), ("confirmed", None));
    assert_eq!(write(&server, 4, ADA, "ada_lovelace", "/unmute"), "There is nothing to change.");
    assert_eq!(
        write(&server, 5, ADA, "ada_lovelace", "/mute"),
        "Silence for 8 hours. To end it sooner, write /unmute."
    );
    server.set_clock_ahead(8 * 3_600 - 60);
    assert_eq!(state(&now(&alice, &contact)).0, "paused");
    server.set_clock_ahead(8 * 3_600 + 60);
    assert_eq!(state(&now(&alice, &contact)).0, "confirmed");
    for (number, text) in [(6, "/mute 0"), (7, "/mute 721"), (8, "/mute all")] {
        assert!(write(&server, number, ADA, "ada_lovelace", text).starts_with("/mute"), "{text}");
        assert_eq!(state(&now(&alice, &contact)).0, "confirmed");
    }
}

#[test]
fn an_update_that_comes_again_does_nothing_twice() {
    let api = BotApi::start();
    let server = start(&api);
    let alice = someone(&server, "alice@example.org");
    let contact = confirmed(&server, &alice, 10);
    let stop = update(11, ADA, Some("ada_lovelace"), "/stop");
    assert_eq!(post(&server, SECRET, &stop).status, 200);
    assert_eq!(post(&server, SECRET, &update(12, ADA, Some("ada_lovelace"), "/start")).status, 200);
    let allowed = now(&alice, &contact);
    for _ in 0..3 {
        assert_eq!(post(&server, SECRET, &stop).status, 204);
    }
    assert_eq!(now(&alice, &contact), allowed);
    // Nor after a restart, nor by a link.
    let mut server = server;
    server.kill_and_restart();
    assert_eq!(post(&server, SECRET, &stop).status, 204);
    let link = update(10, ADA, Some("ada_lovelace"), "/start x");
    assert_eq!(post(&server, SECRET, &link).status, 204);
    // Telegram gives up after a day; a number that comes after a week is another update's.
    server.set_clock_ahead(8 * 86_400);
    assert!(server.log().contains("/api/v1/webhooks/telegram"));
}

#[test]
fn what_telegram_did_not_send_or_nobody_understands_changes_nothing() {
    let api = BotApi::start();
    let server = start(&api);
    let alice = someone(&server, "alice@example.org");
    let contact = confirmed(&server, &alice, 1);
    let stop = update(2, ADA, Some("ada_lovelace"), "/stop");
    for secret in ["", "planted-webhook-secre", "Planted-webhook-secret", "planted-webhook-secret "] {
        // A space at the end of a header is none (RFC 9110, 5.5).
        if secret.trim() != SECRET {
            post(&server, secret, &stop).assert_refused("signed_out", 401);
        }
    }
    server
        .send("POST", "/api/v1/webhooks/telegram", &[], stop.to_string().as_bytes())
        .assert_refused("signed_out", 401);
    let mut without_number = stop.clone();
    without_number.as_object_mut().expect("an object").remove("update_id");
    for malformed in [
        json!("stop"),
        json!([]),
        json!({}),
        without_number,
        json!({ "update_id": "2" }),
        json!({ "update_id": 2, "message": 1 }),
    ] {
        post(&server, SECRET, &malformed).assert_refused("malformed", 400);
    }
    let headers = [("Content-Type", "text/plain"), ("X-Telegram-Bot-Api-Secret-Token", SECRET)];
    let answer = server.send("POST", "/api/v1/webhooks/telegram", &headers, stop.to_string().as_bytes());
    answer.assert_refused("unsupported_media_type", 415);
    let mut in_group = stop.clone();
    in_group["message"]["chat"]["type"] = json!("group");
    let picture = json!({ "update_id": 3, "message": { "message_id": 1, "date": 1, "chat": stop["message"]["chat"], "photo": [] } });
    for unheard in
        [in_group, picture, json!({ "update_id": 4, "edited_message": stop["message"] }), json!({ "update_id": 5 })]
    {
        assert_eq!(post(&server, SECRET, &unheard).status, 204);
    }
    let long = update(6, ADA, Some("ada_lovelace"), &"x".repeat(70_000));
    post(&server, SECRET, &long).assert_refused("too_large", 413);
    assert_eq!(now(&alice, &contact), contact);
    // Without a secret in the options nobody has it.
    post(&Server::start(), "", &stop).assert_refused("signed_out", 401);
    assert_eq!(state(&now(&alice, &contact)).0, "confirmed");
    assert_eq!(post(&server, SECRET, &stop).status, 200, "the number was not used up by what was refused");
}

#[test]
fn the_bot_speaks_the_language_of_the_contact() {
    let api = BotApi::start();
    let server = start(&api);
    let alice = someone(&server, "alice@example.org");
    let form = json!({ "channel": "telegram", "address": "@ada_lovelace", "language": "pl" });
    let contact = ask_to_add(&alice, &form).json();
    let said = write(&server, 1, ADA, "ada_lovelace", &format!("/start {}", token(&alice, &contact)));
    assert!(said.starts_with("Dziękujemy, ten czat jest potwierdzony."), "{said}");
    assert_eq!(
        write(&server, 2, ADA, "ada_lovelace", "/mute 22"),
        "Cisza przez 22 godziny. Aby skończyć ją wcześniej, napisz /unmute."
    );
    assert_eq!(alice.get(&at(&contact, "")).json()["state"], "paused");
}
