//! Adding a contact and confirming it by the code: each channel's address, the waits, the tries, a slip mended.

use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{Browser, counting, fire, next_moment, offline, open, wait_for, window};
use crate::confirmed::stored;
use crate::people::{code_to, get, let_time_pass, new_address, save_elsewhere, send, somebody_signed_in};

/// Opens the page, once its form is there.
async fn adding() -> Browser {
    let page = open("/contacts/new");
    page.field("E-mail address").await;
    page
}

/// The contact whose page is open, as it is stored.
async fn here() -> Value {
    let path = window().location().pathname().expect("a path");
    stored(&json!({ "id": path.rsplit('/').next().expect("an id") })).await
}

/// A code that is not this one.
fn other_than(code: &str) -> String {
    [if code.starts_with('0') { "1" } else { "0" }, &code[1..]].concat()
}

/// The code in the newest message to an address, once it is another one than these.
async fn code_after(address: &str, known: &[&str]) -> String {
    loop {
        let code = code_to(address).await;
        if !known.contains(&code.as_str()) {
            return code;
        }
        next_moment().await;
    }
}

/// Adds somebody by e-mail in the page, and waits for the step of confirmation.
async fn added(address: &str) -> Browser {
    let page = adding().await;
    page.fill("E-mail address", address).await;
    page.send("Add and send the code").await;
    page.sees(&format!("A code of six digits is on its way: {address}.")).await;
    page
}

#[wasm_bindgen_test]
async fn a_contact_is_added_sent_its_code_in_the_same_go_and_confirmed_by_it() {
    somebody_signed_in("Ada").await;
    let page = adding().await;
    let address = new_address("duty");
    page.fill("E-mail address", &address).await;
    page.fill("Name", "Night shift").await;
    page.choose("Language", "Polski").await;
    page.choose("Time zone", "Europe/Warsaw").await;
    page.send("Add and send the code").await;
    page.is_at("Night shift").await;
    page.sees("Nothing is sent here until its holder has confirmed.").await;
    page.sees("5 tries left.").await;
    page.sees("Today you can send 5 more.").await;
    let code = code_to(&address).await;
    page.fill("Code", &format!("{} {}", &code[..3], &code[3..])).await;
    page.send("Confirm").await;
    page.sees("Confirmed. From now on messages come here.").await;
    page.sees("Its holder has confirmed.").await;
    assert!(!page.shows("Send a new code"));
    let contact = here().await;
    assert_eq!(
        [&contact["state"], &contact["label"], &contact["language"], &contact["time_zone"]],
        ["confirmed", "Night shift", "pl", "Europe/Warsaw"]
    );
}

#[wasm_bindgen_test]
async fn ones_own_address_and_time_zone_are_at_hand() {
    let ada = somebody_signed_in("Ada").await;
    save_elsewhere(|profile| profile["phone"] = json!("+48601234567")).await;
    let page = adding().await;
    assert_eq!(page.value("Time zone").await, "Europe/London");
    page.click(&format!("Use mine: {}", ada.email)).await;
    assert_eq!(page.value("E-mail address").await, ada.email);
    page.tick("Phone").await;
    page.click("Use mine: +48601234567").await;
    assert_eq!(page.value("Phone number").await, "+48601234567");
    page.tick("Slack").await;
    page.field("Member of Slack").await;
    assert!(!page.shows("Use mine"));
}

#[wasm_bindgen_test]
async fn the_address_follows_the_channel_and_each_mistake_has_its_own_words() {
    somebody_signed_in("Ada").await;
    let page = adding().await;
    for (channel, label, typed, told) in [
        ("E-mail", "E-mail address", "", "Give the address."),
        ("E-mail", "E-mail address", "duty", "An e-mail address has an @"),
        ("E-mail", "E-mail address", "duty@example", "The domain after the @ is not whole."),
        ("Phone", "Phone number", "601 000 001", "Begin with + and the country code"),
        ("Phone", "Phone number", "+48 60", "This number is too short for its country."),
        ("Phone", "Phone number", "+48 601 000 001 000", "This number is too long for its country."),
        ("Telegram", "Name in Telegram", "ada", "A Telegram name has 5 to 32"),
        ("Slack", "Member of Slack", "ada lovelace", "Give the member's name"),
        ("Viber", "Number in Viber", "ada", "Begin with + and the country code"),
        ("Messenger", "Name in Messenger", "ada", "A Messenger name has 5 to 50"),
        ("Skype", "Name in Skype", "ada", "A Skype name has 6 to 32"),
    ] {
        page.tick(channel).await;
        page.fill(label, typed).await;
        page.send(if channel == "Skype" { "Keep for the record" } else { "Add and send the code" }).await;
        page.is_told(label, told).await;
    }
    // What is wrong in one channel may be right in another, and what was typed stays.
    page.tick("Slack").await;
    page.is_well("Member of Slack").await;
    assert_eq!(page.value("Member of Slack").await, "ada");
    let field = page.field("Member of Slack").await;
    assert_eq!(field.get_attribute("autocomplete").as_deref(), Some("off"));
    page.tick("E-mail").await;
    let field = page.field("E-mail address").await;
    let attribute = |name: &str| field.get_attribute(name).unwrap_or_default();
    assert_eq!([attribute("type"), attribute("autocomplete"), attribute("inputmode")], ["email", "email", "email"]);
    page.tick("Phone").await;
    page.field("Phone number").await;
    let attribute = |name: &str| field.get_attribute(name).unwrap_or_default();
    assert_eq!([attribute("type"), attribute("autocomplete"), attribute("inputmode")], ["tel", "tel", "tel"]);
}

#[wasm_bindgen_test]
async fn the_servers_own_refusal_is_told_at_the_field_and_a_lost_answer_adds_once() {
    somebody_signed_in("Ada").await;
    let address = new_address("duty");
    let body = json!({ "channel": "email", "address": address });
    assert_eq!(send("POST", "/contacts", &[], &body).await.status(), 201);
    let page = adding().await;
    page.fill("E-mail address", &address.to_uppercase().replace("EXAMPLE.ORG", "example.org")).await;
    page.send("Add and send the code").await;
    page.is_told("E-mail address", "There is a contact with this address already.").await;
    // Who leaves the field has not mended it.
    let field = page.field("E-mail address").await;
    fire(&field, "focusout");
    next_moment().await;
    page.is_told("E-mail address", "There is a contact with this address already.").await;
    let other = new_address("other");
    page.fill("E-mail address", &other).await;
    offline(async {
        page.send("Add and send the code").await;
        page.hears("The server cannot be reached.").await;
    })
    .await;
    assert_eq!(page.value("E-mail address").await, other);
    let asked = counting("POST", async {
        page.send("Add and send the code").await;
        page.send("Add and send the code").await;
        page.sees("A code of six digits is on its way").await;
    })
    .await;
    assert_eq!(asked, 2, "one adds, one sends the code");
}

#[wasm_bindgen_test]
async fn skype_is_kept_for_the_record_says_why_and_is_moved_to_another_channel() {
    somebody_signed_in("Ada").await;
    let page = adding().await;
    page.tick("Skype").await;
    page.sees("Skype was closed by its owner on 5 May 2025.").await;
    page.fill("Name in Skype", "live:ada.lovelace").await;
    page.send("Keep for the record").await;
    page.is_at("live:ada.lovelace").await;
    page.sees("Channel closed").await;
    page.sees("The name stays here for the record; nothing is sent to it.").await;
    assert!(!page.shows("Send the code"));
    page.click("Move it to another channel").await;
    let channel = page.field("Channel").await;
    let focused = || {
        let focused = window().document()?.active_element()?;
        (focused.get_attribute("name") == channel.get_attribute("name")).then_some(())
    };
    wait_for("the focus", focused).await.expect("the focus on the channel");
    page.choose("Channel", "E-mail").await;
    let address = new_address("ada");
    page.fill("E-mail address", &address).await;
    send_the_address(&page).await;
    page.sees("Saved. A code is on its way to the new address.").await;
    page.fill("Code", &code_to(&address).await).await;
    page.send("Confirm").await;
    page.sees("Confirmed. From now on messages come here.").await;
    assert_eq!(here().await["channel"], "email");
}

/// Saves the form that holds the address: the other form of the page has a button of the same name.
async fn send_the_address(page: &Browser) {
    let address = page.field("Channel").await;
    let form = address.closest("form").ok().flatten().expect("a form");
    let button = form.query_selector("button[type=submit]").ok().flatten().expect("a button");
    wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlElement>(button).click();
}

#[wasm_bindgen_test]
async fn a_wrong_code_says_how_many_tries_are_left_and_the_fifth_spends_it() {
    somebody_signed_in("Ada").await;
    let address = new_address("duty");
    let page = added(&address).await;
    page.send("Confirm").await;
    page.is_told("Code", "Enter the code.").await;
    page.fill("Code", "12345").await;
    page.send("Confirm").await;
    page.is_told("Code", "The code has six digits.").await;
    let wrong = other_than(&code_to(&address).await);
    for left in ["4 tries left.", "3 tries left.", "2 tries left.", "1 try left."] {
        page.fill("Code", &wrong).await;
        page.send("Confirm").await;
        page.is_told("Code", &format!("This is not the code. {left}")).await;
        page.sees(left).await;
    }
    page.send("Confirm").await;
    page.sees("This code was tried too often and no longer works. Send a new one.").await;
    assert!(page.value_now("Code").is_none(), "there is nothing to give");
    let page = page.remount();
    page.sees("This code was tried too often and no longer works.").await;
}

#[wasm_bindgen_test]
async fn the_wait_for_another_code_is_counted_down_and_the_code_runs_out() {
    somebody_signed_in("Ada").await;
    let address = new_address("duty");
    let page = added(&address).await;
    let first = code_to(&address).await;
    page.sees("You can send a new code in 0:5").await;
    page.click("Send a new code").await;
    let_time_pass(61).await;
    // What time it is there, the page learns with the next answer.
    page.fill("Code", &other_than(&first)).await;
    page.send("Confirm").await;
    page.sees("You can send a new code now.").await;
    page.click("Send a new code").await;
    page.sees("A new code is on its way. Earlier ones no longer work.").await;
    page.sees("You can send a new code in 1:5").await;
    page.sees("5 tries left.").await;
    page.sees("Today you can send 4 more.").await;
    let second = code_after(&address, &[&first]).await;
    page.fill("Code", &first).await;
    page.send("Confirm").await;
    page.is_told("Code", "This is not the code.").await;
    let_time_pass(10 * 60).await;
    page.send("Confirm").await;
    page.sees("This code has run out. Send a new one.").await;
    page.sees("You can send a new code now.").await;
    page.click("Send a new code").await;
    page.sees("You can send a new code in 3:5").await;
    page.fill("Code", &code_after(&address, &[&first, &second]).await).await;
    page.send("Confirm").await;
    page.sees("Confirmed. From now on messages come here.").await;
}

#[wasm_bindgen_test]
async fn a_slip_in_the_address_is_mended_in_place_and_a_new_code_goes_to_the_right_one() {
    somebody_signed_in("Ada").await;
    let wrong = new_address("dudy");
    let page = added(&wrong).await;
    let id = here().await["id"].clone();
    page.named("summary", "A slip in the address?").await.click();
    let right = new_address("duty");
    page.fill("E-mail address", "duty").await;
    page.send("Save and send a code").await;
    page.is_told("E-mail address", "An e-mail address has an @").await;
    page.fill("E-mail address", &right).await;
    page.send("Save and send a code").await;
    page.sees(&format!("A code of six digits is on its way: {right}.")).await;
    page.is_at(&right).await;
    assert_eq!(here().await["id"], id, "the contact stays");
    page.fill("Code", &code_to(&wrong).await).await;
    page.send("Confirm").await;
    page.is_told("Code", "This is not the code.").await;
    page.fill("Code", &code_to(&right).await).await;
    page.send("Confirm").await;
    page.sees("Confirmed. From now on messages come here.").await;
}

#[wasm_bindgen_test]
async fn who_adds_too_fast_sees_the_wait_counted_down_and_loses_nothing() {
    somebody_signed_in("Ada").await;
    let page = adding().await;
    let address = new_address("last");
    page.fill("E-mail address", &address).await;
    page.fill("Name", "The last one").await;
    // The backend takes 120 in a minute.
    for number in 0..120 {
        let body = json!({ "channel": "email", "address": format!("duty{number}@example.org") });
        assert_eq!(send("POST", "/contacts", &[], &body).await.status(), 201);
    }
    page.send("Add and send the code").await;
    page.hears("You are adding very fast. What you typed is still here; you can go on in 0:").await;
    assert_eq!(page.value("E-mail address").await, address);
    let_time_pass(61).await;
    assert_eq!(get("/session").await.status(), 200);
    page.send("Add and send the code").await;
    page.is_at("The last one").await;
}
