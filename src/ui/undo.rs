//! What was removed, and the way to take it back while there is time.

use contract::contacts::UNDO_LIFE;
use leptos::html;
use leptos::prelude::*;

use crate::i18n::{Text, use_words};
use crate::ui::countdown::seconds_until;
use crate::ui::form::focus;
use crate::ui::press::Press;
use crate::ui::react;

/// What was removed: one contact by its name, or so many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// The name of the first.
    pub name: String,
    /// How many.
    pub count: usize,
}

impl Gone {
    /// What was removed, in words.
    #[must_use]
    pub fn said(&self, text: &Text) -> String {
        if self.count == 1 { self.name.clone() } else { (text.contacts.list.many)(self.count) }
    }
}

/// Says what was removed, and counts down how long it can be taken back.
#[component]
pub fn Undo(
    gone: Gone,
    /// Until when it can be taken back, in milliseconds by the server's clock.
    until: f64,
    /// It was done just now, by a press of what is gone: the focus goes to the way back.
    fresh: bool,
    /// True while an answer is awaited.
    busy: RwSignal<bool>,
    undo: Box<dyn Fn()>,
    /// Called when the time is over.
    over: Box<dyn Fn()>,
) -> impl IntoView {
    let words = use_words();
    let left = seconds_until(RwSignal::new(Some(until)));
    let node = NodeRef::<html::Div>::new();
    let gone = StoredValue::new(gone);
    react(move || {
        if left.get() == 0 && !busy.get_untracked() {
            over();
        }
    });
    if fresh {
        request_animation_frame(move || {
            let place = node.try_get_untracked().flatten();
            focus(place.and_then(|place| place.query_selector("button").ok().flatten()));
        });
    }
    view! {
        <div class="undoing" node_ref=node>
            <p role="status">{move || gone.with_value(|gone| (words.get().contacts.undo_for)(&gone.said(words.get()), UNDO_LIFE))}</p>
            <div class="bar">
                <Press
                    busy
                    word=|text| text.contacts.undo
                    press=undo
                    name=Box::new(move |text| gone.with_value(|gone| (text.contacts.undo_of)(&gone.said(text))))
                />
                <span class="note" role="timer" aria-live="off">{move || (words.get().contacts.left)(left.get())}</span>
            </div>
        </div>
    }
}
