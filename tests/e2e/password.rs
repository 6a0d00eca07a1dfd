//! Passwords: forgotten, set anew, changed; and what is refused.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{Browser, counting, offline, open};
use crate::people::{
    PASSWORD, Person, link_to_page, new_address, sign_in_elsewhere, sign_out, somebody, somebody_signed_in, token_of,
};

/// Another good password.
const NEW: &str = "four purple engines weave";

/// Among the passwords that are tried first, and long enough for every other rule.
const COMMON: &str = "123456789012";

async fn sign_in(page: &Browser, email: &str, password: &str) {
    page.is_at("Sign in").await;
    page.fill("E-mail", email).await;
    page.fill("Password", password).await;
    page.send("Sign in").await;
}

/// Asks for a link and opens it.
async fn open_reset(person: &Person) -> Browser {
    let page = open("/reset-password");
    page.fill("E-mail", &person.email).await;
    page.send("Send the link").await;
    page.is_at("Check your inbox").await;
    let link = link_to_page(&person.email, "/reset-password/").await;
    drop(page);
    let page = open(&format!("/reset-password/{}", token_of(&link)));
    page.is_at("Set a new password").await;
    page
}

#[wasm_bindgen_test]
async fn a_forgotten_password_is_set_anew_by_the_link_in_the_message() {
    let ada = somebody("Ada").await;
    let page = open("/sign-in");
    page.click("Forgot your password?").await;
    page.is_at("Set a new password").await;
    drop(page);
    let page = open_reset(&ada).await;
    page.fill("New password", NEW).await;
    page.send("Save the password").await;
    page.is_at("Password changed").await;
    page.click("Sign in").await;
    sign_in(&page, &ada.email, PASSWORD).await;
    page.hears("This address and password do not belong together.").await;
    sign_in(&page, &ada.email, NEW).await;
    page.is_at("Your profile").await;
}

#[wasm_bindgen_test]
async fn asking_for_an_unknown_address_looks_the_same_as_for_a_known_one() {
    let ada = somebody("Ada").await;
    for email in [ada.email, new_address("nobody")] {
        let page = open("/reset-password");
        page.fill("E-mail", &email).await;
        page.send("Send the link").await;
        page.is_at("Check your inbox").await;
        page.sees(&format!("If there is an account for {email}, a message with a link is on its way.")).await;
        page.click("Ask once more").await;
        page.is_at("Set a new password").await;
    }
}

#[wasm_bindgen_test]
async fn each_rule_of_a_new_password_is_told_at_its_field_and_the_link_goes_on_working() {
    let ada = somebody("Ada").await;
    let page = open("/reset-password");
    page.send("Send the link").await;
    page.is_told("E-mail", "Enter your e-mail address.").await;
    page.fill("E-mail", "ada at example.org").await;
    page.is_told("E-mail", "does not look like an e-mail address").await;
    drop(page);

    let page = open_reset(&ada).await;
    page.send("Save the password").await;
    page.is_told("New password", "Enter your password.").await;
    page.fill("New password", "elevenchars").await;
    page.is_told("New password", "At least 12 characters.").await;
    page.fill("New password", &"x".repeat(129)).await;
    page.is_told("New password", "At most 128 characters.").await;
    page.fill("New password", COMMON).await;
    page.send("Save the password").await;
    page.is_told("New password", "Too many people have this password.").await;
    assert_eq!(page.value("New password").await, COMMON, "what was typed stays");
    page.fill("New password", NEW).await;
    page.send("Save the password").await;
    page.is_at("Password changed").await;
}

#[wasm_bindgen_test]
async fn a_link_that_was_used_shows_the_way_to_a_new_one() {
    let ada = somebody("Ada").await;
    let page = open_reset(&ada).await;
    page.fill("New password", NEW).await;
    page.send("Save the password").await;
    page.is_at("Password changed").await;
    let used = token_of(&link_to_page(&ada.email, "/reset-password/").await);
    drop(page);
    for token in [used.as_str(), "no-such-token"] {
        let page = open(&format!("/reset-password/{token}"));
        page.fill("New password", NEW).await;
        page.send("Save the password").await;
        page.hears("This link no longer works").await;
        page.click("Ask for a new link").await;
        page.field("E-mail").await;
    }
}

#[wasm_bindgen_test]
async fn without_a_network_a_new_password_is_not_lost_and_goes_through_later() {
    let ada = somebody("Ada").await;
    let page = open("/reset-password");
    page.fill("E-mail", &ada.email).await;
    offline(async {
        page.send("Send the link").await;
        page.hears("The server cannot be reached.").await;
    })
    .await;
    assert_eq!(page.value("E-mail").await, ada.email);
    drop(page);
    let page = open_reset(&ada).await;
    page.fill("New password", NEW).await;
    offline(async {
        page.send("Save the password").await;
        page.hears("The server cannot be reached.").await;
    })
    .await;
    assert_eq!(page.value("New password").await, NEW);
    let asked = counting("PUT", async {
        let button = page.named("form button[type=submit]", "Save the password").await;
        button.click();
        button.click();
        page.is_at("Password changed").await;
    })
    .await;
    assert_eq!(asked, 1, "a double press sets it once");
}

#[wasm_bindgen_test]
async fn a_common_password_is_refused_at_registration() {
    sign_out().await;
    let page = open("/register");
    page.fill("First name", "Ada").await;
    page.fill("Last name", "Lovelace").await;
    page.fill("E-mail", &new_address("ada")).await;
    page.fill("Password", COMMON).await;
    page.choose("Country", "United Kingdom").await;
    page.choose("Time zone", "Europe/London").await;
    page.tick("I have read and accept").await;
    page.send("Create account").await;
    page.is_told("Password", "Too many people have this password.").await;
    assert_eq!(page.value("Last name").await, "Lovelace");
}

#[wasm_bindgen_test]
async fn a_changed_password_signs_in_and_every_other_device_is_out() {
    let ada = somebody_signed_in("Ada").await;
    sign_in_elsewhere(&ada).await;
    let page = open("/sessions");
    page.is_at("Sign-in and devices").await;
    page.sees("Sign out all others").await;
    page.fill("Current password", PASSWORD).await;
    page.fill("New password", NEW).await;
    let asked = counting("PUT", async {
        let button = page.named("form button[type=submit]", "Change password").await;
        button.click();
        button.click();
        page.sees("Password changed. Every other device was signed out.").await;
    })
    .await;
    assert_eq!(asked, 1, "a double press changes it once");
    page.sees("Your account is open on no other device.").await;
    assert_eq!(page.value("Current password").await, "");
    assert_eq!(page.value("New password").await, "");

    page.click("Sign out").await;
    page.is_at("Your account. Your rules.").await;
    page.click("Sign in").await;
    sign_in(&page, &ada.email, NEW).await;
    page.is_at("Your profile").await;
}

#[wasm_bindgen_test]
async fn each_rule_of_a_changed_password_is_told_at_its_field() {
    somebody_signed_in("Ada").await;
    let page = open("/sessions");
    page.is_at("Sign-in and devices").await;
    page.send("Change password").await;
    page.is_told("Current password", "Enter your password.").await;
    page.is_told("New password", "Choose a new password.").await;
    page.fill("Current password", "not the right password").await;
    page.fill("New password", "elevenchars").await;
    page.is_told("New password", "At least 12 characters.").await;
    page.fill("New password", NEW).await;
    page.send("Change password").await;
    page.is_told("Current password", "This is not your current password.").await;
    page.fill("Current password", PASSWORD).await;
    page.fill("New password", COMMON).await;
    page.send("Change password").await;
    page.is_told("New password", "Too many people have this password.").await;
    assert_eq!(page.value("Current password").await, PASSWORD, "what was typed stays");
    offline(async {
        page.fill("New password", NEW).await;
        page.send("Change password").await;
        page.hears("The server cannot be reached.").await;
    })
    .await;
    page.send("Change password").await;
    page.sees("Password changed.").await;
}
