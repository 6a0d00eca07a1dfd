//! What comes of a choice: it is recorded, told and taken back. No page needs it to be shown, so that it
//! stands in a part of the program of its own.

use std::time::Duration;

use contract::consent::{CONSENT, Categories, Choice};
use leptos::prelude::*;

use super::{Act, Gate, News, cookies, now};

/// How long a decision can be taken back by one press, in seconds (SPEC section 5).
pub const UNDO_SECONDS: u32 = 10;

/// Does what a gate asks for.
pub fn carry_out(gate: Gate, act: Act) {
    let Some(acts) = gate.acts.try_get_untracked() else { return }; // The application is gone.
    if !acts {
        gate.acts.set(true);
    }
    match act {
        Act::Ask(decision) => gate.conflict.set(Some(decision)),
        Act::Say { before, choice } => {
            gate.conflict.set(None);
            gate.record(&choice, false);
            gate.tell(News::Decided(before));
        }
        Act::Record(choice) => gate.record(&choice, false),
        Act::Send => gate.recorder.send(),
        Act::Repeat => gate.repeat_preferences(),
        Act::Hear => gate.tell(News::Elsewhere),
    }
}

impl Gate {
    /// Leaves the question about the signal without an answer: nothing changes.
    pub fn withdraw_wish(self) {
        self.conflict.set(None);
    }

    /// Takes the last decision back, while that is offered.
    pub fn undo(self) {
        let Some(News::Decided(before)) = self.news.get_untracked() else { return };
        let Some(taken_back) = self.choice.get_untracked() else { return };
        let chosen_at = now();
        let restored = before.map(|before| Choice { chosen_at, is_recorded: false, ..before });
        self.hold(restored.as_ref());
        // Where nothing was on record before, only what is necessary is allowed again.
        let none = Choice { categories: Categories::NONE, despite_signal: false, chosen_at, ..taken_back };
        self.record(restored.as_ref().unwrap_or(&none), true);
        self.tell(News::Undone);
    }

    fn record(self, choice: &Choice, undo: bool) {
        let (id, chosen_at) = (choice.id.clone(), choice.chosen_at);
        self.recorder.record(choice, undo, move || self.settle(&id, chosen_at));
    }

    /// A choice has been recorded. The answer brought its cookies; where something else was decided
    /// since it was asked for, they are put right.
    fn settle(self, id: &str, chosen_at: i64) {
        let mut held = self.choice.get_untracked();
        if let Some(choice) = &mut held {
            choice.is_recorded |= choice.id == id && choice.chosen_at == chosen_at;
            _ = cookies::write(CONSENT, &choice.write(), choice.life(now()));
        }
        self.obey(held.as_ref());
        self.choice.set(held);
        self.repeat_preferences();
    }

    /// Has the preferences repeated. What was withdrawn before the answer came is put away again.
    fn repeat_preferences(self) {
        self.recorder.repeat_preferences(move || self.obey(self.choice.get_untracked().as_ref()));
    }

    /// Says what happened, for as long as it can be taken back.
    fn tell(self, news: News) {
        self.told.update_value(|told| *told += 1);
        let told = self.told.get_value();
        self.news.set(Some(news));
        let end = move || {
            if self.told.try_get_value() == Some(told) {
                self.news.set(None);
            }
        };
        set_timeout(end, Duration::from_secs(UNDO_SECONDS.into()));
    }
}
