//! The backend's part: it records each choice, and repeats what is allowed by `Set-Cookie`, because
//! Safari drops after seven days what a script wrote. Nobody waits for it: what it does not take now
//! is sent again later, and after a reload the cookie says whether it still has to be.

use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use contract::consent::record::{NewConsent, PreferencesForm};
use contract::consent::{Choice, FORMATS, LANGUAGE, Revision, THEME, text_hash};
use contract::form::Form;
use contract::refusal::RefusalCode;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::cookies;
use crate::api::{Client, Error};

/// How long the first wait is after a try that failed, and the longest one, in seconds.
const FIRST_WAIT: u64 = 2;
const LONGEST_WAIT: u64 = 60;

/// What is told once a record has been taken.
type Taken = Rc<dyn Fn()>;

/// Sends records, in their order, until each is taken.
#[derive(Clone, Copy)]
pub(super) struct Recorder {
    client: StoredValue<Client>,
    revisions: StoredValue<&'static [Revision]>,
    waiting: StoredValue<VecDeque<(NewConsent, Taken)>, LocalStorage>,
    is_sending: StoredValue<bool>,
    /// In seconds.
    wait: StoredValue<u64>,
}

impl Recorder {
    pub(super) fn new(client: &Client, revisions: &'static [Revision]) -> Self {
        Self {
            client: StoredValue::new(client.clone()),
            revisions: StoredValue::new(revisions),
            waiting: StoredValue::new_local(VecDeque::new()),
            is_sending: StoredValue::new(false),
            wait: StoredValue::new(FIRST_WAIT),
        }
    }

    /// True while records wait to be sent.
    pub(super) fn is_waiting(self) -> bool {
        self.waiting.with_value(|waiting| !waiting.is_empty())
    }

    /// Records a choice, or that one was taken back; tells `taken` once it is recorded.
    pub(super) fn record(self, choice: &Choice, undo: bool, taken: impl Fn() + 'static) {
        let hash = text_hash(self.revisions.get_value(), choice.revision, choice.source, choice.language);
        // A revision of which this build does not know the texts cannot say what was shown.
        let Some(record) = hash.map(|hash| NewConsent::of(choice.clone(), hash, undo)) else { return };
        self.waiting.update_value(|waiting| waiting.push_back((record, Rc::new(taken))));
        self.send();
    }

    /// Asks the backend to repeat the preference cookies, and tells `answered`. It may fail: then they live
    /// as long as the browser lets them.
    pub(super) fn repeat_preferences(self, answered: impl Fn() + 'static) {
        let value = |kept| cookies::read(kept).unwrap_or_default();
        let form = PreferencesForm { language: value(LANGUAGE), theme: value(THEME), formats: value(FORMATS) };
        let (Ok(preferences), Some(client)) = (form.check(), self.client.try_get_value()) else { return };
        if preferences.values().iter().all(|(_, value)| value.is_empty()) {
            return;
        }
        spawn_local(async move {
            _ = client.keep_preferences(&preferences).await;
            if self.is_sending.try_get_value().is_some() {
                answered();
            }
        });
    }

    /// Sends the first of the records that wait, unless one is on its way.
    pub(super) fn send(self) {
        let first = self.waiting.try_with_value(|waiting| waiting.front().cloned()).flatten();
        let (Some((record, taken)), Some(client)) = (first, self.client.try_get_value()) else { return };
        if self.is_sending.get_value() {
            return;
        }
        self.is_sending.set_value(true);
        spawn_local(async move {
            let answer = client.record_consent(&record).await;
            if self.is_sending.try_set_value(false).is_some() {
                return; // The application is gone.
            }
            if answer.as_ref().is_err_and(may_pass) {
                let wait = self.wait.get_value();
                self.wait.set_value((wait * 2).min(LONGEST_WAIT));
                set_timeout(move || self.send(), Duration::from_secs(wait));
                return;
            }
            self.wait.set_value(FIRST_WAIT);
            self.waiting.update_value(|waiting| _ = waiting.pop_front());
            if answer.is_ok() {
                taken();
            }
            self.send();
        });
    }
}

/// True when the same record may be taken later.
fn may_pass(error: &Error) -> bool {
    match error {
        Error::Offline | Error::Unreadable | Error::Part => true,
        Error::Refused(refused) => matches!(
            refused.refusal.code,
            RefusalCode::TooMany | RefusalCode::Internal | RefusalCode::Unavailable | RefusalCode::Conflict
        ),
    }
}
