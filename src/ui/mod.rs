//! The parts that sections are made of. None knows a section, an address or a call.

pub mod choice;
pub mod compare;
pub mod contact;
pub mod countdown;
pub mod dialog;
pub mod download;
pub mod field;
pub mod form;
pub mod leave;
pub mod list;
pub mod load;
pub mod notice;
pub mod pick;
pub mod place;
pub mod press;
pub mod promises;
pub mod remembered;
pub mod save_bar;
pub mod select;
pub mod sign_in;
pub mod text_area;
pub mod tick_box;
pub mod undo;
pub mod week;
pub mod why;

use leptos::prelude::*;

use crate::prefs::use_prefs;

/// Runs once after the current turn, and again after each change of a signal that it read, while the
/// component lives. An `Effect` for every closure would be the same half kilobyte over and over.
pub fn react(run: impl FnMut() + 'static) {
    let mut run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(move |_: Option<()>| run());
}

/// The heading of a page: the shell moves the focus to it after a change of page.
#[component]
pub fn Heading(children: Children) -> impl IntoView {
    view! { <h1 tabindex="-1">{children()}</h1> }
}

/// A moment, given in RFC 3339, in the language of the page and the time zone of the browser.
#[component]
pub fn Moment(at: String) -> impl IntoView {
    let prefs = use_prefs();
    let machine = at.clone();
    view! { <time datetime=machine>{move || prefs.moment(&at)}</time> }
}

/// Moves the focus to the heading of the page: after a change of page, and where an outcome has taken
/// the place of a form, so that it is read out.
pub fn focus_heading() {
    request_animation_frame(|| form::focus(document().query_selector("main h1").ok().flatten()));
}
