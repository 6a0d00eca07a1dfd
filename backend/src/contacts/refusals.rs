//! What holders said no to outlasts the contact: who removes an address, or changes it away, and adds it
//! again finds the holder's no again. The holder's old link ends it.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use contract::contacts::{Reason, State};
use contract::quiet_hours::WeekForm;
use serde::{Deserialize, Serialize};
use sqlx::{Sqlite, Transaction};

use super::store::Stored;
use crate::error::Error;
use crate::sealed::{Key, Place, Vault};

/// What is sealed of a holder's no.
#[derive(Serialize, Deserialize)]
struct Refusal {
    state: String,
    state_at: i64,
    reason: Option<Reason>,
    holder_token: String,
    holder_hours: WeekForm,
    provider_id: Option<String>,
}

/// Keeps the holder's no of a contact that leaves its address; nothing where the holder said none.
///
/// # Errors
/// When the database does not take it.
pub async fn keep(
    work: &mut Transaction<'static, Sqlite>,
    vault: &Vault,
    key: &Key,
    contact: &Stored,
) -> Result<(), Error> {
    // Who only asked for silence has confirmed before, and would be asked to confirm again.
    if !matches!(contact.state, State::Refused | State::OptedOut) {
        return Ok(());
    }
    let refusal = Refusal {
        state: contact.state.code().to_owned(),
        state_at: contact.state_at,
        reason: contact.document.reason.clone(),
        holder_token: contact.document.holder_token.clone(),
        holder_hours: contact.document.holder_hours.clone(),
        provider_id: contact.document.provider_id.clone(),
    };
    let refusal = serde_json::to_vec(&refusal).map_err(|error| Error::Broken(error.to_string()))?;
    let index = vault.contact_index(contact.channel, &contact.document.address);
    sqlx::query(
        "INSERT INTO contact_refusals (account_id, address_index, document) VALUES ($1, $2, $3)
         ON CONFLICT (account_id, address_index) DO UPDATE SET document = $3",
    )
    .bind(&contact.account)
    .bind(&index[..])
    .bind(key.seal(place(&row(&contact.account, &index)), &refusal))
    .execute(&mut **work)
    .await?;
    Ok(())
}

/// Gives a contact that comes to an address the holder's no that stands there. From then on it is
/// the contact's.
///
/// # Errors
/// When the database does not answer or the document does not open.
pub async fn take_up(
    work: &mut Transaction<'static, Sqlite>,
    vault: &Vault,
    key: &Key,
    contact: &mut Stored,
) -> Result<(), Error> {
    let index = vault.contact_index(contact.channel, &contact.document.address);
    let sealed: Option<Vec<u8>> = sqlx::query_scalar(
        "DELETE FROM contact_refusals WHERE account_id = $1 AND address_index = $2 RETURNING document",
    )
    .bind(&contact.account)
    .bind(&index[..])
    .fetch_optional(&mut **work)
    .await?;
    let Some(sealed) = sealed else { return Ok(()) };
    let plain = key.open(place(&row(&contact.account, &index)), &sealed)?;
    let refusal: Refusal = serde_json::from_slice(&plain).map_err(|error| Error::Broken(error.to_string()))?;
    contact.state = State::read(&refusal.state).unwrap_or(State::Refused);
    contact.state_at = refusal.state_at;
    contact.document.reason = refusal.reason;
    contact.document.holder_token = refusal.holder_token;
    contact.document.holder_hours = refusal.holder_hours;
    contact.document.provider_id = refusal.provider_id;
    Ok(())
}

fn row(account: &str, index: &[u8; 32]) -> String {
    [account, ".", &BASE64_URL_SAFE_NO_PAD.encode(index)].concat()
}

const fn place(row: &str) -> Place<'_> {
    Place { column: "contact_refusals.document", row }
}
