//! One change to many contacts. Each is changed or refused by itself; what is changed is kept together.

use axum::Json;
use axum::extract::State as AppState;
use contract::contacts::bulk::{BulkDone, BulkForm, BulkRefused, Change, Chosen};
use contract::contacts::{Reason, ReasonCode, State};
use contract::form::{Code, FieldErrors};
use contract::refusal::RefusalCode;
use sqlx::{Sqlite, Transaction};

use super::codes::Codes;
use super::removal;
use super::store::{self, Stored};
use crate::checked::Checked;
use crate::error::Error;
use crate::person::Person;
use crate::{App, clock};

/// Makes one change to many contacts.
#[utoipa::path(
    patch, path = "/contacts", tag = "contacts", security(("session" = [])), request_body = BulkForm,
    responses((status = 200, body = BulkDone)),
)]
pub(super) async fn change_contacts(
    AppState(app): AppState<App>,
    person: Person,
    Checked(bulk): Checked<BulkForm>,
) -> Result<Json<BulkDone>, Error> {
    let change = bulk.change();
    if matches!(change, Change::Pause { until: Some(until) } if until <= clock::now()) {
        return Err(FieldErrors::one("change.until", Code::Past).into());
    }
    let mut work = app.database.write().await?;
    let mut changed = Vec::new();
    let mut refused = Vec::new();
    for chosen in bulk.items() {
        match change_one(&app, &mut work, &person, chosen, change).await? {
            Ok(contact) => changed.push(contact),
            Err(code) => refused.push(BulkRefused { id: chosen.id.clone(), code }),
        }
    }
    let codes = Codes::of_account(&mut work, &person.account).await?;
    work.commit().await?;
    let changed = changed.iter().map(|contact| contact.show(codes.of(&app, contact))).collect();
    Ok(Json(BulkDone { changed, refused }))
}

async fn change_one(
    app: &App,
    work: &mut Transaction<'static, Sqlite>,
    person: &Person,
    chosen: &Chosen,
    change: Change,
) -> Result<Result<Stored, RefusalCode>, Error> {
    if change == Change::Restore {
        return removal::bring_back(app, work, person, &chosen.id).await;
    }
    let contact = store::read(&mut **work, &person.account, &person.key, &chosen.id).await?;
    let Some(mut contact) = contact else { return Ok(Err(RefusalCode::NotFound)) };
    if contact.etag() != chosen.etag {
        return Ok(Err(RefusalCode::Stale));
    }
    if change == Change::Remove {
        removal::hide(app, work, person, &contact).await?;
        return Ok(Ok(contact));
    }
    if !apply(&mut contact, change) {
        return Ok(Err(RefusalCode::Conflict));
    }
    store::save(work, &app.vault, &person.key, &mut contact).await?;
    Ok(Ok(contact))
}

/// Changes the contact; false where its state does not allow it. What its holder ended the customer does
/// not begin again.
fn apply(contact: &mut Stored, change: Change) -> bool {
    match change {
        Change::Pause { until } => {
            let is_usable = matches!(contact.state, State::Confirmed | State::Paused) && !contact.is_the_holders();
            if is_usable {
                contact.set_state(State::Paused, Some(Reason { code: ReasonCode::CustomerPaused, said: None }));
                contact.paused_until = until;
            }
            is_usable
        }
        // A failing contact was confirmed before it failed: it is tried again.
        Change::Resume => match contact.state {
            State::Paused if contact.is_the_holders() => false,
            State::Paused | State::Failing => {
                contact.set_state(State::Confirmed, None);
                true
            }
            state => state == State::Confirmed,
        },
        Change::Choose { kind, chosen } => {
            contact.document.settings.kinds.set(kind, chosen);
            true
        }
        Change::Remove | Change::Restore => false,
    }
}
