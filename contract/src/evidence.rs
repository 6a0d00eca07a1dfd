//! The hash-chained record of an account: its wire, its hashes, and the verifier (SPEC section 6).
//!
//! Each entry holds the hash of the one before it, and a signed [`Head`] says how long the record is
//! and how it ends: whoever changes, removes, adds or moves an entry afterwards breaks the chain or
//! misses the head. The hashes are made by [`Link::hash`] in the backend and here again by the
//! [`Verifier`], in the page or wherever the record was taken to.
//!
//! The text of an entry is sealed under the person's key. The chain holds the ciphertext's hash and a
//! salted hash of the text, so that an entry can be shown to be about its text, and once the key is
//! gone, about nothing: then `text` and `salt` are `null`, and the chain still holds.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::moment;

/// What every hash of the chain begins with: no hash of another thing can be taken for one of these.
const CHAIN: &[u8] = b"hosttracker/evidence/1";
/// What the signed bytes of a head begin with.
const HEAD: &[u8] = b"hosttracker/evidence-head/1";

/// Length of a salt, in bytes. It is fixed, so that no byte can pass from a salt to its text.
pub const SALT_LENGTH: usize = 16;

/// A SHA-256 hash (FIPS 180-4); in JSON 64 hexadecimal digits in lower case.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[0-9a-f]{64}$"))]
#[serde(try_from = "String", into = "String")]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The `previous` of an account's first entry.
    #[must_use]
    pub fn beginning(account: &str) -> Self {
        Self::of(&[CHAIN, account.as_bytes()])
    }

    /// The `sealed_hash` of an entry whose text is sealed as `ciphertext`.
    #[must_use]
    pub fn of_sealed(ciphertext: &[u8]) -> Self {
        Self::of(&[ciphertext])
    }

    /// The `text_hash` of an entry. The salt is random, so that nobody finds a text by guessing.
    #[must_use]
    pub fn of_text(salt: &[u8; SALT_LENGTH], text: &str) -> Self {
        Self::of(&[salt, text.as_bytes()])
    }

    /// The hash that 64 hexadecimal digits in lower case stand for, where a program names one.
    ///
    /// # Panics
    /// When it is none, which a constant shows when it is compiled.
    #[must_use]
    pub const fn named(digits: &str) -> Self {
        let digits = digits.as_bytes();
        assert!(digits.len() == 64, "64 digits");
        let mut hash = [0; 32];
        let mut place = 0;
        while place < digits.len() {
            let value = match digits[place] {
                digit @ b'0'..=b'9' => digit - b'0',
                digit @ b'a'..=b'f' => digit - b'a' + 10,
                _ => panic!("a hexadecimal digit in lower case"),
            };
            hash[place / 2] = hash[place / 2] << 4 | value;
            place += 1;
        }
        Self(hash)
    }

    fn of(parts: &[&[u8]]) -> Self {
        let mut digest = Sha256::new();
        for part in parts {
            digest.update(part);
        }
        Self(digest.finalize().into())
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value)]);
        hash.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
    }
}

impl TryFrom<String> for Hash {
    type Error = NoHash;

    fn try_from(text: String) -> Result<Self, NoHash> {
        let digits: &[u8; 64] = text.as_bytes().try_into().map_err(|_| NoHash)?;
        let mut hash = [0; 32];
        for (place, digit) in digits.iter().enumerate() {
            let value = match digit {
                b'0'..=b'9' => digit - b'0',
                b'a'..=b'f' => digit - b'a' + 10,
                _ => return Err(NoHash),
            };
            hash[place / 2] = hash[place / 2] << 4 | value;
        }
        Ok(Self(hash))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&String::from(*self))
    }
}

/// A text that is not 64 hexadecimal digits in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoHash;

impl fmt::Display for NoHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("not 64 hexadecimal digits in lower case")
    }
}

/// What the hash of an entry is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The entry's number, from 1.
    pub number: u64,
    /// When it was made: whole seconds since 1970-01-01T00:00:00Z, without leap seconds (POSIX).
    pub at: i64,
    /// The hash of the entry before it, or [`Hash::beginning`].
    pub previous: Hash,
    /// See [`Hash::of_sealed`].
    pub sealed_hash: Hash,
    /// See [`Hash::of_text`].
    pub text_hash: Hash,
}

impl Link {
    /// The entry's `hash`: SHA-256 of `hosttracker/evidence/1`, the number and the seconds as eight
    /// bytes each, big endian, and the three hashes.
    #[must_use]
    pub fn hash(&self) -> Hash {
        Hash::of(&[
            CHAIN,
            &self.number.to_be_bytes(),
            &self.at.to_be_bytes(),
            &self.previous.0,
            &self.sealed_hash.0,
            &self.text_hash.0,
        ])
    }
}

/// An entry of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entry {
    /// Its number, from 1.
    pub number: u64,
    /// When it was made: RFC 3339 in UTC and whole seconds, `YYYY-MM-DDTHH:MM:SSZ`.
    pub at: String,
    /// The hash of the entry before it; of the first one, [`Hash::beginning`].
    pub previous: Hash,
    /// SHA-256 of the ciphertext that is kept.
    pub sealed_hash: Hash,
    /// What happened: a JSON object, as text, for it is hashed byte by byte. Its member `kind` names
    /// it (`registered`, `policy_accepted`, …). `null` once the person's key is erased.
    #[serde(default)]
    pub text: Option<String>,
    /// 16 bytes as base64url without padding; `null` together with the text.
    #[serde(default)]
    pub salt: Option<String>,
    /// SHA-256 of salt and text.
    pub text_hash: Hash,
    /// See [`Link::hash`].
    pub hash: Hash,
}

/// How the record ends, signed. The backend keeps it outside the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Head {
    /// How many entries there are.
    pub length: u64,
    /// The hash of the last one; of an empty record, [`Hash::beginning`].
    pub hash: Hash,
    /// ECDSA with P-256 and SHA-256 over [`Head::signed_bytes`]: 64 bytes, r and s (ES256 of RFC 7518,
    /// which is also the form of `WebCrypto`), as base64url without padding.
    pub signature: String,
    /// The public key of the signature.
    pub key: SignatureKey,
}

/// A public key on the curve P-256, as a JWK (RFC 7518, 6.2.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignatureKey {
    /// `EC`.
    pub kty: String,
    /// `P-256`.
    pub crv: String,
    /// 32 bytes as base64url without padding.
    pub x: String,
    /// The same for the other coordinate.
    pub y: String,
}

impl Head {
    /// The bytes that are signed: `hosttracker/evidence-head/1`, the account's id, a zero byte, the
    /// length as eight bytes, big endian, and the hash.
    #[must_use]
    pub fn signed_bytes(&self, account: &str) -> Vec<u8> {
        [HEAD, account.as_bytes(), &[0], &self.length.to_be_bytes(), &self.hash.0].concat()
    }

    /// The 64 bytes of the signature; nothing when it is not of that form.
    #[must_use]
    pub fn signature_bytes(&self) -> Option<[u8; 64]> {
        unfold(&self.signature)
    }
}

/// The answer of `GET /evidence`: entries, the oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EvidencePage {
    /// The entries of this page.
    pub items: Vec<Entry>,
    /// Where the next page begins; `null` on the last one.
    pub next: Option<String>,
    /// How the whole record ends.
    pub head: Head,
    /// The account's id, which is hashed into the beginning and signed in the head.
    pub account: String,
}

/// Where a record is broken, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The number of the entry that should stand there; 0 when an empty record has a wrong head.
    pub number: u64,
    /// What is wrong with it.
    pub why: Why,
}

/// How an entry, or the head, breaks the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Another number: an entry is missing, doubled or in another's place.
    Number,
    /// The time is not of the form, or earlier than that of the entry before.
    Time,
    /// It does not hold the hash of the entry before.
    Previous,
    /// Text and salt do not give the hash of the text, or only one of the two is there.
    Text,
    /// Its parts do not give its hash.
    Hash,
    /// The record is shorter than its head says, or longer.
    Length,
    /// The head holds another hash than the last entry.
    Head,
}

/// Follows a record from its beginning to its head.
#[derive(Clone, Debug)]
pub struct Verifier {
    length: u64,
    last: Hash,
    at: i64,
}

impl Verifier {
    /// Stands before the first entry of an account.
    #[must_use]
    pub fn new(account: &str) -> Self {
        Self { length: 0, last: Hash::beginning(account), at: i64::MIN }
    }

    /// Takes the next entry.
    ///
    /// # Errors
    /// When it is not the one that follows; the verifier stays where it was.
    pub fn feed(&mut self, entry: &Entry) -> Result<(), Broken> {
        let number = self.length + 1;
        let check = |holds: bool, why: Why| if holds { Ok(()) } else { Err(Broken { number, why }) };
        check(entry.number == number, Why::Number)?;
        // Of this form only: what is shown is what was hashed.
        let at = moment::read(&entry.at).ok_or(Broken { number, why: Why::Time })?;
        check(at >= self.at, Why::Time)?;
        check(entry.previous == self.last, Why::Previous)?;
        check(entry.text_is_true(), Why::Text)?;
        let Entry { previous, sealed_hash, text_hash, hash, .. } = *entry;
        check(hash == Link { number, at, previous, sealed_hash, text_hash }.hash(), Why::Hash)?;
        *self = Self { length: number, last: hash, at };
        Ok(())
    }

    /// Compares what was taken with the head. Whose signature it bears, who calls must check.
    ///
    /// # Errors
    /// When the record is cut, too long, or ends otherwise.
    pub fn finish(&self, head: &Head) -> Result<(), Broken> {
        if head.length != self.length {
            Err(Broken { number: head.length.min(self.length) + 1, why: Why::Length })
        } else if head.hash != self.last {
            Err(Broken { number: self.length, why: Why::Head })
        } else {
            Ok(())
        }
    }
}

impl Entry {
    /// True when the text is the one that was hashed, or when it is erased.
    fn text_is_true(&self) -> bool {
        match (&self.text, &self.salt) {
            (None, None) => true,
            (Some(text), Some(salt)) => unfold(salt).is_some_and(|salt| Hash::of_text(&salt, text) == self.text_hash),
            _ => false,
        }
    }
}

/// The bytes of a text in base64url without padding (RFC 4648, section 5): exactly `N`, and no bit
/// that stands for nothing, so that the same bytes are always the same text.
fn unfold<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    if text.len() != (N * 8).div_ceil(6) {
        return None;
    }
    for (place, letter) in text.bytes().enumerate() {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        // The letter's six bits in a window of two bytes.
        let (byte, bit) = (place * 6 / 8, place * 6 % 8);
        let [high, low] = (u16::from(six) << (10 - bit)).to_be_bytes();
        bytes[byte] |= high;
        match bytes.get_mut(byte + 1) {
            Some(next) => *next |= low,
            None if low == 0 => {}
            None => return None,
        }
    }
    Some(bytes)
}
