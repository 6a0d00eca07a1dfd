//! What contacts are told (P12): alerts, reports, notices, the digest of what waited, the test message.
//! E-mail has room for everything; messengers get the same without its frame; a short message is one part.

mod en;
mod pl;
mod short;

use contract::account::Language;
use contract::contacts::Channel;
use contract::contacts::events::Event;
use contract::contacts::settings::{Kind, Period, Severity};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::{Written, moment, months};

/// A digest names so many messages one by one, the newest; the others are counted.
const NAMED: usize = 50;
/// A digest shows so much of what there is to say of one message, in characters.
const EXCERPT: usize = 120;
/// What the carrier of the message sees, by the names in `contract::purposes`.
const FIELDS: &[&str] = &["contact.address"];

/// To whom a message is written.
#[derive(Clone, Copy)]
pub struct Receiver<'a> {
    /// By which channel, which says how much room there is.
    pub channel: Channel,
    /// In which language.
    pub language: Language,
    /// The time zone of its clock.
    pub zone: &'a TimeZone,
    /// The zone's IANA name.
    pub zone_name: &'a str,
    /// The holder's page.
    pub link: &'a str,
}

/// What a message tells.
pub enum Told<'a> {
    /// One event.
    Alone(&'a Event),
    /// What waited, in the order in which it happened.
    Digest(&'a [Event]),
    /// That messages arrive.
    Test,
}

/// The words of a language.
struct Words {
    /// What happened, in a few words: the subject.
    headline: fn(Kind, &str, Option<Period>) -> String,
    /// When, in a sentence.
    when: fn(Kind, &str) -> String,
    severity: fn(Severity) -> &'static str,
    /// That so many messages waited: the subject of a digest.
    waited: fn(usize) -> String,
    why_waited: &'static str,
    /// Which monitors were down at the end.
    down_now: fn(&str) -> String,
    and_more: fn(usize) -> String,
    test_subject: &'static str,
    test: &'static str,
    /// Why the holder gets this, and what the link below is for.
    because: &'static str,
    /// The same in a few words.
    link: &'static str,
    team: &'static str,
}

const fn words(language: Language) -> &'static Words {
    match language {
        Language::Pl => &pl::WORDS,
        Language::En => &en::WORDS,
    }
}

/// Writes a message to a contact.
#[must_use]
pub fn write(receiver: &Receiver<'_>, told: &Told<'_>) -> Written {
    let words = words(receiver.language);
    let (kind, subject) = match told {
        Told::Alone(event) => (event.happening().kind.code(), headline(words, event)),
        Told::Digest(events) => ("digest", (words.waited)(events.len())),
        Told::Test => ("test", words.test_subject.to_owned()),
    };
    let (text, has_link) = match receiver.channel {
        Channel::Email => (mail(words, receiver, &subject, told), true),
        Channel::Phone => (short_message(words, receiver, &subject, told), false),
        _ => {
            let body = body(words, receiver, &subject, told);
            (format!("{body}\n\n{}\n{}\n", words.link, receiver.link), true)
        }
    };
    let links = if has_link { vec![receiver.link.to_owned()] } else { Vec::new() };
    Written { kind, subject, text, links, code: None, fields: FIELDS }
}

fn headline(words: &Words, event: &Event) -> String {
    let happening = event.happening();
    (words.headline)(happening.kind, event.monitor(), happening.period)
}

fn mail(words: &Words, receiver: &Receiver<'_>, subject: &str, told: &Told<'_>) -> String {
    let body = body(words, receiver, subject, told);
    format!("{body}\n\n--\n{}\n\n{}\n\n{}\n", words.because, receiver.link, words.team)
}

/// All there is to say.
fn body(words: &Words, receiver: &Receiver<'_>, subject: &str, told: &Told<'_>) -> String {
    match told {
        Told::Test => words.test.to_owned(),
        Told::Alone(event) => {
            let kind = event.happening().kind;
            let at = moment(receiver.language, local(receiver, event), receiver.zone_name);
            let mut lines = vec![format!("{subject}."), (words.when)(kind, &at)];
            if is_alert(kind) {
                lines.push((words.severity)(event.happening().severity).to_owned());
            }
            if !event.details().is_empty() {
                lines.push(String::new());
                lines.push(event.details().to_owned());
            }
            lines.join("\n")
        }
        Told::Digest(events) => {
            let mut lines = vec![format!("{subject}."), words.why_waited.to_owned(), String::new()];
            lines.extend(down_at_the_end(words, events));
            let left_out = events.len().saturating_sub(NAMED);
            lines.extend(events[left_out..].iter().map(|event| line(words, receiver, event)));
            if left_out > 0 {
                lines.push((words.and_more)(left_out));
            }
            lines.join("\n")
        }
    }
}

/// `- 2 November, 14:05: shop is down. Timeout after 30 s`
fn line(words: &Words, receiver: &Receiver<'_>, event: &Event) -> String {
    let at = local(receiver, event);
    let month = usize::try_from(at.month()).ok().and_then(|month| months(receiver.language).get(month - 1));
    let mut line = format!(
        "- {} {}, {:02}:{:02}: {}",
        at.day(),
        month.unwrap_or(&""),
        at.hour(),
        at.minute(),
        headline(words, event)
    );
    if let Some(first) = event.details().lines().next() {
        line.push_str(". ");
        line.extend(first.chars().take(EXCERPT));
        if event.details().chars().nth(first.chars().count().min(EXCERPT)).is_some() {
            line.push('…');
        }
    }
    line
}

/// The monitors whose last alert says that they are down.
fn down_at_the_end(words: &Words, events: &[Event]) -> Option<String> {
    let mut down: Vec<&str> = Vec::new();
    let mut alerts: Vec<&Event> = events.iter().filter(|event| is_alert(event.happening().kind)).collect();
    alerts.sort_by_key(|event| event.happening().at);
    for event in alerts {
        down.retain(|monitor| *monitor != event.monitor());
        if event.happening().kind != Kind::AlertUp {
            down.push(event.monitor());
        }
    }
    (!down.is_empty()).then(|| (words.down_now)(&down.join(", ")))
}

/// At most one part where the alphabet of short messages has all the letters.
fn short_message(words: &Words, receiver: &Receiver<'_>, subject: &str, told: &Told<'_>) -> String {
    let at = |event: &Event| {
        let at = local(receiver, event);
        format!("{:02}:{:02}", at.hour(), at.minute())
    };
    let text = match told {
        Told::Test => words.test.replace('\n', " "),
        Told::Alone(event) => format!("{subject}, {}. {}", at(event), event.details().replace('\n', " ")),
        Told::Digest(events) => {
            let end = down_at_the_end(words, events).unwrap_or_default();
            let named = events.iter().rev().map(|event| format!("{} {}", at(event), headline(words, event)));
            format!("{subject}. {end} {}", named.take(NAMED).collect::<Vec<_>>().join("; "))
        }
    };
    short::fit(&["HostTracker: ", &text].concat())
}

fn local(receiver: &Receiver<'_>, event: &Event) -> DateTime {
    receiver.zone.to_datetime(Timestamp::from_second(event.happening().at).unwrap_or(Timestamp::UNIX_EPOCH))
}

const fn is_alert(kind: Kind) -> bool {
    matches!(kind, Kind::AlertDown | Kind::AlertStillDown | Kind::AlertUp)
}

#[cfg(test)]
mod tests {
    use contract::contacts::events::EventForm;
    use contract::form::Form;

    use super::*;

    const LINK: &str = "http://localhost/confirm/token";

    fn event(kind: Kind, monitor: &str, time: &str, details: &str) -> Event {
        let form = EventForm {
            account: "ada@example.org".to_owned(),
            monitor: monitor.to_owned(),
            kind: kind.code().to_owned(),
            severity: "critical".to_owned(),
            time: time.to_owned(),
            details: details.to_owned(),
            ..EventForm::default()
        };
        form.check().expect("an event")
    }

    fn written(channel: Channel, language: Language, told: &Told<'_>) -> Written {
        let zone = TimeZone::get("Europe/Warsaw").expect("a zone");
        write(&Receiver { channel, language, zone: &zone, zone_name: "Europe/Warsaw", link: LINK }, told)
    }

    #[test]
    fn every_kind_is_told_in_every_language_with_its_monitor_time_and_details() {
        for language in Language::ALL {
            let mut subjects = Vec::new();
            for kind in Kind::ALL {
                // 14:05 in Warsaw, in winter.
                let event = event(kind, "shop", "2026-11-02T13:05:00Z", "Timeout after 30 s");
                for channel in [Channel::Email, Channel::Telegram, Channel::Phone] {
                    let written = written(channel, language, &Told::Alone(&event));
                    for part in ["shop", "14:05", "Timeout after 30 s"] {
                        assert!(written.text.contains(part), "{part}: {}", written.text);
                    }
                    assert_eq!(written.kind, kind.code());
                    assert!(!written.subject.is_empty() && !written.subject.contains('\n'));
                }
                subjects.push(written(Channel::Email, language, &Told::Alone(&event)).subject);
            }
            subjects.sort_unstable();
            subjects.dedup();
            assert_eq!(subjects.len(), Kind::ALL.len(), "each kind has words of its own: {subjects:?}");
        }
    }

    #[test]
    fn a_holder_finds_the_page_that_stops_it_on_a_line_of_its_own_but_in_a_short_message() {
        for language in Language::ALL {
            let event = event(Kind::AlertDown, "shop", "2026-11-02T13:05:00Z", "");
            let events = [event.clone(), event.clone()];
            for told in [Told::Alone(&event), Told::Digest(&events), Told::Test] {
                for channel in [Channel::Email, Channel::Slack] {
                    let written = written(channel, language, &told);
                    assert!(written.text.lines().any(|line| line == LINK), "{}", written.text);
                    assert_eq!(written.links, [LINK]);
                }
                let short = written(Channel::Phone, language, &told);
                assert!(!short.text.contains(LINK) && short.links.is_empty());
                assert!(short.text.chars().count() <= 160 && short.text.is_ascii(), "{}", short.text);
            }
        }
    }

    #[test]
    fn a_digest_names_what_waited_in_order_and_what_is_down_at_the_end() {
        let events = [
            event(Kind::AlertDown, "shop", "2026-11-02T22:00:00Z", "one\ntwo"),
            event(Kind::AlertDown, "blog", "2026-11-02T22:30:00Z", ""),
            event(Kind::AlertUp, "shop", "2026-11-02T23:00:00Z", ""),
        ];
        let written = written(Channel::Email, Language::En, &Told::Digest(&events));
        assert_eq!((written.kind, written.subject.as_str()), ("digest", "3 messages that waited"));
        let lines: Vec<&str> = written.text.lines().filter(|line| line.starts_with("- ")).collect();
        assert_eq!(
            lines,
            [
                "- 2 November, 23:00: shop is down. one…",
                "- 2 November, 23:30: blog is down",
                "- 3 November, 00:00: shop is up again",
            ]
        );
        assert!(written.text.contains("Down at the end: blog."), "{}", written.text);
        let polish = write(
            &Receiver {
                channel: Channel::Phone,
                language: Language::Pl,
                zone: &TimeZone::UTC,
                zone_name: "UTC",
                link: LINK,
            },
            &Told::Digest(&events),
        );
        assert_eq!(
            polish.text,
            "HostTracker: 3 wiadomosci, ktore czekaly. Na koniec nie dziala: blog. 23:00 shop znow dziala; \
             22:30 blog nie dziala; 22:00 shop nie dziala"
        );
    }

    #[test]
    fn a_long_digest_names_the_newest_and_counts_the_others() {
        let events: Vec<Event> =
            (0..60).map(|n| event(Kind::AlertUp, &format!("m{n}"), "2026-11-02T13:05:00Z", "")).collect();
        let text = written(Channel::Email, Language::En, &Told::Digest(&events)).text;
        assert_eq!(text.lines().filter(|line| line.starts_with("- ")).count(), 50);
        assert!(text.contains("m59 is") && text.contains("m10 is") && !text.contains("m9 is"), "{text}");
        assert!(text.contains("and 10 earlier ones"), "{text}");
    }
}
