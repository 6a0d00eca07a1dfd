//! The delivery log of a contact: what became of each message, and what waits.

use contract::contacts::deliveries::{Delivery, DeliveryState, Hindrance};
use contract::contacts::settings::Kind;
use leptos::html;
use leptos::prelude::*;

use super::log_follow::Followed;
use crate::i18n::{Text, use_words};
use crate::prefs::{Prefs, use_prefs};
use crate::ui::Moment;
use crate::ui::form::focus;
use crate::ui::load::Failure;
use crate::ui::notice::Trouble;
use crate::ui::press::Press;
use crate::ui::react;

/// The log.
#[component]
pub fn Log(followed: Followed) -> impl IntoView {
    let words = use_words();
    let again = RwSignal::new(0_u32);
    react(move || {
        if again.get() > 0 {
            followed.look_now();
        }
    });
    view! {
        <section class="sheet" aria-labelledby="log">
            <div class="about">
                <h2 id="log">{words.say(|text| text.telling.deliveries.title)}</h2>
                <p class="hint">{words.say(|text| text.telling.deliveries.lead)}</p>
            </div>
            {move || match followed.came.get() {
                None => view! { <p class="empty" role="status">{words.say(|text| text.form.wait)}</p> }.into_any(),
                Some(Err(error)) => view! { <Failure error again/> }.into_any(),
                Some(Ok(())) => view! { <Came followed/> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Came(followed: Followed) -> impl IntoView {
    let words = use_words();
    let rows = NodeRef::<html::Ol>::new();
    let none = Memo::new(move |_| followed.rows.with(Vec::is_empty));
    let more = move || {
        followed.more(move |seen| {
            // What was asked for is the place to go on from.
            request_animation_frame(move || {
                let row = ["li:nth-child(", &(seen + 1).to_string(), ")"].concat();
                let list = rows.try_get_untracked().flatten();
                focus(list.and_then(|list| list.query_selector(&row).ok().flatten()));
            });
        });
    };
    view! {
        {move || {
            if none.get() {
                view! { <p class="empty">{words.say(|text| text.telling.deliveries.empty)}</p> }.into_any()
            } else {
                view! {
                    <ol class="log" node_ref=rows>
                        {move || {
                            let row = |row: &Delivery| view! { <li tabindex="-1"><Row delivery=row.clone()/></li> };
                            followed.rows.with(|rows| rows.iter().map(row).collect_view()).into_any()
                        }}
                    </ol>
                }
                .into_any()
            }
        }}
        <Trouble error=followed.trouble/>
        <div class="bar">
            {move || {
                followed.next.with(Option::is_some).then(|| view! {
                    <Press busy=followed.busy word=|text| text.telling.grid.more press=Box::new(more)/>
                }.into_any())
            }}
            <Press
                busy=followed.busy
                word=|text| text.telling.deliveries.look
                press=Box::new(move || followed.look_now())
                quiet=true
            />
            <span class="note" role="status">
                {move || if followed.follows.get() { words.get().telling.deliveries.follows } else { "" }}
            </span>
        </div>
    }
}

/// One message: what it was, how it stands, and what there is to say about that.
#[component]
fn Row(delivery: Delivery) -> impl IntoView {
    let words = use_words();
    let prefs = use_prefs();
    let Delivery { kind, monitor, queued_at, state, .. } = delivery.clone();
    let what = move || {
        let telling = &words.get().telling;
        Kind::read(&kind).map_or(telling.deliveries.test, telling.kind)
    };
    view! {
        <p class="bar">
            <DeliveryMark state/>
            <strong>{move || what()}</strong>
            {(!monitor.is_empty()).then(|| view! { <span>{monitor}</span> }.into_any())}
            <span class="note"><Moment at=queued_at/></span>
        </p>
        <Details delivery prefs/>
    }
}

/// When it goes out or went, how often it was tried, by whom, and what was said.
#[component]
fn Details(delivery: Delivery, prefs: Prefs) -> impl IntoView {
    let words = use_words();
    let reason = delivery.reason.clone();
    let hindrance = reason.as_deref().and_then(Hindrance::read);
    let quoted = reason.filter(|_| hindrance.is_none());
    view! {
        <p class="note">{move || details(words.get(), prefs, &delivery, hindrance)}</p>
        {quoted.map(|quoted| view! {
            <p class="note">{words.say(|text| text.telling.deliveries.said)} " " <q class="words">{quoted}</q></p>
        }.into_any())}
    }
}

fn details(text: &Text, prefs: Prefs, delivery: &Delivery, hindrance: Option<Hindrance>) -> String {
    let said = &text.telling.deliveries;
    let mut parts = Vec::new();
    match delivery.state {
        DeliveryState::Queued => parts.push((said.due)(&prefs.moment(&delivery.due_at))),
        DeliveryState::Held => parts.push((said.held)(&prefs.moment(&delivery.due_at))),
        DeliveryState::Retried => parts.push((said.again)(&prefs.moment(&delivery.due_at))),
        _ => {
            let (since, queued) = (prefs.moment(&delivery.state_at), prefs.moment(&delivery.queued_at));
            if since != queued {
                parts.push(since);
            }
        }
    }
    if let Some(hindrance) = hindrance {
        parts.push((said.hindrance)(hindrance).to_owned());
    }
    if delivery.tries > 1 {
        parts.push((said.tries)(delivery.tries));
    }
    if delivery.together > 1 {
        parts.push((said.together)(delivery.together));
    }
    match delivery.by.as_deref() {
        Some("outbox") => parts.push((said.by)(said.outbox)),
        Some(by) => parts.push((said.by)(by)),
        None => {}
    }
    parts.join(" · ")
}

/// How a message stands: its word, a colour, and a shape for those who see no colours.
#[component]
pub fn DeliveryMark(state: DeliveryState) -> impl IntoView {
    let words = use_words();
    let (class, path) = match state {
        DeliveryState::Queued => ("state wait", "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 4.5V8l2.5 1.5"),
        DeliveryState::Held => ("state wait", "M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7Z"),
        DeliveryState::Retried => ("state wait", "M13 8a5 5 0 1 1-1.6-3.7M13 1.8v3.2H9.8"),
        DeliveryState::Sent => ("state good", "M2 8h11M9 3.5 13.5 8 9 12.5"),
        DeliveryState::Delivered => ("state good", "M1.5 8.5 4.5 12 10.5 4.5M7.5 11l1 1 6-7.5"),
        DeliveryState::Failed => ("state bad", "M8 2 1.5 13.5h13ZM8 6.5v3.2M8 11.7v.1"),
        DeliveryState::Cancelled => ("state idle", "M3 8h10"),
        DeliveryState::Other => ("state idle", "M5.5 5.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M8 12.5v.1"),
    };
    view! {
        <span class=class>
            <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d=path/>
            </svg>
            <span>{move || (words.get().telling.deliveries.state)(state)}</span>
        </span>
    }
}
