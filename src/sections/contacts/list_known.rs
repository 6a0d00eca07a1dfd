//! What the list knows, and what can be done with it.

use std::collections::BTreeMap;

use contract::contacts::bulk::{Bulk, BulkDone, BulkForm, Change, Chosen};
use contract::contacts::{Contact, Summary, UNDO_LIFE};
use contract::form::Form;
use contract::list::{LIMIT_MAX, List};
use contract::refusal::{Refusal, RefusalCode};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::list_query::Asked;
use crate::api::{Client, Error, new_key, use_client};
use crate::tabs::{self, Tabs};
use crate::ui::form::focus;
use crate::ui::react;
use crate::ui::undo::Gone;

/// How many contacts come at a time. The list is paged on the server, and not windowed in the page: rows
/// that are taken away as one scrolls are missed by screen readers, by the browser's search within the
/// page, and by print, and on a slow network a windowed list of ten thousand shows holes. Who has so many
/// searches; who reads on asks for more.
pub const PAGE: u32 = 50;

/// A row: a contact, or the place that one had which was removed.
#[derive(Clone)]
pub struct Entry {
    /// The contact; as it was, if it was removed.
    pub contact: Contact,
    /// Until when a removal can be taken back, in milliseconds by the server's clock.
    pub removed: Option<f64>,
}

impl Entry {
    /// What a row stands for: another one is drawn anew.
    pub fn key(&self) -> (String, String, &'static str, bool) {
        let Contact { id, etag, state, .. } = &self.contact;
        (id.clone(), etag.clone(), state.code(), self.removed.is_some())
    }
}

/// Contacts that were removed and have no place in the list any more.
#[derive(Clone)]
pub struct Removal {
    /// Their ids and versions.
    pub items: Vec<Chosen>,
    /// What they were.
    pub gone: Gone,
    /// Until when it can be taken back, in milliseconds by the server's clock.
    pub until: f64,
    /// It was done just now, so that the focus goes to its way back.
    pub fresh: bool,
}

/// What was done last, to be said.
#[derive(Clone)]
pub enum Said {
    /// Contacts came back.
    Back(Gone),
    /// They did not: it was too late.
    Late,
    /// They did not: the address was added again meanwhile.
    Taken,
    /// It was another one already, and is shown as it is now.
    Changed,
    /// Its state does not allow what was asked for.
    Conflict,
}

/// What the list knows.
#[derive(Clone, Copy)]
pub struct Known {
    /// What is asked.
    pub asked: Asked,
    /// What came, as far as it was asked for.
    pub rows: RwSignal<Vec<Entry>>,
    /// The way to more.
    pub next: RwSignal<Option<String>>,
    /// Whether anything came at all, and if not, why.
    pub came: RwSignal<Option<Result<(), Error>>>,
    /// True while other rows are awaited than those that stand there.
    pub busy: RwSignal<bool>,
    /// How many there are.
    pub summary: RwSignal<Option<Summary>>,
    /// Those that are ticked, with their versions.
    pub chosen: RwSignal<BTreeMap<String, String>>,
    /// Removals that have no place in the list.
    pub removals: RwSignal<Vec<Removal>>,
    /// Why the list could not be had anew.
    pub lost: RwSignal<Option<Error>>,
    /// Why something could not be done.
    pub trouble: RwSignal<Option<Error>>,
    /// What was done last.
    pub said: RwSignal<Option<Said>>,
    /// Counts the questions: an answer to an earlier one must not overtake the newest.
    questions: StoredValue<u32>,
    client: StoredValue<Client>,
    tabs: Tabs,
}

impl Known {
    /// Asks for the list, and again whenever something else is asked, or another tab has changed it.
    pub fn begin() -> Self {
        let known = Self {
            asked: Asked::begin(),
            rows: RwSignal::new(Vec::new()),
            next: RwSignal::new(None),
            came: RwSignal::new(None),
            busy: RwSignal::new(false),
            summary: RwSignal::new(None),
            chosen: RwSignal::new(BTreeMap::new()),
            removals: RwSignal::new(Vec::new()),
            lost: RwSignal::new(None),
            trouble: RwSignal::new(None),
            said: RwSignal::new(None),
            questions: StoredValue::new(0),
            client: StoredValue::new(use_client()),
            tabs: super::other_tabs(),
        };
        react(move || {
            // What is ticked and not seen would be changed unseen.
            known.asked.query.track();
            known.chosen.update(BTreeMap::clear);
            known.look();
        });
        known.count();
        let again = move || {
            known.look_again();
            known.count();
        };
        known.tabs.listen(again);
        // Holders answer while the page is out of sight.
        tabs::when_visible(again);
        known
    }

    /// The way to the backend, while the list is there.
    pub fn client(self) -> Option<Client> {
        self.client.try_get_value()
    }

    /// Asks for the beginning of the list; what stands there stays until it comes.
    pub fn look(self) {
        self.ask_for(PAGE);
    }

    /// Asks anew for as much as stands there.
    fn look_again(self) {
        let shown = self.rows.with_untracked(Vec::len);
        self.ask_for(u32::try_from(shown).unwrap_or(PAGE).clamp(PAGE, LIMIT_MAX));
    }

    fn ask_for(self, limit: u32) {
        let Some(client) = self.client() else { return };
        self.questions.update_value(|questions| *questions += 1);
        let question = self.questions.get_value();
        let query = self.asked.query.with_untracked(|query| query.ask(limit));
        self.busy.set(true);
        spawn_local(async move {
            let answer = client.contacts(&query, None).await;
            if self.questions.try_get_value() != Some(question) {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(list) => {
                    self.lost.set(None);
                    self.show(list);
                    // Told once: what stands there is kept, and with it the place of who types.
                    if !matches!(self.came.get_untracked(), Some(Ok(()))) {
                        self.came.set(Some(Ok(())));
                    }
                }
                Err(error) if matches!(self.came.get_untracked(), Some(Ok(()))) => self.lost.set(Some(error)),
                Err(error) => self.came.set(Some(Err(error))),
            }
        });
    }

    /// Shows the beginning of a list. What was removed just now keeps its way back, above the list.
    fn show(self, list: List<Contact>) {
        let mut removals = Vec::new();
        self.rows.update(|rows| {
            for Entry { contact, removed } in std::mem::take(rows) {
                if let Some(until) = removed {
                    removals.push(removal(&[contact], until, false));
                }
            }
            *rows = list.items.into_iter().map(|contact| Entry { contact, removed: None }).collect();
        });
        if !removals.is_empty() {
            self.removals.update(|all| all.extend(removals));
        }
        self.chosen.update(|chosen| {
            self.rows.with_untracked(|rows| {
                for Entry { contact, .. } in rows {
                    chosen.entry(contact.id.clone()).and_modify(|etag| contact.etag.clone_into(etag));
                }
            });
        });
        self.next.set(list.next);
    }

    /// Fetches more; `then` is told how many stood there before.
    pub fn more(self, then: impl FnOnce(usize) + 'static) {
        let (Some(client), Some(next)) = (self.client(), self.next.get_untracked()) else { return };
        let question = self.questions.get_value();
        let query = self.asked.query.with_untracked(|query| query.ask(PAGE));
        self.busy.set(true);
        self.lost.set(None);
        spawn_local(async move {
            let answer = client.contacts(&query, Some(&next)).await;
            if self.questions.try_get_value() != Some(question) {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(list) => {
                    let seen = self.rows.with_untracked(Vec::len);
                    self.rows.update(|rows| {
                        rows.extend(list.items.into_iter().map(|contact| Entry { contact, removed: None }));
                    });
                    self.next.set(list.next);
                    then(seen);
                }
                Err(error) => self.lost.set(Some(error)),
            }
        });
    }

    /// Asks how many there are.
    pub fn count(self) {
        let Some(client) = self.client() else { return };
        spawn_local(async move {
            // Without an answer the numbers stay as they were, and nothing else is missing.
            if let Ok(summary) = client.contacts_summary().await {
                self.summary.try_set(Some(summary));
            }
        });
    }

    /// Something was changed here: the numbers and other tabs follow.
    pub fn changed(self) {
        self.count();
        self.tabs.tell();
    }

    /// Puts contacts as they are now into their rows.
    pub fn update(self, contacts: Vec<Contact>) {
        let mut by_id: BTreeMap<_, _> = contacts.into_iter().map(|contact| (contact.id.clone(), contact)).collect();
        self.rows.update(|rows| {
            for entry in rows {
                if let Some(contact) = by_id.remove(&entry.contact.id) {
                    *entry = Entry { contact, removed: None };
                }
            }
        });
    }

    /// Removes a contact; its row then holds the way back.
    pub fn remove(self, contact: Contact, busy: RwSignal<bool>) {
        let Some(client) = self.client() else { return };
        busy.set(true);
        self.trouble.set(None);
        self.said.set(None);
        spawn_local(async move {
            let answer = client.remove_contact(&contact.id, &contact.etag).await;
            if busy.try_set(false).is_some() {
                return; // The list is gone: nobody is left to tell.
            }
            match answer {
                Ok(()) => {
                    self.rows.update(|rows| {
                        if let Some(entry) = rows.iter_mut().find(|entry| entry.contact.id == contact.id) {
                            entry.removed = Some(undo_until(&client));
                        }
                    });
                    self.chosen.update(|chosen| _ = chosen.remove(&contact.id));
                    self.changed();
                }
                Err(error) => self.refused(error),
            }
        });
    }

    /// It is another one now, or gone: the list says which.
    fn refused(self, error: Error) {
        match error.code() {
            Some(RefusalCode::Stale) => self.said.set(Some(Said::Changed)),
            Some(RefusalCode::Conflict) => self.said.set(Some(Said::Conflict)),
            _ => self.trouble.set(Some(error)),
        }
        self.look_again();
    }

    /// Ends the pause of a contact.
    pub fn resume(self, contact: Contact, busy: RwSignal<bool>) {
        busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            let answer = self.apply(&[Chosen { id: contact.id, etag: contact.etag }], Change::Resume).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(BulkDone { changed, refused }) => {
                    self.update(changed);
                    self.changed();
                    if let Some(refused) = refused.first() {
                        self.refused(Refusal::from(refused.code).into());
                    }
                }
                Err(error) => self.trouble.set(Some(error)),
            }
        });
    }

    /// Takes the removal of one contact back.
    pub fn restore(self, contact: Contact, busy: RwSignal<bool>) {
        let Some(client) = self.client() else { return };
        let key = new_key();
        busy.set(true);
        spawn_local(async move {
            let answer = client.restore_contact(&contact.id, &key).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(contact) => {
                    self.said.set(Some(Said::Back(Gone { name: contact.name().to_owned(), count: 1 })));
                    let link = link_id(&contact.id);
                    self.update(vec![contact]);
                    self.changed();
                    // The row that comes back takes the focus.
                    request_animation_frame(move || focus(document().get_element_by_id(&link)));
                }
                Err(error) if error.code() == Some(RefusalCode::NotFound) => {
                    self.said.set(Some(Said::Late));
                    self.forget(&contact.id);
                }
                Err(error) if error.code() == Some(RefusalCode::Conflict) => {
                    self.said.set(Some(Said::Taken));
                    self.forget(&contact.id);
                }
                Err(error) => self.trouble.set(Some(error)),
            }
        });
    }

    /// Lets the row of a removed contact go.
    pub fn forget(self, id: &str) {
        self.rows.update(|rows| rows.retain(|entry| entry.contact.id != id || entry.removed.is_none()));
    }

    /// Makes one change to at most [`LIMIT_MAX`] contacts.
    ///
    /// # Errors
    /// As the call says.
    pub async fn apply(self, items: &[Chosen], change: Change) -> Result<BulkDone, Error> {
        let client = self.client().ok_or(Error::Offline)?;
        let bulk: Bulk = BulkForm { items: items.to_vec(), change: change.form() }.check().map_err(Error::from)?;
        client.change_contacts(&bulk).await
    }

    /// Takes contacts that were removed out of the list, and offers the way back above it.
    pub fn take_out(self, removed: &[Contact]) {
        if let (Some(client), false) = (self.client(), removed.is_empty()) {
            let until = undo_until(&client);
            self.rows.update(|rows| {
                rows.retain(|entry| entry.removed.is_some() || removed.iter().all(|gone| gone.id != entry.contact.id));
            });
            self.removals.update(|removals| removals.push(removal(removed, until, true)));
        }
    }
}

/// The id of the link to a contact.
pub fn link_id(id: &str) -> String {
    ["contact-", id].concat()
}

/// Until when what is removed now can come back, in milliseconds by the server's clock.
#[expect(clippy::cast_precision_loss, reason = "half a minute")]
pub fn undo_until(client: &Client) -> f64 {
    client.clock().there() + UNDO_LIFE as f64 * 1000.0
}

fn removal(contacts: &[Contact], until: f64, fresh: bool) -> Removal {
    let items = contacts.iter().map(|contact| Chosen { id: contact.id.clone(), etag: contact.etag.clone() }).collect();
    let name = contacts.first().map(|contact| contact.name().to_owned()).unwrap_or_default();
    Removal { items, gone: Gone { name, count: contacts.len() }, until, fresh }
}
