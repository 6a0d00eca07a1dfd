//! The start page: what this is for those who come, and where to begin for those who are in.

use contract::deadlines::Package;
use contract::policy::places;
use contract::retention::Retention;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::use_client;
use crate::i18n::{Text, intl, use_words};
use crate::prefs::use_prefs;
use crate::routes::Page;
use crate::session::{Who, use_session};
use crate::ui::Heading;
use crate::ui::promises::Promises;

/// The time zone in which days are counted (SPEC section 6).
const OFFICE: &str = "Europe/Warsaw";

/// `/`
#[component]
pub fn Start() -> impl IntoView {
    let session = use_session();
    let name = Memo::new(move |_| match session.who().get() {
        Who::In(person) => Some(person.first_name),
        _ => None,
    });
    view! {
        {move || match name.get() {
            Some(name) => view! { <Home name/> }.into_any(),
            None => view! { <Welcome/> }.into_any(),
        }}
    }
}

/// For those who come.
#[component]
fn Welcome() -> impl IntoView {
    let words = use_words();
    view! {
        <div class="intro hero">
            <Heading>{words.say(|text| text.title.start)}</Heading>
            <p class="lead">{words.say(|text| text.start.lead)}</p>
            <div class="bar">
                <a class="button main" href=Page::Register.path()>{words.say(|text| text.shell.register)}</a>
                <a class="button" href=Page::SignIn.path()>{words.say(|text| text.shell.sign_in)}</a>
            </div>
        </div>
        <section aria-labelledby="promises" class="promises">
            <h2 id="promises">{words.say(|text| text.start.promises)}</h2>
            <div class="three">
                <QuietNights/>
                <Confirmed/>
                <FiveDays/>
            </div>
        </section>
        <Promises of=&places::START/>
    }
}

/// A week of quiet hours as a picture: quiet from 22 to 7, at weekends to 9.
#[component]
fn QuietNights() -> impl IntoView {
    let words = use_words();
    let week = use_prefs().formats;
    let day = move |place: usize| {
        let index = move || week.get().week.days()[place];
        view! {
            <span>{move || words.get().start.weekdays[index()]}</span>
            <div class=move || if index() < 5 { "day" } else { "day late" }></div>
        }
        .into_any()
    };
    view! {
        <article class="sheet">
            <div class="week" role="img" aria-label=words.say(|text| text.start.quiet_picture)>
                {[0, 2, 4, 5].map(day).collect_view()}
                <div class="hours"><span>"0"</span><span>"6"</span><span>"12"</span><span>"18"</span><span>"24"</span></div>
            </div>
            <div>
                <h3>{words.say(|text| text.start.quiet_title)}</h3>
                <p>{words.say(|text| text.start.quiet_text)}</p>
            </div>
        </article>
    }
}

/// A contact that was confirmed by its holder.
#[component]
fn Confirmed() -> impl IntoView {
    let words = use_words();
    view! {
        <article class="sheet">
            <div class="contact" aria-hidden="true">
                <span class="mark">"@"</span>
                <span class="to">{words.say(|text| text.start.confirmed_you)}</span>
                <span class="state good">{words.say(|text| text.start.confirmed_state)}</span>
            </div>
            <div>
                <h3>{words.say(|text| text.start.confirmed_title)}</h3>
                <p>{words.say(|text| text.start.confirmed_text)}</p>
            </div>
        </article>
    }
}

/// Five business days as a picture.
#[component]
fn FiveDays() -> impl IntoView {
    let words = use_words();
    let week = use_prefs().formats;
    let day = move |place: usize| {
        let index = move || week.get().week.days()[place];
        let class = move || if index() < 5 { "work" } else { "rest" };
        view! { <span class=class>{move || words.get().start.weekdays[index()]}</span> }.into_any()
    };
    view! {
        <article class="sheet">
            <div class="days" role="img" aria-label=words.say(|text| text.start.days_picture)>
                {[0, 1, 2, 3, 4, 5, 6].map(day).collect_view()}
            </div>
            <div>
                <h3>{words.say(|text| text.start.days_title)}</h3>
                <p>{words.say(|text| text.start.days_text)}</p>
            </div>
        </article>
    }
}

/// For those who are in.
#[component]
fn Home(name: String) -> impl IntoView {
    let words = use_words();
    view! {
        <div class="intro">
            <Heading>{move || (words.get().start.hello)(&name)}</Heading>
            <p class="lead">{words.say(|text| text.start.hello_lead)}</p>
        </div>
        <nav aria-label=words.say(|text| text.start.sections)>
            <ul class="cards">
                <Card page=Page::Profile title=|text| text.shell.profile text=|text| text.start.profile_text/>
                <Card page=Page::Contacts title=|text| text.shell.contacts text=|text| text.start.contacts_text/>
                <Card page=Page::Payments title=|text| text.shell.payments text=|text| text.start.payments_text soon=true/>
                <Card page=Page::Privacy title=|text| text.shell.privacy text=|text| text.start.privacy_text soon=true/>
            </ul>
        </nav>
        <Kept/>
    }
}

/// Until when a temporary package lasts, and when the data go after it. It comes below what people
/// come for, and where it cannot be had nothing is said.
#[component]
fn Kept() -> impl IntoView {
    let words = use_words();
    let client = use_client();
    let kept = RwSignal::new(None::<Retention>);
    spawn_local(async move {
        if let Ok(retention) = client.retention().await {
            kept.try_set(Some(retention));
        }
    });
    view! {
        {move || {
            let Retention { package: Package::Trial, package_ends_at, erase_on, .. } = kept.get()? else { return None };
            let language = words.0.get();
            let until = intl::day_in(language, OFFICE, &package_ends_at?);
            let erased = intl::day(language, &erase_on?);
            Some(view! { <p class="sheet kept">{(words.get().records.trial)(&until, &erased)}</p> }.into_any())
        }}
    }
}

#[component]
fn Card(
    page: Page,
    title: fn(&Text) -> &'static str,
    text: fn(&Text) -> &'static str,
    #[prop(optional)] soon: bool,
) -> impl IntoView {
    let words = use_words();
    view! {
        <li>
            <a class="sheet" href=page.path()>
                <strong>
                    {words.say(title)}
                    {soon.then(|| view! { " " <span class="state wait">{words.say(|text| text.start.soon)}</span> }.into_any())}
                </strong>
                <span>{words.say(text)}</span>
            </a>
        </li>
    }
}
