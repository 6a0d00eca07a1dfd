//! Contact with support (P25): a request gets a reference, a message confirms it, an answer follows.
//!
//! Who is signed in reads their requests as everything else of theirs. Who is not gets a code by the
//! message, and reads the one request with it. Support answers by a command (`operator.rs`).

pub mod code;
mod store;

use std::net::SocketAddr;

use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{self, ConnectInfo, Query, State};
use axum::http::{HeaderMap, StatusCode};
use contract::form::{Code, FieldErrors};
use contract::list::List;
use contract::pages::Page;
use contract::refusal::{Refusal, RefusalCode};
use contract::support::{NewSupportRequest, SupportForm, SupportRequest};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use self::store::{Document, Holder, Stored, StoredAnswer, StoredLook, answer, erase_old, list_all, look, open};

use crate::checked::Checked;
use crate::errands::{Errand, Telling};
use crate::error::Error;
use crate::jobs;
use crate::paging::{Moment, Paging};
use crate::person::{Person, session_cookie, who_asks};
use crate::sealed::{Key, hash};
use crate::words::Occasion;
use crate::{App, limits, profile, references};

/// Support's part of the API.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(ask_support, list_requests)).routes(routes!(show_request))
}

/// Writes to support, signed in or out.
#[utoipa::path(
    post, path = "/support-requests", tag = "support", security(("session" = []), ()), request_body = SupportForm,
    responses((status = 201, body = SupportRequest, description = "A message with the reference is on its way")),
)]
async fn ask_support(
    State(app): State<App>,
    headers: HeaderMap,
    Checked(new): Checked<SupportForm>,
) -> Result<(StatusCode, Json<SupportRequest>), Error> {
    let person = who_asks(&app, &headers).await?;
    let stored = match &person {
        Some(person) => ask_signed_in(&app, person, &new).await?,
        // The session ended while the form was open: the page asks for the password in place.
        None if new.email().is_empty() && session_cookie(&headers).is_some() => {
            return Err(RefusalCode::SignedOut.into());
        }
        None if new.email().is_empty() => return Err(FieldErrors::one("email", Code::Required).into()),
        None => ask_signed_out(&app, &new).await?,
    };
    app.work_arrived.notify_one();
    Ok((StatusCode::CREATED, Json(stored.show())))
}

async fn ask_signed_in(app: &App, person: &Person, new: &NewSupportRequest) -> Result<Stored, Error> {
    app.limits.support_requests.count(hash(&person.account))?;
    let (_, saved) = profile::read(app.database.read(), &person.account, &person.key).await?;
    let mut work = app.database.write().await?;
    let reference = references::next(&mut work).await?;
    let holder = Holder::Account(&person.account, &person.key);
    let stored = store::keep(&mut work, &app.vault, &reference, holder, None, new).await?;
    let telling = Telling {
        path: Page::SupportRequest(reference.clone()).path(),
        occasion: Occasion::SupportReceived { reference, code: None },
        to: saved.email,
        first_name: saved.first_name,
        language: new.language(),
    };
    jobs::enqueue(&mut work, &app.vault, holder.about(), &Errand::Tell(telling)).await?;
    work.commit().await?;
    Ok(stored)
}

async fn ask_signed_out(app: &App, new: &NewSupportRequest) -> Result<Stored, Error> {
    app.limits.support_requests.count(app.vault.email_index(new.email()))?;
    let (key, code) = (Key::new(), code::new());
    let mut work = app.database.write().await?;
    let reference = references::next(&mut work).await?;
    let holder = Holder::Nobody(&key);
    let code_hash = code::hash(&app.vault, &reference, &code);
    let stored = store::keep(&mut work, &app.vault, &reference, holder, Some(code_hash), new).await?;
    let telling = Telling {
        path: Page::SupportRequest(reference.clone()).path(),
        occasion: Occasion::SupportReceived { reference, code: Some(code) },
        to: new.email().to_owned(),
        first_name: String::new(),
        language: new.language(),
    };
    jobs::enqueue(&mut work, &app.vault, holder.about(), &Errand::Tell(telling)).await?;
    work.commit().await?;
    Ok(stored)
}

/// The requests of the person who asks, the newest first.
#[utoipa::path(
    get, path = "/support-requests", tag = "support", security(("session" = [])), params(Paging),
    responses((status = 200, body = List<SupportRequest>)),
)]
async fn list_requests(
    State(app): State<App>,
    person: Person,
    paging: Paging,
) -> Result<Json<List<SupportRequest>>, Error> {
    let after = paging.after()?.unwrap_or(Moment::newest());
    let stored = store::of_account(&app, &person, &after, paging.rows()).await?;
    let List { items, next } =
        paging.page(stored, |stored| Moment { at: stored.received_at, id: stored.reference.clone() });
    Ok(Json(List { items: items.iter().map(Stored::show).collect(), next }))
}

/// How somebody who is not signed in shows that a request is theirs.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Proof {
    /// The code that the message brought; case, spaces and dashes do not matter.
    code: Option<String>,
}

/// One request and its answers: one's own, or the one that the code belongs to.
#[utoipa::path(
    get, path = "/support-requests/{reference}", tag = "support", security(("session" = []), ()),
    params(("reference" = String, Path), Proof),
    responses(
        (status = 200, body = SupportRequest),
        (status = 429, body = Refusal, content_type = contract::refusal::MEDIA_TYPE, description = "too many codes"),
    ),
)]
async fn show_request(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    reference: Result<extract::Path<String>, PathRejection>,
    proof: Result<Query<Proof>, QueryRejection>,
) -> Result<Json<SupportRequest>, Error> {
    let extract::Path(reference) = reference.map_err(|_| RefusalCode::NotFound)?;
    let Query(proof) = proof.map_err(|_| RefusalCode::Malformed)?;
    if let Some(person) = who_asks(&app, &headers).await?
        && let Some(stored) = store::of_person(&app, &person, &reference).await?
    {
        return Ok(Json(stored.show()));
    }
    // What cannot be a reference takes no room among the tries.
    let Some(code) = proof.code.filter(|_| reference.len() <= 20) else { return Err(RefusalCode::NotFound.into()) };
    let client = limits::client(&app, peer, &headers);
    app.limits.addresses.count(client)?;
    let tried = (client, reference.clone());
    app.limits.support_codes.count(tried.clone())?;
    let code_hash = code::hash(&app.vault, &reference, &code::read(&code));
    let stored = store::of_code(&app, &reference, code_hash).await?.ok_or(RefusalCode::NotFound)?;
    app.limits.support_codes.forgive(&tried);
    app.limits.addresses.forgive(&client);
    Ok(Json(stored.show()))
}
