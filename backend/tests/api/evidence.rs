//! The record of what happened to an account: chained, signed, and the person's to verify.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use contract::evidence::{Broken, EvidencePage, Verifier};
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use serde_json::{Value, json};

use crate::people::{PASSWORD, Someone, confirm, registration, sign_in, someone, token_for};
use crate::server::{Server, eventually, program, try_to_change_database};
use crate::support::{as_grace, ask_signed_in};

/// A part of the record, as the page reads it.
pub fn page(person: &Someone, query: &str) -> EvidencePage {
    let answer = person.ask("GET", &format!("/api/v1/evidence{query}"), &[], &json!(null));
    assert_eq!(answer.status, 200, "{answer:?}");
    serde_json::from_value(answer.json()).expect("a page of the record")
}

/// Follows a whole record to its head, as the page does, and checks the signature with the key in it.
pub fn follow(page: &EvidencePage) -> Result<(), Broken> {
    let mut verifier = Verifier::new(&page.account);
    for entry in &page.items {
        verifier.feed(entry)?;
    }
    verifier.finish(&page.head)?;
    assert!(is_signed(page), "{:?}", page.head);
    Ok(())
}

fn is_signed(page: &EvidencePage) -> bool {
    let coordinate = |text: &str| BASE64_URL_SAFE_NO_PAD.decode(text).expect("base64url");
    let (x, y) = (coordinate(&page.head.key.x), coordinate(&page.head.key.y));
    // An uncompressed point (SEC 1, 2.3.3).
    let key = VerifyingKey::from_sec1_bytes(&[&[4][..], &x, &y].concat()).expect("a public key");
    let signature = Signature::from_slice(&page.head.signature_bytes().expect("64 bytes")).expect("a signature");
    key.verify(&page.head.signed_bytes(&page.account), &signature).is_ok()
}

fn texts(page: &EvidencePage) -> Vec<Value> {
    let text = |text: &Option<String>| serde_json::from_str(text.as_deref().expect("a text")).expect("JSON");
    page.items.iter().map(|entry| text(&entry.text)).collect()
}

/// The head of the only account in a data folder, once it is known that its commit came.
fn kept_head(server: &Server) -> Value {
    eventually("the head is settled", || {
        let file = fs::read_dir(server.data().join("evidence")).expect("a folder").next()?.expect("an entry").path();
        let head: Value = serde_json::from_slice(&fs::read(file).ok()?).ok()?;
        (head["state"] == "kept").then_some(head)
    })
}

#[test]
fn a_confirmed_registration_begins_a_record_that_holds() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let record = page(&alice, "");
    assert_eq!(follow(&record), Ok(()));
    let texts = texts(&record);
    assert_eq!(texts.iter().map(|text| text["kind"].clone()).collect::<Vec<_>>(), ["registered", "policy_accepted"]);
    assert_eq!(texts[1]["version"], "2018-05-23");
    for time in [&texts[0]["registered_at"], &texts[1]["accepted_at"]] {
        assert!(time.as_str().is_some_and(|time| time.len() == 20 && time.ends_with('Z')), "{time}");
    }
    assert_eq!((record.head.length, record.next), (2, None));
    assert_eq!((record.head.key.kty.as_str(), record.head.key.crv.as_str()), ("EC", "P-256"));
    let head = kept_head(&server);
    assert_eq!((&head["length"], &head["before"]), (&json!(2), &json!(null)));
    let mode = |path: &str| fs::metadata(server.data().join(path)).expect("it is there").permissions().mode() & 0o777;
    assert_eq!((mode("evidence.key"), mode("evidence")), (0o600, 0o700));
    assert_eq!(mode(&format!("evidence/{}.head", record.account)), 0o600);
}

#[test]
fn an_unconfirmed_registration_leaves_no_record() {
    let server = Server::start();
    server.ask("POST", "/api/v1/accounts", &[], &registration("alice@example.org", "Ada"));
    token_for(&server, "alice@example.org");
    assert_eq!(fs::read_dir(server.data().join("evidence")).expect("a folder").count(), 0);
    server.get("/api/v1/evidence").assert_refused("signed_out", 401);
}

#[test]
fn the_record_comes_in_pages_the_oldest_first_and_each_person_reads_their_own() {
    let server = Server::start();
    let (alice, bob) = (someone(&server, "alice@example.org"), someone(&server, "bob@example.org"));
    let mut first = page(&alice, "?limit=1");
    let rest = page(&alice, &format!("?limit=1&cursor={}", first.next.as_deref().expect("a cursor")));
    assert_eq!((first.items[0].number, rest.items[0].number, rest.next), (1, 2, None));
    first.items.extend(rest.items);
    assert_eq!(follow(&first), Ok(()));
    let of_bob = page(&bob, "");
    assert_ne!(of_bob.account, first.account);
    assert_eq!(follow(&of_bob), Ok(()));
    alice.ask("GET", "/api/v1/evidence?cursor=x", &[], &json!(null)).assert_refused("malformed", 400);
}

#[test]
fn who_looked_at_a_request_and_why_stands_in_the_record_of_its_person() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let reference = ask_signed_in(&alice, "Where is my invoice?");
    assert!(as_grace(&server, &["support", "answer", &reference, "--text", "Here."]).status.success());
    let record = page(&alice, "");
    assert_eq!(follow(&record), Ok(()));
    let access = json!({
        "kind": "operator_access", "operator": "Grace", "reason": "to find the invoice",
        "what": format!("support request {reference}"),
    });
    assert_eq!(texts(&record)[2..], [access, json!({ "kind": "support_answered", "reference": reference })]);
}

#[test]
fn the_database_changes_and_removes_no_entry_until_the_account_goes() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    for (sql, refusal) in [
        ("UPDATE evidence SET at = at + 1", "never changed"),
        ("DELETE FROM evidence WHERE number = 2", "goes with its account only"),
        ("DELETE FROM evidence", "goes with its account only"),
        (
            "INSERT INTO evidence SELECT account_id, 4, at, previous, sealed, text_hash, hash FROM evidence",
            "at its end",
        ),
        (
            "INSERT OR REPLACE INTO evidence SELECT account_id, 2, at, previous, sealed, text_hash, hash FROM evidence",
            "at its end",
        ),
    ] {
        let error = try_to_change_database(&server.data(), sql).expect_err("it is refused");
        assert!(error.contains(refusal), "{sql}: {error}");
    }
    assert_eq!(follow(&page(&alice, "")), Ok(()));
    server.change_database("DELETE FROM accounts");
}

#[test]
fn nothing_of_the_record_is_in_the_database_in_clear() {
    let mut server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let reference = ask_signed_in(&alice, "Hello");
    assert!(as_grace(&server, &["support", "show", &reference]).status.success());
    server.kill();
    for name in ["account.sqlite3", "account.sqlite3-wal"] {
        let bytes = fs::read(server.data().join(name)).expect("a file");
        for text in ["operator_access", "Grace", "to find the invoice", "registered_at\""] {
            assert!(!bytes.windows(text.len()).any(|window| window == text.as_bytes()), "{text} is in {name}");
        }
    }
}

#[test]
fn a_kill_at_any_moment_of_a_write_breaks_no_record() {
    let mut server = Server::start();
    let reference = ask_signed_in(&someone(&server, "alice@example.org"), "Hello");
    server.kill();
    let show = |quiet: Stdio| {
        program()
            .args(["support", "show", &reference, "--operator", "Grace", "--reason", "r", "--data"])
            .arg(server.data())
            .stdout(quiet)
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts")
    };
    let whole = Instant::now();
    assert!(show(Stdio::null()).wait().expect("it ends").success());
    let (whole, kills) = (whole.elapsed(), 60);
    for kill in 1..=kills {
        let mut command = show(Stdio::null());
        // Not to wait for anything: to be somewhere else in the course of the command each time.
        std::thread::sleep(whole * kill / kills);
        command.kill().expect("it is there or has ended");
        command.wait().expect("it ends");
        let verdict = server.command(&["verify-evidence"]);
        assert!(verdict.status.success(), "kill {kill}: {verdict:?}");
    }
    server.kill_and_restart();
    let record = kept_head(&server)["length"].as_u64().expect("a length");
    assert!(record > 3, "some of the commands came through: {record}");
    assert!(server.command(&["verify-evidence"]).status.success());
}

#[test]
fn a_kill_in_the_middle_of_a_confirmation_breaks_no_record() {
    let mut server = Server::start();
    for n in 0..12 {
        let email = format!("ada{n}@example.org");
        server.ask("POST", "/api/v1/accounts", &[], &registration(&email, "Ada"));
        let token = token_for(&server, &email);
        let _under_way = server.begin("POST", "/api/v1/accounts/confirmation", &json!({ "token": token }));
        let folder = server.data().join("evidence");
        let is_head = |entry: &fs::DirEntry| entry.path().extension().is_some_and(|extension| extension == "head");
        let heads =
            || fs::read_dir(&folder).expect("a folder").filter(|entry| entry.as_ref().is_ok_and(is_head)).count();
        let deadline = Instant::now() + Duration::from_secs(30);
        // Between the head and the commit there is a moment; most of the rounds meet it.
        while heads() == n {
            assert!(Instant::now() < deadline, "round {n}: no head is announced");
        }
        server.kill_and_restart();
        let verdict = server.command(&["verify-evidence"]);
        assert!(verdict.status.success(), "{verdict:?}");
        // Whichever way it ended, the person has an account in the end, with a record that holds.
        let answer = confirm(&server, &token);
        assert!([204, 422].contains(&answer.status), "{answer:?}");
        let signed_in = sign_in(&server, &email, PASSWORD);
        assert_eq!(signed_in.status, 200);
        let answer = server.send("GET", "/api/v1/evidence", &[("Cookie", &signed_in.cookie())], b"");
        assert_eq!(follow(&serde_json::from_value(answer.json()).expect("a record")), Ok(()));
    }
}
