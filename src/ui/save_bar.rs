//! The bar below a form that changes what is saved: save, undo, and how it stands.

use leptos::prelude::*;

use crate::i18n::use_words;
use crate::ui::form::{FormState, SendButton};
use crate::ui::react;

/// It stays in sight while the form is longer than the window. `just_saved` is set by who saves.
#[component]
pub fn SaveBar(state: FormState, just_saved: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    react(move || {
        if state.changed.get() {
            just_saved.set(false);
        }
    });
    let said = move || {
        let text = &words.get().form;
        match (state.changed.get(), just_saved.get()) {
            (true, _) => text.unsaved,
            (false, true) => text.saved,
            (false, false) => text.all_saved,
        }
    };
    view! {
        <div class="bar stay">
            <SendButton state>{words.say(|text| text.form.save)}</SendButton>
            <button type="button" hidden=move || (!state.changed.get()).then_some("") on:click=move |_| state.undo()>
                {words.say(|text| text.form.undo)}
            </button>
            <span class="note" role="status">{move || said()}</span>
        </div>
    }
}
