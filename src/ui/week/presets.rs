//! Weeks of hours that many people want, each one press away.

use leptos::prelude::*;

use crate::i18n::use_words;
use crate::ui::week::picture::Picture;

/// Every night.
const NIGHT: &str = "22:00-07:00";
/// Every night, and from Friday evening to Monday morning.
const NIGHTS_AND_WEEKENDS: [&str; 7] =
    ["00:00-07:00, 22:00-07:00", NIGHT, NIGHT, NIGHT, "22:00-24:00", "00:00-24:00", "00:00-24:00"];

/// Buttons that fill in a whole week.
#[component]
pub fn Presets(picture: Picture) -> impl IntoView {
    let words = use_words();
    let Picture { state, names, chosen, .. } = picture;
    let fill = move |hours: [&str; 7]| {
        chosen.set(None);
        let values: Vec<_> = names.iter().zip(hours).map(|(name, hours)| (*name, hours.to_owned())).collect();
        state.fill(&values);
    };
    let copy = move || {
        let typed = state.typed();
        let monday = typed.iter().find(|(name, _)| *name == names[0]).map(|(_, hours)| hours.clone());
        fill([monday.unwrap_or_default().as_str(); 7]);
    };
    view! {
        <div class="bar presets" role="group" aria-label=words.say(|text| text.telling.week.presets)>
            <button type="button" on:click=move |_| fill([NIGHT; 7])>{words.say(|text| text.telling.week.nights)}</button>
            <button type="button" on:click=move |_| fill(NIGHTS_AND_WEEKENDS)>
                {words.say(|text| text.telling.week.weekends)}
            </button>
            <button type="button" on:click=move |_| copy()>{words.say(|text| text.telling.week.copy)}</button>
            <button type="button" on:click=move |_| fill([""; 7])>{words.say(|text| text.telling.week.none)}</button>
        </div>
    }
}
