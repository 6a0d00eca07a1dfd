//! The answer of the rehearsal: who is told, who sleeps, who is told nothing and why; each on a time line
//! that says in words what it draws.

use contract::contacts::{Contact, State};
use contract::moment;
use leptos::prelude::*;

use super::rehearsal::{Reading, Stage};
use super::rehearsal_lane::{Lane, Scale};
use super::rehearsal_mend::Mend;
use super::rehearsal_outcome::{Fate, Outcomes};
use crate::i18n::{Text, intl, use_words};
use crate::prefs::use_prefs;
use crate::routes::Page;
use crate::ui::contact::{ChannelMark, StateMark};
use crate::ui::notice::Trouble;

/// How many of a group are shown at first, and how many more at a press.
const SHOWN: usize = 20;
const MORE: usize = 100;

/// Who is in a group: a selection of the outcomes.
type Of = fn(&Outcomes) -> &Vec<Fate>;

/// The whole answer.
#[component]
pub fn Answer(stage: Stage) -> impl IntoView {
    let words = use_words();
    let sum = move || {
        stage.outcomes.with(|outcomes| {
            let all = outcomes.as_ref()?;
            Some((words.get().telling.rehearsal.sum)(all.told.len(), all.held.len(), all.silent()))
        })
    };
    view! {
        <div class="part answer">
            <Reading stage/>
            <Trouble error=stage.trouble/>
            <p class="sum" role="status">{move || sum()}</p>
            <Mend stage/>
        </div>
        <Group stage title=|text| text.telling.rehearsal.told of=|all| &all.told on_line=true/>
        <Group stage title=|text| text.telling.rehearsal.held of=|all| &all.held on_line=true/>
        <Group stage title=|text| text.telling.rehearsal.paused of=|all| &all.paused/>
        <Group stage title=|text| text.telling.rehearsal.not_chosen of=|all| &all.not_chosen/>
        <Group stage title=|text| text.telling.rehearsal.not_usable of=|all| &all.not_usable/>
        <Group stage title=|text| text.telling.rehearsal.unknown_zone of=|all| &all.unknown/>
    }
}

/// Those with whom the same becomes of it; nothing where there are none.
#[component]
fn Group(stage: Stage, title: fn(&Text) -> &'static str, of: Of, #[prop(optional)] on_line: bool) -> impl IntoView {
    let words = use_words();
    let limit = RwSignal::new(SHOWN);
    let count = Memo::new(move |_| stage.outcomes.with(|all| all.as_ref().map_or(0, |all| of(all).len())));
    let is_there = Memo::new(move |_| count.get() > 0);
    let rows = move || {
        let shown = stage.outcomes.with(|all| {
            all.as_ref().map(|all| {
                let fates: Vec<_> = of(all).iter().take(limit.get()).copied().collect();
                (all.at, all.end, fates)
            })
        });
        let (at, end, fates) = shown.unwrap_or_default();
        stage.heard.with(|heard| {
            let contact = |fate: Fate| heard.get(fate.index).map(|heard| (fate, heard.contact.clone()));
            let rows = fates.into_iter().filter_map(contact);
            rows.map(|(fate, contact)| view! { <Row stage fate contact at end on_line/> }.into_any()).collect_view()
        })
    };
    view! {
        {move || {
            is_there.get().then(|| view! {
                <section class="sheet group">
                    <h2>{words.say(title)} " " <span class="count">{move || count.get()}</span></h2>
                    <ul class=if on_line { "lanes" } else { "lanes plain" }>
                        {on_line.then(|| view! { <Scale stage/> }.into_any())}
                        {move || rows().into_any()}
                    </ul>
                    {move || {
                        let rest = count.get().saturating_sub(limit.get());
                        (rest > 0).then(|| view! {
                            <div class="bar">
                                <span class="note">{(words.get().telling.rehearsal.and_more)(rest)}</span>
                                <button type="button" on:click=move |_| limit.update(|limit| *limit += MORE)>
                                    {words.say(|text| text.telling.grid.more)}
                                </button>
                            </div>
                        }.into_any())
                    }}
                </section>
            }.into_any())
        }}
    }
}

/// A contact, and what becomes of it.
#[component]
fn Row(stage: Stage, fate: Fate, contact: Contact, at: i64, end: i64, on_line: bool) -> impl IntoView {
    let href = Page::Contact(contact.id.clone()).path();
    let (name, channel) = (contact.name().to_owned(), contact.channel);
    view! {
        <li>
            <div class="who">
                <a href=href>{name}</a>
                <ChannelMark channel/>
            </div>
            <Said stage fate contact at on_line/>
            {on_line.then(|| view! { <Lane fate at end/> }.into_any())}
        </li>
    }
}

/// What becomes of it, in words.
#[component]
fn Said(stage: Stage, fate: Fate, contact: Contact, at: i64, on_line: bool) -> impl IntoView {
    let words = use_words();
    let prefs = use_prefs();
    if !on_line {
        return view! { <span class="said-when"><Why contact/></span> }.into_any();
    }
    let due = fate.until.or(fate.at).unwrap_or(at);
    let sleeps = fate.until.is_some();
    let zone = contact.time_zone;
    view! {
        <span class="said-when">
            {move || {
                let text = words.get();
                let rehearsal = &text.telling.rehearsal;
                let (language, clock) = (prefs.language.get(), prefs.formats.get().clock);
                let time = |zone: &str, at: i64| intl::short_time(language, clock, zone, at).unwrap_or_default();
                let asked = stage.asked.zone.get();
                let shown = time(&asked, due);
                let said = match (sleeps, fate.at) {
                    (true, _) => (rehearsal.until)(&shown),
                    (false, Some(told)) if told == at => [&shown, ", ", rehearsal.at_once].concat(),
                    (false, Some(told)) => {
                        let minutes = u32::try_from((told - at) / 60).unwrap_or(0);
                        (rehearsal.at)(&shown, &(text.telling.duration)(minutes))
                    }
                    (false, None) => rehearsal.never.to_owned(),
                };
                let elsewhere = stage.offset(&asked, due) != stage.offset(&zone, due);
                let there = elsewhere.then(|| (rehearsal.there)(&time(&zone, due)));
                view! {
                    <time datetime=moment::write(due)>{said}</time>
                    {there.map(|there| view! { <span class="note">" (" {there} ")"</span> }.into_any())}
                }
                .into_any()
            }}
        </span>
    }
    .into_any()
}

/// Why it is told nothing.
#[component]
fn Why(contact: Contact) -> impl IntoView {
    let words = use_words();
    let prefs = use_prefs();
    let Contact { state, paused_until, time_zone, .. } = contact;
    if state != State::Confirmed && state != State::Paused {
        return view! { <StateMark state/> }.into_any();
    }
    let said = move || {
        let rehearsal = &words.get().telling.rehearsal;
        match (state, &paused_until) {
            (State::Paused, Some(until)) => (rehearsal.paused_until)(&prefs.moment(until)),
            (State::Paused, None) => rehearsal.paused_open.to_owned(),
            _ => String::new(),
        }
    };
    let is_known = intl::knows_zone(&time_zone);
    let zone = move || (!is_known).then(|| (words.get().telling.rehearsal.zone_is)(&time_zone));
    view! {
        {move || said()}
        {move || zone()}
    }
    .into_any()
}
