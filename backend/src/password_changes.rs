//! Changing the password, by somebody who is signed in and knows the present one.

use axum::extract::State;
use axum::http::StatusCode;
use contract::form::{Code, FieldErrors};
use contract::pages::Page;
use contract::refusal::Refusal;
use contract::security::PasswordChangeForm;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::checked::Checked;
use crate::error::Error;
use crate::evidence::Fact;
use crate::jobs::{self, About};
use crate::passwords::{self, Kept};
use crate::person::Person;
use crate::sealed::hash;
use crate::sessions::{SetCookie, end_others, renew_session};
use crate::telling::Addressee;
use crate::words::Occasion;

/// The part of the API that changes the password.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(change_password))
}

/// Changes the password. Every other device is signed out, and this one has a new session id.
#[utoipa::path(
    put, path = "/password", tag = "session", security(("session" = [])), request_body = PasswordChangeForm,
    responses(
        (status = 204, description = "The password is changed", headers(("Set-Cookie" = String))),
        (status = 429, body = Refusal, content_type = "application/problem+json", description = "too many"),
    ),
)]
async fn change_password(
    State(app): State<App>,
    person: Person,
    Checked(change): Checked<PasswordChangeForm>,
) -> Result<(SetCookie, StatusCode), Error> {
    let tries = hash(&person.account);
    app.limits.wrong_passwords.count(tries)?;
    let mut errors = FieldErrors::default();
    let kept = Kept::of(app.database.read(), &person.account).await?;
    if app.passwords.open(&app.vault, change.current_password(), Some(&kept)).await?.is_some() {
        app.limits.wrong_passwords.forgive(&tries);
    } else {
        errors.put("current_password", Code::WrongPassword);
    }
    let mut connection = app.database.read().acquire().await?;
    let addressee = Addressee::of(&mut connection, &person.account, &person.key).await?;
    drop(connection);
    errors.take("new_password", app.passwords.refuse_common(change.new_password(), &addressee.email));
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let phc = app.passwords.hash(change.new_password()).await?;

    let mut work = app.database.write().await?;
    // The password that was compared may have been changed meanwhile, by another device or by a link.
    if Kept::of(&mut *work, &person.account).await?.password != kept.password {
        return Err(FieldErrors::one("current_password", Code::WrongPassword).into());
    }
    passwords::set(&mut work, &person.account, &person.key, &phc).await?;
    end_others(&mut work, &person.account, &person.session).await?;
    let cookie = renew_session(&mut work, &person).await?;
    let told = addressee.told(Occasion::PasswordChanged { when: addressee.now() }, &Page::ResetPassword);
    jobs::enqueue(&mut work, &app.vault, About::Account(&person.account, &person.key), &told).await?;
    app.evidence.append(&mut work, &person.account, &person.key, &Fact::PasswordChanged).await?;
    work.commit().await?;
    app.work_arrived.notify_one();
    Ok((cookie, StatusCode::NO_CONTENT))
}
