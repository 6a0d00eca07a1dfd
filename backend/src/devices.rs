//! The devices that are signed in: which they are, and signing them out.

use axum::Json;
use axum::extract::State;
use axum::http::header::USER_AGENT;
use axum::http::{HeaderMap, StatusCode};
use contract::list::List;
use contract::refusal::RefusalCode;
use contract::security::Device;
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Error;
use crate::paging::Paging;
use crate::person::{Person, SESSION_IDLE, SESSION_LIFE};
use crate::sealed::{Key, Place};
use crate::segment::Segment;
use crate::sessions::{SetCookie, end_others, no_session};
use crate::{App, clock};

/// The devices' part of the API.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_devices, sign_out_others)).routes(routes!(sign_out_device))
}

/// What a browser says of itself, as far as it is kept: no version, no model, nothing to tell one
/// person's browser from another's.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Named {
    browser: Option<String>,
    system: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id_hash: Vec<u8>,
    id: String,
    device: Vec<u8>,
    signed_in_at: i64,
    last_used_at: i64,
}

/// The devices that are signed in: this one first, then the one used last.
#[utoipa::path(
    get, path = "/sessions", tag = "session", security(("session" = [])),
    params(Paging),
    responses((status = 200, body = List<Device>)),
)]
async fn list_devices(State(app): State<App>, person: Person, paging: Paging) -> Result<Json<List<Device>>, Error> {
    let now = clock::now();
    // Devices move in the list as they are used: how many were seen is all that a cursor can say.
    let seen: u32 = paging.after()?.unwrap_or(0);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id_hash, id, device, signed_in_at, last_used_at FROM sessions
         WHERE account_id = $1 AND signed_in_at > $3 AND last_used_at > $4
         ORDER BY CASE WHEN id_hash = $2 THEN 0 ELSE 1 END, last_used_at DESC, signed_in_at DESC, id
         LIMIT $5 OFFSET $6",
    )
    .bind(&person.account)
    .bind(&person.session[..])
    .bind(now - SESSION_LIFE)
    .bind(now - SESSION_IDLE)
    .bind(paging.rows())
    .bind(seen)
    .fetch_all(app.database.read())
    .await?;
    let rows: Vec<(u32, Row)> = (seen + 1..).zip(rows).collect();
    let List { items, next } = paging.page(rows, |(place, _)| *place);
    let items = items.into_iter().map(|(_, row)| show(&person, row)).collect::<Result<_, _>>()?;
    Ok(Json(List { items, next }))
}

/// Signs one device out; the one that asks, too.
#[utoipa::path(
    delete, path = "/sessions/{id}", tag = "session", security(("session" = [])),
    params(("id" = String, Path, description = "The session's public id")),
    responses((status = 204, description = "The device is signed out")),
)]
async fn sign_out_device(
    State(app): State<App>,
    person: Person,
    Segment(id): Segment,
) -> Result<(Option<SetCookie>, StatusCode), Error> {
    let ended: Option<Vec<u8>> =
        sqlx::query_scalar("DELETE FROM sessions WHERE id = $1 AND account_id = $2 RETURNING id_hash")
            .bind(&id)
            .bind(&person.account)
            .fetch_optional(app.database.read())
            .await?;
    let ended = ended.ok_or(RefusalCode::NotFound)?;
    Ok(((ended == person.session).then(no_session), StatusCode::NO_CONTENT))
}

/// Signs out every device but the one that asks.
#[utoipa::path(
    delete, path = "/sessions", tag = "session", security(("session" = [])),
    responses((status = 204, description = "Every other device is signed out")),
)]
async fn sign_out_others(State(app): State<App>, person: Person) -> Result<StatusCode, Error> {
    let mut work = app.database.write().await?;
    end_others(&mut work, &person.account, &person.session).await?;
    work.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What is kept of a device with the session of this public id.
///
/// # Errors
/// Never in practice; the value is JSON already on its way in.
pub fn seal(key: &Key, session: &str, headers: &HeaderMap) -> Result<Vec<u8>, Error> {
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let named = serde_json::to_vec(&name(agent)).map_err(|error| Error::Broken(error.to_string()))?;
    Ok(key.seal(place(session), &named))
}

fn show(person: &Person, row: Row) -> Result<Device, Error> {
    let named = person.key.open(place(&row.id), &row.device)?;
    let named: Named = serde_json::from_slice(&named).map_err(|error| Error::Broken(error.to_string()))?;
    Ok(Device {
        current: row.id_hash == person.session,
        id: row.id,
        browser: named.browser,
        system: named.system,
        signed_in_at: clock::rfc3339(row.signed_in_at * 1000),
        last_used_at: clock::rfc3339(row.last_used_at * 1000),
    })
}

/// Reads the names of browser and system from `User-Agent` (RFC 9110, 10.1.5). Browsers name those
/// that they want to be taken for as well, so the rarer names are looked for first. What is not among
/// these stays unnamed: a name that a stranger made up would be shown to the person.
fn name(agent: &str) -> Named {
    const BROWSERS: [(&str, &str); 12] = [
        ("Edg/", "Edge"),
        ("EdgA/", "Edge"),
        ("EdgiOS/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("YaBrowser/", "Yandex"),
        ("Vivaldi/", "Vivaldi"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 8] = [
        ("Android", "Android"),
        ("iPhone", "iOS"),
        ("iPad", "iPadOS"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Macintosh", "macOS"),
        ("Linux", "Linux"),
        ("FreeBSD", "FreeBSD"),
    ];
    let first = |names: &[(&str, &str)]| {
        names.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| (*name).to_owned())
    };
    Named { browser: first(&BROWSERS), system: first(&SYSTEMS) }
}

const fn place(session: &str) -> Place<'_> {
    Place { column: "sessions.device", row: session }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_known_by_what_they_call_themselves() {
        // As the browsers' makers publish them.
        for (agent, browser, system) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox", "Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
                "Chrome",
                "Windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
                "Edge",
                "Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
                "Safari",
                "iOS",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/145.0 Mobile/15E148 Safari/604.1",
                "Firefox",
                "iOS",
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
                "Chrome",
                "Android",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
                "Safari",
                "macOS",
            ),
        ] {
            let named = Named { browser: Some(browser.to_owned()), system: Some(system.to_owned()) };
            assert_eq!(name(agent), named, "{agent}");
        }
        for agent in ["", "curl/8.14.1", "<b>Your bank</b>"] {
            assert_eq!(name(agent), Named { browser: None, system: None }, "{agent}");
        }
    }
}
