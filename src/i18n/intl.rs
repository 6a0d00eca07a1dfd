//! What the browser knows of languages: names of countries, the order of words, dates and times.

use contract::account::Language;
use contract::consent::Clock;
use contract::countries;
use js_sys::{Array, Date, Function, Intl, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The countries by their names in a language, in its alphabetical order: code and name.
#[must_use]
pub fn countries(language: Language) -> Vec<(String, String)> {
    let names = display_names(language);
    let all: Array =
        countries::all().map(|code| JsValue::from([&name_of(&names, code), "\t", code].concat())).collect();
    // Sorted by the browser, which has the alphabet of the language: ours would cost kilobytes.
    let collator = Intl::Collator::new(&Array::of1(&locale(language).into()), &Object::new());
    if let Some(sort) = method(&all, "sort") {
        // Sorting strings cannot fail.
        _ = sort.call1(&all, &collator.compare());
    }
    let entries = all.iter().filter_map(|entry| entry.as_string());
    entries.filter_map(|entry| entry.split_once('\t').map(|(name, code)| (code.to_owned(), name.to_owned()))).collect()
}

/// The name of a country in a language; its code where the browser does not know it.
#[must_use]
pub fn country(language: Language, code: &str) -> String {
    name_of(&display_names(language), code)
}

/// Every time zone that the browser knows, and `UTC`, in alphabetical order.
#[must_use]
pub fn time_zones() -> Vec<String> {
    let supported = method(&intl(), "supportedValuesOf")
        .and_then(|list| list.call1(&JsValue::UNDEFINED, &"timeZone".into()).ok())
        .map(|list| Array::from(&list))
        .unwrap_or_default();
    let mut zones: Vec<String> = supported.iter().filter_map(|zone| zone.as_string()).collect();
    if !zones.iter().any(|zone| zone == "UTC") {
        zones.push("UTC".to_owned());
    }
    zones
}

/// The time zone of this browser.
#[must_use]
pub fn own_time_zone() -> String {
    let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into()).ok().and_then(|zone| zone.as_string()).unwrap_or_default()
}

/// The time of day and the weekday in a time zone, at a moment given in milliseconds since 1970;
/// `None` for a zone that the browser does not know.
#[must_use]
pub fn local_time(language: Language, clock: Clock, time_zone: &str, now: f64) -> Option<String> {
    let (hour, cycle) = hours(clock);
    let options = [("timeZone", time_zone), ("weekday", "long"), hour, ("minute", "2-digit"), cycle];
    let options = object(&options);
    format_date(language, &options, &Date::new(&now.into()))
}

/// A day given as `YYYY-MM-DD`, written out: `23 maja 2018`.
#[must_use]
pub fn day(language: Language, iso: &str) -> String {
    written(language, iso, &[("timeZone", "UTC"), ("dateStyle", "long")])
}

/// The day in the time zone of this browser at a moment given in RFC 3339.
#[must_use]
pub fn day_of(language: Language, moment: &str) -> String {
    written(language, moment, &[("dateStyle", "long")])
}

/// The day in a time zone at a moment given in RFC 3339.
#[must_use]
pub fn day_in(language: Language, time_zone: &str, moment: &str) -> String {
    written(language, moment, &[("timeZone", time_zone), ("dateStyle", "long")])
}

/// A moment given in RFC 3339, to the minute, in the time zone of this browser.
#[must_use]
pub fn moment(language: Language, clock: Clock, moment: &str) -> String {
    let (_, cycle) = hours(clock);
    written(language, moment, &[("dateStyle", "long"), ("timeStyle", "short"), cycle])
}

/// The time of day at a moment given in RFC 3339, in the time zone of this browser.
#[must_use]
pub fn time(language: Language, clock: Clock, moment: &str) -> String {
    let (_, cycle) = hours(clock);
    written(language, moment, &[("timeStyle", "short"), cycle])
}

/// A moment given in RFC 3339, to the minute and with its weekday, by the clock of a time zone.
#[must_use]
pub fn moment_in(language: Language, clock: Clock, time_zone: &str, moment: &str) -> String {
    let (_, cycle) = hours(clock);
    written(language, moment, &[("timeZone", time_zone), ("dateStyle", "full"), ("timeStyle", "short"), cycle])
}

/// The weekday in short and the time of day by the clock of a time zone, at a moment in seconds since
/// 1970; `None` for a zone that the browser does not know.
#[must_use]
pub fn short_time(language: Language, clock: Clock, time_zone: &str, at: i64) -> Option<String> {
    let weekday = weekday_in(language, time_zone, at)?;
    Some([&weekday, " ", &time_in(language, clock, time_zone, at)?].concat())
}

/// The weekday in short, likewise.
#[must_use]
pub fn weekday_in(language: Language, time_zone: &str, at: i64) -> Option<String> {
    format_date(language, &object(&[("timeZone", time_zone), ("weekday", "short")]), &date_of(at))
}

/// The time of day, likewise.
#[must_use]
pub fn time_in(language: Language, clock: Clock, time_zone: &str, at: i64) -> Option<String> {
    let (_, cycle) = hours(clock);
    format_date(language, &object(&[("timeZone", time_zone), ("timeStyle", "short"), cycle]), &date_of(at))
}

/// True for a time zone that the browser knows.
#[must_use]
pub fn knows_zone(time_zone: &str) -> bool {
    weekday_in(Language::En, time_zone, 0).is_some()
}

#[expect(clippy::cast_precision_loss, reason = "seconds of our era fit")]
fn date_of(at: i64) -> Date {
    Date::new(&(at as f64 * 1000.0).into())
}

/// When it is that hour tomorrow, by this browser's clock: milliseconds since 1970, as `now` is.
#[must_use]
pub fn tomorrow_at(hour: u32, now: f64) -> f64 {
    let date = Date::new(&now.into());
    date.set_date(date.get_date() + 1);
    date.set_hours(hour);
    date.set_minutes(0);
    date.set_seconds(0);
    date.set_milliseconds(0);
    date.get_time()
}

/// The options of `Intl.DateTimeFormat` for a clock: how hours are written, and which there are.
const fn hours(clock: Clock) -> ((&'static str, &'static str), (&'static str, &'static str)) {
    match clock {
        Clock::Hours24 => (("hour", "2-digit"), ("hourCycle", "h23")),
        Clock::Hours12 => (("hour", "numeric"), ("hourCycle", "h12")),
    }
}

/// A date or a moment in words; as it came where the browser cannot read it.
fn written(language: Language, iso: &str, options: &[(&str, &str)]) -> String {
    format_date(language, &object(options), &Date::new(&iso.into())).unwrap_or_else(|| iso.to_owned())
}

/// Calls `new Intl.DateTimeFormat(language, options).format(date)`; a bad zone throws, which is `None`.
fn format_date(language: Language, options: &Object, date: &Date) -> Option<String> {
    let constructor = method(&intl(), "DateTimeFormat")?;
    let format = Reflect::construct(&constructor, &Array::of2(&locale(language).into(), options)).ok()?;
    let format: Intl::DateTimeFormat = format.unchecked_into();
    format.format().call1(&JsValue::UNDEFINED, date).ok()?.as_string()
}

fn display_names(language: Language) -> JsValue {
    let options = object(&[("type", "region")]);
    method(&intl(), "DisplayNames")
        .and_then(|constructor| Reflect::construct(&constructor, &Array::of2(&locale(language).into(), &options)).ok())
        .unwrap_or_default()
}

fn name_of(names: &JsValue, code: &str) -> String {
    method(names, "of")
        .and_then(|of| of.call1(names, &code.into()).ok())
        .and_then(|name| name.as_string())
        .unwrap_or_else(|| code.to_owned())
}

/// English is British here: dates in the order of the rest of Europe, 24 hours.
const fn locale(language: Language) -> &'static str {
    match language {
        Language::Pl => "pl",
        Language::En => "en-GB",
    }
}

pub(super) fn intl() -> JsValue {
    Reflect::get(&js_sys::global(), &"Intl".into()).unwrap_or_default()
}

pub(super) fn method(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &JsString::from(name)).ok()?.dyn_into().ok()
}

pub(super) fn object(entries: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in entries {
        // Setting a property of a new plain object cannot fail.
        _ = Reflect::set(&object, &JsString::from(*name), &JsString::from(*value));
    }
    object
}
