//! How long an account is kept (P5). A new account has the Trial package, from its confirmation.

use axum::Json;
use axum::extract::State;
use contract::deadlines::{NOTICE_DAYS, Package, TRIAL_DAYS, retention_date};
use contract::retention::Retention;
use time::{Date, Duration};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::clock::{self, DAY};
use crate::error::Error;
use crate::person::Person;
use crate::{App, warsaw};

/// Retention's part of the API.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show_retention))
}

/// When the data of the person who asks are erased, if nothing moves it.
#[utoipa::path(
    get, path = "/retention", tag = "retention", security(("session" = [])),
    responses((status = 200, body = Retention)),
)]
async fn show_retention(State(app): State<App>, person: Person) -> Result<Json<Retention>, Error> {
    let confirmed_at: i64 = sqlx::query_scalar("SELECT confirmed_at FROM accounts WHERE id = $1")
        .bind(&person.account)
        .fetch_one(app.database.read())
        .await?;
    let ends_at = confirmed_at + i64::from(TRIAL_DAYS) * DAY;
    let erase_on = retention_date(Package::Trial, warsaw::day_at(ends_at)?);
    Ok(Json(Retention {
        package: Package::Trial,
        package_ends_at: Some(clock::rfc3339(ends_at * 1000)),
        erase_on: erase_on.map(write),
        notices_on: erase_on.into_iter().flat_map(notices_before).map(write).collect(),
    }))
}

fn notices_before(erasure: Date) -> impl Iterator<Item = Date> {
    NOTICE_DAYS.into_iter().map(move |days| erasure.saturating_sub(Duration::days(days.into())))
}

/// `YYYY-MM-DD`.
fn write(day: Date) -> String {
    let (year, month, day) = day.to_calendar_date();
    format!("{year:04}-{:02}-{day:02}", u8::from(month))
}
