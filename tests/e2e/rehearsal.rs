//! The rehearsal: who would be told, when; worked out in the page, and the same as the backend works it out.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::browser::{Browser, document, open, wait_for};
use crate::confirmed::{awaiting, confirmed, confirmed_in, settle, stored};
use crate::people::{link_to_page, save_elsewhere, send, somebody_signed_in, token_of};
use crate::wire::asking_for;

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What becomes of it with each contact, by its name: the outcome, and when it is told or wakes up.
type Fates = BTreeMap<String, (String, Option<String>)>;

async fn rehearsing() -> Browser {
    let page = open("/contacts/rehearsal");
    page.is_at("Who would be told?").await;
    page.field("Day").await;
    page
}

/// Asks for a moment by the clock that the page goes by.
async fn at(page: &Browser, day: &str, time: &str) {
    page.fill("Day", day).await;
    page.fill("Time", time).await;
}

/// Quiet at the same hours on every day.
fn daily(hours: &str) -> Value {
    DAYS.iter().map(|day| ((*day).to_owned(), json!(hours))).collect::<serde_json::Map<_, _>>().into()
}

fn all(within: &Element, selector: &str) -> Vec<Element> {
    let found = within.query_selector_all(selector).expect("a selector");
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

fn first(within: &Element, selector: &str) -> Option<Element> {
    all(within, selector).into_iter().next()
}

/// What the page says now: under each heading the contacts, each with its moment.
fn said() -> Fates {
    let mut fates = Fates::new();
    for section in all(&document().body().expect("a body"), "main section") {
        let heading = first(&section, "h2").and_then(|heading| heading.text_content()).unwrap_or_default();
        let outcome = match heading.trim_end_matches(|sign: char| sign.is_ascii_digit() || sign == ' ') {
            "Told" => "told",
            "Asleep" => "held",
            "Paused" => "paused",
            "Did not choose this" => "not_chosen",
            "Cannot be told" => "not_usable",
            _ => continue,
        };
        for row in all(&section, "li") {
            let Some(name) = first(&row, "a").and_then(|link| link.text_content()) else { continue };
            let time = first(&row, "time").and_then(|time| time.get_attribute("datetime"));
            fates.insert(name, (outcome.to_owned(), time));
        }
    }
    fates
}

/// What the backend works out.
async fn rehearsed(kind: &str, severity: &str, time: &str) -> Fates {
    let body = json!({ "kind": kind, "severity": severity, "time": time });
    let answer = send("POST", "/rehearsals", &[], &body).await;
    assert_eq!(answer.status(), 200, "a rehearsal");
    let list: Value = serde_json::from_str(&answer.text().await.expect("a body")).expect("JSON");
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let fate = |row: &Value| {
        let when = if row["outcome"] == "held" { &row["until"] } else { &row["at"] };
        (text(&row["name"]).expect("a name"), (text(&row["outcome"]).expect("an outcome"), text(when)))
    };
    list["items"].as_array().expect("rows").iter().map(fate).collect()
}

/// Waits until the page says this.
async fn says(expected: &Fates) {
    let same = || (said() == *expected).then_some(());
    wait_for("the same", same).await.unwrap_or_else(|_| panic!("expected {expected:#?}, the page says {:#?}", said()));
}

fn fate(outcome: &str, time: &str) -> (String, Option<String>) {
    (outcome.to_owned(), Some(time.to_owned()))
}

#[wasm_bindgen_test]
async fn page_and_backend_agree_around_every_kind_of_clock_change_of_2026() {
    let ada = somebody_signed_in("Ada").await;
    save_elsewhere(|profile| profile["time_zone"] = json!("UTC")).await;
    // Quiet all day but for a minute: when that comes shows the offset of the zone to the minute.
    for (name, zone) in [
        ("Warsaw", "Europe/Warsaw"),
        ("New York", "America/New_York"),
        ("Lord Howe", "Australia/Lord_Howe"),
        ("Kathmandu", "Asia/Kathmandu"),
        ("Chatham", "Pacific/Chatham"),
        ("Casablanca", "Africa/Casablanca"),
        ("Saint John's", "America/St_Johns"),
    ] {
        let contact = confirmed_in(name, zone).await;
        settle(&contact, |settings| settings["quiet_hours"] = daily("00:00-23:59")).await;
    }
    // Hours that end where the clock is set, in the middle of what is skipped or repeated.
    let night = confirmed_in("Night", "Europe/Warsaw").await;
    settle(&night, |settings| {
        settings["quiet_hours"] = daily("22:00-02:30");
        settings["break_through"] = json!("critical");
    })
    .await;
    // A holder who wants nothing at noon, and a customer who wants nothing in the morning.
    let holder = confirmed_in("Holder", "America/New_York").await;
    settle(&holder, |settings| {
        settings["quiet_hours"] = daily("01:30-09:00");
        settings["delay"] = json!(45);
    })
    .await;
    let link = link_to_page(holder["address"].as_str().expect("an address"), "/confirm/").await;
    let own = json!({ "act": "hours", "quiet_hours": daily("09:00-13:15"), "time_zone": "America/New_York" });
    let answer = send("PUT", &format!("/confirmations/{}", token_of(&link)), &[], &own).await;
    assert_eq!(answer.status(), 200, "the holder's hours");
    awaiting("Nobody yet").await;

    let page = rehearsing().await;
    page.sees("Your account’s: UTC").await;
    // By hand: it is half past midnight in Warsaw, on the day that has 23 hours. The minute before the next
    // midnight is by summer time.
    at(&page, "2026-03-28", "23:30").await;
    let shown = || (said().get("Warsaw") == Some(&fate("held", "2026-03-29T21:59:00Z"))).then_some(());
    wait_for("Warsaw's minute", shown).await.unwrap_or_else(|_| panic!("the page says {:#?}", said()));
    // And the night ends where the clock jumps from two to three.
    page.choose("How grave it is", "Warning").await;
    let shown = || (said().get("Night") == Some(&fate("held", "2026-03-29T01:00:00Z"))).then_some(());
    wait_for("the end of the night", shown).await.unwrap_or_else(|_| panic!("the page says {:#?}", said()));

    for (day, times) in [
        ("2026-01-15", ["00:00", "06:15", "12:30", "18:45"]),
        // Casablanca, at the beginning and at the end of Ramadan.
        ("2026-02-15", ["00:59", "01:59", "02:00", "03:00"]),
        ("2026-03-22", ["00:59", "01:59", "02:00", "03:00"]),
        // New York and Saint John's.
        ("2026-03-08", ["05:29", "06:59", "07:00", "07:01"]),
        ("2026-11-01", ["04:30", "05:59", "06:00", "07:00"]),
        // Warsaw.
        ("2026-03-29", ["00:00", "00:59", "01:00", "01:30"]),
        ("2026-10-25", ["00:15", "00:59", "01:00", "01:29"]),
        // Lord Howe, by half an hour, and Chatham.
        ("2026-04-04", ["13:59", "14:00", "14:59", "15:00"]),
        ("2026-10-03", ["15:29", "15:30", "16:00", "23:59"]),
        ("2026-09-26", ["13:59", "14:00", "14:01", "15:00"]),
    ] {
        for time in times {
            at(&page, day, time).await;
            says(&rehearsed("alert_down", "warning", &format!("{day}T{time}:00Z")).await).await;
        }
    }
    drop(ada);
}

#[wasm_bindgen_test]
async fn the_answer_follows_each_change_of_the_question_at_once() {
    somebody_signed_in("Ada").await;
    let ola = confirmed("Ola").await;
    settle(&ola, |settings| {
        settings["delay"] = json!(15);
        settings["quiet_hours"] = daily("22:00-07:00");
        settings["break_through"] = json!("critical");
    })
    .await;
    let zoe = confirmed_in("Zoe", "Asia/Tokyo").await;
    settle(&zoe, |settings| settings["kinds"]["alert_up"] = json!(false)).await;
    let page = rehearsing().await;
    at(&page, "2026-12-06", "03:00").await;
    page.sees("Sunday, 6 December 2026 at 03:00").await;
    says(&Fates::from([
        ("Ola".to_owned(), fate("told", "2026-12-06T03:15:00Z")),
        ("Zoe".to_owned(), fate("told", "2026-12-06T03:00:00Z")),
    ]))
    .await;
    page.sees("2 told, 0 asleep, 0 told nothing.").await;
    page.sees("Sun 03:15, after 15 min").await;
    page.sees("Sun 03:00, at once").await;
    page.sees("(Sun 12:00 there)").await;

    page.choose("How grave it is", "Warning").await;
    page.sees("1 told, 1 asleep, 0 told nothing.").await;
    page.sees("sleeps until Sun 07:00, then the digest").await;
    page.choose("What happens", "Site up again").await;
    says(&Fates::from([
        ("Ola".to_owned(), fate("held", "2026-12-06T07:00:00Z")),
        ("Zoe".to_owned(), ("not_chosen".to_owned(), None)),
    ]))
    .await;
    page.fill("Time", "12:00").await;
    page.sees("1 told, 0 asleep, 1 told nothing.").await;
    page.fill("Day", "").await;
    page.sees("Choose a day and a time.").await;
    page.click("Sunday at 3:00").await;
    page.sees("at 03:00").await;
}

#[wasm_bindgen_test]
async fn a_time_that_the_clock_skips_or_shows_twice_is_said() {
    somebody_signed_in("Ada").await;
    confirmed("Ola").await;
    let page = rehearsing().await;
    // Britain's clocks go from one to two on 29 March, and from two back to one on 25 October.
    at(&page, "2026-03-29", "01:30").await;
    page.sees("The clock skips this time on that day. Taken instead: Sunday, 29 March 2026 at 02:30.").await;
    says(&Fates::from([("Ola".to_owned(), fate("told", "2026-03-29T01:30:00Z"))])).await;
    at(&page, "2026-10-25", "01:30").await;
    page.sees("The clock shows this time twice on that day. The first one is taken.").await;
    says(&Fates::from([("Ola".to_owned(), fate("told", "2026-10-25T00:30:00Z"))])).await;
}

#[wasm_bindgen_test]
async fn nobody_would_be_told_and_it_is_mended_by_choosing_the_kind_here() {
    somebody_signed_in("Ada").await;
    let ola = confirmed("Ola").await;
    settle(&ola, |settings| settings["kinds"]["alert_down"] = json!(false)).await;
    awaiting("Zoe").await;
    let page = rehearsing().await;
    page.sees("Nobody would be told").await;
    page.sees("See the 1 that awaits confirmation").await;
    page.click("Choose this for the 1 that can be told").await;
    page.sees("1 told, 0 asleep, 1 told nothing.").await;
    assert!(!page.shows("Nobody would be told"));
    assert_eq!(stored(&ola).await["settings"]["kinds"]["alert_down"], true);
}

#[wasm_bindgen_test]
async fn those_who_await_confirmation_are_found_from_here_and_with_nobody_at_all_one_can_be_added() {
    somebody_signed_in("Ada").await;
    let page = rehearsing().await;
    page.sees("Nobody would be told").await;
    page.click("Add a contact").await;
    page.is_at("Add a contact").await;
    drop(page);
    awaiting("Zoe").await;
    let page = rehearsing().await;
    page.click("See the 1 that awaits confirmation").await;
    page.is_at("Contacts").await;
    page.sees("Zoe").await;
    let query = crate::browser::window().location().search().expect("a query");
    assert_eq!(query, "?state=awaiting_confirmation");
}

#[wasm_bindgen_test]
async fn where_all_sleep_it_is_said_when_the_first_message_comes() {
    somebody_signed_in("Ada").await;
    let ola = confirmed("Ola").await;
    settle(&ola, |settings| settings["quiet_hours"] = daily("22:00-07:00")).await;
    let page = rehearsing().await;
    page.sees("Nobody would be told at once. First message: Sun 07:00.").await;
    page.fill("Time", "12:00").await;
    page.sees("1 told, 0 asleep, 0 told nothing.").await;
    assert!(!page.shows("Nobody would be told at once."));
}

#[wasm_bindgen_test]
async fn those_who_are_paused_are_resumed_from_here() {
    somebody_signed_in("Ada").await;
    let ola = confirmed("Ola").await;
    let items = json!([{ "id": ola["id"], "etag": ola["etag"] }]);
    let body = json!({ "items": items, "change": { "action": "pause", "until": null, "kind": null } });
    assert_eq!(send("PATCH", "/contacts", &[], &body).await.status(), 200, "a pause");
    let page = rehearsing().await;
    page.sees("paused until resumed").await;
    page.click("Resume the 1 that is paused").await;
    page.sees("1 told, 0 asleep, 0 told nothing.").await;
    assert_eq!(stored(&ola).await["state"], "confirmed");
}

#[wasm_bindgen_test]
async fn contacts_come_page_by_page_and_it_is_said_how_many_have_come() {
    somebody_signed_in("Ada").await;
    for name in ["Ann", "Ben", "Cid", "Dot", "Eve"] {
        awaiting(name).await;
    }
    asking_for("limit=200", "limit=2", 300, async {
        let page = rehearsing().await;
        page.sees("Asking the contacts: 2 of 5 so far.").await;
        page.sees("0 told, 0 asleep, 2 told nothing.").await;
        assert!(!page.shows("Nobody would be told"), "that is not known yet");
        page.sees("Asking the contacts: 4 of 5 so far.").await;
        page.sees("0 told, 0 asleep, 5 told nothing.").await;
        page.sees("Nobody would be told").await;
        assert!(!page.shows("Asking the contacts"));
    })
    .await;
}
