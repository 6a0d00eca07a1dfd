//! The rules for single fields. Each takes what was typed and gives what is kept, or the problem.
//!
//! Text that is kept is trimmed. It is brought to Unicode NFC by whoever holds the table for that:
//! the page asks the browser when it reads a form, the backend does it again on arrival.

use crate::countries;
use crate::form::{Code, Problem};

/// The longest text of one line, in characters (Unicode scalar values).
pub const LINE_MAX: u32 = 100;
/// The longest e-mail address, in octets (RFC 5321, 4.5.3.1.3, less the two angle brackets).
pub const EMAIL_MAX: u32 = 254;
/// The longest part before the `@` (RFC 5321, 4.5.3.1.1).
const EMAIL_LOCAL_MAX: usize = 64;
/// The shortest password, in characters (SPEC section 2; NIST SP 800-63B asks for at least 8).
pub const PASSWORD_MIN: u32 = 12;
/// The longest password, in characters.
pub const PASSWORD_MAX: u32 = 128;

/// One line of text that must be given: a name, a city.
///
/// # Errors
/// `required`, `too_long`, `control_character`.
pub fn line(typed: &str) -> Result<String, Problem> {
    given(&optional_line(typed)?).map(str::to_owned)
}

/// One line of text that must be given, of at most so many characters.
///
/// # Errors
/// `required`, `too_long`, `control_character`.
pub fn line_of(typed: &str, max: u32) -> Result<String, Problem> {
    let text = given(typed.trim())?;
    if text.chars().any(char::is_control) {
        return Err(Code::ControlCharacter.into());
    }
    at_most(text, max).map(str::to_owned)
}

/// One line of text that may be left empty.
///
/// # Errors
/// `too_long`, `control_character`.
pub fn optional_line(typed: &str) -> Result<String, Problem> {
    let text = typed.trim();
    if text.chars().any(char::is_control) {
        return Err(Code::ControlCharacter.into());
    }
    at_most(text, LINE_MAX)?;
    Ok(text.to_owned())
}

/// Text of several lines that must be given. Line breaks are kept as `\n`, and tabs as they are.
///
/// # Errors
/// `required`, `too_long` (`max` in characters), `control_character`.
pub fn text(typed: &str, max: u32) -> Result<String, Problem> {
    let text = given(typed.trim())?.replace("\r\n", "\n");
    if text.chars().any(|character| character.is_control() && character != '\n' && character != '\t') {
        return Err(Code::ControlCharacter.into());
    }
    at_most(&text, max)?;
    Ok(text)
}

/// An e-mail address: the form that HTML gives to `<input type="email">` (WHATWG HTML, "valid
/// e-mail address"), with a dot in its domain. The domain is kept in lower case; what stands
/// before the `@` is kept as typed.
///
/// # Errors
/// `required`, `too_long`, `malformed`.
pub fn email(typed: &str) -> Result<String, Problem> {
    let text = given(typed.trim())?;
    at_most(text, EMAIL_MAX)?;
    let (local, domain) = text.rsplit_once('@').ok_or(Code::Malformed)?;
    let local_is_well = !local.is_empty()
        && local.len() <= EMAIL_LOCAL_MAX
        && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte));
    let label_is_well = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if local_is_well && domain.contains('.') && domain.split('.').all(label_is_well) {
        Ok(format!("{local}@{}", domain.to_ascii_lowercase()))
    } else {
        Err(Code::Malformed.into())
    }
}

/// A new password: 12 to 128 characters of any kind, spaces included, nothing trimmed, no other
/// rule (NIST SP 800-63B, 3.1.1.2). Whether it is a common one, the backend knows.
///
/// # Errors
/// `required`, `too_short`, `too_long`.
pub fn new_password(typed: &str) -> Result<String, Problem> {
    given(typed)?;
    if length(typed) < PASSWORD_MIN {
        return Err(Problem::too_short(PASSWORD_MIN));
    }
    at_most(typed, PASSWORD_MAX)?;
    Ok(typed.to_owned())
}

/// A password given to sign in: whatever was set once, so that no rule of today shuts anybody out.
///
/// # Errors
/// `required`, `too_long`.
pub fn known_password(typed: &str) -> Result<String, Problem> {
    at_most(given(typed)?, PASSWORD_MAX)?;
    Ok(typed.to_owned())
}

/// A country that must be given, as its code of ISO 3166-1 alpha-2.
///
/// # Errors
/// `required`, `unknown_country`.
pub fn country(typed: &str) -> Result<String, Problem> {
    optional_country(given(typed.trim())?)
}

/// A country that may be left out.
///
/// # Errors
/// `unknown_country`.
pub fn optional_country(typed: &str) -> Result<String, Problem> {
    let code = typed.trim();
    if code.is_empty() || countries::is_known(code) { Ok(code.to_owned()) } else { Err(Code::UnknownCountry.into()) }
}

/// The name of a time zone, as in `Europe/Warsaw`. Whether the IANA database has it, the backend
/// knows (`unknown_time_zone`).
///
/// # Errors
/// `required`, `too_long`, `control_character`.
pub fn time_zone(typed: &str) -> Result<String, Problem> {
    line(typed)
}

/// A phone number that may be left out, kept in the form of E.164: `+` and 8 to 15 digits, of
/// which the first is not 0. Spaces, dots, dashes, slashes and brackets are dropped, and a leading
/// `00` reads as `+`. Whether the country has such a number, the backend knows (`unknown_phone`).
///
/// # Errors
/// `phone_prefix`, `malformed`.
pub fn optional_phone(typed: &str) -> Result<String, Problem> {
    let dense: String =
        typed.chars().filter(|character| !character.is_whitespace() && !"-./()".contains(*character)).collect();
    if dense.is_empty() {
        return Ok(dense);
    }
    let digits = dense.strip_prefix('+').or_else(|| dense.strip_prefix("00")).ok_or(Code::PhonePrefix)?;
    let is_well = (8..=15).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.starts_with('0');
    if is_well { Ok(format!("+{digits}")) } else { Err(Code::Malformed.into()) }
}

/// A postal code that may be left out: letters, digits, spaces and dashes, at most 12 characters
/// (the longest in use has 10).
///
/// # Errors
/// `too_long`, `malformed`.
pub fn optional_postal_code(typed: &str) -> Result<String, Problem> {
    let code = typed.trim();
    at_most(code, 12)?;
    if code.chars().all(|character| character.is_ascii_alphanumeric() || character == ' ' || character == '-') {
        Ok(code.to_owned())
    } else {
        Err(Code::Malformed.into())
    }
}

fn given(text: &str) -> Result<&str, Problem> {
    if text.is_empty() { Err(Code::Required.into()) } else { Ok(text) }
}

fn at_most(text: &str, max: u32) -> Result<&str, Problem> {
    if length(text) > max { Err(Problem::too_long(max)) } else { Ok(text) }
}

fn length(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}
