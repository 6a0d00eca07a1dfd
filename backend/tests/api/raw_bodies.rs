//! Bad input gets a clear refusal and changes nothing (SPEC section 7).

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::people::{profile, someone};
use crate::server::Server;

/// Sends a body to `PUT /profile` with a good session, origin and version, and sees that nothing changed.
#[track_caller]
fn refused(content_type: &str, body: &[u8], code: &str, status: u16) {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let before = alice.profile();
    let mut headers =
        vec![("Cookie", alice.cookie.as_str()), ("Sec-Fetch-Site", "same-origin"), ("If-Match", &before.1)];
    if !content_type.is_empty() {
        headers.push(("Content-Type", content_type));
    }
    let answer: Answer = server.send("PUT", "/api/v1/profile", &headers, body);
    answer.assert_refused(code, status);
    assert_eq!(alice.profile(), before);
}

fn changed(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut body = profile("x");
    change(&mut body);
    body.to_string().into_bytes()
}

#[test]
fn an_unknown_field_is_refused() {
    refused("application/json", &changed(|body| body["admin"] = json!(true)), "malformed", 400);
    refused("application/json", &changed(|body| body["address"]["planet"] = json!("Mars")), "malformed", 400);
}

#[test]
fn a_field_of_another_type_or_none_is_refused() {
    refused("application/json", &changed(|body| body["first_name"] = json!(1)), "malformed", 400);
    refused(
        "application/json",
        &changed(|body| drop(body.as_object_mut().expect("an object").remove("company"))),
        "malformed",
        400,
    );
}

#[test]
fn what_is_not_json_is_refused() {
    refused("application/json", b"", "malformed", 400);
    refused("application/json", b"{", "malformed", 400);
    refused("application/json", &[changed(|_| ()), b"{}".to_vec()].concat(), "malformed", 400);
    refused("application/json", b"{\"first_name\":\"A\",\"first_name\":\"B\"}", "malformed", 400);
}

#[test]
fn invalid_utf_8_is_refused() {
    // 0xFF stands in no UTF-8 (RFC 3629, section 1); C0 80 is an overlong NUL (section 10).
    for wrong in [&b"\xff"[..], b"\xc0\x80", b"\xed\xa0\x80"] {
        let text = String::from_utf8(changed(|body| body["company"] = json!("HERE"))).expect("text");
        let (before, after) = text.split_once("HERE").expect("the place");
        refused("application/json", &[before.as_bytes(), wrong, after.as_bytes()].concat(), "malformed", 400);
    }
}

#[test]
fn the_largest_body_is_64_kib_and_one_byte_more_is_refused() {
    let padded = |size: usize| {
        let mut body = changed(|_| ());
        body.resize(size, b' ');
        body
    };
    refused("application/json", &padded(64 * 1024 + 1), "too_large", 413);
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let headers = [
        ("Cookie", alice.cookie.as_str()),
        ("Sec-Fetch-Site", "same-origin"),
        ("If-Match", "\"1\""),
        ("Content-Type", "application/json"),
    ];
    assert_eq!(server.send("PUT", "/api/v1/profile", &headers, &padded(64 * 1024)).status, 200);
    // The same with an idempotency key, where the body is read earlier.
    let headers = [("Sec-Fetch-Site", "same-origin"), ("Content-Type", "application/json"), ("Idempotency-Key", "k")];
    server.send("POST", "/api/v1/accounts", &headers, &padded(64 * 1024 + 1)).assert_refused("too_large", 413);
}

#[test]
fn a_body_that_is_not_announced_as_json_is_refused() {
    for content_type in ["", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=iso-8859-2"]
    {
        refused(content_type, &changed(|_| ()), "unsupported_media_type", 415);
    }
}

#[test]
fn a_wrong_method_is_told_which_ones_there_are() {
    let server = Server::start();
    for (method, path) in [("PATCH", "/api/v1/profile"), ("GET", "/api/v1/accounts"), ("PUT", "/api/v1/session")] {
        let answer = server.send(method, path, &[("Sec-Fetch-Site", "same-origin")], b"");
        answer.assert_refused("method_not_allowed", 405);
        assert!(answer.header("allow").is_some_and(|allow| !allow.is_empty() && !allow.contains(method)), "{answer:?}");
    }
}

#[test]
fn what_the_api_does_not_have_is_not_found() {
    let server = Server::start();
    for path in [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/api/v1/nothing",
        "/api/v2/profile",
        "/api/v1/profile/",
        "/api/v1/policies/1999-01-01",
        "/api/v1/policies/%FF",
    ] {
        server.send("GET", path, &[], b"").assert_refused("not_found", 404);
    }
}

#[test]
fn a_version_of_the_policy_is_read_in_a_language_that_there_is() {
    let server = Server::start();
    let list = server.get("/api/v1/policies").json();
    assert!(list["items"].as_array().expect("a list").iter().any(|version| version["version"] == "2018-05-23"));
    for language in ["pl", "en"] {
        let text = server.get(&format!("/api/v1/policies/2018-05-23?language={language}")).json();
        assert_eq!((&text["version"], &text["language"]), (&json!("2018-05-23"), &json!(language)));
    }
    for query in ["language=xx", "language=", "lang=pl", "language=pl&language=en"] {
        server.get(&format!("/api/v1/policies/2018-05-23?{query}")).assert_refused("malformed", 400);
    }
}
