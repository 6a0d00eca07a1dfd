//! Who is told when: the decision against one that is put together from the walk.

use contract::contacts::State;
use contract::contacts::settings::{Kind, Period, Settings, SettingsForm, Severity};
use contract::form::Form;
use contract::quiet_hours::{Happening, Listener, Outcome, Week, Why, decide};
use proptest::prelude::*;
use proptest::sample::select;

use crate::naive::{self, Hours, hours_of};
use crate::{ZONES, moment, offset_in, week, zone};

/// Nights of the customer's contact, and of its holder.
const CUSTOMERS: [&str; 7] = ["22:00-07:00", "22:00-07:00", "22:00-07:00", "22:00-07:00", "", "", "22:00-07:00"];
const HOLDERS: [&str; 7] = ["12:00-13:00", "", "", "", "20:00-10:00", "20:00-10:00", ""];

/// A contact as it is put together here.
#[derive(Clone, Debug)]
struct Case {
    state: State,
    paused_until: Option<i64>,
    chosen: Vec<Kind>,
    period: Period,
    delay: u32,
    break_through: Option<Severity>,
    happening: Happening,
}

impl Case {
    fn settings(&self) -> Settings {
        let mut form = SettingsForm {
            delay: self.delay.to_string(),
            report_period: self.period.code().to_owned(),
            break_through: self.break_through.map(Severity::code).unwrap_or_default().to_owned(),
            quiet_hours: week(CUSTOMERS).form(),
            ..SettingsForm::default()
        };
        for kind in Kind::ALL {
            form.kinds.set(kind, self.chosen.contains(&kind));
        }
        form.check().expect("settings")
    }

    fn decide(&self, holder_hours: &Week, zone_name: &str) -> Outcome {
        let settings = self.settings();
        let listener =
            Listener { state: self.state, paused_until: self.paused_until, settings: &settings, holder_hours };
        let zone = zone(zone_name);
        decide(&listener, &self.happening, &offset_in(&zone))
    }

    /// The same from the words of the specification.
    fn expect(&self, zone_name: &str) -> Outcome {
        let waits = if self.happening.kind == Kind::AlertDown { i64::from(self.delay) * 60 } else { 0 };
        let goes_out = self.happening.at + waits;
        let is_usable = self.state == State::Confirmed;
        let is_over = self.state == State::Paused && matches!(self.paused_until, Some(until) if until <= goes_out);
        if self.state == State::Paused && !is_over {
            return Outcome::Silent(Why::Paused);
        }
        if !is_usable && !is_over {
            return Outcome::Silent(Why::NotUsable(self.state));
        }
        let other_period = match (self.happening.kind, self.happening.period) {
            (Kind::UptimeReport, Some(period)) => period != self.period,
            _ => false,
        };
        if other_period || !self.chosen.contains(&self.happening.kind) {
            return Outcome::Silent(Why::NotChosen);
        }
        let rank = |severity| Severity::ALL.iter().position(|each| *each == severity);
        let is_loud = self.break_through.is_some_and(|least| rank(self.happening.severity) >= rank(least));
        let mut hours: Vec<Hours> = hours_of(HOLDERS);
        if !is_loud {
            hours.extend(hours_of(CUSTOMERS));
        }
        let zone = zone(zone_name);
        if naive::is_quiet(&hours, &zone, goes_out) {
            Outcome::Held { since: goes_out, until: naive::quiet_until(&hours, &zone, goes_out) }
        } else {
            Outcome::Told { at: goes_out }
        }
    }
}

fn happenings() -> impl Strategy<Value = Happening> {
    let at = moment("2024-01-01T00:00:00Z")..moment("2028-01-01T00:00:00Z");
    let period = prop_oneof![Just(None), select(&Period::ALL[..]).prop_map(Some)];
    (select(&Kind::ALL[..]), select(&Severity::ALL[..]), period, at)
        .prop_map(|(kind, severity, period, at)| Happening { kind, severity, period, at })
}

fn cases() -> impl Strategy<Value = Case> {
    let state = prop_oneof![4 => Just(State::Confirmed), 2 => Just(State::Paused), 1 => select(&State::ALL[..])];
    let kinds = proptest::sample::subsequence(Kind::ALL.to_vec(), 3..=7);
    let delay = prop_oneof![Just(0_u32), 1..=120_u32, Just(10_080_u32)];
    let loud = prop_oneof![Just(None), select(&Severity::ALL[..]).prop_map(Some)];
    // A pause that ends around the time at which the message would go out.
    let pause = prop_oneof![Just(None), (-10_i64..=10).prop_map(Some)];
    (happenings(), state, pause, kinds, select(&Period::ALL[..]), delay, loud).prop_map(
        |(happening, state, pause, chosen, period, delay, break_through)| {
            let waits = if happening.kind == Kind::AlertDown { i64::from(delay) * 60 } else { 0 };
            let paused_until = pause.map(|around| happening.at + waits + around);
            Case { state, paused_until, chosen, period, delay, break_through, happening }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn what_becomes_of_a_message_is_what_the_specification_says(case in cases(), name in select(&ZONES[..])) {
        prop_assert_eq!(case.decide(&week(HOLDERS), name), case.expect(name));
    }
}

/// A site that goes down on Monday, 30 March 2026, at a time in Warsaw (+02:00 since the day before).
fn down(at: &str, severity: Severity) -> Case {
    Case {
        state: State::Confirmed,
        paused_until: None,
        chosen: vec![Kind::AlertDown],
        period: Period::Weekly,
        delay: 0,
        break_through: Some(Severity::Critical),
        happening: Happening {
            kind: Kind::AlertDown,
            severity,
            period: None,
            at: moment(&format!("2026-03-30T{at}+02:00")),
        },
    }
}

#[test]
fn a_night_by_hand() {
    let at = |text: &str| moment(&format!("2026-03-{text}+02:00"));
    let told = |text: &str| Outcome::Told { at: at(text) };
    let held = |since: &str, until: &str| Outcome::Held { since: at(since), until: Some(at(until)) };
    for (case, outcome) in [
        (down("21:59:59", Severity::Warning), told("30T21:59:59")),
        (down("22:00:00", Severity::Warning), held("30T22:00:00", "31T07:00:00")),
        (down("22:00:00", Severity::Critical), told("30T22:00:00")),
        // Nothing breaks through the holder's own hours.
        (down("12:30:00", Severity::Critical), held("30T12:30:00", "30T13:00:00")),
        // What waits for its delay is asked about when it would go out.
        (Case { delay: 60, ..down("21:30:00", Severity::Info) }, held("30T22:30:00", "31T07:00:00")),
        (Case { delay: 30, ..down("12:40:00", Severity::Info) }, told("30T13:10:00")),
        (Case { state: State::Paused, ..down("10:00:00", Severity::Critical) }, Outcome::Silent(Why::Paused)),
        (Case { chosen: vec![], ..down("10:00:00", Severity::Critical) }, Outcome::Silent(Why::NotChosen)),
        (
            Case { state: State::OptedOut, ..down("10:00:00", Severity::Critical) },
            Outcome::Silent(Why::NotUsable(State::OptedOut)),
        ),
    ] {
        assert_eq!(case.decide(&week(HOLDERS), "Europe/Warsaw"), outcome, "{case:?}");
    }
}
