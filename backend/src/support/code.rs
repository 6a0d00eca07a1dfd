//! The code with which somebody who is not signed in reads their request.

use crate::sealed::{Vault, random};

/// Digits and capital letters without those that look like others: 0 and O, 1, I and L.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// Ten of 31 signs are 49 bits; with the limits on tries nobody guesses them.
const LENGTH: usize = 10;

/// A new random code.
#[must_use]
pub fn new() -> String {
    let mut code = String::with_capacity(LENGTH);
    while code.len() < LENGTH {
        let [byte] = random();
        // Of 256 the first 248 are 8 times 31: each sign is as likely as any other.
        if usize::from(byte) < 8 * ALPHABET.len() {
            code.push(char::from(ALPHABET[usize::from(byte) % ALPHABET.len()]));
        }
    }
    code
}

/// A code as somebody typed it, as it was given: in capitals, without spaces and dashes.
#[must_use]
pub fn read(typed: &str) -> String {
    typed.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').take(64).collect::<String>().to_uppercase()
}

/// What is kept of the code of a request: a keyed hash.
#[must_use]
pub fn hash(vault: &Vault, reference: &str, code: &str) -> [u8; 32] {
    vault.request_mac(&[b"support code", reference.as_bytes(), code.as_bytes()])
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn codes_differ_and_hold_nothing_that_is_taken_for_something_else() {
        let codes: HashSet<String> = (0..1000).map(|_| new()).collect();
        assert_eq!(codes.len(), 1000);
        for code in codes {
            assert!(code.len() == 10 && !code.contains(['0', 'O', '1', 'I', 'L']), "{code}");
            assert_eq!(read(&code), code);
        }
        assert_eq!(read(" abcde-23 456\n"), "ABCDE23456");
    }
}
