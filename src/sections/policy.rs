//! The privacy policy: a version of it, in the language of the page.

use contract::policy::{PolicyText, SectionText};
use leptos::prelude::*;

use crate::api::use_client;
use crate::i18n::{intl, use_words};
use crate::prefs::use_prefs;
use crate::ui::Heading;
use crate::ui::load::load;

/// `/policy` and `/policy/{version}`
#[component]
pub fn Policy(version: String) -> impl IntoView {
    let words = use_words();
    let prefs = use_prefs();
    let client = use_client();
    let policy = load(
        move || {
            let (client, version, language) = (client.clone(), version.clone(), prefs.language.get());
            async move { client.policy(&version, language).await }
        },
        |policy: PolicyText| view! { <Read policy/> }.into_any(),
    );
    view! {
        <div class="intro">
            <Heading>{words.say(|text| text.policy.title)}</Heading>
        </div>
        {policy}
    }
}

#[component]
fn Read(policy: PolicyText) -> impl IntoView {
    let words = use_words();
    let language = policy.language;
    let day = intl::day(language, &policy.version);
    let plain = ["/policy/", &policy.version, ".", language.code(), ".html"].concat();
    let contents = policy
        .sections
        .iter()
        .map(|section| view! { <li><a href=["#", &section.id].concat()>{section.title.clone()}</a></li> }.into_any())
        .collect_view();
    view! {
        <div class="policy" lang=language.code()>
            <nav class="contents" aria-label=words.say(|text| text.policy.contents)>
                <ol>{contents}</ol>
                <a href=plain rel="external">{words.say(|text| text.policy.plain)}</a>
            </nav>
            <article class="sheet">
                <p class="note">{move || (words.get().policy.in_force)(&day)}</p>
                <p class="lead">{policy.summary}</p>
                {policy.sections.into_iter().map(|section| view! { <Section section/> }).collect_view()}
            </article>
        </div>
    }
}

#[component]
fn Section(section: SectionText) -> impl IntoView {
    let paragraphs =
        section.paragraphs.into_iter().map(|paragraph| view! { <p id=paragraph.id>{paragraph.text}</p> }.into_any());
    view! {
        <section>
            <h2 id=section.id>{section.title}</h2>
            {paragraphs.collect_view()}
        </section>
    }
}
