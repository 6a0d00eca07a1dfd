//! Requests that write must come from the page; and CORS, for the origins that the operator names.

use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD,
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN, STRICT_TRANSPORT_SECURITY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::refusal::RefusalCode;

use crate::App;
use crate::error::refuse;
use crate::pack::HSTS;

const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// What programs write to, and not the page: they carry a token or a signature, and no cookie that a foreign
/// page could use.
const FOR_PROGRAMS: [&str; 3] = ["/api/v1/events", "/api/v1/webhooks/sms", "/api/v1/webhooks/telegram"];

/// Refuses writes from anywhere but the page, answers preflights of allowed origins, and puts the
/// headers on that every answer of the API has.
pub async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let origin = request.headers().get(ORIGIN).cloned();
    let allowed = origin.filter(|origin| app.options.allow_origin.iter().any(|known| origin == known.as_str()));
    let is_preflight =
        request.method() == Method::OPTIONS && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    let writes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE);
    let is_for_the_page = !FOR_PROGRAMS.contains(&request.uri().path());
    let is_foreign =
        is_for_the_page && allowed.is_none() && !is_from_the_page(request.headers(), app.options.behind_tls);
    let mut response = if is_preflight && allowed.is_some() {
        preflight()
    } else if writes && is_foreign {
        refuse(&RefusalCode::ForeignOrigin.into())
    } else {
        next.run(request).await
    };
    protect(&app, allowed, response.headers_mut());
    response
}

fn preflight() -> Response {
    let headers = [
        (ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, PATCH, DELETE"),
        (ACCESS_CONTROL_ALLOW_HEADERS, "content-type, if-match, idempotency-key"),
        (ACCESS_CONTROL_MAX_AGE, "600"),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

fn protect(app: &App, allowed: Option<HeaderValue>, headers: &mut HeaderMap) {
    let mut set = |name, value| headers.insert(name, HeaderValue::from_static(value));
    set(CACHE_CONTROL, "no-store");
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(CORP, if allowed.is_some() { "cross-origin" } else { "same-origin" });
    if app.options.behind_tls {
        set(STRICT_TRANSPORT_SECURITY, HSTS);
    }
    headers
        .entry(CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"));
    if !app.options.allow_origin.is_empty() {
        headers.append(VARY, HeaderValue::from_static("Origin"));
    }
    if let Some(origin) = allowed {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("Date, ETag, Retry-After"));
    }
}

/// Fetch Metadata when the browser sends it; otherwise `Origin` must be this host. Neither: refused.
fn is_from_the_page(headers: &HeaderMap, behind_tls: bool) -> bool {
    if let Some(site) = headers.get(FETCH_SITE) {
        return site == "same-origin";
    }
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let (Some(origin), Some(host)) = (text(ORIGIN), text(HOST)) else { return false };
    let scheme = if behind_tls { "https://" } else { "http://" };
    origin.strip_prefix(scheme).is_some_and(|authority| authority.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(pairs: &[(HeaderName, &'static str)], behind_tls: bool) -> bool {
        let headers = pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect();
        is_from_the_page(&headers, behind_tls)
    }

    #[test]
    fn only_the_page_itself_is_the_page() {
        let host = (HOST, "127.0.0.1:8080");
        assert!(asks(&[(FETCH_SITE, "same-origin")], false));
        assert!(asks(&[host.clone(), (ORIGIN, "http://127.0.0.1:8080")], false));
        assert!(asks(&[host.clone(), (ORIGIN, "https://127.0.0.1:8080")], true));
        for site in ["same-site", "cross-site", "none", ""] {
            assert!(!asks(&[(FETCH_SITE, site), host.clone(), (ORIGIN, "http://127.0.0.1:8080")], false), "{site}");
        }
        for origin in ["http://127.0.0.1:8081", "https://127.0.0.1:8080", "null", "http://127.0.0.1:8080.example.org"] {
            assert!(!asks(&[host.clone(), (ORIGIN, origin)], false), "{origin}");
        }
        assert!(!asks(&[host], false));
    }
}
