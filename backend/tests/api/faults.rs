//! Faults at the start: one line that says what is wrong and what to do, and an exit that is not zero.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

use crate::server::{Server, change_database, data_in, program};

/// A data folder that was in use before.
fn used() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::start_in(folder, &[]);
    server.ask_to_stop();
    assert!(server.wait_for_end().success());
    let kept = tempfile::tempdir().expect("a folder");
    fs::create_dir(data_in(kept.path())).expect("a folder");
    for name in ["account.sqlite3", "master.key"] {
        fs::copy(server.data().join(name), data_in(kept.path()).join(name)).expect("a copy");
    }
    kept
}

fn serve(data: &Path, more: &[&str]) -> Output {
    program().args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data).args(more).output().expect("it ran")
}

#[track_caller]
fn assert_fault(output: &Output, wrong: &str, remedy: &str) {
    let line = std::str::from_utf8(&output.stderr).expect("text");
    assert!(!output.status.success(), "it ended well");
    assert_eq!(line.lines().count(), 1, "one line: {line}");
    assert!(line.contains(wrong) && line.contains(remedy), "{line}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
}

#[test]
fn a_damaged_master_key() {
    let folder = used();
    let key = data_in(folder.path()).join("master.key");
    let text = fs::read_to_string(&key).expect("a key");
    for damaged in
        [text.replacen(['a', 'b', 'c', 'd', 'e', 'f'], "0", 70), text[..text.len() / 2].to_owned(), String::new()]
    {
        fs::write(&key, damaged).expect("it is damaged");
        assert_fault(&serve(&data_in(folder.path()), &[]), "is damaged", "put back your copy");
    }
}

#[test]
fn the_master_key_of_another_database() {
    let (folder, other) = (used(), used());
    fs::copy(data_in(other.path()).join("master.key"), data_in(folder.path()).join("master.key")).expect("a copy");
    assert_fault(&serve(&data_in(folder.path()), &[]), "is not the one of this database", "put back the right key");
}

#[test]
fn a_database_without_its_master_key() {
    let folder = used();
    let key = data_in(folder.path()).join("master.key");
    fs::remove_file(&key).expect("it is gone");
    assert_fault(&serve(&data_in(folder.path()), &[]), "no master key", "put back your copy");
    assert!(!key.exists(), "no new key is made");
}

#[test]
fn a_data_folder_that_cannot_be_written_to() {
    // The kernel's own folder: not even root makes files in it.
    assert_fault(&serve(Path::new("/proc/self"), &[]), "cannot be written", "this user may write to");
    // A file where the folder would be.
    let file = tempfile::NamedTempFile::new().expect("a file");
    assert_fault(&serve(&file.path().join("data"), &[]), "cannot be made", "this user may write to");
}

#[test]
fn a_database_that_is_none() {
    let folder = used();
    fs::write(
        data_in(folder.path()).join("account.sqlite3"),
        "not a database, but long enough to be looked at closely".repeat(100),
    )
    .expect("it is damaged");
    assert_fault(&serve(&data_in(folder.path()), &[]), "cannot be used", "the file whole");
}

#[test]
fn a_database_of_a_newer_version() {
    let folder = used();
    change_database(
        &data_in(folder.path()),
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'of the future', TRUE, x'00', 0)",
    );
    assert_fault(&serve(&data_in(folder.path()), &[]), "newer version (migration 9999)", "use the newer program");
}

#[test]
fn a_data_folder_that_another_server_uses() {
    let mut server = Server::start();
    assert_fault(&serve(&server.data(), &[]), "another server uses the data folder", "another folder");
    server.kill_and_restart();
    assert_eq!(server.get("/readyz").status, 200, "the lock of a process that was killed is gone");
}

#[test]
fn a_damaged_evidence_key() {
    let folder = used();
    let data = data_in(folder.path());
    // Made at the first start, with a folder for the heads.
    let mut first = Server::start_in(folder, &[]);
    first.ask_to_stop();
    assert!(first.wait_for_end().success());
    let key = data.join("evidence.key");
    let text = fs::read_to_string(&key).expect("a key");
    for damaged in [text[..text.len() / 2].to_owned(), text.replace("evidence", "master"), String::new()] {
        fs::write(&key, damaged).expect("it is damaged");
        assert_fault(&serve(&data, &[]), "the evidence key", "put back your copy");
    }
    fs::remove_file(&key).expect("it is gone");
    fs::write(data.join("evidence").join("somebody.head"), "{}").expect("a head");
    assert_fault(&serve(&data, &[]), "no evidence key", "put back your copy");
    assert!(!key.exists(), "no new key is made");
}

#[test]
fn commands_beside_the_server_make_no_database() {
    let folder = tempfile::tempdir().expect("a folder");
    for command in [&["verify-evidence"][..], &["support", "list"]] {
        let output = program().args(command).arg("--data").arg(folder.path()).output().expect("it ran");
        assert_fault(&output, "there is no database", "the folder of a server");
    }
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[test]
fn a_port_in_use() {
    let other = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = other.local_addr().expect("an address").to_string();
    let folder = tempfile::tempdir().expect("a folder");
    let output = program().args(["serve", "--listen", &address, "--data"]).arg(folder.path()).output().expect("it ran");
    assert_fault(&output, &format!("{address} is in use"), "another port");
}

#[test]
fn an_address_that_is_not_loopback_without_tls() {
    let folder = tempfile::tempdir().expect("a folder");
    let output =
        program().args(["serve", "--listen", "0.0.0.0:0", "--data"]).arg(folder.path()).output().expect("it ran");
    assert_fault(&output, "without HTTPS", "--behind-tls");
}

#[test]
fn a_mail_server_that_is_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let output =
        serve(folder.path(), &["--smtp-url", "http://user:secret@127.0.0.1", "--mail-from", "account@example.org"]);
    assert_fault(&output, "--smtp-url is not", "smtps://");
    assert!(!String::from_utf8_lossy(&output.stderr).contains("secret"));
}

#[test]
fn static_files_that_were_not_built() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = program().args(["pack", "--dist"]).arg(folder.path()).output().expect("it ran");
    assert_fault(&output, "index.html cannot be read", "run trunk build");
}

#[test]
fn every_option_is_an_environment_variable_too_and_the_help_says_which() {
    let help = program().args(["serve", "--help"]).output().expect("it ran").stdout;
    let help = String::from_utf8(help).expect("text");
    for option in [
        "listen",
        "data",
        "dist",
        "allow-origin",
        "behind-tls",
        "public-url",
        "tries-per-address",
        "head-within",
        "body-within",
        "smtp-url",
        "mail-from",
    ] {
        let variable = format!("HOSTTRACKER_{}", option.replace('-', "_").to_uppercase());
        assert!(help.contains(&format!("--{option}")) && help.contains(&variable), "{option}: {help}");
    }
    let output = program().env("HOSTTRACKER_LISTEN", "0.0.0.0:0").args(["serve"]).output().expect("it ran");
    assert_fault(&output, "0.0.0.0:0", "--behind-tls");
}

#[test]
fn the_master_key_is_made_for_its_owner_alone() {
    let server = Server::start();
    let mode = |name: &str| fs::metadata(server.data().join(name)).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode("master.key"), 0o600);
    assert_eq!(mode("."), 0o700);
}
