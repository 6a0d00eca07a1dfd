//! The messages, in the languages of the accounts. A further language is one more file.

pub mod bot;
pub mod contacts;
mod en;
mod pl;
pub mod told;

use contract::account::Language;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// Why a message is written, and what it tells besides a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// Somebody registered with this address: they confirm it with the link.
    ConfirmEmail,
    /// Somebody registered with the address of an account: its owner is told, and can sign in.
    AlreadyRegistered,
    /// Somebody asked for a new password: it is set with the link.
    PasswordReset,
    /// The password was changed by somebody who was signed in.
    PasswordChanged {
        /// When, in words.
        when: String,
    },
    /// A new password was set with a link.
    PasswordWasReset {
        /// When, in words.
        when: String,
    },
    /// An account is to have this address: its holder confirms with the link.
    ConfirmNewEmail,
    /// Another account was to have the address of this one: its owner is told.
    EmailTaken,
    /// The address is kept for an account that may take it back, and nobody else can have it.
    EmailReserved,
    /// The account is to have another address: the old one is told, and can stop it.
    EmailChangeAsked {
        /// When, in words.
        when: String,
        /// The new address.
        new: String,
    },
    /// The account has another address: the old one is told, and can take it back.
    EmailChanged {
        /// When, in words.
        when: String,
        /// The new address.
        new: String,
    },
    /// The old address was kept: a new password is set with the link.
    EmailKept {
        /// When, in words.
        when: String,
    },
    /// A request to support came in. Who has no account reads it with the code.
    SupportReceived {
        /// As in `HT-2026-000001`.
        reference: String,
        /// What opens the request for those who are not signed in.
        code: Option<String>,
    },
    /// Support answered a request.
    SupportAnswered {
        /// As in `HT-2026-000001`.
        reference: String,
        /// Who answered (P19).
        operator: String,
        /// Why they opened the request (P19).
        reason: String,
        /// The answer.
        text: String,
    },
}

impl Occasion {
    const fn kind(&self) -> &'static str {
        match self {
            Self::ConfirmEmail => "confirm_email",
            Self::AlreadyRegistered => "already_registered",
            Self::PasswordReset => "password_reset",
            Self::PasswordChanged { .. } => "password_changed",
            Self::PasswordWasReset { .. } => "password_was_reset",
            Self::ConfirmNewEmail => "confirm_new_email",
            Self::EmailTaken => "email_taken",
            Self::EmailReserved => "email_reserved",
            Self::EmailChangeAsked { .. } => "email_change_asked",
            Self::EmailChanged { .. } => "email_changed",
            Self::EmailKept { .. } => "email_kept",
            Self::SupportReceived { .. } => "support_received",
            Self::SupportAnswered { .. } => "support_answered",
        }
    }

    /// The code in the message, where it has one.
    fn code(&self) -> Option<String> {
        match self {
            Self::SupportReceived { code, .. } => code.clone(),
            _ => None,
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
    /// The links in it, in their order.
    pub links: Vec<String>,
    /// The code in it, where it has one.
    pub code: Option<String>,
    /// The fields of the person that whoever carries the message sees, by their names in `contract`.
    pub fields: &'static [&'static str],
}

/// Writes a message to a person of this first name; empty when it is not known.
#[must_use]
pub fn write(language: Language, occasion: &Occasion, first_name: &str, link: &str) -> Written {
    let name = can_greet(first_name).then_some(first_name);
    let (subject, text) = match language {
        Language::Pl => pl::write(occasion, name, link),
        Language::En => en::write(occasion, name, link),
    };
    Written {
        kind: occasion.kind(),
        subject: subject.to_owned(),
        text,
        links: vec![link.to_owned()],
        code: occasion.code(),
        fields: if name.is_some() { &["email", "first_name"] } else { &["email"] },
    }
}

/// A moment in words, with the name of the time zone that its clock is of.
#[must_use]
pub fn moment(language: Language, at: DateTime, zone: &str) -> String {
    let month = usize::try_from(at.month()).ok().and_then(|month| months(language).get(month - 1)).unwrap_or(&"");
    format!("{} {month} {}, {:02}:{:02} ({zone})", at.day(), at.year(), at.hour(), at.minute())
}

/// The months of a language, as they stand in a date.
const fn months(language: Language) -> &'static [&'static str; 12] {
    match language {
        Language::Pl => &pl::MONTHS,
        Language::En => &en::MONTHS,
    }
}

/// False for a name that a stranger may have chosen to make a message say something to somebody
/// else's address: an advertisement, or what a mail program would turn into a link.
fn can_greet(name: &str) -> bool {
    (1..=40).contains(&name.chars().count())
        && name.chars().all(|sign| sign.is_alphabetic() || is_mark(sign) || " '’-".contains(sign))
        && name.split(' ').count() <= 4
}

/// Combining marks, joiners: what scripts such as Devanagari need inside a word.
fn is_mark(sign: char) -> bool {
    unicode_normalization::char::is_combining_mark(sign) || sign == '\u{200c}' || sign == '\u{200d}'
}

#[cfg(test)]
mod tests {
    use contract::purposes::RecipientKind;

    use super::*;

    /// Every occasion, with what each tells.
    fn occasions() -> Vec<(Occasion, Vec<&'static str>)> {
        let reference = || "HT-2026-000001".to_owned();
        let when = || "22 November 2026, 14:05 (Europe/London)".to_owned();
        let new = || "bob@example.org".to_owned();
        vec![
            (Occasion::ConfirmEmail, vec![]),
            (Occasion::AlreadyRegistered, vec![]),
            (Occasion::PasswordReset, vec![]),
            (Occasion::PasswordChanged { when: when() }, vec!["14:05"]),
            (Occasion::PasswordWasReset { when: when() }, vec!["14:05"]),
            (Occasion::ConfirmNewEmail, vec![]),
            (Occasion::EmailTaken, vec![]),
            (Occasion::EmailReserved, vec![]),
            (Occasion::EmailChangeAsked { when: when(), new: new() }, vec!["14:05", "bob@example.org"]),
            (Occasion::EmailChanged { when: when(), new: new() }, vec!["14:05", "bob@example.org"]),
            (Occasion::EmailKept { when: when() }, vec!["14:05"]),
            (
                Occasion::SupportReceived { reference: reference(), code: Some("ABCDE23456".to_owned()) },
                vec!["HT-2026-000001", "ABCDE23456"],
            ),
            (Occasion::SupportReceived { reference: reference(), code: None }, vec!["HT-2026-000001"]),
            (
                Occasion::SupportAnswered {
                    reference: reference(),
                    operator: "Grace".to_owned(),
                    reason: "to find the invoice".to_owned(),
                    text: "It is there now.".to_owned(),
                },
                vec!["HT-2026-000001", "Grace", "to find the invoice", "It is there now."],
            ),
        ]
    }

    #[test]
    fn every_message_tells_what_it_is_about_in_every_language_with_its_link_on_a_line_of_its_own() {
        for language in Language::ALL {
            for (occasion, told) in occasions() {
                let written = write(language, &occasion, "Ada", "http://localhost/x");
                for part in [&["Ada"][..], &told].concat() {
                    assert!(written.text.contains(part), "{part}: {}", written.text);
                }
                assert!(written.text.lines().any(|line| line == "http://localhost/x"), "{}", written.text);
                assert!(!written.subject.is_empty() && !written.subject.contains('\n'));
                assert_eq!(written.fields, ["email", "first_name"]);
                // What the message carries, the table of personal data says that it may.
                for field in written.fields {
                    let held = contract::purposes::held_as(field).expect("a row");
                    assert!(held.recipients.contains(&RecipientKind::MailDelivery), "{field}");
                }
                let nobody = write(language, &occasion, "", "http://localhost/x");
                assert!(!nobody.text.contains("Ada") && !nobody.text.contains(" ,") && nobody.fields == ["email"]);
            }
        }
    }

    #[test]
    fn a_moment_is_told_in_the_words_of_the_language() {
        let at = jiff::civil::date(2026, 11, 2).at(9, 5, 59, 0);
        assert_eq!(moment(Language::En, at, "Europe/London"), "2 November 2026, 09:05 (Europe/London)");
        assert_eq!(moment(Language::Pl, at, "Europe/Warsaw"), "2 listopada 2026, 09:05 (Europe/Warsaw)");
    }

    #[test]
    fn names_of_people_are_greeted_and_advertisements_are_not() {
        for name in ["Ada", "Anne-Marie", "Małgorzata", "O’Neill", "प्रिया", "José María"] {
            assert!(can_greet(name), "{name}");
        }
        for name in ["win.example.org", "http://x", "a@b", "Buy one and get one more free today", "Ada\nx"] {
            assert!(!can_greet(name), "{name}");
            assert!(!write(Language::En, &Occasion::ConfirmEmail, name, "l").text.contains(name));
        }
    }
}
