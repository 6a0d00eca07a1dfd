//! The Bot API of Telegram on loopback, as far as it is needed: it refuses what the real one refuses, in
//! its words (`td/telegram-bot-api`).

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::provider::{Asked, Provider, Says};

/// The token of the bot that it knows.
pub const TOKEN: &str = "7000000001:planted-telegram-token_A";
/// The secret with which it calls the webhook.
pub const SECRET: &str = "planted-webhook-secret";

/// Chats by their ids.
type Chats = Arc<Mutex<HashSet<i64>>>;

/// The server, and the people whom it knows.
pub struct BotApi {
    provider: Provider,
    known: Chats,
    blocked: Chats,
    flooded: Chats,
}

impl BotApi {
    /// Begins to listen.
    pub fn start() -> Self {
        let (known, blocked, flooded) = (Chats::default(), Chats::default(), Chats::default());
        let chats = (known.clone(), blocked.clone(), flooded.clone());
        let provider = Provider::start(move |asked| answer(asked, &chats.0, &chats.1, &chats.2));
        Self { provider, known, blocked, flooded }
    }

    /// Where it is, for `--telegram-api`.
    pub fn origin(&self) -> String {
        self.provider.origin()
    }

    /// The options that make a backend use it.
    pub fn options(&self) -> Vec<String> {
        let api = self.origin();
        [
            "--telegram-token",
            TOKEN,
            "--telegram-api",
            &api,
            "--telegram-bot",
            "HostTrackerBot",
            "--telegram-secret",
            SECRET,
        ]
        .map(str::to_owned)
        .to_vec()
    }

    /// Somebody writes to the bot first: from now on it may write to them.
    pub fn meet(&self, chat: i64) {
        self.known.lock().expect("no panic").insert(chat);
    }

    /// Somebody blocks the bot.
    pub fn block(&self, chat: i64) {
        self.blocked.lock().expect("no panic").insert(chat);
    }

    /// The next message to a chat is one too many.
    pub fn flood(&self, chat: i64) {
        self.flooded.lock().expect("no panic").insert(chat);
    }

    /// What it was asked, once there is as much as this.
    pub fn asked(&self, count: usize) -> Vec<Asked> {
        self.provider.asked(count)
    }
}

fn answer(asked: &Asked, known: &Chats, blocked: &Chats, flooded: &Chats) -> Says {
    let refuse = |status: u16, description: &str| {
        Says::json(status, &json!({ "ok": false, "error_code": status, "description": description }))
    };
    let Some((token, method)) = asked.path.strip_prefix("/bot").and_then(|path| path.split_once('/')) else {
        return refuse(404, "Not Found");
    };
    if token != TOKEN {
        return refuse(401, "Unauthorized");
    }
    if method != "sendMessage" {
        return refuse(404, "Not Found: method not found");
    }
    let body = if asked.header("content-type") == "application/json" { asked.json() } else { Value::Null };
    let text = body["text"].as_str().unwrap_or_default().trim();
    let Some(chat) = body["chat_id"].as_i64() else { return refuse(400, "Bad Request: chat_id is empty") };
    if text.is_empty() {
        return refuse(400, "Bad Request: message text is empty");
    }
    if text.encode_utf16().count() > 4096 {
        return refuse(400, "Bad Request: message is too long");
    }
    if !known.lock().expect("no panic").contains(&chat) {
        return refuse(400, "Bad Request: chat not found");
    }
    if blocked.lock().expect("no panic").contains(&chat) {
        return refuse(403, "Forbidden: bot was blocked by the user");
    }
    if flooded.lock().expect("no panic").remove(&chat) {
        let (status, parameters) = (429, json!({ "retry_after": 7 }));
        let description = "Too Many Requests: retry after 7";
        return Says::json(
            status,
            &json!({ "ok": false, "error_code": status, "description": description, "parameters": parameters }),
        );
    }
    let sent = json!({ "message_id": 1, "date": 1, "chat": { "id": chat, "type": "private" }, "text": text });
    Says::json(200, &json!({ "ok": true, "result": sent }))
}
