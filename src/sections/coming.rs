//! Pages that come later, said in a friendly way; and the page that is not there.

use leptos::prelude::*;

use crate::i18n::{Text, use_words};
use crate::routes::Page;
use crate::ui::Heading;

/// A section that is still being built.
#[component]
pub fn Coming(title: fn(&Text) -> &'static str, lead: fn(&Text) -> &'static str) -> impl IntoView {
    let words = use_words();
    view! {
        <div class="intro">
            <Heading>{words.say(title)}</Heading>
            <p class="lead">{words.say(lead)}</p>
        </div>
        <section class="sheet coming">
            <svg viewBox="0 0 64 32" aria-hidden="true"><path d="M2 18h12l6-12 9 22 7-16 4 6h22"/></svg>
            <div>
                <h2>{words.say(|text| text.other.coming)}</h2>
                <p>
                    {words.say(|text| text.other.meanwhile)}
                    " "
                    <a href=Page::Profile.path()>{words.say(|text| text.shell.profile)}</a>
                    "."
                </p>
            </div>
        </section>
    }
}

/// Nothing stands at this address.
#[component]
pub fn Missing() -> impl IntoView {
    let words = use_words();
    view! {
        <div class="intro">
            <Heading>{words.say(|text| text.title.missing)}</Heading>
            <p class="lead">{words.say(|text| text.other.missing_lead)}</p>
            <div class="bar">
                <a class="button main" href=Page::Start.path()>{words.say(|text| text.other.to_start)}</a>
            </div>
        </div>
    }
}
