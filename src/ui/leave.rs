//! Asks before a page with unsaved changes is left: by a link, by the back button, or by closing it.

use leptos::prelude::*;
use leptos::{ev, html};
use leptos_use::{UseEventListenerOptions, use_event_listener_with_options};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlAnchorElement, MouseEvent};

use crate::i18n::use_words;
use crate::routes::use_route;
use crate::ui::dialog::Dialog;

/// Where the person wanted to go.
#[derive(Clone, PartialEq)]
enum Way {
    Link(String),
    Back,
}

/// Stands guard while `changed` is true.
#[component]
pub fn AskBeforeLeaving(#[prop(into)] changed: Signal<bool>) -> impl IntoView {
    let words = use_words();
    let way = RwSignal::new(None::<Way>);
    // Set once the person has decided to go, so that the same step is not stopped twice.
    let decided = StoredValue::new(false);
    let guarding = move || changed.get_untracked() && !decided.get_value();
    let route = use_route();
    let here = route.path();
    // The router listens on the window too; these listeners capture, so they come first.
    let first = UseEventListenerOptions::default().capture(true);

    _ = use_event_listener_with_options(
        window(),
        ev::click,
        move |event| {
            if guarding()
                && let Some(path) = link_of(&event)
            {
                event.prevent_default();
                event.stop_immediate_propagation();
                way.set(Some(Way::Link(path)));
            }
        },
        first,
    );
    _ = use_event_listener_with_options(
        window(),
        ev::popstate,
        move |event| {
            if guarding() {
                event.stop_immediate_propagation();
                // The address has moved already; put it back until the person has decided.
                _ = window().history().and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(&here)));
                way.set(Some(Way::Back));
            }
        },
        first,
    );
    _ = use_event_listener_with_options(
        window(),
        ev::beforeunload,
        move |event| {
            if guarding() {
                event.prevent_default();
            }
        },
        first,
    );

    let stay = Callback::new(move |()| way.set(None));
    let go = move |_| {
        decided.set_value(true);
        match way.get_untracked() {
            Some(Way::Link(path)) => route.go(&path),
            Some(Way::Back) => _ = window().history().and_then(|history| history.back()),
            None => {}
        }
        way.set(None);
    };
    let button = NodeRef::<html::Button>::new();
    view! {
        <Dialog name="leave" open=Signal::derive(move || way.get().is_some()) title=|text| text.form.leave_title escape=stay>
            <p>{words.say(|text| text.form.leave_lead)}</p>
            <div class="bar">
                <button type="button" class="main" node_ref=button on:click=move |_| stay.run(())>
                    {words.say(|text| text.form.leave_stay)}
                </button>
                <button type="button" on:click=go>{words.say(|text| text.form.leave_go)}</button>
            </div>
        </Dialog>
    }
}

/// The path of a link of this page that a plain click would follow in this tab.
fn link_of(event: &MouseEvent) -> Option<String> {
    let plain = event.button() == 0 && !event.meta_key() && !event.ctrl_key() && !event.shift_key() && !event.alt_key();
    let target = event.target().filter(|_| plain)?.dyn_into::<web_sys::Element>().ok()?;
    let link = target.closest("a[href]").ok().flatten()?.dyn_into::<HtmlAnchorElement>().ok()?;
    let within =
        link.origin() == window().location().origin().ok()? && link.target().is_empty() && link.hash().is_empty();
    within.then(|| link.pathname())
}
