//! What can be seen of the running server: request ids, one line of log a request, health.
//!
//! The log names nobody: the route's template stands for the path (paths hold tokens), and neither
//! queries, headers, bodies nor client addresses are written.

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use contract::refusal::RefusalCode;
use tracing::Instrument;
use tracing_subscriber::EnvFilter;

use crate::error::refuse;
use crate::{App, clock, opaque_id};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Begins the log on standard error. `RUST_LOG` chooses what is in it (`info` when it is not set).
pub fn begin_log() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    // A second beginning, as in tests, changes nothing.
    let _ =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false).try_init();
    // A panic's own message may hold what was being worked on.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(%place, "a panic");
    }));
}

/// Gives each request an id, and logs it when it is answered.
pub async fn observe(request: Request, next: Next) -> Response {
    let id = opaque_id();
    let started = clock::instant();
    let method = match *request.method() {
        Method::GET | Method::HEAD | Method::POST | Method::PUT | Method::PATCH | Method::DELETE | Method::OPTIONS => {
            request.method().clone()
        }
        // A made-up method is text of the client's.
        _ => Method::TRACE,
    };
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", %id);
    let mut response = next.run(request).instrument(span.clone()).await;
    let milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::info!(%method, route, status = response.status().as_u16(), milliseconds));
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// Carries a request through to its end even if the client goes away in the middle, so that nothing
/// is left half done; and turns a panic into a refusal.
pub async fn carry_through(request: Request, next: Next) -> Response {
    tokio::spawn(next.run(request).in_current_span()).await.unwrap_or_else(|_| refuse(&RefusalCode::Internal.into()))
}

/// `GET /healthz`: the process answers.
pub async fn is_alive() -> StatusCode {
    StatusCode::OK
}

/// `GET /readyz`: the database answers, too, and has this program's newest migration.
pub async fn is_ready(State(app): State<App>) -> StatusCode {
    if app.database.is_ready().await { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }
}
