//! The senders against servers that refuse what the real ones refuse: each refusal is told right.

use std::net::TcpListener;

use contract::contacts::{Channel, ReasonCode};
use hosttracker_backend::config::{SmsGateway, TelegramBot};
use hosttracker_backend::delivery::http::Http;
use hosttracker_backend::delivery::sms::Sms;
use hosttracker_backend::delivery::smtp::Smtp;
use hosttracker_backend::delivery::telegram::Telegram;
use hosttracker_backend::delivery::{Delivery, Failure, FailureKind, Message};
use hosttracker_backend::words::Written;
use serde_json::json;

use crate::bot_api::{self, BotApi};
use crate::mail_server::MailServer;
use crate::provider::{Provider, Says};
use crate::sms_gateway;

fn message(channel: Channel, to: &str, text: &str) -> Message {
    let written = Written {
        kind: "alert_down",
        subject: "shop.example.org is down".to_owned(),
        text: text.to_owned(),
        links: vec!["http://127.0.0.1/confirm/planted-holder-token".to_owned()],
        code: Some("123456".to_owned()),
        fields: &[],
    };
    Message {
        id: "A-b_c".to_owned(),
        account: None,
        created_at: 1,
        channel,
        to: to.to_owned(),
        provider_id: None,
        written,
    }
}

fn deliver(sender: &dyn Delivery, message: &Message) -> Result<(), Failure> {
    tokio::runtime::Runtime::new().expect("a runtime").block_on(sender.deliver(message))
}

fn sms(url: &str, headers: &[&str], body: &str) -> Sms {
    let options = SmsGateway {
        sms_url: Some(url.to_owned()),
        sms_header: headers.iter().map(|header| (*header).to_owned()).collect(),
        sms_body: Some(body.to_owned()),
        sms_secret: None,
    };
    Sms::new(&options, &Http::new()).expect("a gateway").expect("one")
}

fn gateway(gateway: &Provider, key: &str) -> Sms {
    let header = ["Authorization: Bearer ", key].concat();
    sms(&[&gateway.origin(), "/v1/messages"].concat(), &[&header], sms_gateway::BODY)
}

/// An address on loopback where nobody listens.
fn nowhere() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").to_string()
}

#[test]
fn an_sms_reaches_the_gateway_as_its_template_says() {
    let server = sms_gateway::start();
    let sender = gateway(&server, sms_gateway::KEY);
    let text = "shop.example.org is down \\ \"503\"\nżółw {to}";
    assert_eq!(deliver(&sender, &message(Channel::Phone, "+48601000001", text)), Ok(()));
    let asked = server.asked(1).remove(0);
    assert_eq!(
        asked.json(),
        json!({ "messages": [{ "to": "+48601000001", "text": text, "reference": "A-b_c" }], "from": "HostTracker" })
    );
    assert_eq!(sender.recipient(), "127.0.0.1");
    // As a form.
    let form = Provider::start(|_| Says::text(200, "OK"));
    let header = "content-type: application/x-www-form-urlencoded";
    let sender = sms(&form.origin(), &[header], "to={to}&message={text}");
    assert_eq!(deliver(&sender, &message(Channel::Phone, "+48601000001", "a&b=c d")), Ok(()));
    let asked = form.asked(1).remove(0);
    assert_eq!(asked.body, "to=%2B48601000001&message=a%26b%3Dc+d");
    assert_eq!(asked.header("content-type"), "application/x-www-form-urlencoded");
}

#[test]
fn a_text_that_is_too_long_for_an_sms_or_a_chat_is_cut_and_taken() {
    let server = sms_gateway::start();
    let sender = gateway(&server, sms_gateway::KEY);
    assert_eq!(deliver(&sender, &message(Channel::Phone, "+48601000001", &"down ".repeat(1_000))), Ok(()));
    let api = BotApi::start();
    api.meet(42);
    let long = message(Channel::Telegram, "@ada_lovelace", &"🔔".repeat(3_000));
    assert_eq!(deliver(&bot(&api.origin(), bot_api::TOKEN), &in_chat(long, "42")), Ok(()));
}

#[test]
fn what_the_gateway_refuses_is_told_in_its_words_without_our_secrets() {
    let server = sms_gateway::start();
    let sender = gateway(&server, sms_gateway::KEY);
    let text = "The code is 123456";
    let refusal = |sender: &Sms, to: &str| deliver(sender, &message(Channel::Phone, to, text)).expect_err("a refusal");

    let unknown = refusal(&sender, sms_gateway::UNKNOWN);
    assert_eq!((unknown.kind, unknown.cause.as_str()), (FailureKind::Final, "the SMS gateway said 400"));
    assert_eq!(unknown.reason, "Unknown subscriber +48601000009 for key …: …");

    let malformed = refusal(&sender, "0601000001");
    assert_eq!((malformed.kind, malformed.cause.as_str()), (FailureKind::Final, "the SMS gateway said 422"));

    let busy = refusal(&sender, sms_gateway::BUSY);
    assert_eq!((busy.kind, busy.wait, busy.reason.as_str()), (FailureKind::Temporary, 40, "Slow down"));

    let stranger = refusal(&gateway(&server, "planted-wrong-key"), "+48601000001");
    assert_eq!((stranger.kind, stranger.reason.as_str()), (FailureKind::Temporary, "The key … is not known"));
}

#[test]
fn what_may_pass_is_tried_again_and_what_stays_is_not() {
    for (status, kind) in [
        (200, None),
        (204, None),
        (302, Some(FailureKind::Temporary)),
        (400, Some(FailureKind::Final)),
        (401, Some(FailureKind::Temporary)),
        (402, Some(FailureKind::Temporary)),
        (403, Some(FailureKind::Temporary)),
        (404, Some(FailureKind::Temporary)),
        (408, Some(FailureKind::Temporary)),
        (422, Some(FailureKind::Final)),
        (425, Some(FailureKind::Temporary)),
        (429, Some(FailureKind::Temporary)),
        (500, Some(FailureKind::Temporary)),
        (503, Some(FailureKind::Temporary)),
    ] {
        let server = Provider::start(move |_| Says::text(status, "").with("Location", "/elsewhere"));
        let sender = sms(&server.origin(), &[], r#"{"to":"{to}","text":"{text}"}"#);
        let done = deliver(&sender, &message(Channel::Phone, "+48601000001", "down"));
        assert_eq!(done.err().map(|failure| failure.kind), kind, "{status}");
        assert_eq!(server.asked(1).len(), 1, "{status}: a redirection is not followed");
    }
    let sender = sms(&["http://", &nowhere()].concat(), &[], r#"{"to":"{to}","text":"{text}"}"#);
    let failure = deliver(&sender, &message(Channel::Phone, "+48601000001", "down")).expect_err("nobody is there");
    assert_eq!((failure.kind, failure.cause.as_str()), (FailureKind::Temporary, "the provider cannot be reached"));
}

fn bot(api: &str, token: &str) -> Telegram {
    let options = TelegramBot {
        telegram_token: Some(token.to_owned()),
        telegram_api: api.to_owned(),
        telegram_bot: Some("HostTrackerBot".to_owned()),
        telegram_secret: Some(bot_api::SECRET.to_owned()),
    };
    Telegram::new(&options, &Http::new()).expect("a bot").expect("one")
}

fn in_chat(message: Message, id: &str) -> Message {
    Message { provider_id: Some(id.to_owned()), ..message }
}

#[test]
fn a_message_reaches_the_chat_as_plain_text_without_a_preview() {
    let api = BotApi::start();
    api.meet(4_503_599_627_370_495);
    let sender = bot(&api.origin(), bot_api::TOKEN);
    let text = "*down* <b>503</b>\nhttp://127.0.0.1/x";
    let sent = in_chat(message(Channel::Telegram, "@ada_lovelace", text), "4503599627370495");
    assert_eq!(deliver(&sender, &sent), Ok(()));
    let asked = api.asked(1).remove(0);
    assert_eq!(asked.path, format!("/bot{}/sendMessage", bot_api::TOKEN));
    assert_eq!(
        asked.json(),
        json!({ "chat_id": 4_503_599_627_370_495_i64, "text": text, "link_preview_options": { "is_disabled": true } })
    );
}

#[test]
fn each_refusal_of_the_bot_api_is_told_right() {
    let api = BotApi::start();
    for chat in [1, 2] {
        api.meet(chat);
    }
    api.block(1);
    api.flood(2);
    let sender = bot(&api.origin(), bot_api::TOKEN);
    let to = |chat: &str| in_chat(message(Channel::Telegram, "@ada_lovelace", "down"), chat);

    let blocked = deliver(&sender, &to("1")).expect_err("blocked");
    assert_eq!(blocked.kind, FailureKind::OptedOut(ReasonCode::BotBlocked));
    assert_eq!(blocked.reason, "Forbidden: bot was blocked by the user");

    let flooded = deliver(&sender, &to("2")).expect_err("too many");
    assert_eq!((flooded.kind, flooded.wait), (FailureKind::Temporary, 7));
    assert_eq!(deliver(&sender, &to("2")), Ok(()), "afterwards it goes");

    let unknown = deliver(&sender, &to("3")).expect_err("nobody");
    assert_eq!((unknown.kind, unknown.reason.as_str()), (FailureKind::Final, "Bad Request: chat not found"));

    let empty =
        deliver(&sender, &in_chat(message(Channel::Telegram, "@ada_lovelace", " \n"), "2")).expect_err("nothing");
    assert_eq!((empty.kind, empty.reason.as_str()), (FailureKind::Final, "Bad Request: message text is empty"));

    let before = api.asked(0).len();
    let unmet = deliver(&sender, &message(Channel::Telegram, "@ada_lovelace", "down")).expect_err("no chat yet");
    assert_eq!(unmet.kind, FailureKind::Final);
    assert_eq!(api.asked(0).len(), before, "nothing was sent");

    // A wrong token is our mistake: the contacts are none the worse for it.
    let stranger = deliver(&bot(&api.origin(), "1:wrong"), &to("2")).expect_err("unauthorized");
    assert_eq!((stranger.kind, stranger.reason.as_str()), (FailureKind::Temporary, "Unauthorized"));
    let gone = deliver(&bot(&["http://", &nowhere()].concat(), bot_api::TOKEN), &to("2")).expect_err("nobody is there");
    assert_eq!((gone.kind, gone.cause.as_str()), (FailureKind::Temporary, "the provider cannot be reached"));
}

fn mail(url: &str, to: &str) -> Result<(), Failure> {
    let sender = Smtp::new(url, "HostTracker <account@example.org>").expect("a mail server");
    deliver(&sender, &message(Channel::Email, to, "down"))
}

#[test]
fn each_refusal_of_a_mail_server_is_told_right() {
    for (verb, reply, kind, reason) in [
        ("RCPT", "550 5.1.1 no such user", FailureKind::Final, "550 5.1.1 no such user"),
        ("RCPT", "552 5.2.2 mailbox full", FailureKind::Final, "552 5.2.2 mailbox full"),
        ("RCPT", "450 4.2.0 greylisted", FailureKind::Temporary, "450 4.2.0 greylisted"),
        ("MAIL", "421 4.3.2 going down", FailureKind::Temporary, "421 4.3.2 going down"),
        ("DATA", "554 5.7.1 no", FailureKind::Final, "554 5.7.1 no"),
        ("RCPT", "550-5.1.1 no such user\r\n550 5.1.1 really", FailureKind::Final, "550 5.1.1 no such user really"),
        // About us, and the words may name our user.
        ("MAIL", "530 5.7.0 hosttracker must sign in", FailureKind::Temporary, "the mail server said 530"),
    ] {
        let post = MailServer::refusing(verb, reply);
        let failure = mail(&post.url(), "bob@example.org").expect_err(reply);
        assert_eq!((failure.kind, failure.reason.as_str()), (kind, reason));
        assert_eq!(failure.cause, format!("the mail server said {}", &reply[..3]));
        assert!(post.tries().is_empty());
    }
    let failure = mail(&["smtp://", &nowhere()].concat(), "bob@example.org").expect_err("nobody is there");
    assert_eq!((failure.kind, failure.cause.as_str()), (FailureKind::Temporary, "the mail server cannot be reached"));
}

#[test]
fn without_the_tls_that_is_required_nothing_goes_out() {
    let post = MailServer::start(&[]);
    let failure = mail(&[&post.url(), "?tls=required"].concat(), "bob@example.org").expect_err("no TLS");
    assert_eq!(failure.kind, FailureKind::Temporary);
    assert_eq!(failure.cause, "the mail server offers no TLS, which is required");
    assert!(post.tries().is_empty());
}

#[test]
fn a_receiver_that_is_more_than_an_address_is_refused_before_anything_is_sent() {
    let post = MailServer::start(&[]);
    for to in [
        "Bob <bob@example.org>",
        "bob@example.org, eve@example.org",
        "bob@example.org\r\nBcc: eve@example.org",
        "bob@example.org\nBcc: eve@example.org",
        "<bob@example.org>",
        "bob@example.org>\r\nRCPT TO:<eve@example.org",
        "bob",
        "",
    ] {
        let failure = mail(&post.url(), to).expect_err(to);
        assert_eq!(
            (failure.kind, failure.reason.as_str()),
            (FailureKind::Final, "the message cannot be written as a mail")
        );
    }
    assert!(post.tries().is_empty());
    let mut message = message(Channel::Email, "bob@example.org", ".\r\n.\nBcc: eve@example.org");
    message.written.subject = "down\r\nBcc: eve@example.org".to_owned();
    let sender = Smtp::new(&post.url(), "HostTracker <account@example.org>").expect("a mail server");
    // Whatever comes of it, it has one receiver.
    let _ = deliver(&sender, &message);
    for taken in post.tries() {
        assert_eq!(taken.to, "bob@example.org");
        let head = taken.data.split("\n\n").next().expect("a head");
        assert!(!head.lines().any(|line| line.to_lowercase().starts_with("bcc")), "{head}");
    }
}
