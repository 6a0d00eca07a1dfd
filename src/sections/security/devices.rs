//! The devices that are signed in: one out, or all others.

use contract::list::List;
use contract::refusal::RefusalCode;
use contract::security::Device;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Error, use_client};
use crate::i18n::{Text, use_words};
use crate::prefs::use_prefs;
use crate::ui::dialog::Dialog;
use crate::ui::form::focus;
use crate::ui::notice::Trouble;

/// What the list knows, and what can be done with it.
#[derive(Clone, Copy)]
struct Known {
    devices: RwSignal<Vec<Device>>,
    /// True while an answer is awaited: one sign-out at a time.
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Error>>,
    /// What was done last.
    said: RwSignal<Option<Said>>,
}

/// What was done.
#[derive(Clone)]
enum Said {
    One(Device),
    Others,
}

impl Known {
    /// Awaits an answer; then keeps the devices that are still signed in, and says what was done.
    fn sign_out(
        self,
        answer: impl Future<Output = Result<(), Error>> + 'static,
        said: Said,
        stays: impl Fn(&Device) -> bool + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            let answer = answer.await;
            if self.busy.try_set(false).is_some() {
                return; // The list is gone: nobody is left to tell.
            }
            match answer {
                // A device that is not there any more is signed out, whoever did it.
                Err(error) if error.code() != Some(RefusalCode::NotFound) => self.trouble.set(Some(error)),
                _ => {
                    self.devices.update(|devices| devices.retain(stays));
                    self.said.set(Some(said));
                    // The button that was pressed is gone, and the focus with it.
                    focus(document().get_element_by_id("devices"));
                }
            }
        });
    }
}

/// The list, this device first.
#[component]
pub fn Devices(list: List<Device>) -> impl IntoView {
    let words = use_words();
    let known = Known {
        devices: RwSignal::new(list.items),
        busy: RwSignal::new(false),
        trouble: RwSignal::new(None),
        said: RwSignal::new(None),
    };
    let said = move || {
        let text = words.get();
        match known.said.get() {
            Some(Said::One(device)) => (text.security.gone)(&name(text, &device)),
            Some(Said::Others) => text.security.others_gone.to_owned(),
            None => String::new(),
        }
    };
    let alone = Memo::new(move |_| known.devices.with(|devices| devices.iter().all(|device| device.current)));
    view! {
        <section class="sheet" aria-labelledby="devices">
            <h2 id="devices" tabindex="-1">{words.say(|text| text.security.devices)}</h2>
            <Trouble error=known.trouble/>
            <ul class="devices">
                {move || {
                    known.devices.get().into_iter().map(|device| view! { <Row device known/> }.into_any()).collect_view().into_any()
                }}
            </ul>
            <p class="note" role="status">{move || said()}</p>
            {move || {
                if alone.get() {
                    view! { <p class="note">{words.say(|text| text.security.only_this)}</p> }.into_any()
                } else {
                    view! { <Others known/> }.into_any()
                }
            }}
        </section>
    }
}

#[component]
fn Row(device: Device, known: Known) -> impl IntoView {
    let words = use_words();
    let prefs = use_prefs();
    let client = use_client();
    let device = StoredValue::new(device);
    let told = move |word: fn(&Text) -> fn(&str) -> String, at: fn(&Device) -> &str| {
        let time = device.with_value(|device| prefs.moment(at(device)));
        word(words.get())(&time)
    };
    let out = move |_| {
        let (client, device) = (client.clone(), device.get_value());
        let id = device.id.clone();
        known.sign_out(
            {
                let id = id.clone();
                async move { client.sign_out_device(&id).await }
            },
            Said::One(device),
            move |other| other.id != id,
        );
    };
    let way_out = if device.with_value(|device| device.current) {
        view! { <span class="state good">{words.say(|text| text.security.this_device)}</span> }.into_any()
    } else {
        let label = move || {
            let text = words.get();
            device.with_value(|device| (text.security.out_of)(&name(text, device)))
        };
        view! {
            <button
                type="button"
                aria-label=move || label()
                aria-disabled=move || known.busy.get().then_some("true")
                on:click=out
            >
                {words.say(|text| text.security.out)}
            </button>
        }
        .into_any()
    };
    view! {
        <li>
            <div>
                <strong>{move || device.with_value(|device| name(words.get(), device))}</strong>
                <p class="hint">{move || told(|text| text.security.signed_in, |device| &device.signed_in_at)}</p>
                <p class="hint">{move || told(|text| text.security.last_used, |device| &device.last_used_at)}</p>
            </div>
            {way_out}
        </li>
    }
}

/// All others out: it asks first, because one of them may be in the middle of something.
#[component]
fn Others(known: Known) -> impl IntoView {
    let words = use_words();
    let client = use_client();
    let asked = RwSignal::new(false);
    let go = move |_| {
        let client = client.clone();
        asked.set(false);
        known.sign_out(async move { client.sign_out_others().await }, Said::Others, |device| device.current);
    };
    view! {
        <div class="bar">
            <button type="button" on:click=move |_| asked.set(true)>{words.say(|text| text.security.others)}</button>
        </div>
        <Dialog
            name="others"
            open=Memo::new(move |_| asked.get())
            title=|text| text.security.others_title
            escape=Callback::new(move |()| asked.set(false))
        >
            <p>{words.say(|text| text.security.others_lead)}</p>
            <div class="bar">
                <button type="button" class="main" on:click=go>{words.say(|text| text.security.others_go)}</button>
                <button type="button" on:click=move |_| asked.set(false)>{words.say(|text| text.form.cancel)}</button>
            </div>
        </Dialog>
    }
}

fn name(text: &Text, device: &Device) -> String {
    (text.security.device)(device.browser.as_deref(), device.system.as_deref())
}
