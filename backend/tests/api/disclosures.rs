//! What went out about a person: which fields, to whom, for what (P11, P14, P16).

use std::fs;

use serde_json::{Value, json};

use crate::mail_server::MailServer;
use crate::people::{Someone, someone};
use crate::server::{Server, eventually};
use crate::support::ask_signed_in;

fn list(person: &Someone, query: &str) -> Value {
    let answer = person.ask("GET", &format!("/api/v1/disclosures{query}"), &[], &json!(null));
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

/// Waits until the newest disclosure of a person is in a state.
fn newest_in(person: &Someone, purpose: &str, state: &str) -> Value {
    eventually("the disclosure", || {
        let newest = list(person, "?limit=1")["items"][0].clone();
        (newest["purpose"] == purpose && newest["state"] == state).then_some(newest)
    })
}

#[test]
fn each_message_is_listed_with_its_fields_the_newest_first_and_to_its_person_alone() {
    let server = Server::start();
    let (alice, bob) = (someone(&server, "alice@example.org"), someone(&server, "bob@example.org"));
    ask_signed_in(&alice, "one");
    newest_in(&alice, "support_received", "sent");
    let all = list(&alice, "");
    let told: Vec<_> = all["items"].as_array().expect("a list").iter().map(|item| item["purpose"].clone()).collect();
    assert_eq!(told, ["support_received", "confirm_email"]);
    for item in all["items"].as_array().expect("a list") {
        assert_eq!(item["recipient"], "outbox");
        assert_eq!(item["fields"], json!(["email", "first_name"]));
        assert_eq!(item["state"], "sent");
    }
    let page = list(&alice, "?limit=1");
    let rest = list(&alice, &format!("?limit=1&cursor={}", page["next"].as_str().expect("a cursor")));
    assert_eq!((&rest["items"][0], &rest["next"]), (&all["items"][1], &json!(null)));
    assert_eq!(list(&bob, "")["items"].as_array().expect("a list").len(), 1);
    server.get("/api/v1/disclosures").assert_refused("signed_out", 401);
}

#[test]
fn a_message_that_waits_is_begun_and_one_that_is_given_up_has_failed() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    fs::rename(server.data().join("outbox"), server.data().join("moved")).expect("it moves");
    fs::write(server.data().join("outbox"), "in the way").expect("a file");
    ask_signed_in(&alice, "one");
    let begun = newest_in(&alice, "support_received", "begun");
    server.set_clock_ahead(25 * 60 * 60);
    let failed = newest_in(&alice, "support_received", "failed");
    assert_eq!((&failed["id"], &failed["at"]), (&begun["id"], &begun["at"]), "each try is the same disclosure");
}

#[test]
fn the_recipient_is_the_mail_server_where_there_is_one() {
    let post = MailServer::start(&[]);
    let server = post.serve();
    server.ask("POST", "/api/v1/accounts", &[], &crate::people::registration("alice@example.org", "win.example.org"));
    let mail = post.taken(1).remove(0);
    let token =
        mail.text().lines().find_map(|line| Some(line.split_once("/confirm-email/")?.1.to_owned())).expect("a link");
    assert_eq!(crate::people::confirm(&server, &token).status, 204);
    let cookie = crate::people::sign_in(&server, "alice@example.org", crate::people::PASSWORD).cookie();
    let item = eventually("the disclosure is sent", || {
        let item = server.send("GET", "/api/v1/disclosures", &[("Cookie", &cookie)], b"").json()["items"][0].clone();
        (item["state"] == "sent").then_some(item)
    });
    assert_eq!(item["recipient"], "127.0.0.1");
    assert_eq!(item["fields"], json!(["email"]), "a name that looks like an advertisement is not in the message");
}
