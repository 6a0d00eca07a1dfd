//! Answers never tell whether an address has an account: not by body, headers, or time.

use std::time::{Duration, Instant};

use hosttracker_backend::sealed::random;
use serde_json::json;

use crate::answer::Answer;
use crate::people::{confirm, registration, sign_in, token_in};
use crate::server::Server;

/// How many pairs of known and unknown are compared (SPEC section 7).
const PAIRS: usize = 1_000;
/// How often one address is asked about: within the limits on wrong passwords and on messages.
const EACH: usize = 5;

#[test]
fn signing_in_answers_alike_for_known_and_unknown_addresses() {
    let server = Server::start();
    let known = accounts(&server);
    compare(|n, is_known| sign_in(&server, &address(&known, n, is_known), "not the password of anybody"));
}

#[test]
fn registering_answers_alike_for_known_and_unknown_addresses() {
    let server = Server::start();
    let known = accounts(&server);
    compare(|n, is_known| {
        let email = address(&known, n, is_known);
        server.ask("POST", "/api/v1/accounts", &[], &registration(&email, "Ada"))
    });
}

#[test]
fn asking_for_a_new_password_answers_alike_for_known_and_unknown_addresses() {
    let server = Server::start();
    let known = accounts(&server);
    compare(|n, is_known| {
        let body = json!({ "email": address(&known, n, is_known) });
        server.ask("POST", "/api/v1/password-resets", &[], &body)
    });
}

/// The address that a request asks about. Known and unknown ones are of the same length.
fn address(known: &[String], n: usize, is_known: bool) -> String {
    if is_known { known[n / EACH].clone() } else { format!("other{}@example.org", n / EACH) }
}

fn accounts(server: &Server) -> Vec<String> {
    let emails: Vec<String> = (0..PAIRS / EACH).map(|n| format!("known{n}@example.org")).collect();
    for email in &emails {
        let answer = server.ask("POST", "/api/v1/accounts", &[], &registration(email, "Ada"));
        assert_eq!(answer.status, 202, "{answer:?}");
    }
    for message in server.messages(emails.len()) {
        assert_eq!(confirm(server, &token_in(&message)).status, 204);
    }
    emails
}

/// Asks as often about known as about unknown addresses, in an order of chance. What a request leaves
/// behind for the next one to wait for falls on both alike then; and so does what other tests do at
/// the same time, which a regular order can fall into step with.
fn compare(ask: impl Fn(usize, bool) -> Answer) {
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    let mut seen = None;
    for is_known in shuffled() {
        let times = if is_known { &mut known } else { &mut unknown };
        let started = Instant::now();
        let answer = ask(times.len(), is_known);
        times.push(started.elapsed());
        let looks = look(&answer);
        assert_eq!(seen.get_or_insert(looks.clone()), &looks, "known: {is_known}");
    }
    let z = rank_sum(&known, &unknown);
    println!("z = {z:.2}, medians {:?} and {:?}", median(known.clone()), median(unknown.clone()));
    // |z| > 5 comes about by chance once in 1.7 million runs; a missing hash gives 17.
    assert!(
        z.abs() < 5.0,
        "time tells known from unknown: z = {z:.1}, medians {:?} and {:?}",
        median(known),
        median(unknown)
    );
}

/// `PAIRS` times true and as often false, shuffled (Fisher and Yates).
fn shuffled() -> Vec<bool> {
    let mut order: Vec<bool> = (0..2 * PAIRS).map(|n| n % 2 == 0).collect();
    for last in (1..order.len()).rev() {
        // The remainder favours none by more than one in 2⁵²: there are 2 000 places.
        let other = usize::from_be_bytes(random()) % (last + 1);
        order.swap(last, other);
    }
    order
}

/// Everything that is in an answer but its date and its request's id.
fn look(answer: &Answer) -> (u16, Vec<(String, String)>, Vec<u8>) {
    let headers = answer.headers.iter().filter(|(name, _)| name != "date" && name != "x-request-id").cloned().collect();
    (answer.status, headers, answer.body.clone())
}

/// The statistic of the rank-sum test (Wilcoxon, Mann and Whitney): how many standard deviations
/// the ranks of the one stand from where they would by chance. It does not mind outliers.
#[expect(clippy::cast_precision_loss, reason = "a few hundred times")]
fn rank_sum(one: &[Duration], other: &[Duration]) -> f64 {
    let mut all: Vec<(Duration, bool)> =
        one.iter().map(|time| (*time, true)).chain(other.iter().map(|time| (*time, false))).collect();
    all.sort_unstable();
    let ranks: usize = all.iter().enumerate().filter(|(_, (_, is_one))| *is_one).map(|(at, _)| at + 1).sum();
    let (m, n) = (one.len() as f64, other.len() as f64);
    let expected = m * (m + n + 1.0) / 2.0;
    let deviation = (m * n * (m + n + 1.0) / 12.0).sqrt();
    (ranks as f64 - expected) / deviation
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

#[test]
fn the_rank_sum_is_the_one_worked_by_hand() {
    let times = |all: [u64; 3]| all.map(Duration::from_millis);
    // Ranks 1 + 2 + 3 = 6; by chance 3 · 7 / 2 = 10.5, with a deviation of √(3 · 3 · 7 / 12) = 2.2913.
    assert!((rank_sum(&times([1, 2, 3]), &times([4, 5, 6])) + 1.9640).abs() < 0.0001);
    assert!((rank_sum(&times([1, 4, 5]), &times([2, 3, 6])) + 0.2182).abs() < 0.0001);
}
