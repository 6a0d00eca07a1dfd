//! How long an account is kept (P5).

use serde_json::json;

use crate::people::someone;
use crate::server::Server;

#[test]
fn a_trial_ends_after_30_days_and_the_data_go_3_months_later_by_the_calendar_of_warsaw() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let retention = || alice.ask("GET", "/api/v1/retention", &[], &json!(null)).json();
    // By hand, from a calendar; seconds by `date -ud`.
    // Confirmed on 31 October 2025 at noon UTC: to 30 November; February has no 30th.
    server.change_database("UPDATE accounts SET confirmed_at = 1761912000");
    assert_eq!(
        retention(),
        json!({
            "package": "trial",
            "package_ends_at": "2025-11-30T12:00:00Z",
            "erase_on": "2026-02-28",
            "notices_on": ["2026-01-29", "2026-02-14", "2026-02-25"],
        })
    );
    // Confirmed on 1 November 2025 at 23:30 UTC: it ends on 1 December there, and on 2 December in Warsaw.
    server.change_database("UPDATE accounts SET confirmed_at = 1762039800");
    assert_eq!(
        retention(),
        json!({
            "package": "trial",
            "package_ends_at": "2025-12-01T23:30:00Z",
            "erase_on": "2026-03-02",
            "notices_on": ["2026-01-31", "2026-02-16", "2026-02-27"],
        })
    );
}

#[test]
fn a_new_account_counts_from_its_confirmation_and_nobody_else_is_told() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let ends = alice.ask("GET", "/api/v1/retention", &[], &json!(null)).json()["package_ends_at"].clone();
    let now = server.get("/clock").json()["now"].clone();
    server.set_clock_ahead(30 * 24 * 60 * 60);
    let then = server.get("/clock").json()["now"].clone();
    let day = |time: &serde_json::Value| time.as_str().expect("a time")[..10].to_owned();
    // At midnight the test may see one day or the next.
    assert!(day(&ends) <= day(&then) && day(&ends) > day(&now), "{ends} {then}");
    server.get("/api/v1/retention").assert_refused("signed_out", 401);
}
