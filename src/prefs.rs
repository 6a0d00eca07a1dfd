//! Preferences: language, looks, formats. They work for the visit at once; whether they are kept is
//! the gate's to say.

use contract::account::Language;
pub use contract::consent::{Clock, Formats, Theme, Week};
use contract::consent::{FORMATS, LANGUAGE, THEME};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::consent::Gate;
use crate::i18n::intl;

/// The preferences of this visit.
#[derive(Clone, Copy)]
pub struct Prefs {
    /// The language of the page. To change it: [`Prefs::speak`].
    pub language: RwSignal<Language>,
    /// Its looks. To change them: [`Prefs::look`].
    pub theme: RwSignal<Theme>,
    /// How times and weeks are written. To change it: [`Prefs::write`].
    pub formats: RwSignal<Formats>,
    gate: Gate,
}

impl Prefs {
    /// Reads what was kept, else what the boot script chose; lets `<html>` follow every change, and
    /// follows what other tabs keep.
    #[must_use]
    pub fn begin(gate: Gate) -> Self {
        let root = || document().document_element().expect("a document has a root");
        let language = root().get_attribute("lang").as_deref().and_then(Language::read).unwrap_or_default();
        let prefs = Self {
            language: RwSignal::new(language),
            theme: RwSignal::new(Theme::default()),
            formats: RwSignal::new(Formats::default()),
            gate,
        };
        prefs.recall();
        Effect::new(move |first: Option<()>| {
            gate.looks().track();
            if first.is_some() {
                prefs.recall();
            }
        });
        Effect::new(move |_| {
            _ = root().set_attribute("lang", prefs.language.get().code());
            _ = root().set_attribute("data-theme", prefs.theme.get().code());
        });
        prefs
    }

    /// Changes the language.
    pub fn speak(self, language: Language) {
        self.language.set(language);
        self.gate.keep(LANGUAGE, language.code());
    }

    /// Speaks a language for this visit where the person has chosen none: nothing is kept, and the browser
    /// asks for no language of ours.
    pub fn suggest(self, language: Language) {
        if self.gate.recall(LANGUAGE).is_none() && !asked_for_one_of_ours() {
            self.language.set(language);
        }
    }

    /// Changes the looks.
    pub fn look(self, theme: Theme) {
        self.theme.set(theme);
        self.gate.keep(THEME, theme.code());
    }

    /// Changes how times and weeks are written.
    pub fn write(self, formats: Formats) {
        self.formats.set(formats);
        self.gate.keep(FORMATS, &formats.write());
    }

    /// A moment given in RFC 3339, in the language and the formats of the page; what shows it in a view
    /// follows them.
    #[must_use]
    pub fn moment(self, at: &str) -> String {
        intl::moment(self.language.get(), self.formats.get().clock, at)
    }

    /// The time of day at a moment given in RFC 3339, likewise.
    #[must_use]
    pub fn time(self, at: &str) -> String {
        intl::time(self.language.get(), self.formats.get().clock, at)
    }

    /// Takes on what is kept; what is not, or makes no sense, stays as it is.
    fn recall(self) {
        take(self.language, self.gate.recall(LANGUAGE).as_deref().and_then(Language::read));
        take(self.theme, self.gate.recall(THEME).as_deref().and_then(Theme::read));
        take(self.formats, self.gate.recall(FORMATS).as_deref().and_then(Formats::read));
    }
}

/// True when one of the languages of the browser is one of the page's.
fn asked_for_one_of_ours() -> bool {
    let read = |tag: JsValue| tag.as_string().and_then(|tag| Language::read(tag.to_lowercase().split('-').next()?));
    window().navigator().languages().iter().any(|tag| read(tag).is_some())
}

/// Sets a signal, and tells nobody when it is the same.
fn take<T: PartialEq + Copy + Send + Sync + 'static>(signal: RwSignal<T>, kept: Option<T>) {
    if let Some(kept) = kept.filter(|kept| signal.get_untracked() != *kept) {
        signal.set(kept);
    }
}

/// The preferences of this visit.
pub fn use_prefs() -> Prefs {
    expect_context()
}
