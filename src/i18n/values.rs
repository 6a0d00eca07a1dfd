//! The words of values: a country's name for its code, an answer for its code.

use contract::account::Language;
use contract::contacts::settings::Period;
use contract::profile::Gender;

use super::{Text, intl};

/// What stands in a field, in words; what has no words of its own stays as it is.
#[must_use]
pub fn word(language: Language, field: &str, value: &str) -> String {
    match field {
        "country" | "address.country" if !value.is_empty() => intl::country(language, value),
        "gender" => Gender::ALL
            .into_iter()
            .find(|gender| gender.code() == value)
            .map(|gender| gender_word(Text::of(language), gender).to_owned())
            .unwrap_or_default(),
        _ => value.to_owned(),
    }
}

/// What stands in a setting of a contact, in words.
#[must_use]
pub fn setting(language: Language, field: &str, value: &str) -> String {
    let telling = &Text::of(language).telling;
    let word = match field {
        "report_period" => Period::read(value).map(telling.period),
        "break_through" => Some((telling.settings.breaks_through)(value)),
        field if field.starts_with("kinds.") => {
            Some(if value.is_empty() { telling.settings.no } else { telling.settings.yes })
        }
        _ => None,
    };
    word.unwrap_or(value).to_owned()
}

/// The answers about gender: code and words.
#[must_use]
pub fn genders(language: Language) -> Vec<(String, String)> {
    let text = Text::of(language);
    Gender::ALL.map(|gender| (gender.code().to_owned(), gender_word(text, gender).to_owned())).into()
}

fn gender_word(text: &Text, gender: Gender) -> &'static str {
    match gender {
        Gender::Female => text.profile.gender_female,
        Gender::Male => text.profile.gender_male,
        Gender::Other => text.profile.gender_other,
        Gender::Undisclosed => text.profile.gender_undisclosed,
    }
}
