//! The privacy policy: a version of it, in the language of the page.

use contract::policy::{ParagraphText, PolicyText, SectionText};
use leptos::prelude::*;

use crate::api::use_client;
use crate::i18n::{intl, use_words};
use crate::prefs::use_prefs;
use crate::routes::Page;
use crate::ui::Heading;
use crate::ui::form::focus;
use crate::ui::load::load;

/// `/policy` and `/policy/{version}`
#[component]
pub fn Policy(version: String) -> impl IntoView {
    let words = use_words();
    let prefs = use_prefs();
    let client = use_client();
    // The paragraph that the address names is gone to once, not again when the language changes.
    let anchor = StoredValue::new(true);
    let policy = load(
        move || {
            let (client, version, language) = (client.clone(), version.clone(), prefs.language.get());
            async move {
                let policy = client.policy(&version, language).await?;
                Ok((policy, anchor.try_update_value(std::mem::take).unwrap_or_default()))
            }
        },
        |(policy, first): (PolicyText, bool)| {
            if first {
                request_animation_frame(go_to_anchor);
            }
            view! { <Read policy/> }.into_any()
        },
    );
    view! {
        <div class="intro">
            <Heading>{words.say(|text| text.title.policy)}</Heading>
        </div>
        {policy}
    }
}

/// Goes to the paragraph that the address names: the browser could not, it has only now come.
fn go_to_anchor() {
    let anchor = window().location().hash().unwrap_or_default();
    if let Some(id) = anchor.strip_prefix('#').filter(|id| !id.is_empty()) {
        focus(document().get_element_by_id(id));
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
                {(1_u8..).zip(policy.sections).map(|(number, section)| view! { <Section number section/> }.into_any()).collect_view()}
            </article>
        </div>
    }
}

#[component]
fn Section(number: u8, section: SectionText) -> impl IntoView {
    let number = number.to_string();
    let paragraphs = (1_u8..).zip(section.paragraphs).map(|(within, paragraph)| {
        let number = [&number, ".", &within.to_string()].concat();
        view! { <Paragraph number paragraph/> }.into_any()
    });
    view! {
        <section>
            <h2 id=section.id tabindex="-1">{section.title}</h2>
            {paragraphs.collect_view()}
        </section>
    }
}

/// A paragraph with its number, which is its permalink, and the way to the control that keeps it.
#[component]
fn Paragraph(number: String, paragraph: ParagraphText) -> impl IntoView {
    let ParagraphText { id, text, control } = paragraph;
    let href = ["#", &id].concat();
    // The controls of these are this very page.
    let control = control.filter(|control| control.address != Page::Policy.path());
    view! {
        <p id=id tabindex="-1">
            <a class="number" href=href>{number}</a>
            " "
            {text}
            {control.map(|control| view! { " " <a class="way" href=control.address>{control.name}</a> }.into_any())}
        </p>
    }
}
