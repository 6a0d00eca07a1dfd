//! Registration, confirmation, signing in and out.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{Browser, counting, offline, open, wait_for};
use crate::people::{PASSWORD, link_to, new_address, sign_out, somebody, token_of};

/// Fills in the registration as a careful person would.
async fn fill_in(page: &Browser, email: &str) {
    page.fill("First name", "Ada").await;
    page.fill("Last name", "Lovelace").await;
    page.fill("E-mail", email).await;
    page.fill("Password", PASSWORD).await;
    page.choose("Country", "United Kingdom").await;
    page.choose("Time zone", "Europe/London").await;
    page.tick("I have read and accept").await;
}

#[wasm_bindgen_test]
async fn a_newcomer_registers_confirms_signs_in_saves_a_profile_and_signs_out() {
    sign_out().await;
    let email = new_address("ada");
    let page = open("/");
    page.is_at("Your account. Your rules.").await;
    page.click("Create account").await;
    page.is_at("Create your account").await;
    fill_in(&page, &email).await;
    page.send("Create account").await;
    page.is_at("Check your inbox").await;
    page.sees(&email).await;

    let link = link_to(&email).await;
    drop(page);
    let page = open(&format!("/confirm-email/{}", token_of(&link)));
    page.is_at("Confirm your address").await;
    page.send("Confirm my address").await;
    page.is_at("Address confirmed").await;
    page.click("Sign in").await;
    page.is_at("Sign in").await;
    page.fill("E-mail", &email).await;
    page.fill("Password", PASSWORD).await;
    page.send("Sign in").await;

    page.is_at("Your profile").await;
    assert_eq!(page.value("First name").await, "Ada");
    page.fill("Company", "Analytical Engines").await;
    page.send("Save changes").await;
    page.sees("Saved.").await;

    let page = page.remount();
    page.is_at("Your profile").await;
    assert_eq!(page.value("Company").await, "Analytical Engines");

    page.click("Sign out").await;
    page.is_at("Your account. Your rules.").await;
    assert!(!page.shows("Ada"), "nothing personal is left on the page");
    drop(page);
    let page = open("/profile");
    page.is_at("Sign in").await;
}

#[wasm_bindgen_test]
async fn each_rule_of_the_registration_is_told_at_its_field() {
    sign_out().await;
    let page = open("/register");
    page.is_at("Create your account").await;
    page.send("Create account").await;
    page.is_told("First name", "Enter your first name.").await;
    page.is_told("Last name", "Enter your last name.").await;
    page.is_told("E-mail", "Enter your e-mail address.").await;
    page.is_told("Password", "Enter your password.").await;
    page.is_told("Country", "Choose your country.").await;
    page.hears("We cannot open an account unless you accept the privacy policy.").await;

    let too_long = "x".repeat(101);
    page.fill("First name", &too_long).await;
    page.is_told("First name", "At most 100 characters.").await;
    page.fill("Last name", "Love\u{7}lace").await;
    page.is_told("Last name", "invisible control character").await;
    page.fill("E-mail", "ada@example").await;
    page.is_told("E-mail", "does not look like an e-mail address").await;
    page.fill("Password", "elevenchars").await;
    page.is_told("Password", "At least 12 characters.").await;
    page.fill("Password", &"x".repeat(129)).await;
    page.is_told("Password", "At most 128 characters.").await;
    page.choose("Time zone", "Choose").await;
    page.send("Create account").await;
    page.is_told("Time zone", "Choose your time zone.").await;

    page.fill("First name", "Ada").await;
    page.is_well("First name").await;
    assert_eq!(page.value("Last name").await, "Love\u{7}lace", "what was typed stays");
}

#[wasm_bindgen_test]
async fn the_servers_own_refusal_is_told_at_its_field() {
    sign_out().await;
    let page = open("/register");
    fill_in(&page, &new_address("ada")).await;
    page.choose_unlisted("Time zone", "Mars/Olympus").await;
    page.send("Create account").await;
    page.is_told("Time zone", "We do not know this time zone.").await;
    assert_eq!(page.value("First name").await, "Ada");
}

#[wasm_bindgen_test]
async fn a_registration_without_a_network_loses_nothing_and_goes_through_later() {
    sign_out().await;
    let email = new_address("ada");
    let page = open("/register");
    fill_in(&page, &email).await;
    offline(async {
        page.send("Create account").await;
        page.hears("The server cannot be reached.").await;
    })
    .await;
    assert_eq!(page.value("E-mail").await, email);
    page.send("Create account").await;
    page.is_at("Check your inbox").await;
}

#[wasm_bindgen_test]
async fn a_double_press_registers_once() {
    sign_out().await;
    let page = open("/register");
    fill_in(&page, &new_address("ada")).await;
    let asked = counting("POST", async {
        let button = page.named("form button[type=submit]", "Create account").await;
        button.click();
        button.click();
        page.is_at("Check your inbox").await;
    })
    .await;
    assert_eq!(asked, 1);
}

#[wasm_bindgen_test]
async fn registering_a_known_address_looks_the_same_as_a_new_one() {
    let ada = somebody("Ada").await;
    let page = open("/register");
    fill_in(&page, &ada.email).await;
    page.send("Create account").await;
    page.is_at("Check your inbox").await;
    page.sees(&ada.email).await;
}

#[wasm_bindgen_test]
async fn a_link_that_was_used_or_never_sent_is_told_so() {
    sign_out().await;
    let page = open("/confirm-email/no-such-token");
    page.send("Confirm my address").await;
    page.hears("This link no longer works").await;
    drop(page);

    let ada = somebody("Ada").await;
    let page = open(&format!("/confirm-email/{}", token_of(&link_to(&ada.email).await)));
    page.send("Confirm my address").await;
    page.hears("This link no longer works").await;
}

#[wasm_bindgen_test]
async fn a_wrong_password_and_an_unknown_address_are_told_in_the_same_words() {
    let ada = somebody("Ada").await;
    let page = open("/sign-in");
    for email in [&ada.email, &new_address("nobody")] {
        page.fill("E-mail", email).await;
        page.fill("Password", "not the right password").await;
        page.send("Sign in").await;
        page.hears("This address and password do not belong together.").await;
        assert_eq!(page.value("E-mail").await, *email);
    }
}

#[wasm_bindgen_test]
async fn each_rule_of_signing_in_is_told_at_its_field() {
    sign_out().await;
    let page = open("/sign-in");
    page.is_at("Sign in").await;
    page.send("Sign in").await;
    page.is_told("E-mail", "Enter your e-mail address.").await;
    page.is_told("Password", "Enter your password.").await;
    page.fill("E-mail", "ada at example.org").await;
    page.is_told("E-mail", "does not look like an e-mail address").await;
}

#[wasm_bindgen_test]
async fn who_is_sent_to_sign_in_sees_the_page_right_after() {
    let ada = somebody("Ada").await;
    let page = open("/profile");
    page.is_at("Sign in").await;
    page.fill("E-mail", &ada.email).await;
    page.fill("Password", PASSWORD).await;
    page.send("Sign in").await;
    page.is_at("Your profile").await;
    let path = || crate::browser::window().location().pathname().ok().filter(|path| path == "/profile");
    wait_for("the address of the profile", path).await.expect("the address of the profile");
}
