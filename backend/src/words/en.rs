//! The messages in English.

pub(super) mod contacts;

use super::Occasion;

/// The months, as they stand in a date.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

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
        Occasion::PasswordReset => (
            "Set a new password",
            format!(
                "{hello}

Somebody, perhaps you, asked for a new password for your HostTracker account. You can set it here:

{link}

The link works for one hour, and once. When you set a new password, you are signed out on every device.

If it was not you, do nothing: your password stays as it is.

The HostTracker team
"
            ),
        ),
        Occasion::PasswordChanged { when } => (
            "Your password was changed",
            format!(
                "{hello}

The password of your HostTracker account was changed on {when}. Every other device was signed out.

If it was you, there is nothing to do.

If it was not you, set a new password now. That signs everybody else out:

{link}

The HostTracker team
"
            ),
        ),
        Occasion::PasswordWasReset { when } => (
            "Your new password is set",
            format!(
                "{hello}

A new password was set for your HostTracker account on {when}, with the link that we had sent to this address. Every device was \
                 signed out.

If it was you, there is nothing to do.

If it was not you, somebody else reads your mail: secure your mailbox first, then set another password:

{link}

The HostTracker team
"
            ),
        ),
        Occasion::ConfirmNewEmail => (
            "Confirm your new e-mail address",
            format!(
                "{hello}

You asked to make this the main address of your HostTracker account. Confirm it here:

{link}

The link works for 24 hours, and once. Until you confirm, the present address stays.

If it was not you, do nothing: nobody can use this address unless you confirm it.

The HostTracker team
"
            ),
        ),
        Occasion::EmailTaken => (
            "You already have a HostTracker account",
            format!(
                "{hello}

Somebody, perhaps you, tried to make this the main address of another HostTracker account. It is the address of yours \
                 already, and nothing in it was changed. You can simply sign in:

{link}

If you want to use the address for the other account, change it in this one first.

If it was not you, do nothing: your account is safe.

The HostTracker team
"
            ),
        ),
        Occasion::EmailReserved => (
            "This address cannot be used yet",
            format!(
                "{hello}

Somebody, perhaps you, wants to use this address for a HostTracker account. It was the main address of another account \
                 until a short while ago, and that change can still be taken back. For this time, at most 72 hours, we keep \
                 the address for that account.

Please try again after that:

{link}

If it was not you, do nothing.

The HostTracker team
"
            ),
        ),
        Occasion::EmailChangeAsked { when, new } => (
            "Your e-mail address is about to change",
            format!(
                "{hello}

On {when}, somebody who was signed in to your HostTracker account asked to change its main address to:

{new}

If it was you, there is nothing to do here: confirm the change with the link that we sent to the new address.

If it was not you, keep your address. That stops the change, signs everybody out, and we send you a link to set a new password:

{link}

This link works while the change waits, and for 72 hours after it.

The HostTracker team
"
            ),
        ),
        Occasion::EmailChanged { when, new } => (
            "Your e-mail address was changed",
            format!(
                "{hello}

The main address of your HostTracker account was changed on {when}. From now on you sign in with:

{new}

If it was you, there is nothing to do.

If it was not you, take the change back. That signs everybody out, and we send you a link to set a new password:

{link}

The link works for 72 hours. Until then, nobody else can use this address here.

The HostTracker team
"
            ),
        ),
        Occasion::EmailKept { when } => (
            "Your e-mail address stays",
            format!(
                "{hello}

You kept this address on {when}: it is the main address of your HostTracker account. Everybody was signed out, on every \
                 device.

Whoever asked for the change may know your password, so set a new one now:

{link}

The link works for one hour, and once.

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
