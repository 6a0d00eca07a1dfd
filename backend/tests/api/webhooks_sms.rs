//! What SMS gateways post: STOP and START, signed.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::answer::Answer;
use crate::contact_codes::{ask_for_code, confirmed};
use crate::contacts::{add, at, change, now};
use crate::people::{received, someone, token_in};
use crate::server::Server;
use crate::sms_gateway::SECRET;

const NUMBER: &str = "+48601000001";

fn start() -> Server {
    Server::start_with(&["--sms-secret", SECRET])
}

/// The signature of a body.
pub fn sign(secret: &str, body: &str) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key").chain_update(body).finalize();
    let hex: Vec<String> = mac.into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    ["sha256=", &hex.concat()].concat()
}

/// Posts a body as the gateway does.
pub fn post(server: &Server, signature: &str, body: &str) -> Answer {
    let headers = [("Content-Type", "application/json"), ("X-Signature", signature)];
    server.send("POST", "/api/v1/webhooks/sms", &headers, body.as_bytes())
}

/// What somebody sends from a number, as a gateway posts it.
fn hear(server: &Server, from: &str, text: &str) -> Answer {
    let body = json!({ "from": from, "text": text }).to_string();
    post(server, &sign(SECRET, &body), &body)
}

fn state(contact: &Value) -> (&str, Option<&str>) {
    (contact["state"].as_str().expect("a state"), contact["reason"]["code"].as_str())
}

#[test]
fn stop_stops_the_number_in_every_account_and_start_leads_back_to_where_each_stood() {
    let server = start();
    let (alice, bob, charlie) = (
        someone(&server, "alice@example.org"),
        someone(&server, "bob@example.org"),
        someone(&server, "charlie@example.org"),
    );
    let of_alice = confirmed(&server, &alice, "phone", NUMBER);
    let of_bob = add(&bob, "phone", NUMBER);
    let of_charlie = add(&charlie, "phone", NUMBER);
    let paused = json!({
        "items": [{ "id": of_alice["id"], "etag": of_alice["etag"] }], "change": { "action": "pause", "until": null },
    });
    let others = [add(&alice, "phone", "+48601000002"), add(&alice, "viber", NUMBER)];
    for other in &others {
        assert_eq!(state(other).0, "awaiting_confirmation");
    }
    assert_eq!(hear(&server, NUMBER, " Stop. ").status, 204);
    for (person, contact) in [(&alice, &of_alice), (&bob, &of_bob), (&charlie, &of_charlie)] {
        assert_eq!(state(&now(person, contact)), ("opted_out", Some("stop_word")));
        ask_for_code(person, contact).assert_refused("conflict", 409);
    }
    for other in &others {
        assert_eq!(state(&now(&alice, other)).0, "awaiting_confirmation", "another number, another channel");
    }
    assert_eq!(hear(&server, NUMBER, "start").status, 204);
    assert_eq!(state(&now(&alice, &of_alice)), ("confirmed", None));
    assert_eq!(state(&now(&bob, &of_bob)), ("awaiting_confirmation", None), "START confirms nothing");
    // What the customer paused stays paused.
    let current = now(&alice, &of_alice);
    let paused = json!({ "items": [{ "id": current["id"], "etag": current["etag"] }], "change": paused["change"] });
    assert_eq!(alice.ask("PATCH", "/api/v1/contacts", &[], &paused).status, 200);
    hear(&server, NUMBER, "KONIEC");
    assert_eq!(state(&now(&alice, &of_alice)), ("opted_out", Some("stop_word")));
    hear(&server, NUMBER, "START");
    assert_eq!(state(&now(&alice, &of_alice)), ("paused", Some("customer_paused")));
}

#[test]
fn start_ends_no_other_no_of_the_holder() {
    let server = start();
    let alice = someone(&server, "alice@example.org");
    let contact = confirmed(&server, &alice, "phone", NUMBER);
    let token = token_in(&received(&server, NUMBER, "confirm_contact", 1)[0]);
    for (act, stands) in [
        ("stop", ("opted_out", "holder_stopped")),
        ("refuse", ("refused", "holder_refused")),
        ("report", ("refused", "holder_reported")),
    ] {
        let answer = server.ask("PUT", &format!("/api/v1/confirmations/{token}"), &[], &json!({ "act": act }));
        assert_eq!(answer.status, 200, "{}", answer.text());
        for word in ["START", "STOP", "START"] {
            assert_eq!(hear(&server, NUMBER, word).status, 204);
            assert_eq!(state(&now(&alice, &contact)), (stands.0, Some(stands.1)), "{word} after {act}");
        }
    }
}

#[test]
fn who_stops_a_removed_contact_is_not_brought_back_with_it() {
    let server = start();
    let alice = someone(&server, "alice@example.org");
    let contact = confirmed(&server, &alice, "phone", NUMBER);
    assert_eq!(change(&alice, "DELETE", &contact, "", &Value::Null).status, 204);
    hear(&server, NUMBER, "STOP");
    alice.ask("POST", &at(&contact, "/restore"), &[], &json!({})).assert_refused("not_found", 404);
}

#[test]
fn who_adds_a_stopped_number_again_does_not_get_it_confirmed_by_start() {
    let server = start();
    let alice = someone(&server, "alice@example.org");
    let contact = add(&alice, "phone", NUMBER);
    hear(&server, NUMBER, "STOP");
    let contact = now(&alice, &contact);
    assert_eq!(change(&alice, "DELETE", &contact, "", &Value::Null).status, 204);
    let again = add(&alice, "phone", NUMBER);
    assert_eq!(state(&again), ("opted_out", Some("stop_word")));
    hear(&server, NUMBER, "START");
    assert_eq!(state(&now(&alice, &again)), ("awaiting_confirmation", None));
}

#[test]
fn what_is_not_signed_by_the_gateway_changes_nothing() {
    let server = start();
    let alice = someone(&server, "alice@example.org");
    let contact = confirmed(&server, &alice, "phone", NUMBER);
    let body = json!({ "from": NUMBER, "text": "STOP" }).to_string();
    let good = sign(SECRET, &body);
    for signature in
        ["", "sha256=", &good[7..], &good[..70], &sign("another secret", &body), &sign(SECRET, "{}"), &sign("", &body)]
    {
        post(&server, signature, &body).assert_refused("signed_out", 401);
    }
    server.send("POST", "/api/v1/webhooks/sms", &[], body.as_bytes()).assert_refused("signed_out", 401);
    assert_eq!(now(&alice, &contact), contact);
    // Nor does anybody sign for a server that has no secret.
    let open = Server::start();
    post(&open, &sign("", &body), &body).assert_refused("signed_out", 401);
}

#[test]
fn what_is_malformed_changes_nothing() {
    let server = start();
    let alice = someone(&server, "alice@example.org");
    let contact = confirmed(&server, &alice, "phone", NUMBER);
    for body in [
        "",
        "STOP",
        "[]",
        "{}",
        r#"{"from":"+48601000001"}"#,
        r#"{"from":"+48601000001","text":5}"#,
        r#"{"from":"601000001","text":"STOP"}"#,
        r#"{"from":["+48601000001"],"text":"STOP"}"#,
        r#"{"from":"+48601000001","text":"STOP""#,
    ] {
        post(&server, &sign(SECRET, body), body).assert_refused("malformed", 400);
    }
    let body = json!({ "from": NUMBER, "text": "STOP" }).to_string();
    let headers = [("Content-Type", "text/plain"), ("X-Signature", &sign(SECRET, &body))];
    let answer = server.send("POST", "/api/v1/webhooks/sms", &headers, body.as_bytes());
    answer.assert_refused("unsupported_media_type", 415);
    let long = json!({ "from": NUMBER, "text": "STOP".repeat(17_000) }).to_string();
    post(&server, &sign(SECRET, &long), &long).assert_refused("too_large", 413);
    server.send("GET", "/api/v1/webhooks/sms", &[], b"").assert_refused("method_not_allowed", 405);
    for text in ["", "please do not stop", "OK"] {
        assert_eq!(hear(&server, NUMBER, text).status, 204, "{text}");
    }
    assert_eq!(hear(&server, "+48601000099", "STOP").status, 204, "nobody's number");
    assert_eq!(now(&alice, &contact), contact);
}

#[test]
fn a_program_needs_no_origin_and_a_page_elsewhere_gets_no_further_with_one() {
    let server = start();
    let alice = someone(&server, "alice@example.org");
    let contact = confirmed(&server, &alice, "phone", NUMBER);
    let body = json!({ "from": NUMBER, "text": "STOP" }).to_string();
    let elsewhere =
        [("Content-Type", "application/json"), ("Origin", "https://example.org"), ("Cookie", &alice.cookie)];
    let answer = server.send("POST", "/api/v1/webhooks/sms", &elsewhere, body.as_bytes());
    answer.assert_refused("signed_out", 401);
    assert!(answer.headers.iter().all(|(name, _)| !name.starts_with("access-control-")), "{answer:?}");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(now(&alice, &contact), contact);
    let path = at(&contact, "/test");
    server.send("POST", &path, &[("Cookie", &alice.cookie)], b"").assert_refused("foreign_origin", 403);
}
