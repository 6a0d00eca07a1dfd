//! What people write to the bot, and what it does.

use contract::account::Language;
use contract::contacts::{Channel, ReasonCode, State};
use sqlx::{Sqlite, Transaction};

use crate::App;
use crate::clock::HOUR;
use crate::contacts::standing::{self, By, Confirmed};
use crate::contacts::store::{self, Owned};
use crate::contacts::{let_go, one_tap, stops};
use crate::error::Error;
use crate::words::bot::Answer;

/// Silence lasts for so long when no other time is said, in hours.
const MUTE: i64 = 8;
/// The longest silence that can be asked for, in hours: 30 days. Who wants more writes `/stop`.
const MUTE_MAX: i64 = 30 * 24;

/// What somebody wants of the bot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// `/start`: with the token of a one-tap link, or to be told things again.
    Start(Option<String>),
    /// `/stop`.
    Stop,
    /// `/mute`, for so many hours.
    Mute(i64),
    /// `/unmute`.
    Unmute,
    /// The bot was blocked.
    Blocked,
    /// Anything else.
    Other,
}

/// Who writes.
pub(super) struct Writer {
    /// Their name with its `@`, if they have one.
    pub(super) name: Option<String>,
    /// The language of their Telegram.
    pub(super) language: Language,
    /// When they wrote, in seconds since 1970.
    pub(super) date: i64,
}

impl Writer {
    /// Nobody who wrote anything.
    pub(super) const fn nobody() -> Self {
        Self { name: None, language: Language::En, date: 0 }
    }
}

/// The command in a message.
pub(super) fn read(text: &str) -> Command {
    let mut words = text.split_whitespace();
    // In some places Telegram adds the name of the bot: `/stop@HostTrackerBot`.
    let command = words.next().unwrap_or_default().split('@').next().unwrap_or_default().to_ascii_lowercase();
    let first = words.next();
    match command.as_str() {
        "/start" => Command::Start(first.map(str::to_owned)),
        "/stop" => Command::Stop,
        "/unmute" => Command::Unmute,
        "/mute" => match first.map_or(Ok(MUTE), str::parse) {
            Ok(hours) if (1..=MUTE_MAX).contains(&hours) => Command::Mute(hours),
            _ => Command::Other,
        },
        _ => Command::Other,
    }
}

/// Confirms the contact of a one-tap link for whom Telegram says has pressed it.
pub(super) async fn confirm(app: &App, chat: &str, token: &str, writer: &Writer) -> Result<(Language, Answer), Error> {
    let Some(link) = one_tap::read(&app.vault, token) else { return Ok((writer.language, Answer::LinkDead)) };
    let by = By::Provider { id: chat.to_owned(), name: writer.name.clone() };
    let confirmed = standing::confirm_by_holder(app, &link.contact, link.number, &by).await?;
    let of_contact = store::of_id(app.database.read(), &app.vault, &link.contact).await?;
    let language = of_contact.map_or(writer.language, |owned| owned.stored.document.language);
    Ok(match confirmed {
        Confirmed::Now | Confirmed::Already => (language, Answer::Confirmed),
        Confirmed::Refused => (language, Answer::StoppedBefore),
        Confirmed::SomebodyElse => (writer.language, Answer::SomebodyElse),
        Confirmed::Gone => (writer.language, Answer::LinkDead),
    })
}

/// Does what somebody wants for every contact of their chat, in every account.
pub(super) async fn carry_out(
    app: &App,
    work: &mut Transaction<'static, Sqlite>,
    chat: &str,
    command: &Command,
    writer: &Writer,
) -> Result<Option<(Language, Answer)>, Error> {
    if let (Command::Start(_), Some(name)) = (command, &writer.name) {
        adopt(app, work, chat, name).await?;
    }
    if matches!(command, Command::Stop | Command::Blocked) {
        let_go(work, &app.vault.provider_index(Channel::Telegram, chat)).await?;
    }
    let mut contacts = store::of_provider_id(&mut **work, &app.vault, Channel::Telegram, chat).await?;
    let Some(first) = contacts.first() else {
        return Ok((*command != Command::Blocked).then_some((writer.language, Answer::Unknown)));
    };
    let language = first.stored.document.language;
    let by = By::Provider { id: chat.to_owned(), name: writer.name.clone() };
    let mut is_any = false;
    for owned in &mut contacts {
        is_any |= match command {
            Command::Stop => standing::opt_out(app, work, owned, ReasonCode::StopWord).await.map(|()| true)?,
            Command::Blocked => standing::opt_out(app, work, owned, ReasonCode::BotBlocked).await.map(|()| true)?,
            Command::Start(_) => stops::start(app, work, owned, &by).await?,
            Command::Mute(hours) => mute(app, work, owned, writer.date + hours * HOUR).await?,
            Command::Unmute => unmute(app, work, owned, &by).await?,
            Command::Other => false,
        };
    }
    Ok(match command {
        Command::Blocked => None,
        Command::Stop => Some(Answer::Stopped),
        Command::Start(_) if is_any => Some(Answer::Allowed),
        Command::Mute(hours) if is_any => Some(Answer::Muted { hours: *hours }),
        Command::Unmute if is_any => Some(Answer::Unmuted),
        Command::Mute(_) | Command::Unmute => Some(Answer::NothingToChange),
        Command::Start(_) | Command::Other => Some(Answer::Help),
    }
    .map(|answer| (language, answer)))
}

/// Gives the chat to the contacts with its name that have none yet, though their holders have spoken: those
/// that were confirmed before there was a bot. What awaits its confirmation is left to its link.
async fn adopt(app: &App, work: &mut Transaction<'static, Sqlite>, chat: &str, name: &str) -> Result<(), Error> {
    for owned in &mut store::of_address(&mut **work, &app.vault, Channel::Telegram, name).await? {
        let contact = &mut owned.stored;
        if contact.document.provider_id.is_none() && contact.state != State::AwaitingConfirmation {
            contact.document.provider_id = Some(chat.to_owned());
            store::note(work, &app.vault, &owned.key, contact).await?;
        }
    }
    Ok(())
}

/// Mutes what would be told things before that. A pause of the customer's that lasts longer stays theirs.
async fn mute(
    app: &App,
    work: &mut Transaction<'static, Sqlite>,
    owned: &mut Owned,
    until: i64,
) -> Result<bool, Error> {
    let contact = &owned.stored;
    let is_paused = contact.state == State::Paused && !contact.is_the_holders();
    let lasts = is_paused && contact.paused_until.is_none_or(|end| end >= until);
    if lasts || !matches!(contact.state, State::Confirmed | State::Paused) {
        return Ok(lasts);
    }
    standing::mute(app, work, owned, Some(until)).await?;
    Ok(true)
}

/// Ends the silence that the holder asked for, and nothing else.
async fn unmute(app: &App, work: &mut Transaction<'static, Sqlite>, owned: &mut Owned, by: &By) -> Result<bool, Error> {
    if owned.stored.state != State::Paused || !owned.stored.is_the_holders() {
        return Ok(false);
    }
    standing::allow(app, work, owned, by).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_read_as_people_write_them() {
        for (text, command) in [
            ("/start", Command::Start(None)),
            ("/start abc-_", Command::Start(Some("abc-_".to_owned()))),
            ("/Stop", Command::Stop),
            (" /stop@HostTrackerBot now", Command::Stop),
            ("/mute", Command::Mute(8)),
            ("/mute 1", Command::Mute(1)),
            ("/mute 720", Command::Mute(720)),
            ("/unmute", Command::Unmute),
        ] {
            assert_eq!(read(text), command, "{text}");
        }
        for text in
            ["", "stop", "/stopp", "/mute 0", "/mute 721", "/mute -8", "/mute an hour", "/mute 99999999999999999999"]
        {
            assert_eq!(read(text), Command::Other, "{text}");
        }
    }
}
