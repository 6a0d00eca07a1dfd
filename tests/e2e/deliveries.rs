//! The delivery log and the test message: what became of each message, in words, followed while it is under way.

use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{Browser, document, offline, open, wait_for};
use crate::confirmed::{awaiting, confirmed, settle};
use crate::people::{link_to_page, send, server_time, somebody_signed_in, token_of};
use crate::wire::answered;

async fn at(contact: &Value) -> Browser {
    let page = open(&format!("/contacts/{}", contact["id"].as_str().expect("an id")));
    page.sees("Delivery log").await;
    page
}

/// A delivery as the API would tell of it, with some of it otherwise.
fn delivery(id: &str, state: &str, change: Value) -> Value {
    let mut row = json!({
        "id": id,
        "kind": "alert_down",
        "monitor": "www.example.org",
        "queued_at": "2026-11-25T10:00:00.000Z",
        "due_at": "2026-11-25T10:00:00Z",
        "state": state,
        "state_at": "2026-11-25T10:00:01.000Z",
        "reason": null,
        "tries": 1,
        "by": "mail.example.org",
        "together": 1,
    });
    for (name, value) in change.as_object().expect("changes") {
        row[name] = value.clone();
    }
    row
}

fn list(rows: &[Value], next: Option<&str>) -> String {
    json!({ "items": rows, "next": next }).to_string()
}

#[wasm_bindgen_test]
async fn a_test_message_is_sent_and_what_became_of_it_is_said_here_and_in_the_log() {
    somebody_signed_in("Ada").await;
    let ola = confirmed("Ola").await;
    let page = at(&ola).await;
    page.sees("Nothing has been sent to it yet.").await;
    page.click("Send a test message").await;
    page.sees("The provider has taken it.").await;
    page.sees("by the outbox of this server").await;
    assert!(!page.shows("Nothing has been sent to it yet."));
    let page = page.remount();
    page.sees("by the outbox of this server").await;
    assert!(page.shows("Sent") && page.shows("Test message"));
}

#[wasm_bindgen_test]
async fn a_contact_that_was_not_confirmed_is_sent_no_test_and_the_page_says_why() {
    somebody_signed_in("Ada").await;
    let zoe = awaiting("Zoe").await;
    let page = at(&zoe).await;
    page.sees("Only a contact that its holder has confirmed can be written to.").await;
    page.click("Send a test message").await;
    page.sees("Nothing has been sent to it yet.").await;
    assert!(!page.shows("The provider has taken it."));
    // Nor one whose holder has stopped everything while the page was open.
    let ola = confirmed("Ola").await;
    drop(page);
    let page = at(&ola).await;
    let link = link_to_page(ola["address"].as_str().expect("an address"), "/confirm/").await;
    let stop = json!({ "act": "stop" });
    let stopped = send("PUT", &format!("/confirmations/{}", token_of(&link)), &[], &stop).await;
    assert_eq!(stopped.status(), 200, "the holder stops it");
    page.click("Send a test message").await;
    page.sees("Only a contact that its holder has confirmed can be written to.").await;
}

#[wasm_bindgen_test]
async fn a_test_message_in_the_customers_own_quiet_hours_goes_out_all_the_same() {
    somebody_signed_in("Ada").await;
    let ola = confirmed("Ola").await;
    settle(&ola, |settings| {
        for day in ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] {
            settings["quiet_hours"][day] = json!("00:00-23:59");
        }
    })
    .await;
    let page = at(&ola).await;
    page.click("Send a test message").await;
    page.sees("The provider has taken it.").await;
}

#[wasm_bindgen_test]
async fn each_state_is_said_with_what_there_is_to_say_about_it() {
    somebody_signed_in("Ada").await;
    let ola = confirmed("Ola").await;
    let rows = [
        delivery("a", "queued", json!({ "due_at": "2027-01-01T08:15:00Z", "tries": 0, "by": null })),
        delivery(
            "b",
            "held",
            json!({ "due_at": "2027-01-01T07:00:00Z", "reason": "quiet_hours", "tries": 0, "by": null }),
        ),
        delivery("c", "held", json!({ "due_at": "2027-01-01T11:00:00Z", "reason": "limit", "tries": 0, "by": null })),
        delivery(
            "d",
            "retried",
            json!({ "due_at": "2027-01-01T10:04:00Z", "reason": "451 4.7.1 Try again later", "tries": 3 }),
        ),
        delivery("e", "sent", json!({ "kind": "uptime_report", "monitor": "", "together": 5, "by": "outbox" })),
        delivery("f", "delivered", json!({ "kind": "news", "monitor": "", "state_at": "2026-11-25T12:34:00Z" })),
        delivery("g", "failed", json!({ "reason": "550 5.1.1 no such user" })),
        delivery("h", "cancelled", json!({ "reason": "over", "by": null })),
        delivery("i", "teleported", json!({ "kind": "a kind of later" })),
    ];
    answered("/deliveries", &[&list(&rows, None)], async {
        let page = at(&ola).await;
        for words in [
            "goes out 1 January 2027 at 08:15",
            "until 1 January 2027 at 07:00 · quiet hours",
            "until 1 January 2027 at 11:00 · the channel takes no more in this hour",
            "next try 1 January 2027 at 10:04 · 3 tries · by mail.example.org",
            "What was said: 451 4.7.1 Try again later",
            "in a digest of 5 · by the outbox of this server",
            "25 November 2026 at 12:34 · by mail.example.org",
            "What was said: 550 5.1.1 no such user",
            "it was over before the delay was",
            "In another state",
            "Uptime report",
            "www.example.org",
        ] {
            page.sees(words).await;
        }
    })
    .await;
}

#[wasm_bindgen_test]
async fn what_is_under_way_is_followed_until_it_has_arrived_and_then_no_more() {
    somebody_signed_in("Ada").await;
    let ola = confirmed("Ola").await;
    let now = server_time().await;
    let now = format!("{}Z", now.split(['.', 'Z']).next().expect("seconds"));
    let queued = delivery("a", "queued", json!({ "due_at": now, "tries": 0, "by": null }));
    let bodies = [
        list(&[queued], None),
        list(&[delivery("a", "retried", json!({ "due_at": now, "reason": "451 4.7.1 Try again later" }))], None),
        list(&[delivery("a", "delivered", json!({ "tries": 2 }))], None),
    ];
    answered("/deliveries", &bodies.each_ref().map(String::as_str), async {
        let page = at(&ola).await;
        page.sees("Waiting").await;
        page.sees("Something is under way. This follows by itself.").await;
        page.sees("451 4.7.1 Try again later").await;
        page.sees("Delivered").await;
        page.sees("2 tries").await;
        let at_rest = || (!page.shows("Something is under way.")).then_some(());
        wait_for("the page to look no more", at_rest).await.expect("the page to look no more");
    })
    .await;
}

#[wasm_bindgen_test]
async fn older_messages_come_when_asked_for_and_stay_when_one_looks_again() {
    somebody_signed_in("Ada").await;
    let ola = confirmed("Ola").await;
    let newer = delivery("b", "sent", json!({ "monitor": "newer.example.org" }));
    let newest = delivery("c", "sent", json!({ "monitor": "newest.example.org" }));
    let (before, after) = (list(std::slice::from_ref(&newer), Some("back")), list(&[newest, newer], Some("back")));
    let older = list(&[delivery("a", "sent", json!({ "monitor": "older.example.org" }))], None);
    answered("/deliveries", &[&before, &after], async {
        let page = at(&ola).await;
        page.sees("newer.example.org").await;
        answered("/deliveries?cursor=back", &[&older], async {
            page.click("Show more").await;
            page.sees("older.example.org").await;
        })
        .await;
        let at_older = || document().active_element()?.text_content().filter(|row| row.contains("older"));
        wait_for("the focus at what came", at_older).await.expect("the focus at what came");
        page.click("Look again").await;
        page.sees("newest.example.org").await;
        assert!(page.shows("older.example.org") && !page.shows("Show more"));
        offline(async {
            page.click("Look again").await;
            page.hears("The server cannot be reached.").await;
        })
        .await;
        assert!(page.shows("older.example.org"));
    })
    .await;
}
