//! The banner that asks about cookies; and in its place what was decided, while it can be taken back.
//!
//! It stands in `index.html` too, where the boot script shows it at the first paint when no choice is
//! on record. A press there is carried out here, once the application has come.

use contract::consent::{Categories, Category, Choice, Source};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use crate::consent::{Decision, Gate, News, use_gate};
use crate::i18n::{Text, use_words};
use crate::prefs::use_prefs;
use crate::routes::{Page, use_route};
use crate::ui::dialog::Dialog;

/// The banner, the news of a decision, and the question about the opt-out signal.
#[component]
pub fn Banner() -> impl IntoView {
    let gate = use_gate();
    let asks = Memo::new(move |_| gate.must_ask());
    view! {
        {move || asks.get().then(|| view! { <Question/> }.into_any())}
        <News/>
        <AskDespiteSignal/>
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

/// What was decided, here or in another tab.
#[component]
fn News() -> impl IntoView {
    let words = use_words();
    let gate = use_gate();
    let said = move || {
        let text = words.get();
        let allowed = gate.choice().with(|choice| allowed(text, choice.as_ref()));
        gate.news().get().map(|news| match news {
            News::Decided(_) => (text.banner.decided)(&allowed),
            News::Undone => text.banner.undone.to_owned(),
            News::Elsewhere => (text.banner.elsewhere)(&allowed),
        })
    };
    let can_undo = Memo::new(move |_| matches!(gate.news().get(), Some(News::Decided(_))));
    // The region is there before its words are, so that they are read out when they come.
    view! {
        <div class="news" role="status">
            {move || {
                said().map(|said| {
                    let more = gate.refuses_cookies().get().then(|| [" ", words.get().banner.refused_by_browser].concat());
                    view! {
                        <div>
                            <p>{said} {more}</p>
                            {move || can_undo.get().then(|| view! { <Undo gate/> }.into_any())}
                        </div>
                    }
                    .into_any()
                })
            }}
        </div>
    }
}

/// The way back, for ten seconds ([`crate::consent::UNDO_SECONDS`]); a line below it that runs out shows how
/// much is left (in `parts.css`), and is read out to nobody.
#[component]
fn Undo(gate: Gate) -> impl IntoView {
    let words = use_words();
    view! {
        <button type="button" class="undo" on:click=move |_| gate.undo()>
            {words.say(|text| text.banner.undo)}
        </button>
    }
}

/// A yes that the browser's opt-out signal contradicts is asked for once more.
#[component]
fn AskDespiteSignal() -> impl IntoView {
    let words = use_words();
    let gate = use_gate();
    let asked = gate.conflict();
    let keep = move |_| {
        if let Some(wish) = asked.get_untracked() {
            gate.decide(Decision { categories: wish.categories.under_signal(), source: Source::Signal, ..wish });
        }
    };
    let allow = move |_| {
        if let Some(wish) = asked.get_untracked() {
            gate.decide(Decision { despite_signal: true, ..wish });
        }
    };
    view! {
        <Dialog
            name="signal"
            open=Memo::new(move |_| asked.with(Option::is_some))
            title=|text| text.banner.signal_title
            escape=Callback::new(move |()| gate.withdraw_wish())
        >
            <p>{words.say(|text| text.banner.signal_lead)}</p>
            <div class="alike">
                <button type="button" on:click=keep>{words.say(|text| text.banner.signal_keep)}</button>
                <button type="button" on:click=allow>{words.say(|text| text.banner.signal_allow)}</button>
            </div>
        </Dialog>
    }
}

/// The categories that a choice allows beside the necessary ones, in words.
fn allowed(text: &Text, choice: Option<&Choice>) -> String {
    let categories = choice.map(|choice| choice.categories).unwrap_or_default();
    list(text, categories.list().filter(|category| *category != Category::Necessary))
}

fn list(text: &Text, categories: impl Iterator<Item = Category>) -> String {
    categories.map(text.banner.category).collect::<Vec<_>>().join(", ")
}

/// The button of the static frame that was pressed before the application came; it is told once.
fn pressed_before() -> Option<String> {
    let boot = js_sys::Reflect::get(&window(), &JsValue::from_str("boot")).ok()?.dyn_into::<js_sys::Object>().ok()?;
    let pressed = js_sys::Reflect::get(&boot, &JsValue::from_str("pressed")).ok()?.as_string()?;
    js_sys::Reflect::delete_property(&boot, &JsValue::from_str("pressed")).ok()?;
    Some(pressed)
}
