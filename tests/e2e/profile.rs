//! The profile: saving, rules, stale saves, ended sessions, no network.

use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::browser::{at_time, counting, offline, open};
use crate::people::{PASSWORD, save_elsewhere, sign_out, somebody_signed_in};

#[wasm_bindgen_test]
async fn every_field_is_saved_and_comes_back() {
    somebody_signed_in("Ada").await;
    let typed = [
        ("First name", "Ala"),
        ("Last name", "Żółkiewska-Próba"),
        ("Company", "Próba i Synowie"),
        ("Main phone", "+48 601 234 567"),
        ("Street and number", "ul. Prosta 1"),
        ("Address, second line", "m. 7"),
        ("Postal code", "00-001"),
        ("City", "Łódź"),
        ("Region or state", "łódzkie"),
    ];
    let page = open("/profile");
    page.is_at("Your profile").await;
    for (label, text) in typed {
        page.fill(label, text).await;
    }
    page.choose("Gender", "Prefer not to say").await;
    page.choose("Country", "Poland").await;
    page.choose("Country of the address", "Poland").await;
    page.choose("Time zone", "Europe/Warsaw").await;
    page.sees("You have unsaved changes.").await;
    page.send("Save changes").await;
    page.sees("Saved.").await;

    let page = page.remount();
    page.is_at("Your profile").await;
    for (label, text) in typed {
        let kept = if label == "Main phone" { "+48601234567" } else { text };
        assert_eq!(page.value(label).await, kept, "{label}");
    }
    assert_eq!(page.value("Gender").await, "undisclosed");
    assert_eq!(page.value("Country").await, "PL");
    assert_eq!(page.value("Country of the address").await, "PL");
    assert_eq!(page.value("Time zone").await, "Europe/Warsaw");
}

#[wasm_bindgen_test]
async fn each_rule_of_the_profile_is_told_at_its_field() {
    somebody_signed_in("Ada").await;
    let page = open("/profile");
    let too_long = "x".repeat(101);
    for (label, typed, said) in [
        ("First name", too_long.as_str(), "At most 100 characters."),
        ("Last name", "a\u{0}b", "invisible control character"),
        ("Company", &too_long, "At most 100 characters."),
        ("Main phone", "601 234 567", "Begin with + and the country code"),
        ("Main phone", "+48 601", "8 to 15 digits"),
        ("Main phone", "+48 601 234 56x", "8 to 15 digits"),
        ("Street and number", &too_long, "At most 100 characters."),
        ("Address, second line", &too_long, "At most 100 characters."),
        ("Postal code", "00_001", "letters, digits, spaces and dashes"),
        ("Postal code", "1234567890123", "At most 12 characters."),
        ("City", &too_long, "At most 100 characters."),
        ("Region or state", &too_long, "At most 100 characters."),
    ] {
        page.fill(label, typed).await;
        page.is_told(label, said).await;
    }
    page.fill("First name", "").await;
    page.choose("Country", "Choose").await;
    page.choose("Time zone", "Choose").await;
    page.send("Save changes").await;
    page.is_told("First name", "Enter your first name.").await;
    page.is_told("Country", "Choose your country.").await;
    page.is_told("Time zone", "Choose your time zone.").await;
    page.hears("Please mend:").await;
    page.click("Undo").await;
    page.is_well("First name").await;
    assert_eq!(page.value("First name").await, "Ada");
    assert_eq!(page.value("Country").await, "GB");
}

#[wasm_bindgen_test]
async fn the_time_beside_a_zone_is_the_servers_whatever_this_computer_says() {
    somebody_signed_in("Ada").await;
    at_time("2001-01-01T00:00:00Z", "Sun, 22 Nov 2026 14:05:30 GMT", async {
        let page = open("/profile");
        page.sees("It is Sunday 14:05 there now.").await;
        // Nine hours ahead of Greenwich.
        page.choose("Time zone", "Asia/Tokyo").await;
        page.sees("It is Sunday 23:05 there now.").await;
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_number_that_its_country_does_not_have_is_told_by_the_server_at_its_field() {
    somebody_signed_in("Ada").await;
    let page = open("/profile");
    page.fill("Main phone", "+48 000 000 000").await;
    page.send("Save changes").await;
    page.is_told("Main phone", "That country has no such number.").await;
    assert_eq!(page.value("Main phone").await, "+48 000 000 000");
}

#[wasm_bindgen_test]
async fn a_stale_save_shows_both_values_and_saves_what_is_chosen() {
    somebody_signed_in("Ada").await;
    let page = open("/profile");
    page.fill("Company", "Typed here").await;
    save_elsewhere(|profile| {
        profile["company"] = json!("Saved there");
        profile["last_name"] = json!("Byron");
    })
    .await;
    page.send("Save changes").await;
    page.hears("This was changed meanwhile").await;
    page.sees("Typed here").await;
    page.sees("Saved there").await;
    page.sees("Byron").await;
    assert_eq!(page.value("Company").await, "Typed here", "nothing typed is lost");

    // The company keeps what was typed; the name, which nobody touched here, takes the other value.
    page.click("Save my choice").await;
    page.sees("Saved.").await;
    let page = page.remount();
    assert_eq!(page.value("Company").await, "Typed here");
    assert_eq!(page.value("Last name").await, "Byron");
}

#[wasm_bindgen_test]
async fn a_session_that_ended_is_taken_up_in_place_and_the_save_goes_through() {
    let ada = somebody_signed_in("Ada").await;
    let page = open("/profile");
    page.fill("Company", "Typed before the end").await;
    sign_out().await;
    page.send("Save changes").await;
    page.is_asked("Your session has ended").await;
    page.sees(&ada.email).await;
    assert_eq!(page.value("Company").await, "Typed before the end");

    page.fill("Password", "not the right password").await;
    page.send("Sign in").await;
    page.hears("This address and password do not belong together.").await;
    page.fill("Password", PASSWORD).await;
    page.send("Sign in").await;
    page.sees("Saved.").await;
    assert!(!page.has_dialog());
    let page = page.remount();
    assert_eq!(page.value("Company").await, "Typed before the end");
}

#[wasm_bindgen_test]
async fn without_a_network_nothing_typed_is_lost_and_a_later_save_goes_through() {
    somebody_signed_in("Ada").await;
    let page = open("/profile");
    page.fill("Company", "Typed in a tunnel").await;
    offline(async {
        page.send("Save changes").await;
        page.hears("The server cannot be reached.").await;
    })
    .await;
    assert_eq!(page.value("Company").await, "Typed in a tunnel");
    page.send("Save changes").await;
    page.sees("Saved.").await;
}

#[wasm_bindgen_test]
async fn a_double_press_saves_once() {
    somebody_signed_in("Ada").await;
    let page = open("/profile");
    page.fill("Company", "Once").await;
    let saves = counting("PUT", async {
        let button = page.named("form button[type=submit]", "Save changes").await;
        button.click();
        button.click();
        page.sees("Saved.").await;
    })
    .await;
    assert_eq!(saves, 1);
}

#[wasm_bindgen_test]
async fn leaving_with_unsaved_changes_asks_first() {
    somebody_signed_in("Ada").await;
    let page = open("/profile");
    page.fill("Company", "Not saved").await;
    page.click("Contacts").await;
    page.is_asked("Leave without saving?").await;
    page.click("Stay").await;
    assert_eq!(page.value("Company").await, "Not saved");
    page.is_at("Your profile").await;
    page.click("Contacts").await;
    page.is_asked("Leave without saving?").await;
    page.click("Leave without saving").await;
    page.is_at("Contacts").await;
    page.click("Profile").await;
    page.is_at("Your profile").await;
    assert_eq!(page.value("Company").await, "");
}

#[wasm_bindgen_test]
async fn the_first_field_in_error_takes_the_focus_and_the_summary_leads_to_the_others() {
    somebody_signed_in("Ada").await;
    let page = open("/profile");
    page.fill("First name", "").await;
    page.fill("Last name", "").await;
    page.send("Save changes").await;
    page.is_told("Last name", "Enter your last name.").await;
    let focused = || crate::browser::document().active_element().and_then(|element| element.get_attribute("name"));
    let first = || focused().filter(|name| name == "first_name");
    crate::browser::wait_for("the focus at the first name", first).await.expect("the focus at the first name");
    page.click("Last name").await;
    assert_eq!(focused().as_deref(), Some("last_name"));
}

#[wasm_bindgen_test]
async fn changing_the_language_keeps_what_was_typed() {
    somebody_signed_in("Ada").await;
    let page = open("/profile");
    page.fill("Company", "Typed in English").await;
    let language: HtmlElement = page.named("footer select", "PolskiEnglish").await;
    language.unchecked_ref::<web_sys::HtmlSelectElement>().set_value("pl");
    language.dispatch_event(&web_sys::Event::new("change").expect("an event")).expect("an event that goes out");
    page.is_at("Twój profil").await;
    assert_eq!(page.value("Firma").await, "Typed in English");
    page.choose("Kraj", "Wielka Brytania").await;
}
