//! The rules for single fields: vectors from the standards and worked by hand, and properties.

use contract::form::{Code, Problem};
use contract::rules;
use proptest::prelude::*;

fn refused(code: Code) -> Result<String, Problem> {
    Err(code.into())
}

#[test]
fn a_line_is_trimmed_and_may_be_of_any_script() {
    for (typed, kept) in
        [("  Ada ", "Ada"), ("Żółć", "Żółć"), ("李", "李"), ("عائشة", "عائشة"), ("O’Neil-Smith", "O’Neil-Smith")]
    {
        assert_eq!(rules::line(typed).as_deref(), Ok(kept));
    }
    assert_eq!(rules::line(" \u{a0}\u{2003} "), refused(Code::Required));
    assert_eq!(rules::optional_line("   ").as_deref(), Ok(""));
}

#[test]
fn a_line_holds_a_hundred_characters_counted_as_characters_and_not_as_bytes() {
    let hundred = "ż".repeat(100);
    assert_eq!(rules::line(&hundred).as_deref(), Ok(hundred.as_str()));
    assert_eq!(rules::line(&"ż".repeat(101)), Err(Problem::too_long(100)));
    assert_eq!(rules::line(&format!(" {hundred} ")).as_deref(), Ok(hundred.as_str()), "spaces around do not count");
}

#[test]
fn control_characters_are_refused_wherever_they_stand() {
    // C0, DEL and C1, of the Unicode category Cc.
    for control in ['\0', '\t', '\n', '\r', '\u{1b}', '\u{7f}', '\u{85}', '\u{9f}'] {
        assert_eq!(rules::line(&format!("a{control}b")), refused(Code::ControlCharacter), "{control:?}");
    }
}

#[test]
fn text_of_several_lines_keeps_its_breaks_and_tabs_and_no_other_control_character() {
    assert_eq!(rules::text(" one\r\n\ttwo\n", 100).as_deref(), Ok("one\n\ttwo"));
    assert_eq!(rules::text("  \n ", 100), refused(Code::Required));
    assert_eq!(rules::text("a\u{0}b", 100), refused(Code::ControlCharacter));
    assert_eq!(rules::text("a\rb", 100), refused(Code::ControlCharacter));
    assert_eq!(rules::text(&"ż".repeat(100), 100).map(|text| text.chars().count()), Ok(100));
    assert_eq!(rules::text(&"ż".repeat(101), 100), Err(Problem::too_long(100)));
}

#[test]
fn email_addresses_are_those_of_the_html_standard_with_a_dot_in_the_domain() {
    for (typed, kept) in [
        ("ada@example.org", "ada@example.org"),
        (" ada@example.org ", "ada@example.org"),
        ("Ada.L+tag@EXAMPLE.Org", "Ada.L+tag@example.org"),
        ("o'neil_{x}~!#$%&*/=?^`|@a-b.example", "o'neil_{x}~!#$%&*/=?^`|@a-b.example"),
        ("1@2.3", "1@2.3"),
    ] {
        assert_eq!(rules::email(typed).as_deref(), Ok(kept));
    }
    for typed in [
        "ada",
        "ada@",
        "@example.org",
        "ada@example",
        "ada@@example.org",
        "ada lovelace@example.org",
        "ada@exam ple.org",
        "ada@-example.org",
        "ada@example-.org",
        "ada@example..org",
        "ada@.org",
        "ada@example.org.",
        "zażółć@example.org",
        "ada@żółć.example",
        "\"ada\"@example.org",
        "ada@[127.0.0.1]",
        "ada@example.org\n",
    ] {
        let trimmed_is_well = typed.trim() != typed;
        assert_eq!(rules::email(typed).is_ok(), trimmed_is_well, "{typed:?}");
    }
    assert_eq!(rules::email("  "), refused(Code::Required));
}

#[test]
fn email_addresses_end_where_the_mail_standard_ends_them() {
    // RFC 5321: 64 octets before the @, 254 in all; RFC 1035: 63 for a label.
    let local = "a".repeat(64);
    assert!(rules::email(&format!("{local}@example.org")).is_ok());
    assert!(rules::email(&format!("a{local}@example.org")).is_err());
    let label = "b".repeat(63);
    assert!(rules::email(&format!("a@{label}.org")).is_ok());
    assert!(rules::email(&format!("a@b{label}.org")).is_err());
    // 64 + 1 + 63 + 1 + 63 + 1 + 61 = 254.
    let longest = format!("{local}@{label}.{label}.{}", "c".repeat(61));
    assert_eq!(longest.len(), 254);
    assert!(rules::email(&longest).is_ok());
    assert_eq!(rules::email(&format!("{longest}c")), Err(Problem::too_long(254)));
}

#[test]
fn a_new_password_has_12_to_128_characters_of_any_kind() {
    assert_eq!(rules::new_password(""), refused(Code::Required));
    assert_eq!(rules::new_password("elevenchars"), Err(Problem::too_short(12)));
    assert!(rules::new_password("twelve chars").is_ok());
    assert!(rules::new_password("żółćżółćżółć").is_ok(), "12 characters, 24 bytes");
    assert_eq!(rules::new_password("            ").as_deref(), Ok("            "), "spaces count and stay");
    assert!(rules::new_password(&"x".repeat(128)).is_ok());
    assert_eq!(rules::new_password(&"x".repeat(129)), Err(Problem::too_long(128)));
    assert!(rules::known_password("short").is_ok(), "a rule of today shuts nobody out");
}

#[test]
fn phone_numbers_are_kept_as_e164_however_they_are_written() {
    for typed in ["+48 601 234 567", "+48601234567", "0048 601-234-567", "+48 (601) 234.567", " +48/601/234/567 "] {
        assert_eq!(rules::optional_phone(typed).as_deref(), Ok("+48601234567"), "{typed}");
    }
    assert_eq!(rules::optional_phone(" ").as_deref(), Ok(""));
    assert_eq!(rules::optional_phone("601 234 567"), refused(Code::PhonePrefix));
    // E.164: at most 15 digits, and no country calling code begins with 0.
    assert!(rules::optional_phone("+123456789012345").is_ok());
    for typed in ["+1234567890123456", "+1234567", "+0123456789", "+48 601 234 56x", "+", "++48601234567"] {
        assert_eq!(rules::optional_phone(typed), refused(Code::Malformed), "{typed}");
    }
}

#[test]
fn postal_codes_of_many_countries_are_taken() {
    // Poland, United Kingdom, Canada, Netherlands, Japan, Brazil, United States, Iran.
    for code in ["00-001", "SW1Y 4JH", "K1A 0B1", "1012 AB", "100-0001", "01310-100", "94103-1234", "1193653471"] {
        assert_eq!(rules::optional_postal_code(code).as_deref(), Ok(code));
    }
    assert_eq!(rules::optional_postal_code("00_001"), refused(Code::Malformed));
    assert_eq!(rules::optional_postal_code("1234567890123"), Err(Problem::too_long(12)));
}

#[test]
fn countries_are_codes_of_the_standard_in_capitals() {
    assert_eq!(rules::country("PL").as_deref(), Ok("PL"));
    assert_eq!(rules::country(""), refused(Code::Required));
    assert_eq!(rules::optional_country("").as_deref(), Ok(""));
    for code in ["pl", "UK", "EU", "POL", "P"] {
        assert_eq!(rules::country(code), refused(Code::UnknownCountry), "{code}");
    }
}

proptest! {
    #[test]
    fn what_a_rule_keeps_it_keeps_again(typed in "\\PC{0,120}") {
        for rule in [rules::optional_line, rules::email, rules::optional_phone, rules::optional_postal_code] {
            if let Ok(kept) = rule(&typed) {
                prop_assert_eq!(rule(&kept), Ok(kept.clone()));
            }
        }
    }

    #[test]
    fn a_line_that_is_kept_is_trimmed_short_and_free_of_controls(typed in any::<String>()) {
        if let Ok(kept) = rules::optional_line(&typed) {
            prop_assert_eq!(kept.trim(), kept.as_str());
            prop_assert!(kept.chars().count() <= 100);
            prop_assert!(!kept.chars().any(char::is_control));
        }
    }

    #[test]
    fn a_phone_number_is_the_same_whatever_separates_its_digits(
        digits in "[1-9][0-9]{7,14}",
        separators in prop::collection::vec(prop::sample::select(vec!["", " ", "-", ".", "/", "(", ")"]), 15),
    ) {
        let mut typed = String::from("+");
        for (digit, separator) in digits.chars().zip(&separators) {
            typed.push(digit);
            typed.push_str(separator);
        }
        prop_assert_eq!(rules::optional_phone(&typed), Ok(format!("+{digits}")));
    }

    #[test]
    fn an_address_made_by_the_grammar_is_taken(
        local in "[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}",
        labels in prop::collection::vec("[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?", 2..5),
    ) {
        let address = format!("{local}@{}", labels.join("."));
        prop_assert_eq!(rules::email(&address), Ok(address.clone()));
    }

    #[test]
    fn no_rule_panics_on_anything(typed in any::<String>()) {
        _ = rules::line(&typed);
        _ = rules::email(&typed);
        _ = rules::new_password(&typed);
        _ = rules::known_password(&typed);
        _ = rules::country(&typed);
        _ = rules::optional_phone(&typed);
        _ = rules::optional_postal_code(&typed);
    }
}
