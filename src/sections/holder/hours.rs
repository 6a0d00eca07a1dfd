//! The holder's own quiet hours: typed, a line for each weekday, in the holder's time zone.

use contract::contacts::confirmation::{HolderAct, HolderForm, HolderPage, HolderWish};
use leptos::prelude::*;

use super::Here;
use crate::i18n::use_words;
use crate::prefs::use_prefs;
use crate::ui::field::{Labelled, described_by};
use crate::ui::form::{Form, FormState, SendButton};
use crate::ui::leave::AskBeforeLeaving;
use crate::ui::place::TimeZone;

/// The fields of the days, Monday first.
const DAYS: [&str; 7] = [
    "quiet_hours.monday",
    "quiet_hours.tuesday",
    "quiet_hours.wednesday",
    "quiet_hours.thursday",
    "quiet_hours.friday",
    "quiet_hours.saturday",
    "quiet_hours.sunday",
];

/// What would save a page as it stands.
fn form_of(page: &HolderPage) -> HolderForm {
    HolderForm {
        act: HolderAct::Hours.code().to_owned(),
        quiet_hours: page.quiet_hours.clone(),
        time_zone: page.time_zone.clone(),
    }
}

/// The form. A week that one can see and drag has its place above the lines.
#[component]
pub fn Hours(here: Here) -> impl IntoView {
    let words = use_words();
    let week = use_prefs().formats;
    let state = FormState::new("hours", &here.page.with_untracked(form_of));
    let save = move || {
        let Some(client) = here.client.try_get_value() else { return };
        let token = here.token.get_value();
        state.send::<HolderForm, _, _>(
            move |wish: HolderWish, _| async move { client.holder_acts(&token, &wish).await },
            move |page: HolderPage| {
                state.settle(&form_of(&page));
                here.take(page, HolderAct::Hours);
            },
        );
    };
    let day = move |index: usize| view! { <Day state name=DAYS[index]/> }.into_any();
    view! {
        <section aria-labelledby="hours">
            <Form state send=save>
                <div>
                    <h2 id="hours">{words.say(|text| text.contacts.holder.hours)}</h2>
                    <p class="hint">{words.say(|text| text.contacts.holder.hours_lead)}</p>
                    <p class="hint">{words.say(|text| text.contacts.holder.hours_hint)}</p>
                </div>
                <input type="hidden" name="act" value=HolderAct::Hours.code()/>
                <div class="pair days-typed">{week.get_untracked().week.days().into_iter().map(day).collect_view()}</div>
                <div class="pair"><TimeZone state/></div>
                <div class="bar">
                    <SendButton state>{words.say(|text| text.contacts.holder.hours_save)}</SendButton>
                </div>
            </Form>
        </section>
        <AskBeforeLeaving changed=state.changed/>
    }
}

/// The hours of one day; a day may stay empty, and that is nothing to be said seven times.
#[component]
fn Day(state: FormState, name: &'static str) -> impl IntoView {
    let problem = state.problem(name);
    view! {
        <Labelled state name optional=false hint=None>
            <input
                id=state.id(name)
                name=name
                type="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                value=state.saved(name)
                aria-invalid=move || (!problem().is_empty()).then_some("true")
                aria-describedby=described_by(state, name, false)
            />
        </Labelled>
    }
}
