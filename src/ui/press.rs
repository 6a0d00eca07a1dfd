//! A button for what takes a moment: it says so, and does nothing more meanwhile.

use leptos::prelude::*;

use crate::i18n::{Text, use_words};

/// While `busy` it waits; it stays focusable, so that the keyboard's place is not lost.
#[component]
pub fn Press(
    busy: RwSignal<bool>,
    word: fn(&Text) -> &'static str,
    press: Box<dyn Fn()>,
    #[prop(optional)] main: bool,
) -> impl IntoView {
    let words = use_words();
    view! {
        <button
            type="button"
            class=if main { "main" } else { "" }
            aria-disabled=move || busy.get().then_some("true")
            on:click=move |_| if !busy.get_untracked() { press() }
        >
            <span class=move || if busy.get() { "waiting" } else { "" }>{words.say(word)}</span>
            <span class="visually-hidden" role="status">
                {move || if busy.get() { words.get().form.wait } else { "" }}
            </span>
        </button>
    }
}
