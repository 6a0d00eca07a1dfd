//! What was decided about cookies, while it can be taken back, and the question about the opt-out signal: seen
//! after a press only, and so in a part of the program of its own.

use contract::consent::{Category, Choice, Source};
use leptos::prelude::*;

use super::banner::list;
use crate::consent::{Decision, Gate, News, use_gate};
use crate::i18n::{Text, use_words};
use crate::ui::dialog::Dialog;

/// What was decided, here or in another tab.
#[component]
pub fn News() -> impl IntoView {
    let words = use_words();
    let gate = use_gate();
    let said = move || {
        let text = words.get();
        let allowed = gate.choice().with(|choice| allowed(text, choice.as_ref()));
        gate.news().get().map(|news| match news {
            News::Decided(_) => (text.decided.saved)(&allowed),
            News::Undone => text.decided.undone.to_owned(),
            News::Elsewhere => (text.decided.elsewhere)(&allowed),
        })
    };
    let can_undo = Memo::new(move |_| matches!(gate.news().get(), Some(News::Decided(_))));
    view! {
        {move || {
            said().map(|said| {
                let more = gate.refuses_cookies().get().then(|| [" ", words.get().decided.refused_by_browser].concat());
                view! {
                    <div>
                        <p>{said} {more}</p>
                        {move || can_undo.get().then(|| view! { <Undo gate/> }.into_any())}
                    </div>
                }
                .into_any()
            })
        }}
    }
}

/// The way back, for ten seconds ([`crate::consent::deciding::UNDO_SECONDS`]); a line below it that runs out shows how
/// much is left (in `parts.css`), and is read out to nobody.
#[component]
fn Undo(gate: Gate) -> impl IntoView {
    let words = use_words();
    view! {
        <button type="button" class="undo" on:click=move |_| gate.undo()>
            {words.say(|text| text.decided.undo)}
        </button>
    }
}

/// A yes that the browser's opt-out signal contradicts is asked for once more.
#[component]
pub fn AskDespiteSignal() -> impl IntoView {
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
            title=|text| text.decided.signal_title
            escape=Callback::new(move |()| gate.withdraw_wish())
        >
            <p>{words.say(|text| text.decided.signal_lead)}</p>
            <div class="alike">
                <button type="button" on:click=keep>{words.say(|text| text.decided.signal_keep)}</button>
                <button type="button" on:click=allow>{words.say(|text| text.decided.signal_allow)}</button>
            </div>
        </Dialog>
    }
}

/// The categories that a choice allows beside the necessary ones, in words.
fn allowed(text: &Text, choice: Option<&Choice>) -> String {
    let categories = choice.map(|choice| choice.categories).unwrap_or_default();
    list(text, categories.list().filter(|category| *category != Category::Necessary))
}
