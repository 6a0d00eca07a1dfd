//! What contacts are told, and when, in English.

use contract::account::Language;
use contract::contacts::deliveries::{DeliveryState, Hindrance};
use contract::contacts::settings::{Kind, Period, Severity};

use crate::i18n::Of;
use crate::i18n::telling::{Deliveries, Grid, Rehearsal, Settings, Telling, Week};

/// English.
pub static TELLING: Telling = Telling {
    kind: |kind| match kind {
        Kind::AlertDown => "Site down",
        Kind::AlertStillDown => "Site still down",
        Kind::AlertUp => "Site up again",
        Kind::UptimeReport => "Uptime report",
        Kind::Billing => "Billing",
        Kind::ServiceUpdate => "Service updates",
        Kind::News => "News",
    },
    severity: |severity| match severity {
        Severity::Info => "Information",
        Severity::Warning => "Warning",
        Severity::Critical => "Critical",
    },
    period: |period| match period {
        Period::Daily => "Every day",
        Period::Weekly => "Every week",
        Period::Monthly => "Every month",
    },
    duration,
    settings: Of::new(Language::En),
    week: Of::new(Language::En),
    grid: Of::new(Language::En),
    rehearsal: Of::new(Language::En),
    deliveries: Of::new(Language::En),
};

/// The settings of a contact.
pub static SETTINGS: Settings = Settings {
    title: "What it is told, and when",
    lead: "Only what is ticked is sent, and never in the quiet hours.",
    kinds: "Kinds of messages",
    about: |kind| match kind {
        Kind::AlertDown => "As soon as a check fails, or after the delay below.",
        Kind::AlertStillDown => "Reminders while it lasts.",
        Kind::AlertUp => "When it is over, and how long it took.",
        Kind::UptimeReport => "Availability and response times.",
        Kind::Billing => "Invoices, payments, the end of a package.",
        Kind::ServiceUpdate => "Maintenance and changes that you will notice.",
        Kind::News => "New products and offers, now and then.",
    },
    report_period: "How often",
    hours: |zone, time| match time {
        "" => format!("By the clock of this contact, {zone}."),
        time => format!("By the clock of this contact, {zone}. It is {time} there now."),
    },
    hours_then: "What comes in quiet hours is kept, and arrives as one digest when they end.",
    of_holder: |hours| format!("The holder has asked for quiet, too, and nothing breaks through that: {hours}."),
    pace: "Delay and exceptions",
    delay: "Delay in minutes",
    delay_hint: "How long a site must be down before this contact is told. What is over by then is not told.",
    at_once: "Told at once.",
    after: |time| format!("Told after {time}."),
    break_through: "Breaks through the quiet hours",
    breaks_through: |least| match Severity::read(least) {
        None => "Nothing, all waits",
        Some(Severity::Info) => "Everything",
        Some(Severity::Warning) => "Warnings and what is critical",
        Some(Severity::Critical) => "Only what is critical",
    },
    break_through_hint: "What is that grave wakes this contact up.",
    yes: "yes",
    no: "no",
};

/// Hours of a week.
pub static WEEK: Week = Week {
    legend: "Quiet hours",
    hint: "Hours such as 22:00-07:00; several are parted by commas. Past midnight they go on into the next day.",
    how: "Drag across a day to draw, drag an end to change it.",
    presets: "Ready-made weeks",
    nights: "Nights, 22 to 7",
    weekends: "Nights and weekends",
    copy: "Monday for all days",
    none: "No quiet hours",
    day: |day| DAYS[day],
    quiet_from: |day| format!("{}, quiet from", DAYS[day]),
    quiet_until: |day| format!("{}, quiet until", DAYS[day]),
    next_day: |time, day| format!("{time} on {}", DAYS[day]),
    span: |day, start, end| format!("{}, {start} to {end}", DAYS[day]),
    no_hours: |day| format!("{}: no quiet hours", DAYS[day]),
    total: |minutes| match u32::try_from(minutes) {
        Ok(1..) => format!("Quiet for {} of 168 h in the week.", hours(minutes)),
        _ => "No quiet hours: messages come at any time.".to_owned(),
    },
    remove: "Remove these hours",
};

/// The grid of contacts and kinds.
pub static GRID: Grid = Grid {
    views: "How to look at the contacts",
    as_list: "List",
    title: "Who is told what",
    lead: "The arrow keys move, space ticks. Each change is saved at once.",
    contact: "Contact",
    all: |kind, count| format!("{kind}: all {count} shown"),
    empty: "No contact fits.",
    shown: |count| if count == 1 { "1 contact shown.".into() } else { format!("{count} contacts shown.") },
    more: "Show more",
    saved: "Saved.",
    stale: |name| {
        format!(
            "{name} was changed elsewhere meanwhile. What is saved there stands here now; your change was not made."
        )
    },
    gone: |name| format!("{name} is not here any more."),
    refused: |name, why| format!("{name}: the change was not made. {why}"),
};

/// The rehearsal.
pub static REHEARSAL: Rehearsal = Rehearsal {
    lead: "What if it happened? See who learns of it, when, and who sleeps. Nothing is sent.",
    what: "What happens",
    severity: "How grave it is",
    day: "Day",
    time: "Time",
    zone: "Whose clock",
    zone_of_account: |zone| format!("Your account’s: {zone}"),
    zone_of_browser: |zone| format!("This browser’s: {zone}"),
    now: "Now",
    tonight: "Tonight at 3:00",
    sunday: "Sunday at 3:00",
    no_moment: "Choose a day and a time.",
    skipped: |time| format!("The clock skips this time on that day. Taken instead: {time}."),
    twice: "The clock shows this time twice on that day. The first one is taken.",
    reading: |count, total| format!("Asking the contacts: {count} of {total} so far."),
    sum: |told, held, silent| format!("{told} told, {held} asleep, {silent} told nothing."),
    told: "Told",
    held: "Asleep",
    paused: "Paused",
    not_chosen: "Did not choose this",
    not_usable: "Cannot be told",
    unknown_zone: "Not worked out",
    at_once: "at once",
    at: |time, delay| format!("{time}, after {delay}"),
    until: |time| format!("sleeps until {time}, then the digest"),
    never: "sleeps always: its quiet hours and its holder’s leave no minute",
    there: |time| format!("{time} there"),
    paused_until: |time| format!("paused until {time}"),
    paused_open: "paused until resumed",
    zone_is: |zone| format!("this browser does not know the time zone {zone}"),
    and_more: |count| format!("and {count} more"),
    nobody: "Nobody would be told",
    nobody_yet: |time| format!("Nobody would be told at once. First message: {time}."),
    nobody_at_all: "Not at once, and not later either.",
    add: "Add a contact",
    waiting: |count| {
        if count == 1 {
            "See the 1 that awaits confirmation".into()
        } else {
            format!("See the {count} that await confirmation")
        }
    },
    choose: |count| {
        if count == 1 {
            "Choose this for the 1 that can be told".into()
        } else {
            format!("Choose this for all {count} that can be told")
        }
    },
    silent: |count| {
        if count == 1 { "Resume the 1 that is paused".into() } else { format!("Resume the {count} that are paused") }
    },
    asleep: "Let what is critical break through the quiet hours, in the settings of a contact.",
};

/// What became of messages.
pub static DELIVERIES: Deliveries = Deliveries {
    title: "Delivery log",
    lead: "What became of each message to this contact in the last 90 days.",
    empty: "Nothing has been sent to it yet.",
    state: |state| match state {
        DeliveryState::Queued => "Waiting",
        DeliveryState::Held => "Held back",
        DeliveryState::Retried => "Tried, and will be again",
        DeliveryState::Sent => "Sent",
        DeliveryState::Delivered => "Delivered",
        DeliveryState::Failed => "Failed",
        DeliveryState::Cancelled => "Not needed any more",
        DeliveryState::Other => "In another state",
    },
    hindrance: |hindrance| match hindrance {
        Hindrance::QuietHours => "quiet hours",
        Hindrance::Limit => "the channel takes no more in this hour",
        Hindrance::Over => "it was over before the delay was",
        Hindrance::Paused => "the contact was paused",
        Hindrance::NotChosen => "such messages are not chosen any more",
        Hindrance::NotUsable => "the contact is not confirmed any more",
    },
    test: "Test message",
    due: |time| format!("goes out {time}"),
    held: |time| format!("until {time}"),
    again: |time| format!("next try {time}"),
    tries: |count| if count == 1 { "1 try".into() } else { format!("{count} tries") },
    together: |count| format!("in a digest of {count}"),
    by: |who| format!("by {who}"),
    outbox: "the outbox of this server",
    said: "What was said:",
    look: "Look again",
    follows: "Something is under way. This follows by itself.",
    test_title: "Test message",
    test_lead: "Goes out at once, also in quiet hours, but not in those that its holder asked for. You see what the provider says.",
    test_send: "Send a test message",
    test_unusable: "Only a contact that its holder has confirmed can be written to.",
    tested: |state| match state {
        DeliveryState::Sent => "The provider has taken it.",
        DeliveryState::Delivered => "It has arrived.",
        DeliveryState::Failed => "It could not be sent.",
        DeliveryState::Retried => "It did not go out yet, and will be tried again.",
        DeliveryState::Cancelled => "It was taken back.",
        _ => "It is on its way.",
    },
};

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn duration(minutes: u32) -> String {
    let parts = [
        (minutes / 1440, if minutes / 1440 == 1 { "day" } else { "days" }),
        (minutes / 60 % 24, "h"),
        (minutes % 60, "min"),
    ];
    let said: Vec<_> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count} {unit}")).collect();
    said.join(" ")
}

/// Whole hours, and what minutes there are beyond.
fn hours(minutes: i32) -> String {
    match minutes % 60 {
        0 => format!("{} h", minutes / 60),
        rest => format!("{} h {rest} min", minutes / 60),
    }
}
