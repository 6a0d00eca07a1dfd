//! What a contact is told, and when (P7, P10, P12).

pub use super::kinds::{Kind, Period, Severity};

use serde::{Deserialize, Serialize};

use crate::form::{Code, FieldErrors, Form, Problem, empty_as_null, fields, ticked, whole_number};
use crate::quiet_hours::{Week, WeekForm, read_days};

/// The longest delay of an alert, in minutes (SPEC section 3): a week.
pub const DELAY_MAX: u32 = 10_080;

/// `PUT /contacts/{id}/settings`, as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SettingsForm {
    /// Which kinds of messages it is sent.
    pub kinds: KindsForm,
    /// Of which period its reports are: a [`Period`]'s word.
    pub report_period: String,
    /// How long a site must be down before it is told, in minutes: 0 to [`DELAY_MAX`].
    #[serde(with = "whole_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = u32, maximum = 10_080))]
    pub delay: String,
    /// When it is told nothing: messages are kept, and come as one digest afterwards.
    pub quiet_hours: WeekForm,
    /// From which [`Severity`] on a message breaks through the quiet hours; `null` for never.
    #[serde(with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = true))]
    pub break_through: String,
}

/// The boxes of a [`SettingsForm`], one for each [`Kind`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct KindsForm {
    /// [`Kind::AlertDown`].
    #[serde(with = "ticked")]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub alert_down: String,
    /// [`Kind::AlertStillDown`].
    #[serde(with = "ticked")]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub alert_still_down: String,
    /// [`Kind::AlertUp`].
    #[serde(with = "ticked")]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub alert_up: String,
    /// [`Kind::UptimeReport`].
    #[serde(with = "ticked")]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub uptime_report: String,
    /// [`Kind::Billing`].
    #[serde(with = "ticked")]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub billing: String,
    /// [`Kind::ServiceUpdate`].
    #[serde(with = "ticked")]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub service_update: String,
    /// [`Kind::News`].
    #[serde(with = "ticked")]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub news: String,
}

impl Default for SettingsForm {
    /// What a new contact begins with: the alerts, at any hour, at once. What is not an alert is off
    /// until it is chosen (P12).
    fn default() -> Self {
        let on = || "on".to_owned();
        Self {
            kinds: KindsForm { alert_down: on(), alert_still_down: on(), alert_up: on(), ..KindsForm::default() },
            report_period: Period::default().code().to_owned(),
            delay: "0".to_owned(),
            quiet_hours: WeekForm::default(),
            break_through: String::new(),
        }
    }
}

impl KindsForm {
    /// What stands in the box of a kind: `on` or nothing.
    #[must_use]
    pub fn of(&self, kind: Kind) -> &str {
        match kind {
            Kind::AlertDown => &self.alert_down,
            Kind::AlertStillDown => &self.alert_still_down,
            Kind::AlertUp => &self.alert_up,
            Kind::UptimeReport => &self.uptime_report,
            Kind::Billing => &self.billing,
            Kind::ServiceUpdate => &self.service_update,
            Kind::News => &self.news,
        }
    }

    /// Ticks the box of a kind, or clears it.
    pub fn set(&mut self, kind: Kind, chosen: bool) {
        let its = match kind {
            Kind::AlertDown => &mut self.alert_down,
            Kind::AlertStillDown => &mut self.alert_still_down,
            Kind::AlertUp => &mut self.alert_up,
            Kind::UptimeReport => &mut self.uptime_report,
            Kind::Billing => &mut self.billing,
            Kind::ServiceUpdate => &mut self.service_update,
            Kind::News => &mut self.news,
        };
        if chosen { "on" } else { "" }.clone_into(its);
    }
}

/// Settings that passed the rules. Their JSON is that of [`Settings::form`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    kinds: Vec<Kind>,
    period: Period,
    delay: u32,
    quiet_hours: Week,
    break_through: Option<Severity>,
}

impl Form for SettingsForm {
    type Checked = Settings;

    fields!(
        kinds.alert_down,
        kinds.alert_still_down,
        kinds.alert_up,
        kinds.uptime_report,
        kinds.billing,
        kinds.service_update,
        kinds.news,
        report_period,
        delay,
        quiet_hours.monday,
        quiet_hours.tuesday,
        quiet_hours.wednesday,
        quiet_hours.thursday,
        quiet_hours.friday,
        quiet_hours.saturday,
        quiet_hours.sunday,
        break_through,
    );

    fn check(&self) -> Result<Settings, FieldErrors> {
        const DAYS: [&str; 7] = [
            "quiet_hours.monday",
            "quiet_hours.tuesday",
            "quiet_hours.wednesday",
            "quiet_hours.thursday",
            "quiet_hours.friday",
            "quiet_hours.saturday",
            "quiet_hours.sunday",
        ];
        let mut errors = FieldErrors::default();
        let kinds = Kind::ALL.into_iter().filter(|kind| !self.kinds.of(*kind).is_empty()).collect();
        let period = errors.take("report_period", Period::read(&self.report_period).ok_or(Code::Malformed.into()));
        let delay = errors.take("delay", delay(&self.delay));
        let break_through = errors.take("break_through", optional_severity(&self.break_through));
        let mut of_hours = FieldErrors::default();
        let quiet_hours = read_days(&self.quiet_hours.days(), &DAYS, &mut of_hours);
        for (field, problem) in of_hours.iter() {
            errors.put(field.to_owned(), problem);
        }
        match (period, delay, quiet_hours, break_through) {
            (Some(period), Some(delay), Some(quiet_hours), Some(break_through)) => {
                Ok(Settings { kinds, period, delay, quiet_hours, break_through })
            }
            _ => Err(errors),
        }
    }
}

fn delay(typed: &str) -> Result<u32, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Code::Required.into());
    }
    let is_a_number = typed.bytes().all(|byte| byte.is_ascii_digit());
    match typed.parse() {
        Ok(minutes) if is_a_number && minutes <= DELAY_MAX => Ok(minutes),
        _ => Err(Problem::out_of_range(0, DELAY_MAX)),
    }
}

fn optional_severity(typed: &str) -> Result<Option<Severity>, Problem> {
    if typed.is_empty() {
        return Ok(None);
    }
    Severity::read(typed).map(Some).ok_or(Code::Malformed.into())
}

impl Settings {
    /// True when messages of this kind are chosen.
    #[must_use]
    pub fn wants(&self, kind: Kind) -> bool {
        self.kinds.contains(&kind)
    }
    /// Of which period its reports are.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }
    /// How long a site must be down before it is told, in minutes.
    #[must_use]
    pub const fn delay(&self) -> u32 {
        self.delay
    }
    /// When it is told nothing.
    #[must_use]
    pub const fn quiet_hours(&self) -> &Week {
        &self.quiet_hours
    }
    /// From which severity on a message breaks through.
    #[must_use]
    pub const fn break_through(&self) -> Option<Severity> {
        self.break_through
    }

    /// The form that would save them as they stand: hours are written in one way.
    #[must_use]
    pub fn form(&self) -> SettingsForm {
        let mut kinds = KindsForm::default();
        for kind in &self.kinds {
            kinds.set(*kind, true);
        }
        SettingsForm {
            kinds,
            report_period: self.period.code().to_owned(),
            delay: self.delay.to_string(),
            quiet_hours: self.quiet_hours.form(),
            break_through: self.break_through.map(Severity::code).unwrap_or_default().to_owned(),
        }
    }
}

impl Serialize for Settings {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.form().serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_contact_is_told_alerts_at_once_and_nothing_else() {
        let settings = SettingsForm::default().check().expect("well");
        let wanted: Vec<_> = Kind::ALL.into_iter().filter(|kind| settings.wants(*kind)).collect();
        assert_eq!(wanted, [Kind::AlertDown, Kind::AlertStillDown, Kind::AlertUp]);
        assert_eq!((settings.delay(), settings.break_through()), (0, None));
        assert!(settings.quiet_hours().is_empty());
    }

    #[test]
    fn settings_are_written_as_they_are_read() {
        let mut form =
            SettingsForm { delay: "007".to_owned(), break_through: "critical".to_owned(), ..SettingsForm::default() };
        form.quiet_hours.monday = "22-7".to_owned();
        let json = serde_json::to_value(form.check().expect("well")).expect("JSON");
        assert_eq!(json["delay"], 7);
        assert_eq!(json["quiet_hours"]["monday"], "22:00-07:00");
        assert_eq!(json["quiet_hours"]["sunday"], serde_json::Value::Null);
        assert_eq!(json["kinds"]["alert_down"], true);
        assert_eq!(json["kinds"]["news"], false);
        let again: SettingsForm = serde_json::from_value(json).expect("the form");
        assert_eq!(again.check(), form.check());
    }

    #[test]
    fn each_wrong_setting_is_told_at_its_field() {
        let mut form = SettingsForm { report_period: "yearly".to_owned(), ..SettingsForm::default() };
        form.delay = "10081".to_owned();
        form.quiet_hours.friday = "22:00".to_owned();
        form.break_through = "panic".to_owned();
        let errors = form.check().expect_err("four problems");
        assert_eq!(errors.of("report_period"), Some(Code::Malformed.into()));
        assert_eq!(errors.of("delay"), Some(Problem::out_of_range(0, 10_080)));
        assert_eq!(errors.of("quiet_hours.friday"), Some(Code::Hours.into()));
        assert_eq!(errors.of("break_through"), Some(Code::Malformed.into()));
        form.delay = "-1".to_owned();
        assert_eq!(form.check().expect_err("negative").of("delay"), Some(Problem::out_of_range(0, 10_080)));
    }
}
