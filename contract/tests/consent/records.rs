//! What crosses the wire about choices: each rule speaks at its field, and wrong types are no form.

use contract::consent::record::{ConsentForm, PreferencesForm};
use contract::consent::{Formats, Kept, Theme};
use contract::form::{Code, Form};
use serde_json::{Value, json};

use crate::{ID, NOW, TEXT_HASH, choice};

fn wire() -> Value {
    json!({
        "consent_id": ID, "chosen_at": "2026-11-18T11:06:40Z", "categories": ["necessary", "preferences", "statistics"],
        "revision": 1, "text_hash": TEXT_HASH, "language": "pl", "source": "banner",
    })
}

fn form(field: &str, value: Value) -> Result<ConsentForm, String> {
    let mut wire = wire();
    wire[field] = value;
    serde_json::from_value(wire).map_err(|error| error.to_string())
}

#[test]
fn a_record_is_taken_as_it_was_sent() {
    let form: ConsentForm = serde_json::from_value(wire()).expect("a form");
    let new = form.check().expect("it passes");
    assert_eq!(new.choice(), &choice());
    let mut whole = wire();
    whole["despite_signal"] = json!(false);
    whole["undo"] = json!(false);
    assert_eq!(serde_json::to_value(&new).expect("JSON"), whole);

    let late = form_of(json!({ "chosen_at": "2026-11-18T11:06:40.999Z", "undo": true, "despite_signal": true }));
    let late = late.check().expect("it passes");
    assert_eq!((late.choice().chosen_at, late.undo(), late.choice().despite_signal), (NOW, true, true));
    let nothing_to_insist_on = form_of(json!({ "categories": ["preferences", "necessary"], "despite_signal": true }));
    let new = nothing_to_insist_on.check().expect("it passes");
    assert!(!new.choice().despite_signal);
    assert_eq!(serde_json::to_value(new).expect("JSON")["categories"], json!(["necessary", "preferences"]));
}

fn form_of(changed: Value) -> ConsentForm {
    let mut wire = wire();
    wire.as_object_mut().expect("an object").extend(changed.as_object().expect("an object").clone());
    serde_json::from_value(wire).expect("a form")
}

#[test]
fn each_rule_of_a_record_speaks_at_its_field() {
    for (field, value, code) in [
        ("consent_id", json!(""), Code::Required),
        ("consent_id", json!(&ID[1..]), Code::Malformed),
        ("consent_id", json!(format!("{ID}a")), Code::Malformed),
        ("consent_id", json!(ID.replace('_', "=")), Code::Malformed),
        ("chosen_at", json!(""), Code::Malformed),
        ("chosen_at", json!("2026-11-18"), Code::Malformed),
        ("chosen_at", json!("2026-11-18T11:06:40"), Code::Malformed),
        ("chosen_at", json!("2026-11-18T12:06:40+01:00"), Code::Malformed),
        ("chosen_at", json!("2026-02-29T11:06:40Z"), Code::Malformed),
        ("categories", json!([]), Code::Required),
        ("categories", json!(["preferences"]), Code::Required),
        ("categories", json!(["necessary", "advertising"]), Code::Malformed),
        ("categories", json!(["necessary", "Preferences"]), Code::Malformed),
        ("categories", json!(["necessary", "necessary"]), Code::Malformed),
        ("revision", json!(0), Code::UnknownVersion),
        ("revision", json!(2), Code::UnknownVersion),
        ("text_hash", json!(""), Code::Malformed),
        ("text_hash", json!(TEXT_HASH.to_uppercase()), Code::Malformed),
        ("text_hash", json!(&TEXT_HASH[1..]), Code::Malformed),
        ("language", json!(""), Code::Malformed),
        ("language", json!("de"), Code::Malformed),
        ("source", json!(""), Code::Malformed),
        ("source", json!("footer"), Code::Malformed),
    ] {
        let errors = form(field, value.clone()).expect("a form").check().expect_err("a rule is broken");
        let found: Vec<_> = errors.iter().map(|(field, problem)| (field, problem.code)).collect();
        assert_eq!(found, [(field, code)], "{field}: {value}");
    }
    let errors = ConsentForm::default().check().expect_err("an empty form");
    let fields: Vec<_> = errors.iter().map(|(field, _)| field).collect();
    assert_eq!(
        fields,
        ["consent_id", "chosen_at", "categories", "revision", "text_hash", "language", "source"],
        "all rules speak at once"
    );
}

#[test]
fn a_record_of_other_types_is_not_even_a_form() {
    for (field, values) in [
        ("consent_id", json!([null, 1, [ID], {}])),
        ("chosen_at", json!([null, NOW])),
        ("categories", json!([null, "necessary", [1], [null], [""], ["necessary preferences"], {}])),
        ("revision", json!([null, "1", -1, 1.5, 4_294_967_296_u64, [1], true])),
        ("text_hash", json!([null, 0])),
        ("language", json!([null, 1, ["pl"]])),
        ("source", json!([null, 1])),
        ("despite_signal", json!([null, "true", 1, 0])),
        ("undo", json!([null, "", 1])),
        ("ip", json!(["192.0.2.1", null])),
        ("is_recorded", json!([true])),
    ] {
        for value in values.as_array().expect("values") {
            assert!(form(field, value.clone()).is_err(), "{field}: {value}");
        }
    }
    for field in wire().as_object().expect("an object").keys() {
        let mut without = wire();
        without.as_object_mut().expect("an object").remove(field);
        assert!(serde_json::from_value::<ConsentForm>(without).is_err(), "without {field}");
    }
}

#[test]
fn preferences_are_known_words_or_nothing() {
    let form = |wire: Value| serde_json::from_value::<PreferencesForm>(wire);
    let wire = json!({ "language": "en", "theme": "dark", "formats": "12h.sunday" });
    let all = form(wire.clone()).expect("a form").check().expect("it passes");
    let values = all.values().map(|(kept, value): (Kept, &str)| (kept.name, value));
    assert_eq!(values, [("language", "en"), ("theme", "dark"), ("formats", "12h.sunday")]);
    assert_eq!(serde_json::to_value(&all).expect("JSON"), wire);
    let wire = json!({ "language": null, "theme": null, "formats": null });
    let none = form(wire.clone()).expect("a form").check().expect("it passes");
    assert_eq!(none.values().map(|(_, value)| value), [""; 3]);
    assert_eq!(serde_json::to_value(&none).expect("JSON"), wire);
    let wrong = form(json!({ "language": "de", "theme": "sepia", "formats": "24h" })).expect("a form");
    let errors = wrong.check().expect_err("rules are broken");
    let found: Vec<_> = errors.iter().map(|(field, problem)| (field, problem.code)).collect();
    assert_eq!(found, ["language", "theme", "formats"].map(|field| (field, Code::Malformed)));
    for refused in [
        json!({ "language": "en", "theme": "dark" }),
        json!({ "language": "en", "theme": "dark", "formats": null, "font": "large" }),
        json!({ "language": 1, "theme": "dark", "formats": null }),
    ] {
        assert!(form(refused.clone()).is_err(), "{refused}");
    }
}

#[test]
fn formats_and_looks_are_read_by_their_words_only() {
    let words = ["24h.monday", "24h.sunday", "12h.monday", "12h.sunday"];
    assert_eq!(words.map(|value| Formats::read(value).map(Formats::write)), words.map(|value| Some(value.to_owned())));
    assert_eq!(Formats::default().write(), "24h.monday");
    for value in ["", "24h", "24h.", ".monday", "24h.monday.", "24H.monday", "24h.friday", "24h monday"] {
        assert_eq!(Formats::read(value), None, "{value}");
    }
    assert_eq!(
        ["system", "light", "dark"].map(|code| Theme::read(code).map(Theme::code)),
        [Some("system"), Some("light"), Some("dark")]
    );
    assert_eq!(Theme::read("Dark"), None);
}
