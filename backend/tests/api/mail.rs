//! Messages by SMTP.

use crate::mail_server::MailServer;
use crate::people::{confirm, registration, sign_in};
use crate::server::eventually;

#[test]
fn a_message_goes_through_the_mail_server_and_its_link_works() {
    let post = MailServer::start(&[]);
    let server = post.serve();
    server.ask("POST", "/api/v1/accounts", &[], &registration("alice@example.org", "Ada"));
    let mail = post.taken(1).remove(0);
    assert_eq!((mail.from.as_str(), mail.to.as_str()), ("account@example.org", "alice@example.org"));
    assert_eq!(mail.header("From"), "HostTracker <account@example.org>");
    assert_eq!(mail.header("To"), "alice@example.org");
    assert_eq!(mail.header("Subject"), "Confirm your e-mail address");
    assert!(mail.header("Content-Type").starts_with("text/plain"), "{}", mail.data);
    assert!(mail.text().contains("Hello Ada,"), "{}", mail.data);
    let text = mail.text();
    let link = text.lines().find(|line| line.contains("/confirm-email/")).expect("a link on a line of its own");
    assert!(link.starts_with(&server.origin()), "{link}");
    assert_eq!(confirm(&server, link.rsplit('/').next().expect("a token")).status, 204);
    assert_eq!(sign_in(&server, "alice@example.org", crate::people::PASSWORD).status, 200);
}

#[test]
fn a_mail_server_that_asks_to_wait_is_tried_again_with_the_same_message() {
    let post = MailServer::start(&["451 4.7.1 later"]);
    let server = post.serve();
    server.ask("POST", "/api/v1/accounts", &[], &registration("bob@example.org", "Bob"));
    let taken = post.taken(1).remove(0);
    let tries = post.tries();
    assert_eq!(tries.len(), 2);
    assert_eq!(tries[0].header("Message-ID"), taken.header("Message-ID"));
    assert!(server.log().contains("a message waits for another try"));
    assert!(!server.log().contains("bob@example.org"), "{}", server.log());
}

#[test]
fn a_message_that_the_mail_server_refuses_for_good_is_given_up_and_the_next_one_goes() {
    let post = MailServer::start(&["554 5.7.1 no"]);
    let server = post.serve();
    server.ask("POST", "/api/v1/accounts", &[], &registration("alice@example.org", "Ada"));
    eventually("the refusal is noted", || server.log().contains("a message was given up").then_some(()));
    server.ask("POST", "/api/v1/accounts", &[], &registration("bob@example.org", "Bob"));
    assert_eq!(post.taken(1)[0].to, "bob@example.org");
    assert_eq!(post.tries().len(), 2);
}

#[test]
fn a_connection_is_kept_for_the_next_message_and_replaced_when_the_server_let_it_go() {
    let post = MailServer::start(&[]);
    let server = post.serve();
    for (count, name) in ["alice", "bob", "charlie", "dora"].into_iter().enumerate() {
        if count == 2 {
            post.let_go();
        }
        server.ask("POST", "/api/v1/accounts", &[], &registration(&format!("{name}@example.org"), "Ada"));
        post.taken(count + 1);
    }
    let connections: Vec<u16> = post.tries().iter().map(|mail| mail.connection).collect();
    assert_eq!(connections.len(), 4, "nothing is sent twice");
    assert_eq!((connections[0], connections[2]), (connections[1], connections[3]));
    assert_ne!(connections[0], connections[2]);
    assert!(!server.log().contains("waits for another try"), "nobody waits for that");
}

#[test]
fn lines_that_begin_with_a_dot_arrive_as_they_were_written() {
    let post = MailServer::start(&[]);
    let server = post.serve();
    let alice = crate::deliveries::alice_by_mail(&server, &post, "alice@example.org");
    crate::deliveries::confirmed_by_mail(&alice, &post, "on-call@example.org");
    let mut down = crate::dispatch::event(&server, "alice@example.org", "alert_down", "shop");
    down["details"] = serde_json::json!("one\n.two\n..three\n.");
    crate::dispatch::tell(&server, &down);
    let text = post.taken(3).remove(2).text();
    assert!(text.contains("one\n.two\n..three\n.\n"), "{text}");
}
