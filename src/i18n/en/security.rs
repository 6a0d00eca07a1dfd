//! Passwords, the address and devices, in English.

use crate::i18n::security::{Password, Security};

/// English.
pub static SECURITY: Security = Security {
    forgotten: "Forgot your password?",
    confirm_dead: "Confirmed already? Then just sign in. If not, register once more.",
    reset_lead: "Give us the address of your account, and we will send you a link.",
    reset_send: "Send the link",
    reset_sent: |email| format!("If there is an account for {email}, a message with a link is on its way."),
    reset_hint: "The link works for an hour. No message? Look in the spam folder and check the address.",
    reset_anew: "Ask once more",
    new_lead: "Choose the password you will sign in with from now on.",
    new_label: "New password",
    new_save: "Save the password",
    new_dead: "A link that sets a password works for an hour, and once.",
    new_link: "Ask for a new link",
    new_done_title: "Password changed",
    new_done_lead: "Every device was signed out. Sign in with your new password.",
    change_lead: "One more press, and this is the main address of your account. We wait for it because programs open links in mail, too.",
    change_dead: "You can ask for the change once more:",
    changed_title: "Address changed",
    changed_lead: |email| format!("From now on you sign in as {email}, and we write to you there."),
    keep_lead: "Somebody asked to change the main address of your account. If it was not you, press the button: your address stays, every device is signed out, and we send you a link to set a new password.",
    keep: "Keep my address",
    keep_dead: "If somebody else has changed your address, write to us:",
    support: "Support",
    kept_title: "Your address stays",
    kept_lead: |email| {
        format!(
            "Your address stays {email}. Everyone was signed out, and we have sent you a link to set a new password."
        )
    },
    kept_hint: "Look into your inbox next: whoever asked for the change may know your old password.",
    lead: "Your password, your address, and the devices on which your account is open.",
    password: "Password",
    password_hint: "Every other device will be signed out.",
    password_save: "Change password",
    password_saved: "Password changed. Every other device was signed out.",
    email: "Main e-mail address",
    email_now: "Your address now",
    email_label: "New address",
    email_hint: "We write to both addresses. The old one can take the change back for 72 hours.",
    email_change: "Change address",
    email_sent: |email| format!("Press the link in the message we have sent to {email}. Until then nothing changes."),
    devices: "Devices",
    this_device: "This device",
    device: |browser, system| match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => format!("A browser on {system}"),
        (None, None) => "Unknown browser".to_owned(),
    },
    signed_in: |time| format!("Signed in: {time}"),
    last_used: |time| format!("Last used: {time}"),
    only_this: "Your account is open on no other device.",
    out: "Sign out",
    out_of: |device| format!("Sign out: {device}"),
    gone: |device| format!("Signed out: {device}."),
    others: "Sign out all others",
    others_title: "Sign out all other devices?",
    others_lead: "They will ask for your password again. This one stays signed in.",
    others_go: "Sign them out",
    others_gone: "All other devices are signed out.",
};

/// English.
pub static PASSWORD: Password = Password {
    ended_lead: "Give your password to go on. Everything on the screen stays where it is.",
    ended_other: "Not me, sign out",
    again_lead: "This guards your account, so we ask for your password first. Everything on the screen stays where it is.",
    again_go: "Confirm",
};
