//! The banner that asks about cookies; in its place what was decided, which `decided` draws once something was.
//!
//! It stands in `index.html` too, where the boot script shows it at the first paint when no choice is
//! on record. A press there is carried out here, once the application has come.

use contract::consent::{Categories, Category, Source};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use crate::consent::{Decision, use_gate};
use crate::i18n::{Text, use_words};
use crate::prefs::use_prefs;
use crate::routes::{Page, use_route};
use crate::shell::{Asked, Asking};

/// The banner, the news of a decision, and the question about the opt-out signal.
#[component]
pub fn Banner(asking: Asking) -> impl IntoView {
    let words = use_words();
    let gate = use_gate();
    let asks = Memo::new(move |_| gate.must_ask());
    view! {
        {move || asks.get().then(|| view! { <Question/> }.into_any())}
        // The region is there before its words are, so that they are read out when they come.
        <div class="news" role="status">
            {move || gate.acts().get().then(|| asking(Asked::News))}
            {move || gate.trouble().get().map(|error| view! { <div><p>{words.get().error(&error)}</p></div> }.into_any())}
        </div>
        {move || gate.acts().get().then(|| asking(Asked::Signal))}
    }
}

/// The question: three buttons alike, each one press.
#[component]
fn Question() -> impl IntoView {
    let words = use_words();
    let gate = use_gate();
    let route = use_route();
    let prefs = use_prefs();
    let decide = move |categories| {
        let language = prefs.language.get_untracked();
        gate.wish(Decision { categories, source: Source::Banner, language, despite_signal: false });
    };
    let press = move |button: &str| match button {
        "reject" => decide(Categories::NONE),
        "accept" => decide(Categories::ALL),
        _ => route.follow(&Page::Cookies.path()),
    };
    if let Some(button) = pressed_before() {
        press(&button);
    }
    let press = StoredValue::new_local(press);
    let button = move |name: &'static str, word: fn(&Text) -> &'static str| {
        view! {
            <button type="button" value=name on:click=move |_| press.with_value(|press| press(name))>
                {words.say(word)}
            </button>
        }
        .into_any()
    };
    view! {
        <section class="consent" aria-labelledby="consent-title">
            <div>
                <h2 id="consent-title">{words.say(|text| text.banner.title)}</h2>
                <p>{words.say(|text| text.banner.lead)}</p>
                {move || {
                    let changed = gate.changed();
                    (!changed.is_empty()).then(|| {
                        let text = words.get();
                        view! { <p><strong>{(text.banner.changed)(&list(text, changed.into_iter()))}</strong></p> }.into_any()
                    })
                }}
                <div class="alike">
                    {button("reject", |text| text.banner.reject)}
                    {button("accept", |text| text.banner.accept)}
                    {button("choose", |text| text.banner.choose)}
                </div>
            </div>
        </section>
        <Announced/>
    }
}

/// Read out a moment after the page, without taking the focus: what is there from the start is not.
#[component]
fn Announced() -> impl IntoView {
    let words = use_words();
    let is_time = RwSignal::new(false);
    request_animation_frame(move || _ = is_time.try_set(true));
    view! {
        <p class="visually-hidden" role="status">
            {move || if is_time.get() { words.get().banner.announced } else { "" }}
        </p>
    }
}

/// Some categories in words.
pub(super) fn list(text: &Text, categories: impl Iterator<Item = Category>) -> String {
    categories.map(text.banner.category).collect::<Vec<_>>().join(", ")
}

/// The button of the static frame that was pressed before the application came; it is told once.
fn pressed_before() -> Option<String> {
    let boot = js_sys::Reflect::get(&window(), &JsValue::from_str("boot")).ok()?.dyn_into::<js_sys::Object>().ok()?;
    let pressed = js_sys::Reflect::get(&boot, &JsValue::from_str("pressed")).ok()?.as_string()?;
    js_sys::Reflect::delete_property(&boot, &JsValue::from_str("pressed")).ok()?;
    Some(pressed)
}
