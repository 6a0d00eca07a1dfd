//! `POST /webhooks/sms`: what the SMS gateway tells us.

use axum::extract::State;
use axum::http::StatusCode;
use contract::contacts::{Channel, ReasonCode, address};
use contract::refusal::RefusalCode;
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;
use utoipa::ToSchema;

use super::Posted;
use crate::App;
use crate::contacts::standing::{self, By};
use crate::contacts::{let_go, stops, store};
use crate::delivery::said;
use crate::dispatch::receipts::{self, Receipt};
use crate::error::Error;

/// The header with the signature: `sha256=` and the HMAC-SHA-256 of the body in hex.
const SIGNATURE: &str = "x-signature";
/// Words that stop the messages: what mobile operators know, and what people write in Poland.
const STOP: [&str; 8] = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "KONIEC", "WYPISZ"];
/// The word that allows again what one of them stopped.
const START: &str = "START";

/// What a gateway posts.
#[derive(Deserialize, ToSchema)]
#[serde(untagged)]
enum Heard {
    /// An SMS that somebody sent.
    Sms {
        /// Its sender, E.164.
        from: String,
        /// What it says.
        text: String,
    },
    /// What became of one of ours.
    Receipt {
        /// What stood for `{id}` in the body that the gateway was sent.
        id: String,
        /// The outcome.
        state: Outcome,
        /// Why it failed, in the gateway's words.
        reason: Option<String>,
    },
}

/// What became of an SMS.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    /// The phone has it.
    Delivered,
    /// It will not have it.
    Failed,
}

/// An SMS that came in, or what became of one that went out. STOP and its like stop the messages to their
/// sender in every account.
#[utoipa::path(
    post, path = "/webhooks/sms", tag = "webhooks", security(("sms_signature" = [])), request_body = Heard,
    responses((status = 204, description = "Heard; words that are no commands, and ids that are not known, change nothing")),
)]
pub(super) async fn hear_sms(State(app): State<App>, posted: Posted) -> Result<StatusCode, Error> {
    let secret = app.options.sms.sms_secret.as_deref().unwrap_or_default();
    if !is_signed(secret, posted.header(SIGNATURE), &posted.body) {
        return Err(RefusalCode::SignedOut.into());
    }
    if !posted.is_json() {
        return Err(RefusalCode::UnsupportedMediaType.into());
    }
    match serde_json::from_slice(&posted.body).map_err(|_| RefusalCode::Malformed)? {
        Heard::Sms { from, text } => {
            let from = address::check(Channel::Phone, &from).map_err(|_| RefusalCode::Malformed)?;
            hear(&app, &from, &word(&text)).await?;
        }
        Heard::Receipt { id, state: Outcome::Delivered, .. } => {
            receipts::note(&app, &id, &Receipt::Arrived).await?;
        }
        Heard::Receipt { id, state: Outcome::Failed, reason } => {
            let said = said::line(&reason.unwrap_or_default(), &[]).unwrap_or_default();
            receipts::note(&app, &id, &Receipt::Lost { said }).await?;
        }
    }
    app.work_arrived.notify_one();
    Ok(StatusCode::NO_CONTENT)
}

/// Carries out a word that came from a number, in every account that has it.
async fn hear(app: &App, from: &str, said: &str) -> Result<(), Error> {
    let is_stop = STOP.contains(&said);
    if !is_stop && said != START {
        return Ok(());
    }
    let mut work = app.database.write().await?;
    if is_stop {
        let_go(&mut work, &app.vault.contact_index(Channel::Phone, from)).await?;
    }
    for owned in &mut store::of_address(&mut *work, &app.vault, Channel::Phone, from).await? {
        if is_stop {
            standing::opt_out(app, &mut work, owned, ReasonCode::StopWord).await?;
        } else {
            stops::start(app, &mut work, owned, &By::Word).await?;
        }
    }
    work.commit().await?;
    Ok(())
}

/// True for the signature of this body. Without a secret nothing is signed. The comparison takes the
/// same time whatever differs.
fn is_signed(secret: &str, signature: &str, body: &[u8]) -> bool {
    let given = signature.strip_prefix("sha256=").and_then(from_hex);
    match (given, Hmac::<Sha256>::new_from_slice(secret.as_bytes())) {
        (Some(given), Ok(mac)) if !secret.is_empty() => mac.chain_update(body).verify_slice(&given).is_ok(),
        _ => false,
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> =
        text.chars().map(|sign| sign.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect::<Option<_>>()?;
    digits.len().is_multiple_of(2).then(|| digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}

/// What was written as one word in capitals: without spaces, and without what people put around it.
fn word(text: &str) -> String {
    let joined: String = text.split_whitespace().collect();
    joined.trim_matches(|sign: char| !sign.is_alphanumeric()).to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_signature_of_this_body_under_this_secret_counts() {
        // RFC 4231, test case 2.
        let signature = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        let body = b"what do ya want for nothing?";
        assert!(is_signed("Jefe", signature, body));
        assert!(is_signed("Jefe", &signature.to_uppercase().replace("SHA256", "sha256"), body));
        assert!(!is_signed("jefe", signature, body));
        assert!(!is_signed("Jefe", signature, b"what do ya want for nothing"));
        assert!(!is_signed("Jefe", &signature[..69], body) && !is_signed("Jefe", &signature[7..], body));
        assert!(!is_signed("Jefe", "sha256=", body) && !is_signed("Jefe", "", body));
        // HMAC under an empty key: whoever configured no secret has trusted nobody.
        let of_nothing = "sha256=b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad";
        assert!(!is_signed("", of_nothing, b""));
    }

    #[test]
    fn the_words_are_known_however_people_write_them() {
        for text in ["stop", " Stop.\n", "STOP ALL", "„Wypisz”", "koniec!", "Unsubscribe"] {
            assert!(STOP.contains(&word(text).as_str()), "{text}");
        }
        for text in ["", "do not stop", "stopping", "stop it please", "START"] {
            assert!(!STOP.contains(&word(text).as_str()), "{text}");
        }
    }
}
