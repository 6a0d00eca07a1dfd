//! Forms: all rules speak at once, and what crosses the wire is read back as it was.

use contract::account::{RegistrationForm, SignInForm};
use contract::form::{Code, FieldErrors, Form, Problem};
use contract::profile::{AddressForm, ProfileForm, SavedProfile};
use contract::refusal::{Refusal, RefusalCode};
use contract::security::{EmailChangeForm, NewPasswordForm, PasswordChangeForm, ReauthenticationForm, ResetForm};
use contract::support::{MESSAGE_MAX, SupportForm};
use proptest::prelude::*;
use serde_json::json;

fn profile() -> ProfileForm {
    ProfileForm {
        first_name: "Ada".into(),
        last_name: "Lovelace".into(),
        country: "GB".into(),
        time_zone: "Europe/London".into(),
        ..ProfileForm::default()
    }
}

#[test]
fn all_rules_speak_at_once_in_the_order_of_the_form() {
    let errors = RegistrationForm::default().check().expect_err("an empty form");
    let fields: Vec<_> = errors.iter().map(|(field, problem)| (field, problem.code)).collect();
    let required = |field| (field, Code::Required);
    assert_eq!(
        fields,
        [
            required("first_name"),
            required("last_name"),
            required("email"),
            required("password"),
            required("country"),
            required("time_zone"),
            ("language", Code::Malformed),
            required("policy_version"),
        ]
    );
}

#[test]
fn a_form_is_read_and_shown_by_the_same_names() {
    let form = ProfileForm { address: AddressForm { city: "Łódź".into(), ..AddressForm::default() }, ..profile() };
    let mut shown = Vec::new();
    form.each(&mut |field, value| shown.push((field, value.to_owned())));
    let read = ProfileForm::read(&|field| {
        shown.iter().find(|(name, _)| *name == field).map(|(_, value)| value.clone()).expect("a field that is shown")
    });
    assert_eq!(read, form);
    assert!(shown.contains(&("address.city", "Łódź".to_owned())));
}

#[test]
fn what_is_empty_is_null_on_the_wire() {
    let wire = serde_json::to_value(profile().check().expect("a good profile")).expect("JSON");
    assert_eq!(
        wire,
        json!({
            "first_name": "Ada", "last_name": "Lovelace", "gender": null, "country": "GB",
            "time_zone": "Europe/London", "company": null, "phone": null,
            "address": {
                "line1": null, "line2": null, "city": null, "region": null, "postal_code": null, "country": null
            }
        })
    );
    let mut without_address = wire;
    without_address["address"] = json!(null);
    let read: ProfileForm = serde_json::from_value(without_address).expect("null reads as an empty address");
    assert_eq!(read, profile());
}

#[test]
fn a_field_that_is_missing_or_unknown_or_of_another_type_is_no_profile() {
    let wire = serde_json::to_value(profile().check().expect("a good profile")).expect("JSON");
    let mut missing = wire.clone();
    missing.as_object_mut().expect("an object").remove("phone");
    let mut unknown = wire.clone();
    unknown["email"] = json!("ada@example.org");
    let mut other_type = wire;
    other_type["company"] = json!(1);
    for bad in [missing, unknown, other_type] {
        assert!(serde_json::from_value::<ProfileForm>(bad).is_err());
    }
}

#[test]
fn a_saved_profile_gives_the_form_back() {
    let saved = SavedProfile::new(profile(), "ada@example.org".into());
    assert_eq!(saved.form(), profile());
    let wire = serde_json::to_value(&saved).expect("JSON");
    assert_eq!(wire["email"], "ada@example.org");
    assert_eq!(wire["gender"], json!(null));
}

#[test]
fn gender_can_be_given_withheld_and_cleared() {
    for (typed, wire) in [
        ("", json!(null)),
        ("female", json!("female")),
        ("undisclosed", json!("undisclosed")),
        ("other", json!("other")),
    ] {
        let form = ProfileForm { gender: typed.into(), ..profile() };
        assert_eq!(serde_json::to_value(form.check().expect("a good profile")).expect("JSON")["gender"], wire);
    }
    let errors = ProfileForm { gender: "none of yours".into(), ..profile() }.check().expect_err("an unknown word");
    assert_eq!(errors.of("gender"), Some(Code::Malformed.into()));
}

#[test]
fn a_password_is_never_shown() {
    let form = SignInForm { email: "ada@example.org".into(), password: "correct horse battery".into() };
    let credentials = form.check().expect("good credentials");
    assert!(!format!("{credentials:?}").contains("correct"));
}

#[test]
fn a_refusal_is_read_as_it_was_written_and_an_unknown_code_is_no_obstacle() {
    let mut fields = FieldErrors::default();
    fields.put("first_name", Problem::too_long(100));
    fields.put("email", Code::Malformed);
    let refusal = Refusal { retry_after: Some(7), ..fields.into() };
    let wire = serde_json::to_value(&refusal).expect("JSON");
    assert_eq!(
        wire,
        json!({
            "type": "/problems/invalid", "title": "invalid", "status": 422, "code": "invalid", "retry_after": 7,
            "fields": { "first_name": { "code": "too_long", "max": 100 }, "email": { "code": "malformed" } }
        })
    );
    // As text: a JSON value in memory would put the fields in another order.
    let text = serde_json::to_string(&refusal).expect("JSON");
    assert_eq!(serde_json::from_str::<Refusal>(&text).expect("a refusal"), refusal);
    let newer = json!({ "type": "/problems/new", "title": "new", "status": 418, "code": "new",
        "fields": { "x": { "code": "newer", "more": true } } });
    let read: Refusal = serde_json::from_value(newer).expect("a refusal of a newer server");
    assert_eq!((read.code, read.fields.of("x")), (RefusalCode::Other, Some(Code::Other.into())));
}

proptest! {
    #[test]
    fn a_checked_profile_crosses_the_wire_and_passes_again(
        names in prop::collection::vec("[\\p{L} '-]{1,40}", 8),
        gender in prop::sample::select(vec!["", "female", "male", "other", "undisclosed"]),
        phone in "(\\+[1-9][0-9]{7,14})?",
    ) {
        let name = |index: usize| names[index].clone();
        let form = ProfileForm {
            first_name: name(0), last_name: name(1), gender: gender.into(), country: "PL".into(),
            time_zone: "Europe/Warsaw".into(), company: name(2), phone,
            address: AddressForm {
                line1: name(3), line2: name(4), city: name(5), region: name(6), postal_code: "00-001".into(),
                country: String::new(),
            },
        };
        if let Ok(checked) = form.check() {
            let wire = serde_json::to_string(&checked).expect("JSON");
            let read: ProfileForm = serde_json::from_str(&wire).expect("what was sent is read");
            prop_assert_eq!(read.check().expect("what passed passes again"), checked);
        }
    }
}

/// The problems of a form, in its order.
fn problems<F: Form>(form: &F) -> Vec<(String, Code)> {
    let errors = form.check().err().unwrap_or_default();
    errors.iter().map(|(field, problem)| (field.to_owned(), problem.code)).collect()
}

#[test]
fn a_new_password_follows_the_rule_wherever_it_is_set_and_an_old_one_needs_only_to_be_given() {
    let of = |field: &str, code| vec![(field.to_owned(), code)];
    let eleven = "eleven sign".to_owned();
    assert_eq!(problems(&NewPasswordForm { password: eleven.clone() }), of("password", Code::TooShort));
    assert_eq!(problems(&NewPasswordForm { password: "x".repeat(129) }), of("password", Code::TooLong));
    assert_eq!(problems(&NewPasswordForm { password: "twelve signs".into() }), []);
    assert_eq!(problems(&ReauthenticationForm { password: eleven.clone() }), []);
    assert_eq!(problems(&ReauthenticationForm::default()), of("password", Code::Required));
    let change = PasswordChangeForm { current_password: eleven.clone(), new_password: eleven };
    assert_eq!(problems(&change), of("new_password", Code::TooShort));
    assert_eq!(
        problems(&PasswordChangeForm::default()),
        [("current_password".to_owned(), Code::Required), ("new_password".to_owned(), Code::Required)]
    );
}

#[test]
fn an_address_to_write_to_is_an_address_wherever_it_is_asked_for() {
    for (typed, code) in [("", Code::Required), ("ada", Code::Malformed), ("ada@localhost", Code::Malformed)] {
        let expected = vec![("email".to_owned(), code)];
        assert_eq!(problems(&ResetForm { email: typed.into() }), expected);
        assert_eq!(problems(&EmailChangeForm { email: typed.into() }), expected);
    }
    let reset = ResetForm { email: " Ada@Example.ORG ".into() }.check().expect("an address");
    assert_eq!(reset.email(), "Ada@example.org");
}

#[test]
fn a_request_to_support_needs_a_topic_and_a_message_and_an_address_only_of_strangers() {
    let request = |email: &str, topic: &str, message: &str| SupportForm {
        email: email.into(),
        topic: topic.into(),
        message: message.into(),
        language: "pl".into(),
    };
    let of = |field: &str, code| vec![(field.to_owned(), code)];
    assert_eq!(problems(&request("", "privacy", "Dzień dobry,\nproszę o pomoc.")), []);
    assert_eq!(problems(&request("ada", "privacy", "Hello")), of("email", Code::Malformed));
    assert_eq!(problems(&request("", "", "Hello")), of("topic", Code::Required));
    assert_eq!(problems(&request("", "weather", "Hello")), of("topic", Code::Malformed));
    assert_eq!(problems(&request("", "fault", " ")), of("message", Code::Required));
    let longest = "x".repeat(usize::try_from(MESSAGE_MAX).expect("a length"));
    assert_eq!(problems(&request("", "fault", &longest)), []);
    assert_eq!(problems(&request("", "fault", &(longest + "x"))), of("message", Code::TooLong));
    let wire = serde_json::to_value(request("", "fault", "Hello").check().expect("a good request")).expect("JSON");
    assert_eq!(wire, json!({ "email": null, "topic": "fault", "message": "Hello", "language": "pl" }));
    assert!(serde_json::from_value::<SupportForm>(wire).is_ok(), "what is sent can be read");
}
