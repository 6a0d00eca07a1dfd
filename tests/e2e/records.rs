//! The records of one's own data: history, evidence, recipients, and why each field is held.

use contract::policy::places;
use serde_json::json;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{counting, document, offline, open, tampered, wait_for, window};
use crate::people::{let_time_pass, save_elsewhere, server_time, sign_out, somebody_signed_in};

#[wasm_bindgen_test]
async fn a_history_without_changes_says_so() {
    somebody_signed_in("Ada").await;
    let page = open("/profile/history");
    page.is_at("History of changes").await;
    page.sees("Nothing has changed since you registered.").await;
}

#[wasm_bindgen_test]
async fn a_change_stands_in_the_history_in_words_and_is_taken_back_by_one_press() {
    somebody_signed_in("Ada").await;
    save_elsewhere(|profile| {
        profile["gender"] = json!("undisclosed");
        profile["country"] = json!("PL");
        profile["company"] = json!("Analytical Engines");
    })
    .await;
    let page = open("/profile");
    page.click("History of changes").await;
    page.is_at("History of changes").await;
    for words in ["Prefer not to say", "United Kingdom", "Poland", "Analytical Engines", "empty", "you"] {
        page.sees(words).await;
    }
    page.click("Take back").await;
    page.sees("Taken back: Gender, Country, Company.").await;
    page.sees("Takes back an earlier change").await;
    let focused =
        || document().active_element().filter(|element| element.get_attribute("role").as_deref() == Some("status"));
    wait_for("the focus where it is said", focused).await.expect("the focus where it is said");

    page.click("Your profile").await;
    page.is_at("Your profile").await;
    assert_eq!(page.value("Company").await, "");
    assert_eq!(page.value("Country").await, "GB");
    assert_eq!(page.value("Gender").await, "");
}

#[wasm_bindgen_test]
async fn what_has_changed_again_since_is_not_taken_back() {
    somebody_signed_in("Ada").await;
    save_elsewhere(|profile| profile["company"] = json!("Looms")).await;
    let page = open("/profile/history");
    page.sees("Looms").await;
    save_elsewhere(|profile| profile["company"] = json!("Analytical Engines")).await;
    page.click("Take back").await;
    page.hears("This has changed again since.").await;
    let page = page.remount();
    page.sees("Analytical Engines").await;
    assert!(!page.shows("Takes back"), "nothing was overwritten");
}

#[wasm_bindgen_test]
async fn without_a_network_nothing_is_taken_back_and_a_later_press_does() {
    somebody_signed_in("Ada").await;
    save_elsewhere(|profile| profile["company"] = json!("Looms")).await;
    let page = open("/profile/history");
    page.sees("Looms").await;
    offline(async {
        page.click("Take back").await;
        page.hears("The server cannot be reached.").await;
    })
    .await;
    page.click("Take back").await;
    page.sees("Taken back: Company.").await;
}

#[wasm_bindgen_test]
async fn a_double_press_takes_back_once() {
    somebody_signed_in("Ada").await;
    save_elsewhere(|profile| profile["company"] = json!("Looms")).await;
    let page = open("/profile/history");
    let asked = counting("POST", async {
        let button = page.named("button", "Take back").await;
        button.click();
        button.click();
        page.sees("Taken back: Company.").await;
    })
    .await;
    assert_eq!(asked, 1);
}

#[wasm_bindgen_test]
async fn a_long_history_comes_page_by_page_and_the_focus_goes_to_what_came() {
    somebody_signed_in("Ada").await;
    // One more than the server gives at once.
    for number in 0..51 {
        save_elsewhere(|profile| profile["company"] = json!(format!("Looms {number}"))).await;
    }
    let page = open("/profile/history");
    page.sees("Looms 50").await;
    assert!(!page.shows("empty"), "the first change is not there yet");
    page.click("Show more").await;
    page.sees("empty").await;
    let focused = || document().active_element().filter(|element| element.tag_name() == "LI");
    let row = wait_for("the focus at the row that came", focused).await.expect("the focus at the row that came");
    assert!(row.text_content().unwrap_or_default().contains("Looms 0"));
    assert!(!page.shows("Show more"));
}

#[wasm_bindgen_test]
async fn the_record_of_evidence_is_read_and_verified_in_the_browser() {
    somebody_signed_in("Ada").await;
    let page = open("/privacy/evidence");
    page.is_at("Record of evidence").await;
    page.sees("Account created").await;
    page.sees("Privacy policy accepted").await;
    page.sees("2018-05-23").await;
    page.click("Verify").await;
    page.sees("2 entries, unbroken, signed.").await;
}

#[wasm_bindgen_test]
async fn a_text_that_was_changed_on_its_way_is_found_out() {
    somebody_signed_in("Ada").await;
    let page = open("/privacy/evidence");
    page.sees("Account created").await;
    tampered("/evidence", "policy_accepted", "password_reset", async {
        page.click("Verify").await;
        page.sees("Broken at entry 2: its text was changed.").await;
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_signature_that_does_not_belong_to_the_record_is_found_out() {
    somebody_signed_in("Ada").await;
    let page = open("/privacy/evidence");
    page.sees("Account created").await;
    // The signature's place is kept, its first letters are not.
    tampered("/evidence", "\"signature\":\"..", "\"signature\":\"AA", async {
        page.click("Verify").await;
        page.sees("the signature over them is not ours").await;
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_verification_without_a_network_says_so_and_can_be_repeated() {
    somebody_signed_in("Ada").await;
    let page = open("/privacy/evidence");
    page.sees("Account created").await;
    offline(async {
        page.click("Verify").await;
        page.sees("The server cannot be reached.").await;
    })
    .await;
    page.click("Verify").await;
    page.sees("2 entries, unbroken, signed.").await;
}

#[wasm_bindgen_test]
async fn what_left_the_house_is_listed_with_its_fields_and_its_purpose() {
    somebody_signed_in("Ada").await;
    let page = open("/privacy/recipients");
    page.is_at("Who received your data").await;
    page.sees("We do not sell or share your data.").await;
    page.sees("Confirming your address").await;
    page.sees("E-mail").await;
    page.sees("First name").await;
}

#[wasm_bindgen_test]
async fn each_record_is_for_those_who_are_signed_in() {
    sign_out().await;
    for path in ["/profile/history", "/privacy/evidence", "/privacy/recipients"] {
        let page = open(path);
        page.is_at("Sign in").await;
    }
}

#[wasm_bindgen_test]
async fn beside_each_field_it_is_said_why_it_is_held_by_whom_it_is_received_and_how_long_it_is_kept() {
    somebody_signed_in("Ada").await;
    let page = open("/profile");
    page.is_at("Your profile").await;
    for field in [
        "First name",
        "Last name",
        "Gender",
        "Company",
        "Country",
        "Time zone",
        "E-mail",
        "Main phone",
        "Postal address",
    ] {
        page.named("summary", &format!("?Why we hold this: {field}")).await;
    }
    assert!(!page.shows("What for"), "it is said when it is asked");
    page.named("summary", "?Why we hold this: Gender").await.click();
    for words in [
        "to suit the page and our messages to you",
        "nobody outside our company",
        "until you clear it; what stood there before stays in your history of changes, as long as the account",
    ] {
        page.sees(words).await;
    }
    page.named("summary", "?Why we hold this: Main phone").await.click();
    page.sees("companies that deliver texts and calls, payment companies, when you order").await;
}

#[wasm_bindgen_test]
async fn each_page_leads_back_to_the_paragraphs_whose_promises_it_keeps() {
    somebody_signed_in("Ada").await;
    let pages: [(&str, &[places::Place]); 5] = [
        ("/register", &places::REGISTER),
        ("/profile", &places::PROFILE),
        ("/privacy/evidence", &places::EVIDENCE),
        ("/privacy/recipients", &places::RECIPIENTS),
        ("/support", &places::SUPPORT),
    ];
    for (path, kept) in pages {
        let page = open(path);
        page.sees("The promise in our policy:").await;
        for place in kept {
            let name = format!("§\u{a0}{}.{}", place.section, place.paragraph);
            let link = page.named("a", &name).await;
            assert_eq!(link.get_attribute("href"), Some(format!("/policy#{}", place.id)), "{path}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_promise_leads_to_its_paragraph_and_the_paragraph_to_its_control() {
    somebody_signed_in("Ada").await;
    let page = open("/privacy/evidence");
    page.click("§\u{a0}8.2").await;
    page.is_at("Privacy policy").await;
    let focused = || document().active_element().filter(|element| element.id() == "security-access");
    wait_for("the focus at the paragraph", focused).await.expect("the focus at the paragraph");
    assert_eq!(window().location().hash().as_deref(), Ok("#security-access"));
    page.click("See your record of evidence").await;
    page.is_at("Record of evidence").await;
}

#[wasm_bindgen_test]
async fn the_start_page_says_until_when_the_trial_lasts_and_when_the_data_go() {
    somebody_signed_in("Ada").await;
    let page = open("/");
    page.is_at("Hello, Ada").await;
    page.sees("Trial until").await;
    page.sees("we erase your data on").await;
}

#[wasm_bindgen_test]
async fn who_comes_when_the_clock_has_moved_has_the_trial_from_then_on() {
    let day = |now: &str| {
        let thirty_days_on = js_sys::Function::new_with_args(
            "now",
            "return new Date(Date.parse(now) + 30 * 24 * 60 * 60 * 1000)
                .toLocaleDateString('en-GB', { timeZone: 'Europe/Warsaw', dateStyle: 'long' })",
        );
        let day = thirty_days_on.call1(&JsValue::UNDEFINED, &now.into()).expect("a day");
        format!("Trial until {}.", day.as_string().expect("words"))
    };
    let today = day(&server_time().await);
    let_time_pass(45 * 24 * 60 * 60).await;
    let before = day(&server_time().await);
    somebody_signed_in("Ada").await;
    let after = day(&server_time().await);
    assert_ne!(today, before, "the clock has moved");
    let page = open("/");
    // At midnight in Warsaw the trial may begin on one day or the next.
    let shown = || [&before, &after].into_iter().find(|day| page.shows(day));
    wait_for(&before, shown).await.expect("the last day of the trial");
}
