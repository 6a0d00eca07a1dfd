//! The list of contacts: the first one, searching, narrowing, sorting, reading on, removing and taking it back.

use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use crate::browser::{Browser, all, counting, document, fire, next_moment, offline, open, wait_for, window};
use crate::confirmed::{awaiting, confirmed, rename, stored};
use crate::people::{get, let_time_pass, send, sign_out, somebody_signed_in};

/// The names in the rows, from above.
pub fn names(page: &Browser) -> Vec<String> {
    all(&page.root, "main tbody th a").iter().filter_map(|link| link.text_content()).collect()
}

/// Waits until the rows are those of these names, in this order.
pub async fn lists(page: &Browser, expected: &[&str]) {
    let what = format!("the rows {expected:?}");
    let came = wait_for(&what, || (names(page) == expected).then_some(())).await;
    assert!(came.is_ok(), "waited for {what}, but {:?}", names(page));
}

/// Waits until a field holds a value.
pub async fn holds(page: &Browser, label: &str, value: &str) {
    let held = || (page.value_now(label).as_deref() == Some(value)).then_some(());
    wait_for("a value", held).await.unwrap_or_else(|_| panic!("«{value}» in «{label}»: {:?}", page.value_now(label)));
}

/// Waits until a text is not seen any more.
pub async fn is_gone(page: &Browser, text: &str) {
    wait_for(text, || (!page.shows(text)).then_some(())).await.unwrap_or_else(|text| panic!("«{text}» is still there"));
}

/// Types into the search as a person does: key by key, and goes on having the focus.
async fn search(page: &Browser, text: &str) {
    let field: HtmlInputElement = page.field("Search").await.unchecked_into();
    field.focus().expect("the focus");
    for end in 1..=text.len() {
        field.set_value(&text[..end]);
        fire(&field, "input");
        next_moment().await;
    }
}

fn query() -> String {
    window().location().search().expect("a query")
}

async fn address_says(expected: &str) {
    let what = format!("«{expected}» in the address");
    wait_for(&what, || (query() == expected).then_some(())).await.unwrap_or_else(|what| panic!("{what}: {}", query()));
}

/// Opens the list as it stands in the address.
fn again(page: Browser) -> Browser {
    let path = format!("/contacts{}", query());
    drop(page);
    open(&path)
}

fn has_focus(element: &Element) -> bool {
    document().active_element().as_ref() == Some(element)
}

/// Adds one in a channel, as another tab would.
async fn add(channel: &str, address: &str, label: Option<&str>) {
    let body = json!({ "channel": channel, "address": address, "label": label });
    assert_eq!(send("POST", "/contacts", &[], &body).await.status(), 201, "adding {address}");
}

#[wasm_bindgen_test]
async fn the_list_is_for_those_who_are_signed_in() {
    sign_out().await;
    let page = open("/contacts");
    page.is_at("Sign in").await;
}

#[wasm_bindgen_test]
async fn who_has_nobody_yet_is_told_what_to_do_first_and_that_nobody_would_be_told() {
    somebody_signed_in("Ada").await;
    let page = open("/contacts");
    page.sees("Who should be the first to know?").await;
    page.sees("Add an address or a number.").await;
    page.sees("If a site went down now, nobody would be told").await;
    page.click("Add a contact").await;
    page.is_at("Add a contact").await;
}

#[wasm_bindgen_test]
async fn that_nobody_would_be_told_is_said_with_the_nearest_way_to_mend_it() {
    somebody_signed_in("Ada").await;
    awaiting("Ola").await;
    let page = open("/contacts");
    page.sees("If a site went down now, nobody would be told").await;
    page.click("See who has not confirmed yet: 1").await;
    address_says("?state=awaiting_confirmation").await;
    lists(&page, &["Ola"]).await;
    holds(&page, "State", "awaiting_confirmation").await;
    drop(page);
    confirmed("Jan").await;
    let page = open("/contacts");
    lists(&page, &["Jan", "Ola"]).await;
    page.sees("2 contacts.").await;
    // Jan would be.
    is_gone(&page, "nobody would be told").await;
}

#[wasm_bindgen_test]
async fn a_search_shows_what_fits_as_one_types_by_name_address_or_digits() {
    somebody_signed_in("Ada").await;
    add("phone", "+48601000001", Some("Night shift")).await;
    add("telegram", "@grace_hopper", None).await;
    add("email", "duty@example.org", Some("Zażółć")).await;
    let page = open("/contacts");
    lists(&page, &["Zażółć", "@grace_hopper", "Night shift"]).await;
    search(&page, "HOPPER").await;
    lists(&page, &["@grace_hopper"]).await;
    address_says("?q=HOPPER").await;
    assert!(has_focus(&page.field("Search").await.into()), "who types goes on typing");
    page.fill("Search", "zażół").await;
    lists(&page, &["Zażółć"]).await;
    address_says("?q=za%C5%BC%C3%B3%C5%82").await;
    page.fill("Search", "601 000").await;
    lists(&page, &["Night shift"]).await;
    page.fill("Search", "nobody of that name").await;
    page.sees("Nothing fits").await;
    page.click("Show all contacts").await;
    lists(&page, &["Zażółć", "@grace_hopper", "Night shift"]).await;
    holds(&page, "Search", "").await;
    address_says("").await;
}

#[wasm_bindgen_test]
async fn keys_that_follow_each_other_are_few_questions_and_the_latest_answer_wins() {
    somebody_signed_in("Ada").await;
    add("email", "duty@example.org", Some("Night shift")).await;
    add("email", "night@example.org", Some("Other")).await;
    let page = open("/contacts");
    lists(&page, &["Other", "Night shift"]).await;
    let asked = counting("GET", async {
        search(&page, "night shift").await;
        lists(&page, &["Night shift"]).await;
        address_says("?q=night%20shift").await;
    })
    .await;
    assert!((1..=4).contains(&asked), "eleven keys asked {asked} times");
    // Without a network what stood there stays, and that is said.
    offline(async {
        page.fill("Search", "other").await;
        page.hears("The server cannot be reached.").await;
        assert_eq!(names(&page), ["Night shift"]);
    })
    .await;
    page.fill("Search", "othe").await;
    lists(&page, &["Other"]).await;
}

#[wasm_bindgen_test]
async fn channel_state_and_order_stand_in_the_address_and_come_back() {
    somebody_signed_in("Ada").await;
    confirmed("Ola").await;
    awaiting("Ala").await;
    add("skype", "live:ada.lovelace", None).await;
    let page = open("/contacts");
    lists(&page, &["live:ada.lovelace", "Ala", "Ola"]).await;
    page.choose("Channel", "E-mail (2)").await;
    lists(&page, &["Ala", "Ola"]).await;
    page.choose("State", "Confirmed (1)").await;
    lists(&page, &["Ola"]).await;
    page.choose("Order", "By name").await;
    address_says("?channel=email&state=confirmed&sort=name").await;
    // The address alone brings it back; the back button takes one choice after the other back.
    let page = again(page);
    lists(&page, &["Ola"]).await;
    holds(&page, "Order", "name").await;
    window().history().and_then(|history| history.back()).expect("a way back");
    address_says("?channel=email&state=confirmed").await;
    window().history().and_then(|history| history.back()).expect("a way back");
    address_says("?channel=email").await;
    lists(&page, &["Ala", "Ola"]).await;
    holds(&page, "State", "").await;
    drop(page);
    // What makes no sense in an address asks nothing.
    let page = open("/contacts?channel=pigeon&state=&sort=shoe&q=");
    lists(&page, &["live:ada.lovelace", "Ala", "Ola"]).await;
}

#[wasm_bindgen_test]
async fn a_header_sorts_says_so_and_gives_the_newest_back_when_pressed_again() {
    somebody_signed_in("Ada").await;
    for name in ["Ola", "Zoe", "Ala"] {
        awaiting(name).await;
    }
    let page = open("/contacts");
    lists(&page, &["Ala", "Zoe", "Ola"]).await;
    let header = page.named("th button", "Name and address").await;
    let sorted = || header.closest("th").ok().flatten().and_then(|header| header.get_attribute("aria-sort"));
    assert_eq!(sorted().as_deref(), Some("none"));
    header.click();
    lists(&page, &["Ala", "Ola", "Zoe"]).await;
    assert_eq!(sorted().as_deref(), Some("ascending"));
    address_says("?sort=name").await;
    header.click();
    lists(&page, &["Ala", "Zoe", "Ola"]).await;
    assert_eq!(sorted().as_deref(), Some("none"));
    address_says("").await;
}

#[wasm_bindgen_test]
async fn a_long_list_is_read_on_page_by_page_and_the_focus_goes_along() {
    somebody_signed_in("Ada").await;
    for number in 0..53 {
        add("email", &format!("duty{number}@example.org"), Some(&format!("Duty {number:02}"))).await;
    }
    let page = open("/contacts?sort=name");
    page.sees("The first 50 contacts; there are more.").await;
    offline(async {
        page.click("Show more").await;
        page.hears("The server cannot be reached.").await;
    })
    .await;
    page.click("Show more").await;
    page.sees("53 contacts.").await;
    let expected: Vec<_> = (0..53).map(|number| format!("Duty {number:02}")).collect();
    assert_eq!(names(&page), expected);
    let next = page.named("th a", "Duty 50").await;
    wait_for("the focus", || has_focus(&next).then_some(())).await.expect("the focus on the first that came");
    assert!(!page.shows("Show more"));
}

#[wasm_bindgen_test]
async fn a_removal_asks_nothing_and_is_taken_back_in_its_place() {
    somebody_signed_in("Ada").await;
    confirmed("Ola").await;
    let contact = confirmed("Jan").await;
    let page = open("/contacts");
    lists(&page, &["Jan", "Ola"]).await;
    page.click("Remove Jan").await;
    page.sees("Removed: Jan. You can undo this for 30 seconds.").await;
    lists(&page, &["Ola"]).await;
    page.sees("1 contact.").await;
    let undo = page.named("button", "Undo removing Jan").await;
    wait_for("the focus", || has_focus(&undo).then_some(())).await.expect("the focus on the way back");
    let timer = undo.parent_element().and_then(|bar| bar.query_selector("[role=timer]").ok().flatten());
    let left = timer.and_then(|timer| timer.text_content()).unwrap_or_default();
    assert!(left.ends_with(" s left"), "counted down: {left}");
    undo.click();
    page.sees("Back again: Jan.").await;
    lists(&page, &["Jan", "Ola"]).await;
    let link: Element = page.named("th a", "Jan").await.unchecked_into();
    wait_for("the focus", || has_focus(&link).then_some(())).await.expect("the focus on who came back");
    assert_eq!(stored(&contact).await["state"], "confirmed");
}

#[wasm_bindgen_test]
async fn after_its_time_a_removal_is_for_good_and_its_place_is_gone() {
    somebody_signed_in("Ada").await;
    awaiting("Ola").await;
    let contact = awaiting("Jan").await;
    let page = open("/contacts");
    lists(&page, &["Jan", "Ola"]).await;
    page.click("Remove Jan").await;
    page.sees("Removed: Jan.").await;
    // The search is another question, and keeps the way back in sight.
    page.fill("Search", "ola").await;
    lists(&page, &["Ola"]).await;
    page.sees("Removed: Jan.").await;
    let_time_pass(31).await;
    page.fill("Search", "").await;
    is_gone(&page, "Removed: Jan.").await;
    lists(&page, &["Ola"]).await;
    let path = format!("/contacts/{}", contact["id"].as_str().expect("an id"));
    assert_eq!(get(&path).await.status(), 404);
}

#[wasm_bindgen_test]
async fn a_contact_that_was_changed_elsewhere_is_not_removed_unseen() {
    somebody_signed_in("Ada").await;
    let contact = awaiting("Jan").await;
    let page = open("/contacts");
    lists(&page, &["Jan"]).await;
    rename(&contact, "Jan the second").await;
    page.click("Remove Jan").await;
    lists(&page, &["Jan the second"]).await;
    page.sees("This was changed meanwhile").await;
    page.click("Remove Jan the second").await;
    page.sees("Removed: Jan the second.").await;
}

#[wasm_bindgen_test]
async fn what_another_tab_does_is_seen_here() {
    somebody_signed_in("Ada").await;
    awaiting("Ola").await;
    let page = open("/contacts");
    lists(&page, &["Ola"]).await;
    awaiting("Jan").await;
    let channel = web_sys::BroadcastChannel::new("contacts").expect("a channel");
    channel.post_message(&"changed".into()).expect("a message");
    channel.close();
    lists(&page, &["Jan", "Ola"]).await;
    page.choose("State", "Awaiting confirmation (2)").await;
    let page: Browser = again(page);
    lists(&page, &["Jan", "Ola"]).await;
    let heading: HtmlElement = page.named("a", "Ola").await;
    heading.click();
    page.is_at("Ola").await;
}
