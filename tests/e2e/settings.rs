//! The settings of a contact: what it is told and when; quiet hours typed, drawn, dragged, moved by keys.

use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::browser::{Browser, counting, document, open, wait_for};
use crate::confirmed::{confirmed, rename, settle, stored};
use crate::hands::{Pointer, by_role, find, press, says};
use crate::people::somebody_signed_in;

/// Somebody with a contact, at its page.
async fn at_a_contact() -> (Browser, Value) {
    somebody_signed_in("Ada").await;
    let contact = confirmed("Ola").await;
    (at(&contact).await, contact)
}

async fn at(contact: &Value) -> Browser {
    let page = open(&format!("/contacts/{}", contact["id"].as_str().expect("an id")));
    page.sees("Quiet hours").await;
    page
}

async fn is_ticked(page: &Browser, label: &str) -> bool {
    let field = page.field(label).await;
    wasm_bindgen::JsCast::unchecked_into::<HtmlInputElement>(field).checked()
}

/// Waits until a field holds a value.
async fn holds(page: &Browser, label: &str, value: &str) {
    let what = format!("«{value}» in «{label}»");
    let held = || page.value_now(label).filter(|held| held == value);
    wait_for(&what, held).await.unwrap_or_else(|what| panic!("{what}; it holds {:?}", page.value_now(label)));
}

/// The drawing of a day that has no quiet hours of its own yet.
async fn empty_day(day: &str) -> web_sys::Element {
    by_role("group", &format!("{day}: no quiet hours")).await
}

/// A mouse above the drawing of a day, in minutes.
const fn mouse(on: &web_sys::Element) -> Pointer<'_> {
    Pointer { on, width: 1440.0, kind: "mouse" }
}

const fn hour(hour: f64) -> f64 {
    hour * 60.0
}

#[wasm_bindgen_test]
async fn every_setting_is_saved_and_comes_back() {
    let (page, contact) = at_a_contact().await;
    page.tick("Site up again").await;
    page.tick("Uptime report").await;
    page.choose("How often", "Every month").await;
    page.tick("News").await;
    page.fill("Delay in minutes", "90").await;
    page.sees("Told after 1 h 30 min.").await;
    page.choose("Breaks through the quiet hours", "Only what is critical").await;
    page.fill("Monday", "22-7").await;
    page.fill("Sunday", "0-9, 12:30-14").await;
    page.send("Save changes").await;
    page.sees("Saved.").await;
    assert_eq!(page.value("Monday").await, "22:00-07:00", "hours are written in one way");

    let settings = stored(&contact).await["settings"].clone();
    assert_eq!(settings["kinds"]["alert_up"], false);
    assert_eq!(settings["delay"], 90);
    let page = page.remount();
    page.sees("Quiet hours").await;
    for (label, ticked) in [
        ("Site down", true),
        ("Site still down", true),
        ("Site up again", false),
        ("Uptime report", true),
        ("Billing", false),
        ("Service updates", false),
        ("News", true),
    ] {
        assert_eq!(is_ticked(&page, label).await, ticked, "{label}");
    }
    assert_eq!(page.value("How often").await, "monthly");
    assert_eq!(page.value("Delay in minutes").await, "90");
    assert_eq!(page.value("Breaks through the quiet hours").await, "critical");
    assert_eq!(page.value("Sunday").await, "00:00-09:00, 12:30-14:00");
    assert_eq!(page.value("Tuesday").await, "");
}

#[wasm_bindgen_test]
async fn each_wrong_setting_is_told_at_its_field() {
    let (page, _) = at_a_contact().await;
    for (label, typed, said) in [
        ("Delay in minutes", "10081", "A number from 0 to 10080."),
        ("Delay in minutes", "soon", "A number from 0 to 10080."),
        ("Friday", "22:00", "Write the hours like this"),
        ("Friday", "22-25", "Write the hours like this"),
    ] {
        page.fill(label, typed).await;
        page.is_told(label, said).await;
    }
    page.fill("Delay in minutes", "5").await;
    page.fill("Friday", "20:00-23:00, 22:00-24:00").await;
    page.send("Save changes").await;
    page.is_told("Friday", "These hours overlap others.").await;
    for day in ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] {
        page.fill(day, "00:00-24:00").await;
    }
    page.send("Save changes").await;
    page.is_told("Monday", "no minute for a message").await;
    page.click("Undo").await;
    page.is_well("Monday").await;
    holds(&page, "Friday", "").await;
}

#[wasm_bindgen_test]
async fn what_is_typed_is_drawn_at_once_over_midnight_on_both_days() {
    let (page, _) = at_a_contact().await;
    page.fill("Monday", "22:00-07:00").await;
    let tuesday = empty_day("Tuesday").await;
    says("slider", "Monday, quiet from", "22:00").await;
    says("slider", "Monday, quiet until", "07:00 on Tuesday").await;
    let monday = by_role("group", "Monday, 22:00 to 07:00 on Tuesday").await;
    let (from, until) = (by_role("slider", "Monday, quiet from").await, by_role("slider", "Monday, quiet until").await);
    assert!(monday.contains(Some(&from)) && tuesday.contains(Some(&until)));
    assert_eq!(until.get_attribute("aria-valuenow").as_deref(), Some("1860"), "31 hours after Monday's midnight");
    page.sees("Quiet for 9 h of 168 h in the week.").await;

    page.fill("Monday", "22:00-07:00, 12:").await;
    assert!(find("slider", "Monday, quiet from").is_some(), "what is hours already stays while more is typed");
    page.fill("Monday", "").await;
    empty_day("Monday").await;
    assert!(find("slider", "Monday, quiet until").is_none());
    page.sees("No quiet hours: messages come at any time.").await;
}

#[wasm_bindgen_test]
async fn what_is_drawn_by_mouse_or_finger_is_typed_in_quarters_of_an_hour() {
    let (page, _) = at_a_contact().await;
    mouse(&empty_day("Wednesday").await).drag(hour(9.2), hour(11.9));
    holds(&page, "Wednesday", "09:00-12:00").await;
    page.sees("Wednesday, 09:00 to 12:00").await;
    page.sees("You have unsaved changes.").await;
    let thursday = empty_day("Thursday").await;
    Pointer { kind: "touch", ..mouse(&thursday) }.drag(hour(15.0), hour(13.1));
    holds(&page, "Thursday", "13:00-15:00").await;

    // Past the end of the day it goes on into the next, and no further than the next hours.
    page.fill("Saturday", "02:00-03:00").await;
    mouse(&empty_day("Friday").await).drag(hour(22.0), hour(25.0));
    holds(&page, "Friday", "22:00-01:00").await;
    let friday = by_role("group", "Friday, 22:00 to 01:00 on Saturday").await;
    mouse(&friday).drag(hour(20.0), hour(23.0));
    holds(&page, "Friday", "20:00-22:00, 22:00-01:00").await;
    page.send("Save changes").await;
    page.sees("Saved.").await;
}

#[wasm_bindgen_test]
async fn an_edge_is_dragged_and_a_span_is_moved_but_never_over_another() {
    let (page, _) = at_a_contact().await;
    page.fill("Monday", "08:00-12:00, 16:00-18:00").await;
    let monday = by_role("group", "Monday, 08:00 to 12:00, Monday, 16:00 to 18:00").await;
    mouse(&monday).drag(hour(12.0), hour(14.5));
    holds(&page, "Monday", "08:00-14:30, 16:00-18:00").await;
    mouse(&monday).drag(hour(14.5), hour(20.0));
    holds(&page, "Monday", "08:00-16:00, 16:00-18:00").await;
    mouse(&monday).drag(hour(8.0), hour(6.0));
    holds(&page, "Monday", "06:00-16:00, 16:00-18:00").await;
    mouse(&monday).drag(hour(11.0), hour(8.0));
    holds(&page, "Monday", "03:00-13:00, 16:00-18:00").await;
    mouse(&monday).drag(hour(17.0), hour(12.0));
    holds(&page, "Monday", "03:00-13:00, 13:00-15:00").await;
    mouse(&monday).drag(hour(1.0), hour(2.0));
    holds(&page, "Monday", "01:00-02:00, 03:00-13:00, 13:00-15:00").await;
}

#[wasm_bindgen_test]
async fn a_pointer_that_the_browser_takes_for_scrolling_leaves_everything_as_it_was() {
    let (page, _) = at_a_contact().await;
    page.fill("Monday", "08:00-12:00").await;
    let monday = by_role("group", "Monday, 08:00 to 12:00").await;
    let finger = Pointer { kind: "touch", ..mouse(&monday) };
    finger.down(hour(12.0));
    finger.to(hour(15.0));
    holds(&page, "Monday", "08:00-15:00").await;
    finger.taken(hour(16.0));
    holds(&page, "Monday", "08:00-12:00").await;
    finger.to(hour(20.0));
    holds(&page, "Monday", "08:00-12:00").await;
}

#[wasm_bindgen_test]
async fn the_keyboard_moves_an_edge_and_hears_where_it_is() {
    let (page, _) = at_a_contact().await;
    page.fill("Monday", "22:00-23:40").await;
    for (key, said, typed) in [
        ("ArrowRight", "23:45", "22:00-23:45"),
        ("ArrowRight", "24:00", "22:00-24:00"),
        ("ArrowUp", "00:15 on Tuesday", "22:00-00:15"),
        ("PageUp", "01:15 on Tuesday", "22:00-01:15"),
        ("ArrowLeft", "01:00 on Tuesday", "22:00-01:00"),
        ("PageDown", "24:00", "22:00-24:00"),
        ("Home", "22:15", "22:00-22:15"),
        ("End", "21:45 on Tuesday", "22:00-21:45"),
    ] {
        press(&by_role("slider", "Monday, quiet until").await, key);
        holds(&page, "Monday", typed).await;
        says("slider", "Monday, quiet until", said).await;
        let is_focused = || {
            let focused = document().active_element()?.get_attribute("aria-label")?;
            (focused == "Monday, quiet until").then_some(())
        };
        wait_for("the focus to stay with the edge", is_focused).await.expect("the focus to stay with the edge");
    }
    press(&by_role("slider", "Monday, quiet from").await, "ArrowLeft");
    says("slider", "Monday, quiet from", "22:00").await;
    press(&by_role("slider", "Monday, quiet until").await, "PageDown");
    press(&by_role("slider", "Monday, quiet from").await, "ArrowDown");
    says("slider", "Monday, quiet from", "21:45").await;
    holds(&page, "Monday", "21:45-20:45").await;
}

#[wasm_bindgen_test]
async fn a_span_is_taken_up_by_a_tap_and_removed_by_a_key_or_a_button() {
    let (page, _) = at_a_contact().await;
    page.fill("Monday", "08:00-12:00, 16:00-18:00").await;
    let monday = by_role("group", "Monday, 08:00 to 12:00, Monday, 16:00 to 18:00").await;
    let finger = Pointer { kind: "touch", ..mouse(&monday) };
    finger.down(hour(10.0));
    finger.up(hour(10.0));
    page.sees("Monday, 08:00 to 12:00").await;
    let taken =
        || document().active_element().filter(|focused| focused.get_attribute("role").as_deref() == Some("slider"));
    let focused = wait_for("the focus at the span", taken).await.expect("the focus at the span");
    press(&focused, "Delete");
    holds(&page, "Monday", "16:00-18:00").await;
    let of_day = || {
        let focused = document().active_element()?.get_attribute("aria-label")?;
        (focused == "Monday, 16:00 to 18:00").then_some(())
    };
    wait_for("the focus at the day", of_day).await.expect("the focus at the day");
    finger.down(hour(17.0));
    finger.up(hour(17.0));
    page.click("Remove these hours").await;
    holds(&page, "Monday", "").await;
    empty_day("Monday").await;
}

#[wasm_bindgen_test]
async fn ready_made_weeks_fill_in_every_day_and_undo_brings_back_what_was_saved() {
    let (page, contact) = at_a_contact().await;
    page.click("Nights and weekends").await;
    holds(&page, "Monday", "00:00-07:00, 22:00-07:00").await;
    holds(&page, "Thursday", "22:00-07:00").await;
    holds(&page, "Friday", "22:00-24:00").await;
    holds(&page, "Saturday", "00:00-24:00").await;
    // From Friday 22:00 to Monday 7:00, and four nights of nine hours.
    page.sees("Quiet for 93 h of 168 h in the week.").await;
    page.send("Save changes").await;
    page.sees("Saved.").await;
    page.click("Nights, 22 to 7").await;
    holds(&page, "Sunday", "22:00-07:00").await;
    page.sees("Quiet for 63 h of 168 h in the week.").await;
    page.fill("Monday", "13-14").await;
    page.click("Monday for all days").await;
    holds(&page, "Sunday", "13-14").await;
    page.click("No quiet hours").await;
    holds(&page, "Wednesday", "").await;
    page.tick("News").await;
    page.click("Undo").await;
    holds(&page, "Friday", "22:00-24:00").await;
    assert!(!is_ticked(&page, "News").await);
    by_role("group", "Saturday, 00:00 to 24:00").await;
    assert_eq!(stored(&contact).await["settings"]["quiet_hours"]["sunday"], "00:00-24:00");
}

#[wasm_bindgen_test]
async fn settings_that_were_saved_elsewhere_meanwhile_are_shown_beside_those_that_were_chosen_here() {
    let (page, contact) = at_a_contact().await;
    page.fill("Delay in minutes", "15").await;
    settle(&contact, |settings| {
        settings["delay"] = json!(30);
        settings["kinds"]["news"] = json!(true);
        settings["break_through"] = json!("critical");
    })
    .await;
    page.send("Save changes").await;
    page.hears("This was changed meanwhile").await;
    page.sees("Only what is critical").await;
    assert_eq!(page.value("Delay in minutes").await, "15", "nothing typed is lost");
    page.click("Save my choice").await;
    page.sees("Saved.").await;
    let settings = stored(&contact).await["settings"].clone();
    assert_eq!(settings["delay"], 15);
    assert_eq!(settings["kinds"]["news"], true);
    assert_eq!(settings["break_through"], "critical");
    assert!(is_ticked(&page, "News").await);
}

#[wasm_bindgen_test]
async fn where_only_the_rest_of_the_contact_was_changed_elsewhere_the_settings_are_saved_without_a_question() {
    let (page, contact) = at_a_contact().await;
    page.fill("Delay in minutes", "15").await;
    rename(&contact, "Ola at home").await;
    let saves = counting("PUT", async {
        page.send("Save changes").await;
        page.sees("Saved.").await;
    })
    .await;
    assert_eq!(saves, 2, "the stale one, and the one over the version that came with the refusal");
    let now = stored(&contact).await;
    assert_eq!((now["label"].as_str(), now["settings"]["delay"].as_u64()), (Some("Ola at home"), Some(15)));
}

#[wasm_bindgen_test]
async fn leaving_with_unsaved_settings_asks_first() {
    let (page, _) = at_a_contact().await;
    page.click("Nights, 22 to 7").await;
    page.sees("You have unsaved changes.").await;
    page.click("Profile").await;
    page.is_asked("Leave without saving?").await;
    page.click("Stay").await;
    holds(&page, "Tuesday", "22:00-07:00").await;
}

#[wasm_bindgen_test]
async fn the_days_stand_in_the_order_of_the_week_that_one_prefers_and_sunday_night_goes_on_into_monday() {
    somebody_signed_in("Ada").await;
    confirmed("Ola").await;
    let page = open("/cookies");
    page.pick("The week begins on", "Sunday").await;
    page.click("Contacts").await;
    page.click("Ola").await;
    page.sees("Quiet hours").await;
    let names = || {
        let fields = document().query_selector_all("input[name^='quiet_hours']").expect("a selector");
        let name = |index| wasm_bindgen::JsCast::dyn_into::<HtmlInputElement>(fields.item(index)?).ok();
        (0..fields.length()).filter_map(name).map(|field| field.name()).collect::<Vec<_>>()
    };
    assert_eq!(names().first().map(String::as_str), Some("quiet_hours.sunday"));
    assert_eq!(names().len(), 7);
    let monday = empty_day("Monday").await;
    page.fill("Sunday", "23:00-06:30").await;
    let until = by_role("slider", "Sunday, quiet until").await;
    assert!(monday.contains(Some(&until)), "the end stands on Monday");
    mouse(&monday).drag(hour(6.5), hour(8.0));
    holds(&page, "Sunday", "23:00-08:00").await;
    says("slider", "Sunday, quiet until", "08:00 on Monday").await;
}
