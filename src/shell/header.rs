//! The header: the brand, the sections of the account, and who is signed in.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::i18n::use_words;
use crate::routes::{Page, use_route};
use crate::session::{Who, use_session};

/// The header.
#[component]
pub fn Header(page: Memo<Option<Page>>) -> impl IntoView {
    let words = use_words();
    let link = move |to: Page, word: fn(&crate::i18n::Text) -> &'static str| {
        let href = to.path();
        view! {
            <li>
                <a href=href aria-current=move || page.with(|page| page.as_ref() == Some(&to)).then_some("page")>
                    {words.say(word)}
                </a>
            </li>
        }
        .into_any()
    };
    view! {
        <header class="top">
            <div>
                <a class="brand" href=Page::Start.path()>
                    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M2 13h4l3-8 5 15 3-9 1.5 2H22"/></svg>
                    <span>{super::BRAND}</span>
                </a>
                <nav aria-label=words.say(|text| text.shell.sections)>
                    <ul class="sections">
                        {link(Page::Profile, |text| text.shell.profile)}
                        {link(Page::Contacts, |text| text.shell.contacts)}
                        {link(Page::Payments, |text| text.shell.payments)}
                        {link(Page::Privacy, |text| text.shell.privacy)}
                    </ul>
                </nav>
                <Person/>
            </div>
        </header>
    }
}

/// Who is signed in, and the way out; or the way in.
#[component]
fn Person() -> impl IntoView {
    let words = use_words();
    let session = use_session();
    let route = use_route();
    let leave = move |_| {
        let route = route.clone();
        spawn_local(async move {
            // When the server cannot be told, the person is still signed in and sees so.
            if session.leave().await.is_ok() {
                route.go(&Page::Start.path());
            }
        });
    };
    view! {
        <div class="person">
            {move || match session.who().get() {
                Who::In(person) => view! {
                    <Me name=person.first_name/>
                    <button type="button" class="quiet" on:click=leave.clone()>{words.say(|text| text.shell.sign_out)}</button>
                }.into_any(),
                Who::Out => view! {
                    <a class="button quiet" href=Page::SignIn.path()>{words.say(|text| text.shell.sign_in)}</a>
                }.into_any(),
                Who::Unknown | Who::Lost(_) => ().into_any(),
            }}
        </div>
    }
}

/// The person's name, which leads to what guards the account. In a narrow window only its picture is seen.
#[component]
fn Me(name: String) -> impl IntoView {
    let words = use_words();
    let label = {
        let name = name.clone();
        move || [&name, ": ", words.get().title.sessions].concat()
    };
    view! {
        <a class="name" href=Page::Sessions.path() aria-label=move || label()>
            <svg viewBox="0 0 24 24" aria-hidden="true">
                <circle cx="12" cy="8" r="4"/>
                <path d="M4 21c0-4 3.5-6.5 8-6.5s8 2.5 8 6.5"/>
            </svg>
            <span>{name}</span>
        </a>
    }
}
