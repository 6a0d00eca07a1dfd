//! The fields of the profile, in groups.

use leptos::prelude::*;
use leptos_use::use_interval_fn;

use crate::api::use_client;
use crate::i18n::values::{genders, word};
use crate::i18n::{intl, use_words};
use crate::prefs::use_prefs;
use crate::routes::Page;
use crate::ui::choice::Choice;
use crate::ui::field::Field;
use crate::ui::form::FormState;
use crate::ui::place::{Country, TimeZone};
use crate::ui::why::Why;

/// How often the time of day in the chosen zone is looked at, in milliseconds.
const TICK: u64 = 10_000;

/// First name, last name, gender.
#[component]
pub fn About(state: FormState) -> impl IntoView {
    let words = use_words();
    view! {
        <fieldset>
            <legend>{words.say(|text| text.profile.about)}</legend>
            <div class="pair">
                <div class="held">
                    <Field state name="first_name" autocomplete="given-name"/>
                    <Why field="first_name"/>
                </div>
                <div class="held">
                    <Field state name="last_name" autocomplete="family-name"/>
                    <Why field="last_name"/>
                </div>
            </div>
            <div class="pair">
                <div class="held">
                    <Choice
                        state
                        name="gender"
                        autocomplete="sex"
                        entries=genders
                        says=|language, code| word(language, "gender", code)
                        none=|text| text.profile.gender_none
                        optional=true
                    />
                    <Why field="gender"/>
                </div>
                <div class="held">
                    <Field state name="company" autocomplete="organization" optional=true/>
                    <Why field="company"/>
                </div>
            </div>
        </fieldset>
    }
}

/// Country and time zone, with the time that it is there.
#[component]
pub fn Place(state: FormState) -> impl IntoView {
    let words = use_words();
    let prefs = use_prefs();
    let zone = RwSignal::new(state.saved("time_zone"));
    let clock = use_client().clock();
    let now = RwSignal::new(clock.now());
    _ = use_interval_fn(move || now.set(clock.now()), TICK);
    let time = move || {
        zone.with(|zone| intl::local_time(prefs.language.get(), prefs.formats.get().clock, zone, now.get()))
            .map(|time| (words.get().profile.local_time)(&time))
            .unwrap_or_default()
    };
    view! {
        <fieldset>
            <legend>{words.say(|text| text.profile.place)}</legend>
            <div class="pair">
                <div class="held">
                    <Country state/>
                    <Why field="country"/>
                </div>
                <div class="held">
                    <TimeZone state chosen=zone/>
                    <p class="hint">{move || time()}</p>
                    <Why field="time_zone"/>
                </div>
            </div>
        </fieldset>
    }
}

/// E-mail, which is changed elsewhere, and phone.
#[component]
pub fn Reach(state: FormState, email: String) -> impl IntoView {
    let words = use_words();
    let id = state.id("email");
    view! {
        <fieldset>
            <legend>{words.say(|text| text.profile.reach)}</legend>
            <div class="pair">
                <div class="field held">
                    <label for=id.clone()>{move || (words.get().label)("email")}</label>
                    <input
                        id=id.clone()
                        type="email"
                        autocomplete="email"
                        readonly
                        value=email
                        aria-describedby=[&id, "-hint"].concat()
                    />
                    <p class="hint" id=[&id, "-hint"].concat()>
                        {words.say(|text| text.profile.email_hint)}
                        " "
                        <a href=Page::Sessions.path()>{words.say(|text| text.security.email_change)}</a>
                    </p>
                    <Why field="email"/>
                </div>
                <div class="held">
                    <Field
                        state
                        name="phone"
                        kind="tel"
                        autocomplete="tel"
                        optional=true
                        hint=|text| text.profile.phone_hint
                    />
                    <Why field="phone"/>
                </div>
            </div>
        </fieldset>
    }
}

/// The postal address.
#[component]
pub fn Address(state: FormState) -> impl IntoView {
    let words = use_words();
    view! {
        <fieldset class="held">
            <legend>{words.say(|text| text.profile.address)}</legend>
            <p class="hint">{words.say(|text| text.profile.address_hint)}</p>
            <Why field="address"/>
            <div class="pair">
                <Field state name="address.line1" autocomplete="address-line1" optional=true/>
                <Field state name="address.line2" autocomplete="address-line2" optional=true/>
            </div>
            <div class="pair">
                <Field state name="address.postal_code" autocomplete="postal-code" optional=true/>
                <Field state name="address.city" autocomplete="address-level2" optional=true/>
            </div>
            <div class="pair">
                <Field state name="address.region" autocomplete="address-level1" optional=true/>
                <Country state name="address.country" autocomplete="off" optional=true/>
            </div>
        </fieldset>
    }
}
