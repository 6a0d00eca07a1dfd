//! The footer: the policy, support, the promise not to sell, and the preferences of language and looks.

use contract::account::Language;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::i18n::{Text, use_words};
use crate::prefs::{Theme, use_prefs};
use crate::routes::Page;

/// The footer.
#[component]
pub fn Footer() -> impl IntoView {
    let words = use_words();
    let opted_out = global_privacy_control();
    view! {
        <footer class="foot">
            <div>
                <p>
                    {words.say(|text| text.shell.no_sale)}
                    " "
                    {move || if opted_out { words.get().shell.gpc_on } else { words.get().shell.gpc_off }}
                </p>
                <a href=Page::Policy.path()>{words.say(|text| text.shell.policy)}</a>
                <a href=Page::Support.path()>{words.say(|text| text.title.support)}</a>
                <Preferences/>
            </div>
        </footer>
    }
}

#[component]
fn Preferences() -> impl IntoView {
    let words = use_words();
    let prefs = use_prefs();
    let theme_word = |theme| -> fn(&Text) -> &'static str {
        match theme {
            Theme::System => |text| text.shell.theme_system,
            Theme::Light => |text| text.shell.theme_light,
            Theme::Dark => |text| text.shell.theme_dark,
        }
    };
    view! {
        <div class="prefs">
            <label>
                <span>{words.say(|text| text.shell.language)}</span>
                <select
                    on:change=move |event| {
                        if let Some(language) = Language::read(&event_target_value(&event)) {
                            prefs.language.set(language);
                        }
                    }
                >
                    <option value="pl" lang="pl" selected=move || (prefs.language.get() == Language::Pl).then_some("")>"Polski"</option>
                    <option value="en" lang="en" selected=move || (prefs.language.get() == Language::En).then_some("")>"English"</option>
                </select>
            </label>
            <label>
                <span>{words.say(|text| text.shell.theme)}</span>
                <select on:change=move |event| {
                    if let Some(theme) = Theme::read(&event_target_value(&event)) {
                        prefs.theme.set(theme);
                    }
                }>
                    {Theme::ALL
                        .map(|theme| view! {
                            <option value=theme.code() selected=move || (prefs.theme.get() == theme).then_some("")>
                                {words.say(theme_word(theme))}
                            </option>
                        }.into_any())
                        .collect_view()}
                </select>
            </label>
            <small>{words.say(|text| text.shell.not_remembered)}</small>
        </div>
    }
}

/// The browser's opt-out signal (Global Privacy Control, W3C draft: `navigator.globalPrivacyControl`).
fn global_privacy_control() -> bool {
    js_sys::Reflect::get(&window().navigator(), &JsValue::from_str("globalPrivacyControl"))
        .is_ok_and(|signal| signal.is_truthy())
}
