//! Changes to many contacts: those that are ticked, what is done with them, and what came of it.

use std::collections::BTreeMap;

use contract::contacts::Contact;
use contract::contacts::bulk::{BulkDone, BulkRefused, Change, Chosen};
use contract::list::LIMIT_MAX;
use contract::refusal::RefusalCode;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::acts::Act;
use super::list_known::{Known, Removal, Said};
use super::list_table::SHOWN;
use crate::api::{Error, use_client};
use crate::i18n::{Text, use_words};
use crate::ui::form::focus;
use crate::ui::undo::{Gone, Undo};

/// What is under way: how many are done, of how many; `None` of how many while they are gathered.
#[derive(Clone, Copy, PartialEq)]
struct Progress {
    done: usize,
    of: Option<usize>,
}

/// What came of a change.
#[derive(Clone, Default)]
struct Outcome {
    changed: usize,
    refused: Vec<BulkRefused>,
    /// Those that were not reached any more, and why.
    unreached: usize,
    trouble: Option<Error>,
}

/// The bar of changes: what is under way, what came of it, or what can be done.
#[derive(Clone, Copy)]
struct Work {
    known: Known,
    progress: RwSignal<Option<Progress>>,
    outcome: RwSignal<Option<Outcome>>,
    /// True once the person wants no more of it.
    stopped: StoredValue<bool>,
    node: NodeRef<html::Div>,
}

impl Work {
    /// Ticks every contact that fits, page by page.
    fn choose_all(self) {
        let Some(client) = self.known.client() else { return };
        let query = self.known.asked.query.with_untracked(|query| query.ask(LIMIT_MAX));
        self.stopped.set_value(false);
        self.progress.set(Some(Progress { done: 0, of: None }));
        spawn_local(async move {
            let (mut cursor, mut gathered) = (None::<String>, Vec::new());
            let trouble = loop {
                let answer = client.contacts(&query, cursor.as_deref()).await;
                match (self.stopped.try_get_value(), answer) {
                    (None, _) => return, // The list is gone.
                    (Some(true), _) => break None,
                    (_, Err(error)) => break Some(error),
                    (_, Ok(list)) => {
                        gathered.extend(list.items.into_iter().map(|contact| (contact.id, contact.etag)));
                        self.progress.set(Some(Progress { done: gathered.len(), of: None }));
                        cursor = list.next;
                        if cursor.is_none() {
                            break None;
                        }
                    }
                }
            };
            self.progress.set(None);
            if trouble.is_none() && !self.stopped.get_value() {
                self.known.chosen.set(gathered.into_iter().collect());
            }
            self.known.trouble.set(trouble);
            self.show();
        });
    }

    /// Makes a change to all that are ticked, so many at a time; each is changed or refused by itself.
    fn apply(self, change: Change) {
        let mut waiting: Vec<Chosen> = self.known.chosen.with_untracked(|chosen| {
            chosen.iter().map(|(id, etag)| Chosen { id: id.clone(), etag: etag.clone() }).collect()
        });
        let of = waiting.len();
        self.stopped.set_value(false);
        self.outcome.set(None);
        self.known.said.set(None);
        self.progress.set(Some(Progress { done: 0, of: Some(of) }));
        spawn_local(async move {
            let mut outcome = Outcome::default();
            while !waiting.is_empty() && self.stopped.try_get_value() == Some(false) {
                let rest = waiting.split_off(waiting.len().min(LIMIT_MAX as usize));
                match self.known.apply(&waiting, change).await {
                    Ok(BulkDone { changed, refused }) => {
                        outcome.changed += changed.len();
                        self.take(change, changed);
                        outcome.refused.extend(refused);
                        waiting = rest;
                    }
                    Err(error) => {
                        outcome.trouble = Some(error);
                        waiting.extend(rest);
                        break;
                    }
                }
                self.progress.try_set(Some(Progress { done: of - waiting.len(), of: Some(of) }));
            }
            if self.progress.try_set(None).is_some() {
                return; // The list is gone: nobody is left to tell.
            }
            outcome.unreached = waiting.len();
            let removed_all = change == Change::Remove && outcome.refused.is_empty() && outcome.unreached == 0;
            // What was refused or not reached stays ticked, so that it can be tried again or looked at.
            let again: Vec<_> = outcome.refused.iter().map(|refused| refused.id.clone()).collect();
            let left: Vec<_> = waiting.into_iter().map(|chosen| chosen.id).chain(again).collect();
            self.known.chosen.update(|chosen| chosen.retain(|id, _| left.contains(id)));
            self.known.changed();
            // What was removed makes room for what follows; what was refused may be another one now.
            if change == Change::Remove || outcome.refused.iter().any(|refused| refused.code != RefusalCode::Conflict) {
                self.known.look();
            }
            // A removal says itself what was removed.
            if !removed_all {
                self.outcome.set(Some(outcome));
                self.show();
            }
        });
    }

    fn take(self, change: Change, changed: Vec<Contact>) {
        if change == Change::Remove {
            self.known.take_out(&changed);
        } else {
            self.known.update(changed);
        }
    }

    /// Moves the focus to what is said now: what was pressed is gone.
    fn show(self) {
        request_animation_frame(move || focus(self.node.try_get_untracked().flatten().map(Into::into)));
    }
}

/// What can be done with those that are ticked.
#[component]
pub fn Bulk(known: Known) -> impl IntoView {
    let words = use_words();
    let work = Work {
        known,
        progress: RwSignal::new(None),
        outcome: RwSignal::new(None),
        stopped: StoredValue::new(false),
        node: NodeRef::new(),
    };
    let is_any = Memo::new(move |_| known.chosen.with(|chosen| !chosen.is_empty()));
    let is_under_way = Memo::new(move |_| work.progress.with(Option::is_some));
    let is_open = Memo::new(move |_| is_under_way.get() || is_any.get() || work.outcome.with(Option::is_some));
    view! {
        <div
            class="bulk"
            role="group"
            aria-label=words.say(|text| text.contacts.list.change)
            tabindex="-1"
            node_ref=work.node
            hidden=move || (!is_open.get()).then_some("")
        >
            <Reached work/>
            {move || {
                if is_under_way.get() {
                    view! { <UnderWay work/> }.into_any()
                } else if is_any.get() {
                    view! { <Choices work/> }.into_any()
                } else {
                    ().into_any()
                }
            }}
        </div>
    }
}

/// How far it is, and the way to stop it.
#[component]
fn UnderWay(work: Work) -> impl IntoView {
    let words = use_words();
    let said = move || {
        let list = &words.get().contacts.list;
        match work.progress.get() {
            Some(Progress { done, of: Some(of) }) => (list.progress)(done, of),
            Some(Progress { done, of: None }) => (list.gathering)(done),
            None => String::new(),
        }
    };
    let number = move |of: bool| {
        let progress = work.progress.get()?;
        let shown = if of { progress.of? } else { progress.of.map(|_| progress.done)? };
        Some(shown.to_string())
    };
    view! {
        <p role="status">{move || said()}</p>
        <progress value=move || number(false) max=move || number(true) aria-label=words.say(|text| text.contacts.list.change)></progress>
        <div class="bar">
            <button type="button" on:click=move |_| work.stopped.set_value(true)>{words.say(|text| text.contacts.list.stop)}</button>
        </div>
    }
}

/// What came of it: how many were changed, how many not, and why.
#[component]
fn Reached(work: Work) -> impl IntoView {
    let words = use_words();
    let told = move |text: &'static Text, outcome: Outcome| {
        let list = &text.contacts.list;
        let codes = [RefusalCode::Conflict, RefusalCode::Stale, RefusalCode::NotFound];
        let refused = codes.into_iter().filter_map(|code| {
            let count = outcome.refused.iter().filter(|refused| refused.code == code).count();
            (count > 0).then(|| (list.refused)(code, count))
        });
        let unreached = (outcome.unreached > 0).then(|| (list.unreached)(outcome.unreached));
        let trouble = outcome.trouble.as_ref().map(|error| text.error(error));
        let lines: Vec<_> = refused.chain(unreached).chain(trouble).collect();
        let class = if lines.is_empty() { "notice good" } else { "notice wait" };
        view! {
            <div class=class>
                <p><strong>{(list.changed)(outcome.changed)}</strong></p>
                {lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
                <div class="bar">
                    <button type="button" on:click=move |_| work.outcome.set(None)>{words.say(|text| text.contacts.list.dismiss)}</button>
                </div>
            </div>
        }
        .into_any()
    };
    view! {
        <div role="status">{move || work.outcome.get().map(|outcome| told(words.get(), outcome))}</div>
    }
}

/// What can be done with so many.
#[component]
fn Choices(work: Work) -> impl IntoView {
    let words = use_words();
    let known = work.known;
    let list = NodeRef::<html::Select>::new();
    let count = Memo::new(move |_| known.chosen.with(BTreeMap::len));
    // Every row that is shown is ticked, and there are more.
    let could_be_more = Memo::new(move |_| {
        known.next.with(Option::is_some)
            && known.rows.with(|rows| rows.iter().filter(|row| row.removed.is_none()).count() == count.get())
    });
    let clock = use_client().clock();
    let groups = StoredValue::new(Act::groups());
    let apply = move |_| {
        let Some(list) = list.get_untracked() else { return };
        let chosen =
            groups.with_value(|groups| groups.iter().flatten().find(|act| act.code() == list.value()).copied());
        match chosen {
            Some(act) => work.apply(act.change(clock.now())),
            // Nothing is chosen yet: there it is chosen.
            None => focus(Some(list.into())),
        }
    };
    let entries = move |group: usize| {
        let acts = groups.with_value(|groups| groups[group].clone());
        let entry = |act: Act| view! { <option value=act.code()>{move || act.said(words.get())}</option> }.into_any();
        acts.into_iter().map(entry).collect_view()
    };
    view! {
        <div class="bar">
            <strong role="status">{move || (words.get().contacts.list.selected)(count.get())}</strong>
            {move || could_be_more.get().then(|| view! {
                <button type="button" class="quiet" on:click=move |_| work.choose_all()>{words.say(|text| text.contacts.list.select_all)}</button>
            }.into_any())}
            <button type="button" class="quiet" on:click=move |_| known.chosen.update(BTreeMap::clear)>
                {words.say(|text| text.contacts.list.clear)}
            </button>
        </div>
        <div class="bar">
            <label class="visually-hidden" for="contacts-change">{words.say(|text| text.contacts.list.change)}</label>
            <select id="contacts-change" autocomplete="off" node_ref=list>
                <option value="">{words.say(|text| text.contacts.list.change)}</option>
                {entries(0)}
                <optgroup label=words.say(|text| text.contacts.list.pauses)>{entries(1)}</optgroup>
                <optgroup label=words.say(|text| text.contacts.list.chooses)>{entries(2)}</optgroup>
                <optgroup label=words.say(|text| text.contacts.list.unchooses)>{entries(3)}</optgroup>
            </select>
            <button type="button" class="main" on:click=apply>{words.say(|text| text.contacts.list.apply)}</button>
        </div>
    }
}

/// What was removed and has no place in the list any more, each with its way back.
#[component]
pub fn Removals(known: Known) -> impl IntoView {
    view! {
        <For
            each=move || known.removals.get()
            key=|removal| removal.items.first().map(|first| first.id.clone())
            children=move |removal| view! { <TakenOut removal known/> }.into_any()
        />
    }
}

#[component]
fn TakenOut(removal: Removal, known: Known) -> impl IntoView {
    let busy = RwSignal::new(false);
    let Removal { items, gone, until, fresh } = removal;
    let first = items.first().map(|first| first.id.clone()).unwrap_or_default();
    let forget = move || {
        known.removals.update(|removals| removals.retain(|removal| removal.items.iter().all(|item| item.id != first)));
    };
    let over = forget.clone();
    let told = gone.clone();
    let undo = move || {
        let (mut waiting, told, forget) = (items.clone(), told.clone(), forget.clone());
        busy.set(true);
        known.trouble.set(None);
        spawn_local(async move {
            let mut back = 0;
            let mut trouble = None;
            while !waiting.is_empty() {
                let rest = waiting.split_off(waiting.len().min(LIMIT_MAX as usize));
                match known.apply(&waiting, Change::Restore).await {
                    Ok(done) => back += done.changed.len(),
                    Err(error) => {
                        trouble = Some(error);
                        break;
                    }
                }
                waiting = rest;
            }
            if busy.try_set(false).is_some() {
                return; // The list is gone: nobody is left to tell.
            }
            if let Some(error) = trouble {
                known.trouble.set(Some(error));
                return; // What came back already comes back again; the way stays as long as there is time.
            }
            known.said.set(Some(if back == 0 { Said::Late } else { Said::Back(Gone { count: back, ..told }) }));
            forget();
            known.look();
            known.changed();
            focus(document().get_element_by_id(SHOWN));
        });
    };
    view! { <Undo gone until fresh busy undo=Box::new(undo) over=Box::new(over)/> }
}
