//! The parts of the page's program, and which page lives in which.
//!
//! What every page needs is fetched first, a part when one of its pages is asked for, and the other
//! parts quietly once the page is usable. The table stands in the contract because two must agree on
//! it: the page that draws (`src/app/parts.rs`), and `pack`, which tells the start of the page what an
//! address needs.

use crate::pages::Page;

/// A part of the program: a file of its own beside what every page needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The start page, and pages that come later.
    Start,
    /// Registration, signing in, and the links that messages carry.
    Account,
    /// The profile.
    Profile,
    /// The list of contacts.
    Contacts,
    /// One contact, and adding one.
    Contact,
    /// Who would be told.
    Rehearsal,
    /// What the holder of a contact sees, without an account.
    Holder,
    /// Passwords, the address, devices.
    Security,
    /// The records of one's own data.
    Records,
    /// Requests to support.
    Support,
    /// Cookie choices.
    Cookies,
    /// The privacy policy.
    Policy,
    /// No page: what comes of a choice about cookies, and the forms that ask for the password in place.
    Asking,
}

impl Part {
    /// Every part once, those first that are asked for most.
    pub const ALL: [Self; 13] = [
        Self::Asking,
        Self::Profile,
        Self::Contacts,
        Self::Contact,
        Self::Account,
        Self::Start,
        Self::Security,
        Self::Records,
        Self::Rehearsal,
        Self::Support,
        Self::Cookies,
        Self::Policy,
        Self::Holder,
    ];

    /// The part that a page lives in.
    #[must_use]
    pub const fn of(page: &Page) -> Self {
        match page {
            Page::Start | Page::Payments => Self::Start,
            Page::Contacts => Self::Contacts,
            Page::NewContact | Page::Contact(_) => Self::Contact,
            Page::Rehearsal => Self::Rehearsal,
            Page::Confirm(_) => Self::Holder,
            Page::Register
            | Page::ConfirmEmail(_)
            | Page::SignIn
            | Page::ResetPassword
            | Page::NewPassword(_)
            | Page::ChangeEmail(_)
            | Page::KeepEmail(_) => Self::Account,
            Page::Profile => Self::Profile,
            Page::Sessions => Self::Security,
            Page::Privacy | Page::History | Page::Evidence | Page::Recipients => Self::Records,
            Page::Support | Page::SupportRequest(_) => Self::Support,
            Page::Cookies => Self::Cookies,
            Page::Policy | Page::PolicyVersion(_) => Self::Policy,
        }
    }

    /// Its name: that of its function in `src/app/parts.rs`, and how its file's name begins.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Account => "account",
            Self::Profile => "profile",
            Self::Contacts => "contacts",
            Self::Contact => "contact",
            Self::Rehearsal => "rehearsal",
            Self::Holder => "holder",
            Self::Security => "security",
            Self::Records => "records",
            Self::Support => "support",
            Self::Cookies => "cookies",
            Self::Policy => "policy",
            Self::Asking => "asking",
        }
    }
}
