//! Cookies: asked once, as easily refused as accepted, kept only after a yes, in every tab at once.

use std::future::Future;

use contract::account::Language;
use contract::consent::choice::ID_LENGTH;
use contract::consent::{Categories, Category, Choice, REVISIONS, Revision, Source, current};
use js_sys::{Object, Reflect};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{Browser, counting, document, offline, open, open_asking, wait_for, window};
use crate::cookie_jar;
use crate::people::{sign_out, somebody_signed_in};

const TITLE: &str = "May we remember your preferences?";
/// The cookies of the preferences.
const PREFERENCES: [&str; 3] = ["language", "theme", "formats"];

/// Somebody who was never here, at the start page.
async fn newcomer() -> Browser {
    sign_out().await;
    cookie_jar::empty();
    let page = open("/");
    page.sees(TITLE).await;
    page
}

/// Seconds since 1970, by this computer.
#[expect(clippy::cast_possible_truncation, reason = "seconds fit")]
fn now() -> i64 {
    let performance = window().performance().expect("a clock");
    ((performance.time_origin() + performance.now()) / 1000.0) as i64
}

/// A recorded choice of a minute ago, as the cookie holds it.
fn choice(categories: Categories) -> Choice {
    let id = window().crypto().expect("randomness").random_uuid().replace('-', "");
    Choice {
        id: id[..ID_LENGTH].to_owned(),
        categories,
        despite_signal: false,
        chosen_at: now() - 60,
        language: Language::En,
        revision: current(REVISIONS),
        source: Source::Banner,
        is_recorded: true,
    }
}

/// The choice that the cookie holds now.
fn held() -> Option<Choice> {
    Choice::read(&cookie_jar::value("consent")?, now(), u32::MAX)
}

/// Waits until the cookie holds a choice of these categories and the backend has recorded it: nothing is
/// under way then that could change the cookies of the next test.
async fn holds(categories: Categories) -> Choice {
    let same = || held().filter(|held| held.categories == categories && held.is_recorded);
    wait_for("the recorded choice in the cookie", same).await.expect("the recorded choice in the cookie")
}

async fn is_asked_no_more(page: &Browser) {
    wait_for("no question", || (!page.shows(TITLE)).then_some(())).await.expect("no question any more");
}

/// Chooses an entry of one of the lists in the footer.
async fn prefer(page: &Browser, list: &str, words: &str) {
    page.pick(list, words).await;
}

#[wasm_bindgen_test]
async fn before_a_choice_nothing_is_kept_and_preferences_work_for_the_visit() {
    let page = newcomer().await;
    prefer(&page, "Appearance", "Dark").await;
    let theme = || document().document_element()?.get_attribute("data-theme").filter(|theme| theme == "dark");
    wait_for("the dark look", theme).await.expect("the dark look");
    page.sees("Not remembered after this visit").await;
    assert_eq!(cookie_jar::all(), Vec::<String>::new());
}

#[wasm_bindgen_test]
async fn one_press_refuses_all_and_the_choice_is_all_that_is_kept() {
    let page = newcomer().await;
    page.click("Reject all").await;
    is_asked_no_more(&page).await;
    page.sees("Saved: only what is necessary.").await;
    let choice = holds(Categories::NONE).await;
    assert_eq!((choice.source, choice.despite_signal, choice.revision), (Source::Banner, false, 1));
    prefer(&page, "Appearance", "Dark").await;
    page.sees("Not remembered, because you refused preference cookies.").await;
    assert_eq!(cookie_jar::all().len(), 1, "{:?}", cookie_jar::all());
    is_asked_no_more(&page.remount()).await;
}

#[wasm_bindgen_test]
async fn one_press_accepts_all_and_keeps_what_was_set_before() {
    let page = newcomer().await;
    prefer(&page, "Appearance", "Dark").await;
    page.click("Accept all").await;
    is_asked_no_more(&page).await;
    page.sees("Allowed: preferences, statistics, marketing.").await;
    holds(Categories::ALL).await;
    assert_eq!(cookie_jar::value("theme").as_deref(), Some("dark"));
    prefer(&page, "Appearance", "Light").await;
    wait_for("the light look", || cookie_jar::value("theme").filter(|theme| theme == "light")).await.expect("kept");
    assert!(!page.shows("Not remembered"));
}

#[wasm_bindgen_test]
async fn choosing_leads_to_the_page_where_each_category_has_its_own_box() {
    let page = newcomer().await;
    page.click("Choose").await;
    page.is_at("Cookie choices").await;
    page.tick("preferences").await;
    page.click("Save my choice").await;
    page.sees("Saved. Allowed: preferences.").await;
    let choice = holds(Categories { preferences: true, ..Categories::NONE }).await;
    assert_eq!(choice.source, Source::Settings);
    page.sees("We will ask again after").await;
}

#[wasm_bindgen_test]
async fn the_first_choice_is_taken_back_and_the_question_is_there_again() {
    let page = newcomer().await;
    prefer(&page, "Appearance", "Dark").await;
    page.click("Accept all").await;
    holds(Categories::ALL).await;
    page.click("Undo").await;
    page.sees(TITLE).await;
    page.sees("Taken back.").await;
    let is_empty = || cookie_jar::all().is_empty().then_some(());
    wait_for("an empty cookie jar", is_empty).await.expect("an empty cookie jar");
    let theme = document().document_element().and_then(|root| root.get_attribute("data-theme"));
    assert_eq!(theme.as_deref(), Some("dark"), "for the visit it stays");
}

#[wasm_bindgen_test]
async fn a_later_choice_is_taken_back_to_the_one_before_with_what_it_kept() {
    sign_out().await;
    cookie_jar::empty();
    cookie_jar::put("consent", &choice(Categories { preferences: true, ..Categories::NONE }).write());
    cookie_jar::put("theme", "dark");
    let page = open("/cookies");
    page.click("Reject all").await;
    holds(Categories::NONE).await;
    assert_eq!(cookie_jar::value("theme"), None);
    page.click("Undo").await;
    holds(Categories { preferences: true, ..Categories::NONE }).await;
    assert_eq!(cookie_jar::value("theme").as_deref(), Some("dark"));
}

#[wasm_bindgen_test]
async fn a_withdrawal_erases_at_once_and_says_so_in_the_other_tab() {
    sign_out().await;
    cookie_jar::empty();
    cookie_jar::put("consent", &choice(Categories::ALL).write());
    for name in PREFERENCES {
        cookie_jar::put(
            name,
            if name == "theme" {
                "dark"
            } else if name == "language" {
                "en"
            } else {
                "24h.monday"
            },
        );
    }
    let other = open("/");
    let one = open("/cookies");
    // Without a network, so that it is the page that erases, and not the backend's answer.
    offline(async {
        one.click("Reject all").await;
        let is_erased = || PREFERENCES.iter().all(|name| cookie_jar::value(name).is_none()).then_some(());
        wait_for("the preferences to be erased", is_erased).await.expect("no preference cookie");
    })
    .await;
    holds(Categories::NONE).await;
    other.sees("Your cookie choice was changed in another tab: only what is necessary.").await;
    other.sees("Not remembered, because you refused preference cookies.").await;
}

#[wasm_bindgen_test]
async fn a_press_beside_a_preference_allows_it_and_nothing_else() {
    let page = newcomer().await;
    page.click("Reject all").await;
    holds(Categories::NONE).await;
    prefer(&page, "Appearance", "Dark").await;
    page.click("Allow").await;
    holds(Categories { preferences: true, ..Categories::NONE }).await;
    assert_eq!(cookie_jar::value("theme").as_deref(), Some("dark"));
    assert!(!page.shows("Not remembered"));
}

#[wasm_bindgen_test]
async fn a_choice_is_recorded_and_stands_in_the_history_with_its_receipt() {
    let page = newcomer().await;
    page.click("Reject all").await;
    holds(Categories::NONE).await;
    page.click("Cookie choices").await;
    page.is_at("Cookie choices").await;
    page.sees("only what is necessary").await;
    page.sees("on the banner").await;
    page.button_beginning("Receipt of").await;
}

#[wasm_bindgen_test]
async fn who_signs_in_finds_the_choices_made_before_and_each_stands_as_evidence() {
    let page = newcomer().await;
    page.click("Reject all").await;
    holds(Categories::NONE).await;
    drop(page);
    somebody_signed_in("Ada").await;
    let page = open("/cookies");
    page.sees("on the banner").await;
    page.tick("preferences").await;
    page.click("Save my choice").await;
    page.sees("on this page").await;
    drop(page);
    let page = open("/privacy/evidence");
    page.sees("Choices made before signing in").await;
    page.sees("Cookie choice").await;
    cookie_jar::empty();
}

#[wasm_bindgen_test]
async fn without_a_network_a_choice_holds_at_once_and_is_recorded_later() {
    let page = newcomer().await;
    offline(async {
        page.click("Reject all").await;
        is_asked_no_more(&page).await;
    })
    .await;
    assert_eq!(held().map(|held| (held.categories, held.is_recorded)), Some((Categories::NONE, false)));
    let chosen_at = held().expect("a choice").chosen_at;
    // As after a reload: the cookie says that it has still to be recorded.
    let page = page.remount();
    let recorded = holds(Categories::NONE).await;
    assert_eq!(recorded.chosen_at, chosen_at, "the time of the choice is kept");
    drop(page);
}

#[wasm_bindgen_test]
async fn a_choice_that_is_recorded_is_not_sent_again() {
    sign_out().await;
    cookie_jar::empty();
    cookie_jar::put("consent", &choice(Categories::NONE).write());
    let sent = counting("POST", async {
        let page = open("/cookies");
        page.is_at("Cookie choices").await;
        page.sees("Your choices so far").await;
        page.sees("Nothing yet.").await;
    })
    .await;
    assert_eq!(sent, 0);
}

#[wasm_bindgen_test]
async fn a_thousand_damaged_cookies_are_no_choice_and_the_page_works() {
    let page = newcomer().await;
    let whole = choice(Categories::ALL).write();
    let letters: Vec<char> = "abzAZ019.-_!~=".chars().collect();
    for round in 0..1_000_usize {
        // Each differs from the whole one in one place: another letter, one more, or one less.
        let mut damaged: Vec<char> = whole.chars().collect();
        let at = (round * 7) % damaged.len();
        let letter = letters[round % letters.len()];
        match round % 3 {
            0 if damaged[at] != letter => damaged[at] = letter,
            1 => _ = damaged.remove(at),
            _ => damaged.insert(at, letter),
        }
        let damaged: String = damaged.into_iter().collect();
        if damaged == whole {
            continue;
        }
        cookie_jar::put("consent", &damaged);
        cookie_jar::tab_is_seen();
        // Changed in its id, its time or its place it can still be a choice, never a yes to more.
        if Choice::read(&damaged, now(), 1).is_none() {
            crate::browser::next_moment().await;
            assert!(page.shows(TITLE), "{damaged}");
        }
    }
    page.click("Reject all").await;
    holds(Categories::NONE).await;
    cookie_jar::empty();
}

/// The browser's opt-out signal is on, or is not there, while the future runs.
async fn with_signal<F: Future>(doing: F) -> F::Output {
    let navigator = window().navigator();
    let name = "globalPrivacyControl".into();
    let descriptor = Object::new();
    for (member, value) in [("value", true), ("configurable", true)] {
        Reflect::set(&descriptor, &member.into(), &value.into()).expect("a member");
    }
    Reflect::define_property(&navigator, &name, &descriptor).expect("a signal");
    let done = doing.await;
    Reflect::delete_property(&navigator, &name).expect("no signal");
    done
}

#[wasm_bindgen_test]
async fn under_the_signal_a_yes_asks_once_more_and_keeping_to_it_refuses() {
    with_signal(async {
        let page = newcomer().await;
        page.sees("Your browser's GPC signal: on").await;
        page.click("Accept all").await;
        page.is_asked("Your browser says no to this").await;
        assert_eq!(held(), None, "nothing is decided yet");
        page.click("Keep to the signal").await;
        let choice = holds(Categories { preferences: true, ..Categories::NONE }).await;
        assert_eq!(choice.source, Source::Signal);
    })
    .await;
    cookie_jar::empty();
}

#[wasm_bindgen_test]
async fn under_the_signal_a_second_yes_allows_and_says_so() {
    with_signal(async {
        let page = newcomer().await;
        page.click("Accept all").await;
        page.is_asked("Your browser says no to this").await;
        page.click("Allow all the same").await;
        let choice = holds(Categories::ALL).await;
        assert!(choice.despite_signal && choice.allows(Category::Statistics, true));
        page.click("Cookie choices").await;
        page.sees("You have allowed some of it against the signal.").await;
    })
    .await;
    cookie_jar::empty();
}

/// A later revision in which only words changed, and one in which a category changed.
const REWORDED: &[Revision] =
    &[REVISIONS[0], Revision { number: 2, published_on: "2027-01-01", changed: &[], shown: &[] }];
const CHANGED: &[Revision] =
    &[REVISIONS[0], Revision { number: 2, published_on: "2027-01-01", changed: &[Category::Statistics], shown: &[] }];

#[wasm_bindgen_test]
async fn a_change_of_substance_asks_again_and_says_what_changed() {
    sign_out().await;
    cookie_jar::empty();
    cookie_jar::put("consent", &choice(Categories::ALL).write());
    let page = open_asking("/", CHANGED);
    page.sees(TITLE).await;
    page.sees("We ask again because this has changed: statistics.").await;
    cookie_jar::empty();
}

#[wasm_bindgen_test]
async fn a_change_of_wording_asks_nobody() {
    sign_out().await;
    cookie_jar::empty();
    cookie_jar::put("consent", &choice(Categories::NONE).write());
    let page = open_asking("/", REWORDED);
    page.is_at("Your account. Your rules.").await;
    assert!(!page.shows(TITLE));
    cookie_jar::empty();
}

#[wasm_bindgen_test]
async fn the_table_of_cookies_is_the_one_that_the_program_obeys() {
    sign_out().await;
    cookie_jar::empty();
    let page = open("/cookies");
    // SPEC section 5, by hand.
    for words in
        ["__Host-session", "at most 30 days", "consent", "180 days", "language", "theme", "formats", "365 days"]
    {
        page.sees(words).await;
    }
}

#[wasm_bindgen_test]
async fn the_formats_change_how_the_time_of_day_is_written() {
    somebody_signed_in("Ada").await;
    cookie_jar::empty();
    let page = open("/cookies");
    page.pick("Time of day", "12 hours: 5:30 pm").await;
    page.click("Profile").await;
    page.is_at("Your profile").await;
    let halves = || (page.shows("am there now") || page.shows("pm there now")).then_some(());
    wait_for("am or pm", halves).await.expect("am or pm");
}
