//! The parts that sections are made of. None knows a section, an address or a call.

pub mod choice;
pub mod compare;
pub mod dialog;
pub mod field;
pub mod form;
pub mod leave;
pub mod load;
pub mod notice;

use leptos::prelude::*;

/// The heading of a page: the shell moves the focus to it after a change of page.
#[component]
pub fn Heading(children: Children) -> impl IntoView {
    view! { <h1 tabindex="-1">{children()}</h1> }
}
