//! Nobody would be told: that is said, with the ways to mend it, which work right here where they can.

use contract::contacts::State;
use contract::contacts::bulk::{BulkForm, Change, Chosen};
use contract::form::Form;
use contract::list::LIMIT_MAX;
use contract::refusal::Refusal;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::list_query::Query;
use super::rehearsal::Stage;
use super::rehearsal_outcome::{Fate, Outcomes};
use crate::api::{Client, Error};
use crate::i18n::{Text, intl, use_words};
use crate::prefs::use_prefs;
use crate::routes::Page;

/// How it stands with those who would be told.
#[derive(Clone, PartialEq)]
enum Standing {
    /// Somebody is told, or it is not known yet.
    Well,
    /// Nobody at once; the first message comes at this moment.
    Later(i64),
    /// Nobody, ever: how many await confirmation, could choose the kind, are paused.
    Nobody { awaiting: usize, choosing: usize, paused: usize },
}

/// What is said and offered while nobody would be told.
#[component]
pub fn Mend(stage: Stage) -> impl IntoView {
    let words = use_words();
    let prefs = use_prefs();
    let busy = RwSignal::new(false);
    let standing = Memo::new(move |_| {
        if stage.is_reading.get() {
            return Standing::Well;
        }
        stage.outcomes.with(|all| all.as_ref().map_or(Standing::Well, |all| stand(stage, all)))
    });
    let later = move |at: i64| {
        let (language, clock) = (prefs.language.get(), prefs.formats.get().clock);
        let time = stage.asked.zone.with(|zone| intl::short_time(language, clock, zone, at)).unwrap_or_default();
        (words.get().telling.rehearsal.nobody_yet)(&time)
    };
    view! {
        <div role="status">
            {move || match standing.get() {
                Standing::Well => ().into_any(),
                Standing::Later(at) => view! {
                    <div class="notice wait">
                        <strong>{later(at)}</strong>
                        <p>{words.say(|text| text.telling.rehearsal.asleep)}</p>
                    </div>
                }
                .into_any(),
                Standing::Nobody { awaiting, choosing, paused } => view! {
                    <div class="notice bad">
                        <strong>{words.say(|text| text.telling.rehearsal.nobody)}</strong>
                        <p>{words.say(|text| text.telling.rehearsal.nobody_at_all)}</p>
                        <div class="bar">
                            {offer(stage, busy, choosing, |text, count| (text.telling.rehearsal.choose)(count), true)}
                            {offer(stage, busy, paused, |text, count| (text.telling.rehearsal.silent)(count), false)}
                            {(awaiting > 0).then(|| {
                                let query = Query { state: Some(State::AwaitingConfirmation), ..Query::default() };
                                let href = [&Page::Contacts.path(), "?", &query.write()].concat();
                                view! {
                                    <a class="button" href=href>{move || (words.get().telling.rehearsal.waiting)(awaiting)}</a>
                                }
                                .into_any()
                            })}
                            <a class="button" href=Page::NewContact.path()>{words.say(|text| text.telling.rehearsal.add)}</a>
                        </div>
                    </div>
                }
                .into_any(),
            }}
        </div>
    }
}

fn stand(stage: Stage, all: &Outcomes) -> Standing {
    if !all.told.is_empty() {
        return Standing::Well;
    }
    if let Some(first) = all.held.iter().filter_map(|fate| fate.until).min() {
        return Standing::Later(first);
    }
    let awaiting = stage.heard.with(|heard| {
        let is_awaiting = |fate: &&Fate| {
            heard.get(fate.index).is_some_and(|heard| heard.contact.state == State::AwaitingConfirmation)
        };
        all.not_usable.iter().filter(is_awaiting).count()
    });
    Standing::Nobody { awaiting, choosing: all.not_chosen.len(), paused: all.paused.len() }
}

/// A button that mends it for many at once: they choose the kind, or are resumed.
fn offer(
    stage: Stage,
    busy: RwSignal<bool>,
    count: usize,
    says: fn(&Text, usize) -> String,
    choosing: bool,
) -> Option<AnyView> {
    let words = use_words();
    let press = move || {
        let Some(client) = stage.client().filter(|_| !busy.get_untracked()) else { return };
        let kind = stage.asked.kind.get_untracked();
        let change = if choosing { Change::Choose { kind, chosen: true } } else { Change::Resume };
        let chosen = stage.outcomes.with_untracked(|all| {
            let fates = all.as_ref().map(|all| if choosing { &all.not_chosen } else { &all.paused });
            stage.heard.with_untracked(|heard| {
                let contacts = fates.into_iter().flatten().filter_map(|fate| heard.get(fate.index));
                let chosen = contacts.map(|heard| (heard.contact.id.clone(), heard.contact.etag.clone()));
                chosen.map(|(id, etag)| Chosen { id, etag }).collect::<Vec<_>>()
            })
        });
        busy.set(true);
        stage.trouble.set(None);
        spawn_local(async move {
            let came = change_all(stage, &client, change, &chosen).await;
            if busy.try_set(false).is_none() {
                stage.trouble.set(came.err());
            }
        });
    };
    (count > 0).then(|| {
        view! {
            <button type="button" class="main" aria-disabled=move || busy.get().then_some("true") on:click=move |_| press()>
                {move || says(words.get(), count)}
            </button>
        }
        .into_any()
    })
}

/// Changes as many at a time as the backend takes; the first refusal is told when all have been asked.
async fn change_all(stage: Stage, client: &Client, change: Change, chosen: &[Chosen]) -> Result<(), Error> {
    let mut refused = None;
    for items in chosen.chunks(LIMIT_MAX as usize) {
        let bulk = BulkForm { items: items.to_vec(), change: change.form() }.check()?;
        let done = client.change_contacts(&bulk).await?;
        stage.take(done.changed);
        refused = refused.or(done.refused.into_iter().next());
    }
    match refused {
        Some(refused) => {
            stage.read();
            Err(Refusal::from(refused.code).into())
        }
        None => Ok(()),
    }
}
