//! A field with a list to choose from: the browser's own, which people can search by typing.

use std::time::Duration;

use contract::account::Language;
use leptos::html;
use leptos::prelude::*;
use web_sys::HtmlOptionElement;

use crate::i18n::{Text, use_words};
use crate::prefs::use_prefs;
use crate::ui::field::{Labelled, described_by};
use crate::ui::form::FormState;
use crate::ui::react;

/// How long the lists wait for what is more urgent: to show the form, and to let people type.
const AFTER_PAINT: Duration = Duration::from_millis(300);

/// A field with a list to choose from.
///
/// Lists such as countries and time zones have hundreds of entries in the language of the page.
/// They are made a moment after the first paint, or when the field takes the focus, from the browser's
/// own names, and again when the language changes; until then only the entry that is chosen stands
/// there. A value that is not in the list stays as an entry of its own: it must not be lost because a
/// browser is old.
#[component]
pub fn Choice(
    state: FormState,
    name: &'static str,
    autocomplete: &'static str,
    /// The entries in a language: value and words.
    entries: fn(Language) -> Vec<(String, String)>,
    /// The words of one value.
    says: fn(Language, &str) -> String,
    /// What stands for no choice.
    none: fn(&Text) -> &'static str,
    #[prop(optional)] optional: bool,
    #[prop(optional)] hint: Option<fn(&Text) -> &'static str>,
    /// Told what is chosen, at each change.
    #[prop(optional_no_strip)]
    chosen: Option<RwSignal<String>>,
) -> impl IntoView {
    let words = use_words();
    let prefs = use_prefs();
    let problem = state.problem(name);
    let list_box = NodeRef::<html::Select>::new();
    let begin = state.saved(name);
    let first =
        if begin.is_empty() { none(words.now()).to_owned() } else { says(prefs.language.get_untracked(), &begin) };
    let painted = RwSignal::new(false);
    // Once: a list that is made anew while it is open would close.
    let fill = move || {
        if painted.try_get_untracked() == Some(false) {
            painted.set(true);
        }
    };
    set_timeout(fill, AFTER_PAINT);
    react(move || {
        let language = prefs.language.get();
        if !painted.get() {
            return;
        }
        let Some(select) = list_box.get() else { return };
        let held = select.value();
        let mut list = entries(language);
        if !held.is_empty() && !list.iter().any(|(value, _)| *value == held) {
            list.insert(0, (held.clone(), says(language, &held)));
        }
        list.insert(0, (String::new(), none(words.get()).to_owned()));
        select.set_text_content(None);
        for (value, label) in list {
            if let Ok(option) = HtmlOptionElement::new_with_text_and_value(&label, &value) {
                // Appending a new element to a select cannot fail.
                _ = select.append_child(&option);
            }
        }
        select.set_value(&held);
    });
    view! {
        <Labelled state name optional hint>
            <select
                id=state.id(name)
                name=name
                autocomplete=autocomplete
                node_ref=list_box
                aria-invalid=move || (!problem().is_empty()).then_some("true")
                aria-describedby=described_by(state, name, hint.is_some())
                aria-required=(!optional).then_some("true")
                on:focus=move |_| fill()
                on:input=move |event| if let Some(chosen) = chosen { chosen.set(event_target_value(&event)) }
            >
                <option value=begin selected>{first}</option>
            </select>
        </Labelled>
    }
}
