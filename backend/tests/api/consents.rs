//! Choices about cookies: recorded once, whoever sends them and however often, and repeated as cookies.

use contract::evidence::Entry;
use contract::moment;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::evidence::{follow, page};
use crate::people::{PASSWORD, Someone, register, sign_in};
use crate::server::Server;

const DAY: i64 = 24 * 60 * 60;
/// Where choices are.
pub const PATH: &str = "/api/v1/consents";
/// A consent id: 22 characters of base64url.
pub const ADAS: &str = "PlantedIdOfAdasBrowser";
/// Another one.
pub const BOBS: &str = "PlantedIdOfBobsBrowser";
/// SHA-256 of nothing (FIPS 180-4).
pub const TEXT_HASH: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const ERASED: [&str; 3] = [
    "language=; Secure; SameSite=Lax; Path=/; Max-Age=0",
    "theme=; Secure; SameSite=Lax; Path=/; Max-Age=0",
    "formats=; Secure; SameSite=Lax; Path=/; Max-Age=0",
];

/// The seconds that the server's clock shows.
pub fn now(server: &Server) -> i64 {
    seconds(&server.get("/clock").json()["now"])
}

fn seconds(time: &Value) -> i64 {
    moment::read_to_the_second(time.as_str().expect("a time")).expect("RFC 3339")
}

/// A record as the page sends it.
pub fn record(id: &str, chosen_at: i64, categories: &[&str]) -> Value {
    json!({
        "consent_id": id, "chosen_at": moment::write(chosen_at), "categories": categories, "revision": 1,
        "text_hash": TEXT_HASH, "language": "pl", "source": "banner", "despite_signal": false, "undo": false,
    })
}

/// The cookie that the page wrote, as a `Cookie` header: `letters` are its categories.
pub fn cookie(id: &str, chosen_at: i64, letters: &str) -> String {
    format!("consent=1.{id}.{letters}.{chosen_at}.pl.1.banner.n")
}

/// Sends a record, with cookies.
pub fn post(server: &Server, cookies: &[&str], body: &Value) -> Answer {
    let cookies = cookies.join("; ");
    let headers: &[(&str, &str)] = if cookies.is_empty() { &[] } else { &[("Cookie", &cookies)] };
    server.ask("POST", PATH, headers, body)
}

/// Records a choice; gives the record.
#[track_caller]
pub fn choose(server: &Server, cookies: &[&str], body: &Value) -> Value {
    let answer = post(server, cookies, body);
    assert_eq!(answer.status, 201, "{answer:?} {}", String::from_utf8_lossy(&answer.body));
    answer.json()
}

/// `GET` below [`PATH`], with cookies.
pub fn get(server: &Server, cookies: &[&str], path: &str) -> Answer {
    server.send("GET", &format!("{PATH}{path}"), &[("Cookie", &cookies.join("; "))], b"")
}

/// The ids of the records that somebody sees, in order.
pub fn listed(server: &Server, cookies: &[&str], query: &str) -> Vec<String> {
    let answer = get(server, cookies, query);
    assert_eq!(answer.status, 200, "{answer:?}");
    let items = answer.json()["items"].as_array().expect("a list").clone();
    items.iter().map(id).collect()
}

/// The id of a record.
pub fn id(record: &Value) -> String {
    record["id"].as_str().expect("an id").to_owned()
}

fn set_cookies(answer: &Answer) -> Vec<&str> {
    answer.headers.iter().filter(|(name, _)| name == "set-cookie").map(|(_, value)| value.as_str()).collect()
}

/// The receipts of records, each with its entry, the oldest first.
pub fn receipts(server: &Server, cookies: &[&str]) -> Vec<(Value, Entry)> {
    let ids = listed(server, cookies, "?limit=200").into_iter().rev();
    ids.map(|id| {
        let receipt = get(server, cookies, &format!("/{id}/receipt")).json();
        let entry = serde_json::from_value(receipt["entry"].clone()).expect("an entry");
        (receipt, entry)
    })
    .collect()
}

/// What the account's record says about choices.
pub fn facts(person: &Someone) -> Vec<Value> {
    let record = page(person, "?limit=200");
    assert_eq!(follow(&record), Ok(()));
    let texts = record.items.iter().map(|entry| entry.text.as_deref().expect("a text"));
    let texts = texts.map(|text| serde_json::from_str::<Value>(text).expect("JSON"));
    texts.filter(|text| text["kind"].as_str().expect("a kind").starts_with("cookie_")).collect()
}

#[test]
fn a_choice_is_recorded_and_its_cookie_lasts_180_days_readable_by_the_page() {
    let server = Server::start();
    // A minute ahead, so that the life is a whole one when the second turns.
    let at = now(&server) + 60;
    let answer = post(&server, &[&cookie(ADAS, at, "-")], &record(ADAS, at, &["necessary"]));
    assert_eq!(answer.status, 201);
    let kept = format!("consent=1.{ADAS}.-.{at}.pl.1.banner.r; Secure; SameSite=Lax; Path=/; Max-Age=15552000");
    assert_eq!(set_cookies(&answer), [&[kept.as_str()][..], &ERASED].concat());
    let consent = answer.json();
    let expected = json!({
        "id": consent["id"], "chosen_at": moment::write(at), "received_at": consent["received_at"],
        "categories": ["necessary"], "despite_signal": false, "undo": false, "revision": 1,
        "text_hash": TEXT_HASH, "language": "pl", "source": "banner",
    });
    assert_eq!(consent, expected);
    assert!((0..=60).contains(&(at - seconds(&consent["received_at"]))));

    let all = record(ADAS, at + 1, &["necessary", "preferences", "statistics", "marketing"]);
    let answer = post(&server, &[&cookie(ADAS, at + 1, "psm")], &all);
    let kept = format!("consent=1.{ADAS}.psm.{}.pl.1.banner.r; Secure; SameSite=Lax; Path=/; Max-Age=15552000", at + 1);
    assert_eq!(set_cookies(&answer), [kept.as_str()], "what is allowed stays");
}

#[test]
fn a_late_record_keeps_its_time_and_its_cookie_ends_with_the_choice() {
    let server = Server::start();
    let at = now(&server) - 179 * DAY;
    let answer = post(&server, &[], &record(ADAS, at, &["necessary", "preferences"]));
    assert_eq!(answer.json()["chosen_at"], moment::write(at));
    let kept = set_cookies(&answer)[0];
    let life: i64 = kept.rsplit_once("Max-Age=").expect("a life").1.parse().expect("seconds");
    assert!((DAY - 60..=DAY).contains(&life), "{kept}");
}

#[test]
fn a_record_that_is_late_or_comes_again_overwrites_no_newer_choice() {
    let server = Server::start();
    let at = now(&server) - 100;
    let yes = record(ADAS, at, &["necessary", "preferences"]);
    let cookies_with = |held: &str| set_cookies(&post(&server, &[held], &yes)).len();
    assert_eq!(cookies_with(&cookie(ADAS, at, "p")), 1, "the choice itself");
    assert_eq!(cookies_with(&cookie(ADAS, at, "p").replace(".n", ".r")), 1, "the choice itself, recorded");
    assert_eq!(cookies_with(&cookie(ADAS, at - 1, "-")), 1, "an older one");
    assert_eq!(cookies_with("consent=damaged"), 1, "none");
    assert_eq!(cookies_with(&cookie(ADAS, at + 1, "-")), 0, "a newer one");
    assert_eq!(cookies_with(&cookie(BOBS, at + 1, "-")), 0, "a newer one under another id");
    assert_eq!(cookies_with(&cookie(ADAS, at, "-")), 0, "another one of the same second");
    let mut taken_back = record(ADAS, at, &["necessary"]);
    taken_back["undo"] = json!(true);
    let answer = post(&server, &[], &taken_back);
    assert_eq!((answer.status, set_cookies(&answer).len()), (201, 0), "the first choice of all was taken back");
    taken_back["chosen_at"] = json!(moment::write(at + 1));
    assert_eq!(set_cookies(&post(&server, &[&cookie(ADAS, at, "p")], &taken_back)).len(), 4, "an older one holds");
    let no = record(ADAS, at - 50, &["necessary"]);
    let answer = post(&server, &[&cookie(ADAS, at, "p")], &no);
    assert_eq!((answer.status, set_cookies(&answer).len()), (201, 0), "nothing is erased by what is over");
}

#[test]
fn a_record_that_is_sent_again_is_kept_once() {
    let server = Server::start();
    register(&server, "alice@example.org");
    let at = now(&server);
    let (held, body) = (cookie(ADAS, at, "p"), record(ADAS, at, &["necessary", "preferences"]));
    let key = [("Idempotency-Key", "k"), ("Cookie", held.as_str())];
    let first = server.ask("POST", PATH, &key, &body);
    let again = server.ask("POST", PATH, &key, &body);
    assert_eq!((first.status, again.status, &first.body), (201, 201, &again.body));
    assert_eq!(set_cookies(&again).len(), 1, "with its cookie");
    let mut in_another_order = body.clone();
    in_another_order["categories"] = json!(["preferences", "necessary"]);
    for body in [&body, &in_another_order] {
        assert_eq!(choose(&server, &[&held], body), first.json());
    }
    server.set_clock_ahead(25 * 60 * 60);
    assert_eq!(choose(&server, &[&held], &body), first.json());
    assert_eq!(receipts(&server, &[&held]).len(), 1);
    // Somebody has signed in meanwhile, with the cookie and without.
    for signed_in_with in [held.as_str(), "theme=dark"] {
        let credentials = json!({ "email": "alice@example.org", "password": PASSWORD });
        let session = server.ask("POST", "/api/v1/session", &[("Cookie", signed_in_with)], &credentials).cookie();
        assert_eq!(choose(&server, &[&session, &held], &body), first.json());
        assert_eq!(facts(&Someone::of(&server, session)).len(), 1, "nothing but that it joined");
    }
    assert_eq!(receipts(&server, &[&held]).len(), 1);
    // Everything that makes another choice of it.
    for (field, value) in [
        ("categories", json!(["necessary"])),
        ("source", json!("settings")),
        ("language", json!("en")),
        ("undo", json!(true)),
        ("text_hash", json!(TEXT_HASH.replace('e', "f"))),
        ("chosen_at", json!(moment::write(at + 1))),
    ] {
        let mut other = body.clone();
        other[field] = value;
        assert_ne!(choose(&server, &[&held], &other)["id"], first.json()["id"], "{field}");
    }
    assert_eq!(receipts(&server, &[&held]).len(), 7);
}

#[test]
fn a_refused_record_changes_nothing() {
    let server = Server::start();
    let at = now(&server);
    let base = record(ADAS, at, &["necessary"]);
    let with = |field: &str, value: Value| {
        let mut body = base.clone();
        body[field] = value;
        body
    };
    for (field, value, code) in [
        ("categories", json!(["necessary", "advertising"]), "malformed"),
        ("categories", json!(["preferences"]), "required"),
        ("categories", json!([]), "required"),
        ("revision", json!(2), "unknown_version"),
        ("revision", json!(0), "unknown_version"),
        ("text_hash", json!("e3b0"), "malformed"),
        ("consent_id", json!("short"), "malformed"),
        ("consent_id", json!(""), "required"),
        ("language", json!("de"), "malformed"),
        ("source", json!("footer"), "malformed"),
        ("chosen_at", json!("yesterday"), "malformed"),
        ("chosen_at", json!(moment::write(at + DAY + 60)), "malformed"),
        ("chosen_at", json!(moment::write(at - 180 * DAY)), "malformed"),
    ] {
        let answer = post(&server, &[&cookie(ADAS, at, "-")], &with(field, value.clone()));
        let refusal = answer.assert_refused("invalid", 422);
        assert_eq!(refusal["fields"], json!({ field: { "code": code } }), "{value}");
        assert_eq!(set_cookies(&answer), [""; 0]);
    }
    for body in [
        with("ip", json!("192.0.2.1")),
        with("revision", json!("1")),
        with("categories", json!("necessary")),
        with("undo", json!(1)),
        with("consent_id", json!(null)),
        json!({}),
        json!([]),
    ] {
        post(&server, &[], &body).assert_refused("malformed", 400);
    }
    let text = base.to_string();
    let page = ("Sec-Fetch-Site", "same-origin");
    server.send("POST", PATH, &[page], text.as_bytes()).assert_refused("unsupported_media_type", 415);
    let json = ("Content-Type", "application/json");
    server.send("POST", PATH, &[page, json], &vec![b' '; 64 * 1024 + 1]).assert_refused("too_large", 413);
    let foreign = [("Sec-Fetch-Site", "cross-site"), json];
    server.send("POST", PATH, &foreign, text.as_bytes()).assert_refused("foreign_origin", 403);
    assert_eq!(listed(&server, &[], &format!("?consent_id={ADAS}")), [""; 0]);
    assert_eq!(choose(&server, &[], &base)["chosen_at"], moment::write(at), "the next one is the first");
    assert_eq!(receipts(&server, &[&cookie(ADAS, at, "-")])[0].1.number, 1);
    // A clock may be a day ahead.
    choose(&server, &[], &with("chosen_at", json!(moment::write(at + DAY - 60))));
}

#[test]
fn a_consent_id_has_sixty_choices_an_hour_and_a_client_address_its_tries() {
    let server = Server::start();
    let at = now(&server) - 1000;
    for second in 0..60 {
        choose(&server, &[], &record(ADAS, at + second, &["necessary"]));
    }
    let one_more = record(ADAS, at + 60, &["necessary"]);
    let answer = post(&server, &[], &one_more);
    let refusal = answer.assert_refused("too_many", 429);
    assert!((1..=3600).contains(&refusal["retry_after"].as_u64().expect("seconds")));
    assert_eq!(set_cookies(&answer), [""; 0]);
    choose(&server, &[], &record(BOBS, at, &["necessary"]));
    server.set_clock_ahead(3601);
    choose(&server, &[], &one_more);

    let server = Server::start_with(&["--tries-per-address", "2"]);
    let at = now(&server);
    choose(&server, &[], &record(ADAS, at, &["necessary"]));
    choose(&server, &[], &record(BOBS, at, &["necessary"]));
    post(&server, &[], &record(BOBS, at, &["necessary"])).assert_refused("too_many", 429);
    sign_in(&server, "nobody@example.org", PASSWORD).assert_refused("too_many", 429);
    assert_eq!(listed(&server, &[&cookie(ADAS, at, "-")], "").len(), 1, "reading is no try");
}

#[test]
fn preferences_are_kept_while_the_choice_allows_them_and_not_a_moment_longer() {
    let server = Server::start();
    let at = now(&server);
    let put = |cookies: &str, body: &Value| server.ask("PUT", "/api/v1/preferences", &[("Cookie", cookies)], body);
    let wish = json!({ "language": "en", "theme": "dark", "formats": "12h.sunday" });
    let answer = put(&cookie(ADAS, at, "p"), &wish);
    assert_eq!(answer.status, 204);
    assert_eq!(
        set_cookies(&answer),
        [
            "language=en; Secure; SameSite=Lax; Path=/; Max-Age=31536000",
            "theme=dark; Secure; SameSite=Lax; Path=/; Max-Age=31536000",
            "formats=12h.sunday; Secure; SameSite=Lax; Path=/; Max-Age=31536000",
        ]
    );
    let some = json!({ "language": null, "theme": "light", "formats": null });
    assert_eq!(
        set_cookies(&put(&cookie(ADAS, at, "psm!"), &some)),
        [ERASED[0], "theme=light; Secure; SameSite=Lax; Path=/; Max-Age=31536000", ERASED[2]]
    );
    for refused in [
        "",
        "theme=dark",
        "consent=yes",
        "consent=1.p",
        &cookie(ADAS, at, "-"),
        &cookie(ADAS, at, "sm"),
        &cookie(ADAS, at - 180 * DAY, "p"),
        &cookie(ADAS, at + DAY + 60, "p"),
        &cookie(ADAS, at, "p").replace(".1.banner", ".2.banner"),
        &cookie(ADAS, at, "p").replace("consent=1", "consent=2"),
        &cookie(ADAS, at, "p").replace("consent=", "xconsent="),
    ] {
        let answer = put(refused, &wish);
        answer.assert_refused("conflict", 409);
        assert_eq!(set_cookies(&answer), [""; 0], "{refused}");
    }
    let wrong = put(&cookie(ADAS, at, "p"), &json!({ "language": "de", "theme": "sepia", "formats": "24h" }));
    let refusal = wrong.assert_refused("invalid", 422);
    assert_eq!(refusal["fields"].as_object().expect("fields").len(), 3);
    assert_eq!(set_cookies(&wrong), [""; 0]);
    put(&cookie(ADAS, at, "p"), &json!({ "theme": "dark" })).assert_refused("malformed", 400);
    let held = cookie(ADAS, at, "p");
    let foreign = [("Cookie", held.as_str()), ("Sec-Fetch-Site", "cross-site")];
    server.send("PUT", "/api/v1/preferences", &foreign, b"{}").assert_refused("foreign_origin", 403);
}
