//! Forms: what was typed, what is checked, and the problems between the two.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A form as a person fills it in: strings, exactly as typed.
///
/// [`check`](Form::check) is the only way to the [`Checked`](Form::Checked) type, whose fields are
/// private and which cannot be read from JSON: who holds one, holds something that passed the
/// rules. The page checks before it sends, the backend checks when it receives.
pub trait Form: Sized {
    /// What the form is once all rules agree.
    type Checked: 'static;

    /// Builds the form from its fields; `typed` tells what stands in the field of a name.
    fn read(typed: &dyn Fn(&str) -> String) -> Self;

    /// Shows each field's name and what stands in it, in the order in which people see them.
    fn each(&self, see: &mut dyn FnMut(&'static str, &str));

    /// Applies every rule. All rules speak at once, so that a person mends everything in one go.
    ///
    /// # Errors
    /// A problem for each field that breaks a rule.
    fn check(&self) -> Result<Self::Checked, FieldErrors>;
}

/// Writes the two halves of [`Form`] that are nothing but a list of the fields.
///
/// A field of a group is named with a dot, as in `address.line1`: the same name in the page's
/// `name` attribute, in the problems, and (as nesting) in the JSON.
macro_rules! fields {
    ($($first:ident $(. $then:ident)?),+ $(,)?) => {
        fn read(typed: &dyn Fn(&str) -> String) -> Self {
            let mut form = Self::default();
            $(form.$first $(.$then)? = typed(concat!(stringify!($first) $(, ".", stringify!($then))?));)+
            form
        }

        fn each(&self, see: &mut dyn FnMut(&'static str, &str)) {
            $(see(concat!(stringify!($first) $(, ".", stringify!($then))?), &self.$first $(.$then)?);)+
        }
    };
}
pub(crate) use fields;

/// What is wrong with a field: a code, and its numbers where it has any. Words are the page's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Which rule was broken.
    pub code: Code,
    /// The most that is allowed, for `too_long`: characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
    /// The least that is asked for, for `too_short`: characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<u32>,
    /// How many more tries a code has, for `code_wrong`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tries_left: Option<u32>,
}

impl Problem {
    /// More than `max` characters.
    #[must_use]
    pub const fn too_long(max: u32) -> Self {
        Self { code: Code::TooLong, max: Some(max), min: None, tries_left: None }
    }

    /// Fewer than `min` characters.
    #[must_use]
    pub const fn too_short(min: u32) -> Self {
        Self { code: Code::TooShort, max: None, min: Some(min), tries_left: None }
    }

    /// A number that is not among `min` to `max`.
    #[must_use]
    pub const fn out_of_range(min: u32, max: u32) -> Self {
        Self { code: Code::OutOfRange, max: Some(max), min: Some(min), tries_left: None }
    }

    /// Not the code that was sent.
    #[must_use]
    pub const fn code_wrong(tries_left: u32) -> Self {
        Self { code: Code::CodeWrong, max: None, min: None, tries_left: Some(tries_left) }
    }
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self { code, max: None, min: None, tries_left: None }
    }
}

/// The rules that a field can break, by the names that stand in the JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// Nothing was given where something must be.
    Required,
    /// Longer than `max`.
    TooLong,
    /// Shorter than `min`.
    TooShort,
    /// Not of the form that this field has.
    Malformed,
    /// A control character, such as a line break or a NUL.
    ControlCharacter,
    /// Not a country code of ISO 3166-1 alpha-2.
    UnknownCountry,
    /// Not a time zone of the IANA database.
    UnknownTimeZone,
    /// A phone number that does not begin with `+` and a country calling code.
    PhonePrefix,
    /// A phone number that the numbering plan of its country does not have.
    UnknownPhone,
    /// Not a version of the policy that has been published.
    UnknownVersion,
    /// A link's token that is unknown, or that ran out.
    TokenUnknown,
    /// A password that too many people have: it is among those that are tried first.
    CommonPassword,
    /// Not the present password of the account.
    WrongPassword,
    /// Already there, among one's own data.
    Taken,
    /// An e-mail address without an `@`.
    EmailAt,
    /// An e-mail address with nothing before its `@`.
    EmailLocal,
    /// An e-mail address without a whole domain behind its `@`.
    EmailDomain,
    /// A phone number with fewer digits than any of its country has.
    PhoneShort,
    /// A phone number with more digits than any of its country has.
    PhoneLong,
    /// Not a user name of Telegram.
    TelegramName,
    /// Not a member of Slack: an id or a name.
    SlackName,
    /// Not a user name of Messenger.
    MessengerName,
    /// Not a name of Skype.
    SkypeName,
    /// Not the code that was sent; `tries_left` says how often another may be tried.
    CodeWrong,
    /// The code that was sent has run out.
    CodeExpired,
    /// The code was used already.
    CodeUsed,
    /// The code was tried too often, and is good no more.
    CodeSpent,
    /// Not hours of a day, as in `22:00-07:00`.
    Hours,
    /// Hours of a day that overlap each other.
    HoursOverlap,
    /// Quiet hours that leave no minute of the week.
    AlwaysQuiet,
    /// More or less than is allowed: `min` and `max`.
    OutOfRange,
    /// Not a moment that is still to come.
    Past,
    /// Not to be changed by the customer: the holder of the contact has set it.
    HoldersOwn,
    /// A code that this reader does not know yet.
    #[serde(other)]
    Other,
}

/// The problems of a form, by field, in the order of the form. At most one for each field.
///
/// In JSON an object: `{ "first_name": { "code": "too_long", "max": 100 } }`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<(Cow<'static, str>, Problem)>);

impl FieldErrors {
    /// One problem at one field.
    #[must_use]
    pub fn one(field: &'static str, problem: impl Into<Problem>) -> Self {
        Self(vec![(field.into(), problem.into())])
    }

    /// Keeps what a rule let through, and notes what it did not.
    pub fn take<T>(&mut self, field: &'static str, ruled: Result<T, Problem>) -> Option<T> {
        match ruled {
            Ok(value) => Some(value),
            Err(problem) => {
                self.put(field, problem);
                None
            }
        }
    }

    /// Notes a problem; an earlier one at the same field gives way.
    pub fn put(&mut self, field: impl Into<Cow<'static, str>>, problem: impl Into<Problem>) {
        let field = field.into();
        self.clear(&field);
        self.0.push((field, problem.into()));
    }

    /// Forgets the problem of a field.
    pub fn clear(&mut self, field: &str) {
        self.0.retain(|(name, _)| name != field);
    }

    /// The problem of a field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<Problem> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, problem)| *problem)
    }

    /// True when nothing is wrong.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Fields and problems, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Problem)> {
        self.0.iter().map(|(name, problem)| (name.as_ref(), *problem))
    }
}

impl Serialize for FieldErrors {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (field, problem) in &self.0 {
            map.serialize_entry(field.as_ref(), problem)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for FieldErrors {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = FieldErrors;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("problems by field")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FieldErrors, A::Error> {
                let mut errors = FieldErrors::default();
                while let Some((field, problem)) = map.next_entry::<String, Problem>()? {
                    errors.put(field, problem);
                }
                Ok(errors)
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// JSON for a box that is ticked or not: `true` on the wire, `on` or nothing in the form, as browsers
/// have it.
pub(crate) mod ticked {
    use super::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer>(typed: &str, serializer: S) -> Result<S::Ok, S::Error> {
        (!typed.is_empty()).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        Ok(if bool::deserialize(deserializer)? { "on" } else { "" }.to_owned())
    }
}

/// JSON for a whole number: a number on the wire, its digits in the form.
pub(crate) mod whole_number {
    use super::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer>(typed: &str, serializer: S) -> Result<S::Ok, S::Error> {
        typed.trim().parse::<u32>().unwrap_or_default().serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        Ok(u32::deserialize(deserializer)?.to_string())
    }
}

/// JSON for a field that may be left empty: `null` on the wire, an empty string in the form.
pub(crate) mod empty_as_null {
    use super::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
        (!text.is_empty()).then_some(text).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        Ok(Option::<String>::deserialize(deserializer)?.unwrap_or_default())
    }
}
