//! The history of a person's own data: written beside each change, listed, and taken back.

use axum::Json;
use axum::extract::State;
use contract::form::Form;
use contract::history::{Author, Change, FieldChange};
use contract::list::List;
use contract::profile::ProfileForm;
use contract::refusal::{Refusal, RefusalCode};
use serde::{Deserialize, Serialize};
use sqlx::{Sqlite, Transaction};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Error;
use crate::paging::Paging;
use crate::person::Person;
use crate::sealed::{Key, Place};
use crate::segment::Segment;
use crate::{App, clock, opaque_id, profile};

/// The history's part of the API.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_changes)).routes(routes!(revert))
}

/// What is sealed of a change.
#[derive(Serialize, Deserialize)]
struct Sealed {
    by: Author,
    fields: Vec<FieldChange>,
    takes_back: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    number: i64,
    at: i64,
    change: Vec<u8>,
}

/// The changes of one's own data, newest first.
#[utoipa::path(
    get, path = "/history", tag = "profile", security(("session" = [])),
    params(Paging),
    responses((status = 200, body = List<Change>)),
)]
async fn list_changes(State(app): State<App>, person: Person, paging: Paging) -> Result<Json<List<Change>>, Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, number, at, change FROM history WHERE account_id = $1 AND number < $2
         ORDER BY number DESC LIMIT $3",
    )
    .bind(&person.account)
    .bind(paging.after()?.unwrap_or(i64::MAX))
    .bind(paging.rows())
    .fetch_all(app.database.read())
    .await?;
    let List { items, next } = paging.page(rows, |row| row.number);
    let (_, saved) = profile::read(app.database.read(), &person.account, &person.key).await?;
    let present = saved.form();
    let items = items.into_iter().map(|row| show(&person.key, row, &present)).collect::<Result<_, _>>()?;
    Ok(Json(List { items, next }))
}

/// Takes a change back: every field gets the value that it had before, when none was changed since.
#[utoipa::path(
    post, path = "/history/{id}/revert", tag = "profile", security(("session" = [])),
    params(("id" = String, Path, description = "The change's id")),
    responses(
        (status = 200, body = Change, description = "The change that took the other one back"),
        (status = 422, body = Refusal, content_type = "application/problem+json",
            description = "A rule of today refuses the old value"),
    ),
)]
async fn revert(State(app): State<App>, person: Person, Segment(id): Segment) -> Result<Json<Change>, Error> {
    let mut work = app.database.write().await?;
    let row: Option<Row> =
        sqlx::query_as("SELECT id, number, at, change FROM history WHERE id = $1 AND account_id = $2")
            .bind(&id)
            .bind(&person.account)
            .fetch_optional(&mut *work)
            .await?;
    let Sealed { fields, .. } = open(&person.key, &row.ok_or(RefusalCode::NotFound)?)?;
    let (version, saved) = profile::read(&mut *work, &person.account, &person.key).await?;
    let present = saved.form();
    if !stands(&fields, &present) {
        return Err(RefusalCode::Conflict.into());
    }
    let before = put_back(&fields, &present).check()?;
    profile::check_with_tables(&before)?;
    profile::keep(&mut work, &person.account, &person.key, version + 1, &before).await?;
    let (_, saved) = profile::read(&mut *work, &person.account, &person.key).await?;
    let fields = differences(&present, &saved.form());
    let taken_back = keep(&mut work, &person.account, &person.key, Author::Person, fields, Some(id)).await?;
    work.commit().await?;
    Ok(Json(show(&person.key, taken_back, &saved.form())?))
}

/// Writes a change of the profile into the history; nothing when nothing changed.
///
/// # Errors
/// When the database does not take it.
pub async fn keep_profile_change(
    work: &mut Transaction<'static, Sqlite>,
    person: &Person,
    before: &ProfileForm,
    after: &ProfileForm,
) -> Result<(), Error> {
    let fields = differences(before, after);
    if !fields.is_empty() {
        keep(work, &person.account, &person.key, Author::Person, fields, None).await?;
    }
    Ok(())
}

/// Writes a change of the main address into the history. Gives the entry's id.
///
/// # Errors
/// When the database does not take it.
pub async fn keep_email_change(
    work: &mut Transaction<'static, Sqlite>,
    (account, key): (&str, &Key),
    by: Author,
    (from, to): (&str, &str),
    takes_back: Option<String>,
) -> Result<String, Error> {
    let fields = vec![FieldChange { field: "email".to_owned(), from: Some(from.to_owned()), to: Some(to.to_owned()) }];
    Ok(keep(work, account, key, by, fields, takes_back).await?.id)
}

async fn keep(
    work: &mut Transaction<'static, Sqlite>,
    account: &str,
    key: &Key,
    by: Author,
    fields: Vec<FieldChange>,
    takes_back: Option<String>,
) -> Result<Row, Error> {
    let change =
        serde_json::to_vec(&Sealed { by, fields, takes_back }).map_err(|error| Error::Broken(error.to_string()))?;
    let (id, at) = (opaque_id(), clock::now());
    let change = key.seal(place(&id), &change);
    let number: i64 = sqlx::query_scalar(
        "INSERT INTO history (id, account_id, number, at, change)
         VALUES ($1, $2, (SELECT coalesce(max(number), 0) + 1 FROM history WHERE account_id = $2), $3, $4)
         RETURNING number",
    )
    .bind(&id)
    .bind(account)
    .bind(at)
    .bind(&change)
    .fetch_one(&mut **work)
    .await?;
    Ok(Row { id, number, at, change })
}

fn show(key: &Key, row: Row, present: &ProfileForm) -> Result<Change, Error> {
    let Sealed { by, fields, takes_back } = open(key, &row)?;
    let revertible = stands(&fields, present);
    Ok(Change { id: row.id, at: clock::rfc3339(row.at * 1000), by, fields, takes_back, revertible })
}

fn open(key: &Key, row: &Row) -> Result<Sealed, Error> {
    let change = key.open(place(&row.id), &row.change)?;
    serde_json::from_slice(&change).map_err(|error| Error::Broken(error.to_string()))
}

/// True while every field is one of the profile's and has the value that the change gave it.
fn stands(fields: &[FieldChange], present: &ProfileForm) -> bool {
    let mut standing = 0;
    present.each(&mut |name, typed| {
        standing += fields.iter().filter(|change| change.field == name && change.to == given(typed)).count();
    });
    standing == fields.len()
}

fn put_back(fields: &[FieldChange], present: &ProfileForm) -> ProfileForm {
    ProfileForm::read(&|name| {
        let changed = fields.iter().find(|change| change.field == name);
        changed.map_or_else(|| typed_in(present, name), |change| change.from.clone().unwrap_or_default())
    })
}

fn differences(before: &ProfileForm, after: &ProfileForm) -> Vec<FieldChange> {
    let mut changed = Vec::new();
    after.each(&mut |name, to| {
        let from = typed_in(before, name);
        if from != to {
            changed.push(FieldChange { field: name.to_owned(), from: given(&from), to: given(to) });
        }
    });
    changed
}

fn typed_in(form: &ProfileForm, field: &str) -> String {
    let mut typed = String::new();
    form.each(&mut |name, text| {
        if name == field {
            text.clone_into(&mut typed);
        }
    });
    typed
}

fn given(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

const fn place(change: &str) -> Place<'_> {
    Place { column: "history.change", row: change }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(field: &str, from: &str, to: &str) -> FieldChange {
        FieldChange { field: field.to_owned(), from: given(from), to: given(to) }
    }

    #[test]
    fn a_value_that_the_rules_of_today_refuse_is_told_at_its_field() {
        let form = ProfileForm {
            first_name: "Ada".to_owned(),
            last_name: "Lovelace".to_owned(),
            country: "GB".to_owned(),
            time_zone: "Europe/London".to_owned(),
            ..ProfileForm::default()
        };
        let fields = [changed("country", "CS", "GB"), changed("company", "Engines", "")];
        assert!(stands(&fields, &form));
        let before = put_back(&fields, &form);
        assert_eq!(
            (before.country.as_str(), before.company.as_str(), before.first_name.as_str()),
            ("CS", "Engines", "Ada")
        );
        let problems = before.check().expect_err("Serbia and Montenegro has no code any more");
        assert_eq!(problems.of("country"), Some(contract::form::Code::UnknownCountry.into()));
    }

    #[test]
    fn fields_that_are_not_of_the_profile_never_stand() {
        assert!(!stands(&[changed("email", "a@example.org", "")], &ProfileForm::default()));
    }
}
