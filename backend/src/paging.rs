//! Lists: `?limit=` and `?cursor=`, the same for all of them.

use std::fmt;
use std::str::FromStr;

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use contract::list::{LIMIT_MAX, List};
use contract::refusal::RefusalCode;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::error::Error;

/// How many items an answer holds when nobody says.
const LIMIT: u32 = 50;

/// What part of a list is asked for. Anything else in the query, or a limit that is not 1 to
/// [`LIMIT_MAX`], is `malformed`.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// At most so many items; 50 unless it is given.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the answer before.
    cursor: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Paging {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        match Query::<Self>::from_request_parts(parts, state).await {
            Ok(Query(Self { limit, cursor })) => Self::new(limit, cursor),
            Err(_) => Err(RefusalCode::Malformed.into()),
        }
    }
}

impl Paging {
    /// For lists whose query holds more than this.
    ///
    /// # Errors
    /// `malformed` when the limit is not 1 to [`LIMIT_MAX`].
    pub fn new(limit: Option<u32>, cursor: Option<String>) -> Result<Self, Error> {
        let paging = Self { limit, cursor };
        if (1..=LIMIT_MAX).contains(&paging.limit()) { Ok(paging) } else { Err(RefusalCode::Malformed.into()) }
    }

    fn limit(&self) -> u32 {
        self.limit.unwrap_or(LIMIT)
    }

    /// For `LIMIT`: one more row than is asked for tells whether there is a next page.
    #[must_use]
    pub fn rows(&self) -> i64 {
        i64::from(self.limit()) + 1
    }

    /// The place of the last item that the asker has; `None` at the beginning.
    ///
    /// # Errors
    /// `malformed` when it is not what a `next` of this list looks like.
    pub fn after<P: FromStr>(&self) -> Result<Option<P>, Error> {
        self.cursor.as_ref().map(|cursor| cursor.parse().map_err(|_| RefusalCode::Malformed.into())).transpose()
    }

    /// The page of the rows that [`Paging::rows`] asked for; `place` says where in the list an item stands.
    pub fn page<T, P: fmt::Display>(&self, mut items: Vec<T>, place: impl Fn(&T) -> P) -> List<T> {
        let limit = usize::try_from(self.limit()).unwrap_or(usize::MAX);
        let is_more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| is_more).map(|last| place(last).to_string());
        List { items, next }
    }
}

/// A place in a list that is ordered by time, and by id within the same millisecond.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since 1970.
    pub at: i64,
    /// The id of the item.
    pub id: String,
}

impl Moment {
    /// Before every item of a list that begins with the newest.
    #[must_use]
    pub const fn newest() -> Self {
        Self { at: i64::MAX, id: String::new() }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}", self.at, self.id)
    }
}

impl FromStr for Moment {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (at, id) = text.split_once('.').ok_or(())?;
        Ok(Self { at: at.parse().map_err(|_| ())?, id: id.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_the_next_one_only_when_there_is_more() {
        let paging = Paging { limit: Some(2), cursor: None };
        assert_eq!(paging.rows(), 3);
        assert_eq!(paging.page(vec![1, 2, 3], |item| *item), List { items: vec![1, 2], next: Some("2".to_owned()) });
        assert_eq!(paging.page(vec![1, 2], |item| *item), List { items: vec![1, 2], next: None });
    }

    #[test]
    fn a_moment_is_read_back_from_its_text_and_nothing_else_is_one() {
        let moment = Moment { at: 1_795_000_000_123, id: "a.-_b".to_owned() };
        assert_eq!(moment.to_string().parse(), Ok(moment));
        for text in ["", "1", "x.y", "."] {
            assert_eq!(text.parse::<Moment>(), Err(()), "{text}");
        }
    }
}
