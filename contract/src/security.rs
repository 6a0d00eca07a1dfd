//! What guards an account: its password, the devices that are signed in, the change of its address.

use serde::{Deserialize, Serialize};

use crate::account::{Language, Password};
use crate::form::{Code, FieldErrors, Form, fields};
use crate::rules;

/// A sensitive act asks for the password again when it was last given longer ago, in seconds (API.md).
pub const PASSWORD_GOOD_FOR: i64 = 15 * 60;
/// A link that sets a new password works this long, in seconds.
pub const RESET_LIFE: i64 = 60 * 60;
/// A link that confirms a new address works this long, in seconds.
pub const EMAIL_CHANGE_LIFE: i64 = 24 * 60 * 60;
/// The old address can take a change back for this long, in seconds (SPEC section 2: 72 hours).
pub const EMAIL_KEEP_LIFE: i64 = 72 * 60 * 60;

/// `POST /session/reauthentication`, as typed.
#[derive(Clone, Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReauthenticationForm {
    /// The password of the account.
    pub password: String,
}

/// A password to try.
#[derive(Clone, Debug, Serialize)]
pub struct Reauthentication {
    password: Password,
}

impl Form for ReauthenticationForm {
    type Checked = Reauthentication;

    fields!(password);

    fn check(&self) -> Result<Reauthentication, FieldErrors> {
        rules::known_password(&self.password)
            .map(|password| Reauthentication { password: Password::of(password) })
            .map_err(|problem| FieldErrors::one("password", problem))
    }
}

impl Reauthentication {
    /// The password to try.
    #[must_use]
    pub const fn password(&self) -> &Password {
        &self.password
    }
}

/// `POST /password-resets`, as typed.
#[derive(Clone, Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResetForm {
    /// The address of the account.
    pub email: String,
}

/// An address that may have an account whose password is forgotten.
#[derive(Clone, Debug, Serialize)]
pub struct Reset {
    email: String,
}

impl Form for ResetForm {
    type Checked = Reset;

    fields!(email);

    fn check(&self) -> Result<Reset, FieldErrors> {
        rules::email(&self.email).map(|email| Reset { email }).map_err(|problem| FieldErrors::one("email", problem))
    }
}

impl Reset {
    /// The address, its domain in lower case.
    #[must_use]
    pub fn email(&self) -> &str {
        &self.email
    }
}

/// `PUT /password-resets/{token}`, as typed.
#[derive(Clone, Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPasswordForm {
    /// See [`rules::new_password`].
    pub password: String,
}

/// A password that may be set.
#[derive(Clone, Debug, Serialize)]
pub struct NewPassword {
    password: Password,
}

impl Form for NewPasswordForm {
    type Checked = NewPassword;

    fields!(password);

    fn check(&self) -> Result<NewPassword, FieldErrors> {
        rules::new_password(&self.password)
            .map(|password| NewPassword { password: Password::of(password) })
            .map_err(|problem| FieldErrors::one("password", problem))
    }
}

impl NewPassword {
    /// The password to set.
    #[must_use]
    pub const fn password(&self) -> &Password {
        &self.password
    }
}

/// `PUT /password`, as typed. A wrong present password is `wrong_password` at its field.
#[derive(Clone, Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordChangeForm {
    /// The present one.
    pub current_password: String,
    /// See [`rules::new_password`].
    pub new_password: String,
}

/// A change of password that passed the rules.
#[derive(Clone, Debug, Serialize)]
pub struct PasswordChange {
    current_password: Password,
    new_password: Password,
}

impl Form for PasswordChangeForm {
    type Checked = PasswordChange;

    fields!(current_password, new_password);

    fn check(&self) -> Result<PasswordChange, FieldErrors> {
        let mut errors = FieldErrors::default();
        let current = errors.take("current_password", rules::known_password(&self.current_password));
        let new = errors.take("new_password", rules::new_password(&self.new_password));
        match (current, new) {
            (Some(current), Some(new)) => {
                Ok(PasswordChange { current_password: Password::of(current), new_password: Password::of(new) })
            }
            _ => Err(errors),
        }
    }
}

impl PasswordChange {
    /// The present one, to try.
    #[must_use]
    pub const fn current_password(&self) -> &Password {
        &self.current_password
    }
    /// The one to set.
    #[must_use]
    pub const fn new_password(&self) -> &Password {
        &self.new_password
    }
}

/// `POST /email-changes`, as typed. The present address is `taken`; about other accounts nothing is told.
#[derive(Clone, Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EmailChangeForm {
    /// The address to change to.
    pub email: String,
}

/// An address that an account may change to.
#[derive(Clone, Debug, Serialize)]
pub struct EmailChange {
    email: String,
}

impl Form for EmailChangeForm {
    type Checked = EmailChange;

    fields!(email);

    fn check(&self) -> Result<EmailChange, FieldErrors> {
        rules::email(&self.email)
            .map(|email| EmailChange { email })
            .map_err(|problem| FieldErrors::one("email", problem))
    }
}

impl EmailChange {
    /// The address, its domain in lower case.
    #[must_use]
    pub fn email(&self) -> &str {
        &self.email
    }
}

/// `PUT` and `DELETE /email-changes/{token}`: whose address it is now. They have no body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailNow {
    /// The main address of the account.
    pub email: String,
    /// The language of the account.
    pub language: Language,
}

/// `GET /sessions`: a device that is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Device {
    /// The session's public id, which is not the one in the cookie.
    pub id: String,
    /// True for the device that asks.
    pub current: bool,
    /// The browser's name, such as `Firefox`, when it says so.
    pub browser: Option<String>,
    /// The system's name, such as `Android`, when the browser says so.
    pub system: Option<String>,
    /// When it signed in, RFC 3339.
    pub signed_in_at: String,
    /// When it was last used, RFC 3339, to about ten minutes.
    pub last_used_at: String,
}

/// A link's token, unknown to this server or not any more: the same words for all of these.
#[must_use]
pub fn token_unknown() -> FieldErrors {
    FieldErrors::one("token", Code::TokenUnknown)
}
