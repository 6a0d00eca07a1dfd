//! The outbox shows messages to people at this machine, and to nobody else.

use crate::people::registration;
use crate::server::Server;

#[test]
fn people_and_programs_at_this_machine_see_the_messages_the_newest_first() {
    let server = Server::start();
    for name in ["alice", "bob", "charlie"] {
        server.ask("POST", "/api/v1/accounts", &[], &registration(&format!("{name}@example.org"), "Ada"));
    }
    let messages = server.messages(3);
    let to: Vec<_> = messages.iter().map(|message| message["to"].as_str().expect("an address")).collect();
    assert_eq!(to, ["charlie@example.org", "bob@example.org", "alice@example.org"]);
    let fields: Vec<_> = messages[0].as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(fields, ["at", "channel", "code", "id", "kind", "links", "subject", "text", "to"]);
    for host in ["localhost", "127.0.0.1:1", "[::1]:8080"] {
        assert_eq!(server.send("GET", "/outbox.json", &[("Host", host)], b"").status, 200, "{host}");
    }
    let page = server.get("/outbox");
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    let link = messages[0]["links"][0].as_str().expect("a link");
    assert!(page.text().contains(&format!("<a href=\"{link}\">")));
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
}

#[test]
fn an_empty_outbox_says_what_will_be_there() {
    let server = Server::start();
    assert_eq!(server.messages(0).len(), 0);
    assert!(server.get("/outbox").text().contains("No messages yet"));
}

#[test]
fn names_from_elsewhere_and_proxies_find_nothing() {
    let server = Server::start();
    for path in ["/outbox", "/outbox.json"] {
        for header in [
            ("Host", "example.org"),
            ("Host", "127.0.0.1.example.org"),
            ("Forwarded", "for=192.0.2.1"),
            ("X-Forwarded-For", "192.0.2.1"),
            ("X-Forwarded-Proto", "https"),
            ("Via", "1.1 proxy.example.org"),
        ] {
            assert_eq!(server.send("GET", path, &[header], b"").status, 404, "{path} {header:?}");
        }
    }
}

#[test]
fn behind_tls_there_is_no_outbox() {
    let server = Server::start_with(&["--behind-tls"]);
    for path in ["/outbox", "/outbox.json"] {
        assert_eq!(server.get(path).status, 404);
    }
}
