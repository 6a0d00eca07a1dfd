//! The records of one's own data: the history of changes, the record of evidence, who received what.

mod evidence;
mod history;
mod recipients;

pub use evidence::Evidence;
pub use history::History;
pub use recipients::Recipients;

use leptos::prelude::*;

use crate::i18n::use_words;
use crate::routes::Page;

/// The parts of the privacy centre that are there already.
#[component]
pub fn Records() -> impl IntoView {
    let words = use_words();
    view! {
        <ul class="cards">
            <li>
                <a class="sheet" href=Page::Recipients.path()>
                    <strong>{words.say(|text| text.title.recipients)}</strong>
                    <span>{words.say(|text| text.records.recipients.lead)}</span>
                </a>
            </li>
            <li>
                <a class="sheet" href=Page::Evidence.path()>
                    <strong>{words.say(|text| text.title.evidence)}</strong>
                    <span>{words.say(|text| text.records.evidence.lead)}</span>
                </a>
            </li>
        </ul>
    }
}
