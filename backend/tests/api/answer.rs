//! Answers: read from the wire, and held against `openapi.json`.

use std::io::Read;
use std::net::TcpStream;
use std::sync::OnceLock;

use serde_json::{Value, json};

use crate::server::Server;

/// An answer of the server.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Names in lower case, and values, in the order in which they came.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// Reads one answer.
    pub fn read(stream: &mut TcpStream, method: &str) -> Self {
        let mut bytes = Vec::new();
        let end = loop {
            if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                break end;
            }
            read_more(stream, &mut bytes);
        };
        let head = String::from_utf8(bytes[..end].to_vec()).expect("the head is text");
        let mut body = bytes.split_off(end + 4);
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("a status");
        let headers = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let mut answer = Self { status, headers, body: Vec::new() };
        let length = answer.header("content-length").map_or(0, |length| length.parse().expect("a length"));
        while method != "HEAD" && body.len() < length {
            read_more(stream, &mut body);
        }
        answer.body = body;
        answer
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("text")
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }

    /// The session that the answer begins, as a `Cookie` header.
    pub fn cookie(&self) -> String {
        let set = self.header("set-cookie").unwrap_or_else(|| panic!("no cookie: {self:?}"));
        set.split(';').next().expect("a pair").to_owned()
    }

    /// Fails unless this is the refusal of a code, in every part of its form (RFC 9457; API.md).
    #[track_caller]
    pub fn assert_refused(&self, code: &str, status: u16) -> Value {
        assert_eq!(self.status, status, "{self:?} {}", String::from_utf8_lossy(&self.body));
        assert_eq!(self.header("content-type"), Some("application/problem+json"));
        let refusal = self.json();
        assert_eq!(refusal["code"], code);
        assert_eq!(refusal["type"], format!("/problems/{code}"));
        assert_eq!(refusal["status"], status);
        refusal
    }

    /// Fails unless the answer is one that `openapi.json` gives to the operation.
    pub fn check_against_description(&self, server: &Server, method: &str, path: &str) {
        let path = path.split('?').next().expect("a path");
        let Some(path) = path.strip_prefix("/api/v1") else { return };
        if path == "/openapi.json" || method == "OPTIONS" {
            return;
        }
        let document = description(server);
        let operation = document["paths"]
            .as_object()
            .expect("paths")
            .iter()
            .find(|(template, _)| is_at(template, path))
            .and_then(|(_, operations)| operations.get(method.to_lowercase()));
        let Some(operation) = operation else {
            assert!([403, 404, 405].contains(&self.status), "{method} {path} is not described: {self:?}");
            assert_fits(document, &document["components"]["schemas"]["Refusal"], &self.json());
            return;
        };
        let response = &operation["responses"][self.status.to_string()];
        assert!(response.is_object(), "{method} {path} does not describe {self:?}");
        match response["content"].as_object() {
            Some(content) => {
                let kind = self.header("content-type").unwrap_or_default();
                let described = content.get(kind).unwrap_or_else(|| panic!("{method} {path} does not describe {kind}"));
                assert_fits(document, &described["schema"], &self.json());
            }
            None => assert!(self.body.is_empty(), "{method} {path} describes no body: {self:?}"),
        }
    }
}

fn read_more(stream: &mut TcpStream, bytes: &mut Vec<u8>) {
    let mut some = [0; 16 * 1024];
    let count = stream.read(&mut some).expect("an answer");
    assert!(count > 0, "the connection ended after {:?}", String::from_utf8_lossy(bytes));
    bytes.extend(&some[..count]);
}

/// `openapi.json`, asked for once: every server of a test run is the same program.
fn description(server: &Server) -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(|| server.get("/api/v1/openapi.json").json())
}

fn is_at(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    template.len() == path.len()
        && template.iter().zip(path).all(|(part, given)| *part == given || part.starts_with('{'))
}

#[track_caller]
fn assert_fits(document: &Value, schema: &Value, value: &Value) {
    // References in the schema begin at the root of the document.
    let rooted = json!({ "components": document["components"], "allOf": [schema] });
    let validator = jsonschema::validator_for(&rooted).expect("a schema");
    let problems: Vec<String> = validator.iter_errors(value).map(|problem| problem.to_string()).collect();
    assert!(problems.is_empty(), "{value} does not fit its description: {problems:?}");
}
