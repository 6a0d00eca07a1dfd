//! Why a field is held: what for, who receives it, how long it is kept; said where it is asked.

use contract::purposes::{Held, held_as};
use leptos::prelude::*;

use crate::i18n::{Text, use_words};

/// A quiet button beside a field, and what it opens. The words are drawn when they are asked for.
#[component]
pub fn Why(
    /// The field's name in the form, or the name of its group.
    field: &'static str,
) -> impl IntoView {
    let words = use_words();
    let asked = RwSignal::new(false);
    let name = move || {
        let text = words.get();
        (text.records.why.ask)((text.label)(field))
    };
    view! {
        <details class="why" on:toggle=move |_| asked.set(true)>
            <summary title=move || name()>
                <span aria-hidden="true">"?"</span>
                <span class="visually-hidden">{move || name()}</span>
            </summary>
            {move || asked.get().then(|| held_as(field).map(|held| answer(words.get(), held)))}
        </details>
    }
}

fn answer(text: &'static Text, held: &'static Held) -> AnyView {
    let why = &text.records.why;
    let purposes: Vec<_> = held.purposes.iter().map(|purpose| (why.purpose)(*purpose)).collect();
    let recipients: Vec<_> = held.recipients.iter().map(|kind| (why.recipient)(*kind)).collect();
    let recipients = if recipients.is_empty() { why.nobody.to_owned() } else { recipients.join(", ") };
    view! {
        <dl>
            <dt>{why.purposes}</dt>
            <dd>{purposes.join(", ")}</dd>
            <dt>{why.recipients}</dt>
            <dd>{recipients}</dd>
            <dt>{why.kept}</dt>
            <dd>{(why.retention)(held.retention)}</dd>
        </dl>
    }
    .into_any()
}
