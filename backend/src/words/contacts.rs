//! What is written to contacts: by e-mail in full, by SMS and messengers in a few words.

use contract::account::Language;
use contract::contacts::Channel;

use super::{Written, en, pl};

/// The message that asks the holder of a contact whether they want to be written to.
pub struct Confirmation<'a> {
    /// What the account is called: the name of its person (P11 lets it go out; a company's is shown on the
    /// holder's page alone).
    pub account: &'a str,
    /// Six digits.
    pub code: &'a str,
    /// The holder's page.
    pub link: &'a str,
}

impl Confirmation<'_> {
    /// The message, for a channel.
    #[must_use]
    pub fn write(&self, language: Language, channel: Channel) -> Written {
        let (subject, text) = match (language, channel) {
            (Language::Pl, Channel::Email) => pl::contacts::confirmation(self),
            (Language::En, Channel::Email) => en::contacts::confirmation(self),
            (Language::Pl, _) => pl::contacts::short_confirmation(self, channel),
            (Language::En, _) => en::contacts::short_confirmation(self, channel),
        };
        Written {
            kind: "confirm_contact",
            subject: subject.to_owned(),
            text,
            links: vec![self.link.to_owned()],
            code: Some(self.code.to_owned()),
            fields: &["contact.address", "first_name", "last_name"],
        }
    }
}

#[cfg(test)]
mod tests {
    use contract::purposes::{RecipientKind, held_as};

    use super::*;

    #[test]
    fn a_confirmation_names_the_account_the_code_and_where_to_refuse_in_every_language_and_channel() {
        let confirmation = Confirmation { account: "Ada Lovelace", code: "123456", link: "http://localhost/confirm/x" };
        for language in Language::ALL {
            for channel in Channel::ALL {
                let written = confirmation.write(language, channel);
                for part in ["Ada Lovelace", "123456", "http://localhost/confirm/x", "HostTracker"] {
                    assert!(written.text.contains(part), "{part}: {}", written.text);
                }
                assert_eq!(written.code.as_deref(), Some("123456"));
                assert!(!written.subject.is_empty() && !written.subject.contains('\n'));
                if channel == Channel::Email {
                    assert!(written.text.lines().any(|line| line == "http://localhost/confirm/x"), "{}", written.text);
                } else {
                    // An SMS is charged by its parts of 67 characters (153 where the alphabet of GSM 03.38 is enough).
                    assert!(written.text.chars().count() <= 201, "{}", written.text);
                }
                assert_eq!(written.text.contains("STOP"), channel == Channel::Phone, "only an SMS is answered so");
                for field in written.fields {
                    let held = held_as(field).expect("a row");
                    let kind = match channel {
                        Channel::Email => RecipientKind::MailDelivery,
                        Channel::Phone => RecipientKind::MessageDelivery,
                        _ => RecipientKind::Messengers,
                    };
                    assert!(held.recipients.contains(&kind), "{field}");
                }
            }
        }
    }
}
