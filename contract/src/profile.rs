//! The profile (SPEC section 2): the shape that every other form copies.

use serde::{Deserialize, Deserializer, Serialize};

use crate::form::{Code, FieldErrors, Form, Problem, empty_as_null, fields};
use crate::rules;

/// `PUT /profile`, as typed: every field is there, and what is empty is `null` on the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProfileForm {
    /// First name.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub first_name: String,
    /// Last name.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub last_name: String,
    /// `female`, `male`, `other` or `undisclosed`; empty when not given (P2: it is optional).
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub gender: String,
    /// Country of residence, ISO 3166-1 alpha-2.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub country: String,
    /// IANA name.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub time_zone: String,
    /// Company.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub company: String,
    /// Main phone, E.164 once checked.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub phone: String,
    /// Postal address; `null` reads as an empty one.
    #[serde(deserialize_with = "address_or_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<AddressForm>, required = true))]
    pub address: AddressForm,
}

/// A postal address, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddressForm {
    /// Street and number.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub line1: String,
    /// What else the carrier must know.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub line2: String,
    /// City.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub city: String,
    /// Region, state or province.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub region: String,
    /// Postal code.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub postal_code: String,
    /// Country, ISO 3166-1 alpha-2.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub country: String,
}

/// A profile that passed the rules. Its JSON is what `PUT /profile` takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Profile {
    first_name: String,
    last_name: String,
    gender: Option<Gender>,
    country: String,
    time_zone: String,
    #[serde(with = "empty_as_null")]
    company: String,
    #[serde(with = "empty_as_null")]
    phone: String,
    address: AddressForm,
}

/// Gender, as the person names it; that nothing was said is a `null` beside these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Neither of the two.
    Other,
    /// The person prefers not to say.
    Undisclosed,
}

impl Gender {
    /// Every answer there is, in the order in which it is offered.
    pub const ALL: [Self; 4] = [Self::Female, Self::Male, Self::Other, Self::Undisclosed];

    /// Its word in the JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
            Self::Other => "other",
            Self::Undisclosed => "undisclosed",
        }
    }

    fn optional(typed: &str) -> Result<Option<Self>, Problem> {
        if typed.is_empty() {
            return Ok(None);
        }
        Self::ALL.into_iter().find(|gender| gender.code() == typed).map(Some).ok_or(Code::Malformed.into())
    }
}

impl Form for ProfileForm {
    type Checked = Profile;

    fields!(
        first_name,
        last_name,
        gender,
        country,
        time_zone,
        company,
        phone,
        address.line1,
        address.line2,
        address.city,
        address.region,
        address.postal_code,
        address.country,
    );

    fn check(&self) -> Result<Profile, FieldErrors> {
        let mut errors = FieldErrors::default();
        let first_name = errors.take("first_name", rules::line(&self.first_name));
        let last_name = errors.take("last_name", rules::line(&self.last_name));
        let gender = errors.take("gender", Gender::optional(&self.gender));
        let country = errors.take("country", rules::country(&self.country));
        let time_zone = errors.take("time_zone", rules::time_zone(&self.time_zone));
        let company = errors.take("company", rules::optional_line(&self.company));
        let phone = errors.take("phone", rules::optional_phone(&self.phone));
        let address = self.address.check(&mut errors);
        match (first_name, last_name, gender, country, time_zone, company, phone, address) {
            (
                Some(first_name),
                Some(last_name),
                Some(gender),
                Some(country),
                Some(time_zone),
                Some(company),
                Some(phone),
                Some(address),
            ) => Ok(Profile { first_name, last_name, gender, country, time_zone, company, phone, address }),
            _ => Err(errors),
        }
    }
}

impl AddressForm {
    fn check(&self, errors: &mut FieldErrors) -> Option<Self> {
        let line1 = errors.take("address.line1", rules::optional_line(&self.line1));
        let line2 = errors.take("address.line2", rules::optional_line(&self.line2));
        let city = errors.take("address.city", rules::optional_line(&self.city));
        let region = errors.take("address.region", rules::optional_line(&self.region));
        let postal_code = errors.take("address.postal_code", rules::optional_postal_code(&self.postal_code));
        let country = errors.take("address.country", rules::optional_country(&self.country));
        Some(Self {
            line1: line1?,
            line2: line2?,
            city: city?,
            region: region?,
            postal_code: postal_code?,
            country: country?,
        })
    }
}

impl Profile {
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
    /// A name that may be one of the IANA database.
    #[must_use]
    pub fn time_zone(&self) -> &str {
        &self.time_zone
    }
    /// E.164, or empty.
    #[must_use]
    pub fn phone(&self) -> &str {
        &self.phone
    }
}

/// The answer of `GET /profile` and `PUT /profile`: what stands in the account, and the address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedProfile {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Gender; empty when nothing was said.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Gender>, required = true))]
    pub gender: String,
    /// Country of residence, ISO 3166-1 alpha-2.
    pub country: String,
    /// IANA name.
    pub time_zone: String,
    /// Company.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub company: String,
    /// Main e-mail. It is changed by `POST /email-changes`, not here.
    pub email: String,
    /// Main phone, E.164.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub phone: String,
    /// Postal address.
    pub address: AddressForm,
}

impl SavedProfile {
    /// The saved profile beside the address of its account.
    #[must_use]
    pub fn new(form: ProfileForm, email: String) -> Self {
        let ProfileForm { first_name, last_name, gender, country, time_zone, company, phone, address } = form;
        Self { first_name, last_name, gender, country, time_zone, company, email, phone, address }
    }

    /// The form to fill in, less the address.
    #[must_use]
    pub fn form(&self) -> ProfileForm {
        let Self { first_name, last_name, gender, country, time_zone, company, email: _, phone, address } =
            self.clone();
        ProfileForm { first_name, last_name, gender, country, time_zone, company, phone, address }
    }
}

fn address_or_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<AddressForm, D::Error> {
    Ok(Option::<AddressForm>::deserialize(deserializer)?.unwrap_or_default())
}
