//! Who received what: the record of everything that left the house.

use contract::disclosures::{Disclosure, Sending};
use contract::policy::places;
use leptos::prelude::*;

use crate::api::use_client;
use crate::i18n::{Text, use_words};
use crate::ui::list::list;
use crate::ui::promises::Promises;
use crate::ui::{Heading, Moment};

/// What the embedded outbox is called on the wire.
const OUTBOX: &str = "outbox";

/// `/privacy/recipients`
#[component]
pub fn Recipients() -> impl IntoView {
    let words = use_words();
    let client = use_client();
    let disclosures = list(
        RwSignal::new(0),
        move |cursor| {
            let client = client.clone();
            async move { client.disclosures(cursor.as_deref()).await }
        },
        |disclosure| view! { <Entry disclosure/> }.into_any(),
        |text| text.records.recipients.empty,
    );
    view! {
        <div class="intro">
            <Heading>{words.say(|text| text.title.recipients)}</Heading>
            <p class="lead">{words.say(|text| text.records.recipients.lead)}</p>
            <p>{words.say(|text| text.records.recipients.no_sale)}</p>
        </div>
        {disclosures}
        <Promises of=&places::RECIPIENTS/>
    }
}

#[component]
fn Entry(disclosure: Disclosure) -> impl IntoView {
    let words = use_words();
    let Disclosure { at, recipient, purpose, fields, state, .. } = disclosure;
    let what = move || {
        let recipients = &words.get().records.recipients;
        let known = (recipients.purpose)(&purpose);
        if known.is_empty() { recipients.message } else { known }
    };
    let to = move || {
        if recipient == OUTBOX { words.get().records.recipients.outbox.to_owned() } else { recipient.clone() }
    };
    let labels = move || {
        let text = words.get();
        fields.iter().map(|field| (text.label)(field)).collect::<Vec<_>>().join(", ")
    };
    let class = if matches!(state, Sending::Sent) { "state good" } else { "state wait" };
    view! {
        <p class="bar">
            <strong>{move || what()}</strong>
            <span class=class>{words.say(sending(state))}</span>
        </p>
        <p class="note"><Moment at/> " · " {move || to()}</p>
        <p class="note">{words.say(|text| text.records.recipients.fields)} " " {move || labels()}</p>
    }
}

const fn sending(state: Sending) -> fn(&Text) -> &'static str {
    match state {
        Sending::Sent => |text| text.records.recipients.sent,
        Sending::Failed => |text| text.records.recipients.failed,
        Sending::Begun | Sending::Other => |text| text.records.recipients.begun,
    }
}
