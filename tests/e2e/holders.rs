//! The page of a holder, who needs no account: who asks, yes, no, a report; later own hours, stop, allow again.

use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{Browser, counting, offline, open, tampered};
use crate::confirmed::{awaiting, confirmed, stored};
use crate::people::{
    Person, let_time_pass, link_to_page, save_elsewhere, send, sign_in, sign_out, somebody_signed_in, token_of,
};

/// Somebody with an account who has asked for a confirmation, and the holder's link.
async fn asked() -> (Person, Value, String) {
    let ada = somebody_signed_in("Ada").await;
    let contact = awaiting("Ola").await;
    let path = format!("/contacts/{}/confirmation", contact["id"].as_str().expect("an id"));
    assert!(send("POST", &path, &[], &json!({})).await.ok(), "sending a code");
    let token = token_to(&contact).await;
    sign_out().await;
    (ada, contact, token)
}

async fn token_to(contact: &Value) -> String {
    token_of(&link_to_page(contact["address"].as_str().expect("an address"), "/confirm/").await)
}

async fn at(token: &str) -> Browser {
    let page = open(&format!("/confirm/{token}"));
    page.is_at("Messages for you").await;
    page
}

/// The contact as its customer sees it.
async fn seen_by(person: &Person, contact: &Value) -> Value {
    sign_in(person).await;
    let stored = stored(contact).await;
    sign_out().await;
    stored
}

#[wasm_bindgen_test]
async fn who_asks_and_what_for_is_said_and_opening_the_page_confirms_nothing() {
    let (ada, contact, token) = asked().await;
    let changes = counting("PUT", async {
        let page = at(&token).await;
        page.sees("Ada Lovelace asks whether they may send you messages.").await;
        page.sees("These are alerts when a website that they watch stops working").await;
        page.sees("Nothing changes until you press a button.").await;
        assert!(!page.shows(&ada.email), "nothing more of the account than its name");
        assert!(!page.shows("Ola"), "nor what the contact is called there");
    })
    .await;
    assert_eq!(changes, 0);
    assert_eq!(seen_by(&ada, &contact).await["state"], "awaiting_confirmation");
}

#[wasm_bindgen_test]
async fn the_account_is_called_by_its_company_where_it_has_one() {
    let ada = somebody_signed_in("Ada").await;
    save_elsewhere(|profile| profile["company"] = json!("Analytical Engines Ltd.")).await;
    let token = token_to(&confirmed("Ola").await).await;
    let page = at(&token).await;
    page.sees("You get messages from Analytical Engines Ltd.").await;
    assert!(!page.shows("Lovelace") && !page.shows(&ada.email));
}

#[wasm_bindgen_test]
async fn a_yes_confirms_and_the_same_link_leads_back_to_stop_and_to_allow_again() {
    let (ada, contact, token) = asked().await;
    let page = at(&token).await;
    page.sees("Yes, I agree").await;
    offline(async {
        page.click("Yes, I agree").await;
        page.hears("The server cannot be reached.").await;
    })
    .await;
    page.click("Yes, I agree").await;
    page.sees("Thank you. Messages will come from now on.").await;
    page.sees("You get messages from Ada Lovelace.").await;
    assert_eq!(seen_by(&ada, &contact).await["state"], "confirmed");

    let page = page.remount();
    page.sees("You get messages from Ada Lovelace.").await;
    page.click("Stop everything").await;
    page.sees("Stopped. Nothing more will come.").await;
    page.sees("You get no messages from Ada Lovelace.").await;
    let stopped = seen_by(&ada, &contact).await;
    assert_eq!((&stopped["state"], &stopped["reason"]["code"]), (&json!("opted_out"), &json!("holder_stopped")));
    let page = page.remount();
    page.click("Allow messages again").await;
    page.sees("Thank you. Messages will come again.").await;
    assert_eq!(seen_by(&ada, &contact).await["state"], "confirmed");
}

#[wasm_bindgen_test]
async fn a_no_is_a_no_and_a_report_is_one_too() {
    for (button, said, reason) in [
        ("No, thank you", "Understood. We will send you nothing.", "holder_refused"),
        ("I do not know them", "Thank you for telling us.", "holder_reported"),
    ] {
        let (ada, contact, token) = asked().await;
        let page = at(&token).await;
        page.click(button).await;
        page.sees(said).await;
        page.sees("You get no messages from Ada Lovelace.").await;
        assert!(!page.shows("Yes, I agree") && !page.shows("Quiet hours"));
        let refused = seen_by(&ada, &contact).await;
        assert_eq!((&refused["state"], &refused["reason"]["code"]), (&json!("refused"), &json!(reason)));
    }
}

#[wasm_bindgen_test]
async fn own_quiet_hours_and_their_time_zone_are_saved_and_come_back() {
    let ada = somebody_signed_in("Ada").await;
    let contact = confirmed("Ola").await;
    let token = token_to(&contact).await;
    sign_out().await;
    let page = at(&token).await;
    page.fill("Monday", "22").await;
    page.send("Save my hours").await;
    page.is_told("Monday", "Write the hours like this: 22:00-07:00.").await;
    page.fill("Monday", "22-7").await;
    page.fill("Sunday", "0-9").await;
    page.choose("Time zone", "Europe/Warsaw").await;
    page.send("Save my hours").await;
    page.sees("Your hours are saved.").await;
    assert_eq!(page.value("Monday").await, "22:00-07:00");
    let stored = seen_by(&ada, &contact).await;
    assert_eq!(stored["holder_quiet_hours"]["sunday"], "00:00-09:00");
    assert_eq!(stored["time_zone"], "Europe/Warsaw");
    let page = page.remount();
    page.sees("Quiet hours").await;
    assert_eq!(page.value("Monday").await, "22:00-07:00");
    assert_eq!(page.value("Time zone").await, "Europe/Warsaw");
    // The customer sees that there are such hours, and cannot shift them.
    drop(page);
    sign_in(&ada).await;
    let page = open(&format!("/contacts/{}", contact["id"].as_str().expect("an id")));
    page.sees("Its holder has quiet hours of their own.").await;
}

#[wasm_bindgen_test]
async fn who_asked_for_silence_can_end_it_and_a_pause_of_the_customer_is_theirs() {
    somebody_signed_in("Ada").await;
    let contact = confirmed("Ola").await;
    let token = token_to(&contact).await;
    let body = json!({
        "items": [{ "id": contact["id"], "etag": contact["etag"] }], "change": { "action": "pause", "until": null },
    });
    assert_eq!(send("PATCH", "/contacts", &[], &body).await.status(), 200);
    let page = at(&token).await;
    page.sees("Messages from Ada Lovelace are paused.").await;
    page.sees("Stop everything").await;
    assert!(!page.shows("Allow messages again"));
    drop(page);
    // Nobody here asks a bot for silence: the answer is changed on its way.
    tampered("/confirmations/", "\"muted\":false", "\"muted\":true", async {
        let page = at(&token).await;
        page.sees("Messages from Ada Lovelace are paused.").await;
        page.sees("Allow messages again").await;
    })
    .await;
}

#[wasm_bindgen_test]
async fn hours_that_were_typed_are_not_left_behind_without_asking() {
    somebody_signed_in("Ada").await;
    let token = token_to(&confirmed("Ola").await).await;
    let page = at(&token).await;
    page.fill("Monday", "22-7").await;
    page.click("Contacts").await;
    page.is_asked("Leave without saving?").await;
    page.click("Stay").await;
    assert_eq!(page.value("Monday").await, "22-7");
}

#[wasm_bindgen_test]
async fn a_link_that_is_none_has_its_own_words() {
    sign_out().await;
    let page = at("nothing").await;
    page.sees("We do not know this link").await;
    page.click("Messages come all the same? Write to us").await;
    page.is_at("Support").await;
}

#[wasm_bindgen_test]
async fn the_link_of_an_address_that_was_mended_or_removed_is_none_any_more() {
    let (ada, contact, token) = asked().await;
    sign_in(&ada).await;
    let path = format!("/contacts/{}", contact["id"].as_str().expect("an id"));
    let etag = contact["etag"].as_str().expect("a version");
    assert_eq!(send("DELETE", &path, &[("If-Match", etag)], &json!({})).await.status(), 204);
    let page = at(&token).await;
    page.sees("We do not know this link").await;
}

#[wasm_bindgen_test]
async fn a_link_older_than_a_day_confirms_no_more_and_still_refuses() {
    let (ada, contact, token) = asked().await;
    let page = at(&token).await;
    page.sees("Yes, I agree").await;
    let_time_pass(24 * 60 * 60 + 60).await;
    page.click("Yes, I agree").await;
    page.sees("This link is too old to confirm with: it does so for 24 hours.").await;
    assert!(!page.shows("Yes, I agree"));
    let page = page.remount();
    page.sees("This link is too old to confirm with").await;
    page.click("No, thank you").await;
    page.sees("Understood. We will send you nothing.").await;
    assert_eq!(seen_by(&ada, &contact).await["state"], "refused");
}
