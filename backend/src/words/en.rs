//! The messages in English.

use super::Occasion;

/// Subject and text.
pub(super) fn write(occasion: &Occasion, name: Option<&str>, link: &str) -> (&'static str, String) {
    let hello = name.map_or_else(|| "Hello,".to_owned(), |name| format!("Hello {name},"));
    match occasion {
        Occasion::ConfirmEmail => (
            "Confirm your e-mail address",
            format!(
                "{hello}

Thank you for registering with HostTracker. One step is left: confirm that this address is yours.

{link}

The link works for 24 hours, and once. After that you can sign in with your password.

If it was not you, do nothing: unless the address is confirmed, we erase these data after 24 hours.

The HostTracker team
"
            ),
        ),
        Occasion::AlreadyRegistered => (
            "You already have a HostTracker account",
            format!(
                "{hello}

Somebody, perhaps you, tried to register a HostTracker account with this address. You already have one, and nothing \
                 in it was changed. You can simply sign in:

{link}

If it was not you, do nothing: your account is safe.

The HostTracker team
"
            ),
        ),
        Occasion::SupportReceived { reference, code } => (
            "We have your message",
            format!(
                "{hello}

Your message has reached us. Its number is {reference}, and we answer to this address.

You can see where it stands here:

{link}
{}
If you did not write to us, somebody gave your address by mistake. Then you need do nothing.

The HostTracker team
",
                code.as_ref().map_or_else(String::new, |code| format!("\nThe page asks for this code: {code}\n")),
            ),
        ),
        Occasion::SupportAnswered { reference, operator, reason, text } => (
            "An answer to your message",
            format!(
                "{hello}

{operator} has answered your message {reference}:

{text}

{operator} opened your message for this reason: {reason}

You find message and answer here:

{link}

The HostTracker team
"
            ),
        ),
    }
}
