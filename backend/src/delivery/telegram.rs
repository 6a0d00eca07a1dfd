//! Messages by a Telegram bot (<https://core.telegram.org/bots/api>): to holders who wrote to it first.

use axum::http::{HeaderMap, HeaderValue, Uri};
use contract::contacts::ReasonCode;
use serde::{Deserialize, Serialize};

use super::http::{self, Http, Reply};
use super::sms_text::cut;
use super::{Delivering, Delivery, Failure, Message, said};
use crate::Fault;
use crate::config::TelegramBot;

/// The longest text, in UTF-16 units.
const TEXT_MAX: usize = 4_096;

/// A bot.
pub struct Telegram {
    http: Http,
    send: Uri,
    host: String,
    token: String,
}

/// `sendMessage`.
#[derive(Serialize)]
struct SendMessage<'a> {
    chat_id: i64,
    text: &'a str,
    link_preview_options: NoPreview,
}

/// The links are for the holder alone: Telegram is not to open them.
#[derive(Serialize)]
struct NoPreview {
    is_disabled: bool,
}

/// What the Bot API answers, as far as it matters.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Answered {
    ok: bool,
    description: String,
    parameters: Parameters,
}

/// `ResponseParameters`.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Parameters {
    retry_after: u32,
}

impl Telegram {
    /// The bot of the options; `None` without one. Nothing is connected yet.
    ///
    /// # Errors
    /// A [`Fault`] when something is not well formed. It repeats no secret.
    pub fn new(options: &TelegramBot, http: &Http) -> Result<Option<Self>, Fault> {
        let Some(token) = &options.telegram_token else { return Ok(None) };
        let is_well = token.split_once(':').is_some_and(|(bot, secret)| {
            !bot.is_empty() && bot.bytes().all(|byte| byte.is_ascii_digit()) && is_word(secret)
        });
        if !is_well {
            return Err(Fault::new("--telegram-token is not the token of a bot: give the one that BotFather gave you"));
        }
        if !options.telegram_secret.as_deref().is_some_and(|secret| is_word(secret) && secret.len() <= 256) {
            return Err(Fault::new(
                "--telegram-secret is not one that Telegram takes: give up to 256 letters, digits, _ and -",
            ));
        }
        if !options.telegram_bot.as_deref().is_some_and(is_word) {
            return Err(Fault::new("--telegram-bot is not the name of a bot: give one as in HostTrackerBot"));
        }
        let api = options.telegram_api.trim_end_matches('/');
        let (_, host) = http::address("--telegram-api", api)?;
        let (send, _) = http::address("--telegram-api", &format!("{api}/bot{token}/sendMessage"))?;
        Ok(Some(Self { http: http.clone(), send, host, token: token.clone() }))
    }

    async fn send(&self, message: &Message) -> Result<(), Failure> {
        let chat = message.provider_id.as_deref().and_then(|id| id.parse().ok());
        let chat_id = chat.ok_or_else(|| Failure::lasting("the holder has not written to the bot yet"))?;
        let text = cut(message.written.text.trim(), TEXT_MAX, "…", char::len_utf16);
        let body = SendMessage { chat_id, text: &text, link_preview_options: NoPreview { is_disabled: true } };
        let body = serde_json::to_string(&body).map_err(|error| Failure::lasting(error.to_string()))?;
        let json = HeaderValue::from_static("application/json");
        let reply = self.http.post(&self.send, json, &HeaderMap::new(), body).await?;
        self.read(&reply)
    }

    /// What the answer means. Its words are those of the public server (`td/telegram-bot-api`).
    fn read(&self, reply: &Reply) -> Result<(), Failure> {
        let answered: Answered = serde_json::from_slice(&reply.body).unwrap_or_default();
        if answered.ok && (200..300).contains(&reply.status) {
            return Ok(());
        }
        let cause = format!("Telegram said {}", reply.status);
        let says = |words: &str| answered.description.contains(words);
        let failure = match reply.status {
            403 if says("deactivated") || says("initiate conversation") => Failure::lasting(cause),
            // It has been seen to pass by itself.
            403 if says("can't send messages to the user") => Failure::temporary(cause),
            403 => Failure::opted_out(cause, ReasonCode::BotBlocked),
            400 => Failure::lasting(cause),
            // 401 and 404 are about our token, and not about the holder.
            _ => Failure::temporary(cause),
        };
        let reason = said::line(&answered.description, &[&self.token]).unwrap_or_else(|| failure.cause.clone());
        Err(Failure { reason, wait: http::at_most(answered.parameters.retry_after.max(reply.wait)), ..failure })
    }
}

impl Delivery for Telegram {
    fn recipient(&self) -> &str {
        &self.host
    }

    fn deliver<'a>(&'a self, message: &'a Message) -> Delivering<'a> {
        Box::pin(self.send(message))
    }
}

/// One or more letters, digits, `_` and `-`.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::FailureKind;

    fn options() -> TelegramBot {
        TelegramBot {
            telegram_token: Some("123456:a-secret_token".to_owned()),
            telegram_api: "https://api.telegram.org/".to_owned(),
            telegram_bot: Some("HostTrackerBot".to_owned()),
            telegram_secret: Some("another-secret".to_owned()),
        }
    }

    #[test]
    fn a_mistake_in_the_options_is_told_without_the_token() {
        let bot = Telegram::new(&options(), &Http::new()).expect("a bot").expect("one");
        assert_eq!(bot.send, "https://api.telegram.org/bot123456:a-secret_token/sendMessage");
        assert_eq!(bot.recipient(), "api.telegram.org");
        let text = |text: &str| Some(text.to_owned());
        for wrong in [
            TelegramBot { telegram_token: text("a-secret_token"), ..options() },
            TelegramBot { telegram_token: text("123456:a-secret token"), ..options() },
            TelegramBot { telegram_token: text("123456:a-secret_token/.."), ..options() },
            TelegramBot { telegram_secret: text("another secret"), ..options() },
            TelegramBot { telegram_secret: None, ..options() },
            TelegramBot { telegram_bot: text("t.me/bot"), ..options() },
            TelegramBot { telegram_api: "http://192.0.2.1".to_owned(), ..options() },
        ] {
            let fault = Telegram::new(&wrong, &Http::new()).err().expect("a fault").to_string();
            assert!(fault.starts_with("--telegram-") && !fault.contains("secret_token"), "{fault}");
            assert!(!fault.contains("another secret"), "{fault}");
        }
    }

    #[test]
    fn each_refusal_is_told_from_the_others() {
        let bot = Telegram::new(&options(), &Http::new()).expect("a bot").expect("one");
        let read = |status, body: &str| {
            bot.read(&Reply { status, wait: 0, body: body.to_owned().into() }).expect_err("a refusal")
        };
        let said = |description: &str| format!(r#"{{"ok":false,"error_code":1,"description":"{description}"}}"#);
        for (status, words, kind) in [
            (403, "Forbidden: bot was blocked by the user", FailureKind::OptedOut(ReasonCode::BotBlocked)),
            (403, "Forbidden: user is deactivated", FailureKind::Final),
            (403, "Forbidden: bot can't initiate conversation with a user", FailureKind::Final),
            (403, "Forbidden: bot can't send messages to the user", FailureKind::Temporary),
            (400, "Bad Request: chat not found", FailureKind::Final),
            (400, "Bad Request: message is too long", FailureKind::Final),
            (401, "Unauthorized", FailureKind::Temporary),
            (404, "Not Found", FailureKind::Temporary),
            (500, "Internal Server Error: restart", FailureKind::Temporary),
        ] {
            let failure = read(status, &said(words));
            assert_eq!((failure.kind, failure.reason.as_str()), (kind, words));
        }
        let body = r#"{"ok":false,"description":"Too Many Requests: retry after 35","parameters":{"retry_after":35}}"#;
        let failure = read(429, body);
        assert_eq!((failure.kind, failure.wait), (FailureKind::Temporary, 35));
        let failure = read(502, "<html>");
        assert_eq!((failure.kind, failure.reason.as_str()), (FailureKind::Temporary, "Telegram said 502"));
        let failure = read(400, &said("no bot123456:a-secret_token here"));
        assert_eq!(failure.reason, "no bot… here");
        // Something that is not the Bot API has taken nothing.
        assert_eq!(read(200, "welcome").kind, FailureKind::Temporary);
    }
}
