//! A mail server on loopback that speaks SMTP (RFC 5321) as far as it is needed, and keeps what it takes.

use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::server::{Server, eventually};

/// One mail as it was handed over.
#[derive(Clone, Debug, Default)]
pub struct Mail {
    /// The sender of the envelope.
    pub from: String,
    /// The receiver of the envelope.
    pub to: String,
    /// Head and body.
    pub data: String,
    /// By which connection it came: the port at its other end.
    pub connection: u16,
}

impl Mail {
    /// A header of the mail, unfolded.
    pub fn header(&self, name: &str) -> String {
        let head = self.data.split("\n\n").next().unwrap_or_default().replace("\n ", " ");
        let found = head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ").map(str::to_owned));
        found.unwrap_or_else(|| panic!("{name} in {}", self.data))
    }

    /// The text of the mail, out of its quoted-printable form (RFC 2045, 6.7) where it has one.
    pub fn text(&self) -> String {
        let body = self.data.split_once("\n\n").expect("head and body").1;
        body.replace("=\n", "").replace("=3D", "=")
    }
}

/// A mail server that keeps what it takes.
pub struct MailServer {
    address: SocketAddr,
    tries: Arc<Mutex<Vec<Mail>>>,
    taken: Arc<Mutex<Vec<Mail>>>,
    connections: Arc<Mutex<Vec<TcpStream>>>,
}

impl MailServer {
    /// Begins to listen. It answers the first tries with these replies to the data, and then takes everything.
    pub fn start(replies: &'static [&'static str]) -> Self {
        Self::listen(replies, None)
    }

    /// The same, but every command with this verb gets this reply.
    pub fn refusing(verb: &'static str, reply: &'static str) -> Self {
        Self::listen(&[], Some((verb, reply)))
    }

    /// The same, but for one receiver alone.
    pub fn refusing_receiver(receiver: &'static str, reply: &'static str) -> Self {
        Self::listen(&[], Some((receiver, reply)))
    }

    fn listen(replies: &'static [&'static str], refused: Option<(&'static str, &'static str)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let server = Self {
            address: listener.local_addr().expect("an address"),
            tries: Arc::default(),
            taken: Arc::default(),
            connections: Arc::default(),
        };
        let (tries, taken, connections) = (server.tries.clone(), server.taken.clone(), server.connections.clone());
        thread::spawn(move || {
            for stream in listener.incoming() {
                let stream = stream.expect("a connection");
                connections.lock().expect("no panic").push(stream.try_clone().expect("a second hand"));
                let (tries, taken) = (tries.clone(), taken.clone());
                thread::spawn(move || converse(stream, replies, refused, &tries, &taken));
            }
        });
        server
    }

    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The options that make a backend use it.
    pub fn options(&self) -> [String; 4] {
        ["--smtp-url".into(), self.url(), "--mail-from".into(), "HostTracker <account@example.org>".into()]
    }

    /// Its address for `--smtp-url`.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// A backend that uses it.
    pub fn serve(&self) -> Server {
        let options = self.options();
        Server::start_with(&options.each_ref().map(String::as_str))
    }

    /// What was taken, once there is as much as this.
    pub fn taken(&self, count: usize) -> Vec<Mail> {
        eventually("the mail server takes the message", || {
            let taken = self.taken.lock().expect("no panic").clone();
            (taken.len() >= count).then_some(taken)
        })
    }

    /// Ends every connection, as servers do with those that are idle.
    pub fn let_go(&self) {
        for connection in self.connections.lock().expect("no panic").drain(..) {
            // The other side may have been faster.
            let _ = connection.shutdown(Shutdown::Both);
        }
    }

    /// What was offered, taken or not.
    pub fn tries(&self) -> Vec<Mail> {
        self.tries.lock().expect("no panic").clone()
    }
}

/// One connection: a greeting, then a reply to each command, until the client says goodbye.
fn converse(
    stream: TcpStream,
    replies: &[&str],
    refused: Option<(&str, &str)>,
    tries: &Mutex<Vec<Mail>>,
    taken: &Mutex<Vec<Mail>>,
) {
    let connection = stream.peer_addr().map_or(0, |peer| peer.port());
    let mut out = stream.try_clone().expect("a second hand");
    let mut say = move |line: &str| out.write_all(format!("{line}\r\n").as_bytes()).is_ok();
    let mut mail = Mail::default();
    let mut is_data = false;
    say("220 mail.example.org");
    for line in BufReader::new(stream).lines() {
        let Ok(line) = line else { return };
        if is_data {
            if line != "." {
                // A leading dot was doubled on its way (RFC 5321, 4.5.2).
                mail.data.push_str(line.strip_prefix('.').unwrap_or(&line));
                mail.data.push('\n');
                continue;
            }
            is_data = false;
            let before = {
                let mut tries = tries.lock().expect("no panic");
                tries.push(mail.clone());
                tries.len() - 1
            };
            let reply = replies.get(before).copied().unwrap_or("250 2.0.0 taken");
            if reply.starts_with('2') {
                taken.lock().expect("no panic").push(std::mem::take(&mut mail));
            }
            say(reply);
            continue;
        }
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let address = || line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
        if let Some((_, reply)) = refused.filter(|(refused, _)| *refused == verb || line.contains(*refused)) {
            say(reply);
            continue;
        }
        match verb.as_str() {
            "EHLO" => {
                say("250-mail.example.org");
                say("250 8BITMIME");
            }
            "MAIL" => {
                mail = Mail { from: address(), connection, ..Mail::default() };
                say("250 2.1.0 well");
            }
            "RCPT" => {
                mail.to = address();
                say("250 2.1.5 well");
            }
            "DATA" => {
                is_data = true;
                say("354 go on");
            }
            "QUIT" => {
                say("221 2.0.0 goodbye");
                return;
            }
            "RSET" | "NOOP" => {
                say("250 2.0.0 well");
            }
            _ => {
                say("502 5.5.2 unknown");
            }
        }
    }
}
