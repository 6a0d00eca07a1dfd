//! An SMS gateway on loopback that checks what real ones check: the key, the number, the length.

use serde_json::{Value, json};

use crate::provider::{Asked, Provider, Says};

/// The key that it wants.
pub const KEY: &str = "planted-gateway-key";
/// The secret with which it signs what it posts to us.
pub const SECRET: &str = "planted-gateway-secret";
/// A number that its operator does not know.
pub const UNKNOWN: &str = "+48601000009";
/// A number to which it sends nothing more for now.
pub const BUSY: &str = "+48601000008";

/// The body that it takes.
pub const BODY: &str = r#"{"messages":[{"to":"{to}","text":"{text}","reference":"{id}"}],"from":"HostTracker"}"#;

/// Begins to listen.
pub fn start() -> Provider {
    Provider::start(answer)
}

/// The options that make a backend use it.
pub fn options(gateway: &Provider) -> Vec<String> {
    let (url, key) = ([&gateway.origin(), "/v1/messages"].concat(), ["Authorization: Bearer ", KEY].concat());
    ["--sms-url", &url, "--sms-header", &key, "--sms-body", BODY, "--sms-secret", SECRET].map(str::to_owned).to_vec()
}

fn answer(asked: &Asked) -> Says {
    let refuse = |status, words: &str| Says::json(status, &json!({ "error": { "code": 1, "message": words } }));
    if asked.path != "/v1/messages" || asked.method != "POST" {
        return Says::text(404, "<html><title>Not Found</title></html>");
    }
    let key = asked.header("authorization");
    if key != ["Bearer ", KEY].concat() {
        return refuse(401, &format!("The key {key} is not known"));
    }
    let body = asked.json();
    let message = &body["messages"][0];
    let (to, text) = (message["to"].as_str().unwrap_or_default(), message["text"].as_str().unwrap_or_default());
    let digits = to.strip_prefix('+').unwrap_or_default();
    let is_e164 = (8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if asked.header("content-type") != "application/json" || body == Value::Null {
        return refuse(415, "JSON is expected");
    }
    if !is_e164 {
        return refuse(422, &format!("{to} is not a number in E.164"));
    }
    if text.is_empty() || text.chars().count() > 1_600 {
        return refuse(422, "A text of 1 to 1600 characters is expected");
    }
    match to {
        UNKNOWN => refuse(400, &format!("Unknown subscriber {to}\r\n\u{7}for key {KEY}: {text}")),
        BUSY => refuse(429, "Slow down").with("Retry-After", 40),
        _ => Says::json(202, &json!({ "id": message["reference"] })),
    }
}
