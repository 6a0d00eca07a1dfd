//! Contacts (SPEC section 3): where a customer is told things, confirmed by their holders.
//!
//! Begin with [`store`]; what holders do is in [`standing`], and their page in [`holder`].

mod bulk;
pub mod codes;
mod confirmation;
pub mod hearing;
mod holder;
mod list;
pub mod names;
pub mod one_tap;
mod refusals;
mod rehearsal;
mod removal;
pub mod standing;
pub mod stops;
pub mod store;
mod tables;

use axum::Json;
use axum::extract::State as AppState;
use axum::http::header::{ETAG, IF_MATCH};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use contract::account::Language;
use contract::contacts::settings::SettingsForm;
use contract::contacts::{Contact, ContactForm, NewContact, State};
use contract::form::{Code, FieldErrors};
use contract::quiet_hours::WeekForm;
use contract::refusal::RefusalCode;
use sqlx::{Sqlite, SqliteConnection, Transaction};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use self::codes::erase_old as erase_old_sends;
pub use self::confirmation::{Confirming, give_up, write};
pub use self::removal::{erase_removed, let_go};

use self::codes::Codes;
use self::store::{Document, Stored};
use crate::checked::Checked;
use crate::error::Error;
use crate::person::Person;
use crate::segment::Segment;
use crate::{App, clock, opaque_id, profile, token};

/// The contacts' part of the API.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(add_contact, list::list_contacts, bulk::change_contacts))
        .routes(routes!(list::sum_up))
        .routes(routes!(show_contact, save_contact, removal::remove_contact))
        .routes(routes!(save_settings))
        .routes(routes!(removal::restore_contact))
        .routes(routes!(confirmation::send_code, confirmation::give_code))
        .routes(routes!(holder::show_page, holder::act))
        .routes(routes!(rehearsal::rehearse))
}

/// A contact and its version.
type Versioned = ([(HeaderName, String); 1], Json<Contact>);

/// Adds a contact. Nothing is sent to it yet. Another may be too many for now: at most so many in a minute.
#[utoipa::path(
    post, path = "/contacts", tag = "contacts", security(("session" = [])), request_body = ContactForm,
    responses((status = 201, body = Contact, headers(("ETag" = String)))),
)]
async fn add_contact(
    AppState(app): AppState<App>,
    person: Person,
    Checked(new): Checked<ContactForm>,
) -> Result<(StatusCode, [(HeaderName, String); 1], Json<Contact>), Error> {
    app.limits.contacts.count(person.account.clone())?;
    tables::check(&new)?;
    let mut work = app.database.write().await?;
    let (language, time_zone) = language_and_zone(&mut work, &person, &new).await?;
    let mut contact = Stored {
        id: opaque_id(),
        account: person.account.clone(),
        version: 0,
        channel: new.channel(),
        state: beginning(&new),
        state_at: clock::now(),
        paused_until: None,
        added_at: clock::now_in_milliseconds(),
        document: Document {
            address: new.address().to_owned(),
            label: new.label().to_owned(),
            language,
            time_zone,
            settings: SettingsForm::default(),
            holder_hours: WeekForm::default(),
            reason: None,
            holder_token: token(),
            provider_id: None,
        },
    };
    refusals::take_up(&mut work, &app.vault, &person.key, &mut contact).await?;
    store::save(&mut work, &app.vault, &person.key, &mut contact).await?;
    work.commit().await?;
    Ok((StatusCode::CREATED, [(ETAG, contact.etag())], Json(contact.show(None))))
}

/// One contact.
#[utoipa::path(
    get, path = "/contacts/{id}", tag = "contacts", security(("session" = [])),
    params(("id" = String, Path, description = "The contact's id")),
    responses((status = 200, body = Contact, headers(("ETag" = String)))),
)]
async fn show_contact(AppState(app): AppState<App>, person: Person, Segment(id): Segment) -> Result<Versioned, Error> {
    let mut connection = app.database.read().acquire().await?;
    let contact = own(&mut connection, &person, &id).await?;
    versioned(&app, &mut connection, &contact).await
}

/// Changes a contact. Another address or channel has to be confirmed anew: its old code and link are dead,
/// and its old holder's quiet hours are gone.
#[utoipa::path(
    put, path = "/contacts/{id}", tag = "contacts", security(("session" = [])), request_body = ContactForm,
    params(
        ("id" = String, Path, description = "The contact's id"),
        ("If-Match" = String, Header, description = "The ETag of the version that the save is based on"),
    ),
    responses((status = 200, body = Contact, headers(("ETag" = String)))),
)]
async fn save_contact(
    AppState(app): AppState<App>,
    person: Person,
    headers: HeaderMap,
    Segment(id): Segment,
    Checked(new): Checked<ContactForm>,
) -> Result<Versioned, Error> {
    tables::check(&new)?;
    let mut work = app.database.write().await?;
    let mut contact = own_version(&app, &mut work, &person, &id, &headers).await?;
    let (language, time_zone) = language_and_zone(&mut work, &person, &new).await?;
    let moves = contact.channel != new.channel() || contact.document.address != new.address();
    if moves {
        refusals::keep(&mut work, &app.vault, &person.key, &contact).await?;
        codes::withdraw(&mut work, &contact.id).await?;
        contact.channel = new.channel();
        new.address().clone_into(&mut contact.document.address);
        contact.document.holder_token = token();
        contact.document.holder_hours = WeekForm::default();
        contact.document.provider_id = None;
        contact.set_state(beginning(&new), None);
        refusals::take_up(&mut work, &app.vault, &person.key, &mut contact).await?;
    }
    if contact.document.holder_hours != WeekForm::default() && contact.document.time_zone != time_zone {
        // The holder's hours are in this zone: they would be others in another.
        return Err(FieldErrors::one("time_zone", Code::HoldersOwn).into());
    }
    new.label().clone_into(&mut contact.document.label);
    contact.document.language = language;
    contact.document.time_zone = time_zone;
    store::save(&mut work, &app.vault, &person.key, &mut contact).await?;
    let saved = versioned(&app, &mut work, &contact).await?;
    work.commit().await?;
    Ok(saved)
}

/// Changes what a contact is told, and when.
#[utoipa::path(
    put, path = "/contacts/{id}/settings", tag = "contacts", security(("session" = [])), request_body = SettingsForm,
    params(
        ("id" = String, Path, description = "The contact's id"),
        ("If-Match" = String, Header, description = "The ETag of the version that the save is based on"),
    ),
    responses((status = 200, body = Contact, headers(("ETag" = String)))),
)]
async fn save_settings(
    AppState(app): AppState<App>,
    person: Person,
    headers: HeaderMap,
    Segment(id): Segment,
    Checked(settings): Checked<SettingsForm>,
) -> Result<Versioned, Error> {
    let mut work = app.database.write().await?;
    let mut contact = own_version(&app, &mut work, &person, &id, &headers).await?;
    contact.document.settings = settings.form();
    store::save(&mut work, &app.vault, &person.key, &mut contact).await?;
    let saved = versioned(&app, &mut work, &contact).await?;
    work.commit().await?;
    Ok(saved)
}

/// A contact of the person who asks.
async fn own(database: &mut SqliteConnection, person: &Person, id: &str) -> Result<Stored, Error> {
    let contact = store::read(database, &person.account, &person.key, id).await?;
    contact.ok_or_else(|| RefusalCode::NotFound.into())
}

/// The same, in the version that `If-Match` names.
async fn own_version(
    app: &App,
    work: &mut Transaction<'static, Sqlite>,
    person: &Person,
    id: &str,
    headers: &HeaderMap,
) -> Result<Stored, Error> {
    let contact = own(work, person, id).await?;
    let based_on = headers.get(IF_MATCH).ok_or(RefusalCode::PreconditionRequired)?;
    if based_on.as_bytes() != contact.etag().as_bytes() {
        let codes = Codes::of_account(work, &person.account).await?;
        return Err(Error::stale(contact.etag(), &contact.show(codes.of(app, &contact)))?);
    }
    Ok(contact)
}

/// A contact as it is answered.
async fn versioned(app: &App, database: &mut SqliteConnection, contact: &Stored) -> Result<Versioned, Error> {
    let codes = Codes::of_account(database, &contact.account).await?;
    Ok(([(ETAG, contact.etag())], Json(contact.show(codes.of(app, contact)))))
}

/// Where a contact stands that nobody has said anything about.
const fn beginning(new: &NewContact) -> State {
    if new.channel().is_closed() { State::ChannelClosed } else { State::AwaitingConfirmation }
}

/// The language and the time zone of a contact: what was said, or else those of the account.
async fn language_and_zone(
    work: &mut Transaction<'static, Sqlite>,
    person: &Person,
    new: &NewContact,
) -> Result<(Language, String), Error> {
    let language = if let Some(language) = new.language() {
        language
    } else {
        let language: String = sqlx::query_scalar("SELECT language FROM accounts WHERE id = $1")
            .bind(&person.account)
            .fetch_one(&mut **work)
            .await?;
        Language::read(&language).unwrap_or_default()
    };
    let time_zone = match new.time_zone() {
        "" => profile::read(&mut **work, &person.account, &person.key).await?.1.time_zone,
        said => said.to_owned(),
    };
    Ok((language, time_zone))
}
