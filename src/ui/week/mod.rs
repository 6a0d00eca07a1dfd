//! Hours of a week that one can see, drag and type: a row for each day, its field beside its picture.

mod picture;
mod presets;
mod spans;
mod track;

use leptos::prelude::*;

use crate::i18n::use_words;
use crate::prefs::use_prefs;
use crate::ui::field::Told;
use crate::ui::form::FormState;
pub use picture::Names;
use picture::Picture;
use presets::Presets;
use spans::{ends_of, read, span_at, total};
use track::{Track, said_of_span};

/// The names of quiet hours in the forms of the contract.
pub const QUIET_HOURS: Names = [
    "quiet_hours.monday",
    "quiet_hours.tuesday",
    "quiet_hours.wednesday",
    "quiet_hours.thursday",
    "quiet_hours.friday",
    "quiet_hours.saturday",
    "quiet_hours.sunday",
];

/// Quiet hours of a week, as a group of a form's fields.
#[component]
pub fn Week(
    state: FormState,
    #[prop(default = &QUIET_HOURS)] names: &'static Names,
    /// Said below its heading: whose hours they are, and in which time zone.
    children: Children,
) -> impl IntoView {
    let words = use_words();
    let days = RwSignal::new(names.map(|name| read(&state.saved(name))));
    let picture = Picture { state, names, days, chosen: RwSignal::new(None) };
    // A week that begins on another day while it is open would take the fields away.
    let order = use_prefs().formats.get_untracked().week.days();
    view! {
        <fieldset class="quiet-week">
            <legend>{words.say(|text| text.telling.week.legend)}</legend>
            <div class="hint">{children()}</div>
            <Presets picture/>
            <p class="hint" id=hint_id(state)>{words.say(|text| text.telling.week.hint)}</p>
            <div class="rows">
                <div class="scale" aria-hidden="true">
                    <span>"0"</span><span>"6"</span><span>"12"</span><span>"18"</span><span>"24"</span>
                </div>
                {order.map(|day| view! { <Row day picture/> }.into_any()).collect_view()}
            </div>
            <Chosen picture/>
        </fieldset>
    }
}

fn hint_id(state: FormState) -> String {
    state.id("hours-hint")
}

/// A day: its name, its field, its picture.
#[component]
fn Row(day: usize, picture: Picture) -> impl IntoView {
    let words = use_words();
    let Picture { state, names, days, .. } = picture;
    let name = names[day];
    let problem = state.problem(name);
    let id = state.id(name);
    let described = [&hint_id(state), " ", &id, "-problem"].concat();
    let described = StoredValue::new((hint_id(state), described));
    view! {
        <div class="row">
            <label for=id.clone()>{move || (state.label)(words.get(), name)}</label>
            <input
                id=id.clone()
                name=name
                type="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                value=state.saved(name)
                aria-invalid=move || (!problem().is_empty()).then_some("true")
                aria-describedby=move || {
                    described.with_value(|(well, wrong)| if problem().is_empty() { well.clone() } else { wrong.clone() })
                }
                on:input=move |event| {
                    let typed = read(&event_target_value(&event));
                    days.update(|days| days[day] = typed);
                }
            />
            <Told state name/>
            <Track day picture/>
        </div>
    }
}

/// The span that was taken up last, with the way to remove it; else how to draw, and how much is quiet.
#[component]
fn Chosen(picture: Picture) -> impl IntoView {
    let words = use_words();
    let Picture { days, chosen, .. } = picture;
    view! {
        <div class="bar chosen">
            {move || {
                let text = words.get();
                let place = chosen.get();
                let span = place.and_then(|place| days.with(|days| span_at(days, place)).map(|span| (place, span)));
                match span {
                    Some((place, span)) => view! {
                        <strong>{said_of_span(text, place.day, ends_of(span))}</strong>
                        <button type="button" class="quiet" on:click=move |_| picture.remove(place)>
                            {text.telling.week.remove}
                        </button>
                    }
                    .into_any(),
                    None => view! {
                        <span class="note">{(text.telling.week.total)(days.with(total))}</span>
                        <span class="note">{text.telling.week.how}</span>
                    }
                    .into_any(),
                }
            }}
        </div>
    }
}
