//! Beside preferences: that they are not remembered, why, and the one press that allows it.

use contract::consent::{Category, Source};
use leptos::prelude::*;

use crate::consent::{Decision, use_gate};
use crate::i18n::use_words;
use crate::prefs::use_prefs;

/// Says nothing while preferences are remembered.
#[component]
pub fn Remembered() -> impl IntoView {
    let words = use_words();
    let gate = use_gate();
    let prefs = use_prefs();
    let allow = move |_| {
        let held = gate.choice().get_untracked();
        gate.wish(Decision {
            categories: held
                .as_ref()
                .map(|choice| choice.categories)
                .unwrap_or_default()
                .with(Category::Preferences, true),
            source: Source::Settings,
            language: prefs.language.get_untracked(),
            // What was allowed against the signal once is not asked for again.
            despite_signal: held.is_some_and(|choice| choice.despite_signal),
        });
    };
    view! {
        {move || {
            (!gate.allows(Category::Preferences)).then(|| {
                let chosen = gate.choice().with(Option::is_some);
                view! {
                    <p class="note remembered">
                        {words.say(if chosen { |text| text.banner.refused } else { |text| text.banner.not_yet })}
                        " "
                        <button type="button" class="quiet" on:click=allow>{words.say(|text| text.banner.allow)}</button>
                    </p>
                }
                .into_any()
            })
        }}
    }
}
