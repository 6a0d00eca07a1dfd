//! Confirmation by the holder (P13): the code, the waits, and what a holder can do without an account.

use serde::{Deserialize, Serialize};

use crate::account::Language;
use crate::contacts::{Channel, State};
use crate::form::{Code, FieldErrors, Form, Problem, fields};
use crate::quiet_hours::{Week, WeekForm};
use crate::rules;

/// How many digits a code has.
pub const CODE_DIGITS: usize = 6;
/// A code, and a one-tap link of a messenger, is good for so long, in seconds (OWASP ASVS 5.0, 6.5.5).
pub const CODE_LIFE: i64 = 10 * 60;
/// The link of an e-mail confirms for so long, in seconds: its 256 random bits cannot be guessed, and a
/// holder who did not ask for it may read it the next morning.
pub const LINK_LIFE: i64 = 24 * 60 * 60;
/// How often a code may be tried.
pub const TRIES: u32 = 5;
/// After which wait a code may be sent again, in seconds: the first time, the second, and so on; the last
/// one holds for all that follow.
pub const WAITS: [i64; 4] = [60, 120, 240, 480];
/// How often a code is sent again to one contact in a day.
pub const RESENDS_OF_CONTACT: u32 = 5;
/// How often codes are sent again for one account in a day.
pub const RESENDS_OF_ACCOUNT: u32 = 20;

/// The wait after a code was sent for the `sent`th time (1 for the first), in seconds.
#[must_use]
pub const fn wait_after(sent: u32) -> i64 {
    let at = sent.saturating_sub(1) as usize;
    WAITS[if at < WAITS.len() { at } else { WAITS.len() - 1 }]
}

/// A code that was sent: `POST /contacts/{id}/confirmation`, and beside each contact that awaits one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodeSent {
    /// When, RFC 3339.
    pub sent_at: String,
    /// Until when it is good, RFC 3339.
    pub expires_at: String,
    /// How often it may still be tried.
    pub tries_left: u32,
    /// When another may be sent, RFC 3339.
    pub again_at: String,
    /// How often another may still be sent today.
    pub sends_left: u32,
    /// Where the messenger cannot be written to before its holder wrote first: the link that opens it,
    /// good until `expires_at`. It confirms only for the holder, who is known to the messenger.
    pub link: Option<String>,
}

/// `PUT /contacts/{id}/confirmation`, as typed. Spaces and dashes between the digits do not count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CodeForm {
    /// Six digits.
    pub code: String,
}

/// A code to try.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewCode {
    code: String,
}

impl Form for CodeForm {
    type Checked = NewCode;

    fields!(code);

    fn check(&self) -> Result<NewCode, FieldErrors> {
        let code: String = self.code.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').collect();
        if code.is_empty() {
            Err(FieldErrors::one("code", Code::Required))
        } else if code.len() == CODE_DIGITS && code.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(NewCode { code })
        } else {
            Err(FieldErrors::one("code", Code::Malformed))
        }
    }
}

impl NewCode {
    /// Six digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.code
    }
}

/// `GET /confirmations/{token}`: what a holder sees, who needs no account. Nothing more of the account
/// than its name, and what for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HolderPage {
    /// The name of the account: its company, or its person's name.
    pub account: String,
    /// The channel of the contact.
    pub channel: Channel,
    /// Where it stands.
    pub state: State,
    /// True while the link can confirm.
    pub can_confirm: bool,
    /// When a pause ends, RFC 3339.
    pub paused_until: Option<String>,
    /// True while it is silent because its holder asked for that: they can end it.
    #[serde(default)]
    pub muted: bool,
    /// The holder's own quiet hours.
    pub quiet_hours: WeekForm,
    /// In which time zone, IANA.
    pub time_zone: String,
    /// The language of the messages.
    pub language: Language,
}

/// What a holder can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HolderAct {
    /// Confirm: this is mine, and may be written to.
    Confirm,
    /// Refuse.
    Refuse,
    /// Refuse, and report: I do not know who that is.
    Report,
    /// Save own quiet hours and their time zone.
    Hours,
    /// Stop everything.
    Stop,
    /// Allow messages again, after a refusal or a stop.
    Allow,
}

impl HolderAct {
    /// Every act there is.
    pub const ALL: [Self; 6] = [Self::Confirm, Self::Refuse, Self::Report, Self::Hours, Self::Stop, Self::Allow];

    /// Its word in the JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Refuse => "refuse",
            Self::Report => "report",
            Self::Hours => "hours",
            Self::Stop => "stop",
            Self::Allow => "allow",
        }
    }
}

/// `PUT /confirmations/{token}`, as typed. The hours and the time zone count for [`HolderAct::Hours`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HolderForm {
    /// A [`HolderAct`]'s word.
    pub act: String,
    /// The holder's own quiet hours.
    #[serde(default)]
    pub quiet_hours: WeekForm,
    /// IANA name.
    #[serde(default)]
    pub time_zone: String,
}

/// What a holder does, after the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolderWish {
    act: HolderAct,
    quiet_hours: Week,
    time_zone: String,
}

impl Form for HolderForm {
    type Checked = HolderWish;

    fields!(
        act,
        quiet_hours.monday,
        quiet_hours.tuesday,
        quiet_hours.wednesday,
        quiet_hours.thursday,
        quiet_hours.friday,
        quiet_hours.saturday,
        quiet_hours.sunday,
        time_zone,
    );

    fn check(&self) -> Result<HolderWish, FieldErrors> {
        let act = HolderAct::ALL.into_iter().find(|act| act.code() == self.act).ok_or(Problem::from(Code::Malformed));
        let mut errors = FieldErrors::default();
        let act = errors.take("act", act);
        if act != Some(HolderAct::Hours) {
            let wish = |act| HolderWish { act, quiet_hours: Week::default(), time_zone: String::new() };
            return act.map(wish).ok_or(errors);
        }
        let time_zone = errors.take("time_zone", rules::time_zone(&self.time_zone));
        let quiet_hours = match self.quiet_hours.check() {
            Ok(week) => Some(week),
            Err(of_hours) => {
                for (day, problem) in of_hours.iter() {
                    errors.put(["quiet_hours.", day].concat(), problem);
                }
                None
            }
        };
        match (act, time_zone, quiet_hours) {
            (Some(act), Some(time_zone), Some(quiet_hours)) => Ok(HolderWish { act, quiet_hours, time_zone }),
            _ => Err(errors),
        }
    }
}

impl HolderWish {
    /// What the holder does.
    #[must_use]
    pub const fn act(&self) -> HolderAct {
        self.act
    }
    /// Own quiet hours.
    #[must_use]
    pub const fn quiet_hours(&self) -> &Week {
        &self.quiet_hours
    }
    /// IANA name; empty unless hours are saved.
    #[must_use]
    pub fn time_zone(&self) -> &str {
        &self.time_zone
    }
    /// The form that would say the same.
    #[must_use]
    pub fn form(&self) -> HolderForm {
        HolderForm {
            act: self.act.code().to_owned(),
            quiet_hours: self.quiet_hours.form(),
            time_zone: self.time_zone.clone(),
        }
    }
}

impl Serialize for HolderWish {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.form().serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_six_digits_however_they_are_grouped() {
        let check = |code: &str| CodeForm { code: code.to_owned() }.check();
        assert_eq!(check(" 123 456").expect("a code").as_str(), "123456");
        assert_eq!(check("123-456").expect("a code").as_str(), "123456");
        for (typed, code) in [
            ("", Code::Required),
            ("12345", Code::Malformed),
            ("1234567", Code::Malformed),
            ("12345a", Code::Malformed),
        ] {
            assert_eq!(check(typed).expect_err("no code").of("code"), Some(code.into()), "{typed}");
        }
    }

    #[test]
    fn each_resend_waits_longer_up_to_eight_minutes() {
        assert_eq!([1, 2, 3, 4, 5, 6].map(wait_after), [60, 120, 240, 480, 480, 480]);
    }

    #[test]
    fn hours_count_only_where_hours_are_saved() {
        let mut form = HolderForm { act: "stop".to_owned(), ..HolderForm::default() };
        form.quiet_hours.monday = "nonsense".to_owned();
        assert_eq!(form.check().expect("a stop").act(), HolderAct::Stop);
        form.act = "hours".to_owned();
        let errors = form.check().expect_err("two problems");
        assert_eq!(errors.of("quiet_hours.monday"), Some(Code::Hours.into()));
        assert_eq!(errors.of("time_zone"), Some(Code::Required.into()));
    }
}
