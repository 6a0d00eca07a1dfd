//! A provider on loopback that speaks HTTP/1.1, keeps what it is asked, and answers as it is told to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::Value;

use crate::server::eventually;

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The method.
    pub method: String,
    /// The path and the query.
    pub path: String,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl Asked {
    /// The value of a header; empty without one.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The body as JSON; `null` when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

/// What it answers.
pub struct Says {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
}

impl Says {
    /// JSON with this status.
    pub fn json(status: u16, body: &Value) -> Self {
        Self { status, headers: vec![("Content-Type", "application/json".to_owned())], body: body.to_string() }
    }

    /// Text with this status.
    pub fn text(status: u16, body: &str) -> Self {
        Self { status, headers: vec![("Content-Type", "text/plain".to_owned())], body: body.to_owned() }
    }

    /// The same with another header.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.headers.push((name, value.to_string()));
        self
    }
}

/// A server that keeps what it was asked.
pub struct Provider {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Provider {
    /// Begins to listen. `answer` is given each request.
    pub fn start(answer: impl Fn(&Asked) -> Says + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let provider = Self { address: listener.local_addr().expect("an address"), asked: Arc::default() };
        let (asked, answer) = (provider.asked.clone(), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (asked, answer) = (asked.clone(), answer.clone());
                thread::spawn(move || converse(stream.expect("a connection"), &*answer, &asked));
            }
        });
        provider
    }

    /// Its origin.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What it was asked, once there is as much as this.
    pub fn asked(&self, count: usize) -> Vec<Asked> {
        eventually("the provider is asked", || {
            let asked = self.asked.lock().expect("no panic").clone();
            (asked.len() >= count).then_some(asked)
        })
    }
}

/// One connection, with as many requests as the client has.
fn converse(stream: TcpStream, answer: &dyn Fn(&Asked) -> Says, asked: &Mutex<Vec<Asked>>) {
    let mut out = stream.try_clone().expect("a second hand");
    let mut lines = BufReader::new(stream);
    while let Some(request) = read(&mut lines) {
        asked.lock().expect("no panic").push(request.clone());
        let Says { status, headers, body } = answer(&request);
        let headers: String = headers.iter().map(|(name, value)| [name, ": ", value, "\r\n"].concat()).collect();
        let length = body.len();
        let answer = format!("HTTP/1.1 {status} Said\r\n{headers}Content-Length: {length}\r\n\r\n{body}");
        if out.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

fn read(lines: &mut BufReader<TcpStream>) -> Option<Asked> {
    let mut next = || {
        let mut line = String::new();
        lines.read_line(&mut line).ok().filter(|count| *count > 0)?;
        Some(line.trim_end().to_owned())
    };
    let first = next()?;
    let mut words = first.split(' ').map(str::to_owned);
    let (method, path) = (words.next()?, words.next()?);
    let mut headers = Vec::new();
    while let Some((name, value)) = next()?.split_once(": ") {
        headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let mut asked = Asked { method, path, headers, body: String::new() };
    let mut body = vec![0; asked.header("content-length").parse().unwrap_or_default()];
    lines.read_exact(&mut body).ok()?;
    asked.body = String::from_utf8(body).ok()?;
    Some(asked)
}
