//! Contact with support (P25), and the commands of those who answer (P19).

use std::fs;
use std::process::{Output, Stdio};

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::people::{Someone, someone};
use crate::server::{Server, eventually, program};

/// A request as the page sends it.
pub fn request(message: &str, email: Option<&str>) -> Value {
    json!({ "topic": "payments", "message": message, "email": email, "language": "en" })
}

/// Writes to support without being signed in; gives the reference.
pub fn ask_signed_out(server: &Server, message: &str, email: &str) -> String {
    let answer = server.ask("POST", "/api/v1/support-requests", &[], &request(message, Some(email)));
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.json()["reference"].as_str().expect("a reference").to_owned()
}

/// Writes to support signed in; gives the reference.
pub fn ask_signed_in(person: &Someone, message: &str) -> String {
    let answer = person.ask("POST", "/api/v1/support-requests", &[], &request(message, None));
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.json()["reference"].as_str().expect("a reference").to_owned()
}

/// The message of a kind about a reference, once it is in the outbox.
fn message(server: &Server, kind: &str, reference: &str) -> Value {
    eventually("the message about the request", || {
        let items = server.get("/outbox.json").json();
        let is_it =
            |item: &&Value| item["kind"] == kind && item["text"].as_str().is_some_and(|text| text.contains(reference));
        items["items"].as_array()?.iter().find(is_it).cloned()
    })
}

fn read(server: &Server, reference: &str, code: &str) -> Answer {
    server.get(&format!("/api/v1/support-requests/{reference}?code={code}"))
}

/// `support show` or `support answer`, as Grace.
pub fn as_grace(server: &Server, args: &[&str]) -> Output {
    server.command(&[args, &["--operator", "Grace", "--reason", "to find the invoice"]].concat())
}

fn shown(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).expect("text")
}

#[test]
fn who_is_signed_out_reads_the_request_with_the_code_of_the_message_and_with_nothing_else() {
    let server = Server::start();
    let reference = ask_signed_out(&server, "Where is my invoice?\nIt was due.", "ada@example.org");
    let other = ask_signed_out(&server, "Hello", "bob@example.org");
    let received = message(&server, "support_received", &reference);
    assert_eq!(received["to"], "ada@example.org");
    assert_eq!(received["links"][0], format!("{}/support/{reference}", server.origin()));
    let code = received["code"].as_str().expect("a code");
    assert!(received["text"].as_str().expect("text").contains(code));
    let typed = format!("{}-{}", &code[..5], &code[5..]).to_lowercase();
    for code in [code, typed.as_str()] {
        let answer = read(&server, &reference, code);
        assert_eq!(answer.status, 200, "{answer:?}");
        let request = answer.json();
        assert_eq!(request["message"], "Where is my invoice?\nIt was due.");
        assert_eq!((&request["state"], &request["topic"]), (&json!("received"), &json!("payments")));
        assert_eq!(request["answers"], json!([]));
    }
    read(&server, &other, code).assert_refused("not_found", 404);
    read(&server, &reference, "2222222222").assert_refused("not_found", 404);
    read(&server, "HT-2026-999999", code).assert_refused("not_found", 404);
    server.get(&format!("/api/v1/support-requests/{reference}")).assert_refused("not_found", 404);
    server.get(&format!("/api/v1/support-requests/{reference}?codes=1")).assert_refused("malformed", 400);
}

#[test]
fn references_are_of_the_year_and_count_up_and_none_is_given_twice() {
    let server = Server::start();
    let year = &server.get("/clock").json()["now"].as_str().expect("a time")[..4].to_owned();
    let first = ask_signed_out(&server, "one", "ada@example.org");
    let second = ask_signed_out(&server, "two", "ada@example.org");
    assert_eq!((first, second), (format!("HT-{year}-000001"), format!("HT-{year}-000002")));
    server.change_database("DELETE FROM support_requests");
    assert_eq!(ask_signed_out(&server, "three", "ada@example.org"), format!("HT-{year}-000003"));
}

#[test]
fn after_ten_wrong_codes_the_right_one_waits_and_other_requests_do_not() {
    let server = Server::start();
    let reference = ask_signed_out(&server, "one", "ada@example.org");
    let other = ask_signed_out(&server, "two", "bob@example.org");
    let code =
        |reference: &str| message(&server, "support_received", reference)["code"].as_str().expect("a code").to_owned();
    for _ in 0..10 {
        read(&server, &reference, "2222222222").assert_refused("not_found", 404);
    }
    let refusal = read(&server, &reference, &code(&reference)).assert_refused("too_many", 429);
    assert!((1..=900).contains(&refusal["retry_after"].as_u64().expect("seconds")));
    for _ in 0..12 {
        assert_eq!(read(&server, &other, &code(&other)).status, 200, "right codes use up no tries");
    }
    server.set_clock_ahead(901);
    assert_eq!(read(&server, &reference, &code(&reference)).status, 200);
}

#[test]
fn who_is_signed_in_sees_their_own_requests_the_newest_first_and_nobody_elses() {
    let server = Server::start();
    let (alice, bob) = (someone(&server, "alice@example.org"), someone(&server, "bob@example.org"));
    let first = ask_signed_in(&alice, "first");
    let second = ask_signed_in(&alice, "second");
    let foreign = ask_signed_in(&bob, "of Bob");
    let get =
        |person: &Someone, path: &str| person.ask("GET", &format!("/api/v1/support-requests{path}"), &[], &json!(null));
    let page = get(&alice, "?limit=1").json();
    assert_eq!(page["items"][0]["reference"], second);
    let rest = get(&alice, &format!("?limit=1&cursor={}", page["next"].as_str().expect("a cursor"))).json();
    assert_eq!((&rest["items"][0]["reference"], &rest["next"]), (&json!(first), &json!(null)));
    assert_eq!(get(&alice, &format!("/{first}")).json()["message"], "first");
    get(&alice, &format!("/{foreign}")).assert_refused("not_found", 404);
    // Charlie is not signed in.
    server.get(&format!("/api/v1/support-requests/{first}")).assert_refused("not_found", 404);
    server.get("/api/v1/support-requests").assert_refused("signed_out", 401);
    for query in ["?limit=0", "?limit=201", "?limit=x", "?cursor=x", "?page=2"] {
        get(&alice, query).assert_refused("malformed", 400);
    }
    let received = message(&server, "support_received", &first);
    assert_eq!((&received["to"], &received["code"]), (&json!("alice@example.org"), &json!(null)));
    assert!(received["text"].as_str().expect("text").contains("Hello Ada,"));
}

#[test]
fn who_is_signed_out_gives_an_address_and_whose_session_ended_is_asked_to_sign_in() {
    let server = Server::start();
    let refusal =
        server.ask("POST", "/api/v1/support-requests", &[], &request("x", None)).assert_refused("invalid", 422);
    assert_eq!(refusal["fields"]["email"]["code"], "required");
    let ended = [("Cookie", "__Host-session=ended")];
    server.ask("POST", "/api/v1/support-requests", &ended, &request("x", None)).assert_refused("signed_out", 401);
    let mut wrong = request(&"x".repeat(4001), Some("nobody"));
    wrong["topic"] = json!("weather");
    let refusal = server.ask("POST", "/api/v1/support-requests", &[], &wrong).assert_refused("invalid", 422);
    assert_eq!(refusal["fields"]["message"], json!({ "code": "too_long", "max": 4000 }));
    assert_eq!(refusal["fields"]["email"]["code"], "malformed");
    assert_eq!(refusal["fields"]["topic"]["code"], "malformed");
}

#[test]
fn an_address_causes_ten_messages_an_hour_at_most() {
    let server = Server::start();
    for n in 0..10 {
        ask_signed_out(&server, &format!("message {n}"), "ada@example.org");
    }
    let again = request("once more", Some("ADA@example.org"));
    server.ask("POST", "/api/v1/support-requests", &[], &again).assert_refused("too_many", 429);
    ask_signed_out(&server, "another address", "bob@example.org");
}

#[test]
fn an_operator_lists_without_seeing_anybody_and_opens_only_with_name_and_reason() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let reference = ask_signed_in(&alice, "Where is my invoice?");
    let foreign = ask_signed_out(&server, "Planted words", "planted@example.org");
    let list = shown(&server.command(&["support", "list"]));
    assert_eq!(list.lines().count(), 2, "{list}");
    for (line, reference) in list.lines().zip([&reference, &foreign]) {
        assert!(line.starts_with(reference.as_str()) && line.ends_with("payments  received"), "{line}");
        for somebodys in ["alice", "Ada", "invoice", "planted", "Planted"] {
            assert!(!line.contains(somebodys), "{line}");
        }
    }
    for missing in [
        &["--operator", "Grace"][..],
        &["--reason", "why"],
        &["--operator", " ", "--reason", "why"],
        &["--operator", "Grace", "--reason", ""],
    ] {
        let output = server.command(&[&["support", "show", &reference], missing].concat());
        assert!(!output.status.success(), "{missing:?}");
        assert!(!String::from_utf8_lossy(&output.stdout).contains("invoice"));
    }
    let seen = shown(&as_grace(&server, &["support", "show", &reference]));
    assert!(seen.contains("Where is my invoice?") && !seen.contains("alice@example.org"), "{seen}");
    assert!(shown(&as_grace(&server, &["support", "show", &foreign])).contains("Planted words"));
    let none = as_grace(&server, &["support", "show", "HT-2026-999999"]);
    assert!(!none.status.success() && String::from_utf8_lossy(&none.stderr).contains("there is no request"));
}

#[test]
fn every_look_stands_with_the_request_for_who_wrote_it_signed_in_or_out() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let own = ask_signed_in(&alice, "Where is my invoice?");
    let foreign = ask_signed_out(&server, "And mine?", "bob@example.org");
    let code = message(&server, "support_received", &foreign)["code"].as_str().expect("a code").to_owned();
    let looks = |answer: Answer| {
        let looks = answer.json()["looks"].as_array().expect("a list").clone();
        for look in &looks {
            assert!(look["at"].as_str().is_some_and(|at| at.ends_with('Z')), "{look}");
        }
        let said = |look: &Value| [look["operator"].clone(), look["reason"].clone()];
        looks.iter().map(said).collect::<Vec<_>>()
    };
    let seen = || {
        let path = format!("/api/v1/support-requests/{own}");
        [looks(alice.ask("GET", &path, &[], &json!(null))), looks(read(&server, &foreign, &code))]
    };
    assert_eq!(seen(), [[[json!(null), json!(null)]; 0], []].map(Vec::from), "nobody has looked yet");
    let grace = [json!("Grace"), json!("to find the invoice")];
    let linus = [json!("Linus"), json!("Grace is ill")];
    for reference in [&own, &foreign] {
        shown(&as_grace(&server, &["support", "show", reference]));
        let as_linus = ["--operator", "Linus", "--reason", "Grace is ill"];
        shown(&server.command(&[&["support", "show", reference][..], &as_linus].concat()));
    }
    assert_eq!(seen(), [[grace.clone(), linus.clone()], [grace.clone(), linus.clone()]].map(Vec::from));
    // An answer is a look, too. What was not shown was not looked at.
    for reference in [&own, &foreign] {
        assert!(!as_grace(&server, &["support", "answer", reference, "--text", " "]).status.success());
        shown(&as_grace(&server, &["support", "answer", reference, "--text", "It is under Payments now."]));
    }
    let all = [grace.clone(), linus, grace];
    assert_eq!(seen(), [all.clone(), all].map(Vec::from));
}

#[test]
fn an_answer_reaches_the_person_with_the_name_and_the_reason_while_the_server_runs() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let own = ask_signed_in(&alice, "Where is my invoice?");
    let foreign = ask_signed_out(&server, "And mine?", "bob@example.org");
    for reference in [&own, &foreign] {
        shown(&as_grace(&server, &["support", "answer", reference, "--text", "It is under Payments now."]));
        let message = message(&server, "support_answered", reference);
        let text = message["text"].as_str().expect("text");
        for part in ["It is under Payments now.", "Grace", "to find the invoice", &format!("/support/{reference}")] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
    let code = message(&server, "support_received", &foreign)["code"].as_str().expect("a code").to_owned();
    let path = format!("/api/v1/support-requests/{own}");
    for answer in [alice.ask("GET", &path, &[], &json!(null)), read(&server, &foreign, &code)] {
        let request = answer.json();
        assert_eq!(request["state"], "answered");
        assert_eq!(request["answers"][0]["operator"], "Grace");
        assert_eq!(request["answers"][0]["reason"], "to find the invoice");
        assert_eq!(request["answers"][0]["text"], "It is under Payments now.");
    }
    assert!(shown(&server.command(&["support", "list"])).lines().all(|line| line.ends_with("answered")));
    let empty = as_grace(&server, &["support", "answer", &own, "--text", "  "]);
    assert!(!empty.status.success() && String::from_utf8_lossy(&empty.stderr).contains("cannot be sent"));
}

#[test]
fn an_answer_may_come_from_standard_input() {
    let server = Server::start();
    let reference = ask_signed_out(&server, "Hello", "ada@example.org");
    let words = server.data().join("words");
    fs::write(&words, "Two\nlines").expect("a file");
    let output = program()
        .args(["support", "answer", &reference, "--operator", "Grace", "--reason", "r", "--data"])
        .arg(server.data())
        .stdin(Stdio::from(fs::File::open(words).expect("a file")))
        .output()
        .expect("it ran");
    shown(&output);
    assert!(message(&server, "support_answered", &reference)["text"].as_str().expect("text").contains("Two\nlines"));
}

#[test]
fn what_was_written_without_an_account_is_erased_a_year_after_the_last_word() {
    const DAY: i64 = 24 * 60 * 60;
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let own = ask_signed_in(&alice, "of an account");
    let unanswered = ask_signed_out(&server, "unanswered", "bob@example.org");
    let answered = ask_signed_out(&server, "answered", "carol@example.org");
    let mut codes = [&unanswered, &answered].map(|reference| {
        let received = message(&server, "support_received", reference);
        (reference, received["code"].as_str().expect("a code").to_owned(), 200)
    });
    // An operator's command has a clock of its own; the answer is given on the 200th day.
    shown(&as_grace(&server, &["support", "answer", &answered, "--text", "Soon."]));
    server.change_database("UPDATE support_answers SET at = at + 200 * 86400000");
    let still = |codes: &[(&String, String, u16)]| {
        for (reference, code, status) in codes {
            eventually(&format!("{reference} answers {status}"), || {
                (read(&server, reference, code).status == *status).then_some(())
            });
        }
    };
    server.set_clock_ahead(365 * DAY - 60);
    assert_eq!(shown(&server.command(&["support", "list"])).lines().count(), 3);
    still(&codes);
    server.set_clock_ahead(366 * DAY);
    codes[0].2 = 404;
    still(&codes);
    server.set_clock_ahead(566 * DAY);
    codes[1].2 = 404;
    still(&codes);
    let listed = shown(&server.command(&["support", "list"]));
    assert!(listed.lines().count() == 1 && listed.starts_with(&own), "{listed}");
}

#[test]
fn nothing_of_a_request_is_in_the_database_in_clear() {
    let mut server = Server::start();
    let reference = ask_signed_out(&server, "Planted words of a letter", "planted@example.org");
    let code = message(&server, "support_received", &reference)["code"].as_str().expect("a code").to_owned();
    shown(&as_grace(&server, &["support", "answer", &reference, "--text", "Planted words of an answer"]));
    message(&server, "support_answered", &reference);
    server.kill();
    for name in ["account.sqlite3", "account.sqlite3-wal"] {
        let bytes = fs::read(server.data().join(name)).expect("a file");
        for text in ["Planted words", "planted@example.org", &code, "Grace", "to find the invoice"] {
            assert!(!bytes.windows(text.len()).any(|window| window == text.as_bytes()), "{text} is in {name}");
        }
    }
    assert!(!server.log().contains(&code) && !server.log().to_lowercase().contains("planted"), "{}", server.log());
}
