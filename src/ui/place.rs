//! Where somebody is: the fields for a country and for a time zone.

use contract::account::Language;
use leptos::prelude::*;

use crate::i18n::intl;
use crate::ui::choice::Choice;
use crate::ui::form::FormState;

/// A country, by its name in the language of the page.
#[component]
pub fn Country(
    state: FormState,
    #[prop(default = "country")] name: &'static str,
    #[prop(default = "country")] autocomplete: &'static str,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    view! {
        <Choice
            state
            name
            autocomplete
            entries=intl::countries
            says=intl::country
            none=|text| text.form.choose
            optional
        />
    }
}

/// A time zone of the IANA database.
#[component]
pub fn TimeZone(
    state: FormState,
    /// Told what is chosen, at each change.
    #[prop(optional)]
    chosen: Option<RwSignal<String>>,
) -> impl IntoView {
    view! {
        <Choice
            state
            name="time_zone"
            autocomplete="off"
            entries=|_| intl::time_zones().into_iter().map(|zone| (zone.clone(), zone)).collect()
            says=|_: Language, zone| zone.to_owned()
            none=|text| text.form.choose
            hint=|text| text.form.place_hint
            chosen
        />
    }
}
