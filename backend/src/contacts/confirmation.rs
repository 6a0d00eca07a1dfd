//! Confirmation by a code: sent to the contact, given back by the customer whom its holder told it.

use axum::Json;
use axum::extract::State as AppState;
use axum::http::StatusCode;
use axum::http::header::ETAG;
use contract::contacts::confirmation::{CodeForm, CodeSent, TRIES};
use contract::contacts::{Contact, State};
use contract::form::{Code, FieldErrors, Problem};
use contract::pages::Page;
use contract::refusal::{MEDIA_TYPE, Refusal, RefusalCode};
use serde::{Deserialize, Serialize};

use super::codes::{self, Codes, Sent};
use super::standing::{self, By, Confirmed};
use super::store::{self, Owned, Stored};
use super::{Versioned, names, own};
use crate::checked::Checked;
use crate::delivery::{Failure, FailureKind};
use crate::errands::{Errand, Letter};
use crate::error::Error;
use crate::jobs::{self, About};
use crate::person::Person;
use crate::sealed::Key;
use crate::segment::Segment;
use crate::words::contacts::Confirmation;
use crate::{App, clock, profile};

/// Sends a code to a contact that awaits confirmation, or makes the link that its holder opens the bot with.
/// One who said no is not asked again: only they end that.
#[utoipa::path(
    post, path = "/contacts/{id}/confirmation", tag = "contacts", security(("session" = [])),
    params(("id" = String, Path, description = "The contact's id")),
    responses((status = 202, body = CodeSent, description = "A message is on its way, or the link is good")),
)]
pub(super) async fn send_code(
    AppState(app): AppState<App>,
    person: Person,
    Segment(id): Segment,
) -> Result<(StatusCode, Json<CodeSent>), Error> {
    let mut work = app.database.write().await?;
    let contact = own(&mut work, &person, &id).await?;
    if contact.state != State::AwaitingConfirmation {
        return Err(RefusalCode::Conflict.into());
    }
    let number = codes::begin(&mut work, &app.vault, &contact).await?;
    let sent = Codes::of_account(&mut work, &person.account).await?.of(&app, &contact);
    let sent = sent.ok_or_else(|| Error::Broken("a code that was sent is not there".to_owned()))?;
    if sent.link.is_none() {
        let errand = Errand::ConfirmContact(Confirming { contact: id, number });
        jobs::enqueue(&mut work, &app.vault, About::Account(&person.account, &person.key), &errand).await?;
    }
    work.commit().await?;
    app.work_arrived.notify_one();
    Ok((StatusCode::ACCEPTED, Json(sent)))
}

/// Gives a code back. The right one confirms; of wrong ones there are five.
#[utoipa::path(
    put, path = "/contacts/{id}/confirmation", tag = "contacts", security(("session" = [])), request_body = CodeForm,
    params(("id" = String, Path, description = "The contact's id")),
    responses(
        (status = 200, body = Contact, headers(("ETag" = String))),
        (status = 409, body = Refusal, content_type = MEDIA_TYPE, description = "its holder said no"),
        (status = 429, body = Refusal, content_type = MEDIA_TYPE, description = "too many wrong codes"),
    ),
)]
pub(super) async fn give_code(
    AppState(app): AppState<App>,
    person: Person,
    Segment(id): Segment,
    Checked(code): Checked<CodeForm>,
) -> Result<Versioned, Error> {
    let mut work = app.database.write().await?;
    let stored = own(&mut work, &person, &id).await?;
    let sent = codes::last(&mut *work, &id).await?;
    let sent = still_good(sent).map_err(|problem| FieldErrors::one("code", problem))?;
    // Counted before it is looked at, and given back when it was right: so wrong ones are bounded.
    app.limits.wrong_codes.count(person.account.clone())?;
    let given = codes::hash(&app.vault, &id, sent.number, code.as_str());
    if sent.code_hash.as_deref() != Some(&given[..]) {
        codes::count_wrong(&mut work, &id).await?;
        work.commit().await?;
        return Err(FieldErrors::one("code", wrong(sent.tries + 1)).into());
    }
    app.limits.wrong_codes.forgive(&person.account);
    let mut owned = Owned { stored, key: person.key };
    match standing::confirm(&app, &mut work, &mut owned, &By::Code).await? {
        Confirmed::Now => codes::use_up(&mut work, &id).await?,
        Confirmed::Already => {}
        Confirmed::Gone | Confirmed::SomebodyElse | Confirmed::Refused => return Err(RefusalCode::Conflict.into()),
    }
    work.commit().await?;
    // The worker settles the head of the evidence.
    app.work_arrived.notify_one();
    Ok(([(ETAG, owned.stored.etag())], Json(owned.stored.show(None))))
}

/// The sending whose code may be tried.
fn still_good(sent: Option<Sent>) -> Result<Sent, Code> {
    let sent = sent.filter(|sent| sent.sent_at > 0).ok_or(Code::CodeExpired)?;
    if sent.used_at.is_some() {
        Err(Code::CodeUsed)
    } else if sent.expires_at <= clock::now() {
        Err(Code::CodeExpired)
    } else if sent.tries >= TRIES {
        Err(Code::CodeSpent)
    } else {
        Ok(sent)
    }
}

fn wrong(tries: u32) -> Problem {
    if tries < TRIES { Problem::code_wrong(TRIES - tries) } else { Code::CodeSpent.into() }
}

/// A contact is to be sent a code.
#[derive(Serialize, Deserialize)]
pub struct Confirming {
    /// Its id.
    contact: String,
    /// The number of the sending.
    number: i64,
}

/// Writes the message with the code; nothing when the contact was edited, removed or confirmed meanwhile,
/// or another code was asked for, or this one has run out.
///
/// # Errors
/// When the database does not answer or a sealed value does not open.
pub async fn write(app: &App, account: Option<(String, Key)>, errand: Confirming) -> Result<Option<Letter>, Error> {
    let Confirming { contact, number } = errand;
    let Some((account, key)) = account else { return Ok(None) };
    let mut work = app.database.write().await?;
    let Some(stored) = store::read(&mut *work, &account, &key, &contact).await? else { return Ok(None) };
    let sent = codes::last(&mut *work, &contact).await?;
    let is_wanted = |sent: &Sent| sent.number == number && sent.expires_at > clock::now() && sent.used_at.is_none();
    if stored.state != State::AwaitingConfirmation || !sent.as_ref().is_some_and(is_wanted) {
        return Ok(None);
    }
    let code = codes::new_code();
    codes::keep_hash(&mut *work, &contact, number, &codes::hash(&app.vault, &contact, number, &code)).await?;
    let (_, saved) = profile::read(&mut *work, &account, &key).await?;
    work.commit().await?;
    let Stored { channel, document, .. } = stored;
    let link = app.link(&Page::Confirm(document.holder_token).path());
    let confirmation = Confirmation { account: &names::of_person(&saved), code: &code, link: &link };
    let written = confirmation.write(document.language, channel);
    Ok(Some(Letter {
        holder: Some((account, key)),
        channel,
        to: document.address,
        provider_id: document.provider_id,
        written,
    }))
}

/// Notes that the message with the code does not arrive: beside the contact, for its customer, or as its
/// holder's no.
///
/// # Errors
/// When the database does not take it.
pub async fn give_up(
    app: &App,
    account: Option<(String, Key)>,
    errand: Confirming,
    failure: &Failure,
) -> Result<(), Error> {
    let Some((account, key)) = account else { return Ok(()) };
    let mut work = app.database.write().await?;
    let Some(stored) = store::read(&mut *work, &account, &key, &errand.contact).await? else { return Ok(()) };
    // Of a sending that was replaced nobody waits to hear.
    if codes::last(&mut *work, &errand.contact).await?.is_none_or(|sent| sent.number != errand.number) {
        return Ok(());
    }
    let mut owned = Owned { stored, key };
    match failure.kind {
        FailureKind::OptedOut(code) => standing::opt_out(app, &mut work, &mut owned, code).await?,
        FailureKind::Final | FailureKind::Temporary => {
            standing::fail(app, &mut work, &mut owned, &failure.reason).await?;
        }
    }
    work.commit().await?;
    Ok(())
}
