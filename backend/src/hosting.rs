//! The static files, served as a CDN would serve them. The headers come from `_headers`, which the
//! CDN reads as well: the two cannot differ.

use std::path::Path;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_TYPE, IF_MODIFIED_SINCE, IF_NONE_MATCH, STRICT_TRANSPORT_SECURITY, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use contract::pages::Page;
use tower::ServiceExt;
use tower_http::services::ServeDir;

use crate::App;

/// Answers what is not the API's: a file, the page for its own addresses, or 404.
pub async fn host(State(app): State<App>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD.\n", &[(ALLOW, "GET, HEAD")]);
    }
    // Read each time: a new build is served as soon as it is packed.
    let Ok(rules) = tokio::fs::read_to_string(app.options.dist.join("_headers")).await else {
        return plain(StatusCode::SERVICE_UNAVAILABLE, "There is no page yet: run make dist.\n", &[]);
    };
    let mut response = find(&app.options.dist, request).await;
    let headers = response.headers_mut();
    headers.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    let mut wanted = rules_for(&rules, &path);
    if !app.options.behind_tls {
        wanted.remove(STRICT_TRANSPORT_SECURITY);
    }
    headers.extend(wanted);
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    response
}

async fn find(dist: &Path, request: Request) -> Response {
    let path = request.uri().path();
    if !is_servable(path) {
        return not_found();
    }
    let is_page = Page::read(path).is_some();
    let is_asset = path.rsplit('/').next().unwrap_or_default().contains('.');
    let page = instead(&request, "/index.html");
    let mut no_page = instead(&request, "/404.html");
    // An answer 304 would lose the 404: it is sent whole, whatever the browser has already.
    no_page.headers_mut().remove(IF_MODIFIED_SINCE);
    no_page.headers_mut().remove(IF_NONE_MATCH);
    let found = file(dist, request).await;
    if found.status() != StatusCode::NOT_FOUND {
        found
    } else if is_page {
        file(dist, page).await
    } else if is_asset {
        not_found()
    } else {
        // A person who followed an old link: the application says so, in their language.
        let mut found = file(dist, no_page).await;
        *found.status_mut() = StatusCode::NOT_FOUND;
        found
    }
}

/// The same request, but for another file.
fn instead(request: &Request, path: &'static str) -> Request {
    let mut other = Request::new(Body::empty());
    *other.method_mut() = request.method().clone();
    *other.uri_mut() = Uri::from_static(path);
    *other.headers_mut() = request.headers().clone();
    other
}

async fn file(dist: &Path, request: Request) -> Response {
    let files = ServeDir::new(dist)
        .append_index_html_on_directories(false)
        .redirect_to_trailing_slash(false)
        .precompressed_br()
        .precompressed_gzip();
    match files.oneshot(request).await {
        Ok(found) if found.status() == StatusCode::NOT_FOUND => not_found(),
        Ok(found) => in_utf8(found.map(Body::new)),
        Err(never) => match never {},
    }
}

/// Says that text is UTF-8, which every file here is.
fn in_utf8(mut found: Response) -> Response {
    let kind = found.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("text/")
        && !kind.contains("charset")
        && let Ok(kind) = HeaderValue::from_str(&[kind, "; charset=utf-8"].concat())
    {
        found.headers_mut().insert(CONTENT_TYPE, kind);
    }
    found
}

/// False for what is meant for the host itself: its rules, and the compressed twins.
fn is_servable(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_twin = Path::new(name).extension().is_some_and(|extension| extension == "br" || extension == "gz");
    !name.starts_with('_') && !name.starts_with('.') && !is_twin
}

fn not_found() -> Response {
    plain(StatusCode::NOT_FOUND, "There is nothing here.\n", &[])
}

fn plain(status: StatusCode, text: &'static str, more: &[(HeaderName, &'static str)]) -> Response {
    let mut response = (status, text).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    for (name, value) in more {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The headers that `_headers` gives to a path: a pattern on a line of its own, its headers indented
/// below. Of two rules for one header the later wins.
fn rules_for(rules: &str, path: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut applies = false;
    for line in rules.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("  ") {
            None => applies = is_match(line.trim(), path),
            Some(header) if applies => {
                if let Some((name, value)) = header.split_once(':')
                    && let (Ok(name), Ok(value)) =
                        (name.trim().parse::<HeaderName>(), HeaderValue::from_str(value.trim()))
                {
                    headers.insert(name, value);
                }
            }
            Some(_) => {}
        }
    }
    headers
}

/// `*` at the end stands for anything, a segment that begins with `:` for one segment.
fn is_match(pattern: &str, path: &str) -> bool {
    if let Some(start) = pattern.strip_suffix('*') {
        return path.starts_with(start);
    }
    let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(wanted), Some(given)) if wanted == given || (wanted.starts_with(':') && !given.is_empty()) => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_gets_the_headers_of_every_pattern_that_it_matches_and_the_later_wins() {
        let rules = "# comment\n/*\n  X-One: all\n  X-Two: all\n\n/confirm-email/:part\n  X-Two: link: with colon\n/a.js\n  X-One: file\n";
        let of = |path, name| rules_for(rules, path).get(name).map(|value| value.to_str().expect("text").to_owned());
        assert_eq!(of("/confirm-email/x", "x-two").as_deref(), Some("link: with colon"));
        assert_eq!(of("/confirm-email/x", "x-one").as_deref(), Some("all"));
        assert_eq!(of("/confirm-email/x/y", "x-two").as_deref(), Some("all"));
        assert_eq!(of("/confirm-email/", "x-two").as_deref(), Some("all"));
        assert_eq!(of("/a.js", "x-one").as_deref(), Some("file"));
    }

    #[test]
    fn what_is_for_the_host_itself_is_not_served() {
        for path in ["/_headers", "/_redirects", "/.env", "/a.js.br", "/a.js.gz"] {
            assert!(!is_servable(path), "{path}");
        }
        assert!(is_servable("/") && is_servable("/a_b.js"));
    }
}
