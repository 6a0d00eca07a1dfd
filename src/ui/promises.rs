//! The way back from a control to the paragraphs of the policy whose promises it keeps.

use contract::policy::places::Place;
use leptos::prelude::*;

use crate::i18n::use_words;
use crate::routes::Page;

/// Links to the paragraphs, by their numbers, at the end of a page.
#[component]
pub fn Promises(of: &'static [Place]) -> impl IntoView {
    let words = use_words();
    let link = |place: &Place| {
        let href = [&Page::Policy.path(), "#", place.id].concat();
        let number = ["§\u{a0}", &place.section.to_string(), ".", &place.paragraph.to_string()].concat();
        view! { " " <a href=href>{number}</a> }.into_any()
    };
    view! {
        <p class="note">
            {words.say(|text| text.records.promise)}
            {of.iter().map(link).collect_view()}
        </p>
    }
}
