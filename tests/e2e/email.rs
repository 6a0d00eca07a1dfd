//! The change of the main address: asked for, confirmed, stopped and taken back.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{counting, offline, open};
use crate::people::{PASSWORD, link_to_page, new_address, somebody, somebody_signed_in, token_of};

/// Asks for a change of the address of who is signed in.
async fn ask_for(new: &str) {
    let page = open("/sessions");
    page.fill("New address", new).await;
    page.send("Change address").await;
    page.sees("Press the link in the message we have sent to").await;
    page.sees(new).await;
}

/// Asks for a change, and confirms it by the link that came to the new address.
async fn change() -> String {
    let new = new_address("augusta");
    ask_for(&new).await;
    let link = link_to_page(&new, "/change-email/").await;
    let page = open(&format!("/change-email/{}", token_of(&link)));
    page.is_at("Confirm your new address").await;
    page.send("Confirm my address").await;
    page.is_at("Address changed").await;
    page.sees(&new).await;
    new
}

#[wasm_bindgen_test]
async fn the_main_address_changes_once_the_new_one_is_confirmed() {
    let ada = somebody_signed_in("Ada").await;
    let page = open("/profile");
    page.click("Change address").await;
    page.is_at("Sign-in and devices").await;
    page.sees(&ada.email).await;
    drop(page);
    let new = change().await;
    let page = open("/sessions");
    page.sees(&new).await;
    drop(page);
    let page = open("/profile");
    assert_eq!(page.value("E-mail").await, new);
}

#[wasm_bindgen_test]
async fn until_the_new_address_is_confirmed_nothing_changes() {
    let ada = somebody_signed_in("Ada").await;
    let new = new_address("augusta");
    ask_for(&new).await;
    // Programs that scan mail open the link.
    let link = link_to_page(&new, "/change-email/").await;
    let page = open(&format!("/change-email/{}", token_of(&link)));
    page.is_at("Confirm your new address").await;
    drop(page);
    let page = open("/profile");
    assert_eq!(page.value("E-mail").await, ada.email);
}

#[wasm_bindgen_test]
async fn each_rule_of_a_new_address_is_told_at_its_field() {
    let ada = somebody_signed_in("Ada").await;
    let page = open("/sessions");
    page.send("Change address").await;
    page.is_told("New address", "Enter your e-mail address.").await;
    page.fill("New address", "augusta").await;
    page.is_told("New address", "does not look like an e-mail address").await;
    page.fill("New address", &ada.email).await;
    page.send("Change address").await;
    page.is_told("New address", "This is your address already.").await;
    let new = new_address("augusta");
    page.fill("New address", &new).await;
    offline(async {
        page.send("Change address").await;
        page.hears("The server cannot be reached.").await;
    })
    .await;
    assert_eq!(page.value("New address").await, new);
    let asked = counting("POST", async {
        let button = page.named("form button[type=submit]", "Change address").await;
        button.click();
        button.click();
        page.sees("Press the link in the message we have sent to").await;
    })
    .await;
    assert_eq!(asked, 1, "a double press asks once");
}

#[wasm_bindgen_test]
async fn an_address_that_has_an_account_looks_the_same_as_one_that_has_none() {
    let bob = somebody("Bob").await;
    somebody_signed_in("Ada").await;
    ask_for(&bob.email).await;
}

#[wasm_bindgen_test]
async fn the_old_address_takes_a_change_back_and_everyone_is_signed_out() {
    let ada = somebody_signed_in("Ada").await;
    let new = change().await;
    let link = link_to_page(&ada.email, "/keep-email/").await;
    let page = open(&format!("/keep-email/{}", token_of(&link)));
    page.is_at("Keep your address").await;
    page.send("Keep my address").await;
    page.is_at("Your address stays").await;
    page.sees(&ada.email).await;
    assert!(!page.shows(&new));
    page.named("header a", "Sign in").await;
    let link = link_to_page(&ada.email, "/reset-password/").await;
    drop(page);
    let page = open(&format!("/reset-password/{}", token_of(&link)));
    page.fill("New password", PASSWORD).await;
    page.send("Save the password").await;
    page.is_at("Password changed").await;
}

#[wasm_bindgen_test]
async fn the_old_address_stops_a_change_that_is_not_confirmed_yet() {
    let ada = somebody_signed_in("Ada").await;
    let new = new_address("mallory");
    ask_for(&new).await;
    let link = link_to_page(&ada.email, "/keep-email/").await;
    let page = open(&format!("/keep-email/{}", token_of(&link)));
    page.send("Keep my address").await;
    page.is_at("Your address stays").await;
    let link = link_to_page(&new, "/change-email/").await;
    drop(page);
    let page = open(&format!("/change-email/{}", token_of(&link)));
    page.send("Confirm my address").await;
    page.hears("This link no longer works").await;
}

#[wasm_bindgen_test]
async fn links_that_do_not_work_show_a_way_on() {
    somebody_signed_in("Ada").await;
    let page = open("/change-email/no-such-token");
    offline(async {
        page.send("Confirm my address").await;
        page.hears("The server cannot be reached.").await;
    })
    .await;
    page.send("Confirm my address").await;
    page.hears("This link no longer works").await;
    page.click("Sign-in and devices").await;
    page.is_at("Sign-in and devices").await;
    drop(page);
    let page = open("/keep-email/no-such-token");
    page.send("Keep my address").await;
    page.hears("This link no longer works").await;
    page.named("main a", "Support").await;
}
