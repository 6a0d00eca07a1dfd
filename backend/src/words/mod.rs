//! The messages, in the languages of the accounts. A further language is one more file.

mod en;
mod pl;

use contract::account::Language;

/// Why a message is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// Somebody registered with this address: they confirm it with the link.
    ConfirmEmail,
    /// Somebody registered with the address of an account: its owner is told, and can sign in.
    AlreadyRegistered,
}

impl Occasion {
    const fn kind(self) -> &'static str {
        match self {
            Self::ConfirmEmail => "confirm_email",
            Self::AlreadyRegistered => "already_registered",
        }
    }
}

/// A written message, in plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Why it was written: the occasion's name.
    pub kind: &'static str,
    /// Its subject, one line.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The link in it.
    pub link: String,
}

/// Writes a message to a person of this first name.
#[must_use]
pub fn write(language: Language, occasion: Occasion, first_name: &str, link: &str) -> Written {
    let name = can_greet(first_name).then_some(first_name);
    let (subject, text) = match language {
        Language::Pl => pl::write(occasion, name, link),
        Language::En => en::write(occasion, name, link),
    };
    Written { kind: occasion.kind(), subject: subject.to_owned(), text, link: link.to_owned() }
}

/// False for a name that a stranger may have chosen to make a message say something to somebody
/// else's address: an advertisement, or what a mail program would turn into a link.
fn can_greet(name: &str) -> bool {
    name.chars().count() <= 40
        && name.chars().all(|sign| sign.is_alphabetic() || is_mark(sign) || " '’-".contains(sign))
        && name.split(' ').count() <= 4
}

/// Combining marks, joiners: what scripts such as Devanagari need inside a word.
fn is_mark(sign: char) -> bool {
    unicode_normalization::char::is_combining_mark(sign) || sign == '\u{200c}' || sign == '\u{200d}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_is_written_in_every_language_with_its_link_on_a_line_of_its_own() {
        for language in Language::ALL {
            for occasion in [Occasion::ConfirmEmail, Occasion::AlreadyRegistered] {
                let written = write(language, occasion, "Ada", "http://localhost/x");
                assert!(written.text.contains("Ada"), "{}", written.text);
                assert!(written.text.lines().any(|line| line == "http://localhost/x"), "{}", written.text);
                assert!(!written.subject.is_empty() && !written.subject.contains('\n'));
            }
        }
    }

    #[test]
    fn names_of_people_are_greeted_and_advertisements_are_not() {
        for name in ["Ada", "Anne-Marie", "Małgorzata", "O’Neill", "प्रिया", "José María"] {
            assert!(can_greet(name), "{name}");
        }
        for name in ["win.example.org", "http://x", "a@b", "Buy one and get one more free today", "Ada\nx"] {
            assert!(!can_greet(name), "{name}");
            assert!(!write(Language::En, Occasion::ConfirmEmail, name, "l").text.contains(name));
        }
    }
}
