//! Somebody who can write to the data folder changes evidence: every change is found.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use contract::evidence::Why;
use serde_json::json;
use tempfile::TempDir;

use crate::evidence::{follow, page};
use crate::people::{PASSWORD, Someone, sign_in, someone};
use crate::server::{Server, change_database, data_in, program};
use crate::support::{as_grace, ask_signed_in};

const NO_TRIGGERS: [&str; 3] = [
    "DROP TRIGGER evidence_is_never_changed",
    "DROP TRIGGER evidence_goes_with_its_account_only",
    "DROP TRIGGER evidence_grows_at_its_end",
];

/// A data folder with a record of four entries, and the account's id.
fn recorded() -> (Server, String) {
    let mut server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let reference = ask_signed_in(&alice, "Hello");
    assert!(as_grace(&server, &["support", "answer", &reference, "--text", "Hello"]).status.success());
    let record = page(&alice, "");
    assert_eq!((record.items.len(), follow(&record)), (4, Ok(())));
    server.ask_to_stop();
    assert!(server.wait_for_end().success());
    (server, record.account)
}

/// A copy of a data folder.
fn copy(data: &Path) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(Command::new("cp").arg("-a").arg(data).arg(data_in(folder.path())).status().expect("cp").success());
    folder
}

fn head_of(data: &Path, account: &str) -> PathBuf {
    data.join("evidence").join(format!("{account}.head"))
}

/// What `verify-evidence` says of the only account, if anything is wrong with it.
#[track_caller]
fn verdict(data: &Path, account: &str) -> Option<String> {
    let output = program().arg("verify-evidence").arg("--data").arg(data).output().expect("it ran");
    let text = String::from_utf8(output.stdout).expect("text");
    if output.status.success() {
        assert_eq!(text, "All records hold: 1\n");
        return None;
    }
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text.lines().count(), 1, "{text}");
    Some(text.strip_prefix(&format!("{account}: ")).expect("the account").trim_end().to_owned())
}

#[test]
fn every_change_of_the_rows_is_found_where_it_is() {
    let (server, account) = recorded();
    assert_eq!(verdict(&server.data(), &account), None);
    let last_again =
        "INSERT INTO evidence SELECT account_id, 5, at, hash, sealed, text_hash, hash FROM evidence WHERE number = 4";
    for (changes, found) in [
        (&["UPDATE evidence SET at = at - 1 WHERE number = 1"][..], "entry 1 (Hash)"),
        (&["UPDATE evidence SET at = at - 100000 WHERE number = 3"], "entry 3 (Time)"),
        (&["UPDATE evidence SET sealed = sealed || x'00' WHERE number = 2"], "entry 2 (Hash)"),
        (
            &["UPDATE evidence SET sealed = (SELECT sealed FROM evidence WHERE number = 2) WHERE number = 3"],
            "entry 3 (Hash)",
        ),
        (&["UPDATE evidence SET text_hash = zeroblob(32) WHERE number = 3"], "entry 3 (Hash)"),
        (&["UPDATE evidence SET previous = zeroblob(32) WHERE number = 2"], "entry 2 (Previous)"),
        (&["UPDATE evidence SET hash = zeroblob(32) WHERE number = 4"], "entry 4 (Hash)"),
        (&["UPDATE evidence SET hash = x'00' WHERE number = 4"], "entry 4 (Hash)"),
        (&["DELETE FROM evidence WHERE number = 1"], "entry 1 (Number)"),
        (&["DELETE FROM evidence WHERE number = 3"], "entry 3 (Number)"),
        // Moved together, so that no number is missing.
        (
            &["DELETE FROM evidence WHERE number = 2", "UPDATE evidence SET number = number - 1 WHERE number > 2"],
            "entry 2 (Previous)",
        ),
        (
            &[
                "UPDATE evidence SET number = 9 WHERE number = 2",
                "UPDATE evidence SET number = 2 WHERE number = 3",
                "UPDATE evidence SET number = 3 WHERE number = 9",
            ],
            "entry 2 (Previous)",
        ),
        (&[last_again], "entry 5 (Hash)"),
        (&["DELETE FROM evidence WHERE number = 4"], "entry 4 (Length)"),
        (&["DELETE FROM evidence WHERE number > 1"], "entry 2 (Length)"),
        (&["DELETE FROM evidence"], "entry 1 (Length)"),
    ] {
        let folder = copy(&server.data());
        let data = data_in(folder.path());
        for sql in NO_TRIGGERS.iter().chain(changes) {
            change_database(&data, sql);
        }
        let said = verdict(&data, &account).unwrap_or_else(|| panic!("not found: {changes:?}"));
        assert!(said.contains(found), "{changes:?}: {said}");
    }
}

#[test]
fn every_change_of_the_head_is_found() {
    let (server, account) = recorded();
    let head = fs::read_to_string(head_of(&server.data(), &account)).expect("a head");
    assert!(head.contains("\"length\":4") && head.contains("\"state\":\"kept\""), "{head}");
    // A cut record with a head that was made to fit; it lacks the signature.
    let shorter = head.replace("\"length\":4", "\"length\":3");
    for forged in [shorter, head.replace("\"signature\":\"", "\"signature\":\"A"), "{}".to_owned(), String::new()] {
        let folder = copy(&server.data());
        let data = data_in(folder.path());
        fs::write(head_of(&data, &account), forged).expect("it is forged");
        assert!(verdict(&data, &account).is_some());
    }
    let folder = copy(&server.data());
    let data = data_in(folder.path());
    fs::remove_file(head_of(&data, &account)).expect("it is gone");
    assert!(verdict(&data, &account).expect("found").contains("entry 1 (Length)"));
    // Rows and head gone together: whoever confirmed has a record.
    for sql in NO_TRIGGERS.iter().chain(&["DELETE FROM evidence"]) {
        change_database(&data, sql);
    }
    assert!(verdict(&data, &account).expect("found").contains("nothing is recorded"));
    // The account gone, too: its head tells that there was one.
    let folder = copy(&server.data());
    change_database(&data_in(folder.path()), "DELETE FROM accounts");
    assert!(verdict(&data_in(folder.path()), &account).expect("found").contains("entry 1 (Length)"));
}

#[test]
fn a_cut_record_shows_its_break_takes_nothing_more_and_lets_its_person_in() {
    let (mut server, account) = recorded();
    for sql in NO_TRIGGERS.iter().chain(&["DELETE FROM evidence WHERE number = 4"]) {
        server.change_database(sql);
    }
    server.start_again();
    let signed_in = sign_in(&server, "alice@example.org", PASSWORD);
    assert_eq!(signed_in.status, 200);
    let alice = Someone::of(&server, signed_in.cookie());
    let record = page(&alice, "");
    assert_eq!((record.items.len(), record.head.length), (3, 4));
    let broken = follow(&record).expect_err("it is cut");
    assert_eq!((broken.number, broken.why), (4, Why::Length));
    assert!(server.log().contains("evidence is broken"));
    // What could not be recorded is not shown to an operator.
    let reference = ask_signed_in(&alice, "Planted words");
    let seen = as_grace(&server, &["support", "show", &reference]);
    assert!(!seen.status.success() && !String::from_utf8_lossy(&seen.stdout).contains("Planted"));
    let why = String::from_utf8_lossy(&seen.stderr).into_owned();
    assert!(why.contains(&account) && why.contains("verify-evidence") && why.lines().count() == 1, "{why}");
    assert_eq!(page(&alice, "").items.len(), 3);
    let request = alice.ask("GET", &format!("/api/v1/support-requests/{reference}"), &[], &json!(null)).json();
    assert_eq!(request["state"], "received");
}
