//! The cookies of the table as the backend reads and repeats them: Safari drops after seven days what a
//! script wrote, and keeps what came by `Set-Cookie` as long as it says.

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderName};
use axum::response::AppendHeaders;
use contract::consent::record::{NewConsent, Preferences};
use contract::consent::{CONSENT, Choice, REVISIONS, TABLE, Writer, current};

use crate::clock;
use crate::person::cookie;

/// Headers of an answer that give cookies to the browser, or take them away.
pub(super) type SetCookies = AppendHeaders<Vec<(HeaderName, String)>>;

/// The choice that the browser holds, if it holds a valid one.
pub(super) fn held(headers: &HeaderMap) -> Option<Choice> {
    Choice::read(cookie(headers, CONSENT.name)?, clock::now(), current(REVISIONS))
}

/// The cookie of a recorded choice, and the end of those that it refuses. None when the browser holds
/// another choice that is not older, for a record may come late, or again; and none when the first
/// choice of all was taken back, so that the browser holds none.
pub(super) fn repeat(headers: &HeaderMap, new: &NewConsent) -> SetCookies {
    let choice = new.choice();
    let is_over = match held(headers) {
        Some(held) => held.chosen_at >= choice.chosen_at && Choice { is_recorded: true, ..held } != *choice,
        None => new.undo(),
    };
    if is_over {
        return AppendHeaders(Vec::new());
    }
    let kept = CONSENT.cookie(&choice.write(), choice.life(clock::now()));
    let refused = TABLE.iter().filter(|kept| kept.writer == Writer::Page && !choice.categories.allow(kept.category));
    let cookies = std::iter::once(kept).chain(refused.map(|kept| kept.cookie("", 0)));
    AppendHeaders(cookies.map(|cookie| (SET_COOKIE, cookie)).collect())
}

/// The cookies of preferences.
pub(super) fn keep(preferences: &Preferences) -> SetCookies {
    let cookies = preferences.values().map(|(kept, value)| {
        let life = if value.is_empty() { 0 } else { kept.max_age() };
        (SET_COOKIE, kept.cookie(value, life))
    });
    AppendHeaders(cookies.into())
}
