//! Cookie choices: what a person allows, the preferences, every cookie there is, and the choices so far.

mod history;
mod preferences;
mod table;

use contract::account::Language;
use contract::consent::{CONSENT, Categories, Category, Choice, Source};
use contract::moment;
use contract::policy::places;
use leptos::prelude::*;

use crate::consent::{Decision, use_gate};
use crate::i18n::{Text, intl, use_words};
use crate::prefs::use_prefs;
use crate::ui::Heading;
use crate::ui::promises::Promises;
use crate::ui::react;
use history::History;
use preferences::Preferences;
use table::Table;

/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// `/cookies`
#[component]
pub fn Cookies() -> impl IntoView {
    let words = use_words();
    view! {
        <div class="intro">
            <Heading>{words.say(|text| text.title.cookies)}</Heading>
            <p class="lead">{words.say(|text| text.cookies.lead)}</p>
        </div>
        <Choices/>
        <Signal/>
        <Preferences/>
        <Table/>
        <History/>
        <Promises of=&places::COOKIES/>
    }
}

/// The categories, each with its switch, and three ways to decide.
#[component]
fn Choices() -> impl IntoView {
    let words = use_words();
    let gate = use_gate();
    let prefs = use_prefs();
    let ticked = RwSignal::new(Categories::NONE);
    // What is on record stands in the boxes, also when another tab has changed it.
    react(move || {
        let held = gate.choice().with(|choice| choice.as_ref().map(|choice| choice.categories));
        ticked.set(held.unwrap_or_default());
    });
    let decide = move |categories| {
        gate.wish(Decision {
            categories,
            source: Source::Settings,
            language: prefs.language.get_untracked(),
            despite_signal: false,
        });
    };
    let standing = move || {
        let language = words.0.get();
        gate.choice().with(|choice| {
            choice
                .as_ref()
                .map_or_else(|| words.get().cookies.none.to_owned(), |choice| since(language, words.get(), choice))
        })
    };
    view! {
        <form class="sheet choices" on:submit=move |event| {
            event.prevent_default();
            decide(ticked.get_untracked());
        }>
            <fieldset>
                <legend>{words.say(|text| text.cookies.choices)}</legend>
                {Category::ALL.map(|category| view! { <Box category ticked/> }.into_any()).collect_view()}
            </fieldset>
            <p class="note" role="status">{move || standing()}</p>
            <div class="alike">
                <button type="submit">{words.say(|text| text.cookies.save)}</button>
                <button type="button" on:click=move |_| decide(Categories::NONE)>{words.say(|text| text.banner.reject)}</button>
                <button type="button" on:click=move |_| decide(Categories::ALL)>{words.say(|text| text.banner.accept)}</button>
            </div>
        </form>
    }
}

/// Since when the choice holds, and until when.
fn since(language: Language, text: &Text, choice: &Choice) -> String {
    let day = |seconds| intl::day_of(language, &moment::write(seconds));
    (text.cookies.since)(&day(choice.chosen_at), &day(choice.chosen_at + i64::from(CONSENT.days) * DAY))
}

/// One category: its name, what it is for, and the box that allows it.
#[component]
fn Box(category: Category, ticked: RwSignal<Categories>) -> impl IntoView {
    let words = use_words();
    let is_necessary = category == Category::Necessary;
    let id = ["allow-", category.code()].concat();
    view! {
        <div class="category">
            <input
                type="checkbox"
                id=id.clone()
                name=category.code()
                aria-describedby=[&id, "-about"].concat()
                disabled=is_necessary
                prop:checked=move || ticked.get().allow(category)
                on:change=move |event| ticked.update(|ticked| *ticked = ticked.with(category, event_target_checked(&event)))
            />
            <label for=id.clone()>
                <span class="word">{move || (words.get().banner.category)(category)}</span>
                {is_necessary.then(|| view! { " " <span class="state good">{words.say(|text| text.cookies.always)}</span> }.into_any())}
            </label>
            <p class="hint" id=[&id, "-about"].concat()>{move || (words.get().cookies.about)(category)}</p>
        </div>
    }
}

/// The state of the browser's opt-out signal, permanently (P16).
#[component]
fn Signal() -> impl IntoView {
    let words = use_words();
    let gate = use_gate();
    let is_on = gate.signal();
    let despite = move || gate.choice().with(|choice| choice.as_ref().is_some_and(|choice| choice.despite_signal));
    view! {
        <section class="sheet" aria-labelledby="signal-state">
            <h2 id="signal-state">{words.say(|text| text.cookies.signal)}</h2>
            <p>
                {words.say(if is_on { |text| text.cookies.signal_on } else { |text| text.cookies.signal_off })}
                {move || (is_on && despite()).then(|| [" ", words.get().cookies.signal_despite].concat())}
            </p>
        </section>
    }
}
