//! What contacts are told, in English.

use contract::contacts::settings::{Kind, Period, Severity};

use super::Words;

pub(super) const WORDS: Words = Words {
    headline,
    when,
    severity: |severity| match severity {
        Severity::Info => "Severity: good to know.",
        Severity::Warning => "Severity: warning.",
        Severity::Critical => "Severity: critical.",
    },
    waited: |count| {
        if count == 1 { "1 message that waited".to_owned() } else { format!("{count} messages that waited") }
    },
    why_waited: "Quiet hours held this back, or there was more of it in an hour than is sent here.",
    down_now: |monitors| format!("Down at the end: {monitors}."),
    and_more: |count| format!("… and {count} earlier ones."),
    test_subject: "A test message of HostTracker",
    test: "This is a test message of HostTracker. What you are to be told arrives here.",
    because: "You get this because you confirmed that this address may be written to. Set your own quiet hours, or stop \
              all messages, here:",
    link: "Quiet hours, or stop:",
    team: "The HostTracker team",
};

fn headline(kind: Kind, monitor: &str, period: Option<Period>) -> String {
    match kind {
        Kind::AlertDown => format!("{monitor} is down"),
        Kind::AlertStillDown => format!("{monitor} is still down"),
        Kind::AlertUp => format!("{monitor} is up again"),
        Kind::UptimeReport => {
            let report = match period {
                Some(Period::Daily) => "Daily report of uptime",
                Some(Period::Weekly) => "Weekly report of uptime",
                Some(Period::Monthly) => "Monthly report of uptime",
                None => "Report of uptime",
            };
            format!("{report}: {monitor}")
        }
        Kind::Billing => format!("Billing: {monitor}"),
        Kind::ServiceUpdate => format!("Changes of the service: {monitor}"),
        Kind::News => format!("News: {monitor}"),
    }
}

fn when(kind: Kind, at: &str) -> String {
    match kind {
        Kind::AlertDown | Kind::AlertUp => format!("Since {at}."),
        Kind::AlertStillDown => format!("Seen on {at}."),
        _ => format!("{at}."),
    }
}
