//! The table of contacts; in a narrow window its rows are cards, of the same elements.

use contract::contacts::settings::{KindsForm, Period};
use contract::contacts::{Contact, Sort, State};
use leptos::html;
use leptos::prelude::*;

use super::list_known::{Entry, Known, link_id};
use crate::i18n::{Text, use_words};
use crate::prefs::use_prefs;
use crate::routes::Page;
use crate::ui::contact::{ChannelMark, StateMark};
use crate::ui::form::focus;
use crate::ui::press::Press;
use crate::ui::undo::{Gone, Undo};

/// Where the number of rows stands: the focus goes there where a row that had it is gone.
pub const SHOWN: &str = "contacts-shown";

/// The rows, how many there are, and the way to more; or that nothing fits.
#[component]
pub fn Table(known: Known) -> impl IntoView {
    let words = use_words();
    let none = Memo::new(move |_| known.rows.with(Vec::is_empty));
    let shown = move || {
        let here = known.rows.with(|rows| rows.iter().filter(|entry| entry.removed.is_none()).count());
        (words.get().contacts.list.shown)(here, known.next.with(Option::is_some))
    };
    view! {
        <p class="note" role="status" id=SHOWN tabindex="-1">{move || shown()}</p>
        {move || {
            if none.get() {
                view! { <NoMatch known/> }.into_any()
            } else {
                view! { <Rows known/> }.into_any()
            }
        }}
    }
}

#[component]
fn NoMatch(known: Known) -> impl IntoView {
    let words = use_words();
    let unfilter = move |_| {
        known.asked.typed.set(String::new());
        known.asked.narrow(|query| {
            query.channel = None;
            query.state = None;
        });
        focus(document().get_element_by_id("contacts-search"));
    };
    view! {
        <div class="no-match">
            <h2>{words.say(|text| text.contacts.list.no_match)}</h2>
            <p>{words.say(|text| text.contacts.list.no_match_lead)}</p>
            <div class="bar">
                <button type="button" on:click=unfilter>{words.say(|text| text.contacts.list.unfilter)}</button>
            </div>
        </div>
    }
}

#[component]
fn Rows(known: Known) -> impl IntoView {
    let words = use_words();
    let body = NodeRef::<html::Tbody>::new();
    let more = move || {
        known.more(move |seen| {
            // What was asked for is the place to go on from.
            request_animation_frame(move || {
                let link = ["tr:nth-child(", &(seen + 1).to_string(), ") th a"].concat();
                focus(body.try_get_untracked().flatten().and_then(|body| body.query_selector(&link).ok().flatten()));
            });
        });
    };
    view! {
        // In a narrow window the rows are cards; the roles keep it a table for those who listen.
        <table role="table" class="contact-table" aria-busy=move || if known.busy.get() { "true" } else { "false" }>
            <caption class="visually-hidden">{words.say(|text| text.title.contacts)}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col" class="pick"><ChooseShown known/></th>
                    <Sortable known sort=Sort::Name word=|text| text.contacts.list.name/>
                    <Sortable known sort=Sort::Channel word=|text| text.contacts.list.channel/>
                    <Sortable known sort=Sort::State word=|text| text.contacts.list.state/>
                    <th role="columnheader" scope="col" class="plain">{words.say(|text| text.contacts.list.told)}</th>
                    <th role="columnheader" scope="col" class="plain">
                        <span class="visually-hidden">{words.say(|text| text.contacts.list.actions)}</span>
                    </th>
                </tr>
            </thead>
            <tbody role="rowgroup" node_ref=body>
                <For each=move || known.rows.get() key=Entry::key children=move |entry| row(entry, known)/>
            </tbody>
        </table>
        {move || {
            known.next.with(Option::is_some).then(|| view! {
                <div class="bar">
                    <Press busy=known.busy word=|text| text.records.more press=Box::new(more)/>
                </div>
            }.into_any())
        }}
    }
}

/// The header of a column that can be sorted by; pressed again it gives back the order of the beginning.
#[component]
fn Sortable(known: Known, sort: Sort, word: fn(&Text) -> &'static str) -> impl IntoView {
    let words = use_words();
    let is_sorted = Memo::new(move |_| known.asked.query.with(|query| query.sort == sort));
    let press = move |_| {
        let next = if is_sorted.get_untracked() { Sort::default() } else { sort };
        known.asked.narrow(|query| query.sort = next);
    };
    view! {
        <th role="columnheader" scope="col" aria-sort=move || if is_sorted.get() { "ascending" } else { "none" }>
            <button type="button" class="sort" on:click=press>
                {words.say(word)}
                <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 13V3M4.5 6.5 8 3l3.5 3.5"/></svg>
            </button>
        </th>
    }
}

/// The box above the boxes: all that is shown, or nothing.
#[component]
fn ChooseShown(known: Known) -> impl IntoView {
    let words = use_words();
    // How many of those shown are chosen: none, some, all.
    let chosen = Memo::new(move |_| {
        known.rows.with(|rows| {
            let here = rows.iter().filter(|entry| entry.removed.is_none());
            let (all, ticked) = known.chosen.with(|chosen| {
                here.fold((0, 0), |(all, ticked), entry| {
                    (all + 1, ticked + usize::from(chosen.contains_key(&entry.contact.id)))
                })
            });
            (ticked > 0, all > 0 && ticked == all)
        })
    });
    let choose = move |event| {
        let all = event_target_checked(&event);
        known.chosen.update(|chosen| {
            chosen.clear();
            if all {
                known.rows.with_untracked(|rows| {
                    let here = rows.iter().filter(|entry| entry.removed.is_none());
                    chosen.extend(here.map(|entry| (entry.contact.id.clone(), entry.contact.etag.clone())));
                });
            }
        });
    };
    view! {
        <label class="pick">
            <input
                type="checkbox"
                autocomplete="off"
                prop:checked=move || chosen.get().1
                prop:indeterminate=move || chosen.get() == (true, false)
                on:change=choose
            />
            <span class="visually-hidden">{words.say(|text| text.contacts.list.select_shown)}</span>
        </label>
    }
}

fn row(entry: Entry, known: Known) -> AnyView {
    let Entry { contact, removed } = entry;
    match removed {
        Some(until) => view! { <Removed contact until known/> }.into_any(),
        None => view! { <Shown contact known/> }.into_any(),
    }
}

/// Where a contact was, the way back.
#[component]
fn Removed(contact: Contact, until: f64, known: Known) -> impl IntoView {
    let busy = RwSignal::new(false);
    let gone = Gone { name: contact.name().to_owned(), count: 1 };
    let id = contact.id.clone();
    let over = move || {
        let had_focus = document().query_selector(".undoing :focus").is_ok_and(|focused| focused.is_some());
        known.forget(&id);
        if had_focus {
            focus(document().get_element_by_id(SHOWN));
        }
    };
    let undo = move || known.restore(contact.clone(), busy);
    view! {
        <tr role="row" class="removed">
            <td role="cell" colspan="6"><Undo gone until fresh=true busy undo=Box::new(undo) over=Box::new(over)/></td>
        </tr>
    }
}

#[component]
fn Shown(contact: Contact, known: Known) -> impl IntoView {
    let words = use_words();
    let id = contact.id.clone();
    let is_chosen = Memo::new({
        let id = id.clone();
        move |_| known.chosen.with(|chosen| chosen.contains_key(&id))
    });
    let choose = {
        let (id, etag) = (id.clone(), contact.etag.clone());
        move |event| {
            let ticked = event_target_checked(&event);
            known.chosen.update(|chosen| {
                if ticked {
                    chosen.insert(id.clone(), etag.clone());
                } else {
                    chosen.remove(&id);
                }
            });
        }
    };
    let name = contact.name().to_owned();
    let select = {
        let name = name.clone();
        move || (words.get().contacts.list.select)(&name)
    };
    let address = contact.label.is_some().then(|| contact.address.clone());
    let (channel, state) = (contact.channel, contact.state);
    view! {
        <tr role="row" class=move || if is_chosen.get() { "chosen" } else { "" }>
            <td role="cell" class="pick">
                <label class="pick">
                    <input type="checkbox" autocomplete="off" prop:checked=move || is_chosen.get() on:change=choose/>
                    <span class="visually-hidden">{move || select()}</span>
                </label>
            </td>
            <th role="rowheader" scope="row">
                <a href=Page::Contact(id.clone()).path() id=link_id(&id)>{name}</a>
                {address.map(|address| view! { <span class="address">{address}</span> }.into_any())}
            </th>
            <td role="cell"><ChannelMark channel/></td>
            <td role="cell"><StateMark state/><Until until=contact.paused_until.clone()/></td>
            <td role="cell" class="told"><Told contact=contact.clone()/></td>
            <td role="cell" class="acts"><Acts contact known/></td>
        </tr>
    }
}

/// Until when a contact is paused.
#[component]
fn Until(until: Option<String>) -> impl IntoView {
    let (words, prefs) = (use_words(), use_prefs());
    until.map(|until| {
        view! { <span class="address">{move || (words.get().contacts.one.paused_until)(&prefs.moment(&until))}</span> }.into_any()
    })
}

/// What a contact is told, in a few words.
#[component]
fn Told(contact: Contact) -> impl IntoView {
    let words = use_words();
    let settings = contact.settings;
    let quiet = !contact.channel.is_closed()
        && [&settings.quiet_hours, &contact.holder_quiet_hours].iter().any(|week| week.days().concat() != "");
    let (is_closed, none) = (contact.channel.is_closed(), KindsForm::default());
    let period = Period::read(&settings.report_period).unwrap_or_default();
    view! {
        {move || (words.get().contacts.list.tells)(if is_closed { &none } else { &settings.kinds }, period)}
        {quiet.then(|| view! {
            <span class="address">
                <svg class="picture" viewBox="0 0 24 24" aria-hidden="true"><path d="M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5Z"/></svg>
                {words.say(|text| text.contacts.list.quiet)}
            </span>
        }.into_any())}
    }
}

/// What can be done with a contact here: what its state asks for, and removing it.
#[component]
fn Acts(contact: Contact, known: Known) -> impl IntoView {
    let words = use_words();
    let busy = RwSignal::new(false);
    let path = Page::Contact(contact.id.clone()).path();
    let called = {
        let name = contact.name().to_owned();
        move |called: fn(&Text) -> fn(&str) -> String| {
            let name = name.clone();
            move || called(words.get())(&name)
        }
    };
    let way = match contact.state {
        State::AwaitingConfirmation => {
            let name = called(|text| text.contacts.list.confirm_of);
            view! {
                <a class="button quiet" href=path aria-label=name>{words.say(|text| text.contacts.list.confirm)}</a>
            }
            .into_any()
        }
        State::ChannelClosed => {
            let name = called(|text| text.contacts.list.move_of);
            view! { <a class="button quiet" href=path aria-label=name>{words.say(|text| text.contacts.list.move_on)}</a> }
                .into_any()
        }
        State::Paused if !contact.reason.as_ref().is_some_and(|reason| reason.code.is_the_holders()) => {
            let name = contact.name().to_owned();
            let contact = contact.clone();
            view! {
                <Press
                    busy
                    quiet=true
                    word=|text| text.contacts.resume
                    press=Box::new(move || known.resume(contact.clone(), busy))
                    name=Box::new(move |text| (text.contacts.list.resume_of)(&name))
                />
            }
            .into_any()
        }
        _ => ().into_any(),
    };
    let name = contact.name().to_owned();
    let remove = move || known.remove(contact.clone(), busy);
    view! {
        {way}
        <Press
            busy
            quiet=true
            word=|text| text.contacts.remove
            press=Box::new(remove)
            name=Box::new(move |text| (text.contacts.list.remove_of)(&name))
        />
    }
}
