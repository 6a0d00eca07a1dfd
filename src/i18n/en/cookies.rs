//! Cookies, in English.

use contract::consent::{Category, Source, Use, Writer};

use crate::i18n::cookies::{Banner, Cookies, Decided};

/// English.
pub const BANNER: Banner = Banner {
    title: "May we remember your preferences?",
    lead: "Without your yes this browser keeps only what signing in and this choice need. Preferences would be your language, looks and formats. Statistics and marketing use nothing today, and never start without your yes.",
    changed: |what| format!("We ask again because this has changed: {what}."),
    reject: "Reject all",
    accept: "Accept all",
    choose: "Choose",
    announced: "There is a question about cookies at the top of the page.",
    category: |category| match category {
        Category::Necessary => "necessary",
        Category::Preferences => "preferences",
        Category::Statistics => "statistics",
        Category::Marketing => "marketing",
    },
    not_yet: "Not remembered after this visit, because you have not allowed preference cookies yet.",
    refused: "Not remembered, because you refused preference cookies.",
    allow: "Allow",
};

/// English.
pub static DECIDED: Decided = Decided {
    saved: |what| match what {
        "" => "Saved: only what is necessary.".into(),
        what => format!("Saved. Allowed: {what}."),
    },
    elsewhere: |what| match what {
        "" => "Your cookie choice was changed in another tab: only what is necessary.".into(),
        what => format!("Your cookie choice was changed in another tab. Allowed: {what}."),
    },
    undone: "Taken back. Your choice is what it was before.",
    undo: "Undo",
    refused_by_browser: "Your browser keeps no cookies from us. What you chose lasts until the end of this visit.",
    signal_title: "Your browser says no to this",
    signal_lead: "Its Global Privacy Control signal refuses statistics and marketing for you. Shall we keep to it, or do you allow them here all the same?",
    signal_keep: "Keep to the signal",
    signal_allow: "Allow all the same",
};

/// English.
pub static COOKIES: Cookies = Cookies {
    lead: "What this browser may keep for us. You can change your mind at any time; it holds at once, in every open tab.",
    choices: "What you allow",
    about: |category| match category {
        Category::Necessary => "Signing in, and remembering this choice. Nothing works without them.",
        Category::Preferences => {
            "Language, looks and formats, so that you need not set them at every visit. Only this page and its server read them."
        }
        Category::Statistics => "Counting visits in a way that identifies nobody. Nothing uses it today.",
        Category::Marketing => "Advertising that identifies nobody. Nothing uses it today.",
    },
    always: "always on",
    save: "Save my choice",
    none: "You have not chosen yet: only what is necessary is kept.",
    since: |day, until| format!("Chosen on {day}. We will ask again after {until}."),
    signal: "Your browser's signal",
    signal_on: "Global Privacy Control is on. While it is, statistics and marketing stay refused, unless you allow them here against it.",
    signal_off: "Global Privacy Control is off. If you switch it on in your browser, we refuse statistics and marketing for you.",
    signal_despite: "You have allowed some of it against the signal.",
    preferences: "Your preferences",
    clock: "Time of day",
    clock_24: "24 hours: 17:30",
    clock_12: "12 hours: 5:30 pm",
    week: "The week begins on",
    monday: "Monday",
    sunday: "Sunday",
    table: "Every cookie there is",
    table_lead: "This table is made from the same list that the program itself obeys. Nothing else is ever kept in your browser.",
    name: "Name",
    category: "Category",
    purpose: "What for",
    writer: "Set by",
    life: "Kept for",
    what_for: |purpose| match purpose {
        Use::Session => "Knows that you are signed in. No script can read it.",
        Use::Choice => "Remembers what you chose here, yes or no.",
        Use::Language => "The language of this page.",
        Use::Theme => "Light or dark.",
        Use::Formats => "24 or 12 hours; the first day of the week.",
    },
    by: |writer| match writer {
        Writer::Backend => "our server",
        Writer::Page => "this page, after your choice",
    },
    days: |days| format!("{days} days"),
    session_days: |days| format!("until you sign out, at most {days} days"),
    history: "Your choices so far",
    history_lead: "Each is recorded, so that both of us can prove it: what was shown, what you chose and when. No IP address, nothing about your device.",
    empty: "Nothing yet. Your first choice will stand here.",
    only_necessary: "only what is necessary",
    source: |source| match source {
        Source::Banner => "on the banner",
        Source::Settings => "on this page",
        Source::Signal => "by your browser's signal",
    },
    revision: |number| format!("revision {number} of the text"),
    despite: "allowed against the browser's signal",
    undone: "takes back the choice before",
    late: |at| format!("recorded {at}"),
    receipt: "Receipt",
    receipt_of: |at| format!("Receipt of {at}"),
};
