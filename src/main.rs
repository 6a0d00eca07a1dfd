//! Starts the application in the page: in `#app`, in place of the static frame.

use hosttracker_account::{api::Client, mount, prepare};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

fn main() {
    std::panic::set_hook(Box::new(|info| {
        leptos::logging::error!("{info}");
        show_crash();
    }));
    let Some(root) = document().get_element_by_id("app").and_then(|root| root.dyn_into().ok()) else { return };
    // The frame stays until the part of this page is here.
    spawn_local(async {
        prepare().await;
        let focused = focused_button();
        mount(root, Client::of_page()).forget();
        if let Some(frame) = document().get_element_by_id("frame") {
            frame.remove();
        }
        if let Some(button) = focused.and_then(|value| find(&["#app .consent button[value=", &value, "]"].concat())) {
            _ = button.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    });
}

/// The value of the frame's button that has the focus, so that its place on the keyboard is not lost.
fn focused_button() -> Option<String> {
    find("#frame .consent button:focus")?.get_attribute("value")
}

fn find(selector: &str) -> Option<web_sys::Element> {
    document().query_selector(selector).ok().flatten()
}

/// After a panic nothing of the application can be trusted: what it drew stays readable, and the
/// static words of `index.html` say what happened and show a way on.
fn show_crash() {
    if let Some(crash) = document().get_element_by_id("crash") {
        _ = crash.remove_attribute("hidden");
        crash.scroll_into_view();
    }
}
