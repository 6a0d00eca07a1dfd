//! The form of an address in each channel. Each mistake has a code of its own.

use crate::contacts::Channel;
use crate::form::{Code, Problem};
use crate::rules;

/// An address of a channel, in the form in which it is kept:
///
/// * e-mail: as [`rules::email`];
/// * phone, Viber: E.164, `+` and 8 to 15 digits;
/// * Telegram: `@` and a user name (5 to 32 letters, digits and `_`, the first a letter), also typed as
///   a link to `t.me`;
/// * Slack: a member's id (`U` or `W` and 8 to 20 capitals and digits) or `@` and a name (1 to 80 of
///   small letters, digits, `.`, `_`, `-`);
/// * Messenger: a user name (5 to 50 letters, digits and dots), also typed as a link to `m.me`,
///   `facebook.com` or `messenger.com`;
/// * Skype: a name of 6 to 32 characters that begins with a letter, or what follows `live:`.
///
/// # Errors
/// `required`, `too_long`, `control_character`, and one code for each channel and mistake.
pub fn check(channel: Channel, typed: &str) -> Result<String, Problem> {
    let text = rules::line_of(typed, rules::EMAIL_MAX)?;
    match channel {
        Channel::Email => email(&text),
        Channel::Phone | Channel::Viber => phone(&text),
        Channel::Telegram => telegram(&text),
        Channel::Slack => slack(&text),
        Channel::Messenger => messenger(&text),
        Channel::Skype => skype(&text),
    }
}

/// Tells the usual slips apart before the rule for the whole speaks.
fn email(text: &str) -> Result<String, Problem> {
    let Some((local, domain)) = text.rsplit_once('@') else { return Err(Code::EmailAt.into()) };
    if local.is_empty() {
        return Err(Code::EmailLocal.into());
    }
    if domain.split('.').filter(|label| !label.is_empty()).count() < 2 {
        return Err(Code::EmailDomain.into());
    }
    rules::email(text)
}

fn phone(text: &str) -> Result<String, Problem> {
    rules::optional_phone(text).map_err(|problem| {
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let is_a_number =
            text.chars().all(|sign| sign.is_ascii_digit() || sign.is_whitespace() || "+-./()".contains(sign));
        match problem.code {
            // The country calling code has at most three digits, so that a number has more than five.
            Code::Malformed if is_a_number && digits < 8 => Code::PhoneShort.into(),
            Code::Malformed if is_a_number && digits > 15 => Code::PhoneLong.into(),
            _ => problem,
        }
    })
}

fn telegram(text: &str) -> Result<String, Problem> {
    let name = after_host(text, &["t.me/", "telegram.me/"]).trim_start_matches('@');
    let is_well = (5..=32).contains(&name.len())
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_well { Ok(["@", name].concat()) } else { Err(Code::TelegramName.into()) }
}

fn slack(text: &str) -> Result<String, Problem> {
    let is_id = (9..=21).contains(&text.len())
        && text.starts_with(['U', 'W'])
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    if is_id {
        return Ok(text.to_owned());
    }
    let name = text.trim_start_matches('@').to_ascii_lowercase();
    let is_name = (1..=80).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    if is_name { Ok(["@", &name].concat()) } else { Err(Code::SlackName.into()) }
}

fn messenger(text: &str) -> Result<String, Problem> {
    let name = after_host(text, &["m.me/", "facebook.com/", "messenger.com/t/", "fb.com/"]).trim_start_matches('@');
    let is_well = (5..=50).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
        && name.starts_with(|first: char| first.is_ascii_alphanumeric());
    if is_well { Ok(name.to_owned()) } else { Err(Code::MessengerName.into()) }
}

fn skype(text: &str) -> Result<String, Problem> {
    let name = text.strip_prefix("live:");
    let is_well = match name {
        Some(name) => (1..=64).contains(&name.len()) && name.bytes().all(is_of_skype),
        None => {
            (6..=32).contains(&text.len())
                && text.starts_with(|first: char| first.is_ascii_alphabetic())
                && text.bytes().all(is_of_skype)
        }
    };
    if is_well { Ok(text.to_owned()) } else { Err(Code::SkypeName.into()) }
}

const fn is_of_skype(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b',' | b'-' | b'_' | b':')
}

/// What stands behind one of the hosts in a link; the text itself where it is no link to one.
fn after_host<'a>(text: &'a str, hosts: &[&str]) -> &'a str {
    let bare = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    hosts.iter().find_map(|host| bare.strip_prefix(host)).unwrap_or(text).trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use Channel::{Email, Messenger, Phone, Skype, Slack, Telegram, Viber};

    #[test]
    fn an_address_is_kept_in_the_form_of_its_channel() {
        for (channel, typed, kept) in [
            (Email, " Ada@Example.ORG ", "Ada@example.org"),
            (Phone, "+48 601 234 567", "+48601234567"),
            (Phone, "0048 (22) 123-45-67", "+48221234567"),
            (Viber, "+380 44 123 45 67", "+380441234567"),
            (Telegram, "ada_lovelace", "@ada_lovelace"),
            (Telegram, "https://t.me/ada_lovelace", "@ada_lovelace"),
            (Slack, "U012ABCDEF", "U012ABCDEF"),
            (Slack, "@Ada.Lovelace", "@ada.lovelace"),
            (Messenger, "m.me/ada.lovelace", "ada.lovelace"),
            (Messenger, "https://www.facebook.com/ada.lovelace/", "ada.lovelace"),
            (Skype, "ada.lovelace", "ada.lovelace"),
            (Skype, "live:.cid.1a2b3c", "live:.cid.1a2b3c"),
        ] {
            assert_eq!(check(channel, typed), Ok(kept.to_owned()), "{typed}");
            assert_eq!(check(channel, kept), Ok(kept.to_owned()), "{kept} again");
        }
    }

    #[test]
    fn each_mistake_has_a_code_of_its_own() {
        for (channel, typed, code) in [
            (Email, "", Code::Required),
            (Email, "ada", Code::EmailAt),
            (Email, "@example.org", Code::EmailLocal),
            (Email, "ada@", Code::EmailDomain),
            (Email, "ada@example", Code::EmailDomain),
            (Email, "ada@example.", Code::EmailDomain),
            (Email, "a da@example.org", Code::Malformed),
            (Phone, "601 234 567", Code::PhonePrefix),
            (Phone, "+48 60", Code::PhoneShort),
            (Phone, "+48 601 234 567 890 123", Code::PhoneLong),
            (Phone, "+48 601 BCD 567", Code::Malformed),
            (Viber, "ada", Code::PhonePrefix),
            (Telegram, "ada", Code::TelegramName),
            (Telegram, "1adalovelace", Code::TelegramName),
            (Slack, "@", Code::SlackName),
            (Slack, "ada lovelace", Code::SlackName),
            (Messenger, "ada", Code::MessengerName),
            (Messenger, "ada_lovelace", Code::MessengerName),
            (Skype, "ada", Code::SkypeName),
            (Skype, "1ada.lovelace", Code::SkypeName),
            (Telegram, "ada\u{0}lovelace", Code::ControlCharacter),
        ] {
            assert_eq!(check(channel, typed).map_err(|problem| problem.code), Err(code), "{typed}");
        }
    }
}
