//! The devices that are signed in, and the password asked for in place.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{counting, offline, open, wait_for};
use crate::people::{
    PASSWORD, another_tab_says_so, let_time_pass, new_address, sign_in, sign_in_elsewhere, sign_out, somebody,
    somebody_signed_in,
};

/// The password is asked for again when it was given longer ago, in seconds (API.md: 15 minutes).
const PASSWORD_GOOD_FOR: u64 = 15 * 60;

#[wasm_bindgen_test]
async fn the_list_of_devices_is_for_those_who_are_signed_in() {
    sign_out().await;
    let page = open("/sessions");
    page.is_at("Sign in").await;
}

#[wasm_bindgen_test]
async fn the_name_in_the_header_leads_to_the_devices_and_this_one_is_marked() {
    somebody_signed_in("Ada").await;
    let page = open("/");
    page.click("Ada: Sign-in and devices").await;
    page.is_at("Sign-in and devices").await;
    page.sees("This device").await;
    page.sees("Your account is open on no other device.").await;
    page.sees("Signed in:").await;
}

#[wasm_bindgen_test]
async fn one_device_is_signed_out_by_one_press() {
    let ada = somebody_signed_in("Ada").await;
    sign_in_elsewhere(&ada).await;
    let page = open("/sessions");
    page.sees("Sign out all others").await;
    // Every device of this test is the same browser; only the others have a button.
    let button = page.button_beginning("Sign out: ").await;
    offline(async {
        button.click();
        page.hears("The server cannot be reached.").await;
    })
    .await;
    let asked = counting("DELETE", async {
        button.click();
        button.click();
        page.sees("Signed out: ").await;
    })
    .await;
    assert_eq!(asked, 1, "a double press signs out once");
    page.sees("Your account is open on no other device.").await;
    let page = page.remount();
    page.sees("Your account is open on no other device.").await;
    page.sees("This device").await;
}

#[wasm_bindgen_test]
async fn all_other_devices_are_signed_out_after_a_question() {
    let ada = somebody_signed_in("Ada").await;
    sign_in_elsewhere(&ada).await;
    sign_in_elsewhere(&ada).await;
    let page = open("/sessions");
    page.click("Sign out all others").await;
    page.is_asked("Sign out all other devices?").await;
    page.click("Cancel").await;
    page.sees("Sign out all others").await;
    page.click("Sign out all others").await;
    page.click("Sign them out").await;
    page.sees("All other devices are signed out.").await;
    page.sees("Your account is open on no other device.").await;
    let page = page.remount();
    page.sees("Your account is open on no other device.").await;
}

#[wasm_bindgen_test]
async fn a_sensitive_act_asks_for_an_old_password_again_and_then_goes_through() {
    let ada = somebody_signed_in("Ada").await;
    let page = open("/sessions");
    let new = new_address("augusta");
    page.fill("New address", &new).await;
    let_time_pass(PASSWORD_GOOD_FOR + 60).await;
    page.send("Change address").await;
    page.is_asked("Confirm that it is you").await;
    page.sees(&ada.email).await;

    page.send("Confirm").await;
    page.is_told("Password", "Enter your password.").await;
    page.fill("Password", "not the right password").await;
    page.send("Confirm").await;
    page.is_told("Password", "This is not your current password.").await;
    page.fill("Password", PASSWORD).await;
    page.send("Confirm").await;
    page.sees("Press the link in the message we have sent to").await;
    page.sees(&new).await;
    assert!(!page.has_dialog());
}

#[wasm_bindgen_test]
async fn who_does_not_give_the_password_again_is_told_that_nothing_has_changed_and_loses_nothing() {
    somebody_signed_in("Ada").await;
    let page = open("/sessions");
    let new = new_address("augusta");
    page.fill("New address", &new).await;
    let_time_pass(PASSWORD_GOOD_FOR + 60).await;
    page.send("Change address").await;
    page.is_asked("Confirm that it is you").await;
    page.click("Cancel").await;
    page.hears("This needs your password. Nothing has changed.").await;
    assert!(!page.has_dialog());
    assert_eq!(page.value("New address").await, new);
}

#[wasm_bindgen_test]
async fn a_session_that_ends_while_the_password_is_asked_for_is_taken_up_first() {
    somebody_signed_in("Ada").await;
    let page = open("/sessions");
    page.fill("New address", &new_address("augusta")).await;
    let_time_pass(PASSWORD_GOOD_FOR + 60).await;
    page.send("Change address").await;
    page.is_asked("Confirm that it is you").await;
    sign_out().await;
    page.fill("Password", PASSWORD).await;
    page.send("Confirm").await;
    page.is_asked("Your session has ended").await;
    page.fill("Password", PASSWORD).await;
    page.send("Sign in").await;
    page.sees("Press the link in the message we have sent to").await;
}

#[wasm_bindgen_test]
async fn what_another_tab_does_to_the_session_is_seen_at_once() {
    let ada = somebody("Ada").await;
    let page = open("/sessions");
    page.is_at("Sign in").await;
    sign_in(&ada).await;
    another_tab_says_so();
    page.is_at("Sign-in and devices").await;
    sign_out().await;
    another_tab_says_so();
    page.is_at("Sign in").await;
    assert!(!page.shows(&ada.email), "nothing personal is left on the page");
}

#[wasm_bindgen_test]
async fn a_session_that_another_tab_ends_takes_nothing_typed_along() {
    let ada = somebody_signed_in("Ada").await;
    let page = open("/profile");
    page.fill("Company", "Typed here").await;
    sign_out().await;
    another_tab_says_so();
    page.is_asked("Your session has ended").await;
    assert_eq!(page.value("Company").await, "Typed here");
    // The same person comes back in that tab: this one goes on by itself.
    sign_in(&ada).await;
    another_tab_says_so();
    let closed = || (!page.has_dialog()).then_some(());
    wait_for("the dialog to close", closed).await.expect("the dialog to close");
    page.send("Save changes").await;
    page.sees("Saved.").await;
    assert_eq!(page.value("Company").await, "Typed here");
}

#[wasm_bindgen_test]
async fn when_another_person_signs_in_elsewhere_the_page_of_the_first_goes() {
    let bob = somebody("Bob").await;
    let ada = somebody_signed_in("Ada").await;
    let page = open("/profile");
    page.fill("Company", "Of Ada").await;
    sign_in(&bob).await;
    another_tab_says_so();
    let of_bob = || page.value_now("First name").filter(|name| name == "Bob");
    wait_for("the profile of Bob", of_bob).await.expect("the profile of Bob");
    assert_eq!(page.value("Company").await, "");
    assert!(!page.shows(&ada.email));
}
