//! The grid of contacts and kinds: by keys, by boxes, by whole columns; saved at once, taken back when refused.

use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use crate::browser::{Browser, counting, document, next_moment, offline, open, wait_for, window};
use crate::confirmed::{awaiting, confirmed, settle, stored};
use crate::hands::{press, press_with};
use crate::people::{send, somebody_signed_in};
use crate::wire::asking_for;

async fn at_the_grid() -> Browser {
    let page = open("/contacts?view=grid&sort=name");
    page.sees("The arrow keys move").await;
    page
}

fn all(selector: &str) -> Vec<Element> {
    let found = document().query_selector_all(selector).expect("a selector");
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

fn text(element: &Element) -> String {
    element.text_content().unwrap_or_default().trim().to_owned()
}

/// What an element is called by those who listen.
fn name(element: &Element) -> String {
    if let Some(label) = element.get_attribute("aria-label") {
        return label;
    }
    let Some(ids) = element.get_attribute("aria-labelledby") else { return text(element) };
    let names = ids.split_whitespace().filter_map(|id| document().get_element_by_id(id));
    names.map(|named| text(&named)).collect::<Vec<_>>().join(", ")
}

/// Waits for the box of a name, such as `News, Ola`.
async fn cell(called: &str) -> HtmlInputElement {
    let what = format!("a box called «{called}»");
    let find = || all("[role=grid] input").into_iter().find(|found| name(found) == called);
    let found = wait_for(&what, find).await.unwrap_or_else(|what| {
        panic!(
            "waited in vain for {what}; there are {:?}",
            all("[role=grid] input").iter().map(name).collect::<Vec<_>>()
        )
    });
    found.unchecked_into()
}

async fn is_ticked(called: &str, ticked: bool) {
    let found = cell(called).await;
    let what = format!("«{called}» to be {ticked}");
    wait_for(&what, || (found.checked() == ticked).then_some(())).await.unwrap_or_else(|what| panic!("{what}"));
}

fn focused() -> Element {
    document().active_element().expect("a focus")
}

/// Whether a kind is chosen, as the backend keeps it.
async fn keeps(contact: &Value, kind: &str) -> bool {
    stored(contact).await["settings"]["kinds"][kind].as_bool().expect("a yes or no")
}

/// Waits until the backend keeps so.
async fn comes_to_keep(contact: &Value, kind: &str, chosen: bool) {
    for _ in 0..200 {
        if keeps(contact, kind).await == chosen {
            return;
        }
        next_moment().await;
    }
    panic!("waited in vain for {kind} to be {chosen}");
}

#[wasm_bindgen_test]
async fn every_box_is_named_by_its_kind_and_its_contact() {
    somebody_signed_in("Ada").await;
    confirmed("Ola").await;
    awaiting("Zoe").await;
    let _page = at_the_grid().await;
    is_ticked("Site down, Ola", true).await;
    is_ticked("News, Zoe", false).await;
    let grid = all("[role=grid]").remove(0);
    assert_eq!(name(&grid), "Who is told what");
    let heads: Vec<_> = all("[role=grid] [role=rowheader] a").iter().map(text).collect();
    assert_eq!(heads, ["Ola", "Zoe"]);
    let columns: Vec<_> = all("[role=grid] [role=columnheader]").iter().map(text).collect();
    assert_eq!(
        columns,
        [
            "Contact",
            "Site down",
            "Site still down",
            "Site up again",
            "Uptime report",
            "Billing",
            "Service updates",
            "News"
        ]
    );
    assert!(text(&all("[role=rowheader]")[1]).contains("Awaiting confirmation"));
}

#[wasm_bindgen_test]
async fn the_arrow_keys_move_from_cell_to_cell_and_tab_stops_at_one() {
    somebody_signed_in("Ada").await;
    for one in ["Ann", "Ben", "Cid"] {
        awaiting(one).await;
    }
    let _page = at_the_grid().await;
    let first = cell("Site down, Ann").await;
    let stops = || (all("[role=grid] [tabindex='0']") == [first.clone().unchecked_into::<Element>()]).then_some(());
    wait_for("the one stop of Tab", stops).await.expect("the one stop of Tab");
    first.focus().expect("the focus");
    for (key, with_control, called) in [
        ("ArrowDown", false, "Site down, Ben"),
        ("ArrowRight", false, "Site still down, Ben"),
        ("End", false, "News, Ben"),
        ("ArrowRight", false, "News, Ben"),
        ("Home", false, "Ben"),
        ("ArrowLeft", false, "Ben"),
        ("ArrowUp", false, "Ann"),
        ("ArrowUp", false, "Contact"),
        ("ArrowRight", false, "Site down: all 3 shown"),
        ("PageDown", false, "Site down, Cid"),
        ("ArrowDown", false, "Site down, Cid"),
        ("End", true, "News, Cid"),
        ("PageUp", false, "News: all 3 shown"),
        ("Home", true, "Contact"),
        ("ArrowDown", false, "Ann"),
    ] {
        press_with(&focused(), key, with_control);
        assert_eq!(name(&focused()), called, "after {key}");
        let stops: Vec<_> = all("[role=grid] [tabindex='0']").iter().map(name).collect();
        assert_eq!(stops, [called], "Tab stops where the focus was");
    }
}

#[wasm_bindgen_test]
async fn what_is_ticked_is_saved_at_once_also_one_after_another_in_one_row() {
    somebody_signed_in("Ada").await;
    let ola = confirmed("Ola").await;
    let page = at_the_grid().await;
    cell("News, Ola").await.click();
    cell("Site up again, Ola").await.click();
    let billing = cell("Billing, Ola").await;
    billing.focus().expect("the focus");
    press(&billing, "Enter");
    is_ticked("Billing, Ola", true).await;
    comes_to_keep(&ola, "billing", true).await;
    page.sees("Saved.").await;
    assert!(keeps(&ola, "news").await);
    assert!(!keeps(&ola, "alert_up").await);
    assert_eq!(focused(), *billing.unchecked_ref::<Element>(), "the focus stays where one works");
    // Ticked and cleared at once, the last one holds.
    let news = cell("News, Ola").await;
    news.click();
    news.click();
    news.click();
    comes_to_keep(&ola, "news", false).await;
    page.sees("Saved.").await;
    is_ticked("News, Ola", false).await;
    assert!(!keeps(&ola, "news").await, "and it stays so");
}

#[wasm_bindgen_test]
async fn the_box_over_a_column_changes_all_that_are_shown_in_one_call() {
    somebody_signed_in("Ada").await;
    let contacts = [confirmed("Ann").await, awaiting("Ben").await, awaiting("Cid").await];
    settle(&contacts[1], |settings| settings["kinds"]["news"] = json!(true)).await;
    let page = at_the_grid().await;
    let column = cell("News: all 3 shown").await;
    assert!(column.indeterminate() && !column.checked(), "one of three");
    let calls = counting("PATCH", async {
        column.click();
        page.sees("Saved.").await;
    })
    .await;
    assert_eq!(calls, 1);
    for contact in &contacts {
        assert!(keeps(contact, "news").await);
    }
    assert!(column.checked() && !column.indeterminate());
    column.click();
    is_ticked("News, Cid", false).await;
    comes_to_keep(&contacts[1], "news", false).await;
}

#[wasm_bindgen_test]
async fn a_change_of_what_was_changed_elsewhere_is_taken_back_and_said() {
    somebody_signed_in("Ada").await;
    let (ola, zoe) = (confirmed("Ola").await, confirmed("Zoe").await);
    let page = at_the_grid().await;
    is_ticked("News, Ola", false).await;
    settle(&ola, |settings| settings["kinds"]["billing"] = json!(true)).await;
    cell("News: all 2 shown").await.click();
    page.hears("Ola was changed elsewhere meanwhile.").await;
    is_ticked("News, Ola", false).await;
    is_ticked("News, Zoe", true).await;
    is_ticked("Billing, Ola", true).await;
    assert!(!keeps(&ola, "news").await && keeps(&zoe, "news").await);
    // What stands there now is what is saved: the same press goes through.
    cell("News, Ola").await.click();
    comes_to_keep(&ola, "news", true).await;
    page.sees("Saved.").await;
    assert!(keeps(&ola, "billing").await && !page.shows("was changed elsewhere"));
}

#[wasm_bindgen_test]
async fn without_a_network_a_change_is_taken_back_and_said() {
    somebody_signed_in("Ada").await;
    let ola = confirmed("Ola").await;
    let page = at_the_grid().await;
    is_ticked("News, Ola", false).await;
    offline(async {
        cell("News, Ola").await.click();
        cell("Billing, Ola").await.click();
        page.hears("Ola: the change was not made. The server cannot be reached.").await;
    })
    .await;
    is_ticked("News, Ola", false).await;
    is_ticked("Billing, Ola", false).await;
    assert!(!keeps(&ola, "news").await);
    cell("News, Ola").await.click();
    page.sees("Saved.").await;
    assert!(keeps(&ola, "news").await);
}

#[wasm_bindgen_test]
async fn a_contact_that_is_gone_is_said_to_be_gone() {
    somebody_signed_in("Ada").await;
    let ola = confirmed("Ola").await;
    let page = at_the_grid().await;
    is_ticked("News, Ola", false).await;
    let etag = ola["etag"].as_str().expect("a version");
    let path = format!("/contacts/{}", ola["id"].as_str().expect("an id"));
    assert!(send("DELETE", &path, &[("If-Match", etag)], &Value::Null).await.ok(), "removing elsewhere");
    cell("News, Ola").await.click();
    page.hears("Ola is not here any more.").await;
    is_ticked("News, Ola", false).await;
}

#[wasm_bindgen_test]
async fn more_rows_come_when_asked_for_and_the_focus_goes_on_there() {
    somebody_signed_in("Ada").await;
    for one in ["Ann", "Ben", "Cid"] {
        awaiting(one).await;
    }
    asking_for("limit=50", "limit=2", 0, async {
        let page = at_the_grid().await;
        page.sees("2 contacts shown.").await;
        let grid = all("[role=grid]").remove(0);
        assert_eq!(grid.get_attribute("aria-rowcount").as_deref(), Some("-1"), "how many there are is not known");
        cell("News: all 2 shown").await;
        page.click("Show more").await;
        page.sees("3 contacts shown.").await;
        let at_cid = || (name(&focused()) == "Cid").then_some(());
        wait_for("the focus at the first that came", at_cid).await.expect("the focus at the first that came");
        assert_eq!(grid.get_attribute("aria-rowcount"), None);
        cell("News: all 3 shown").await;
    })
    .await;
}

#[wasm_bindgen_test]
async fn the_grid_has_an_address_and_is_filtered_as_the_list_is() {
    somebody_signed_in("Ada").await;
    confirmed("Ola").await;
    awaiting("Zoe").await;
    let page = open("/contacts?state=confirmed");
    page.sees("Ola").await;
    page.click("Who is told what").await;
    page.sees("The arrow keys move").await;
    page.sees("1 contact shown.").await;
    assert_eq!(window().location().search().expect("a query"), "?state=confirmed&view=grid");
    let page = {
        drop(page);
        open("/contacts?state=confirmed&view=grid")
    };
    page.sees("1 contact shown.").await;
    let link: HtmlElement = page.named("nav a", "List").await;
    link.click();
    wait_for("the list", || (!page.shows("The arrow keys move")).then_some(())).await.expect("the list");
    page.sees("Ola").await;
}
