//! Events of the monitoring system: who may tell them, what is taken, and that each is told once.

use std::thread;

use serde_json::{Value, json};

use crate::contact_codes::confirmed;
use crate::contacts::add;
use crate::dispatch::{ask_to_tell, count, event, log, log_with, service_token, states, tell};
use crate::people::{received, someone};
use crate::server::{Server, program};

const ALICE: &str = "alice@example.org";

#[test]
fn an_event_reaches_each_confirmed_contact_by_its_channel_and_stands_in_its_log() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let mail = confirmed(&server, &alice, "email", "on-call@example.org");
    let phone = confirmed(&server, &alice, "phone", "+48601000001");
    let awaiting = add(&alice, "email", "nobody@example.org");
    let mut down = event(&server, ALICE, "alert_down", "shop");
    down["details"] = json!("Timeout after 30 s");
    assert_eq!(tell(&server, &down), 2);
    let message = received(&server, "on-call@example.org", "alert_down", 1).remove(0);
    assert_eq!((&message["subject"], &message["channel"]), (&json!("shop is down"), &json!("email")));
    assert!(message["text"].as_str().expect("text").contains("Timeout after 30 s"));
    // With the holder's page, so that a holder can stop.
    let link = message["links"][0].as_str().expect("a link");
    let token = link.strip_prefix(&format!("{}/confirm/", server.origin())).expect("the holder's page");
    assert_eq!(server.get(&format!("/api/v1/confirmations/{token}")).json()["state"], "confirmed");
    let short = received(&server, "+48601000001", "alert_down", 1).remove(0);
    assert_eq!((&short["channel"], &short["links"]), (&json!("phone"), &json!([])));
    assert!(short["text"].as_str().expect("text").starts_with("HostTracker: shop is down, "));
    for contact in [&mail, &phone] {
        let sent = log_with(&alice, contact, "sent", 1).remove(0);
        for (field, value) in [
            ("kind", json!("alert_down")),
            ("monitor", json!("shop")),
            ("by", json!("outbox")),
            ("reason", json!(null)),
            ("tries", json!(1)),
            ("together", json!(1)),
        ] {
            assert_eq!(sent[field], value, "{field}");
        }
    }
    assert_eq!(log(&alice, &awaiting).len(), 0);
    assert_eq!(count(&server, "nobody@example.org", "alert_down"), 0);
    let disclosures = alice.get("/api/v1/disclosures").json();
    let of_alert =
        disclosures["items"].as_array().expect("a list").iter().filter(|item| item["purpose"] == "alert_down");
    let told: Vec<_> = of_alert.map(|item| (&item["fields"], &item["recipient"], &item["state"])).collect();
    assert_eq!(told, vec![(&json!(["contact.address"]), &json!("outbox"), &json!("sent")); 2]);
}

#[test]
fn an_event_is_told_once_however_often_it_comes() {
    let server = Server::start();
    let (alice, bob) = (someone(&server, ALICE), someone(&server, "bob@example.org"));
    let contact = confirmed(&server, &alice, "email", "on-call@example.org");
    confirmed(&server, &bob, "email", "bobs@example.org");
    let mut down = event(&server, ALICE, "alert_down", "shop");
    down["id"] = json!("event 1");
    let first = ask_to_tell(&server, &down).json();
    assert_eq!(ask_to_tell(&server, &down).json(), first);
    // Also when it comes by several connections at once.
    down["id"] = json!("event 2");
    let answers: Vec<Value> = thread::scope(|scope| {
        let tellers: Vec<_> = (0..8).map(|_| scope.spawn(|| ask_to_tell(&server, &down))).collect();
        tellers.into_iter().map(|teller| teller.join().expect("an answer").json()).collect()
    });
    assert!(answers.iter().all(|answer| answer == &answers[0] && answer != &first), "{answers:?}");
    // The id is of the account; another may have the same.
    down["account"] = json!("bob@example.org");
    assert_eq!(tell(&server, &down), 1);
    received(&server, "bobs@example.org", "alert_down", 1);
    assert_eq!(states(&log_with(&alice, &contact, "sent", 2)), ["sent", "sent"]);
    assert_eq!(count(&server, "on-call@example.org", "alert_down"), 2);
}

#[test]
fn without_an_id_the_key_of_the_request_is_the_id() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let contact = confirmed(&server, &alice, "email", "on-call@example.org");
    let down = event(&server, ALICE, "alert_down", "shop");
    let token = format!("Bearer {}", service_token(&server));
    let ask = |key: &str, body: &Value| {
        let headers =
            [("Authorization", token.as_str()), ("Content-Type", "application/json"), ("Idempotency-Key", key)];
        server.send("POST", "/api/v1/events", &headers, body.to_string().as_bytes())
    };
    let first = ask("one", &down).json();
    assert_eq!(ask("one", &down).json(), first);
    // A day later the answer is not kept any more, but the event is known.
    server.set_clock_ahead(25 * 60 * 60);
    assert_eq!(ask("one", &down).json(), first);
    assert_ne!(ask("two", &down).json(), first);
    // Neither id nor key: each is another event.
    tell(&server, &down);
    tell(&server, &down);
    log_with(&alice, &contact, "sent", 4);
}

#[test]
fn only_the_service_tells_and_it_needs_no_browser() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    confirmed(&server, &alice, "email", "on-call@example.org");
    let down = event(&server, ALICE, "alert_down", "shop");
    let body = down.to_string();
    let json = ("Content-Type", "application/json");
    let wrong = format!("Bearer {}x", service_token(&server));
    let basic = format!("Basic {}", service_token(&server));
    for headers in [
        vec![json],
        vec![json, ("Authorization", wrong.as_str())],
        vec![json, ("Authorization", basic.as_str())],
        vec![json, ("Authorization", "Bearer ")],
        vec![json, ("Cookie", alice.cookie.as_str()), ("Sec-Fetch-Site", "same-origin")],
    ] {
        server.send("POST", "/api/v1/events", &headers, body.as_bytes()).assert_refused("signed_out", 401);
    }
    // Wrong tokens come before anything else, and learn nothing of accounts.
    let nobody = event(&server, "nobody@example.org", "alert_down", "shop");
    let headers = [json, ("Authorization", wrong.as_str())];
    server.send("POST", "/api/v1/events", &headers, nobody.to_string().as_bytes()).assert_refused("signed_out", 401);
    ask_to_tell(&server, &nobody).assert_refused("not_found", 404);
    assert_eq!(tell(&server, &down), 1);
    let given = "0123456789abcdef0123456789abcdef";
    let other = Server::start_with(&["--service-token", given]);
    assert!(!other.data().join("service.token").exists());
    let bearer = format!("Bearer {given}");
    let headers = [json, ("Authorization", bearer.as_str())];
    other.send("POST", "/api/v1/events", &headers, nobody.to_string().as_bytes()).assert_refused("not_found", 404);
}

#[test]
fn a_token_that_can_be_guessed_is_refused_at_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let ended = program()
        .args(["serve", "--listen", "127.0.0.1:0", "--service-token", "secret", "--data"])
        .arg(folder.path())
        .output()
        .expect("it ran");
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(!ended.status.success() && said.contains("--service-token"), "{said}");
    assert!(!said.contains("secret"), "{said}");
}

#[test]
fn what_is_not_an_event_is_told_at_its_fields() {
    let server = Server::start();
    someone(&server, ALICE);
    for (field, value, code) in [
        ("kind", json!("alert_sideways"), "malformed"),
        ("severity", json!("panic"), "malformed"),
        ("time", json!("yesterday"), "malformed"),
        // More than a week ahead.
        ("time", json!("2099-01-01T00:00:00Z"), "malformed"),
        ("monitor", json!(""), "required"),
        ("monitor", json!("x".repeat(101)), "too_long"),
        ("account", json!("alice"), "malformed"),
        ("details", json!("x".repeat(501)), "too_long"),
        ("period", json!("hourly"), "malformed"),
        ("id", json!("x".repeat(101)), "too_long"),
    ] {
        let mut form = event(&server, ALICE, "alert_down", "shop");
        form[field] = value;
        let refusal = ask_to_tell(&server, &form).assert_refused("invalid", 422);
        assert_eq!(refusal["fields"][field]["code"], code, "{refusal}");
    }
    let mut form = event(&server, ALICE, "alert_down", "shop");
    form["colour"] = json!("red");
    ask_to_tell(&server, &form).assert_refused("malformed", 400);
}
