//! A button for what takes a moment: it says so, and does nothing more meanwhile.

use leptos::prelude::*;

use crate::i18n::{Text, use_words};

/// The whole name of a button.
type Name = Box<dyn Fn(&Text) -> String + Send>;

/// While `busy` it waits; it stays focusable, so that the keyboard's place is not lost.
#[component]
pub fn Press(
    busy: RwSignal<bool>,
    word: fn(&Text) -> &'static str,
    press: Box<dyn Fn()>,
    #[prop(optional)] main: bool,
    #[prop(optional)] quiet: bool,
    /// True while it is not its time yet.
    #[prop(optional)]
    waits: Option<Memo<bool>>,
    /// What it is called, where its word does not say enough to those who listen.
    #[prop(optional)]
    name: Option<Name>,
) -> impl IntoView {
    let words = use_words();
    view! {
        <button
            type="button"
            class=if main { "main" } else if quiet { "quiet" } else { "" }
            aria-label=name.map(|name| move || name(words.get()))
            aria-disabled=move || (busy.get() || waits.is_some_and(|waits| waits.get())).then_some("true")
            on:click=move |_| if !busy.get_untracked() && !waits.is_some_and(|waits| waits.get_untracked()) { press() }
        >
            <span class=move || if busy.get() { "waiting" } else { "" }>{words.say(word)}</span>
            <span class="visually-hidden" role="status">
                {move || if busy.get() { words.get().form.wait } else { "" }}
            </span>
        </button>
    }
}
