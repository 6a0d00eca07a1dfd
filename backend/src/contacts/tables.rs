//! The rules of contacts whose tables are too large for the page: time zones, plans of phone numbers.

use contract::contacts::{Channel, NewContact};
use contract::form::{Code, FieldErrors};
use rlibphonenumber::{NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberType, ValidationError};

use crate::profile::is_time_zone;

/// Applies the rules.
///
/// # Errors
/// `unknown_time_zone`; `phone_short`, `phone_long`, `unknown_phone` at `address`.
pub fn check(contact: &NewContact) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    if matches!(contact.channel(), Channel::Phone | Channel::Viber)
        && let Err(code) = check_phone(contact.address())
    {
        errors.put("address", code);
    }
    if !contact.time_zone().is_empty() && !is_time_zone(contact.time_zone()) {
        errors.put("time_zone", Code::UnknownTimeZone);
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// A number of an impossible length is told apart from one that the plan of its country does not have. The
/// lengths are those of mobile and fixed lines: what is shorter or longer is for machines, or for emergencies.
fn check_phone(number: &str) -> Result<(), Code> {
    let number: PhoneNumber = number.parse().map_err(|_| Code::UnknownPhone)?;
    if number.is_valid() {
        return Ok(());
    }
    let lengths = [PhoneNumberType::Mobile, PhoneNumberType::FixedLine]
        .map(|kind| PHONE_NUMBER_UTIL.is_possible_number_for_type_with_reason(&number, kind));
    let is_one = |verdict| lengths.contains(&verdict);
    if is_one(Ok(NumberLengthType::IsPossible)) {
        return Err(Code::UnknownPhone);
    }
    // What can be dialled within a town only lacks its area code.
    let is_short = is_one(Err(ValidationError::TooShort)) || is_one(Ok(NumberLengthType::IsPossibleLocalOnly));
    match (is_short, is_one(Err(ValidationError::TooLong))) {
        (true, false) => Err(Code::PhoneShort),
        (false, true) => Err(Code::PhoneLong),
        _ => Err(Code::UnknownPhone),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_an_impossible_length_is_told_apart_from_one_that_its_country_does_not_have() {
        // Numbers of Poland have nine digits, of Britain ten; Poland has none that begin with 0 or 1;
        // no country has the calling code 999 (ITU-T E.164, annex; national numbering plans).
        for (number, expected) in [
            ("+48601000001", Ok(())),
            ("+442079460123", Ok(())),
            ("+4860100000", Err(Code::PhoneShort)),
            ("+4860100000123", Err(Code::PhoneLong)),
            ("+44207946012345", Err(Code::PhoneLong)),
            ("+15550123", Err(Code::PhoneShort)),
            ("+48011000001", Err(Code::UnknownPhone)),
            ("+99912345678", Err(Code::UnknownPhone)),
        ] {
            assert_eq!(check_phone(number), expected, "{number}");
        }
    }
}
