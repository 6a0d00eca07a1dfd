//! How far a holder's stop can be taken back by the channel itself: START, or `/start`, leads back to where
//! STOP, `/stop` or a blocked bot found the contact.

use contract::contacts::{Reason, ReasonCode, State};
use sqlx::{Sqlite, Transaction};

use super::standing::{self, By};
use super::store::{self, Owned};
use crate::error::Error;
use crate::{App, clock};

/// Keeps where a contact stands that is about to be stopped by its holder's word.
pub(super) async fn keep(app: &App, work: &mut Transaction<'static, Sqlite>, owned: &Owned) -> Result<(), Error> {
    // A mute of the holder's ends with the stop; a pause of the customer's does not.
    let state = if owned.stored.is_the_holders() { State::Confirmed } else { owned.stored.state };
    sqlx::query(
        "INSERT INTO contact_stops (account_id, address_index, state, paused_until) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account_id, address_index) DO UPDATE SET state = $3, paused_until = $4",
    )
    .bind(&owned.stored.account)
    .bind(&index(app, owned)[..])
    .bind(state.code())
    .bind(owned.stored.paused_until)
    .execute(&mut **work)
    .await?;
    Ok(())
}

/// The holder's word allows again what such a word, or a blocked bot, stopped, and nothing else. True
/// when the contact is told things again.
///
/// # Errors
/// When the database does not answer.
pub async fn start(
    app: &App,
    work: &mut Transaction<'static, Sqlite>,
    owned: &mut Owned,
    by: &By,
) -> Result<bool, Error> {
    let code = owned.stored.document.reason.as_ref().map(|reason| reason.code);
    if owned.stored.state != State::OptedOut || !code.is_some_and(is_by_word) {
        return Ok(false);
    }
    let found: Option<(String, Option<i64>)> = sqlx::query_as(
        "DELETE FROM contact_stops WHERE account_id = $1 AND address_index = $2 RETURNING state, paused_until",
    )
    .bind(&owned.stored.account)
    .bind(&index(app, owned)[..])
    .fetch_optional(&mut **work)
    .await?;
    let found = found.and_then(|(state, until)| Some((State::read(&state)?, until)));
    if let Some((State::AwaitingConfirmation, _)) = found {
        owned.stored.set_state(State::AwaitingConfirmation, None);
        store::save(work, &app.vault, &owned.key, &mut owned.stored).await?;
        return Ok(false);
    }
    standing::allow(app, work, owned, by).await?;
    if let Some((State::Paused, until)) = found
        && until.is_none_or(|until| until > clock::now())
    {
        owned.stored.set_state(State::Paused, Some(Reason { code: ReasonCode::CustomerPaused, said: None }));
        owned.stored.paused_until = until;
        store::save(work, &app.vault, &owned.key, &mut owned.stored).await?;
    }
    Ok(owned.stored.state == State::Confirmed)
}

/// True for what the holder said by the channel itself, and can take back there.
pub(super) const fn is_by_word(code: ReasonCode) -> bool {
    matches!(code, ReasonCode::StopWord | ReasonCode::BotBlocked)
}

fn index(app: &App, owned: &Owned) -> [u8; 32] {
    app.vault.contact_index(owned.stored.channel, &owned.stored.document.address)
}
