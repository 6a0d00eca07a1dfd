//! A stale save: what was typed here beside what was saved elsewhere, field by field, to choose from.

use contract::account::Language;
use contract::form::Form;
use leptos::prelude::*;

use crate::i18n::{Text, use_words};
use crate::prefs::use_prefs;
use crate::ui::form::{FormState, values};

/// A field in which the two differ.
#[derive(Clone, PartialEq, Eq)]
pub struct Difference {
    field: &'static str,
    mine: String,
    theirs: String,
    /// Nothing was typed here since it was read, so that the other value is the likely choice.
    untouched: bool,
}

/// The fields in which what stands in a form differs from what was saved elsewhere.
#[must_use]
pub fn differences<F: Form>(state: FormState, theirs: &F) -> Vec<Difference> {
    values(theirs)
        .into_iter()
        .zip(state.typed())
        .filter(|((_, theirs), (_, mine))| theirs != mine)
        .map(|((field, theirs), (_, mine))| {
            let untouched = state.saved(field) == mine;
            Difference { field, mine, theirs, untouched }
        })
        .collect()
}

/// Shows both values of each field side by side; `choose` gets the fields that take the other value.
#[component]
pub fn Compare(
    differences: Vec<Difference>,
    /// The words of a value, such as a country's name for its code.
    word: fn(Language, &str, &str) -> String,
    /// What the fields are called.
    #[prop(default = |text, field| (text.label)(field))]
    label: fn(&Text, &str) -> &'static str,
    choose: impl Fn(Vec<(&'static str, String)>) + 'static,
) -> impl IntoView {
    let words = use_words();
    // True where the value that was saved elsewhere is chosen; what was typed here stays otherwise.
    let theirs: Vec<_> = differences.iter().map(|difference| RwSignal::new(difference.untouched)).collect();
    let rows = differences
        .iter()
        .cloned()
        .zip(theirs.clone())
        .map(|(difference, theirs)| view! { <Row difference word label theirs/> }.into_any())
        .collect_view();
    let save = move |_| {
        let taken = differences.iter().zip(&theirs).filter(|(_, theirs)| theirs.get_untracked());
        choose(taken.map(|(difference, _)| (difference.field, difference.theirs.clone())).collect());
    };
    view! {
        <section class="compare notice wait" role="alert" aria-labelledby="compare-title">
            <h2 id="compare-title">{words.say(|text| text.form.stale_title)}</h2>
            <p>{words.say(|text| text.form.stale_lead)}</p>
            {rows}
            <div class="bar">
                <button type="button" class="main" on:click=save>{words.say(|text| text.form.stale_save)}</button>
            </div>
        </section>
    }
}

#[component]
fn Row(
    difference: Difference,
    word: fn(Language, &str, &str) -> String,
    label: fn(&Text, &str) -> &'static str,
    theirs: RwSignal<bool>,
) -> impl IntoView {
    let words = use_words();
    let Difference { field, mine, theirs: other, untouched } = difference;
    let language = use_prefs().language.get_untracked();
    let (mine, other) = (word(language, field, &mine), word(language, field, &other));
    view! {
        <fieldset class="pair">
            <legend>{move || label(words.get(), field)}</legend>
            <label class="option">
                <input type="radio" name=["keep-", field].concat() checked=!untouched on:change=move |_| theirs.set(false)/>
                <span>
                    <small>{words.say(|text| text.form.stale_mine)}</small>
                    <Value value=mine/>
                </span>
            </label>
            <label class="option">
                <input type="radio" name=["keep-", field].concat() checked=untouched on:change=move |_| theirs.set(true)/>
                <span>
                    <small>{words.say(|text| text.form.stale_theirs)}</small>
                    <Value value=other/>
                </span>
            </label>
        </fieldset>
    }
}

#[component]
fn Value(value: String) -> impl IntoView {
    let words = use_words();
    if value.is_empty() {
        view! { <em>{words.say(|text| text.form.empty)}</em> }.into_any()
    } else {
        view! { <strong>{value}</strong> }.into_any()
    }
}
