//! The account: registration, confirmation of the e-mail address, signing in.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::form::{Code, FieldErrors, Form, fields};
use crate::profile::SavedProfile;
use crate::refusal::Current;
use crate::rules;

/// A language of the interface and of the messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Polish.
    Pl,
    /// English.
    #[default]
    En,
}

impl Language {
    /// Every language there is.
    pub const ALL: [Self; 2] = [Self::Pl, Self::En];

    /// Its code of BCP 47.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pl => "pl",
            Self::En => "en",
        }
    }

    /// The language of a code such as `pl` or `pl-PL`.
    #[must_use]
    pub fn read(tag: &str) -> Option<Self> {
        let first = tag.split('-').next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| first.eq_ignore_ascii_case(language.code()))
    }
}

/// A password. Never shown, not even by `{:?}`.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Password(String);

impl Password {
    pub(crate) const fn of(typed: String) -> Self {
        Self(typed)
    }

    /// The password itself, for the one place that hashes it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Password(…)")
    }
}

/// `POST /accounts`, as typed.
#[derive(Clone, Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RegistrationForm {
    /// The address to confirm and to sign in with.
    pub email: String,
    /// See [`rules::new_password`].
    pub password: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// IANA name.
    pub time_zone: String,
    /// `pl` or `en`: the language of the messages.
    pub language: String,
    /// The version of the privacy policy that the person accepts, by its id; empty when not accepted.
    pub policy_version: String,
}

/// A registration that passed the rules.
#[derive(Clone, Debug, Serialize)]
pub struct NewAccount {
    email: String,
    password: Password,
    first_name: String,
    last_name: String,
    country: String,
    time_zone: String,
    language: Language,
    policy_version: String,
}

impl Form for RegistrationForm {
    type Checked = NewAccount;

    fields!(first_name, last_name, email, password, country, time_zone, language, policy_version);

    fn check(&self) -> Result<NewAccount, FieldErrors> {
        let mut errors = FieldErrors::default();
        let first_name = errors.take("first_name", rules::line(&self.first_name));
        let last_name = errors.take("last_name", rules::line(&self.last_name));
        let email = errors.take("email", rules::email(&self.email));
        let password = errors.take("password", rules::new_password(&self.password));
        let country = errors.take("country", rules::country(&self.country));
        let time_zone = errors.take("time_zone", rules::time_zone(&self.time_zone));
        let language = errors.take("language", Language::read(&self.language).ok_or(Code::Malformed.into()));
        let policy_version = errors.take("policy_version", rules::line(&self.policy_version));
        match (first_name, last_name, email, password, country, time_zone, language, policy_version) {
            (
                Some(first_name),
                Some(last_name),
                Some(email),
                Some(password),
                Some(country),
                Some(time_zone),
                Some(language),
                Some(policy_version),
            ) => Ok(NewAccount {
                email,
                password: Password(password),
                first_name,
                last_name,
                country,
                time_zone,
                language,
                policy_version,
            }),
            _ => Err(errors),
        }
    }
}

impl NewAccount {
    /// The address, its domain in lower case.
    #[must_use]
    pub fn email(&self) -> &str {
        &self.email
    }
    /// The password to set.
    #[must_use]
    pub const fn password(&self) -> &Password {
        &self.password
    }
    /// First name.
    #[must_use]
    pub fn first_name(&self) -> &str {
        &self.first_name
    }
    /// Last name.
    #[must_use]
    pub fn last_name(&self) -> &str {
        &self.last_name
    }
    /// ISO 3166-1 alpha-2.
    #[must_use]
    pub fn country(&self) -> &str {
        &self.country
    }
    /// A name that may be one of the IANA database.
    #[must_use]
    pub fn time_zone(&self) -> &str {
        &self.time_zone
    }
    /// The language of the messages.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }
    /// An id that may be one of a published version.
    #[must_use]
    pub fn policy_version(&self) -> &str {
        &self.policy_version
    }
}

/// `POST /accounts/confirmation`: the token is the last segment of the link in the message.
#[derive(Clone, Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConfirmationForm {
    /// The token.
    pub token: String,
}

/// A token that may be one that was sent.
#[derive(Clone, Debug, Serialize)]
pub struct Confirmation {
    token: String,
}

impl Form for ConfirmationForm {
    type Checked = Confirmation;

    fields!(token);

    fn check(&self) -> Result<Confirmation, FieldErrors> {
        rules::line(&self.token)
            .map(|token| Confirmation { token })
            .map_err(|problem| FieldErrors::one("token", problem))
    }
}

impl Confirmation {
    /// The token.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }
}

/// `POST /session`, as typed.
#[derive(Clone, Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignInForm {
    /// The address of the account.
    pub email: String,
    /// Its password.
    pub password: String,
}

/// What may open an account.
#[derive(Clone, Debug, Serialize)]
pub struct Credentials {
    email: String,
    password: Password,
}

impl Form for SignInForm {
    type Checked = Credentials;

    fields!(email, password);

    fn check(&self) -> Result<Credentials, FieldErrors> {
        let mut errors = FieldErrors::default();
        let email = errors.take("email", rules::email(&self.email));
        let password = errors.take("password", rules::known_password(&self.password));
        match (email, password) {
            (Some(email), Some(password)) => Ok(Credentials { email, password: Password(password) }),
            _ => Err(errors),
        }
    }
}

impl Credentials {
    /// The address, its domain in lower case.
    #[must_use]
    pub fn email(&self) -> &str {
        &self.email
    }
    /// The password to try.
    #[must_use]
    pub const fn password(&self) -> &Password {
        &self.password
    }
}

/// `GET /session` and the answer of `POST /session`: who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// Nobody when `null`.
    #[serde(default)]
    pub person: Option<SignedIn>,
}

/// `GET /session?with=profile`: who is signed in and their profile in one answer, so that a page
/// that opens at `/profile` waits for one round trip and not for two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionAndProfile {
    /// Nobody when `null`.
    #[serde(default)]
    pub person: Option<SignedIn>,
    /// Only when it was asked for, and when somebody is signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<Current<SavedProfile>>,
}

/// The person who is signed in, as the header shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// The account's id.
    pub id: String,
    /// The address of the account.
    pub email: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The language of the messages.
    pub language: Language,
}
