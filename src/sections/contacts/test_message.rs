//! The test message: sent now, and what the provider says of it.

use contract::contacts::deliveries::{Delivery, Hindrance};
use contract::contacts::{Contact, State};
use contract::refusal::RefusalCode;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::log::DeliveryMark;
use super::log_follow::Followed;
use super::one::Here;
use crate::api::{Error, new_key};
use crate::i18n::use_words;
use crate::ui::notice::Trouble;
use crate::ui::press::Press;
use crate::ui::react;

/// Sends one, and shows what becomes of it.
#[component]
pub fn TestMessage(here: Here, followed: Followed) -> impl IntoView {
    let words = use_words();
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Error>);
    // The test message that was sent last, as it stands in the log.
    let sent = RwSignal::new(None::<String>);
    let result = Memo::new(move |_| {
        let id = sent.get()?;
        followed.rows.with(|rows| rows.iter().find(|row| row.id == id).cloned())
    });
    let cannot = Memo::new(move |_| here.contact.with(|contact| !can_be_tested(contact)));
    // What came of it may have changed how the contact stands.
    react(move || {
        if result.with(Option::is_some) {
            here.look();
        }
    });
    let test = move || {
        let Some(client) = here.client() else { return };
        let id = here.id();
        busy.set(true);
        trouble.set(None);
        sent.set(None);
        spawn_local(async move {
            let answer = client.send_test(&id, &new_key()).await;
            if busy.try_set(false).is_some() {
                return; // The page is gone: nobody is left to tell.
            }
            match answer {
                Ok(delivery) => {
                    sent.set(Some(delivery.id.clone()));
                    followed.put(delivery);
                }
                // It has just become one that cannot be written to: that is said where it stands.
                Err(error) if error.code() == Some(RefusalCode::Conflict) => here.look(),
                Err(error) => trouble.set(Some(error)),
            }
        });
    };
    view! {
        <section class="sheet" aria-labelledby="test-message">
            <div class="about">
                <h2 id="test-message">{words.say(|text| text.telling.deliveries.test_title)}</h2>
                <p class="hint">{words.say(|text| text.telling.deliveries.test_lead)}</p>
            </div>
            <div class="bar">
                <Press busy waits=cannot word=|text| text.telling.deliveries.test_send press=Box::new(test)/>
                {move || {
                    cannot.get().then(|| view! {
                        <span class="note">{words.say(|text| text.telling.deliveries.test_unusable)}</span>
                    }.into_any())
                }}
            </div>
            <Trouble error=trouble/>
            <div role="status">
                {move || result.get().map(|delivery| view! { <Came delivery/> }.into_any())}
            </div>
        </section>
    }
}

/// True for a contact that a test message may go to: confirmed, and not silenced by its holder.
fn can_be_tested(contact: &Contact) -> bool {
    let is_the_holders = contact.reason.as_ref().is_some_and(|reason| reason.code.is_the_holders());
    matches!(contact.state, State::Confirmed | State::Failing | State::Paused) && !is_the_holders
}

/// What came of it, in words; what the provider said in its own.
#[component]
fn Came(delivery: Delivery) -> impl IntoView {
    let words = use_words();
    let Delivery { state, reason, .. } = delivery;
    let hindrance = reason.as_deref().and_then(Hindrance::read);
    let said = move || {
        let deliveries = &words.get().telling.deliveries;
        let hindrance = hindrance.map(|hindrance| [" (", (deliveries.hindrance)(hindrance), ")"].concat());
        [(deliveries.tested)(state), hindrance.as_deref().unwrap_or_default()].concat()
    };
    let quoted = reason.filter(|_| hindrance.is_none());
    view! {
        <p class="bar"><DeliveryMark state/> <strong>{move || said()}</strong></p>
        {quoted.map(|quoted| view! {
            <p class="note">{words.say(|text| text.telling.deliveries.said)} " " <q class="words">{quoted}</q></p>
        }.into_any())}
    }
}
