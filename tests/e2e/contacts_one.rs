//! The page of one contact: how it stands and why, pausing, editing beside others, removing; what holders did.

use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::browser::{Browser, document, open, tampered};
use crate::confirmed::{awaiting, confirmed, rename, stored};
use crate::contacts::holds;
use crate::people::{
    code_to, get, let_time_pass, link_to_page, new_address, send, sign_out, somebody, somebody_signed_in, token_of,
};

async fn at(contact: &Value) -> Browser {
    let page = open(&format!("/contacts/{}", contact["id"].as_str().expect("an id")));
    page.sees("How it stands").await;
    page
}

/// What the holder of a contact does on their page, elsewhere.
async fn holder(contact: &Value, act: &str) {
    let link = link_to_page(contact["address"].as_str().expect("an address"), "/confirm/").await;
    let answer = send("PUT", &format!("/confirmations/{}", token_of(&link)), &[], &json!({ "act": act })).await;
    assert_eq!(answer.status(), 200, "{act}");
}

/// Says what another tab says when contacts have changed.
fn another_tab_says_so() {
    let channel = web_sys::BroadcastChannel::new("contacts").expect("a channel");
    channel.post_message(&"changed".into()).expect("a message");
    channel.close();
}

/// Saves the form that holds the address: the other form of the page has a button of the same name.
async fn save(page: &Browser) {
    let channel = page.field("Channel").await;
    let form = channel.closest("form").ok().flatten().expect("a form");
    let button = form.query_selector("button[type=submit]").ok().flatten().expect("a button");
    button.unchecked_into::<HtmlElement>().click();
}

#[wasm_bindgen_test]
async fn a_contact_of_nobody_and_one_of_somebody_else_are_not_there() {
    somebody_signed_in("Bob").await;
    let of_bob = awaiting("Ola").await;
    sign_out().await;
    somebody_signed_in("Ada").await;
    for id in [of_bob["id"].as_str().expect("an id"), "nothing"] {
        let page = open(&format!("/contacts/{id}"));
        page.is_at("Contact").await;
        page.sees("There is no such contact here.").await;
        assert!(!page.shows("Ola"));
        page.click("All contacts").await;
        page.is_at("Contacts").await;
    }
}

#[wasm_bindgen_test]
async fn a_pause_is_made_shown_with_its_end_and_ended() {
    somebody_signed_in("Ada").await;
    let contact = confirmed("Ola").await;
    let page = at(&contact).await;
    page.choose("For how long", "Pause for 8 hours").await;
    page.click("Pause").await;
    page.sees("Paused.").await;
    page.sees("Silent until").await;
    page.sees("What happens meanwhile is not sent later, either.").await;
    assert_eq!(stored(&contact).await["state"], "paused");
    page.click("Resume").await;
    page.sees("Messages come again.").await;
    page.choose("For how long", "Pause until resumed").await;
    page.click("Pause").await;
    page.sees("Silent until you resume it.").await;
    let page = page.remount();
    page.sees("Silent until you resume it.").await;
}

#[wasm_bindgen_test]
async fn what_the_holder_did_is_said_and_that_only_they_can_change_it() {
    somebody_signed_in("Ada").await;
    let contact = confirmed("Ola").await;
    let page = at(&contact).await;
    for (act, said) in [
        ("stop", "Its holder has stopped all messages."),
        ("allow", "Its holder has confirmed. Messages come as the settings say."),
        ("refuse", "Its holder said no."),
        ("report", "Its holder does not know you, and has reported the message."),
    ] {
        holder(&contact, act).await;
        another_tab_says_so();
        page.sees(said).await;
        let only_holder = page.shows("Only the holder can change that");
        assert_eq!(only_holder, act != "allow", "{act}");
        assert!(!page.shows("Resume") && !page.shows("Send the code"), "{act}: nothing that would be refused");
    }
}

#[wasm_bindgen_test]
async fn the_page_notices_that_the_holder_has_confirmed_by_the_link() {
    somebody_signed_in("Ada").await;
    let contact = awaiting("Ola").await;
    let page = at(&contact).await;
    page.sees("No code is on its way.").await;
    page.click("Send the code").await;
    page.sees("A code of six digits is on its way").await;
    page.fill("Code", "123").await;
    holder(&contact, "confirm").await;
    another_tab_says_so();
    page.sees("Confirmed. From now on messages come here.").await;
    assert!(!page.shows("Send a new code"));
}

#[wasm_bindgen_test]
async fn what_the_provider_said_is_shown_as_its_own_words_and_it_is_tried_again() {
    somebody_signed_in("Ada").await;
    let contact = confirmed("Ola").await;
    let path = format!("/contacts/{}", contact["id"].as_str().expect("an id"));
    let failing = "\"state\":\"failing\",\"reason\":{\"code\":\"provider\",\"said\":\"550 no such user\"},\"was\":";
    // Nothing fails here by itself: the answer is changed on its way.
    tampered(&path, "\"state\":", failing, async {
        tampered(&path, "\"reason\":null,", "", async {
            let page = at(&contact).await;
            page.sees("Not arriving").await;
            page.sees("the company that delivers them refused the last one for good").await;
            page.sees("In the words of the company that delivers:").await;
            let quoted = document().query_selector("blockquote").ok().flatten().and_then(|quote| quote.text_content());
            assert_eq!(quoted.as_deref(), Some("550 no such user"));
            page.click("Try again").await;
            page.sees("Messages come again.").await;
        })
        .await;
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_name_is_changed_without_a_new_confirmation_and_another_address_needs_one() {
    somebody_signed_in("Ada").await;
    let contact = confirmed("Ola").await;
    let page = at(&contact).await;
    page.fill("Name", "Aleksandra").await;
    save(&page).await;
    page.is_at("Aleksandra").await;
    assert_eq!(stored(&contact).await["state"], "confirmed");
    let address = new_address("ola");
    page.fill("E-mail address", &address).await;
    page.sees("Another address or channel has to be confirmed anew by its holder.").await;
    save(&page).await;
    page.sees("Saved. A code is on its way to the new address.").await;
    page.sees("Nothing is sent here until its holder has confirmed.").await;
    page.fill("Code", &code_to(&address).await).await;
    page.send("Confirm").await;
    page.sees("Confirmed. From now on messages come here.").await;
}

#[wasm_bindgen_test]
async fn a_stale_save_overwrites_nothing_and_both_are_shown() {
    somebody_signed_in("Ada").await;
    let contact = confirmed("Ola").await;
    let page = at(&contact).await;
    page.fill("Name", "Typed here").await;
    rename(&contact, "Typed elsewhere").await;
    save(&page).await;
    page.hears("This was changed meanwhile").await;
    page.sees("Typed elsewhere").await;
    assert_eq!(stored(&contact).await["label"], "Typed elsewhere");
    page.click("Save my choice").await;
    page.is_at("Typed here").await;
    assert_eq!(stored(&contact).await["label"], "Typed here");
}

#[wasm_bindgen_test]
async fn a_change_in_another_tab_is_shown_here_and_takes_nothing_typed_along() {
    somebody_signed_in("Ada").await;
    let contact = confirmed("Ola").await;
    let page = at(&contact).await;
    rename(&contact, "Aleksandra").await;
    another_tab_says_so();
    page.is_at("Aleksandra").await;
    holds(&page, "Name", "Aleksandra").await;
    page.fill("Name", "Typed here").await;
    holder(&contact, "stop").await;
    another_tab_says_so();
    page.sees("Stopped by its holder").await;
    assert_eq!(page.value("Name").await, "Typed here");
    // The holder's act is another version, and nothing that this form would overwrite.
    save(&page).await;
    page.is_at("Typed here").await;
    page.fill("Name", "And again").await;
    page.sees("You have unsaved changes.").await;
    page.click("All contacts").await;
    page.is_asked("Leave without saving?").await;
}

#[wasm_bindgen_test]
async fn it_is_removed_brought_back_and_removed_for_good() {
    somebody_signed_in("Ada").await;
    let contact = confirmed("Ola").await;
    let page = at(&contact).await;
    page.click("Remove").await;
    page.sees("Removed: Ola. You can undo this for 30 seconds.").await;
    page.click("Undo removing Ola").await;
    page.sees("Its holder has confirmed.").await;
    assert_eq!(stored(&contact).await["state"], "confirmed");
    page.click("Remove").await;
    page.sees("Contact removed").await;
    let_time_pass(45).await;
    page.click("Undo removing Ola").await;
    page.sees("It is gone for good.").await;
    let path = format!("/contacts/{}", contact["id"].as_str().expect("an id"));
    assert_eq!(get(&path).await.status(), 404);
    page.click("All contacts").await;
    page.sees("Who should be the first to know?").await;
}

#[wasm_bindgen_test]
async fn the_page_is_for_those_who_are_signed_in() {
    somebody("Ada").await;
    let page = open("/contacts/new");
    page.is_at("Sign in").await;
    drop(page);
    let page = open("/contacts/something");
    page.is_at("Sign in").await;
}
