//! Choices about cookies: recorded once and append-only, listed, proved by receipts, and repeated as
//! cookies that last (SPEC section 5).
//!
//! Who is signed in has a choice in the account's evidence; who is not, in a chain of the consent id
//! (`evidence::anonymous`). Signing in joins the one to the other ([`join`]). Of who chose nothing is
//! kept but that: no address, no browser's name.

mod cookies;
mod store;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use contract::consent::Category;
use contract::consent::choice::is_consent_id;
use contract::consent::record::{Consent, ConsentForm, ConsentReceipt, NewConsent, PreferencesForm};
use contract::form::{Code, FieldErrors};
use contract::list::List;
use contract::refusal::{MEDIA_TYPE, Refusal, RefusalCode};
use serde::Deserialize;
use sqlx::{Sqlite, Transaction};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::cookies::SetCookies;
use self::store::{Asker, Holder, Stored};
use crate::checked::Checked;
use crate::error::Error;
use crate::evidence::{Fact, anonymous};
use crate::paging::Paging;
use crate::person::who_asks;
use crate::sealed::{Key, hash};
use crate::segment::Segment;
use crate::{App, clock};

/// The consents' part of the API.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(record, list_consents))
        .routes(routes!(show_receipt))
        .routes(routes!(keep_preferences))
}

/// Records a choice, signed in or out, and repeats its cookie. A record that is sent again, however
/// late and by whomever, is the same record.
#[utoipa::path(
    post, path = "/consents", tag = "consents", security(("session" = []), ()), request_body = ConsentForm,
    responses((status = 201, body = Consent, description = "The choice is recorded; its cookie lasts as long as the \
        table says, and those that it refuses are erased, unless the browser holds a newer choice",
        headers(("Set-Cookie" = String)))),
)]
async fn record(
    State(app): State<App>,
    headers: HeaderMap,
    Checked(new): Checked<ConsentForm>,
) -> Result<(StatusCode, SetCookies, Json<Consent>), Error> {
    if !new.choice().is_of(clock::now()) {
        return Err(FieldErrors::one("chosen_at", Code::Malformed).into());
    }
    app.limits.consents.count(hash(&new.choice().id))?;
    let recorded = record_once(&app, &headers, &new).await?;
    Ok((StatusCode::CREATED, cookies::repeat(&headers, &new), Json(recorded.consent())))
}

async fn record_once(app: &App, headers: &HeaderMap, new: &NewConsent) -> Result<Stored, Error> {
    let person = who_asks(app, headers).await?;
    let content = store::content(&app.vault, new)?;
    let mut work = app.database.write().await?;
    if let Some(stored) = store::of_content(&mut work, &app.vault, &content).await? {
        return Ok(stored);
    }
    let fact = Fact::CookieChoice(new);
    let (holder, number) = if let Some(person) = person {
        let number = app.evidence.append(&mut work, &person.account, &person.key, &fact).await?;
        // The page sends it again later; until the account's record is mended, the choice holds unrecorded.
        let number = number.ok_or_else(|| Error::Broken("a choice could not be recorded".to_owned()))?;
        (Holder::Account(person.account), number)
    } else {
        let number = anonymous::append(&mut work, &app.vault, &new.choice().id, &fact).await?;
        (Holder::Chain(anonymous::owner(&app.vault, &new.choice().id)), number)
    };
    let stored = store::keep(&mut work, &app.vault, holder, number, &content, new).await?;
    work.commit().await?;
    // The worker settles the head of the evidence.
    app.work_arrived.notify_one();
    Ok(stored)
}

/// What part of the list is asked for, and whose, where the cookie cannot say it.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wish {
    /// At most so many items; 50 unless it is given.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the answer before.
    cursor: Option<String>,
    /// The consent id, for a page on another origin than the API: its cookies are not sent here. Who is
    /// signed in needs none.
    #[param(pattern = "^[A-Za-z0-9_-]{22}$")]
    consent_id: Option<String>,
}

/// Recorded choices, the newest first: of the account and of the chains that it joined; of who is not
/// signed in, those under the consent id. Without one, none.
#[utoipa::path(
    get, path = "/consents", tag = "consents", security(("session" = []), ()), params(Wish),
    responses((status = 200, body = List<Consent>)),
)]
async fn list_consents(
    State(app): State<App>,
    headers: HeaderMap,
    wish: Result<Query<Wish>, QueryRejection>,
) -> Result<Json<List<Consent>>, Error> {
    let Query(Wish { limit, cursor, consent_id }) = wish.map_err(|_| RefusalCode::Malformed)?;
    let paging = Paging::new(limit, cursor)?;
    let asker = asker(&app, &headers, consent_id).await?;
    let after: Option<String> = paging.after()?;
    let stored = store::list(&app, &asker, after.as_deref(), paging.rows()).await?;
    let List { items, next } = paging.page(stored, |stored| stored.id.clone());
    Ok(Json(List { items: items.into_iter().map(Stored::consent).collect(), next }))
}

/// Whose receipt, where the cookie cannot say it.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Whose {
    /// As in `GET /consents`.
    #[param(pattern = "^[A-Za-z0-9_-]{22}$")]
    consent_id: Option<String>,
}

/// The receipt of one choice: the record, and its place in the chain.
#[utoipa::path(
    get, path = "/consents/{id}/receipt", tag = "consents", security(("session" = []), ()),
    params(("id" = String, Path, description = "The record's id"), Whose),
    responses((status = 200, body = ConsentReceipt)),
)]
async fn show_receipt(
    State(app): State<App>,
    headers: HeaderMap,
    Segment(id): Segment,
    whose: Result<Query<Whose>, QueryRejection>,
) -> Result<Json<ConsentReceipt>, Error> {
    let Query(Whose { consent_id }) = whose.map_err(|_| RefusalCode::Malformed)?;
    let asker = asker(&app, &headers, consent_id).await?;
    let stored = store::of_asker(&app, &asker, &id).await?.ok_or(RefusalCode::NotFound)?;
    Ok(Json(stored.receipt()))
}

/// Repeats preferences as cookies that last; what is `null` is erased. Only while the choice in the
/// browser allows preferences.
#[utoipa::path(
    put, path = "/preferences", tag = "consents", request_body = PreferencesForm,
    responses(
        (status = 204, description = "The preferences are kept", headers(("Set-Cookie" = String))),
        (status = 409, body = Refusal, content_type = MEDIA_TYPE, description = "preferences are not allowed"),
    ),
)]
async fn keep_preferences(
    headers: HeaderMap,
    Checked(preferences): Checked<PreferencesForm>,
) -> Result<(StatusCode, SetCookies), Error> {
    match cookies::held(&headers) {
        // The browser's opt-out signal is not about preferences.
        Some(choice) if choice.allows(Category::Preferences, false) => {
            Ok((StatusCode::NO_CONTENT, cookies::keep(&preferences)))
        }
        _ => Err(RefusalCode::Conflict.into()),
    }
}

/// Who asks: an account, or a browser by its consent id, or nobody.
async fn asker(app: &App, headers: &HeaderMap, consent_id: Option<String>) -> Result<Asker, Error> {
    if consent_id.as_deref().is_some_and(|id| !is_consent_id(id)) {
        return Err(RefusalCode::Malformed.into());
    }
    if let Some(person) = who_asks(app, headers).await? {
        return Ok(Asker::Somebody(Holder::Account(person.account)));
    }
    let consent_id = consent_id.or_else(|| cookies::held(headers).map(|choice| choice.id));
    Ok(consent_id.map_or(Asker::Nobody, |id| Asker::Somebody(Holder::Chain(anonymous::owner(&app.vault, &id)))))
}

/// Somebody signs in: the choices that were made in this browser by nobody in particular are theirs
/// from now on, and the account's evidence says so, once for each end of the chain. Where that evidence
/// is broken nothing is joined, and the person signs in all the same.
///
/// # Errors
/// When the database or the file of the head does not take it.
pub async fn join(
    app: &App,
    work: &mut Transaction<'static, Sqlite>,
    (account, key): (&str, &Key),
    headers: &HeaderMap,
) -> Result<(), Error> {
    let Some(choice) = cookies::held(headers) else { return Ok(()) };
    let chain = anonymous::owner(&app.vault, &choice.id);
    let Some((length, head)) = anonymous::end(&mut **work, &chain).await? else { return Ok(()) };
    if store::joined(work, account, &chain).await? == Some(length) {
        return Ok(());
    }
    let fact = Fact::CookieRecordJoined { consent_id: &choice.id, length, head };
    if app.evidence.append(work, account, key, &fact).await?.is_some() {
        store::join(work, account, &chain, length).await?;
    }
    Ok(())
}
