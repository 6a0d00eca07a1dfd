//! The holder's own quiet hours: a week that one can see, drag and type, in the holder's time zone.

use contract::contacts::confirmation::{HolderAct, HolderForm, HolderPage, HolderWish};
use leptos::prelude::*;

use super::Here;
use crate::i18n::use_words;
use crate::ui::form::{Form, FormState, SendButton};
use crate::ui::leave::AskBeforeLeaving;
use crate::ui::place::TimeZone;
use crate::ui::week::Week;

/// What would save a page as it stands.
fn form_of(page: &HolderPage) -> HolderForm {
    HolderForm {
        act: HolderAct::Hours.code().to_owned(),
        quiet_hours: page.quiet_hours.clone(),
        time_zone: page.time_zone.clone(),
    }
}

/// The form.
#[component]
pub fn Hours(here: Here) -> impl IntoView {
    let words = use_words();
    let state = FormState::new("hours", &here.page.with_untracked(form_of));
    let save = move || {
        let Some(client) = here.client.try_get_value() else { return };
        let token = here.token.get_value();
        state.send::<HolderForm, _, _>(
            move |wish: HolderWish, _| async move { client.holder_acts(&token, &wish).await },
            move |page: HolderPage| {
                state.settle(&form_of(&page));
                here.take(page, HolderAct::Hours);
            },
        );
    };
    view! {
        <section aria-label=words.say(|text| text.contacts.holder.hours)>
            <Form state send=save>
                <input type="hidden" name="act" value=HolderAct::Hours.code()/>
                <Week state>{words.say(|text| text.contacts.holder.hours_lead)}</Week>
                <TimeZone state/>
                <div class="bar">
                    <SendButton state>{words.say(|text| text.contacts.holder.hours_save)}</SendButton>
                </div>
            </Form>
        </section>
        <AskBeforeLeaving changed=state.changed/>
    }
}
