//! Contact with support: writing, the number, how a request stands, signed in and out.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{counting, offline, open};
use crate::people::{code_to, new_address, sign_out, somebody_signed_in};

const MESSAGE: &str = "The report of my site came twice.";

#[wasm_bindgen_test]
async fn who_is_signed_in_writes_gets_a_number_and_sees_how_the_request_stands() {
    somebody_signed_in("Ada").await;
    let page = open("/profile");
    page.click("Support").await;
    page.is_at("Support").await;
    page.sees("You have not written to us yet.").await;
    page.choose("What it is about", "Something does not work").await;
    page.fill("Message", MESSAGE).await;
    page.send("Send").await;
    page.is_at("We have your request").await;
    page.sees("HT-").await;
    page.sees("Something does not work").await;
    page.click("See how it stands").await;
    page.is_at("Your request").await;
    page.sees(MESSAGE).await;
    page.sees("Waiting for an answer").await;
    page.click("All of support").await;
    page.sees("Waiting for an answer").await;
}

#[wasm_bindgen_test]
async fn who_is_signed_out_writes_with_an_address_and_sees_the_request_by_the_code_that_was_sent() {
    sign_out().await;
    let email = new_address("bob");
    let page = open("/support");
    page.fill("E-mail", &email).await;
    page.choose("What it is about", "Praise, blame, ideas").await;
    page.fill("Message", MESSAGE).await;
    page.send("Send").await;
    page.is_at("We have your request").await;
    page.sees("a message with a code").await;
    page.click("See how it stands").await;
    page.is_at("Your request").await;
    assert!(!page.shows(MESSAGE), "the number alone shows nothing");

    page.send("Show").await;
    page.is_told("Code", "Enter the code.").await;
    page.fill("Code", "AAAAAAAAAA").await;
    page.send("Show").await;
    page.hears("This number and code do not belong together.").await;
    page.fill("Code", &code_to(&email).await).await;
    page.send("Show").await;
    page.sees(MESSAGE).await;
    page.sees("Praise, blame, ideas").await;
}

#[wasm_bindgen_test]
async fn why_it_is_held_stands_beside_each_field_of_support() {
    sign_out().await;
    let page = open("/support");
    for field in ["E-mail", "What it is about", "Message"] {
        page.named("summary", &format!("?Why we hold this: {field}")).await.click();
        page.sees("to answer you").await;
    }
    page.sees("companies that deliver e-mail").await;
    page.sees("without one 365 days from the last word in your request").await;
}

#[wasm_bindgen_test]
async fn each_rule_of_support_is_told_at_its_field() {
    sign_out().await;
    let page = open("/support");
    page.is_at("Support").await;
    page.send("Send").await;
    page.is_told("What it is about", "Choose what it is about.").await;
    page.is_told("Message", "Write a few words.").await;
    page.fill("E-mail", "bob at example.org").await;
    page.is_told("E-mail", "does not look like an e-mail address").await;
    page.fill("Message", &"x".repeat(3990)).await;
    page.sees("10 characters left.").await;
    page.is_well("Message").await;
    page.fill("Message", &"x".repeat(4001)).await;
    page.is_told("Message", "At most 4000 characters.").await;
    page.fill("Message", "a\u{7}b").await;
    page.is_told("Message", "invisible control character").await;
}

#[wasm_bindgen_test]
async fn that_an_address_is_needed_signed_out_is_told_by_the_server_at_its_field() {
    sign_out().await;
    let page = open("/support");
    page.choose("What it is about", "My data and privacy").await;
    page.fill("Message", MESSAGE).await;
    page.send("Send").await;
    page.is_told("E-mail", "Enter your e-mail address.").await;
    assert_eq!(page.value("Message").await, MESSAGE, "what was typed stays");
}

#[wasm_bindgen_test]
async fn who_was_signed_out_while_writing_is_asked_for_an_address_and_loses_nothing() {
    somebody_signed_in("Ada").await;
    let page = open("/support");
    page.choose("What it is about", "Account and signing in").await;
    page.fill("Message", MESSAGE).await;
    sign_out().await;
    page.send("Send").await;
    page.is_told("E-mail", "Enter your e-mail address.").await;
    assert_eq!(page.value("Message").await, MESSAGE);
    page.fill("E-mail", &new_address("ada")).await;
    page.send("Send").await;
    page.is_at("We have your request").await;
}

#[wasm_bindgen_test]
async fn a_request_without_a_network_loses_nothing_and_a_double_press_sends_it_once() {
    somebody_signed_in("Ada").await;
    let page = open("/support");
    page.choose("What it is about", "Account and signing in").await;
    page.fill("Message", MESSAGE).await;
    offline(async {
        page.send("Send").await;
        page.hears("The server cannot be reached.").await;
    })
    .await;
    assert_eq!(page.value("Message").await, MESSAGE);
    let asked = counting("POST", async {
        let button = page.named("form button[type=submit]", "Send").await;
        button.click();
        button.click();
        page.is_at("We have your request").await;
    })
    .await;
    assert_eq!(asked, 1);
}

#[wasm_bindgen_test]
async fn somebody_elses_request_is_not_shown() {
    let page = {
        somebody_signed_in("Ada").await;
        let page = open("/support");
        page.choose("What it is about", "Account and signing in").await;
        page.fill("Message", MESSAGE).await;
        page.send("Send").await;
        page.is_at("We have your request").await;
        page
    };
    page.click("See how it stands").await;
    page.sees(MESSAGE).await;
    let path = crate::browser::window().location().pathname().expect("an address");
    drop(page);
    somebody_signed_in("Bob").await;
    let page = open(&path);
    page.sees("Give the code from our message").await;
    assert!(!page.shows(MESSAGE));
}
