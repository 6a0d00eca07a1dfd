//! One-tap links of messengers: a signed token that the holder carries to the bot by pressing *Start*.
//!
//! The token proves nothing about who presses: the messenger says that. So it is no secret of the holder,
//! and the customer may see it.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use contract::contacts::Channel;

use super::codes::Sent;
use super::store::Stored;
use crate::sealed::Vault;
use crate::{App, clock};

/// Octets of the parts of a token: contact, number of the sending, end of its life, MAC. Together 48,
/// which are the 64 signs that Telegram lets through (Bot API, "Deep linking").
const CONTACT: usize = 16;
const NUMBER: usize = 3;
const EXPIRY: usize = 5;
const MAC: usize = 24;

/// What a token says that was made here and has not run out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneTap {
    /// The contact that it confirms.
    pub contact: String,
    /// The number of the sending: a later one, or another address, makes it dead.
    pub number: i64,
}

/// The link that opens the bot with the token of a sending; `None` where the channel has no bot, or its
/// holder can be written to already.
#[must_use]
pub fn link(app: &App, contact: &Stored, sent: &Sent) -> Option<String> {
    if contact.document.provider_id.is_some() {
        return None;
    }
    let bot = bot(app, contact.channel)?;
    let token = make(&app.vault, &contact.id, sent.number, sent.expires_at)?;
    Some(["https://t.me/", bot, "?start=", &token].concat())
}

/// The name of the bot of a channel.
fn bot(app: &App, channel: Channel) -> Option<&str> {
    let bot = app.options.telegram.telegram_bot.as_deref();
    bot.filter(|_| channel == Channel::Telegram && app.delivery.has(channel))
}

/// A token for a contact and a sending, good until a time in seconds since 1970: 64 signs of base64url.
fn make(vault: &Vault, contact: &str, number: i64, expires_at: i64) -> Option<String> {
    let id: [u8; CONTACT] = BASE64_URL_SAFE_NO_PAD.decode(contact).ok()?.try_into().ok()?;
    let said = [&id[..], &number.to_be_bytes()[8 - NUMBER..], &expires_at.to_be_bytes()[8 - EXPIRY..]].concat();
    let mac = vault.request_mac(&[b"one tap", &said]);
    Some(BASE64_URL_SAFE_NO_PAD.encode([&said, &mac[..MAC]].concat()))
}

/// What a token says; `None` when it was not made here, was changed, or has run out.
#[must_use]
pub fn read(vault: &Vault, token: &str) -> Option<OneTap> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
    let (id, rest) = bytes.split_at_checked(CONTACT)?;
    let (number, rest) = rest.split_at_checked(NUMBER)?;
    let (expiry, _) = rest.split_at_checked(EXPIRY)?;
    let (number, expires_at) = (whole(number), whole(expiry));
    let contact = BASE64_URL_SAFE_NO_PAD.encode(id);
    let is_ours = make(vault, &contact, number, expires_at).is_some_and(|made| made == token);
    (is_ours && expires_at > clock::now()).then_some(OneTap { contact, number })
}

fn whole(bytes: &[u8]) -> i64 {
    bytes.iter().fold(0, |number, byte| number << 8 | i64::from(*byte))
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;
    use crate::opaque_id;

    #[test]
    fn a_token_says_what_it_was_made_for_until_it_runs_out_and_fits_into_a_link() {
        let vault = Vault::new(&Zeroizing::new([7; 32]));
        let contact = opaque_id();
        let token = make(&vault, &contact, 70_000, clock::now() + 60).expect("a token");
        assert!(token.len() == 64 && token.bytes().all(|sign| sign.is_ascii_alphanumeric() || b"-_".contains(&sign)));
        assert_eq!(read(&vault, &token), Some(OneTap { contact: contact.clone(), number: 70_000 }));
        let late = make(&vault, &contact, 1, clock::now()).expect("a token");
        assert_eq!(read(&vault, &late), None);
        assert_eq!(read(&Vault::new(&Zeroizing::new([8; 32])), &token), None, "another key");
    }

    #[test]
    fn a_token_that_was_changed_anywhere_is_none() {
        let vault = Vault::new(&Zeroizing::new([7; 32]));
        let token = make(&vault, &opaque_id(), 1, clock::now() + 60).expect("a token");
        for at in 0..token.len() {
            let other = if &token[at..=at] == "A" { "B" } else { "A" };
            let changed = [&token[..at], other, &token[at + 1..]].concat();
            assert_eq!(read(&vault, &changed), None, "{at}");
            assert_eq!(read(&vault, &token[..at]), None, "{at}");
        }
        assert_eq!(read(&vault, &[&token, "A"].concat()), None);
    }
}
