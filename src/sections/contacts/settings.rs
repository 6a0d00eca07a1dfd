//! What a contact is told, and when: the form of its settings.

use contract::contacts::Contact;
use contract::contacts::settings::{Kind, Period, Settings as Checked, SettingsForm, Severity};
use leptos::prelude::*;
use leptos_use::use_interval_fn;

use super::one::Here;
use crate::api::{Versioned, use_client};
use crate::i18n::values::setting;
use crate::i18n::{Text, intl, use_words};
use crate::prefs::use_prefs;
use crate::ui::compare::{Compare, Difference, differences};
use crate::ui::field::{Labelled, described_by};
use crate::ui::form::{Form, FormState};
use crate::ui::react;
use crate::ui::save_bar::SaveBar;
use crate::ui::select::Select;
use crate::ui::tick_box::TickBox;
use crate::ui::week::Week;

/// How often the time of day in the contact's zone is looked at, in milliseconds.
const TICK: u64 = 10_000;

/// What was saved elsewhere while this form was open, and where it differs.
#[derive(Clone, PartialEq)]
struct Conflict {
    theirs: Contact,
    differences: Vec<Difference>,
}

/// The settings of a contact.
#[component]
pub fn Settings(
    here: Here,
    /// Told whether something else stands here than what was saved.
    changed: RwSignal<bool>,
) -> impl IntoView {
    let contact = here.contact;
    let words = use_words();
    let client = use_client();
    let base = StoredValue::new(contact.with_untracked(|contact| contact.settings.clone()));
    let state = FormState::new("settings", &base.get_value()).labelled(called);
    let conflict = RwSignal::new(None::<Conflict>);
    let just_saved = RwSignal::new(false);

    let save = move || {
        let client = client.clone();
        let (id, etag) = contact.with_untracked(|contact| (contact.id.clone(), contact.etag.clone()));
        state.send::<SettingsForm, _, _>(
            move |settings: Checked, _| async move { client.save_settings(&id, &settings, &etag).await },
            move |saved: Versioned<Contact>| {
                base.set_value(saved.value.settings.clone());
                state.settle(&saved.value.settings);
                here.take(saved.value);
                just_saved.set(true);
            },
        );
    };
    react(move || changed.set(state.changed.get()));
    let meet = move |theirs: Contact| {
        let differences = differences(state, &theirs.settings);
        conflict.set(Some(Conflict { theirs, differences }));
    };
    // A stale save: where the settings are those that this form began with, only the rest of the contact was
    // changed, and there is nothing to choose. Else the person chooses field by field.
    react({
        let save = save.clone();
        move || {
            let Some(current) = state.trouble.get().and_then(|error| error.stale::<Contact>()) else { return };
            if current.value.settings == base.get_value() {
                contact.set(current.value);
                save();
            } else {
                meet(current.value);
            }
        }
    });
    // Another part of the page has read it anew.
    react(move || {
        let theirs = contact.get();
        if theirs.settings == base.get_value() {
            return;
        }
        if state.changed.get_untracked() {
            meet(theirs);
        } else {
            base.set_value(theirs.settings.clone());
            state.settle(&theirs.settings);
        }
    });
    let resolve = {
        let save = save.clone();
        move |theirs: Contact, taken: Vec<(&'static str, String)>| {
            base.set_value(theirs.settings.clone());
            state.compare_with(&theirs.settings);
            contact.set(theirs);
            state.fill(&taken);
            conflict.set(None);
            save();
        }
    };

    view! {
        <section class="part" aria-labelledby="settings-title">
            {move || {
                let Conflict { theirs, differences } = conflict.get()?;
                let resolve = resolve.clone();
                let choose = move |taken| resolve(theirs.clone(), taken);
                Some(view! { <Compare differences word=setting label=called choose/> }.into_any())
            }}
            <Form state send=save>
                <div class="about">
                    <h2 id="settings-title">{words.say(|text| text.telling.settings.title)}</h2>
                    <p class="hint">{words.say(|text| text.telling.settings.lead)}</p>
                </div>
                <Kinds state/>
                <Week state>
                    <Hours contact/>
                </Week>
                <Pace state/>
                <SaveBar state just_saved/>
            </Form>
        </section>
    }
}

/// A box for each kind, and beside that of reports, how often they come.
#[component]
fn Kinds(state: FormState) -> impl IntoView {
    let words = use_words();
    let reports = RwSignal::new(!state.saved(Kind::UptimeReport.field()).is_empty());
    let tick = |kind: Kind| view! { <TickBox state name=kind.field() hint=about/> }.into_any();
    view! {
        <fieldset>
            <legend>{words.say(|text| text.telling.settings.kinds)}</legend>
            <div class="kinds">
                <div>{[Kind::AlertDown, Kind::AlertStillDown, Kind::AlertUp].map(tick).collect_view()}</div>
                <div>
                    <TickBox state name=Kind::UptimeReport.field() hint=about ticked=reports/>
                    <div class="under-tick" hidden=move || (!reports.get()).then_some("")>
                        <Select
                            state
                            name="report_period"
                            codes=const { &[Period::Daily.code(), Period::Weekly.code(), Period::Monthly.code()] }
                            says=|text, code| Period::read(code).map_or("", text.telling.period)
                        />
                    </div>
                    {[Kind::Billing, Kind::ServiceUpdate, Kind::News].map(tick).collect_view()}
                </div>
            </div>
        </fieldset>
    }
}

/// What its fields are called.
fn called(text: &Text, field: &str) -> &'static str {
    let settings = &text.telling.settings;
    match field {
        "report_period" => settings.report_period,
        "delay" => settings.delay,
        "break_through" => settings.break_through,
        _ => {
            let kind = Kind::ALL.into_iter().find(|kind| kind.field() == field);
            kind.map_or_else(|| (text.label)(field), text.telling.kind)
        }
    }
}

fn about(text: &Text, field: &str) -> &'static str {
    let kind = Kind::ALL.into_iter().find(|kind| kind.field() == field);
    kind.map_or("", text.telling.settings.about)
}

/// By whose clock the hours are, what time it is there, and the hours that the holder asked for.
#[component]
fn Hours(contact: RwSignal<Contact>) -> impl IntoView {
    let words = use_words();
    let prefs = use_prefs();
    let clock = use_client().clock();
    let now = RwSignal::new(clock.now());
    _ = use_interval_fn(move || now.set(clock.now()), TICK);
    let zone = move || {
        let (language, clock) = (prefs.language.get(), prefs.formats.get().clock);
        contact.with(|contact| {
            let time = intl::local_time(language, clock, &contact.time_zone, now.get()).unwrap_or_default();
            (words.get().telling.settings.hours)(&contact.time_zone, &time)
        })
    };
    let of_holder = move || {
        let text = words.get();
        let hours: Vec<_> = contact.with(|contact| {
            let days = contact.holder_quiet_hours.days();
            let named = days.iter().enumerate().filter(|(_, hours)| !hours.is_empty());
            named.map(|(day, hours)| [(text.telling.week.day)(day), " ", hours].concat()).collect()
        });
        (!hours.is_empty()).then(|| (text.telling.settings.of_holder)(&hours.join("; ")))
    };
    view! {
        <p>{move || zone()} " " {words.say(|text| text.telling.settings.hours_then)}</p>
        {move || of_holder().map(|said| view! { <p>{said}</p> }.into_any())}
    }
}

/// The delay, and what breaks through the quiet hours.
#[component]
fn Pace(state: FormState) -> impl IntoView {
    let words = use_words();
    view! {
        <fieldset>
            <legend>{words.say(|text| text.telling.settings.pace)}</legend>
            <div class="pair">
                <Delay state/>
                <Select
                    state
                    name="break_through"
                    codes=const { &["", Severity::Critical.code(), Severity::Warning.code(), Severity::Info.code()] }
                    says=|text, code| (text.telling.settings.breaks_through)(code)
                    hint=|text| text.telling.settings.break_through_hint
                />
            </div>
        </fieldset>
    }
}

/// The delay, and what is typed of it in words.
#[component]
fn Delay(state: FormState) -> impl IntoView {
    const NAME: &str = "delay";
    let words = use_words();
    let problem = state.problem(NAME);
    let typed = RwSignal::new(state.saved(NAME));
    let said = move || {
        let telling = &words.get().telling;
        match typed.with(|typed| typed.trim().parse()) {
            Ok(0) => telling.settings.at_once.to_owned(),
            Ok(minutes) if minutes <= contract::contacts::settings::DELAY_MAX => {
                (telling.settings.after)(&(telling.duration)(minutes))
            }
            _ => String::new(),
        }
    };
    view! {
        <Labelled state name=NAME optional=false hint=Some(|text| text.telling.settings.delay_hint)>
            <input
                id=state.id(NAME)
                name=NAME
                type="text"
                inputmode="numeric"
                autocomplete="off"
                value=state.saved(NAME)
                aria-invalid=move || (!problem().is_empty()).then_some("true")
                aria-describedby=described_by(state, NAME, true)
                aria-required="true"
                on:input=move |event| typed.set(event_target_value(&event))
            />
            <p class="note">{move || said()}</p>
        </Labelled>
    }
}
