//! `POST /webhooks/telegram`: what people do with the bot (<https://core.telegram.org/bots/api#update>).

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use contract::account::Language;
use contract::refusal::RefusalCode;
use serde::{Deserialize, Serialize};
use sqlx::{Sqlite, Transaction};
use utoipa::ToSchema;

use super::Posted;
use super::commands::{self, Command, Writer};
use crate::App;
use crate::clock::{self, DAY};
use crate::error::Error;
use crate::words::bot::{self, Answer};

/// The header in which Telegram repeats the secret that it was given with the address of the webhook.
const SECRET: &str = "x-telegram-bot-api-secret-token";
/// Carried-out updates are remembered for so long, in seconds; Telegram gives up after a day.
const REMEMBERED: i64 = 7 * DAY;

/// An update, as far as it is read; what else Telegram sends changes nothing.
#[derive(Deserialize, ToSchema)]
struct Update {
    /// Its number.
    #[serde(rename = "update_id")]
    number: i64,
    /// Somebody wrote.
    message: Option<Message>,
    /// The bot was blocked, or allowed again.
    my_chat_member: Option<Membership>,
}

/// A message to the bot.
#[derive(Deserialize, ToSchema)]
struct Message {
    /// When, in seconds since 1970.
    date: i64,
    /// Where.
    chat: Chat,
    /// Who.
    from: Option<User>,
    /// What; not every message has words.
    text: Option<String>,
}

/// How the bot stands in a chat.
#[derive(Deserialize, ToSchema)]
struct Membership {
    /// In which one.
    chat: Chat,
    /// From now on.
    new_chat_member: Member,
}

/// The bot as a member of a chat.
#[derive(Deserialize, ToSchema)]
struct Member {
    /// `kicked` when it was blocked.
    status: String,
}

/// A chat.
#[derive(Deserialize, ToSchema)]
struct Chat {
    /// Its id, of up to 52 bits.
    id: i64,
    /// `private` with one person.
    #[serde(rename = "type")]
    kind: String,
}

/// A person.
#[derive(Deserialize, ToSchema)]
struct User {
    /// Without the `@`; not everybody has one.
    username: Option<String>,
    /// The language of their Telegram, as in `pl` or `en-GB`.
    language_code: Option<String>,
}

/// What the bot answers: Telegram takes a call in the answer to a webhook.
#[derive(Serialize, ToSchema)]
struct Reply {
    /// `sendMessage`.
    method: &'static str,
    /// To whom.
    chat_id: i64,
    /// What.
    text: String,
}

/// An update of the Telegram bot. The same one again changes nothing and is answered with nothing.
#[utoipa::path(
    post, path = "/webhooks/telegram", tag = "webhooks", security(("telegram_secret" = [])), request_body = Update,
    responses(
        (status = 200, body = Reply, description = "Carried out; the bot answers"),
        (status = 204, description = "Heard; there is nothing to answer"),
    ),
)]
pub(super) async fn hear_telegram(State(app): State<App>, posted: Posted) -> Result<Response, Error> {
    if !is_the_secret(&app, posted.header(SECRET)) {
        return Err(RefusalCode::SignedOut.into());
    }
    if !posted.is_json() {
        return Err(RefusalCode::UnsupportedMediaType.into());
    }
    let update: Update = serde_json::from_slice(&posted.body).map_err(|_| RefusalCode::Malformed)?;
    let reply = carry_out(&app, update).await?;
    Ok(reply.map_or_else(|| StatusCode::NO_CONTENT.into_response(), |reply| Json(reply).into_response()))
}

/// Carries an update out once. Only private chats count: a group is nobody's contact.
async fn carry_out(app: &App, update: Update) -> Result<Option<Reply>, Error> {
    let (chat, wish) = match (update.message, update.my_chat_member) {
        (Some(Message { date, chat, from, text: Some(text) }), _) => {
            let from = from.unwrap_or(User { username: None, language_code: None });
            let language = from.language_code.as_deref().map_or(Language::En, bot::language);
            let name = from.username.map(|name| ["@", &name].concat());
            (chat, (commands::read(&text), Some(Writer { name, language, date })))
        }
        (_, Some(Membership { chat, new_chat_member })) if new_chat_member.status == "kicked" => {
            (chat, (Command::Blocked, None))
        }
        _ => return Ok(None),
    };
    if chat.kind != "private" {
        return Ok(None);
    }
    let (command, writer) = wish;
    let writer = writer.unwrap_or_else(Writer::nobody);
    let id = chat.id.to_string();
    // A link confirms in a transaction of its own: carrying it out twice would change nothing.
    if let Command::Start(Some(token)) = &command {
        if is_known(app, update.number).await? {
            return Ok(None);
        }
        let answer = commands::confirm(app, &id, token, &writer).await?;
        let mut work = app.database.write().await?;
        remember(&mut work, update.number).await?;
        work.commit().await?;
        return Ok(Some(reply(chat.id, answer)));
    }
    let mut work = app.database.write().await?;
    if !remember(&mut work, update.number).await? {
        return Ok(None);
    }
    let answer = commands::carry_out(app, &mut work, &id, &command, &writer).await?;
    work.commit().await?;
    app.work_arrived.notify_one();
    Ok(answer.map(|answer| reply(chat.id, answer)))
}

fn reply(chat_id: i64, (language, answer): (Language, Answer)) -> Reply {
    Reply { method: "sendMessage", chat_id, text: bot::say(language, &answer) }
}

/// True for the secret of the options. Both are hashed under a key that nobody outside knows, so that the
/// time of the comparison tells nothing.
fn is_the_secret(app: &App, given: &str) -> bool {
    let mac = |secret: &str| app.vault.request_mac(&[b"telegram secret", secret.as_bytes()]);
    app.options.telegram.telegram_secret.as_deref().is_some_and(|known| mac(known) == mac(given))
}

async fn is_known(app: &App, update: i64) -> Result<bool, Error> {
    let known: Option<i64> = sqlx::query_scalar("SELECT id FROM telegram_updates WHERE id = $1")
        .bind(update)
        .fetch_optional(app.database.read())
        .await?;
    Ok(known.is_some())
}

/// Remembers an update; false when it was remembered already.
async fn remember(work: &mut Transaction<'static, Sqlite>, update: i64) -> Result<bool, Error> {
    let kept = sqlx::query("INSERT INTO telegram_updates (id, at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING")
        .bind(update)
        .bind(clock::now())
        .execute(&mut **work)
        .await?;
    Ok(kept.rows_affected() == 1)
}

/// Forgets the updates that Telegram cannot send again.
///
/// # Errors
/// When the database does not take it.
pub async fn forget_old(work: &mut Transaction<'static, Sqlite>) -> Result<(), Error> {
    sqlx::query("DELETE FROM telegram_updates WHERE at <= $1")
        .bind(clock::now() - REMEMBERED)
        .execute(&mut **work)
        .await?;
    Ok(())
}
