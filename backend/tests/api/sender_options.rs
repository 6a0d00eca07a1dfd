//! The options of the senders: what they make of the program, and what it says of a mistake.

use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};

use crate::bot_api::{self, BotApi};
use crate::mail_server::MailServer;
use crate::server::program;
use crate::sms_gateway;

/// Everything that the operator gives and nobody else is to see.
const SECRETS: [&str; 5] =
    [sms_gateway::KEY, sms_gateway::SECRET, "planted-telegram-token", bot_api::SECRET, "planted-mail-password"];

#[test]
fn the_program_says_where_the_messages_of_each_channel_go() {
    let (post, gateway, api) = (MailServer::start(&[]), sms_gateway::start(), BotApi::start());
    let options = [post.options().to_vec(), sms_gateway::options(&gateway), api.options()].concat();
    let said = announced(&options);
    for line in ["E-mail goes to 127.0.0.1", "SMS goes to 127.0.0.1", "Telegram goes to 127.0.0.1"] {
        assert!(said.iter().any(|said| said == line), "{line}: {said:?}");
    }
    assert!(said[4].starts_with("Other messages are kept in the outbox: http://127.0.0.1:"), "{said:?}");
    assert!(announced(&[])[1].starts_with("Messages are kept in the outbox: http://127.0.0.1:"));
}

/// What a server says at its start, to its last line.
fn announced(options: &[String]) -> Vec<String> {
    let data = tempfile::tempdir().expect("a folder");
    let mut child = program()
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(data.path())
        .args(options)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let mut said = Vec::new();
    for line in BufReader::new(child.stdout.take().expect("its output")).lines() {
        said.push(line.expect("text"));
        if said.iter().any(|line| line.contains("kept in")) {
            break;
        }
    }
    child.kill().expect("it is there");
    child.wait().expect("it ends");
    said
}

#[test]
fn a_mistake_is_told_in_one_line_that_names_the_option_and_repeats_no_secret() {
    let url = "--sms-url=https://sms.example.org/messages?key=planted-gateway-key";
    let body = r#"--sms-body={"key":"planted-gateway-key","to":"{to}","text":"{text}"}"#;
    let token = "--telegram-token=1:planted-telegram-token";
    let bot = "--telegram-bot=HostTrackerBot";
    for (options, named) in [
        (&["--sms-url=sms.example.org?key=planted-gateway-key", body][..], "--sms-url is not an address"),
        (
            &["--sms-url=http://sms.example.org?key=planted-gateway-key", body],
            "--sms-url would send personal data in clear",
        ),
        (&[url, r#"--sms-body={"key":"planted-gateway-key","to":"{to}"}"#], "--sms-body has no {text}"),
        (&[url, r#"--sms-body={"key":"planted-gateway-key","to":{to},"text":{text}}"#], "--sms-body is not JSON"),
        (&[url, r#"--sms-body={"to":"{to}","text":"{text}","id":"{reference}"}"#], "--sms-body has a word in braces"),
        (&[url, body, "--sms-header=Authorization planted-gateway-key"], "--sms-header is not a header"),
        (&[url, body, "--sms-header=Content-Type: text/plain"], "--sms-header gives a Content-Type"),
        (&["--telegram-token=planted-telegram-token", bot, "--telegram-secret=x"], "--telegram-token is not"),
        (&[token, bot, "--telegram-secret=planted-webhook-secret with spaces"], "--telegram-secret is not"),
        (&[token, "--telegram-bot=t.me/x", "--telegram-secret=x"], "--telegram-bot is not"),
        (&[token, bot, "--telegram-secret=x", "--telegram-api=http://api.example.org"], "--telegram-api would send"),
        (
            &["--smtp-url=imap://x:planted-mail-password@mail.example.org", "--mail-from=a@example.org"],
            "--smtp-url is not",
        ),
    ] {
        let data = tempfile::tempdir().expect("a folder");
        // A server that starts after all is no reason to wait for it for ever.
        let output = Command::new("timeout")
            .args(["30", env!("CARGO_BIN_EXE_hosttracker-backend"), "serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data.path().join("data"))
            .args(options)
            .output()
            .expect("it ran");
        let line = std::str::from_utf8(&output.stderr).expect("text");
        assert!(!output.status.success() && output.stdout.is_empty(), "{options:?}");
        assert_eq!(line.lines().count(), 1, "one line: {line}");
        assert!(line.contains(named), "{named}: {line}");
        assert_tells_none(&output);
    }
}

#[test]
fn options_that_need_each_other_say_so_and_the_help_shows_no_secret() {
    for (options, missing) in [
        (&["--sms-url=https://sms.example.org"][..], "--sms-body"),
        (&["--sms-body=x"], "--sms-url"),
        (&["--telegram-token=1:planted-telegram-token"], "--telegram-bot"),
        (&["--telegram-token=1:planted-telegram-token", "--telegram-bot=HostTrackerBot"], "--telegram-secret"),
    ] {
        let output = program().arg("serve").args(options).output().expect("it ran");
        assert!(!output.status.success(), "{options:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(missing), "{missing}: {output:?}");
        assert_tells_none(&output);
    }
    let help = program()
        .args(["serve", "--help"])
        .env("HOSTTRACKER_SMTP_URL", "smtps://x:planted-mail-password@mail.example.org")
        .env("HOSTTRACKER_SMS_URL", "https://sms.example.org?key=planted-gateway-key")
        .env("HOSTTRACKER_SMS_HEADER", "Authorization: Bearer planted-gateway-key")
        .env("HOSTTRACKER_SMS_BODY", r#"{"key":"planted-gateway-key"}"#)
        .env("HOSTTRACKER_SMS_SECRET", sms_gateway::SECRET)
        .env("HOSTTRACKER_TELEGRAM_TOKEN", bot_api::TOKEN)
        .env("HOSTTRACKER_TELEGRAM_SECRET", bot_api::SECRET)
        .output()
        .expect("it ran");
    let text = String::from_utf8_lossy(&help.stdout);
    for name in [
        "SMS_URL",
        "SMS_HEADER",
        "SMS_BODY",
        "SMS_SECRET",
        "TELEGRAM_TOKEN",
        "TELEGRAM_API",
        "TELEGRAM_BOT",
        "TELEGRAM_SECRET",
    ] {
        assert!(text.contains(&format!("HOSTTRACKER_{name}")), "{name}: {text}");
    }
    assert_tells_none(&help);
}

#[track_caller]
fn assert_tells_none(output: &Output) {
    for told in [&output.stdout, &output.stderr] {
        let told = String::from_utf8_lossy(told);
        assert!(SECRETS.iter().all(|secret| !told.contains(secret)), "{told}");
    }
}
