//! The gate: the only door to browser storage.
//!
//! What may be kept stands in one table, [`contract::consent::TABLE`]. [`Gate::decide`] is the one way
//! a choice is saved; what comes of it is in [`deciding`]. [`Gate::keep`], [`Gate::recall`] and
//! [`Gate::forget`] take an entry of the table: while its category is not allowed it lives in memory, for
//! the visit, and a later yes keeps it. What was decided in one tab holds in all of them, and is recorded
//! by the backend, sooner or later.

mod cookies;
pub mod deciding;
mod recording;

use std::future::Future;
use std::pin::Pin;

use contract::account::Language;
use contract::consent::{
    CONSENT, Categories, Category, Choice, Kept, Revision, Source, TABLE, Writer, current, needs_asking,
};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Client, Error};
use crate::clock::own_time;
use crate::tabs::{Tabs, when_visible};
use recording::Recorder;

/// The channel on which tabs tell each other that a choice was made.
const CHANNEL: &str = "consent";

/// What a person decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What is to be allowed.
    pub categories: Categories,
    /// Where.
    pub source: Source,
    /// The language of what was shown.
    pub language: Language,
    /// Asked once more, the person allows against the browser's opt-out signal.
    pub despite_signal: bool,
}

/// What happened to the choice last, while that is news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// It was made here, and can be taken back: what held before.
    Decided(Option<Choice>),
    /// It was taken back here.
    Undone,
    /// It was made, or taken back, in another tab.
    Elsewhere,
}

/// What is not needed to show a page: [`deciding`] does it, in a part of the program that is fetched for it.
#[derive(Clone, Debug)]
pub enum Act {
    /// A person wants what the opt-out signal refuses, and is asked once more.
    Ask(Decision),
    /// A choice was made: it is recorded, and can be taken back while that is said.
    Say {
        /// What held before.
        before: Option<Choice>,
        /// What holds now.
        choice: Choice,
    },
    /// This choice was not recorded when it was made.
    Record(Choice),
    /// Records may wait for the network, which is back.
    Send,
    /// The backend is to repeat the preferences that are kept.
    Repeat,
    /// The choice has changed in another tab.
    Hear,
}

/// Has the part act; how is the application's to say, which knows the parts.
pub type CarryOut = fn(Gate, Act) -> Pin<Box<dyn Future<Output = Result<(), Error>>>>;

/// The door, and what is known of the choice.
#[derive(Clone, Copy)]
pub struct Gate {
    choice: RwSignal<Option<Choice>>,
    news: RwSignal<Option<News>>,
    /// Counts the news: what is said of one must not end with the time of an earlier one.
    told: StoredValue<u32>,
    /// Counts how often the cookies were looked at: what is kept may have changed elsewhere.
    looks: RwSignal<u32>,
    /// A yes that the opt-out signal contradicts, until the person was asked once more.
    conflict: RwSignal<Option<Decision>>,
    /// What was set during this visit, whether or not it is kept.
    visit: StoredValue<Vec<(Kept, String)>>,
    /// True when the browser keeps no cookies.
    refuses_cookies: RwSignal<bool>,
    /// True once something was carried out: then there may be something to say.
    acts: RwSignal<bool>,
    /// Why the person could not be asked once more.
    trouble: RwSignal<Option<Error>>,
    signal: bool,
    revisions: StoredValue<&'static [Revision]>,
    tabs: Tabs,
    recorder: Recorder,
    carry_out: CarryOut,
}

impl Gate {
    /// Reads the choice, puts away what it does not allow, and stands by for other tabs.
    #[must_use]
    pub fn begin(client: &Client, revisions: &'static [Revision], carry_out: CarryOut) -> Self {
        let gate = Self {
            choice: RwSignal::new(None),
            news: RwSignal::new(None),
            told: StoredValue::new(0),
            looks: RwSignal::new(0),
            conflict: RwSignal::new(None),
            visit: StoredValue::new(Vec::new()),
            refuses_cookies: RwSignal::new(false),
            acts: RwSignal::new(false),
            trouble: RwSignal::new(None),
            signal: cookies::global_privacy_control(),
            revisions: StoredValue::new(revisions),
            tabs: Tabs::join(CHANNEL),
            recorder: Recorder::new(client, revisions),
            carry_out,
        };
        let choice = gate.read_choice();
        gate.obey(choice.as_ref());
        if let Some(choice) = choice.as_ref().filter(|choice| !choice.is_recorded) {
            gate.act(Act::Record(choice.clone()));
        }
        gate.choice.set(choice);
        gate.tabs.listen(move || gate.look());
        when_visible(move || gate.look());
        let online = window_event_listener_untyped("online", move |_| {
            if gate.recorder.is_waiting() {
                gate.act(Act::Send);
            }
        });
        on_cleanup(move || online.remove());
        gate
    }

    /// The choice that is on record, if there is one.
    #[must_use]
    pub fn choice(self) -> ReadSignal<Option<Choice>> {
        self.choice.read_only()
    }

    /// The consent id; empty while there is no choice.
    #[must_use]
    pub fn id(self) -> String {
        self.choice.with_untracked(|choice| choice.as_ref().map(|choice| choice.id.clone()).unwrap_or_default())
    }

    /// When the choice that the backend has recorded last was made; changes with each record.
    #[must_use]
    pub fn recorded(self) -> Option<i64> {
        self.choice.with(|choice| choice.as_ref().filter(|choice| choice.is_recorded).map(|choice| choice.chosen_at))
    }

    /// What happened to the choice last, while that is news.
    #[must_use]
    pub fn news(self) -> ReadSignal<Option<News>> {
        self.news.read_only()
    }

    /// Changes whenever what is kept may have changed elsewhere.
    #[must_use]
    pub fn looks(self) -> ReadSignal<u32> {
        self.looks.read_only()
    }

    /// A yes that waits for the person to be asked once more.
    #[must_use]
    pub fn conflict(self) -> ReadSignal<Option<Decision>> {
        self.conflict.read_only()
    }

    /// True once the browser has kept no cookie: what is decided then lasts for the visit.
    #[must_use]
    pub fn refuses_cookies(self) -> ReadSignal<bool> {
        self.refuses_cookies.read_only()
    }

    /// The browser's opt-out signal (Global Privacy Control, W3C draft), read once at each load.
    #[must_use]
    pub const fn signal(self) -> bool {
        self.signal
    }

    /// The categories that changed in substance since the choice was made: about these people are asked
    /// again, and until then they are refused.
    #[must_use]
    pub fn changed(self) -> Vec<Category> {
        let answered = self.choice.with(|choice| choice.as_ref().map(|choice| choice.revision));
        answered.map(|answered| needs_asking(self.revisions(), answered)).unwrap_or_default()
    }

    /// True when people are to be asked: no choice is on record, or it is about something that changed.
    #[must_use]
    pub fn must_ask(self) -> bool {
        self.choice.with(Option::is_none) || !self.changed().is_empty()
    }

    /// True when a category is allowed now.
    #[must_use]
    pub fn allows(self, category: Category) -> bool {
        self.choice.with(|choice| self.allowed_by(choice.as_ref(), category))
    }

    /// True once something was carried out: then [`Gate::news`] and [`Gate::conflict`] may say something.
    #[must_use]
    pub fn acts(self) -> ReadSignal<bool> {
        self.acts.read_only()
    }

    /// Why the person could not be asked once more ([`Gate::wish`]).
    #[must_use]
    pub fn trouble(self) -> ReadSignal<Option<Error>> {
        self.trouble.read_only()
    }

    /// What a person wants. A yes that the opt-out signal contradicts asks once more ([`Gate::conflict`]);
    /// anything else is decided.
    pub fn wish(self, decision: Decision) {
        if self.signal && decision.categories.conflicts_with_signal() && !decision.despite_signal {
            self.act(Act::Ask(decision));
        } else {
            self.decide(decision);
        }
    }

    /// Saves a choice: the one way there is. It holds at once, in every tab; recording and
    /// telling may wait for their part.
    pub fn decide(self, decision: Decision) {
        let before = self.choice.get_untracked();
        let choice = Choice {
            id: before.as_ref().map_or_else(cookies::new_id, |before| before.id.clone()),
            categories: decision.categories,
            despite_signal: decision.despite_signal,
            chosen_at: now(),
            language: decision.language,
            revision: current(self.revisions()),
            source: decision.source,
            is_recorded: false,
        };
        self.hold(Some(&choice));
        self.act(Act::Say { before, choice });
    }

    fn act(self, act: Act) {
        let is_awaited = matches!(act, Act::Ask(_));
        let carrying_out = (self.carry_out)(self, act);
        spawn_local(async move {
            let done = carrying_out.await;
            // Nobody waits for anything else: a choice holds already, and is recorded at the next visit.
            if is_awaited {
                self.trouble.try_set(done.err());
            }
        });
    }

    /// Keeps a value under an entry: in the browser when its category is allowed, else for the visit.
    pub fn keep(self, kept: Kept, value: &str) {
        self.visit.update_value(|visit| {
            visit.retain(|(known, _)| *known != kept);
            visit.push((kept, value.to_owned()));
        });
        if self.choice.with_untracked(|choice| self.allowed_by(choice.as_ref(), kept.category)) {
            self.write(kept, value);
            self.act(Act::Repeat);
        }
    }

    /// What was kept under an entry, in this visit or an earlier one.
    #[must_use]
    pub fn recall(self, kept: Kept) -> Option<String> {
        // What is kept in the browser may be newer: another tab writes there, too.
        cookies::read(kept).or_else(|| {
            self.visit
                .with_value(|visit| visit.iter().find(|(known, _)| *known == kept).map(|(_, value)| value.clone()))
        })
    }

    /// Erases an entry, in the browser and for the visit.
    pub fn forget(self, kept: Kept) {
        cookies::erase(kept);
        self.visit.update_value(|visit| visit.retain(|(known, _)| *known != kept));
    }

    fn revisions(self) -> &'static [Revision] {
        self.revisions.get_value()
    }

    fn allowed_by(self, choice: Option<&Choice>, category: Category) -> bool {
        if category == Category::Necessary {
            return true;
        }
        choice.is_some_and(|choice| {
            choice.allows(category, self.signal) && !needs_asking(self.revisions(), choice.revision).contains(&category)
        })
    }

    fn read_choice(self) -> Option<Choice> {
        Choice::read(&cookies::read(CONSENT)?, now(), current(self.revisions()))
    }

    /// Makes a choice the one that is on record, here and in the browser.
    fn hold(self, choice: Option<&Choice>) {
        match choice {
            Some(choice) => {
                let life = choice.life(now());
                self.refuses_cookies.set(!cookies::write(CONSENT, &choice.write(), life));
            }
            None => cookies::erase(CONSENT),
        }
        self.obey(choice);
        self.choice.set(choice.cloned());
        self.tabs.tell();
    }

    /// Lets the browser hold what a choice allows, of what this visit knows, and nothing else.
    fn obey(self, choice: Option<&Choice>) {
        if choice.is_none() {
            cookies::erase(CONSENT);
        }
        for kept in TABLE.into_iter().filter(|kept| kept.writer == Writer::Page && *kept != CONSENT) {
            let Some(value) = self.recall(kept) else { continue };
            if self.allowed_by(choice, kept.category) {
                self.write(kept, &value);
            } else {
                // It goes on for the visit.
                self.forget(kept);
                self.visit.update_value(|visit| visit.push((kept, value)));
            }
        }
    }

    fn write(self, kept: Kept, value: &str) {
        if !cookies::write(kept, value, kept.max_age()) {
            self.refuses_cookies.set(true);
        }
    }

    /// Looks at the cookies again: another tab, or the backend, may have changed them.
    fn look(self) {
        let found = self.read_choice();
        let decided =
            |choice: &Option<Choice>| choice.as_ref().map(|choice| Choice { is_recorded: true, ..choice.clone() });
        let is_other = self.choice.with_untracked(|known| decided(known) != decided(&found));
        self.choice.set(found);
        self.looks.update(|looks| *looks += 1);
        if is_other {
            self.act(Act::Hear);
        }
    }
}

/// Seconds since 1970. The cookie is read before the server has said what time it is there, so that a
/// computer that is set wrong still finds its own choice.
#[expect(clippy::cast_possible_truncation, reason = "seconds fit for some time yet")]
fn now() -> i64 {
    (own_time() / 1000.0) as i64
}

/// The gate of the application.
pub fn use_gate() -> Gate {
    expect_context()
}
