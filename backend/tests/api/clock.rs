//! The clock that tests set ahead. A server as it is shipped has none (`tests/pages`, the Makefile).

use std::fs;

use serde_json::json;

use crate::people::{registration, someone};
use crate::server::{Server, eventually, program};

const DAY: i64 = 24 * 60 * 60;

#[test]
fn what_runs_out_runs_out_when_the_clock_is_set_ahead() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let signed_in = || !alice.ask("GET", "/api/v1/session", &[], &json!(null)).json()["person"].is_null();
    server.set_clock_ahead(7 * DAY - 60);
    assert!(signed_in());
    server.set_clock_ahead(14 * DAY);
    assert!(!signed_in(), "a session ends after 7 days without use");
}

#[test]
fn every_answer_says_what_time_it_is_by_the_clock() {
    let server = Server::start();
    // 10 000 days: no clock of a machine is that far off.
    server.set_clock_ahead(10_000 * DAY);
    let year = |time: &str| time[..4].parse::<i64>().expect("a year");
    let now = server.get("/clock").json()["now"].as_str().expect("a time").to_owned();
    for path in ["/api/v1/session", "/healthz", "/api/v1/nothing"] {
        let date = server.get(path).header("date").expect("a date").to_owned();
        let (said, shown) = (year(&date[12..]), year(&now));
        // At the turn of a year the test may see one year or the next.
        assert!(date.ends_with(" GMT") && (shown..=shown + 1).contains(&said), "{path}: {date}, {now}");
    }
}

#[test]
fn the_clock_never_goes_back() {
    let server = Server::start();
    server.set_clock_ahead(100);
    server.set_clock_ahead(10);
    assert_eq!(server.get("/clock").json()["ahead"], 100);
    for body in [json!({ "ahead": -1 }), json!({ "ahead": 1, "more": 1 }), json!({})] {
        server.ask("PUT", "/clock", &[], &body).assert_refused("malformed", 400);
    }
}

#[test]
fn work_that_waits_for_another_try_begins_when_its_time_comes() {
    let server = Server::start();
    let outbox = server.data().join("outbox");
    fs::write(&outbox, "in the way").expect("a file");
    server.ask("POST", "/api/v1/accounts", &[], &registration("alice@example.org", "Ada"));
    // Four tries wait 5, 10, 20 and 40 seconds and up to a quarter more.
    for tries in 1..=4 {
        let count = || server.log().matches("a message waits for another try").count();
        eventually("the try fails", || (count() >= tries).then_some(()));
        server.set_clock_ahead(60 * i64::try_from(tries).expect("small"));
    }
    fs::remove_file(&outbox).expect("it is out of the way");
    server.set_clock_ahead(DAY / 2);
    assert_eq!(server.messages(1)[0]["to"], "alice@example.org");
}

#[test]
fn only_this_machine_sets_the_clock_and_the_program_says_that_it_can() {
    let server = Server::start();
    let ahead = json!({ "ahead": 1 });
    server.ask("PUT", "/clock", &[("Host", "example.org")], &ahead).assert_refused("not_found", 404);
    server.ask("PUT", "/clock", &[("X-Forwarded-For", "192.0.2.1")], &ahead).assert_refused("not_found", 404);
    server.send("PUT", "/clock", &[("Sec-Fetch-Site", "cross-site")], b"{}").assert_refused("foreign_origin", 403);
    assert_eq!(server.get("/clock").json()["ahead"], 0);
    let version = program().arg("--version").output().expect("it ran").stdout;
    assert!(String::from_utf8_lossy(&version).contains("movable clock"));
}
