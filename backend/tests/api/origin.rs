//! Requests that write come from the page, or from an origin that the operator named.

use serde_json::json;

use crate::answer::Answer;
use crate::people::{profile, someone};
use crate::server::Server;

const FRIEND: &str = "http://127.0.0.1:4177";

fn save(server: &Server, cookie: &str, from: &[(&str, &str)]) -> Answer {
    let headers = [("Cookie", cookie), ("If-Match", "\"1\""), ("Content-Type", "application/json")];
    server.send("PUT", "/api/v1/profile", &[&headers, from].concat(), profile("x").to_string().as_bytes())
}

#[test]
fn a_write_from_elsewhere_is_refused_and_changes_nothing() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let before = alice.profile();
    let own = server.origin();
    let other_port = format!("http://127.0.0.1:{}", server.address().port() ^ 1);
    for from in [
        &[][..],
        &[("Sec-Fetch-Site", "cross-site")],
        &[("Sec-Fetch-Site", "same-site")],
        &[("Sec-Fetch-Site", "none")],
        // A browser that sends both does not let the page choose the first one.
        &[("Sec-Fetch-Site", "cross-site"), ("Origin", &own)],
        &[("Origin", "https://example.org")],
        &[("Origin", "null")],
        &[("Origin", &other_port)],
        &[("Origin", FRIEND)],
    ] {
        let answer = save(&server, &alice.cookie, from);
        answer.assert_refused("foreign_origin", 403);
        assert!(answer.headers.iter().all(|(name, _)| !name.starts_with("access-control-")), "{answer:?}");
    }
    for method in ["POST", "DELETE"] {
        let out = server.send(method, "/api/v1/session", &[("Cookie", &alice.cookie), ("Origin", FRIEND)], b"");
        out.assert_refused("foreign_origin", 403);
    }
    assert_eq!(alice.profile(), before);
}

#[test]
fn the_page_itself_may_write_with_either_header() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    assert_eq!(save(&server, &alice.cookie, &[("Origin", &server.origin())]).status, 200);
    let again = [("Sec-Fetch-Site", "same-origin"), ("Origin", "https://example.org")];
    save(&server, &alice.cookie, &again).assert_refused("stale", 412);
}

#[test]
fn behind_tls_the_page_is_the_https_one() {
    let server = Server::start_with(&["--behind-tls"]);
    let ask = |origin: &str| {
        let headers = [("Host", "account.example.org"), ("Origin", origin), ("Content-Type", "application/json")];
        server.send("POST", "/api/v1/accounts/confirmation", &headers, json!({ "token": "x" }).to_string().as_bytes())
    };
    ask("https://account.example.org").assert_refused("invalid", 422);
    ask("http://account.example.org").assert_refused("foreign_origin", 403);
}

#[test]
fn an_allowed_origin_may_write_and_reads_the_answer() {
    let server = Server::start_with(&["--allow-origin", FRIEND]);
    let alice = someone(&server, "alice@example.org");
    let from = [("Sec-Fetch-Site", "same-site"), ("Origin", FRIEND)];
    let answer = save(&server, &alice.cookie, &from);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), Some(FRIEND));
    assert_eq!(answer.header("access-control-allow-credentials"), Some("true"));
    assert_eq!(answer.header("access-control-expose-headers"), Some("Date, ETag, Retry-After"));
    assert_eq!(answer.header("vary"), Some("Origin"));
    let refused = save(&server, &alice.cookie, &from);
    refused.assert_refused("stale", 412);
    assert_eq!(refused.header("access-control-allow-origin"), Some(FRIEND), "refusals are read as well");
    let outbox = server.send("GET", "/outbox.json", &[("Origin", FRIEND)], b"");
    assert_eq!(outbox.header("access-control-allow-origin"), Some(FRIEND));
    let stranger = server.send("GET", "/api/v1/session", &[("Origin", "https://example.org")], b"");
    assert_eq!((stranger.status, stranger.header("access-control-allow-origin")), (200, None));
    assert_eq!(stranger.header("vary"), Some("Origin"), "a cache must tell the two apart");
}

#[test]
fn a_preflight_is_answered_for_an_allowed_origin_only() {
    let server = Server::start_with(&["--allow-origin", FRIEND]);
    let preflight = |origin: &str| {
        let headers = [
            ("Origin", origin),
            ("Access-Control-Request-Method", "PUT"),
            ("Access-Control-Request-Headers", "content-type,if-match"),
        ];
        server.send("OPTIONS", "/api/v1/profile", &headers, b"")
    };
    let answer = preflight(FRIEND);
    assert_eq!(answer.status, 204);
    assert_eq!(answer.header("access-control-allow-origin"), Some(FRIEND));
    assert!(answer.header("access-control-allow-methods").is_some_and(|methods| methods.contains("PUT")));
    let allowed = answer.header("access-control-allow-headers").expect("headers");
    assert!(["content-type", "if-match", "idempotency-key"].iter().all(|header| allowed.contains(header)), "{allowed}");
    assert_eq!(preflight("https://example.org").header("access-control-allow-origin"), None);
}

#[test]
fn every_answer_of_the_api_is_guarded_and_kept_by_no_cache() {
    for (options, hsts) in [(&[][..], None), (&["--behind-tls"], Some("max-age=63072000; includeSubDomains"))] {
        let server = Server::start_with(options);
        for answer in [server.get("/api/v1/session"), server.get("/api/v1/profile"), server.get("/api/nothing")] {
            assert_eq!(answer.header("cache-control"), Some("no-store"));
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
            assert_eq!(answer.header("content-security-policy"), Some("default-src 'none'; frame-ancestors 'none'"));
            assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"));
            assert_eq!(answer.header("strict-transport-security"), hsts);
            assert!(answer.header("x-request-id").is_some_and(|id| id.len() == 22));
        }
    }
}
