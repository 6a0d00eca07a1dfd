//! Encryption at rest: every person has a key, and the keys stand under the master key.
//!
//! A sealed value is one byte of version, four bytes that name the key, a nonce of 24 bytes and the
//! ciphertext of XChaCha20-Poly1305 with its tag. Its associated data name the place where it stands,
//! so that a value which was moved to another row or column does not open.

use std::fmt;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use contract::contacts::Channel;
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// The version of the format, first in every sealed value.
const VERSION: u8 = 1;
const KEY_ID: usize = 4;
const NONCE: usize = 24;
const HEAD: usize = 1 + KEY_ID + NONCE;

/// Secret bytes that are wiped when they go.
pub type Secret = Zeroizing<[u8; 32]>;

/// Where a sealed value stands.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Table and column, as in `profiles.document`.
    pub column: &'static str,
    /// The row's id.
    pub row: &'a str,
}

/// The value is not what was sealed here: damaged, moved, or under another key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a sealed value cannot be opened")
    }
}

impl std::error::Error for Unreadable {}

/// A key that seals, and its name.
pub struct Key {
    id: [u8; KEY_ID],
    secret: Secret,
}

impl Key {
    /// A new random key.
    #[must_use]
    pub fn new() -> Self {
        Self { id: random(), secret: Zeroizing::new(random()) }
    }

    /// Seals a value for the place where it will stand.
    ///
    /// # Panics
    /// Never: XChaCha20-Poly1305 only fails beyond 256 GiB.
    #[must_use]
    pub fn seal(&self, place: Place, plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE] = random();
        let associated = place.associated();
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: &associated })
            .expect("the value is shorter than 256 GiB");
        [&[VERSION][..], &self.id, &nonce, &sealed].concat()
    }

    /// Opens what was sealed for this place under this key.
    ///
    /// # Errors
    /// [`Unreadable`] for anything else.
    pub fn open(&self, place: Place, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Unreadable> {
        let (head, sealed) = sealed.split_at_checked(HEAD).ok_or(Unreadable)?;
        let nonce: [u8; NONCE] = head[1 + KEY_ID..].try_into().map_err(|_| Unreadable)?;
        if head[0] != VERSION || head[1..=KEY_ID] != self.id {
            return Err(Unreadable);
        }
        let associated = place.associated();
        self.cipher()
            .decrypt(&XNonce::from(nonce), Payload { msg: sealed, aad: &associated })
            .map(Zeroizing::new)
            .map_err(|_| Unreadable)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.secret).into())
    }
}

impl Default for Key {
    fn default() -> Self {
        Self::new()
    }
}

impl Place<'_> {
    fn associated(self) -> Vec<u8> {
        [self.column, ":", self.row].concat().into_bytes()
    }
}

/// What is derived from the master key (HKDF-SHA-256, RFC 5869), each for one use.
pub struct Vault {
    wrapping: Key,
    answers: Key,
    errands: Key,
    consents: Key,
    index: Secret,
    requests: Secret,
}

impl Vault {
    /// Derives the keys.
    #[must_use]
    pub fn new(master: &Secret) -> Self {
        Self {
            wrapping: Key { id: derive(master, "wrapping id"), secret: Zeroizing::new(derive(master, "wrapping")) },
            answers: Key { id: derive(master, "answers id"), secret: Zeroizing::new(derive(master, "answers")) },
            errands: Key { id: derive(master, "errands id"), secret: Zeroizing::new(derive(master, "errands")) },
            consents: Key { id: derive(master, "consents id"), secret: Zeroizing::new(derive(master, "consents")) },
            index: Zeroizing::new(derive(master, "index")),
            requests: Zeroizing::new(derive(master, "requests")),
        }
    }

    /// Seals the key of a person.
    #[must_use]
    pub fn wrap(&self, account: &str, key: &Key) -> Vec<u8> {
        self.wrap_at(key_of(account), key)
    }

    /// Seals a key for the place where it will stand.
    #[must_use]
    pub fn wrap_at(&self, place: Place, key: &Key) -> Vec<u8> {
        let plain = Zeroizing::new([&key.id[..], &key.secret[..]].concat());
        self.wrapping.seal(place, &plain)
    }

    /// Opens the key of a person.
    ///
    /// # Errors
    /// [`Unreadable`] when it is not the key of this account, or not under this master key.
    pub fn unwrap(&self, account: &str, sealed: &[u8]) -> Result<Key, Unreadable> {
        self.unwrap_at(key_of(account), sealed)
    }

    /// Opens a key that was sealed for this place.
    ///
    /// # Errors
    /// [`Unreadable`] when it stood elsewhere, or is not under this master key.
    pub fn unwrap_at(&self, place: Place, sealed: &[u8]) -> Result<Key, Unreadable> {
        let plain = self.wrapping.open(place, sealed)?;
        let (id, secret) = plain.split_at_checked(KEY_ID).ok_or(Unreadable)?;
        Ok(Key {
            id: id.try_into().map_err(|_| Unreadable)?,
            secret: Zeroizing::new(secret.try_into().map_err(|_| Unreadable)?),
        })
    }

    /// A value that only this master key opens, for the table `vault`.
    #[must_use]
    pub fn proof(&self) -> Vec<u8> {
        self.wrapping.seal(Place { column: "vault.proof", row: "1" }, b"proof")
    }

    /// True when the proof was made under this master key.
    #[must_use]
    pub fn proves(&self, proof: &[u8]) -> bool {
        self.wrapping.open(Place { column: "vault.proof", row: "1" }, proof).is_ok()
    }

    /// The key for answers that are kept for repeated requests.
    #[must_use]
    pub const fn answers(&self) -> &Key {
        &self.answers
    }

    /// The key for errands that are about nobody's account.
    #[must_use]
    pub const fn errands(&self) -> &Key {
        &self.errands
    }

    /// The key for choices about cookies of people who were not signed in.
    #[must_use]
    pub const fn consents(&self) -> &Key {
        &self.consents
    }

    /// The blind index of an e-mail address: the same for the same address whatever its case.
    #[must_use]
    pub fn email_index(&self, email: &str) -> [u8; 32] {
        let folded: String = email.nfc().collect::<String>().to_lowercase().nfc().collect();
        mac(&self.index, &[folded.as_bytes()])
    }

    /// The blind index of an address in a channel: the same in every account, whatever its case.
    #[must_use]
    pub fn contact_index(&self, channel: Channel, address: &str) -> [u8; 32] {
        let folded: String = address.nfc().collect::<String>().to_lowercase().nfc().collect();
        mac(&self.index, &[b"address", channel.code().as_bytes(), folded.as_bytes()])
    }

    /// The blind index of the id by which the provider of a channel knows somebody.
    #[must_use]
    pub fn provider_index(&self, channel: Channel, id: &str) -> [u8; 32] {
        mac(&self.index, &[b"provider", channel.code().as_bytes(), id.as_bytes()])
    }

    /// The keyed hash of what a request consists of.
    #[must_use]
    pub fn request_mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        mac(&self.requests, parts)
    }
}

const fn key_of(account: &str) -> Place<'_> {
    Place { column: "person_keys.sealed_key", row: account }
}

/// Random bytes of the operating system.
///
/// # Panics
/// When the system has none: then nothing here is safe to do.
#[must_use]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// SHA-256, for tokens that are random already.
#[must_use]
pub fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

fn derive<const N: usize>(master: &Secret, purpose: &str) -> [u8; N] {
    let mut key = [0; N];
    Hkdf::<Sha256>::new(None, &**master)
        .expand(&[b"hosttracker-account/1/", purpose.as_bytes()].concat(), &mut key)
        .expect("the key is shorter than 255 hashes");
    key
}

/// HMAC-SHA-256 over the parts, each behind its length, so that no two lists give the same bytes.
fn mac(key: &Secret, parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(&**key).expect("HMAC takes keys of any length");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Place = Place { column: "profiles.document", row: "a" };

    #[test]
    fn what_was_sealed_opens_in_its_place_only() {
        let key = Key::new();
        let sealed = key.seal(HERE, b"Ada");
        assert_eq!(key.open(HERE, &sealed).expect("it opens").as_slice(), b"Ada");
        for elsewhere in [Place { row: "b", ..HERE }, Place { column: "accounts.email", ..HERE }] {
            assert_eq!(key.open(elsewhere, &sealed), Err(Unreadable), "{elsewhere:?}");
        }
    }

    #[test]
    fn another_key_does_not_open_it_not_even_one_of_the_same_name() {
        let key = Key::new();
        let sealed = key.seal(HERE, b"Ada");
        assert_eq!(Key::new().open(HERE, &sealed), Err(Unreadable));
        assert_eq!(Key { id: key.id, secret: Key::new().secret }.open(HERE, &sealed), Err(Unreadable));
    }

    #[test]
    fn a_value_with_any_byte_changed_or_missing_does_not_open() {
        let key = Key::new();
        let sealed = key.seal(HERE, b"Ada");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(key.open(HERE, &changed), Err(Unreadable), "byte {at} changed");
            assert_eq!(key.open(HERE, &sealed[..at]), Err(Unreadable), "only {at} bytes left");
        }
    }

    #[test]
    fn the_same_text_is_sealed_differently_each_time() {
        let key = Key::new();
        assert_ne!(key.seal(HERE, b"Ada"), key.seal(HERE, b"Ada"));
    }

    #[test]
    fn the_cipher_gives_the_known_answer_of_the_xchacha_draft() {
        // draft-irtf-cfrg-xchacha-03, appendix A.3.1: plaintext, associated data, key, nonce; the tag.
        let plain = b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
        let associated = [0x50, 0x51, 0x52, 0x53, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7];
        let secret: [u8; 32] = std::array::from_fn(|n| 0x80 + u8::try_from(n).expect("under 32"));
        let nonce: [u8; 24] = std::array::from_fn(|n| 0x40 + u8::try_from(n).expect("under 24"));
        let sealed = Key { id: [0; 4], secret: Zeroizing::new(secret) }
            .cipher()
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: &associated })
            .expect("it seals");
        assert_eq!(sealed[..8], [0xbd, 0x6d, 0x17, 0x9d, 0x3e, 0x83, 0xd4, 0x3b]);
        assert_eq!(
            sealed[plain.len()..],
            [0xc0, 0x87, 0x59, 0x24, 0xc1, 0xc7, 0x98, 0x79, 0x47, 0xde, 0xaf, 0xd8, 0x78, 0x0a, 0xcf, 0x49]
        );
    }

    #[test]
    fn the_key_of_a_person_opens_for_that_account_and_master_key_only() {
        let vault = Vault::new(&Zeroizing::new([7; 32]));
        let key = Key::new();
        let wrapped = vault.wrap("alice", &key);
        let sealed = key.seal(HERE, b"Ada");
        let opened = vault.unwrap("alice", &wrapped).expect("it opens");
        assert_eq!(opened.open(HERE, &sealed).expect("it opens").as_slice(), b"Ada");
        assert!(vault.unwrap("bob", &wrapped).is_err());
        assert!(Vault::new(&Zeroizing::new([8; 32])).unwrap("alice", &wrapped).is_err());
    }

    #[test]
    fn an_address_has_one_index_whatever_its_case() {
        let vault = Vault::new(&Zeroizing::new([7; 32]));
        assert_eq!(vault.email_index("Ada@Example.org"), vault.email_index("ada@example.org"));
        assert_ne!(vault.email_index("ada@example.org"), vault.email_index("bob@example.org"));
        assert_ne!(vault.email_index("a"), Vault::new(&Zeroizing::new([8; 32])).email_index("a"));
    }

    #[test]
    fn an_address_has_an_index_of_its_own_in_each_channel() {
        let vault = Vault::new(&Zeroizing::new([7; 32]));
        let index = |channel, address| vault.contact_index(channel, address);
        assert_eq!(index(Channel::Telegram, "@Ada_Lovelace"), index(Channel::Telegram, "@ada_lovelace"));
        assert_ne!(index(Channel::Phone, "+48601000001"), index(Channel::Viber, "+48601000001"));
        assert_ne!(index(Channel::Email, "ada@example.org"), vault.email_index("ada@example.org"));
        assert_ne!(index(Channel::Telegram, "123"), vault.provider_index(Channel::Telegram, "123"));
    }

    #[test]
    fn the_proof_of_one_master_key_is_none_for_another() {
        let vault = Vault::new(&Zeroizing::new([7; 32]));
        assert!(vault.proves(&vault.proof()));
        assert!(!Vault::new(&Zeroizing::new([8; 32])).proves(&vault.proof()));
    }
}
