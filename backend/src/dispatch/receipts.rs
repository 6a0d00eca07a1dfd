//! What providers say of a message after they took it: that it arrived, or that it did not.

use contract::contacts::deliveries::DeliveryState;

use super::queue::Said;
use crate::contacts::{standing, store};
use crate::error::Error;
use crate::{App, clock};

/// What a provider says of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Receipt {
    /// It arrived.
    Arrived,
    /// It will not arrive.
    Lost {
        /// In the provider's words; empty for none.
        said: String,
    },
}

/// Notes a receipt for a message by its id ([`crate::delivery::Message::id`]). False when no message of this
/// id was sent, or not yet, or its end is known already.
///
/// # Errors
/// When the database does not take it.
pub async fn note(app: &App, message: &str, receipt: &Receipt) -> Result<bool, Error> {
    let mut work = app.database.write().await?;
    let contact: Option<String> =
        sqlx::query_scalar("SELECT contact_id FROM deliveries WHERE message_id = $1 AND state = 'sent' LIMIT 1")
            .bind(message)
            .fetch_optional(&mut *work)
            .await?;
    let Some(contact) = contact else { return Ok(false) };
    let Some(mut owned) = store::of_id(&mut *work, &app.vault, &contact).await? else { return Ok(false) };
    let (state, reason) = match receipt {
        Receipt::Arrived => (DeliveryState::Delivered, None),
        Receipt::Lost { said } => (DeliveryState::Failed, Some(said.clone()).filter(|said| !said.is_empty())),
    };
    let by = Some(app.delivery.recipient(owned.stored.channel).to_owned());
    sqlx::query("UPDATE deliveries SET state = $2, state_at = $3, said = $4 WHERE message_id = $1 AND state = 'sent'")
        .bind(message)
        .bind(state.code())
        .bind(clock::now_in_milliseconds())
        .bind(Said { by, reason }.seal(&owned.key, message)?)
        .execute(&mut *work)
        .await?;
    if let Receipt::Lost { said } = receipt {
        standing::fail(app, &mut work, &mut owned, said).await?;
    }
    work.commit().await?;
    Ok(true)
}
