//! The guard: shows a page to those who are signed in, and the way in to everybody else.

use leptos::prelude::*;

use crate::i18n::{Text, use_words};
use crate::session::{Who, use_session};
use crate::ui::Heading;
use crate::ui::load::{Failure, Wait};
use crate::ui::react;

/// What the guard shows.
#[derive(Clone, PartialEq)]
enum Shown {
    Wait,
    Failure(crate::api::Error),
    SignIn,
    /// The page, for this account: another person gets a page of their own.
    Page(String),
}

/// Shows `page` or `sign_in`. While the password is asked for in place, the page stays.
#[component]
pub fn Guard(
    page: Box<dyn Fn() -> AnyView + Send>,
    /// The heading of the page, which stands there while nothing else can.
    heading: fn(&Text) -> &'static str,
    sign_in: fn() -> AnyView,
) -> impl IntoView {
    let words = use_words();
    let session = use_session();
    let shown = Memo::new(move |_| match session.who().get() {
        Who::Unknown => Shown::Wait,
        Who::Lost(error) => Shown::Failure(error),
        Who::Out => Shown::SignIn,
        Who::In(person) => Shown::Page(person.id),
    });
    let again = RwSignal::new(0);
    react(move || {
        if again.get() > 0 {
            session.learn();
        }
    });
    view! {
        {move || match shown.get() {
            Shown::Wait => view! {
                <Heading>{words.say(heading)}</Heading>
                <Wait/>
            }
            .into_any(),
            Shown::Failure(error) => view! {
                <Heading>{words.say(heading)}</Heading>
                <Failure error again/>
            }
            .into_any(),
            Shown::SignIn => sign_in(),
            Shown::Page(_) => page(),
        }}
    }
}
