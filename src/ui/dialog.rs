//! A dialog: the browser's own, which keeps the focus inside and gives it back.

use leptos::html;
use leptos::prelude::*;

use crate::i18n::{Text, use_words};
use crate::ui::react;

/// A modal dialog, open while `open` is true.
#[component]
pub fn Dialog(
    /// Begins its ids; one of a kind on the page.
    name: &'static str,
    open: Memo<bool>,
    title: fn(&Text) -> &'static str,
    /// What the Escape key does; without it the dialog stays.
    #[prop(optional)]
    escape: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let words = use_words();
    let node = NodeRef::<html::Dialog>::new();
    let heading = StoredValue::new([name, "-title"].concat());
    react(move || {
        let Some(dialog) = node.get() else { return };
        if !open.get() {
            dialog.close();
        } else if !dialog.open() {
            // It fails only for a dialog that is open already.
            _ = dialog.show_modal();
        }
    });
    view! {
        <dialog
            node_ref=node
            aria-labelledby=heading.get_value()
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                if let Some(escape) = escape {
                    escape.run(());
                }
            }
        >
            <h2 id=heading.get_value()>{words.say(title)}</h2>
            {children()}
        </dialog>
    }
}
