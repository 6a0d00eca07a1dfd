//! Where contacts stand by what their holders do, and what providers say. The one place that confirms.

use contract::contacts::{Reason, ReasonCode, State};
use sqlx::{Sqlite, Transaction};

use super::store::{self, Owned};
use super::{codes, stops};
use crate::App;
use crate::error::Error;
use crate::evidence::Fact;

/// How a holder showed that a contact is theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// The code that was sent there was given back.
    Code,
    /// A press on the holder's page, whose link was sent there.
    Link,
    /// A word that was sent from there, such as START.
    Word,
    /// A press in the messenger, which knows who pressed.
    Provider {
        /// The id by which the provider knows them, such as the id of a chat.
        id: String,
        /// The name by which the provider shows them, as `contract::contacts::address` keeps it, if any.
        name: Option<String>,
    },
}

impl By {
    const fn code(&self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Link => "link",
            Self::Word => "word",
            Self::Provider { .. } => "messenger",
        }
    }
}

/// What came of a confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// The contact is confirmed from now on.
    Now,
    /// It was already.
    Already,
    /// There is no such contact, or no longer; or its one-tap link was replaced by a newer one.
    Gone,
    /// Who pressed is not whom the contact names.
    SomebodyElse,
    /// Its holder said no before: only `allow` ends that.
    Refused,
}

/// Confirms a contact for its holder, by a press in a messenger. `number` is the sending that
/// [`super::one_tap::read`] gave.
///
/// # Errors
/// When the database does not answer or something does not open.
pub async fn confirm_by_holder(app: &App, contact: &str, number: i64, by: &By) -> Result<Confirmed, Error> {
    let mut work = app.database.write().await?;
    let Some(mut owned) = store::of_id(&mut *work, &app.vault, contact).await? else { return Ok(Confirmed::Gone) };
    let sent = codes::last(&mut *work, contact).await?;
    if sent.is_none_or(|sent| sent.number != number) {
        return Ok(Confirmed::Gone);
    }
    let confirmed = confirm(app, &mut work, &mut owned, by).await?;
    work.commit().await?;
    app.work_arrived.notify_one();
    Ok(confirmed)
}

/// Confirms a contact that awaits it. One that is confirmed stays as it is, and so does one whose holder
/// said no.
///
/// # Errors
/// When the database does not take it.
pub async fn confirm(
    app: &App,
    work: &mut Transaction<'static, Sqlite>,
    owned: &mut Owned,
    by: &By,
) -> Result<Confirmed, Error> {
    let contact = &mut owned.stored;
    if let By::Provider { id, name } = by {
        let named = app.vault.contact_index(contact.channel, &contact.document.address);
        if name.as_ref().is_none_or(|name| app.vault.contact_index(contact.channel, name) != named) {
            return Ok(Confirmed::SomebodyElse);
        }
        contact.document.provider_id = Some(id.clone());
    }
    match contact.state {
        State::AwaitingConfirmation => {
            contact.set_state(State::Confirmed, None);
            tell(app, work, owned, |channel, address| Fact::ContactConfirmed { channel, address, by: by.code() })
                .await?;
            Ok(Confirmed::Now)
        }
        State::Confirmed | State::Paused | State::Failing => {
            if matches!(by, By::Provider { .. }) {
                store::note(work, &app.vault, &owned.key, &owned.stored).await?;
            }
            Ok(Confirmed::Already)
        }
        State::Refused | State::OptedOut => Ok(Confirmed::Refused),
        State::ChannelClosed | State::Other => Ok(Confirmed::Gone),
    }
}

/// The holder refuses the contact: `code` is [`ReasonCode::HolderRefused`] or
/// [`ReasonCode::HolderReported`].
///
/// # Errors
/// When the database does not take it.
pub async fn refuse(
    app: &App,
    work: &mut Transaction<'static, Sqlite>,
    owned: &mut Owned,
    code: ReasonCode,
) -> Result<(), Error> {
    let was = owned.stored.document.reason.as_ref().map(|reason| reason.code);
    // Who reported does not take that back by refusing.
    let is_said =
        owned.stored.state == State::Refused && (was == Some(code) || was == Some(ReasonCode::HolderReported));
    if is_said || owned.stored.state == State::ChannelClosed {
        return Ok(());
    }
    owned.stored.set_state(State::Refused, Some(because(code)));
    let reported = code == ReasonCode::HolderReported;
    if reported {
        tracing::warn!(
            account = owned.stored.account,
            "the holder of a contact reports that they do not know the account"
        );
    }
    tell(app, work, owned, |channel, address| {
        if reported { Fact::ContactReported { channel, address } } else { Fact::ContactRefused { channel, address } }
    })
    .await
}

/// The holder wants no more messages: they stopped them on their page, answered STOP, or blocked the bot.
/// What was refused before stays refused.
///
/// # Errors
/// When the database does not take it.
pub async fn opt_out(
    app: &App,
    work: &mut Transaction<'static, Sqlite>,
    owned: &mut Owned,
    code: ReasonCode,
) -> Result<(), Error> {
    if matches!(owned.stored.state, State::Refused | State::OptedOut | State::ChannelClosed) {
        return Ok(());
    }
    if stops::is_by_word(code) {
        stops::keep(app, work, owned).await?;
    }
    owned.stored.set_state(State::OptedOut, Some(because(code)));
    let how = match code {
        ReasonCode::StopWord => "stop_word",
        ReasonCode::BotBlocked => "bot_blocked",
        _ => "holder_page",
    };
    tell(app, work, owned, |channel, address| Fact::ContactStopped { channel, address, how }).await
}

/// The holder asks for silence, until a moment in seconds since 1970 or until they allow messages again.
/// Only what is confirmed can be muted.
///
/// # Errors
/// When the database does not take it.
pub async fn mute(
    app: &App,
    work: &mut Transaction<'static, Sqlite>,
    owned: &mut Owned,
    until: Option<i64>,
) -> Result<(), Error> {
    if !matches!(owned.stored.state, State::Confirmed | State::Paused) {
        return Ok(());
    }
    owned.stored.set_state(State::Paused, Some(because(ReasonCode::HolderMuted)));
    owned.stored.paused_until = until;
    store::save(work, &app.vault, &owned.key, &mut owned.stored).await
}

/// The holder allows messages again, after a refusal, a stop or a mute. False when there was nothing to
/// allow: what awaits confirmation is confirmed, not allowed.
///
/// # Errors
/// When the database does not take it.
pub async fn allow(
    app: &App,
    work: &mut Transaction<'static, Sqlite>,
    owned: &mut Owned,
    by: &By,
) -> Result<bool, Error> {
    match owned.stored.state {
        State::Refused | State::OptedOut => {}
        State::Paused if owned.stored.is_the_holders() => {}
        State::Confirmed | State::Paused | State::Failing => return Ok(true),
        State::AwaitingConfirmation | State::ChannelClosed | State::Other => return Ok(false),
    }
    if let By::Provider { id, .. } = by {
        owned.stored.document.provider_id = Some(id.clone());
    }
    owned.stored.set_state(State::Confirmed, None);
    tell(app, work, owned, |channel, address| Fact::ContactAllowed { channel, address, by: by.code() }).await?;
    Ok(true)
}

/// Messages do not arrive: the provider says why. A contact that awaits confirmation goes on awaiting it,
/// with the reason beside it.
///
/// # Errors
/// When the database does not take it.
pub async fn fail(
    app: &App,
    work: &mut Transaction<'static, Sqlite>,
    owned: &mut Owned,
    said: &str,
) -> Result<(), Error> {
    let reason = Reason { code: ReasonCode::Provider, said: (!said.is_empty()).then(|| said.to_owned()) };
    match owned.stored.state {
        State::Confirmed => {
            owned.stored.set_state(State::Failing, Some(reason));
            store::save(work, &app.vault, &owned.key, &mut owned.stored).await
        }
        State::AwaitingConfirmation => {
            owned.stored.document.reason = Some(reason);
            store::note(work, &app.vault, &owned.key, &owned.stored).await
        }
        _ => Ok(()),
    }
}

/// A message arrived at a contact that was failing: it is confirmed as before.
///
/// # Errors
/// When the database does not take it.
pub async fn recover(app: &App, work: &mut Transaction<'static, Sqlite>, owned: &mut Owned) -> Result<(), Error> {
    if owned.stored.state != State::Failing {
        return Ok(());
    }
    owned.stored.set_state(State::Confirmed, None);
    store::save(work, &app.vault, &owned.key, &mut owned.stored).await
}

const fn because(code: ReasonCode) -> Reason {
    Reason { code, said: None }
}

/// Keeps the contact, and in the record of its account what its holder said.
async fn tell<'a>(
    app: &App,
    work: &mut Transaction<'static, Sqlite>,
    owned: &'a mut Owned,
    fact: impl FnOnce(&'static str, &'a str) -> Fact<'a>,
) -> Result<(), Error> {
    store::save(work, &app.vault, &owned.key, &mut owned.stored).await?;
    let owned: &'a Owned = owned;
    let fact = fact(owned.stored.channel.code(), &owned.stored.document.address);
    app.evidence.append(work, &owned.stored.account, &owned.key, &fact).await?;
    Ok(())
}
