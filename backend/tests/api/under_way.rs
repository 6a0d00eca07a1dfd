//! What is under way while a provider is slow: how much, and that the rest heeds what changes meanwhile.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use serde_json::{Value, json};

use crate::contacts::{change, now};
use crate::deliveries::{alice_by_mail, confirmed_by_mail};
use crate::dispatch::{event, log_with, states, tell};
use crate::mail_server::MailServer;
use crate::people::Someone;
use crate::server::eventually;

const ALICE: &str = "alice@example.org";
/// As many messages of a channel are under way at most.
const MOST: usize = 8;

/// A gate before a mail server: connections wait there until it is opened.
struct Gate {
    address: SocketAddr,
    waiting: Receiver<TcpStream>,
    server: SocketAddr,
}

impl Gate {
    fn before(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let (arrived, waiting): (Sender<TcpStream>, Receiver<TcpStream>) = channel();
        // The thread ends with the test, when nobody waits for what arrives any more.
        thread::spawn(move || listener.incoming().flatten().try_for_each(|stream| arrived.send(stream)));
        Self { address, waiting, server }
    }

    /// Lets everybody through, from now on.
    fn open(self, first: Vec<TcpStream>) {
        thread::spawn(move || {
            for outside in first.into_iter().chain(self.waiting) {
                let inside = TcpStream::connect(self.server).expect("the mail server");
                join(&outside, &inside);
                join(&inside, &outside);
            }
        });
    }
}

/// Carries what one side says to the other.
fn join(from: &TcpStream, to: &TcpStream) {
    let (mut from, mut to) = (from.try_clone().expect("a hand"), to.try_clone().expect("a hand"));
    thread::spawn(move || std::io::copy(&mut from, &mut to));
}

/// Moves a contact to another address.
fn move_away(person: &Someone, contact: &Value) {
    let form = json!({ "channel": "email", "address": "elsewhere@example.org" });
    let moved = change(person, "PUT", &now(person, contact), "", &form);
    assert_eq!(moved.json()["state"], "awaiting_confirmation", "{}", moved.text());
}

#[test]
fn a_contact_that_changes_is_not_told_of_what_was_taken_and_not_yet_sent() {
    let post = MailServer::start(&[]);
    let mut server = post.serve();
    let alice = alice_by_mail(&server, &post, ALICE);
    let contact = confirmed_by_mail(&alice, &post, "on-call@example.org");
    let (cookie, before) = (alice.cookie.clone(), post.tries().len());
    let gate = Gate::before(post.address());
    let options = ["--smtp-url", &format!("smtp://{}", gate.address), "--mail-from", "account@example.org"];
    server.restart_with(&options.map(str::to_owned));
    let alice = Someone::of(&server, cookie);
    for number in 0..MOST + 4 {
        tell(&server, &event(&server, ALICE, "alert_down", &format!("shop {number}")));
    }
    // One after the other, as each is seen to be stuck.
    let mut waiting = Vec::new();
    eventually("as many as may be are under way", || {
        waiting.extend(gate.waiting.try_iter());
        (waiting.len() == MOST).then_some(())
    });
    move_away(&alice, &contact);
    gate.open(waiting);
    log_with(&alice, &contact, "sent", MOST);
    let log = log_with(&alice, &contact, "cancelled", 4);
    assert_eq!(states(&log), [&["sent"; MOST][..], &["cancelled"; 4][..]].concat());
    assert!(log[..4].iter().all(|delivery| delivery["reason"] == "not_usable" && delivery["tries"] == 0), "{log:?}");
    let mails = post.tries().split_off(before);
    assert_eq!(mails.len(), MOST);
    assert!(mails.iter().all(|mail| mail.to == "on-call@example.org"), "they were under way already");
    let disclosures = alice.get("/api/v1/disclosures?limit=200").json();
    let items = disclosures["items"].as_array().expect("a list").iter();
    let of_alerts: Vec<_> = items.filter(|item| item["purpose"] == "alert_down").map(|item| &item["state"]).collect();
    assert_eq!(of_alerts, vec![&json!("sent"); MOST], "what was not sent is disclosed to nobody");
}
