//! Signing in and out, and how long a session lives.

use serde_json::json;

use crate::people::{PASSWORD, register, sign_in, someone};
use crate::server::Server;

const ALICE: &str = "alice@example.org";

#[test]
fn the_cookie_is_bound_to_this_host_and_out_of_reach_of_scripts() {
    let server = Server::start();
    register(&server, ALICE);
    let answer = sign_in(&server, ALICE, PASSWORD);
    let cookie = answer.header("set-cookie").expect("a cookie");
    let (pair, attributes) = cookie.split_once("; ").expect("attributes");
    assert_eq!(attributes, "HttpOnly; Secure; SameSite=Lax; Path=/; Max-Age=2592000");
    // 256 bits in base64url without padding are 43 characters.
    assert_eq!(pair.strip_prefix("__Host-session=").expect("the name").len(), 43);
}

#[test]
fn signing_out_ends_the_session_for_good_and_is_always_possible() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let who = || server.send("GET", "/api/v1/session", &[("Cookie", &alice.cookie)], b"").json();
    assert_eq!(who()["person"]["email"], ALICE);
    for _ in 0..2 {
        let out = server.send(
            "DELETE",
            "/api/v1/session",
            &[("Cookie", &alice.cookie), ("Sec-Fetch-Site", "same-origin")],
            b"",
        );
        assert_eq!(out.status, 204);
        let cookie = out.header("set-cookie").expect("a cookie");
        assert!(cookie.starts_with("__Host-session=; ") && cookie.ends_with("Max-Age=0"), "{cookie}");
        assert_eq!(who(), json!({ "person": null }));
    }
}

#[test]
fn a_page_that_opens_at_the_profile_gets_it_with_the_session() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let ask = |path: &str| server.send("GET", path, &[("Cookie", &alice.cookie)], b"");
    let both = ask("/api/v1/session?with=profile").json();
    let profile = ask("/api/v1/profile");
    assert_eq!(both["person"]["email"], ALICE);
    assert_eq!(both["profile"]["value"], profile.json());
    assert_eq!(both["profile"]["etag"].as_str(), profile.header("etag"));
    assert_eq!(ask("/api/v1/session").json().get("profile"), None, "only when it is asked for");
    assert_eq!(server.get("/api/v1/session?with=profile").json(), json!({ "person": null }));
    for wish in ["with=everything", "with=profile&more=1"] {
        assert_eq!(ask(&format!("/api/v1/session?{wish}")).status, 400, "{wish}");
    }
}

#[test]
fn nobody_is_signed_in_at_first() {
    let server = Server::start();
    let answer = server.get("/api/v1/session");
    assert_eq!((answer.status, answer.json()), (200, json!({ "person": null })));
}

#[test]
fn a_new_sign_in_has_a_new_id_and_ends_the_session_that_it_came_with() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let other_device = sign_in(&server, ALICE, PASSWORD).cookie();
    let body = json!({ "email": ALICE, "password": PASSWORD });
    let again = alice.ask("POST", "/api/v1/session", &[], &body).cookie();
    assert_ne!(again, alice.cookie);
    let is_in = |cookie: &str| server.send("GET", "/api/v1/profile", &[("Cookie", cookie)], b"").status == 200;
    assert!(is_in(&again) && is_in(&other_device) && !is_in(&alice.cookie));
}

#[test]
fn a_session_ends_30_days_after_it_began_and_7_days_after_it_was_used() {
    let server = Server::start();
    register(&server, ALICE);
    let is_in = |cookie: &str| server.send("GET", "/api/v1/profile", &[("Cookie", cookie)], b"").status == 200;

    let used = sign_in(&server, ALICE, PASSWORD).cookie();
    server.change_database("UPDATE sessions SET signed_in_at = signed_in_at - 2591900");
    assert!(is_in(&used), "100 seconds before the end");
    server.change_database("UPDATE sessions SET signed_in_at = signed_in_at - 100");
    assert!(!is_in(&used), "30 days are over");

    let unused = sign_in(&server, ALICE, PASSWORD).cookie();
    server.change_database("UPDATE sessions SET last_used_at = last_used_at - 604700");
    assert!(is_in(&unused), "100 seconds before the end; and this is a use");
    server.change_database("UPDATE sessions SET last_used_at = last_used_at - 604700");
    assert!(is_in(&unused), "the use before counted");
    server.change_database("UPDATE sessions SET last_used_at = last_used_at - 604801");
    assert!(!is_in(&unused), "7 days without use are over");
}

#[test]
fn a_password_is_the_same_however_its_letters_are_composed() {
    let server = Server::start();
    let mut form = crate::people::registration(ALICE, "Alice");
    form["password"] = json!("zaz\u{307}o\u{301}\u{142}c\u{301} ges\u{301}la\u{328}");
    server.ask("POST", "/api/v1/accounts", &[], &form);
    crate::people::confirm(&server, &crate::people::token_for(&server, ALICE));
    assert_eq!(sign_in(&server, ALICE, "za\u{17c}\u{f3}\u{142}\u{107} ge\u{15b}l\u{105}").status, 200);
}
