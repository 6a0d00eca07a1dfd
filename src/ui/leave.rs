//! Asks before a page with unsaved changes is left: by a link, by the back button, or by closing it;
//! and holds on to them when the session ends in another tab.

use leptos::ev;
use leptos::prelude::*;

use crate::i18n::use_words;
use crate::routes::{Way, use_route};
use crate::session::use_session;
use crate::ui::dialog::Dialog;

/// Stands guard while `changed` is true.
#[component]
pub fn AskBeforeLeaving(changed: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let route = use_route();
    let wanted = RwSignal::new(None::<Way>);
    // Set once the person has decided to go, so that the same step is not stopped twice.
    let decided = StoredValue::new(false);
    let guarding = move || changed.get_untracked() && !decided.get_value();

    route.guard(move |way| {
        let holds = guarding();
        if holds {
            wanted.set(Some(way));
        }
        holds
    });
    let closing = window_event_listener(ev::beforeunload, move |event| {
        if guarding() {
            event.prevent_default();
        }
    });
    on_cleanup(move || closing.remove());
    use_session().keep_typed(changed);

    let stay = Callback::new(move |()| wanted.set(None));
    let go = move |_| {
        decided.set_value(true);
        match wanted.get_untracked() {
            Some(Way::To(path)) => route.go(&path),
            Some(Way::Back) => _ = window().history().and_then(|history| history.back()),
            None => {}
        }
        wanted.set(None);
    };
    view! {
        <Dialog
            name="leave"
            open=Memo::new(move |_| wanted.with(Option::is_some))
            title=|text| text.form.leave_title
            escape=stay
        >
            <p>{words.say(|text| text.form.leave_lead)}</p>
            <div class="bar">
                <button type="button" class="main" on:click=move |_| stay.run(())>
                    {words.say(|text| text.form.leave_stay)}
                </button>
                <button type="button" on:click=go.clone()>{words.say(|text| text.form.leave_go)}</button>
            </div>
        </Dialog>
    }
}
