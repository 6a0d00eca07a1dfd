//! What is known of the messages to a contact, and how it is followed.
//!
//! While a message is about to go out, the page looks again, at first soon and then less and less often; for
//! one that waits until the morning it looks in the morning. With nothing to wait for, with the page out of
//! sight, or after many looks in vain, it does not look at all.

use std::time::Duration;

use contract::contacts::deliveries::Delivery;
use contract::list::List;
use contract::moment;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Client, Error, use_client};
use crate::tabs;

/// The first wait between two looks, and the longest, in milliseconds.
const FIRST: u64 = 1_500;
const LONGEST: u64 = 30_000;
/// After so many looks that showed nothing new, the person is left to look.
const LOOKS: u32 = 15;
/// What is due within so many seconds is about to go out.
const SOON: i64 = 60;
/// For what is due later than in so many seconds nobody keeps a page open.
const FAR: i64 = 24 * 60 * 60;

/// The messages to a contact.
#[derive(Clone, Copy)]
pub struct Followed {
    /// Those that have come, the newest first.
    pub rows: RwSignal<Vec<Delivery>>,
    /// The way to older ones.
    pub next: RwSignal<Option<String>>,
    /// Whether anything came at all, and if not, why.
    pub came: RwSignal<Option<Result<(), Error>>>,
    /// Why older ones did not come, or newer ones.
    pub trouble: RwSignal<Option<Error>>,
    /// True while an answer is awaited that somebody asked for.
    pub busy: RwSignal<bool>,
    /// True while it looks by itself.
    pub follows: RwSignal<bool>,
    contact: StoredValue<String>,
    client: StoredValue<Client>,
    /// The next look.
    timer: StoredValue<Option<TimeoutHandle>>,
    /// How many looks in a row showed nothing new.
    in_vain: StoredValue<u32>,
    /// Counts the questions: an answer to an earlier one must not overtake the newest.
    questions: StoredValue<u32>,
}

impl Followed {
    /// Asks for the messages to a contact, and follows them.
    pub fn begin(contact: String) -> Self {
        let followed = Self {
            rows: RwSignal::new(Vec::new()),
            next: RwSignal::new(None),
            came: RwSignal::new(None),
            trouble: RwSignal::new(None),
            busy: RwSignal::new(false),
            follows: RwSignal::new(false),
            contact: StoredValue::new(contact),
            client: StoredValue::new(use_client()),
            timer: StoredValue::new(None),
            in_vain: StoredValue::new(0),
            questions: StoredValue::new(0),
        };
        followed.look();
        tabs::when_visible(move || {
            if followed.rows.with_untracked(|rows| rows.iter().any(|row| row.state.is_waiting())) {
                followed.look();
            }
        });
        on_cleanup(move || followed.stop());
        followed
    }

    /// The way to the backend, while the page is there.
    pub fn client(self) -> Option<Client> {
        self.client.try_get_value()
    }

    /// Somebody looks, or something was sent: it is followed from the beginning.
    pub fn look_now(self) {
        self.in_vain.set_value(0);
        self.busy.set(true);
        self.trouble.set(None);
        self.look();
    }

    /// A message that has just been asked for.
    pub fn put(self, delivery: Delivery) {
        self.rows.update(|rows| {
            rows.retain(|row| row.id != delivery.id);
            rows.insert(0, delivery);
        });
        self.came.set(Some(Ok(())));
        self.in_vain.set_value(0);
        self.plan();
    }

    /// Fetches older ones; `then` is told how many stood there before.
    pub fn more(self, then: impl FnOnce(usize) + 'static) {
        let (Some(client), Some(next)) = (self.client(), self.next.get_untracked()) else { return };
        let contact = self.contact.get_value();
        self.busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            let answer = client.deliveries(&contact, Some(&next)).await;
            if self.busy.try_set(false).is_some() {
                return; // The page is gone: nobody is left to show it to.
            }
            match answer {
                Ok(list) => {
                    let seen = self.rows.with_untracked(Vec::len);
                    self.rows.update(|rows| rows.extend(list.items));
                    self.next.set(list.next);
                    then(seen);
                }
                Err(error) => self.trouble.set(Some(error)),
            }
        });
    }

    fn look(self) {
        let Some(client) = self.client() else { return };
        self.stop();
        self.questions.update_value(|questions| *questions += 1);
        let question = self.questions.get_value();
        let contact = self.contact.get_value();
        spawn_local(async move {
            let answer = client.deliveries(&contact, None).await;
            if self.questions.try_get_value() != Some(question) {
                return;
            }
            let asked_for = self.busy.get_untracked();
            self.busy.set(false);
            match answer {
                Ok(list) => {
                    let is_new = self.take(list);
                    self.in_vain.update_value(|looks| *looks = if is_new { 0 } else { *looks + 1 });
                    self.came.set(Some(Ok(())));
                }
                Err(error) if !matches!(self.came.get_untracked(), Some(Ok(()))) => self.came.set(Some(Err(error))),
                // A look that nobody asked for fails quietly, and the next one may not.
                Err(error) => {
                    self.in_vain.update_value(|looks| *looks += 1);
                    if asked_for {
                        self.trouble.set(Some(error));
                    }
                }
            }
            self.plan();
        });
    }

    /// Takes on the newest. Older ones that were fetched stay, where nothing between the two is missing.
    fn take(self, list: List<Delivery>) -> bool {
        let before = self.rows.get_untracked();
        let is_in = |row: &Delivery| list.items.iter().any(|new| new.id == row.id);
        let meets = before.iter().any(is_in);
        let older: Vec<_> = before.iter().filter(|row| meets && !is_in(row)).cloned().collect();
        if older.is_empty() {
            self.next.set(list.next);
        }
        let mut rows = list.items;
        rows.extend(older);
        let is_new = rows != before;
        if is_new {
            self.rows.set(rows);
        }
        is_new
    }

    /// Sets the time of the next look, where there is something to wait for.
    fn plan(self) {
        self.stop();
        let Some(client) = self.client() else { return };
        let due = self.rows.with_untracked(|rows| {
            let waiting = rows.iter().filter(|row| row.state.is_waiting());
            waiting.filter_map(|row| moment::read_to_the_second(&row.due_at)).min()
        });
        let looks = self.in_vain.get_value();
        let Some(due) = due.filter(|_| looks < LOOKS && !document().hidden()) else { return };
        #[expect(clippy::cast_possible_truncation, reason = "whole seconds of our era")]
        let wait = due - (client.clock().now() / 1000.0) as i64;
        if wait > FAR {
            return;
        }
        let wait = if wait <= SOON {
            (FIRST << looks.min(8)).min(LONGEST)
        } else {
            u64::try_from(wait).unwrap_or(0) * 1000 + FIRST
        };
        self.follows.set(true);
        let look = move || {
            if self.timer.try_set_value(None).is_none() {
                self.follows.set(false);
                // Out of sight nobody waits; the page looks when it is seen again.
                if !document().hidden() {
                    self.look();
                }
            }
        };
        self.timer.set_value(set_timeout_with_handle(look, Duration::from_millis(wait)).ok());
    }

    fn stop(self) {
        if let Some(timer) = self.timer.try_get_value().flatten() {
            timer.clear();
            self.timer.try_set_value(None);
        }
        self.follows.try_set(false);
    }
}
