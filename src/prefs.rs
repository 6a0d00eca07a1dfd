//! Preferences: language and looks. They work for the visit; keeping them is the gate's.

use contract::account::Language;
use contract::consent::{LANGUAGE, THEME};
use leptos::prelude::*;

use crate::consent;

/// How the page looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every look there is, in the order in which it is offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its word in the cookie and in `<html data-theme>`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The look of a word.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }
}

/// The preferences of this visit.
#[derive(Clone, Copy)]
pub struct Prefs {
    /// The language of the page.
    pub language: RwSignal<Language>,
    /// Its looks.
    pub theme: RwSignal<Theme>,
}

impl Prefs {
    /// Reads what was kept, else what the boot script chose, and lets `<html>` follow every change.
    #[must_use]
    pub fn begin() -> Self {
        let root = document().document_element().expect("a document has a root");
        let language = consent::recall(LANGUAGE)
            .as_deref()
            .and_then(Language::read)
            .or_else(|| root.get_attribute("lang").as_deref().and_then(Language::read))
            .unwrap_or_default();
        let theme = consent::recall(THEME).as_deref().and_then(Theme::read).unwrap_or_default();
        let prefs = Self { language: RwSignal::new(language), theme: RwSignal::new(theme) };
        Effect::new(move |_| {
            let root = document().document_element().expect("a document has a root");
            _ = root.set_attribute("lang", prefs.language.get().code());
            _ = root.set_attribute("data-theme", prefs.theme.get().code());
        });
        prefs
    }
}

/// The preferences of this visit.
pub fn use_prefs() -> Prefs {
    expect_context()
}
