//! What is asked of the list. It stands in the address, so that reload and back keep it.

use std::time::Duration;

use contract::contacts::{Channel, Sort, State};
use js_sys::encode_uri_component;
use leptos::prelude::*;

use crate::routes::{Page, Route, use_route};
use crate::ui::react;

/// Keys that follow each other sooner are one question; the first is asked at once.
const PAUSE: Duration = Duration::from_millis(150);
/// When typing has rested for so long, the address says what was typed. Browsers let a page change its
/// address a hundred times in half a minute, and no more often.
const REST: Duration = Duration::from_millis(500);

/// The view of the grid, as the address has it.
const GRID: &str = "grid";

/// What narrows the list, and its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What label or address hold.
    pub q: String,
    /// Only this channel.
    pub channel: Option<Channel>,
    /// Only this state.
    pub state: Option<State>,
    /// The order.
    pub sort: Sort,
    /// Who is told what, in place of the list.
    pub grid: bool,
}

impl Query {
    /// Reads it from an address; what makes no sense there is left out.
    fn read(find: &dyn Fn(&str) -> Option<String>) -> Self {
        Self {
            q: find("q").unwrap_or_default().trim().to_owned(),
            channel: find("channel").as_deref().and_then(Channel::read),
            state: find("state").as_deref().and_then(State::read),
            sort: find("sort").as_deref().map(sort_of).unwrap_or_default(),
            grid: find("view").as_deref() == Some(GRID),
        }
    }

    /// As it stands behind the `?`; empty where nothing is asked.
    pub fn write(&self) -> String {
        self.written(if self.grid { GRID } else { "" })
    }

    fn written(&self, view: &str) -> String {
        let q = if self.q.is_empty() { String::new() } else { encode_uri_component(&self.q).into() };
        let parts = [
            ("q", q.as_str()),
            ("channel", self.channel.map(Channel::code).unwrap_or_default()),
            ("state", self.state.map(State::code).unwrap_or_default()),
            ("sort", if self.sort == Sort::default() { "" } else { self.sort.code() }),
            ("view", view),
        ];
        let mut written = String::new();
        for (name, value) in parts.into_iter().filter(|(_, value)| !value.is_empty()) {
            for part in [if written.is_empty() { "" } else { "&" }, name, "=", value] {
                written.push_str(part);
            }
        }
        written
    }

    /// As the server is asked, for at most so many.
    pub fn ask(&self, limit: u32) -> String {
        let limit = ["limit=", &limit.to_string()].concat();
        let written = self.written("");
        if written.is_empty() { limit } else { [&limit, "&", &written].concat() }
    }

    /// True where it leaves nothing out.
    pub fn takes_all(&self) -> bool {
        self.q.is_empty() && self.channel.is_none() && self.state.is_none()
    }
}

/// The order of a word; that of the beginning where there is none.
pub fn sort_of(code: &str) -> Sort {
    Sort::ALL.into_iter().find(|sort| sort.code() == code).unwrap_or_default()
}

/// What is asked now, and the address that says so.
#[derive(Clone, Copy)]
pub struct Asked {
    /// What is asked.
    pub query: RwSignal<Query>,
    /// What stands in the field of the search.
    pub typed: RwSignal<String>,
    /// What the address says, as far as it comes from here.
    written: StoredValue<Query>,
    pause: StoredValue<Option<TimeoutHandle>>,
    rest: StoredValue<Option<TimeoutHandle>>,
    route: StoredValue<Route, LocalStorage>,
}

impl Asked {
    /// Begins with what the address says, and follows it.
    pub fn begin() -> Self {
        let route = use_route();
        let address = route.query(Page::Contacts, Query::read);
        let query = address.get_untracked();
        let asked = Self {
            typed: RwSignal::new(query.q.clone()),
            written: StoredValue::new(query.clone()),
            query: RwSignal::new(query),
            pause: StoredValue::new(None),
            rest: StoredValue::new(None),
            route: StoredValue::new_local(route),
        };
        react(move || {
            let query = address.get();
            if asked.written.get_value() != query {
                asked.written.set_value(query.clone());
                asked.typed.set(query.q.clone());
                asked.query.set(query);
            }
        });
        on_cleanup(move || {
            for timer in [asked.pause, asked.rest] {
                if let Some(timer) = timer.try_get_value().flatten() {
                    timer.clear();
                }
            }
        });
        asked
    }

    /// Asks something else, as a step that the back button takes back.
    pub fn narrow(self, change: impl FnOnce(&mut Query)) {
        let mut query = self.query.get_untracked();
        self.typed.get_untracked().trim().clone_into(&mut query.q);
        change(&mut query);
        self.typed.set(query.q.clone());
        self.query.set(query);
        self.note(true);
    }

    /// Something was typed into the search.
    pub fn type_in(self, typed: String) {
        self.typed.set(typed);
        match self.pause.get_value() {
            Some(pause) => pause.clear(),
            None => self.look_up(),
        }
        let paused = move || {
            if self.pause.try_set_value(None).is_none() {
                self.look_up();
            }
        };
        self.pause.set_value(set_timeout_with_handle(paused, PAUSE).ok());
        if let Some(rest) = self.rest.get_value() {
            rest.clear();
        }
        self.rest.set_value(set_timeout_with_handle(move || self.settle(), REST).ok());
    }

    /// Asks for what was typed, and puts it into the address, without waiting any longer.
    pub fn settle(self) {
        if self.written.try_get_value().is_some() {
            self.look_up();
            self.note(false);
        }
    }

    fn look_up(self) {
        let typed = self.typed.get_untracked().trim().to_owned();
        if self.query.with_untracked(|query| query.q != typed) {
            self.query.update(|query| query.q = typed);
        }
    }

    fn note(self, step: bool) {
        let query = self.query.get_untracked();
        if self.written.get_value() != query {
            let written = query.write();
            self.written.set_value(query);
            self.route.with_value(|route| route.ask(&Page::Contacts, &written, step));
        }
    }
}
