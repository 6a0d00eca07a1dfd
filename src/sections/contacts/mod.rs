//! Contacts: who is told, by which channel, what and when.

mod settings;

use contract::contacts::Contact;
use leptos::prelude::*;

use crate::api::{Versioned, use_client};
use crate::ui::Heading;
use crate::ui::load::load;
use settings::Settings;

/// `/contacts/{id}`
#[component]
pub fn OneContact(id: String) -> impl IntoView {
    let client = use_client();
    let id = StoredValue::new(id);
    load(
        move || {
            let client = client.clone();
            async move { client.contact(&id.get_value()).await }
        },
        |contact: Versioned<Contact>| view! { <Frame contact=RwSignal::new(contact.value)/> }.into_any(),
    )
}

#[component]
fn Frame(contact: RwSignal<Contact>) -> impl IntoView {
    view! {
        <div class="intro">
            <Heading>{move || contact.with(|contact| contact.name().to_owned())}</Heading>
        </div>
        <Settings contact/>
    }
}
