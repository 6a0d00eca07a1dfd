//! The words of the page, as a type: a language is a value of [`Text`], so that a word which one
//! language lacks does not compile. Numbers, dates and names of countries come from the browser
//! ([`intl`]).

pub mod contacts;
pub mod cookies;
mod en;
pub mod intl;
mod pl;
pub mod records;
mod security;
pub mod telling;
pub mod values;
pub mod zones;

use std::marker::PhantomData;
use std::ops::Deref;

use contract::account::Language;
use contract::form::Problem;
use contract::refusal::RefusalCode;
use leptos::prelude::*;

use crate::api::Error;
use security::Security;

/// Every word of the page in one language.
pub struct Text {
    /// Header, footer and what stands around every page.
    pub shell: Shell,
    /// What forms and dialogs say.
    pub form: Form,
    /// The title of each page.
    pub title: Titles,
    /// The start page.
    pub start: Of<Start>,
    /// Registration, confirmation, signing in.
    pub account: Of<Account>,
    /// Passwords, the change of address, devices.
    pub security: Of<Security>,
    /// The profile.
    pub profile: Of<Profile>,
    /// The policy page.
    pub policy: Of<Policy>,
    /// The records of one's own data.
    pub records: Of<records::Records>,
    /// What contacts are told, and when.
    pub telling: Of<telling::Telling>,
    /// Contacts, and the page of their holders.
    pub contacts: Of<contacts::Contacts>,
    /// The banner that asks about cookies.
    pub banner: cookies::Banner,
    /// What comes of a choice about cookies.
    pub decided: Of<cookies::Decided>,
    /// The password, asked for in place.
    pub password: Of<security::Password>,
    /// The page of cookie choices.
    pub cookies: Of<cookies::Cookies>,
    /// Pages that come later, and the page that is not there.
    pub other: Of<Other>,
    /// The label of a field, by its name.
    pub label: fn(&str) -> &'static str,
    /// What is wrong with a field, and how to mend it.
    pub problem: fn(&str, Problem) -> String,
    /// Why the server refused.
    pub refusal: fn(RefusalCode, Option<u32>) -> String,
}

/// Header, footer and what stands around every page.
pub struct Shell {
    pub skip: &'static str,
    pub sections: &'static str,
    pub profile: &'static str,
    pub contacts: &'static str,
    pub payments: &'static str,
    pub privacy: &'static str,
    pub sign_in: &'static str,
    pub register: &'static str,
    pub sign_out: &'static str,
    pub language: &'static str,
    pub theme: &'static str,
    pub theme_system: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,
    pub policy: &'static str,
    pub no_sale: &'static str,
    pub gpc_on: &'static str,
    pub gpc_off: &'static str,
    pub ended_title: &'static str,
    pub again_title: &'static str,
}

/// What forms and dialogs say.
pub struct Form {
    pub optional: &'static str,
    pub choose: &'static str,
    pub summary: &'static str,
    pub offline: &'static str,
    pub unreadable: &'static str,
    pub part: &'static str,
    pub wait: &'static str,
    pub again: &'static str,
    pub leave_title: &'static str,
    pub leave_lead: &'static str,
    pub leave_stay: &'static str,
    pub leave_go: &'static str,
    pub stale_title: &'static str,
    pub stale_lead: &'static str,
    pub stale_mine: &'static str,
    pub stale_theirs: &'static str,
    pub stale_save: &'static str,
    pub empty: &'static str,
    pub save: &'static str,
    pub undo: &'static str,
    pub saved: &'static str,
    pub unsaved: &'static str,
    pub all_saved: &'static str,
    pub show_password: &'static str,
    pub hide_password: &'static str,
    pub cancel: &'static str,
    pub place_hint: &'static str,
}

/// The title of each page: its heading, and what the tab says.
pub struct Titles {
    pub start: &'static str,
    pub register: &'static str,
    pub confirm_email: &'static str,
    pub sign_in: &'static str,
    pub reset_password: &'static str,
    pub change_email: &'static str,
    pub keep_email: &'static str,
    pub sessions: &'static str,
    pub profile: &'static str,
    pub contacts: &'static str,
    pub new_contact: &'static str,
    pub contact: &'static str,
    pub rehearsal: &'static str,
    pub confirm: &'static str,
    pub payments: &'static str,
    pub privacy: &'static str,
    pub policy: &'static str,
    pub history: &'static str,
    pub evidence: &'static str,
    pub recipients: &'static str,
    pub cookies: &'static str,
    pub support: &'static str,
    pub request: &'static str,
    pub missing: &'static str,
}

/// The start page.
pub struct Start {
    pub lead: &'static str,
    pub hello: fn(&str) -> String,
    pub hello_lead: &'static str,
    pub promises: &'static str,
    pub quiet_title: &'static str,
    pub quiet_text: &'static str,
    pub quiet_picture: &'static str,
    pub confirmed_title: &'static str,
    pub confirmed_text: &'static str,
    pub confirmed_you: &'static str,
    pub confirmed_state: &'static str,
    pub days_title: &'static str,
    pub days_text: &'static str,
    pub days_picture: &'static str,
    pub weekdays: [&'static str; 7],
    pub sections: &'static str,
    pub profile_text: &'static str,
    pub contacts_text: &'static str,
    pub payments_text: &'static str,
    pub privacy_text: &'static str,
    pub soon: &'static str,
}

/// Registration, confirmation, signing in.
pub struct Account {
    pub register_lead: &'static str,
    pub password_hint: &'static str,
    pub accept: &'static str,
    pub accept_link: fn(&str) -> String,
    pub register: &'static str,
    pub known_already: &'static str,
    pub sent_title: &'static str,
    pub sent_lead: fn(&str) -> String,
    pub sent_hint: &'static str,
    pub confirm_lead: &'static str,
    pub confirm: &'static str,
    pub confirmed_title: &'static str,
    pub confirmed_lead: &'static str,
    pub sign_in_lead: &'static str,
    pub sign_in_first: &'static str,
    pub sign_in: &'static str,
    pub new_here: &'static str,
    pub already_in: &'static str,
}

/// The profile.
pub struct Profile {
    pub lead: &'static str,
    pub about: &'static str,
    pub place: &'static str,
    pub reach: &'static str,
    pub address: &'static str,
    pub address_hint: &'static str,
    pub email_hint: &'static str,
    pub phone_hint: &'static str,
    pub gender_none: &'static str,
    pub gender_female: &'static str,
    pub gender_male: &'static str,
    pub gender_other: &'static str,
    pub gender_undisclosed: &'static str,
    pub local_time: fn(&str) -> String,
}

/// The policy page.
pub struct Policy {
    pub in_force: fn(&str) -> String,
    pub contents: &'static str,
    pub plain: &'static str,
}

/// Pages that come later, and the page that is not there.
pub struct Other {
    pub coming: &'static str,
    pub payments_lead: &'static str,
    pub privacy_lead: &'static str,
    pub meanwhile: &'static str,
    pub missing_lead: &'static str,
    pub to_start: &'static str,
}

/// The words of a section, found through the language when they are read. So they stand in the part of
/// the program that reads them; what [`Text`] held itself would be fetched before every page.
pub struct Of<T>(Language, PhantomData<T>);

impl<T> Of<T> {
    const fn new(language: Language) -> Self {
        Self(language, PhantomData)
    }
}

impl<T: Spoken> Deref for Of<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self.0 {
            Language::Pl => T::PL,
            Language::En => T::EN,
        }
    }
}

/// Words that stand in both languages.
pub trait Spoken: Sized + 'static {
    const PL: &'static Self;
    const EN: &'static Self;
}

/// Says under which name the words of each section stand in `pl` and `en`.
macro_rules! spoken {
    ($($words:ty: $($name:ident)::+;)+) => {$(
        impl Spoken for $words {
            const PL: &'static Self = &pl::$($name)::+;
            const EN: &'static Self = &en::$($name)::+;
        }
    )+};
}

spoken! {
    Start: START;
    Account: ACCOUNT;
    Security: security::SECURITY;
    Profile: PROFILE;
    Policy: POLICY;
    Other: OTHER;
    contacts::Contacts: contacts::CONTACTS;
    contacts::List: contacts::LIST;
    contacts::New: contacts::NEW;
    contacts::One: contacts::ONE;
    contacts::Confirm: contacts::CONFIRM;
    contacts::Holder: contacts::HOLDER;
    cookies::Cookies: cookies::COOKIES;
    cookies::Decided: cookies::DECIDED;
    security::Password: security::PASSWORD;
    records::Records: records::RECORDS;
    records::Why: records::WHY;
    records::History: records::HISTORY;
    records::Evidence: records::EVIDENCE;
    records::Recipients: records::RECIPIENTS;
    records::Support: records::SUPPORT;
    telling::Telling: telling::TELLING;
    telling::Settings: telling::SETTINGS;
    telling::Week: telling::WEEK;
    telling::Grid: telling::GRID;
    telling::Rehearsal: telling::REHEARSAL;
    telling::Deliveries: telling::DELIVERIES;
}

impl Text {
    /// The words of a language.
    #[must_use]
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::Pl => &pl::TEXT,
            Language::En => &en::TEXT,
        }
    }

    /// Why a call brought nothing.
    #[must_use]
    pub fn error(&self, error: &Error) -> String {
        match error {
            Error::Offline => self.form.offline.to_owned(),
            Error::Unreadable => self.form.unreadable.to_owned(),
            Error::Part => self.form.part.to_owned(),
            Error::Refused(refused) => (self.refusal)(refused.refusal.code, refused.refusal.retry_after),
        }
    }
}

/// The words of the language that is chosen now.
#[derive(Clone, Copy)]
pub struct Words(pub RwSignal<Language>);

impl Words {
    /// A word that follows the language.
    pub fn say(self, word: fn(&Text) -> &'static str) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
        move || word(self.get())
    }

    /// The words as the language is now; what is read once need not follow it.
    #[must_use]
    pub fn now(self) -> &'static Text {
        Text::of(self.0.get_untracked())
    }

    /// The words; what reads them in a view follows the language.
    #[must_use]
    pub fn get(self) -> &'static Text {
        Text::of(self.0.get())
    }
}

/// The words of the language that is chosen now.
pub fn use_words() -> Words {
    expect_context()
}
