//! Changes to many contacts: ticked, gathered over all pages, changed, refused, removed and brought back.

use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::browser::{Browser, counting, document, offline, open, wait_for};
use crate::confirmed::{awaiting, confirmed, rename, stored};
use crate::contacts::{is_gone, lists, names};
use crate::people::{let_time_pass, link_to_page, send, server_time, somebody_signed_in, token_of};

/// How far a moment is from now, by the server's clock, in seconds.
async fn seconds_until(moment: &Value) -> f64 {
    let time = |text: &str| js_sys::Date::parse(text) / 1000.0;
    time(moment.as_str().expect("a moment")) - time(&server_time().await)
}

async fn apply(page: &Browser, change: &str) {
    page.choose("What to do with them", change).await;
    page.click("Apply").await;
}

/// Adds so many; the newest is the last.
async fn add(count: usize) {
    for number in 0..count {
        let body = json!({
            "channel": "email", "address": format!("duty{number}@example.org"), "label": format!("Duty {number:02}"),
        });
        assert_eq!(send("POST", "/contacts", &[], &body).await.status(), 201);
    }
}

/// The holder of a contact says no.
async fn refuse(contact: &Value) {
    let link = link_to_page(contact["address"].as_str().expect("an address"), "/confirm/").await;
    let path = format!("/confirmations/{}", token_of(&link));
    assert_eq!(send("PUT", &path, &[], &json!({ "act": "refuse" })).await.status(), 200, "refusing");
}

#[wasm_bindgen_test]
async fn those_that_are_ticked_are_paused_and_resumed_together() {
    somebody_signed_in("Ada").await;
    let (ola, jan) = (confirmed("Ola").await, confirmed("Jan").await);
    let page = open("/contacts");
    lists(&page, &["Jan", "Ola"]).await;
    page.tick("Select all shown").await;
    page.sees("2 selected").await;
    apply(&page, "Pause for 8 hours").await;
    page.sees("Changed: 2 contacts.").await;
    for contact in [&ola, &jan] {
        let paused = stored(contact).await;
        assert_eq!(paused["state"], "paused");
        let until = seconds_until(&paused["paused_until"]).await;
        assert!((until - 8.0 * 3600.0).abs() < 120.0, "{until} s");
    }
    page.sees("If a site went down now, nobody would be told").await;
    // What was ticked is done with; one alone is resumed at its row.
    is_gone(&page, "selected").await;
    page.click("Resume Ola").await;
    is_gone(&page, "nobody would be told").await;
    assert_eq!(stored(&ola).await["state"], "confirmed");
    page.tick("Select Jan").await;
    apply(&page, "Resume").await;
    page.sees("Changed: 1 contact.").await;
    assert_eq!(stored(&jan).await["state"], "confirmed");
}

#[wasm_bindgen_test]
async fn each_pause_that_is_offered_ends_when_it_says() {
    somebody_signed_in("Ada").await;
    let ola = confirmed("Ola").await;
    let page = open("/contacts");
    for (pause, hours) in [("Pause for 1 hour", 1.0), ("Pause for a week", 168.0)] {
        page.tick("Select Ola").await;
        apply(&page, pause).await;
        page.sees("Changed: 1 contact.").await;
        page.click("Close").await;
        let until = seconds_until(&stored(&ola).await["paused_until"]).await;
        assert!((until - hours * 3600.0).abs() < 120.0, "{pause}: {until} s");
    }
    page.tick("Select Ola").await;
    apply(&page, "Pause until tomorrow, 8:00").await;
    page.sees("Changed: 1 contact.").await;
    page.click("Close").await;
    let until = stored(&ola).await["paused_until"].clone();
    let morning = js_sys::Date::new(&until.as_str().expect("a moment").into());
    assert_eq!((morning.get_hours(), morning.get_minutes()), (8, 0), "by this browser's clock");
    let left = seconds_until(&until).await / 3600.0;
    assert!((8.0..=32.5).contains(&left), "tomorrow, in {left} h");
    page.tick("Select Ola").await;
    apply(&page, "Pause until resumed").await;
    page.sees("Changed: 1 contact.").await;
    let paused = stored(&ola).await;
    assert_eq!((&paused["state"], &paused["paused_until"]), (&json!("paused"), &json!(null)));
}

#[wasm_bindgen_test]
async fn a_kind_of_message_is_chosen_and_unchosen_for_many() {
    somebody_signed_in("Ada").await;
    let (ola, jan) = (awaiting("Ola").await, awaiting("Jan").await);
    let page = open("/contacts");
    lists(&page, &["Jan", "Ola"]).await;
    page.tick("Select all shown").await;
    apply(&page, "Send: uptime reports").await;
    page.sees("Changed: 2 contacts.").await;
    page.sees("alerts, weekly report").await;
    page.tick("Select Jan").await;
    apply(&page, "Do not send: a site is up again").await;
    page.sees("outages, ongoing outages, weekly report").await;
    assert_eq!(stored(&ola).await["settings"]["kinds"]["uptime_report"], true);
    assert_eq!(stored(&ola).await["settings"]["kinds"]["alert_up"], true);
    assert_eq!(stored(&jan).await["settings"]["kinds"]["alert_up"], false);
}

#[wasm_bindgen_test]
async fn what_is_refused_is_told_with_the_reason_and_stays_ticked() {
    somebody_signed_in("Ada").await;
    confirmed("Ola").await;
    refuse(&confirmed("Ala").await).await;
    let jan = confirmed("Jan").await;
    let page = open("/contacts");
    lists(&page, &["Jan", "Ala", "Ola"]).await;
    page.sees("Refused by its holder").await;
    page.tick("Select all shown").await;
    rename(&jan, "Janek").await;
    apply(&page, "Pause until resumed").await;
    page.sees("Changed: 1 contact.").await;
    page.sees("1 contact: its state does not allow it.").await;
    page.sees("1 contact: changed meanwhile, perhaps in another tab. Try again.").await;
    page.sees("2 selected").await;
    // What was changed elsewhere is shown as it is now, and the next try goes through.
    lists(&page, &["Janek", "Ala", "Ola"]).await;
    apply(&page, "Pause until resumed").await;
    page.sees("1 selected").await;
    assert_eq!(stored(&jan).await["state"], "paused");
    let bar = page.root.query_selector(".bulk").ok().flatten().expect("the bar");
    let focused = || bar.contains(document().active_element().map(Into::into).as_ref()).then_some(());
    wait_for("the focus", focused).await.expect("the focus on what came of it");
}

#[wasm_bindgen_test]
async fn nothing_is_applied_that_was_not_chosen_and_without_a_network_all_stay_ticked() {
    somebody_signed_in("Ada").await;
    let ola = confirmed("Ola").await;
    let page = open("/contacts");
    page.tick("Select Ola").await;
    page.click("Apply").await;
    let list = page.field("What to do with them").await;
    let focused = || (document().active_element().as_ref() == Some(list.unchecked_ref())).then_some(());
    wait_for("the focus", focused).await.expect("the focus on what is to be chosen");
    offline(async {
        apply(&page, "Remove").await;
        page.sees("Not reached yet: 1 contact.").await;
        page.sees("The server cannot be reached.").await;
    })
    .await;
    page.sees("1 selected").await;
    assert_eq!(stored(&ola).await["state"], "confirmed");
    page.click("Clear selection").await;
    is_gone(&page, "selected").await;
}

#[wasm_bindgen_test]
async fn all_that_fit_are_chosen_over_every_page_removed_in_one_go_and_brought_back() {
    somebody_signed_in("Ada").await;
    awaiting("Ola").await;
    add(52).await;
    let page = open("/contacts?q=duty");
    page.sees("The first 50 contacts; there are more.").await;
    page.tick("Select all shown").await;
    page.sees("50 selected").await;
    page.click("Select all that fit").await;
    page.sees("52 selected").await;
    apply(&page, "Remove").await;
    page.sees("Removed: 52 contacts. You can undo this for 30 seconds.").await;
    page.sees("No contacts.").await;
    page.click("Undo removing 52 contacts").await;
    page.sees("Back again: 52 contacts.").await;
    page.sees("The first 50 contacts; there are more.").await;
    assert_eq!(names(&page)[0], "Duty 51");
    // Removed again, and left at that.
    page.tick("Select Duty 51").await;
    page.tick("Select Duty 50").await;
    apply(&page, "Remove").await;
    page.sees("Removed: 2 contacts.").await;
    let_time_pass(31).await;
    page.fill("Search", "ola").await;
    lists(&page, &["Ola"]).await;
    is_gone(&page, "Removed: 2 contacts.").await;
}

#[wasm_bindgen_test]
async fn more_than_one_change_holds_are_changed_in_as_many_as_it_takes() {
    somebody_signed_in("Ada").await;
    add(120).await;
    // No more are taken in one minute.
    let_time_pass(61).await;
    for number in 120..230 {
        let body = json!({ "channel": "email", "address": format!("duty{number}@example.org"), "label": null });
        assert_eq!(send("POST", "/contacts", &[], &body).await.status(), 201);
    }
    let page = open("/contacts");
    page.tick("Select all shown").await;
    page.click("Select all that fit").await;
    page.sees("230 selected").await;
    let changes = counting("PATCH", async {
        apply(&page, "Send: news").await;
        page.sees("Changed: 230 contacts.").await;
    })
    .await;
    assert_eq!(changes, 2, "one takes 200");
    page.sees("alerts, news").await;
}

#[wasm_bindgen_test]
async fn the_box_above_says_whether_some_or_all_are_ticked_and_another_search_unticks() {
    somebody_signed_in("Ada").await;
    awaiting("Ola").await;
    awaiting("Jan").await;
    let page = open("/contacts");
    lists(&page, &["Jan", "Ola"]).await;
    let above = page.root.query_selector("thead input").ok().flatten().expect("the box above");
    let above: HtmlInputElement = above.unchecked_into();
    let stands = |expected: (bool, bool)| {
        let above = above.clone();
        async move {
            let is = || ((above.checked(), above.indeterminate()) == expected).then_some(());
            wait_for("the box above", is).await.expect("the box above");
        }
    };
    page.tick("Select Ola").await;
    stands((false, true)).await;
    page.tick("Select Jan").await;
    stands((true, false)).await;
    page.tick("Select all shown").await;
    stands((false, false)).await;
    is_gone(&page, "selected").await;
    page.tick("Select Ola").await;
    page.sees("1 selected").await;
    page.fill("Search", "jan").await;
    lists(&page, &["Jan"]).await;
    // What is not seen is not changed.
    is_gone(&page, "selected").await;
}
