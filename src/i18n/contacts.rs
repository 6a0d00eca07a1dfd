//! The words about contacts, as a type: the list, adding, one contact, its confirmation.

use contract::contacts::confirmation::HolderAct;
use contract::contacts::settings::{Kind, KindsForm, Period};
use contract::contacts::{Channel, ReasonCode, Sort, State};
use contract::refusal::RefusalCode;

use super::Of;

/// What every page about contacts says.
pub struct Contacts {
    pub channel: fn(Channel) -> &'static str,
    pub state: fn(State) -> &'static str,
    /// What a pause is called, by its length.
    pub pause: fn(Pause) -> &'static str,
    pub resume: &'static str,
    pub remove: &'static str,
    /// What is announced of a removal: the name, and for how many seconds it can be taken back.
    pub undo: &'static str,
    pub undo_for: fn(&str, i64) -> String,
    pub undo_of: fn(&str) -> String,
    pub undo_late: &'static str,
    /// Its address was added again meanwhile.
    pub undo_taken: &'static str,
    /// The state does not allow what was asked for.
    pub conflict: &'static str,
    pub undone: fn(&str) -> String,
    /// How many seconds are left.
    pub left: fn(u32) -> String,
    pub add: &'static str,
    pub list: Of<List>,
    pub new: Of<New>,
    pub one: Of<One>,
    pub confirm: Of<Confirm>,
    pub holder: Of<Holder>,
}

/// For how long a contact is silenced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    Hour,
    EightHours,
    Tomorrow,
    Week,
    UntilResumed,
}

/// The list, and changes to many.
pub struct List {
    pub lead: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub channel: &'static str,
    pub any_channel: &'static str,
    pub state: &'static str,
    pub any_state: &'static str,
    pub order: &'static str,
    pub sort: fn(Sort) -> &'static str,
    pub name: &'static str,
    pub told: &'static str,
    pub actions: &'static str,
    /// What it is told, in a few words.
    pub tells: fn(&KindsForm, Period) -> String,
    pub quiet: &'static str,
    /// How many are shown, and whether there are more.
    pub shown: fn(usize, bool) -> String,
    pub select: fn(&str) -> String,
    pub select_shown: &'static str,
    pub select_all: &'static str,
    pub gathering: fn(usize) -> String,
    pub selected: fn(usize) -> String,
    pub clear: &'static str,
    pub change: &'static str,
    pub pauses: &'static str,
    pub chooses: &'static str,
    pub unchooses: &'static str,
    pub choose: fn(Kind) -> &'static str,
    pub unchoose: fn(Kind) -> &'static str,
    pub apply: &'static str,
    pub progress: fn(usize, usize) -> String,
    pub stop: &'static str,
    pub changed: fn(usize) -> String,
    pub many: fn(usize) -> String,
    pub refused: fn(RefusalCode, usize) -> String,
    pub unreached: fn(usize) -> String,
    pub dismiss: &'static str,
    pub confirm: &'static str,
    pub confirm_of: fn(&str) -> String,
    pub resume_of: fn(&str) -> String,
    pub remove_of: fn(&str) -> String,
    pub move_on: &'static str,
    pub move_of: fn(&str) -> String,
    pub empty: &'static str,
    pub steps: [&'static str; 3],
    pub no_match: &'static str,
    pub no_match_lead: &'static str,
    pub unfilter: &'static str,
    pub nobody: &'static str,
    pub nobody_lead: &'static str,
    pub mend_awaiting: fn(u32) -> String,
    pub mend_paused: fn(u32) -> String,
    pub mend_kinds: &'static str,
}

/// Adding, and the fields of an address.
pub struct New {
    pub lead: &'static str,
    pub about: fn(Channel) -> &'static str,
    pub address: &'static str,
    pub address_of: fn(Channel) -> &'static str,
    pub address_hint: fn(Channel) -> &'static str,
    pub own: fn(&str) -> String,
    pub label_hint: &'static str,
    pub language_hint: &'static str,
    pub details: &'static str,
    pub skype: &'static str,
    pub send: &'static str,
    pub keep: &'static str,
    pub too_fast: fn(&str) -> String,
    pub too_fast_over: &'static str,
}

/// One contact.
pub struct One {
    pub back: &'static str,
    pub gone: &'static str,
    pub state: &'static str,
    pub since: fn(&str) -> String,
    /// What its state means, and what brought it there.
    pub meaning: fn(State, Option<ReasonCode>) -> &'static str,
    pub paused_until: fn(&str) -> String,
    pub paused_open: &'static str,
    pub paused_lost: &'static str,
    pub only_holder: &'static str,
    pub said: &'static str,
    pub pause: &'static str,
    pub pause_go: &'static str,
    pub paused_done: &'static str,
    pub resumed_done: &'static str,
    pub failing_way: &'static str,
    pub closed_way: &'static str,
    pub holder_hours: &'static str,
    pub edit: &'static str,
    pub edit_hint: &'static str,
    pub saved_and_sent: &'static str,
    pub remove: &'static str,
    pub remove_lead: &'static str,
    pub removed_title: &'static str,
    pub removed_over: &'static str,
}

/// Its confirmation.
pub struct Confirm {
    pub title: &'static str,
    /// Where the code went.
    pub sent: fn(&str) -> String,
    pub not_yours: &'static str,
    pub good_until: fn(&str) -> String,
    pub tries: fn(u32) -> String,
    pub go: &'static str,
    pub done: &'static str,
    pub never_sent: &'static str,
    pub expired: &'static str,
    pub spent: &'static str,
    pub first: &'static str,
    pub again: &'static str,
    pub again_in: fn(&str) -> String,
    pub again_now: &'static str,
    pub left: fn(u32) -> String,
    pub none_left: &'static str,
    pub sent_again: &'static str,
    pub mend: &'static str,
    pub mend_lead: &'static str,
    pub mend_go: &'static str,
    pub link: fn(&str) -> String,
    /// Why a messenger is confirmed by a link: the messenger, and until when the link works.
    pub link_lead: fn(&str, &str) -> String,
}

/// The page of a holder, who has no account.
pub struct Holder {
    /// Who asks.
    pub asks: fn(&str) -> String,
    pub purpose: &'static str,
    pub nothing_yet: &'static str,
    pub confirm: &'static str,
    pub refuse: &'static str,
    pub report: &'static str,
    pub report_hint: &'static str,
    pub too_old: fn(&str) -> String,
    /// How it stands, by the name of the account.
    pub stands: fn(State, &str) -> String,
    pub paused_until: fn(&str) -> String,
    pub done: fn(HolderAct) -> &'static str,
    pub keep: &'static str,
    pub hours: &'static str,
    pub hours_lead: &'static str,
    pub hours_save: &'static str,
    pub stop: &'static str,
    pub stop_lead: &'static str,
    pub allow: &'static str,
    pub allow_lead: &'static str,
    pub unknown: &'static str,
    pub unknown_lead: &'static str,
    pub support: &'static str,
}
