//! Contact with support (P25): a form, a reference number, a status, answers.

use serde::{Deserialize, Serialize};

use crate::account::Language;
use crate::form::{Code, FieldErrors, Form, Problem, empty_as_null, fields};
use crate::rules;

/// The longest message, in characters.
pub const MESSAGE_MAX: u32 = 4000;

/// What a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// The account and signing in.
    Account,
    /// Payments and invoices.
    Payments,
    /// Personal data and privacy.
    Privacy,
    /// Something that does not work.
    Fault,
    /// Praise, blame, ideas (P15).
    Feedback,
}

impl Topic {
    /// Every topic, in the order in which it is offered.
    pub const ALL: [Self; 5] = [Self::Account, Self::Payments, Self::Privacy, Self::Fault, Self::Feedback];

    /// Its word in the JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Payments => "payments",
            Self::Privacy => "privacy",
            Self::Fault => "fault",
            Self::Feedback => "feedback",
        }
    }

    fn read(typed: &str) -> Result<Self, Problem> {
        if typed.is_empty() {
            return Err(Code::Required.into());
        }
        Self::ALL.into_iter().find(|topic| topic.code() == typed).ok_or(Code::Malformed.into())
    }
}

/// `POST /support-requests`, as typed, signed in or out.
#[derive(Clone, Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SupportForm {
    /// One of [`Topic::ALL`].
    pub topic: String,
    /// At most [`MESSAGE_MAX`] characters, in as many lines as it takes.
    pub message: String,
    /// Where the answer goes. Who is signed in leaves it `null`: the answer goes to the account's
    /// address. Who is not must give it (`required`).
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub email: String,
    /// `pl` or `en`: the language of the messages.
    pub language: String,
}

/// A request that passed the rules.
#[derive(Clone, Debug, Serialize)]
pub struct NewSupportRequest {
    topic: Topic,
    message: String,
    #[serde(with = "empty_as_null")]
    email: String,
    language: Language,
}

impl Form for SupportForm {
    type Checked = NewSupportRequest;

    fields!(email, topic, message, language);

    fn check(&self) -> Result<NewSupportRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let email = errors
            .take("email", if self.email.trim().is_empty() { Ok(String::new()) } else { rules::email(&self.email) });
        let topic = errors.take("topic", Topic::read(&self.topic));
        let message = errors.take("message", rules::text(&self.message, MESSAGE_MAX));
        let language = errors.take("language", Language::read(&self.language).ok_or(Code::Malformed.into()));
        match (email, topic, message, language) {
            (Some(email), Some(topic), Some(message), Some(language)) => {
                Ok(NewSupportRequest { topic, message, email, language })
            }
            _ => Err(errors),
        }
    }
}

impl NewSupportRequest {
    /// What it is about.
    #[must_use]
    pub const fn topic(&self) -> Topic {
        self.topic
    }
    /// What was written, lines parted by `\n`.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
    /// Where the answer goes; empty when not given.
    #[must_use]
    pub fn email(&self) -> &str {
        &self.email
    }
    /// The language of the messages.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }
}

/// A request and what became of it: `GET /support-requests/{reference}`. Signed out it takes
/// `?code=`, which was sent to the address of the request; without it, and for somebody else's,
/// `not_found`. `GET /support-requests` lists one's own, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupportRequest {
    /// `HT-2026-004217`.
    pub reference: String,
    /// When it came, RFC 3339.
    pub received_at: String,
    /// Where it stands.
    pub state: SupportState,
    /// What it is about.
    pub topic: Topic,
    /// What was written.
    pub message: String,
    /// The answers, in order.
    pub answers: Vec<SupportAnswer>,
    /// Every time that somebody of support opened it, in order (P19).
    pub looks: Vec<SupportLook>,
}

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SupportState {
    /// Nobody has answered yet.
    Received,
    /// Answered.
    Answered,
    /// A state that this reader does not know yet.
    #[serde(other)]
    Other,
}

/// An answer of support (P19: who, and why they looked).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupportAnswer {
    /// When, RFC 3339.
    pub at: String,
    /// The name of the person who answered.
    pub operator: String,
    /// Why they opened the request, in their words.
    pub reason: String,
    /// What they wrote.
    pub text: String,
}

/// Somebody of support opened a request, to read it or to answer it (P19).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupportLook {
    /// When, RFC 3339.
    pub at: String,
    /// The name of the person who opened it.
    pub operator: String,
    /// Why, in their words.
    pub reason: String,
}

/// The code that was sent with a request, as typed by who is not signed in.
#[derive(Clone, Default)]
pub struct CodeForm {
    /// The code.
    pub code: String,
}

/// A code that may be the one that was sent.
#[derive(Clone, Debug)]
pub struct RequestCode(String);

impl Form for CodeForm {
    type Checked = RequestCode;

    fields!(code);

    /// Spaces and dashes, which people put between groups, do not count, and neither does the case.
    fn check(&self) -> Result<RequestCode, FieldErrors> {
        let code = self.code.replace([' ', '-'], "").to_ascii_uppercase();
        if code.is_empty() {
            Err(FieldErrors::one("code", Code::Required))
        } else if code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            Ok(RequestCode(code))
        } else {
            Err(FieldErrors::one("code", Code::Malformed))
        }
    }
}

impl RequestCode {
    /// The code, fit for an address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
