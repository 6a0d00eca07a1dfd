//! `GET /evidence`: the record as the person reads and verifies it.

use axum::Json;
use axum::extract::State;
use contract::evidence::EvidencePage;
use contract::list::List;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{End, Evidence, Standing, end, of};
use crate::App;
use crate::error::Error;
use crate::paging::Paging;
use crate::person::Person;

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
    let entries = of(&account).entries(&mut *reading, Some(&key), after, paging.rows()).await?;
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
