//! The parts of the program: each draws its pages. `contract::parts` says which page lives in which.
//!
//! With the feature `split` every function under `wasm_split` becomes, with all that only it needs, a
//! file of its own, and calling it fetches that file first. Without the feature they are functions
//! like any other, and the program is one file.
#![expect(clippy::unnecessary_wraps, reason = "a function that is a file may not come")]

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use contract::parts::Part;
use leptos::prelude::*;
#[cfg(feature = "split")]
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::api::Error;
use crate::consent::deciding;
use crate::consent::{Act, Gate};
use crate::i18n::Text;
use crate::routes::Page;
use crate::sections::account::{
    ChangeEmail, ConfirmEmail, KeepEmail, NewPassword, Register, ResetPassword, SignIn, SignInFirst,
};
use crate::sections::coming::Coming;
use crate::sections::contacts::{List, New, One, Rehearsal};
use crate::sections::cookies::Cookies;
use crate::sections::holder::Holder;
use crate::sections::policy::Policy;
use crate::sections::profile::Profile;
use crate::sections::records::{Evidence, History, Recipients, Records};
use crate::sections::security::Security;
use crate::sections::start::Start;
use crate::sections::support::{Request, Support};
use crate::shell::Asked;
use crate::shell::decided::{AskDespiteSignal, News};
use crate::shell::forms::{GiveAgain, SignInAgain};
use crate::shell::guard::Guard;

/// A page, or why its part could not be fetched.
type Drawn = Result<AnyView, Error>;

#[cfg_attr(feature = "split", wasm_split(start, fallible, preload(fetch_start)))]
fn start(page: Option<Page>) -> Drawn {
    Ok(match page {
        Some(Page::Payments) => {
            view! { <Coming title=|text| text.title.payments lead=|text| text.other.payments_lead/> }.into_any()
        }
        _ => view! { <Start/> }.into_any(),
    })
}

#[cfg_attr(feature = "split", wasm_split(account, fallible, preload(fetch_account)))]
fn account(page: Option<Page>) -> Drawn {
    Ok(match page {
        Some(Page::Register) => view! { <Register/> }.into_any(),
        Some(Page::ConfirmEmail(token)) => view! { <ConfirmEmail token/> }.into_any(),
        Some(Page::SignIn) => view! { <SignIn/> }.into_any(),
        Some(Page::ResetPassword) => view! { <ResetPassword/> }.into_any(),
        Some(Page::NewPassword(token)) => view! { <NewPassword token/> }.into_any(),
        Some(Page::ChangeEmail(token)) => view! { <ChangeEmail token/> }.into_any(),
        Some(Page::KeepEmail(token)) => view! { <KeepEmail token/> }.into_any(),
        // At the address of another part, which is for people who are signed in.
        _ => view! { <SignInFirst/> }.into_any(),
    })
}

#[cfg_attr(feature = "split", wasm_split(profile, fallible, preload(fetch_profile)))]
fn profile(_: Option<Page>) -> Drawn {
    Ok(guarded(|text| text.title.profile, || view! { <Profile/> }.into_any()))
}

#[cfg_attr(feature = "split", wasm_split(contacts, fallible, preload(fetch_contacts)))]
fn contacts(_: Option<Page>) -> Drawn {
    Ok(guarded(|text| text.title.contacts, || view! { <List/> }.into_any()))
}

#[cfg_attr(feature = "split", wasm_split(contact, fallible, preload(fetch_contact)))]
fn contact(page: Option<Page>) -> Drawn {
    Ok(match page {
        Some(Page::Contact(id)) => {
            guarded(|text| text.title.contact, move || view! { <One id=id.clone()/> }.into_any())
        }
        _ => guarded(|text| text.title.new_contact, || view! { <New/> }.into_any()),
    })
}

#[cfg_attr(feature = "split", wasm_split(rehearsal, fallible, preload(fetch_rehearsal)))]
fn rehearsal(_: Option<Page>) -> Drawn {
    Ok(guarded(|text| text.title.rehearsal, || view! { <Rehearsal/> }.into_any()))
}

#[cfg_attr(feature = "split", wasm_split(holder, fallible, preload(fetch_holder)))]
fn holder(page: Option<Page>) -> Drawn {
    let token = if let Some(Page::Confirm(token)) = page { token } else { String::new() };
    Ok(view! { <Holder token/> }.into_any())
}

#[cfg_attr(feature = "split", wasm_split(security, fallible, preload(fetch_security)))]
fn security(_: Option<Page>) -> Drawn {
    Ok(guarded(|text| text.title.sessions, || view! { <Security/> }.into_any()))
}

#[cfg_attr(feature = "split", wasm_split(records, fallible, preload(fetch_records)))]
fn records(page: Option<Page>) -> Drawn {
    Ok(match page {
        Some(Page::History) => guarded(|text| text.title.history, || view! { <History/> }.into_any()),
        Some(Page::Evidence) => guarded(|text| text.title.evidence, || view! { <Evidence/> }.into_any()),
        Some(Page::Recipients) => guarded(|text| text.title.recipients, || view! { <Recipients/> }.into_any()),
        _ => view! {
            <Coming title=|text| text.title.privacy lead=|text| text.other.privacy_lead/>
            <Records/>
        }
        .into_any(),
    })
}

#[cfg_attr(feature = "split", wasm_split(support, fallible, preload(fetch_support)))]
fn support(page: Option<Page>) -> Drawn {
    Ok(match page {
        Some(Page::SupportRequest(reference)) => view! { <Request reference/> }.into_any(),
        _ => view! { <Support/> }.into_any(),
    })
}

#[cfg_attr(feature = "split", wasm_split(cookies, fallible, preload(fetch_cookies)))]
fn cookies(_: Option<Page>) -> Drawn {
    Ok(view! { <Cookies/> }.into_any())
}

#[cfg_attr(feature = "split", wasm_split(policy, fallible, preload(fetch_policy)))]
fn policy(page: Option<Page>) -> Drawn {
    let version = match page {
        Some(Page::PolicyVersion(version)) => version,
        _ => contract::policy::LATEST.to_owned(),
    };
    Ok(view! { <Policy version/> }.into_any())
}

#[cfg_attr(feature = "split", wasm_split(asking, fallible, preload(fetch_asking)))]
fn asking(asked: Asked) -> Drawn {
    Ok(match asked {
        Asked::News => view! { <News/> }.into_any(),
        Asked::Signal => view! { <AskDespiteSignal/> }.into_any(),
        Asked::SignInAgain(email) => view! { <SignInAgain email/> }.into_any(),
        Asked::GiveAgain(email) => view! { <GiveAgain email/> }.into_any(),
    })
}

#[cfg_attr(feature = "split", wasm_split(asking, fallible))]
fn act_for(gate: Gate, act: Act) -> Result<(), Error> {
    deciding::carry_out(gate, act);
    Ok(())
}

/// A page for those who are signed in; others are asked to sign in, at the same address.
fn guarded(heading: fn(&Text) -> &'static str, page: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let page = Box::new(page);
    view! { <Guard page heading sign_in=|| super::show(Part::Account, None)/> }.into_any()
}

/// Waits for what a part gives, where the parts are files.
#[cfg(feature = "split")]
macro_rules! given {
    ($call:expr) => {
        $call.await
    };
}
#[cfg(not(feature = "split"))]
macro_rules! given {
    ($call:expr) => {
        $call
    };
}

/// Draws a page as soon as its part is here.
#[cfg_attr(not(feature = "split"), expect(clippy::unused_async, reason = "the parts are here already"))]
async fn draw_when_here(part: Part, page: Option<Page>) -> Drawn {
    match part {
        Part::Start => given!(start(page)),
        Part::Account => given!(account(page)),
        Part::Profile => given!(profile(page)),
        Part::Contacts => given!(contacts(page)),
        Part::Contact => given!(contact(page)),
        Part::Rehearsal => given!(rehearsal(page)),
        Part::Holder => given!(holder(page)),
        Part::Security => given!(security(page)),
        Part::Records => given!(records(page)),
        Part::Support => given!(support(page)),
        Part::Cookies => given!(cookies(page)),
        Part::Policy => given!(policy(page)),
        // No page lives there.
        Part::Asking => Ok(().into_any()),
    }
}

#[cfg_attr(not(feature = "split"), expect(clippy::unused_async, reason = "the parts are here already"))]
async fn ask_when_here(asked: Asked) -> Drawn {
    given!(asking(asked))
}

/// Draws a page if its part is here. Else the part is on its way from now on.
pub fn draw(part: Part, page: Option<Page>) -> Option<AnyView> {
    if_here(pin!(draw_when_here(part, page)))
}

/// Draws what is asked in place, if its part is here. Else the part is on its way from now on.
pub fn ask(asked: Asked) -> Option<AnyView> {
    if_here(pin!(ask_when_here(asked)))
}

fn if_here(drawn: Pin<&mut dyn Future<Output = Drawn>>) -> Option<AnyView> {
    match drawn.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(view)) => Some(view),
        _ => None,
    }
}

/// Carries out what the gate asks for, as soon as the part that knows how is here.
pub fn carry_out(gate: Gate, act: Act) -> Pin<Box<dyn Future<Output = Result<(), Error>>>> {
    Box::pin(async move { given!(act_for(gate, act)) })
}

/// Fetches a part; one that is here already is not fetched again.
#[cfg(feature = "split")]
pub async fn fetch(part: Part) -> Result<(), Error> {
    match part {
        Part::Start => fetch_start().await,
        Part::Account => fetch_account().await,
        Part::Profile => fetch_profile().await,
        Part::Contacts => fetch_contacts().await,
        Part::Contact => fetch_contact().await,
        Part::Rehearsal => fetch_rehearsal().await,
        Part::Holder => fetch_holder().await,
        Part::Security => fetch_security().await,
        Part::Records => fetch_records().await,
        Part::Support => fetch_support().await,
        Part::Cookies => fetch_cookies().await,
        Part::Policy => fetch_policy().await,
        Part::Asking => fetch_asking().await,
    }
    .map_err(Error::from)
}

/// Every part is here.
#[cfg(not(feature = "split"))]
#[expect(clippy::unused_async, reason = "the parts are here already")]
pub async fn fetch(_: Part) -> Result<(), Error> {
    Ok(())
}

#[cfg(feature = "split")]
impl From<SplitLoaderError> for Error {
    fn from(_: SplitLoaderError) -> Self {
        Self::Part
    }
}
