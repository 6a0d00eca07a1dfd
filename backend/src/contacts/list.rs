//! The list of contacts: filtered, searched, sorted and paged here, and summed up.
//!
//! Names are sealed, so a search or an order by name opens every document of the account, as far as the
//! name; the newest first, without a search, is the database's own order.

use std::fmt;
use std::str::FromStr;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as AppState};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use contract::contacts::settings::{Kind, KindsForm};
use contract::contacts::{Channel, Contact, Count, Sort, State, Summary};
use contract::list::List;
use contract::refusal::RefusalCode;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::codes::Codes;
use super::store::{self, Row, Stored};
use crate::App;
use crate::error::Error;
use crate::paging::{Moment, Paging};
use crate::person::Person;
use crate::sealed::Key;

/// The longest text that is searched for, in characters.
const SEARCH_MAX: usize = 254;

/// Which contacts are asked for, and in which order. Anything else in the query is `malformed`.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    /// Only those of a channel.
    channel: Option<Channel>,
    /// Only those in a state.
    state: Option<State>,
    /// Only those whose label or address holds this, whatever the case.
    q: Option<String>,
    /// The order; the newest first unless it is given.
    sort: Option<Sort>,
    /// At most so many items; 50 unless it is given.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the answer before.
    cursor: Option<String>,
}

/// What a contact is found by: the part of its document that a search opens.
#[derive(Deserialize)]
struct Name {
    address: String,
    label: String,
}

/// A place in a list that is ordered by name, within what goes before names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    rank: usize,
    name: String,
    id: String,
}

/// One's own contacts.
#[utoipa::path(
    get, path = "/contacts", tag = "contacts", security(("session" = [])), params(Asked),
    responses((status = 200, body = List<Contact>)),
)]
pub(super) async fn list_contacts(
    AppState(app): AppState<App>,
    person: Person,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<List<Contact>>, Error> {
    let Query(Asked { channel, state, q, sort, limit, cursor }) = asked.map_err(|_| RefusalCode::Malformed)?;
    let paging = Paging::new(limit, cursor)?;
    let search = folded(q.as_deref().unwrap_or_default().trim());
    if state == Some(State::Other) || search.chars().count() > SEARCH_MAX {
        return Err(RefusalCode::Malformed.into());
    }
    let filter = Filter { channel, state, search };
    let page = match sort.unwrap_or_default() {
        Sort::Added => newest_first(&app, &person, &filter, &paging).await?,
        sort => by_name(&app, &person, &filter, sort, &paging).await?,
    };
    let List { items, next } = page;
    let contacts = items.into_iter().map(|row| row.stored(&person.key)).collect::<Result<Vec<Stored>, _>>()?;
    if !contacts.iter().any(|contact| contact.state == State::AwaitingConfirmation) {
        return Ok(Json(List { items: contacts.iter().map(|contact| contact.show(None)).collect(), next }));
    }
    let mut connection = app.database.read().acquire().await?;
    let codes = Codes::of_account(&mut connection, &person.account).await?;
    Ok(Json(List { items: contacts.iter().map(|contact| contact.show(codes.of(&app, contact))).collect(), next }))
}

/// Which contacts are asked for.
struct Filter {
    channel: Option<Channel>,
    state: Option<State>,
    /// Folded; empty for any.
    search: String,
}

impl Filter {
    /// The name of a row that is asked for. What can be told without opening it is looked at first.
    fn take(&self, row: &Row, key: &Key) -> Result<Option<Name>, Error> {
        let channel = row.channel()?;
        let is_of = self.channel.is_none_or(|asked| asked == channel)
            && self.state.is_none_or(|asked| asked == row.standing().0);
        if !is_of {
            return Ok(None);
        }
        let name: Name = row.open(key)?;
        Ok(name.holds(&self.search).then_some(name))
    }
}

async fn newest_first(app: &App, person: &Person, filter: &Filter, paging: &Paging) -> Result<List<Row>, Error> {
    let after = paging.after()?.unwrap_or(Moment::newest());
    let rows = if filter.search.is_empty() {
        let of = (filter.channel.map_or("", Channel::code), filter.state.map_or("", State::code));
        store::page(app.database.read(), &person.account, of, &after, paging.rows()).await?
    } else {
        let enough = usize::try_from(paging.rows()).unwrap_or(usize::MAX);
        let mut found = Vec::new();
        for row in store::rows(app.database.read(), &person.account).await? {
            let is_past = (row.added_at, &row.id) < (after.at, &after.id);
            if found.len() < enough && is_past && filter.take(&row, &person.key)?.is_some() {
                found.push(row);
            }
        }
        found
    };
    Ok(paging.page(rows, |row| Moment { at: row.added_at, id: row.id.clone() }))
}

async fn by_name(app: &App, person: &Person, filter: &Filter, sort: Sort, paging: &Paging) -> Result<List<Row>, Error> {
    let after: Option<Place> = paging.after()?;
    let mut found = Vec::new();
    for row in store::rows(app.database.read(), &person.account).await? {
        if let Some(name) = filter.take(&row, &person.key)? {
            let rank = match sort {
                Sort::Channel => rank(&Channel::ALL, row.channel()?),
                Sort::State => rank(&NEEDIEST_FIRST, row.standing().0),
                Sort::Added | Sort::Name => 0,
            };
            let place = Place { rank, name: name.folded(), id: row.id.clone() };
            if after.as_ref().is_none_or(|after| place > *after) {
                found.push((place, row));
            }
        }
    }
    found.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    let List { items, next } = paging.page(found, |(place, _)| place.clone());
    Ok(List { items: items.into_iter().map(|(_, row)| row).collect(), next })
}

/// The states in the order of [`Sort::State`]: those that need something of the customer first.
const NEEDIEST_FIRST: [State; 7] = [
    State::Failing,
    State::AwaitingConfirmation,
    State::ChannelClosed,
    State::OptedOut,
    State::Refused,
    State::Paused,
    State::Confirmed,
];

fn rank<T: PartialEq>(order: &[T], of: T) -> usize {
    order.iter().position(|one| *one == of).unwrap_or(order.len())
}

impl Name {
    fn folded(&self) -> String {
        folded(if self.label.is_empty() { &self.address } else { &self.label })
    }

    fn holds(&self, search: &str) -> bool {
        search.is_empty()
            || folded(&self.label).contains(search)
            || folded(&self.address).contains(search)
            || digits(search).is_some_and(|digits| self.address.starts_with('+') && self.address.contains(&digits))
    }
}

/// Text as it is compared: without case, in NFC.
fn folded(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { text.nfc().collect::<String>().to_lowercase() }
}

/// The digits of what looks like a part of a phone number, such as `601 234`.
fn digits(search: &str) -> Option<String> {
    let is_number = search.chars().all(|sign| sign.is_ascii_digit() || " +-()./".contains(sign));
    let digits: String = search.chars().filter(char::is_ascii_digit).collect();
    (is_number && !digits.is_empty()).then_some(digits)
}

/// The name is written as base64url, since a cursor stands in an address.
impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}.{}", self.rank, BASE64_URL_SAFE_NO_PAD.encode(&self.name), self.id)
    }
}

impl FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (rank, rest) = text.split_once('.').ok_or(())?;
        let (name, id) = rest.split_once('.').ok_or(())?;
        let name = BASE64_URL_SAFE_NO_PAD.decode(name).map_err(|_| ())?;
        Ok(Self {
            rank: rank.parse().map_err(|_| ())?,
            name: String::from_utf8(name).map_err(|_| ())?,
            id: id.to_owned(),
        })
    }
}

/// What of a document says whether outages are told.
#[derive(Deserialize)]
struct Chosen {
    settings: ChosenKinds,
}

#[derive(Deserialize)]
struct ChosenKinds {
    kinds: KindsForm,
}

/// How many contacts there are, and whether anybody would be told of an outage.
#[utoipa::path(
    get, path = "/contacts/summary", tag = "contacts", security(("session" = [])),
    responses((status = 200, body = Summary)),
)]
pub(super) async fn sum_up(AppState(app): AppState<App>, person: Person) -> Result<Json<Summary>, Error> {
    let rows = store::rows(app.database.read(), &person.account).await?;
    let mut channels = [0_u32; Channel::ALL.len()];
    let mut states = [0_u32; State::ALL.len()];
    let mut told_of_outages = 0;
    for row in &rows {
        let (state, ..) = row.standing();
        add(&mut channels, rank(&Channel::ALL, row.channel()?));
        add(&mut states, rank(&State::ALL, state));
        if state == State::Confirmed {
            let chosen: Chosen = row.open(&person.key)?;
            told_of_outages += u32::from(!chosen.settings.kinds.of(Kind::AlertDown).is_empty());
        }
    }
    Ok(Json(Summary {
        total: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        channels: counted(&Channel::ALL.map(Channel::code), &channels),
        states: counted(&State::ALL.map(State::code), &states),
        told_of_outages,
    }))
}

fn add(counts: &mut [u32], at: usize) {
    if let Some(count) = counts.get_mut(at) {
        *count += 1;
    }
}

fn counted(words: &[&str], counts: &[u32]) -> Vec<Count> {
    let some = words.iter().zip(counts).filter(|(_, count)| **count > 0);
    some.map(|(word, count)| Count { of: (*word).to_owned(), count: *count }).collect()
}
