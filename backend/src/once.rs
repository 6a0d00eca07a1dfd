//! `Idempotency-Key`: the same `POST` sent again gives the same answer, and is carried out once.

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, ETAG, LOCATION};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use contract::refusal::{Refusal, RefusalCode};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::checked::read_body;
use crate::clock::{self, DAY, MINUTE};
use crate::error::Error;
use crate::person::session_cookie;
use crate::sealed::{Place, hash};

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// An answer is kept this long, in seconds (API.md).
const KEPT: i64 = DAY;
/// A claim whose request died ends after this long, in seconds.
const CLAIM: i64 = MINUTE;
/// Answers of these paths are never kept, and a repeated request is carried out anew: those about sessions
/// hold secrets, and the cookies of a recorded choice depend on what the browser holds by now (that a
/// choice is recorded once is seen to there, without a key).
const ANEW: [&str; 3] = ["/api/v1/session", "/api/v1/session/reauthentication", "/api/v1/consents"];
/// The headers of an answer that are kept with it.
const HEADERS: [HeaderName; 3] = [CONTENT_TYPE, ETAG, LOCATION];

#[derive(Serialize, Deserialize)]
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// What became of the wish to carry a request out.
enum Claim {
    /// It is ours, until this time.
    Ours(i64),
    /// It was carried out already.
    Answered(Vec<u8>),
}

/// Carries out each `POST` with a key once.
pub async fn once(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(key) = request.headers().get(KEY).filter(|_| request.method() == Method::POST) else {
        return next.run(request).await;
    };
    let is_well = (1..=128).contains(&key.len()) && key.as_bytes().iter().all(u8::is_ascii_graphic);
    if !is_well {
        return Error::from(RefusalCode::Malformed).into_response();
    }
    if ANEW.contains(&request.uri().path()) {
        return next.run(request).await;
    }
    let key = key.clone();
    let (head, body) = request.into_parts();
    let body = match read_body(&head, body).await {
        Ok(body) => body,
        Err(refused) => return refused.into_response(),
    };
    let asker = session_cookie(&head.headers).map(hash);
    let asker = asker.as_ref().map_or(&b"anonymous"[..], |hash| &hash[..]);
    let id = app.vault.request_mac(&[b"key", asker, key.as_bytes()]);
    let path = head.uri.path_and_query().map_or("", |path| path.as_str());
    let same = app.vault.request_mac(&[b"request", head.method.as_str().as_bytes(), path.as_bytes(), &body]);
    let claimed_until = match claim(&app, &id, &same).await {
        Ok(Claim::Ours(until)) => until,
        Ok(Claim::Answered(sealed)) => return repeat(&app, &id, &sealed).unwrap_or_else(IntoResponse::into_response),
        Err(refused) => return refused.into_response(),
    };
    let response = next.run(Request::from_parts(head, Body::from(body))).await;
    settle(&app, &id, claimed_until, response).await
}

async fn claim(app: &App, id: &[u8; 32], same: &[u8; 32]) -> Result<Claim, Error> {
    let now = clock::now();
    let mut work = app.database.write().await?;
    let earlier: Option<(Vec<u8>, i64, Option<Vec<u8>>)> = sqlx::query_as(
        "SELECT request, claimed_until, answer FROM answers
         WHERE id = $1 AND expires_at > $2 AND (answer IS NOT NULL OR claimed_until > $2)",
    )
    .bind(&id[..])
    .bind(now)
    .fetch_optional(&mut *work)
    .await?;
    match earlier {
        Some((request, _, _)) if request != same => Err(RefusalCode::Conflict.into()),
        Some((_, _, Some(answer))) => Ok(Claim::Answered(answer)),
        Some((_, claimed_until, None)) if claimed_until > now => {
            Err(Error::Refused(Box::new(Refusal { retry_after: Some(1), ..RefusalCode::Conflict.into() })))
        }
        _ => {
            sqlx::query(
                "INSERT INTO answers (id, request, claimed_until, answer, expires_at) VALUES ($1, $2, $3, NULL, $4)
                 ON CONFLICT (id) DO UPDATE SET request = $2, claimed_until = $3, answer = NULL, expires_at = $4",
            )
            .bind(&id[..])
            .bind(&same[..])
            .bind(now + CLAIM)
            .bind(now + KEPT)
            .execute(&mut *work)
            .await?;
            work.commit().await?;
            Ok(Claim::Ours(now + CLAIM))
        }
    }
}

/// Keeps the answer, or gives the claim back when another try may fare better.
async fn settle(app: &App, id: &[u8; 32], claimed_until: i64, response: Response) -> Response {
    let (head, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    let passes = matches!(head.status.as_u16(), 401 | 403 | 429) || head.status.is_server_error();
    let kept = if passes {
        sqlx::query("DELETE FROM answers WHERE id = $1 AND claimed_until = $2")
            .bind(&id[..])
            .bind(claimed_until)
            .execute(app.database.read())
            .await
    } else {
        let headers = HEADERS
            .iter()
            .filter_map(|name| Some((name.to_string(), head.headers.get(name)?.to_str().ok()?.to_owned())))
            .collect();
        let answer = Answer { status: head.status.as_u16(), headers, body: body.to_vec() };
        sqlx::query("UPDATE answers SET answer = $3 WHERE id = $1 AND claimed_until = $2")
            .bind(&id[..])
            .bind(claimed_until)
            .bind(app.vault.answers().seal(place(&row(id)), &serde_json::to_vec(&answer).unwrap_or_default()))
            .execute(app.database.read())
            .await
    };
    if let Err(error) = kept {
        // The work is done; only a repeated request would learn of it, by `conflict`.
        tracing::error!(%error, "an answer is not kept");
    }
    Response::from_parts(head, Body::from(body))
}

fn repeat(app: &App, id: &[u8; 32], sealed: &[u8]) -> Result<Response, Error> {
    let answer = app.vault.answers().open(place(&row(id)), sealed)?;
    let answer: Answer = serde_json::from_slice(&answer).map_err(|error| Error::Broken(error.to_string()))?;
    let status = StatusCode::from_u16(answer.status).map_err(|error| Error::Broken(error.to_string()))?;
    let mut response = (status, Body::from(Bytes::from(answer.body))).into_response();
    for (name, value) in answer.headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(&value)) {
            response.headers_mut().insert(name, value);
        }
    }
    Ok(response)
}

fn row(id: &[u8; 32]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(id)
}

const fn place(row: &str) -> Place<'_> {
    Place { column: "answers.answer", row }
}
