//! The page in English.

pub mod contacts;
pub mod cookies;
pub mod records;
pub mod security;
pub mod telling;

use contract::account::Language;
use contract::form::{Code, Problem};
use contract::refusal::RefusalCode;

use super::{Account, Form, Of, Other, Policy, Profile, Shell, Start, Text, Titles};

/// English.
pub static TEXT: Text = Text {
    shell: Shell {
        skip: "Skip to content",
        sections: "Account",
        profile: "Profile",
        contacts: "Contacts",
        payments: "Payments",
        privacy: "Privacy",
        sign_in: "Sign in",
        register: "Create account",
        sign_out: "Sign out",
        language: "Language",
        theme: "Appearance",
        theme_system: "Like the system",
        theme_light: "Light",
        theme_dark: "Dark",
        policy: "Privacy policy",
        no_sale: "We do not sell or share your data.",
        gpc_on: "Your browser's GPC signal: on, and we honour it.",
        gpc_off: "Your browser's GPC signal: off.",
        ended_title: "Your session has ended",
        again_title: "Confirm that it is you",
    },
    form: Form {
        optional: "(optional)",
        choose: "Choose",
        summary: "Please mend:",
        offline: "The server cannot be reached. Nothing was saved, and what you typed is still here. Try again in a moment.",
        unreadable: "The server's answer made no sense. Nothing is lost, try again in a moment.",
        part: "This part of the page could not be fetched. Try again in a moment; if that does not help, load the page again.",
        wait: "One moment…",
        again: "Try again",
        leave_title: "Leave without saving?",
        leave_lead: "You have changes that are not saved yet. If you leave, they are gone.",
        leave_stay: "Stay",
        leave_go: "Leave without saving",
        stale_title: "This was changed meanwhile",
        stale_lead: "Somebody, perhaps you in another tab, has saved something else here. We have overwritten nothing. Choose what is to stay.",
        stale_mine: "Typed here",
        stale_theirs: "Saved elsewhere",
        stale_save: "Save my choice",
        empty: "empty",
        save: "Save changes",
        undo: "Undo",
        saved: "Saved.",
        unsaved: "You have unsaved changes.",
        all_saved: "Everything is saved.",
        show_password: "Show password",
        hide_password: "Hide password",
        cancel: "Cancel",
        place_hint: "Alerts and reports follow this zone.",
    },
    title: Titles {
        start: "Your account. Your rules.",
        register: "Create your account",
        confirm_email: "Confirm your address",
        sign_in: "Sign in",
        reset_password: "Set a new password",
        change_email: "Confirm your new address",
        keep_email: "Keep your address",
        sessions: "Sign-in and devices",
        profile: "Your profile",
        contacts: "Contacts",
        new_contact: "Add a contact",
        contact: "Contact",
        rehearsal: "Who would be told?",
        confirm: "Messages for you",
        payments: "Payments",
        privacy: "Privacy",
        policy: "Privacy policy",
        history: "History of changes",
        evidence: "Record of evidence",
        recipients: "Who received your data",
        cookies: "Cookie choices",
        support: "Support",
        request: "Your request",
        missing: "There is no such page",
    },
    banner: cookies::BANNER,
    decided: Of::new(Language::En),
    password: Of::new(Language::En),
    start: Of::new(Language::En),
    account: Of::new(Language::En),
    security: Of::new(Language::En),
    profile: Of::new(Language::En),
    policy: Of::new(Language::En),
    records: Of::new(Language::En),
    contacts: Of::new(Language::En),
    cookies: Of::new(Language::En),
    telling: Of::new(Language::En),
    other: Of::new(Language::En),
    label,
    problem,
    refusal,
};

/// The start page.
pub static START: Start = Start {
    lead: "Here you decide what we know about you, who is told and when, what you pay for, and when we forget you.",
    hello: |name| format!("Hello, {name}"),
    hello_lead: "Where shall we begin today?",
    promises: "Promises you can press",
    quiet_title: "Nights are quiet",
    quiet_text: "Every contact has its own quiet hours, in its own time zone. In the morning it gets one digest.",
    quiet_picture: "For example: quiet from 22:00 to 7:00, at weekends to 9:00",
    confirmed_title: "Only with the holder's yes",
    confirmed_text: "Messages go only to people who have confirmed their own number or address. One word, STOP, is enough.",
    confirmed_you: "on-call@example.org",
    confirmed_state: "Confirmed",
    days_title: "Five business days",
    days_text: "Deleting your data takes no longer. You see the case number, the due date and every step.",
    days_picture: "Five business days, Monday to Friday",
    weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    sections: "Parts of the account",
    profile_text: "Name, country, time zone, phone, address.",
    contacts_text: "Who gets alerts, by which channel, at what hour.",
    payments_text: "Package, card, invoices and the way to Free.",
    privacy_text: "Export, deletion, dates, and proof of it all.",
    soon: "soon",
};

/// Registration, confirmation, signing in.
pub static ACCOUNT: Account = Account {
    register_lead: "It takes a minute. You begin with 30 days of the Trial package, no card needed.",
    password_hint: "At least 12 characters. A few words are easiest to remember.",
    accept: "I have read and accept the",
    accept_link: |day| format!("privacy policy of {day}"),
    register: "Create account",
    known_already: "Already have an account?",
    sent_title: "Check your inbox",
    sent_lead: |email| format!("We have sent a message to {email}. Press the link in it and your account is ready."),
    sent_hint: "The link works for 24 hours. No message? Look in the spam folder, or register once more.",
    confirm_lead: "One more press and the account is yours. We wait for it because programs open links in mail, too.",
    confirm: "Confirm my address",
    confirmed_title: "Address confirmed",
    confirmed_lead: "Your account is ready. Sign in to begin.",
    sign_in_lead: "Good to see you.",
    sign_in_first: "This page is for people who are signed in. You will see it right after.",
    sign_in: "Sign in",
    new_here: "No account yet?",
    already_in: "We know you already: you are signed in.",
};

/// The profile.
pub static PROFILE: Profile = Profile {
    lead: "This is how we address you, and how we know what time it is where you are.",
    about: "About you",
    place: "Where you are",
    reach: "How to reach you",
    address: "Postal address",
    address_hint: "Needed for invoices only. It may stay empty.",
    email_hint: "You sign in with this address.",
    phone_hint: "With its country code, for instance +48 601 234 567.",
    gender_none: "No answer",
    gender_female: "Female",
    gender_male: "Male",
    gender_other: "Other",
    gender_undisclosed: "Prefer not to say",
    local_time: |time| format!("It is {time} there now."),
};

/// The policy page.
pub static POLICY: Policy = Policy {
    in_force: |day| format!("In force since {day}."),
    contents: "Contents",
    plain: "For printing, without scripts",
};

/// Pages that come later, and the page that is not there.
pub static OTHER: Other = Other {
    coming: "This part is being built",
    payments_lead: "Here you will find your package, card and invoices, always with the amount and date of the next payment. And a plain way to the Free package.",
    privacy_lead: "Here you will export or delete your data, and see who received it and until when we keep it.",
    meanwhile: "Meanwhile you can complete",
    missing_lead: "The link may be old, or a letter slipped in the address.",
    to_start: "Back to the start",
};

fn label(field: &str) -> &'static str {
    match field {
        "email" | "support.email" => "E-mail",
        "contact.address" => "Address of the contact",
        "password" => "Password",
        "current_password" => "Current password",
        "new_password" => "New password",
        "first_name" => "First name",
        "last_name" => "Last name",
        "gender" => "Gender",
        "country" => "Country",
        "time_zone" => "Time zone",
        "company" => "Company",
        "phone" => "Main phone",
        "address" => "Postal address",
        "address.line1" => "Street and number",
        "address.line2" => "Address, second line",
        "address.city" => "City",
        "address.region" => "Region or state",
        "address.postal_code" => "Postal code",
        "address.country" => "Country of the address",
        "policy_version" => "Privacy policy",
        "language" => "Language",
        "topic" | "support.topic" => "What it is about",
        "message" | "support.message" => "Message",
        "channel" => "Channel",
        "label" => "Name",
        "quiet_hours.monday" => "Monday",
        "quiet_hours.tuesday" => "Tuesday",
        "quiet_hours.wednesday" => "Wednesday",
        "quiet_hours.thursday" => "Thursday",
        "quiet_hours.friday" => "Friday",
        "quiet_hours.saturday" => "Saturday",
        "quiet_hours.sunday" => "Sunday",
        "code" => "Code",
        "token" => "Link",
        _ => "Field",
    }
}

fn problem(field: &str, problem: Problem) -> String {
    match (problem.code, field) {
        (Code::Required, "email") => "Enter your e-mail address.".into(),
        (Code::Required, "password" | "current_password") => "Enter your password.".into(),
        (Code::Required, "new_password") => "Choose a new password.".into(),
        (Code::Required, "first_name") => "Enter your first name.".into(),
        (Code::Required, "last_name") => "Enter your last name.".into(),
        (Code::Required, "country") => "Choose your country.".into(),
        (Code::Required, "time_zone") => "Choose your time zone.".into(),
        (Code::Required, "policy_version") => "We cannot open an account unless you accept the privacy policy.".into(),
        (Code::Required, "topic") => "Choose what it is about.".into(),
        (Code::Required, "message") => "Write a few words.".into(),
        (Code::Required, "code") => "Enter the code.".into(),
        (Code::Required, "address") => "Give the address.".into(),
        (Code::Taken, "address") => "There is a contact with this address already.".into(),
        (Code::Malformed, "address") => "Something is wrong here. Check it sign by sign.".into(),
        (Code::CommonPassword, _) => "Too many people have this password. Choose one that is yours alone.".into(),
        (Code::WrongPassword, _) => "This is not your current password.".into(),
        (Code::Taken, "email") => "This is your address already.".into(),
        (Code::Taken, _) => "You have this already.".into(),
        (Code::Required, _) => "Fill this in.".into(),
        (Code::Malformed, "email") => {
            "This does not look like an e-mail address. It should look like ada@example.org.".into()
        }
        (Code::Malformed, "code") => "The code has six digits.".into(),
        (Code::Malformed, "phone") => "A number has 8 to 15 digits after the +, and no letters.".into(),
        (Code::Malformed, "address.postal_code") => "A postal code has letters, digits, spaces and dashes only.".into(),
        (Code::Malformed | Code::Other, _) => "We cannot take this value.".into(),
        (Code::TooLong, _) => format!("At most {} characters.", problem.max.unwrap_or_default()),
        (Code::TooShort, _) => format!("At least {} characters.", problem.min.unwrap_or_default()),
        (Code::ControlCharacter, _) => {
            "There is an invisible control character here. Remove it, or type the text by hand.".into()
        }
        (Code::UnknownCountry, _) => "Choose a country from the list.".into(),
        (Code::UnknownTimeZone, _) => "We do not know this time zone. Choose another from the list.".into(),
        (Code::PhonePrefix, _) => "Begin with + and the country code, for instance +44.".into(),
        (Code::UnknownPhone, _) => "That country has no such number. Check the digits.".into(),
        (Code::UnknownVersion, _) => {
            "The policy has changed meanwhile. Reload the page and read the new version.".into()
        }
        (Code::EmailAt, _) => "An e-mail address has an @, as in ada@example.org.".into(),
        (Code::EmailLocal, _) => "Something is missing before the @.".into(),
        (Code::EmailDomain, _) => "The domain after the @ is not whole. It ends as in example.org.".into(),
        (Code::PhoneShort, _) => "This number is too short for its country. Check the digits.".into(),
        (Code::PhoneLong, _) => "This number is too long for its country. Check the digits.".into(),
        (Code::TelegramName, _) => "A Telegram name has 5 to 32 letters, digits and _, as in @ada_lovelace.".into(),
        (Code::SlackName, _) => "Give the member's name, as in @ada, or the id from their Slack profile.".into(),
        (Code::MessengerName, _) => {
            "A Messenger name has 5 to 50 letters, digits and dots, as in m.me/ada.lovelace.".into()
        }
        (Code::SkypeName, _) => "A Skype name has 6 to 32 characters and begins with a letter.".into(),
        (Code::CodeWrong, _) => {
            let left = problem.tries_left.unwrap_or_default();
            format!("This is not the code. {left} {} left.", if left == 1 { "try" } else { "tries" })
        }
        (Code::CodeExpired, _) => "This code is no longer good. Send a new one.".into(),
        (Code::CodeUsed, _) => "This code was used already.".into(),
        (Code::CodeSpent, _) => "That was one try too many, so the code no longer works. Send a new one.".into(),
        (Code::Hours, _) => "Write the hours like this: 22:00-07:00. Several are parted by commas.".into(),
        (Code::HoursOverlap, _) => "These hours overlap others. Let each hour be in one span only.".into(),
        (Code::AlwaysQuiet, _) => "This would leave no minute for a message. To silence a contact, pause it.".into(),
        (Code::OutOfRange, _) => {
            format!("A number from {} to {}.", problem.min.unwrap_or_default(), problem.max.unwrap_or_default())
        }
        (Code::Past, _) => "Choose a moment that is still to come.".into(),
        (Code::HoldersOwn, _) => {
            "The person who holds this contact has set this themselves; only they can change it.".into()
        }
        (Code::TokenUnknown, _) => "This link no longer works: it ran out or was used.".into(),
    }
}

fn refusal(code: RefusalCode, retry_after: Option<u32>) -> String {
    match code {
        RefusalCode::WrongCredentials => "This address and password do not belong together. If the account is new, press the link in our message first.".into(),
        RefusalCode::SignedOut => "Your session has ended. Sign in again.".into(),
        RefusalCode::Reauthenticate => "This needs your password. Nothing has changed.".into(),
        RefusalCode::ForeignOrigin => "This request did not come from this page, so we did not carry it out.".into(),
        RefusalCode::NotFound => "This is not here any more.".into(),
        RefusalCode::Conflict => "The same request is under way. Wait a moment and try again.".into(),
        RefusalCode::Stale => "This was changed meanwhile.".into(),
        RefusalCode::TooSlow => "The connection was too slow, and nothing was saved. Please try again.".into(),
        RefusalCode::TooLarge => "This is too much at once. Shorten the text and try again.".into(),
        RefusalCode::Invalid => "The server did not take some of it. Mend the marked fields.".into(),
        RefusalCode::TooMany => match retry_after {
            Some(seconds) => format!("Too many tries. Try again in {}.", wait(seconds)),
            None => "Too many tries. Wait a moment.".into(),
        },
        RefusalCode::Unavailable => "The server is taking a short break. Nothing is lost, try again in a moment.".into(),
        _ => "Something failed on our side. Nothing is lost, try again.".into(),
    }
}

/// A wait in words: seconds up to a minute, then whole minutes, rounded up.
fn wait(seconds: u32) -> String {
    if seconds < 60 { format!("{seconds} s") } else { format!("{} min", seconds.div_ceil(60)) }
}
