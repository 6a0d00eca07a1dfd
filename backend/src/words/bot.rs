//! What the bot says, in both languages: short, because a chat is.

use contract::account::Language;

/// An answer of the bot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The contact is confirmed.
    Confirmed,
    /// The link is for somebody with another name.
    SomebodyElse,
    /// The link has run out, or was replaced.
    LinkDead,
    /// The link is of a contact that its holder stopped before.
    StoppedBefore,
    /// Nothing is sent any more.
    Stopped,
    /// Messages are sent again.
    Allowed,
    /// Silence for so many hours.
    Muted {
        /// How many.
        hours: i64,
    },
    /// The silence is over.
    Unmuted,
    /// There was nothing to mute, or no silence to end.
    NothingToChange,
    /// What can be written.
    Help,
    /// Nobody has this chat among their contacts.
    Unknown,
}

/// The language for somebody whose Telegram has this one, as in `pl` or `en-GB`.
#[must_use]
pub fn language(code: &str) -> Language {
    Language::read(code.split('-').next().unwrap_or_default()).unwrap_or(Language::En)
}

/// The answer in a language.
#[must_use]
pub fn say(language: Language, answer: &Answer) -> String {
    match language {
        Language::Pl => pl(answer),
        Language::En => en(answer),
    }
}

fn en(answer: &Answer) -> String {
    let text = match answer {
        Answer::Confirmed => {
            "Thank you, this chat is confirmed. Messages will come here.\n\n/mute – 8 hours of silence\n/stop – no more \
             messages"
        }
        Answer::SomebodyElse => {
            "This link is for somebody with another Telegram name. If it was meant for you, ask for your name to be \
             corrected, and for a new link."
        }
        Answer::LinkDead => "This link no longer works. Ask for a new one: a link is good for 10 minutes.",
        Answer::StoppedBefore => "You stopped these messages before. To get them again, write /start.",
        Answer::Stopped => "Nothing more will come here. If you change your mind, write /start.",
        Answer::Allowed => "Welcome back. Messages will come here again.",
        Answer::Muted { hours: 1 } => "Silence for an hour. To end it sooner, write /unmute.",
        Answer::Muted { hours } => return format!("Silence for {hours} hours. To end it sooner, write /unmute."),
        Answer::Unmuted => "The silence is over. Messages will come here again.",
        Answer::NothingToChange => "There is nothing to change.",
        Answer::Help => {
            "/mute – 8 hours of silence; /mute 2 – two hours\n/unmute – end the silence\n/stop – no more messages\n/start – \
             messages again"
        }
        Answer::Unknown => "Nobody writes to you from here. Whoever wants to will send you a link.",
    };
    text.to_owned()
}

fn pl(answer: &Answer) -> String {
    let text = match answer {
        Answer::Confirmed => {
            "Dziękujemy, ten czat jest potwierdzony. Tu będą przychodzić wiadomości.\n\n/mute – 8 godzin ciszy\n/stop – \
             koniec wiadomości"
        }
        Answer::SomebodyElse => {
            "Ten link jest dla kogoś o innej nazwie w Telegramie. Jeśli miał być dla Ciebie, poproś o poprawienie nazwy i \
             o nowy link."
        }
        Answer::LinkDead => "Ten link już nie działa. Poproś o nowy: link jest ważny 10 minut.",
        Answer::StoppedBefore => "Te wiadomości zostały przez Ciebie zatrzymane. Aby znów je dostawać, napisz /start.",
        Answer::Stopped => "Nic więcej tu nie przyjdzie. Jeśli zmienisz zdanie, napisz /start.",
        Answer::Allowed => "Witaj z powrotem. Wiadomości znów będą tu przychodzić.",
        Answer::Muted { hours } => {
            return format!("Cisza przez {}. Aby skończyć ją wcześniej, napisz /unmute.", polish_hours(*hours));
        }
        Answer::Unmuted => "Koniec ciszy. Wiadomości znów będą tu przychodzić.",
        Answer::NothingToChange => "Nie ma czego zmieniać.",
        Answer::Help => {
            "/mute – 8 godzin ciszy; /mute 2 – dwie godziny\n/unmute – koniec ciszy\n/stop – koniec wiadomości\n/start – \
             znów wiadomości"
        }
        Answer::Unknown => "Nikt stąd do Ciebie nie pisze. Kto będzie chciał, wyśle Ci link.",
    };
    text.to_owned()
}

/// `godzinę`, `2 godziny`, `5 godzin`, `22 godziny`: as it stands after *przez*.
fn polish_hours(hours: i64) -> String {
    match (hours, hours % 10, hours % 100) {
        (1, ..) => "godzinę".to_owned(),
        (_, 2..=4, tens) if !(12..=14).contains(&tens) => format!("{hours} godziny"),
        _ => format!("{hours} godzin"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_counted_as_poles_count_them() {
        for (hours, words) in [
            (1, "godzinę"),
            (2, "2 godziny"),
            (5, "5 godzin"),
            (8, "8 godzin"),
            (12, "12 godzin"),
            (14, "14 godzin"),
            (22, "22 godziny"),
            (112, "112 godzin"),
            (720, "720 godzin"),
        ] {
            assert_eq!(polish_hours(hours), words);
        }
    }

    #[test]
    fn the_language_is_told_by_its_first_part() {
        assert_eq!((language("pl"), language("pl-PL"), language("en-GB")), (Language::Pl, Language::Pl, Language::En));
        assert_eq!((language("de"), language("")), (Language::En, Language::En));
    }
}
