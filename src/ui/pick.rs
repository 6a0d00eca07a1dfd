//! Lists whose choice works at once, outside of forms: the preferences.

use contract::account::Language;
use leptos::prelude::*;

use crate::i18n::{Text, use_words};
use crate::prefs::{Theme, use_prefs};

/// A labelled list of a few entries.
#[component]
pub fn Pick(
    label: fn(&Text) -> &'static str,
    /// The values, in the order in which they are offered.
    codes: &'static [&'static str],
    /// The words of a value.
    says: fn(&Text, &str) -> &'static str,
    /// The value that holds now.
    held: Memo<&'static str>,
    choose: Box<dyn Fn(&str)>,
    /// Each entry is a language's own name, and is read out in that language.
    #[prop(optional)]
    names_languages: bool,
) -> impl IntoView {
    let words = use_words();
    let entry = move |code: &'static str| {
        view! {
            <option
                value=code
                lang=names_languages.then_some(code)
                selected=move || (held.get() == code).then_some("")
                prop:selected=move || held.get() == code
            >
                {move || says(words.get(), code)}
            </option>
        }
        .into_any()
    };
    view! {
        <label>
            <span>{words.say(label)}</span>
            <select on:change=move |event| choose(&event_target_value(&event))>
                {codes.iter().map(|code| entry(code)).collect_view()}
            </select>
        </label>
    }
}

/// The language of the page.
#[component]
pub fn PickLanguage() -> impl IntoView {
    let prefs = use_prefs();
    view! {
        <Pick
            label=|text| text.shell.language
            codes=const { &[Language::Pl.code(), Language::En.code()] }
            says=|_, code| if code == Language::Pl.code() { "Polski" } else { "English" }
            held=Memo::new(move |_| prefs.language.get().code())
            choose=Box::new(move |code| if let Some(language) = Language::read(code) { prefs.speak(language) })
            names_languages=true
        />
    }
}

/// Its looks.
#[component]
pub fn PickTheme() -> impl IntoView {
    let prefs = use_prefs();
    view! {
        <Pick
            label=|text| text.shell.theme
            codes=const { &[Theme::System.code(), Theme::Light.code(), Theme::Dark.code()] }
            says=|text, code| match Theme::read(code) {
                Some(Theme::Light) => text.shell.theme_light,
                Some(Theme::Dark) => text.shell.theme_dark,
                _ => text.shell.theme_system,
            }
            held=Memo::new(move |_| prefs.theme.get().code())
            choose=Box::new(move |code| if let Some(theme) = Theme::read(code) { prefs.look(theme) })
        />
    }
}
