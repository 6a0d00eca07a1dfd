//! What guards the account: its password, its main address, and the devices that are signed in.

mod devices;
mod email;
mod password;

use leptos::prelude::*;

use crate::api::use_client;
use crate::i18n::use_words;
use crate::ui::Heading;
use crate::ui::load::load;
use devices::Devices;
use email::ChangeEmail;
use password::ChangePassword;

/// `/sessions`
#[component]
pub fn Security() -> impl IntoView {
    let words = use_words();
    let client = use_client();
    // Counts what signs other devices out: the list is asked for anew.
    let round = RwSignal::new(0_u32);
    let devices = load(
        move || {
            round.track();
            let client = client.clone();
            async move { client.devices().await }
        },
        |list| view! { <Devices list/> }.into_any(),
    );
    view! {
        <div class="intro">
            <Heading>{words.say(|text| text.title.sessions)}</Heading>
            <p class="lead">{words.say(|text| text.security.lead)}</p>
        </div>
        <ChangePassword round/>
        <ChangeEmail/>
        {devices}
    }
}
