//! The table of everything that the application may keep in a browser (SPEC section 5).
//!
//! It feeds the gate that writes, the erasure on withdrawal, and the cookie table that people read.

/// What a person can allow or refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// Without it nobody can sign in or refuse; needs no consent.
    Necessary,
    /// Language, looks, formats.
    Preferences,
}

/// One entry that may be kept, as a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The cookie's name.
    pub name: &'static str,
    /// What must be allowed before it is written.
    pub category: Category,
    /// Its life in days; 0 is the session's.
    pub days: u32,
}

/// The session's id; set by the backend, unreadable to the page.
pub const SESSION: Kept = Kept { name: "__Host-session", category: Category::Necessary, days: 30 };
/// The language of the interface.
pub const LANGUAGE: Kept = Kept { name: "language", category: Category::Preferences, days: 365 };
/// Light, dark, or as the system says.
pub const THEME: Kept = Kept { name: "theme", category: Category::Preferences, days: 365 };

/// Everything there is.
pub const TABLE: [Kept; 3] = [SESSION, LANGUAGE, THEME];
