//! `GET /evidence`: the record as the person reads and verifies it.

use axum::Json;
use axum::extract::State;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use contract::evidence::{Entry, EvidencePage, Hash, SALT_LENGTH};
use contract::list::List;
use sqlx::SqliteExecutor;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{End, Evidence, Sealed, Standing, end, place, read_hash, row};
use crate::App;
use crate::clock;
use crate::error::Error;
use crate::paging::Paging;
use crate::person::Person;
use crate::sealed::Key;

/// The evidence's part of the API.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show_evidence))
}

/// The record of the person who asks, the oldest entry first, and its signed head. A broken record
/// is answered as it is, with the head that shows the break.
#[utoipa::path(
    get, path = "/evidence", tag = "evidence", security(("session" = [])), params(Paging),
    responses((status = 200, body = EvidencePage)),
)]
async fn show_evidence(State(app): State<App>, person: Person, paging: Paging) -> Result<Json<EvidencePage>, Error> {
    let after = paging.after::<i64>()?.unwrap_or(0);
    let Person { account, key, .. } = person;
    // In one transaction: the entries and the end are of the same moment.
    let mut reading = app.database.read().begin().await?;
    let entries = entries(&mut *reading, &account, Some(&key), after, paging.rows()).await?;
    let end = end(&mut *reading, &account).await?;
    drop(reading);
    let head = app.evidence.head(&account, end).await?;
    let List { items, next } = paging.page(entries, |entry| entry.number);
    Ok(Json(EvidencePage { items, next, head, account }))
}

impl Evidence {
    /// The head of a chain that was seen to end here.
    async fn head(&self, account: &str, seen: End) -> Result<contract::evidence::Head, Error> {
        let standing = self.compare(account, seen).await?;
        if let Standing::Whole { .. } = standing {
            return self.signed(account, seen).await;
        }
        // The chain may have grown since it was seen. Under the lock for writing nothing moves.
        let mut work = self.0.database.write().await?;
        let now = end(&mut *work, account).await?;
        match self.compare(account, now).await? {
            Standing::Whole { .. } => self.signed(account, seen).await,
            Standing::Broken(head) => {
                tracing::error!(account, "evidence is broken");
                Ok(head)
            }
        }
    }

    async fn signed(&self, account: &str, end: End) -> Result<contract::evidence::Head, Error> {
        let account = account.to_owned();
        self.with_heads(move |heads| Ok(heads.sign(&account, end))).await
    }
}

/// A row of `evidence`: number, time, previous, sealed, hash of the text, hash.
type Row = (i64, i64, Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>);

/// Entries of an account after a number, in order. Without the key, or where it does not open what is
/// sealed, their texts are left out; the chain can be followed all the same.
pub(super) async fn entries(
    database: impl SqliteExecutor<'_>,
    account: &str,
    key: Option<&Key>,
    after: i64,
    rows: i64,
) -> Result<Vec<Entry>, Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT number, at, previous, sealed, text_hash, hash FROM evidence
         WHERE account_id = $1 AND number > $2 ORDER BY number LIMIT $3",
    )
    .bind(account)
    .bind(after)
    .bind(rows)
    .fetch_all(database)
    .await?;
    Ok(rows.into_iter().map(|row| entry(account, key, row)).collect())
}

fn entry(account: &str, key: Option<&Key>, (number, at, previous, sealed, text_hash, hash): Row) -> Entry {
    let opened = key
        .and_then(|key| key.open(place(&row(account, number)), &sealed).ok())
        .and_then(|plain| serde_json::from_slice::<Sealed>(&plain).ok())
        .filter(|opened| BASE64_URL_SAFE_NO_PAD.decode(&opened.salt).is_ok_and(|salt| salt.len() == SALT_LENGTH));
    let (salt, text) = opened.map(|opened| (opened.salt, opened.text)).unzip();
    Entry {
        // Numbers that are none, and times that no calendar has, fit no chain.
        number: u64::try_from(number).unwrap_or(0),
        at: at.checked_mul(1000).map(clock::rfc3339).unwrap_or_default(),
        previous: read_hash(&previous),
        sealed_hash: Hash::of_sealed(&sealed),
        text,
        salt,
        text_hash: read_hash(&text_hash),
        hash: read_hash(&hash),
    }
}
