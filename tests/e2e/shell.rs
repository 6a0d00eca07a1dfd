//! What stands around every page: titles, focus, the page that is not there, being mounted twice.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{document, open, wait_for};
use crate::people::{sign_out, somebody_signed_in};

#[wasm_bindgen_test]
async fn a_change_of_page_moves_the_focus_to_its_heading_and_names_the_tab() {
    sign_out().await;
    let page = open("/");
    page.is_at("Your account. Your rules.").await;
    page.click("Payments").await;
    page.is_at("Payments").await;
    let focused = || document().active_element().filter(|element| element.tag_name() == "H1");
    wait_for("the focus at the heading", focused).await.expect("the focus at the heading");
    assert_eq!(document().title(), "Payments · HostTracker Account");
}

#[wasm_bindgen_test]
async fn an_address_without_a_page_says_so_and_leads_back() {
    sign_out().await;
    let page = open("/no/such/page");
    page.is_at("There is no such page").await;
    page.click("Back to the start").await;
    page.is_at("Your account. Your rules.").await;
}

#[wasm_bindgen_test]
async fn the_policy_is_read_by_anybody() {
    sign_out().await;
    let page = open("/policy");
    page.is_at("Privacy policy").await;
    page.sees("In force since 23 May 2018.").await;
    page.sees("72 hours").await;
}

#[wasm_bindgen_test]
async fn the_application_can_be_mounted_twice() {
    somebody_signed_in("Ada").await;
    let one = open("/profile");
    one.is_at("Your profile").await;
    let other = open("/profile");
    other.is_at("Your profile").await;
    drop(one);
    assert_eq!(other.value("First name").await, "Ada");
}

#[wasm_bindgen_test]
async fn a_server_that_cannot_be_reached_is_told_with_a_way_to_try_again() {
    somebody_signed_in("Ada").await;
    let page = crate::browser::offline(async {
        let page = open("/profile");
        page.hears("The server cannot be reached.").await;
        page
    })
    .await;
    page.click("Try again").await;
    page.is_at("Your profile").await;
    assert_eq!(page.value("First name").await, "Ada");
}
