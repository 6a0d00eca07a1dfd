//! What the boxes of the grid do: a change shows at once, is saved over the version that the row was read as,
//! and is taken back, with words, where it is refused.
//!
//! Changes go out one call after another, so that each is based on the version that the one before it made.
//! Those of one kind go out together.

use std::collections::{BTreeMap, VecDeque};

use contract::contacts::Contact;
use contract::contacts::bulk::{BulkDone, BulkForm, Change, Chosen};
use contract::contacts::settings::Kind;
use contract::form::Form;
use contract::list::LIMIT_MAX;
use contract::refusal::{Refusal, RefusalCode};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::list_known::{Entry, Known};
use crate::api::{Client, Error};
use crate::i18n::Text;
use crate::ui::react;

/// A row: a contact as it is saved, and what is wanted of it beyond.
#[derive(Clone, Copy)]
pub struct Row {
    /// As it is saved.
    pub contact: RwSignal<Contact>,
    /// What is not saved yet, by the kind's place among all.
    wanted: RwSignal<[Option<bool>; 7]>,
}

impl Row {
    /// What a row stands for, whatever is changed in it.
    pub fn key(&self) -> String {
        self.id()
    }

    fn id(self) -> String {
        self.contact.with_untracked(|contact| contact.id.clone())
    }

    /// True where a kind is ticked, saved or not.
    pub fn is_chosen(self, kind: Kind) -> bool {
        let wanted = self.wanted.with(|wanted| wanted[place(kind)]);
        wanted.unwrap_or_else(|| self.contact.with(|contact| !contact.settings.kinds.of(kind).is_empty()))
    }

    fn want(self, kind: Kind, chosen: Option<bool>) {
        self.wanted.update(|wanted| wanted[place(kind)] = chosen);
    }
}

fn place(kind: Kind) -> usize {
    Kind::ALL.iter().position(|one| *one == kind).unwrap_or(0)
}

/// A change that was not made.
#[derive(Clone)]
pub struct Refused {
    /// Whose; of many those that were changed together.
    names: String,
    why: Error,
}

impl Refused {
    /// In words.
    pub fn said(&self, text: &Text) -> String {
        let grid = &text.telling.grid;
        match self.why.code() {
            Some(RefusalCode::Stale) => (grid.stale)(&self.names),
            Some(RefusalCode::NotFound) => (grid.gone)(&self.names),
            _ => (grid.refused)(&self.names, &text.error(&self.why)),
        }
    }
}

/// A change that has not been sent.
#[derive(Clone, Copy)]
struct Wish {
    row: Row,
    kind: Kind,
    chosen: bool,
}

/// The rows of the grid, and the changes that are under way.
#[derive(Clone, Copy)]
pub struct Changes {
    /// The rows, in the order of the list.
    pub rows: RwSignal<Vec<Row>>,
    /// What was refused of the changes since the last that went well.
    pub refused: RwSignal<Vec<Refused>>,
    /// True once everything that was ticked is saved.
    pub saved: RwSignal<bool>,
    wishes: StoredValue<VecDeque<Wish>>,
    is_sending: StoredValue<bool>,
    known: Known,
}

impl Changes {
    /// Follows the rows that the list knows.
    pub fn begin(known: Known) -> Self {
        let changes = Self {
            rows: RwSignal::new(Vec::new()),
            refused: RwSignal::new(Vec::new()),
            saved: RwSignal::new(false),
            wishes: StoredValue::new(VecDeque::new()),
            is_sending: StoredValue::new(false),
            known,
        };
        // What a row holds lives as long as the grid, not only until the list changes again.
        let owner = Owner::current();
        react(move || {
            let entries = known.rows.get();
            let make = || changes.follow(entries);
            match &owner {
                Some(owner) => owner.with(make),
                None => make(),
            }
        });
        changes
    }

    /// Takes on the contacts of the list: a row that is there already stays, and is told what is new.
    fn follow(self, entries: Vec<Entry>) {
        let mut known: BTreeMap<_, _> =
            self.rows.with_untracked(|rows| rows.iter().map(|row| (row.id(), *row)).collect());
        let here = entries.into_iter().filter(|entry| entry.removed.is_none());
        let rows = here.map(|Entry { contact, .. }| match known.remove(&contact.id) {
            Some(row) => {
                if row.contact.with_untracked(|before| *before != contact) {
                    row.contact.set(contact);
                }
                row
            }
            None => Row { contact: RwSignal::new(contact), wanted: RwSignal::new([None; 7]) },
        });
        let rows: Vec<_> = rows.collect();
        self.rows.set(rows);
    }

    /// Chooses a kind for a contact, or not any more.
    pub fn choose(self, row: Row, kind: Kind, chosen: bool) {
        self.wish([Wish { row, kind, chosen }]);
    }

    /// The same for all that are shown.
    pub fn choose_all(self, kind: Kind, chosen: bool) {
        let rows = self.rows.get_untracked();
        self.wish(rows.into_iter().filter(|row| row.is_chosen(kind) != chosen).map(|row| Wish { row, kind, chosen }));
    }

    fn wish(self, wishes: impl IntoIterator<Item = Wish>) {
        self.saved.set(false);
        self.refused.set(Vec::new());
        for wish in wishes {
            wish.row.want(wish.kind, Some(wish.chosen));
            self.wishes.update_value(|all| all.push_back(wish));
        }
        let Some(client) = self.known.client() else { return };
        if !self.is_sending.get_value() {
            self.is_sending.set_value(true);
            spawn_local(async move { self.send_all(&client).await });
        }
    }

    async fn send_all(self, client: &Client) {
        loop {
            let batch = self.next();
            let Some(Wish { kind, chosen, .. }) = batch.first().copied() else { break };
            let answer = self.send(client, &batch, Change::Choose { kind, chosen }).await;
            if self.rows.try_with_untracked(Vec::len).is_none() {
                return; // The grid is gone: nobody is left to tell.
            }
            let taken = match answer {
                Ok(done) => self.take(client, &batch, done).await,
                Err(error) => {
                    self.give_up(&batch, &error);
                    false
                }
            };
            if self.rows.try_with_untracked(Vec::len).is_none() {
                return;
            }
            for wish in &batch {
                self.forget(*wish);
            }
            self.saved.set(taken && self.wishes.with_value(VecDeque::is_empty));
        }
        self.is_sending.try_set_value(false);
        self.known.changed();
    }

    /// The oldest change that was not sent, and what goes with it: the same for other contacts.
    fn next(self) -> Vec<Wish> {
        let mut batch = Vec::<Wish>::new();
        self.wishes.try_update_value(|wishes| {
            let Some(Wish { kind, chosen, .. }) = wishes.front().copied() else { return };
            let mut rest = VecDeque::new();
            for wish in wishes.drain(..) {
                let fits = wish.kind == kind && wish.chosen == chosen && batch.len() < LIMIT_MAX as usize;
                let is_there = batch.iter().any(|one| one.row.contact == wish.row.contact);
                // What was asked of a contact first is done first.
                let waits = rest.iter().any(|one: &Wish| one.row.contact == wish.row.contact);
                if fits && !is_there && !waits {
                    batch.push(wish);
                } else {
                    rest.push_back(wish);
                }
            }
            *wishes = rest;
        });
        batch
    }

    async fn send(self, client: &Client, batch: &[Wish], change: Change) -> Result<BulkDone, Error> {
        let items = batch.iter().map(|wish| {
            wish.row.contact.with_untracked(|contact| Chosen { id: contact.id.clone(), etag: contact.etag.clone() })
        });
        let bulk = BulkForm { items: items.collect(), change: change.form() }.check()?;
        client.change_contacts(&bulk).await
    }

    /// Takes on what was changed, and tells what was not; a row that was changed elsewhere is read anew.
    /// Answers whether all of it was changed.
    async fn take(self, client: &Client, batch: &[Wish], done: BulkDone) -> bool {
        let mut now = done.changed;
        let mut refused = Vec::new();
        for one in done.refused {
            let Some(wish) = batch.iter().find(|wish| wish.row.id() == one.id) else { continue };
            let names = wish.row.contact.with_untracked(|contact| contact.name().to_owned());
            refused.push(Refused { names, why: Refusal::from(one.code).into() });
            if one.code == RefusalCode::Stale
                && let Ok(fresh) = client.contact(&one.id).await
            {
                now.push(fresh.value);
            }
        }
        if self.rows.try_with_untracked(Vec::len).is_none() {
            return false;
        }
        for contact in &now {
            if let Some(wish) = batch.iter().find(|wish| wish.row.id() == contact.id) {
                wish.row.contact.set(contact.clone());
            }
        }
        self.known.update(now);
        let all_well = refused.is_empty();
        if !all_well {
            self.refused.update(|all| all.extend(refused));
        }
        all_well
    }

    /// Nothing of it could be saved, and what waits behind it is not tried either.
    fn give_up(self, batch: &[Wish], why: &Error) {
        let waiting = self.wishes.try_update_value(std::mem::take).unwrap_or_default();
        let mut names = Vec::new();
        for wish in batch.iter().copied().chain(waiting) {
            wish.row.want(wish.kind, None);
            let name = wish.row.contact.with_untracked(|contact| contact.name().to_owned());
            if !names.contains(&name) {
                names.push(name);
            }
        }
        self.refused.set(vec![Refused { names: names.join(", "), why: why.clone() }]);
    }

    /// What was asked is answered: the box shows what is saved, unless something else is asked of it since.
    fn forget(self, wish: Wish) {
        let is_asked_again = self.wishes.with_value(|wishes| {
            wishes.iter().any(|later| later.row.contact == wish.row.contact && later.kind == wish.kind)
        });
        if !is_asked_again {
            wish.row.want(wish.kind, None);
        }
    }
}
