//! The choices so far, each with its receipt.

use contract::consent::Category;
use contract::consent::record::Consent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Error, use_client};
use crate::consent::use_gate;
use crate::i18n::use_words;
use crate::prefs::use_prefs;
use crate::ui::Moment;
use crate::ui::download::hand_over;
use crate::ui::list::list;
use crate::ui::notice::Trouble;
use crate::ui::react;

/// What the backend has on record: of the account, or of this browser while nobody is signed in.
#[component]
pub fn History() -> impl IntoView {
    let words = use_words();
    let gate = use_gate();
    let client = use_client();
    // Fetched anew once a choice has been recorded.
    let again = RwSignal::new(0);
    let recorded = Memo::new(move |_| gate.recorded());
    react(move || {
        // Read, not only tracked: a memo that nobody has read follows nothing.
        _ = recorded.get();
        again.update(|round| *round += 1);
    });
    let choices = list(
        again,
        move |cursor| {
            let client = client.clone();
            let id = gate.id();
            async move { client.consents(&id, cursor.as_deref()).await }
        },
        |consent| view! { <Row consent/> }.into_any(),
        |text| text.cookies.empty,
    );
    view! {
        <section class="part" aria-labelledby="choices-so-far">
            <div class="intro">
                <h2 id="choices-so-far">{words.say(|text| text.cookies.history)}</h2>
                <p>{words.say(|text| text.cookies.history_lead)}</p>
            </div>
            {choices}
        </section>
    }
}

#[component]
fn Row(consent: Consent) -> impl IntoView {
    let words = use_words();
    let prefs = use_prefs();
    let gate = use_gate();
    let client = use_client();
    let Consent { id, chosen_at, received_at, categories, despite_signal, undo, revision, source, .. } = consent;
    let trouble = RwSignal::new(None::<Error>);
    let take = move |_| {
        let (client, id, asker) = (client.clone(), id.clone(), gate.id());
        trouble.set(None);
        spawn_local(async move {
            let handed = match client.consent_receipt(&id, &asker).await {
                Ok(receipt) => hand_over(&receipt, &["receipt-", &id, ".json"].concat()),
                Err(error) => Err(error),
            };
            trouble.try_set(handed.err());
        });
    };
    let allowed = move || {
        let text = words.get();
        let optional = categories.iter().filter(|category| **category != Category::Necessary);
        let said: Vec<_> = optional.map(|category| (text.banner.category)(*category)).collect();
        if said.is_empty() { text.cookies.only_necessary.to_owned() } else { said.join(", ") }
    };
    let notes = {
        // A record that came more than a few minutes after the choice says so.
        let late = is_late(&chosen_at, &received_at).then(|| received_at.clone());
        move || {
            let cookies = &words.get().cookies;
            let mut notes = vec![(cookies.source)(source).to_owned()];
            if despite_signal {
                notes.push(cookies.despite.to_owned());
            }
            if undo {
                notes.push(cookies.undone.to_owned());
            }
            if let Some(at) = &late {
                notes.push((cookies.late)(&prefs.moment(at)));
            }
            notes.push((cookies.revision)(revision));
            notes.join(" · ")
        }
    };
    let of = chosen_at.clone();
    view! {
        <p class="bar">
            <strong class="word">{move || allowed()}</strong>
            <span class="note"><Moment at=chosen_at/></span>
        </p>
        <p class="note">{move || notes()}</p>
        <div class="bar">
            <button
                type="button"
                class="quiet"
                aria-label=move || (words.get().cookies.receipt_of)(&prefs.moment(&of))
                on:click=take
            >
                {words.say(|text| text.cookies.receipt)}
            </button>
        </div>
        <Trouble error=trouble/>
    }
}

/// True when a record came more than five minutes after the choice.
fn is_late(chosen_at: &str, received_at: &str) -> bool {
    let seconds = |at| contract::moment::read_to_the_second(at).unwrap_or_default();
    seconds(received_at) - seconds(chosen_at) > 5 * 60
}
