//! What crosses the wire about choices: the record that is sent, the list, the receipt, and the
//! preferences that the backend repeats as cookies.

use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize, Serializer};

use super::choice::is_consent_id;
use super::{Categories, Category, Choice, FORMATS, Formats, Kept, LANGUAGE, REVISIONS, Source, THEME, Theme, current};
use crate::account::Language;
use crate::evidence::{Entry, Hash};
use crate::form::{Code, FieldErrors, Form, Problem, empty_as_null, fields};
use crate::moment;

/// `POST /consents`, as sent.
#[derive(Clone, Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConsentForm {
    /// See [`Choice::id`].
    pub consent_id: String,
    /// When the person chose, RFC 3339 in UTC. A record that is sent late keeps it.
    pub chosen_at: String,
    /// The allowed categories, [`Category::Necessary`] among them.
    #[serde(deserialize_with = "words")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Category>))]
    pub categories: String,
    /// The revision of what was shown.
    #[serde(deserialize_with = "number")]
    #[cfg_attr(feature = "openapi", schema(value_type = u32))]
    pub revision: String,
    /// SHA-256 of what was shown, as 64 hexadecimal digits in lower case.
    pub text_hash: String,
    /// The language of what was shown.
    pub language: String,
    /// One of [`Source::ALL`].
    pub source: String,
    /// True when the person allowed against the browser's opt-out signal, asked once more.
    #[serde(default, deserialize_with = "flag")]
    #[cfg_attr(feature = "openapi", schema(value_type = bool, default = false))]
    pub despite_signal: String,
    /// True when this takes the choice before back, within the ten seconds in which that is offered:
    /// the categories are those that hold again.
    #[serde(default, deserialize_with = "flag")]
    #[cfg_attr(feature = "openapi", schema(value_type = bool, default = false))]
    pub undo: String,
}

/// What a flag of a form says when it is set.
const YES: &str = "true";

/// A choice to record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewConsent {
    choice: Choice,
    text_hash: Hash,
    undo: bool,
}

impl Form for ConsentForm {
    type Checked = NewConsent;

    fields!(consent_id, chosen_at, categories, revision, text_hash, language, source, despite_signal, undo);

    fn check(&self) -> Result<NewConsent, FieldErrors> {
        let mut errors = FieldErrors::default();
        let id = errors.take("consent_id", consent_id(&self.consent_id));
        let chosen_at = moment::read_to_the_second(&self.chosen_at).ok_or(Code::Malformed.into());
        let chosen_at = errors.take("chosen_at", chosen_at);
        let categories = errors.take("categories", categories(&self.categories));
        let revision = errors.take("revision", revision(&self.revision));
        let text_hash =
            errors.take("text_hash", Hash::try_from(self.text_hash.clone()).or(Err(Code::Malformed.into())));
        let language = Language::ALL.into_iter().find(|known| known.code() == self.language);
        let language = errors.take("language", language.ok_or(Code::Malformed.into()));
        let source = Source::ALL.into_iter().find(|known| known.code() == self.source);
        let source = errors.take("source", source.ok_or(Code::Malformed.into()));
        match (id, chosen_at, categories, revision, text_hash, language, source) {
            (
                Some(id),
                Some(chosen_at),
                Some(categories),
                Some(revision),
                Some(text_hash),
                Some(language),
                Some(source),
            ) => Ok(NewConsent {
                choice: Choice {
                    id,
                    categories,
                    despite_signal: self.despite_signal == YES && categories.conflicts_with_signal(),
                    chosen_at,
                    language,
                    revision,
                    source,
                    is_recorded: true,
                },
                text_hash,
                undo: self.undo == YES,
            }),
            _ => Err(errors),
        }
    }
}

impl NewConsent {
    /// The record of a choice that was made here, by people who were shown a text of this hash. What a
    /// program decides needs no rules: they are for what comes from elsewhere.
    #[must_use]
    pub const fn of(choice: Choice, text_hash: Hash, undo: bool) -> Self {
        Self { choice, text_hash, undo }
    }
    /// The choice, as the cookie will hold it.
    #[must_use]
    pub const fn choice(&self) -> &Choice {
        &self.choice
    }
    /// SHA-256 of what was shown.
    #[must_use]
    pub const fn text_hash(&self) -> Hash {
        self.text_hash
    }
    /// See [`ConsentForm::undo`].
    #[must_use]
    pub const fn undo(&self) -> bool {
        self.undo
    }
}

impl Serialize for NewConsent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Wire<'a> {
            consent_id: &'a str,
            chosen_at: String,
            categories: Vec<Category>,
            revision: u32,
            text_hash: Hash,
            language: Language,
            source: Source,
            despite_signal: bool,
            undo: bool,
        }
        let Choice { id, categories, despite_signal, chosen_at, language, revision, source, .. } = &self.choice;
        Wire {
            consent_id: id,
            chosen_at: moment::write(*chosen_at),
            categories: categories.list().collect(),
            revision: *revision,
            text_hash: self.text_hash,
            language: *language,
            source: *source,
            despite_signal: *despite_signal,
            undo: self.undo,
        }
        .serialize(serializer)
    }
}

/// An item of `GET /consents`, and the answer of `POST /consents`: a recorded choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Consent {
    /// The id of the record; names its receipt.
    pub id: String,
    /// When the person chose, by the browser's clock: RFC 3339.
    pub chosen_at: String,
    /// When the backend recorded it: RFC 3339.
    pub received_at: String,
    /// What is allowed.
    pub categories: Vec<Category>,
    /// See [`ConsentForm::despite_signal`].
    pub despite_signal: bool,
    /// See [`ConsentForm::undo`].
    pub undo: bool,
    /// The revision of what was shown.
    pub revision: u32,
    /// SHA-256 of what was shown.
    pub text_hash: Hash,
    /// The language of what was shown.
    pub language: Language,
    /// Where the choice was made.
    pub source: Source,
}

/// `GET /consents/{id}/receipt`: a record with its place in the chain, which proves that it stood there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConsentReceipt {
    /// What was recorded.
    pub consent: Consent,
    /// Whose chain it stands in: an account's id, or the consent id of somebody who was not signed in.
    /// [`Hash::beginning`] of it is the `previous` of the chain's first entry.
    pub chain: String,
    /// The entry; its text is the record as JSON.
    pub entry: Entry,
}

/// `PUT /preferences`, as sent: the values to repeat by `Set-Cookie`. What is `null` is not kept.
#[derive(Clone, Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PreferencesForm {
    /// `pl` or `en`.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Language>))]
    pub language: String,
    /// One of [`Theme::ALL`].
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Theme>))]
    pub theme: String,
    /// As in [`Formats::write`].
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, pattern = r"^(24h|12h)\.(monday|sunday)$"))]
    pub formats: String,
}

/// Preferences that passed the rules.
#[derive(Clone, Debug, Serialize)]
pub struct Preferences {
    #[serde(with = "empty_as_null")]
    language: String,
    #[serde(with = "empty_as_null")]
    theme: String,
    #[serde(with = "empty_as_null")]
    formats: String,
}

impl Form for PreferencesForm {
    type Checked = Preferences;

    fields!(language, theme, formats);

    fn check(&self) -> Result<Preferences, FieldErrors> {
        let mut errors = FieldErrors::default();
        let known = |value: &str, is_known: bool| {
            if value.is_empty() || is_known { Ok(value.to_owned()) } else { Err(Problem::from(Code::Malformed)) }
        };
        let is_language = Language::ALL.into_iter().any(|language| language.code() == self.language);
        let language = errors.take("language", known(&self.language, is_language));
        let theme = errors.take("theme", known(&self.theme, Theme::read(&self.theme).is_some()));
        let formats = errors.take("formats", known(&self.formats, Formats::read(&self.formats).is_some()));
        match (language, theme, formats) {
            (Some(language), Some(theme), Some(formats)) => Ok(Preferences { language, theme, formats }),
            _ => Err(errors),
        }
    }
}

impl Preferences {
    /// Each entry of the table with its value; empty where it is not kept.
    #[must_use]
    pub fn values(&self) -> [(Kept, &str); 3] {
        [(LANGUAGE, &self.language), (THEME, &self.theme), (FORMATS, &self.formats)]
    }
}

fn consent_id(typed: &str) -> Result<String, Problem> {
    match typed {
        "" => Err(Code::Required.into()),
        id if is_consent_id(id) => Ok(id.to_owned()),
        _ => Err(Code::Malformed.into()),
    }
}

/// The categories of their words; the necessary ones are always among them, and each stands once.
fn categories(words: &str) -> Result<Categories, Problem> {
    let mut seen = Vec::new();
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let category = Category::ALL.into_iter().find(|known| known.code() == word).ok_or(Code::Malformed)?;
        if seen.contains(&category) {
            return Err(Code::Malformed.into());
        }
        seen.push(category);
    }
    if seen.contains(&Category::Necessary) { Ok(seen.into_iter().collect()) } else { Err(Code::Required.into()) }
}

fn revision(typed: &str) -> Result<u32, Problem> {
    let revision = typed.parse().map_err(|_| Code::Malformed)?;
    if (1..=current(REVISIONS)).contains(&revision) { Ok(revision) } else { Err(Code::UnknownVersion.into()) }
}

/// A list of words as one text, which is how a form holds it.
fn words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let words = Vec::<String>::deserialize(deserializer)?;
    // A word with a space in it would become two.
    if words.iter().any(|word| word.is_empty() || word.contains(' ')) {
        return Err(D::Error::custom("not a list of words"));
    }
    Ok(words.join(" "))
}

fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(u32::deserialize(deserializer)?.to_string())
}

fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(if bool::deserialize(deserializer)? { YES.to_owned() } else { String::new() })
}
