//! The password, asked for in place: when a session has ended, and before something sensitive. What
//! stands on the screen stays, and the call that waits for the password is repeated.

use leptos::prelude::*;

use crate::api::Why;
use crate::session::{Who, use_session};
use crate::shell::{Asked, Asking};
use crate::ui::dialog::Dialog;

/// Asks the person at the screen for the password, for either reason.
#[component]
pub fn AskPassword(asking: Asking) -> impl IntoView {
    let session = use_session();
    let email_when = move |why| {
        Memo::new(move |_| match session.who().get() {
            Who::In(person) => (session.asked().get() == Some(why)).then_some(person.email),
            _ => None,
        })
    };
    let ended = email_when(Why::Ended);
    let sensitive = email_when(Why::Sensitive);
    view! {
        <Dialog name="ended" open=Memo::new(move |_| ended.with(Option::is_some)) title=|text| text.shell.ended_title>
            {move || ended.get().map(|email| asking(Asked::SignInAgain(email)))}
        </Dialog>
        <Dialog
            name="again"
            open=Memo::new(move |_| sensitive.with(Option::is_some))
            title=|text| text.shell.again_title
            escape=Callback::new(move |()| session.decline())
        >
            {move || sensitive.get().map(|email| asking(Asked::GiveAgain(email)))}
        </Dialog>
    }
}
