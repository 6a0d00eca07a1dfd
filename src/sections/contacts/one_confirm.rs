//! The confirmation of a contact: the code, its tries and waits, a slip in the address mended in place.

use contract::contacts::confirmation::{CodeForm, CodeSent, NewCode};
use contract::contacts::{Contact, ContactForm, NewContact};
use contract::form::Code;
use contract::refusal::RefusalCode;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_use::use_interval_fn;

use super::fields::{Address, called};
use super::one::Here;
use crate::api::{Error, new_key};
use crate::i18n::{Text, use_words};
use crate::prefs::use_prefs;
use crate::ui::countdown::{Countdown, milliseconds, seconds_until};
use crate::ui::field::Field;
use crate::ui::form::{Form, FormState, SendButton, focus};
use crate::ui::notice::Trouble;
use crate::ui::press::Press;
use crate::ui::react;

/// How often the page looks whether the holder has confirmed elsewhere, in milliseconds.
const LOOK: u64 = 15_000;

/// Where the code of a contact stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    /// None was sent.
    Never,
    /// It can be given.
    Good,
    /// Its time is over.
    Expired,
    /// It was tried too often.
    Spent,
}

/// The step of confirmation.
#[component]
pub fn Confirm(here: Here) -> impl IntoView {
    let words = use_words();
    let code = Memo::new(move |_| here.contact.with(|contact| contact.code.clone()));
    let expires = RwSignal::new(None::<f64>);
    react(move || expires.set(code.with(|code| code.as_ref().and_then(|code| milliseconds(&code.expires_at)))));
    let left = seconds_until(expires);
    let stands = Memo::new(move |_| {
        code.with(|code| match code {
            None => Stands::Never,
            Some(code) if code.tries_left == 0 => Stands::Spent,
            Some(_) if left.get() == 0 => Stands::Expired,
            Some(_) => Stands::Good,
        })
    });
    // The holder may confirm elsewhere, by the link: the page notices while somebody looks at it.
    _ = use_interval_fn(
        move || {
            if !document().hidden() {
                here.look();
            }
        },
        LOOK,
    );
    let sent = move || {
        let text = &words.get().contacts.confirm;
        match stands.get() {
            Stands::Never => text.never_sent.to_owned(),
            Stands::Good => here.contact.with(|contact| (text.sent)(&contact.address)),
            Stands::Expired => text.expired.to_owned(),
            Stands::Spent => text.spent.to_owned(),
        }
    };
    view! {
        <section class="sheet confirm" aria-labelledby="confirm">
            <div class="about">
                <h2 id="confirm">{words.say(|text| text.contacts.confirm.title)}</h2>
                <p role="status">{move || sent()}</p>
                <p class="hint">{words.say(|text| text.contacts.confirm.not_yours)}</p>
            </div>
            <OneTap here code/>
            {move || (stands.get() == Stands::Good).then(|| view! { <Give here code/> }.into_any())}
            <Send here code/>
            <Mend here/>
        </section>
    }
}

/// The link that opens a messenger, where its holder has to write first.
#[component]
fn OneTap(here: Here, code: Memo<Option<CodeSent>>) -> impl IntoView {
    let (words, prefs) = (use_words(), use_prefs());
    let link = Memo::new(move |_| {
        code.with(|code| code.as_ref().and_then(|code| Some((code.link.clone()?, code.expires_at.clone()))))
    });
    let messenger = move || (words.get().contacts.channel)(here.contact.with(|contact| contact.channel));
    view! {
        {move || link.get().map(|(link, until)| {
            let shown = link.clone();
            view! {
                <div class="one-tap">
                    <p>{move || (words.get().contacts.confirm.link_lead)(messenger(), &prefs.time(&until))}</p>
                    <a class="button main" href=link target="_blank" rel="noopener noreferrer external">
                        {move || (words.get().contacts.confirm.link)(messenger())}
                    </a>
                    <p class="note words">{shown}</p>
                </div>
            }
            .into_any()
        })}
    }
}

/// The field for the code, until when it is good, and how often it may be tried.
#[component]
fn Give(here: Here, code: Memo<Option<CodeSent>>) -> impl IntoView {
    let (words, prefs) = (use_words(), use_prefs());
    let state = FormState::new("code", &CodeForm::default());
    let give = move || {
        let Some(client) = here.client() else { return };
        let id = here.id();
        state.send::<CodeForm, _, _>(
            move |code: NewCode, _| async move {
                let answer = client.give_code(&id, &code).await;
                if let Err(error) = &answer {
                    note(here, error);
                }
                answer
            },
            move |contact: Contact| here.take(contact),
        );
    };
    let until = move || {
        let text = &words.get().contacts.confirm;
        let Some(CodeSent { expires_at, tries_left, .. }) = code.get() else { return String::new() };
        [(text.good_until)(&prefs.time(&expires_at)), (text.tries)(tries_left)].join(" ")
    };
    view! {
        <Form state send=give>
            <Field state name="code" autocomplete="one-time-code" inputmode="numeric"/>
            <p class="note">{move || until()}</p>
            <div class="bar">
                <SendButton state>{words.say(|text| text.contacts.confirm.go)}</SendButton>
            </div>
        </Form>
    }
}

/// Learns from a refusal how the code stands now.
fn note(here: Here, error: &Error) {
    let tries = match error.at("code").map(|problem| (problem.code, problem.tries_left)) {
        Some((Code::CodeWrong, left)) => left.unwrap_or_default(),
        Some((Code::CodeSpent, _)) => 0,
        // It may have run out, or be used: the contact says which.
        Some((Code::CodeExpired | Code::CodeUsed, _)) => return here.look(),
        _ => return,
    };
    here.contact.update(|contact| {
        if let Some(code) = &mut contact.code {
            code.tries_left = tries;
        }
    });
}

/// Sends a code, or another; says how long to wait, and how often it can still be done today.
#[component]
fn Send(here: Here, code: Memo<Option<CodeSent>>) -> impl IntoView {
    let words = use_words();
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Error>);
    let sent = RwSignal::new(false);
    // The same key as long as no answer has come: what was sent already is not sent again.
    let key = StoredValue::new(new_key());
    let again = RwSignal::new(None::<f64>);
    react(move || again.set(code.with(|code| code.as_ref().and_then(|code| milliseconds(&code.again_at)))));
    let left = seconds_until(again);
    let sends_left = Memo::new(move |_| code.with(|code| code.as_ref().map(|code| code.sends_left)));
    let waits = Memo::new(move |_| left.get() > 0 || sends_left.get() == Some(0));
    let send = move || {
        let Some(client) = here.client() else { return };
        let id = here.id();
        busy.set(true);
        trouble.set(None);
        sent.set(false);
        spawn_local(async move {
            let answer = client.send_code(&id, &key.get_value()).await;
            if busy.try_set(false).is_some() {
                return; // The page is gone: nobody is left to tell.
            }
            if answer.as_ref().err() != Some(&Error::Offline) {
                key.set_value(new_key());
            }
            match answer {
                Ok(code) => {
                    sent.set(here.contact.with_untracked(|contact| contact.code.is_some()));
                    here.contact.update(|contact| contact.code = Some(code));
                }
                Err(error) => {
                    if let Some(seconds) = error.wait() {
                        again.set(Some(client.clock().there() + f64::from(seconds) * 1000.0));
                    }
                    match error.code() {
                        // The wait says it.
                        Some(RefusalCode::TooMany) => {}
                        Some(RefusalCode::Conflict) => here.said.set(Some(|text| text.contacts.conflict)),
                        _ => trouble.set(Some(error)),
                    }
                    here.look();
                }
            }
        });
    };
    view! {
        <div class="again">
            <Trouble error=trouble/>
            <p role="status">{move || if sent.get() { words.get().contacts.confirm.sent_again } else { "" }}</p>
            <div class="bar">
                {move || {
                    let word: fn(&Text) -> &'static str =
                        if code.with(Option::is_some) { |text| text.contacts.confirm.again } else { |text| text.contacts.confirm.first };
                    view! { <Press busy word waits press=Box::new(send)/> }.into_any()
                }}
                <span class="note">
                    {move || {
                        if sends_left.get() == Some(0) {
                            words.say(|text| text.contacts.confirm.none_left)().into_any()
                        } else if again.with(Option::is_some) {
                            let says = |text: &Text, time: &str| (text.contacts.confirm.again_in)(time);
                            view! { <Countdown left says over=|text| text.contacts.confirm.again_now/> }.into_any()
                        } else {
                            ().into_any()
                        }
                    }}
                    " "
                    {move || sends_left.get().filter(|left| *left > 0).map(|left| (words.get().contacts.confirm.left)(left))}
                </span>
            </div>
        </div>
    }
}

/// A slip in the address is mended here: the contact stays, and a new code goes out.
#[component]
fn Mend(here: Here) -> impl IntoView {
    let words = use_words();
    let details = NodeRef::<html::Details>::new();
    let begin = here.contact.get_untracked();
    let state = FormState::new("mend", &begin.form()).labelled(called);
    let channel = RwSignal::new(begin.channel);
    react(move || {
        let now = here.contact.with(|contact| contact.channel);
        if channel.get_untracked() != now {
            channel.set(now);
        }
    });
    let mend = move || {
        let Some(client) = here.client() else { return };
        let Contact { id, etag, .. } = here.contact.get_untracked();
        state.send::<ContactForm, _, _>(
            move |contact: NewContact, _| async move {
                let mut saved = client.save_contact(&id, &contact, &etag).await?.value;
                if let Ok(code) = client.send_code(&id, &new_key()).await {
                    saved.code = Some(code);
                }
                Ok(saved)
            },
            move |saved: Contact| {
                state.settle(&saved.form());
                here.take(saved);
                if let Some(details) = details.get_untracked() {
                    details.set_open(false);
                }
                focus(document().get_element_by_id("code-code"));
            },
        );
    };
    // Changed elsewhere meanwhile: with what it is now, the next try goes through.
    react(move || {
        if state.trouble.get().and_then(|error| error.code()) == Some(RefusalCode::Stale) {
            here.look();
        }
    });
    let stale = move || {
        let is_stale = state.trouble.get().and_then(|error| error.code()) == Some(RefusalCode::Stale);
        is_stale.then(|| view! { <p class="notice wait">{words.say(|text| text.form.stale_title)}</p> }.into_any())
    };
    // What is not mended here goes along as it is.
    let kept = move |name: &'static str, value: fn(&ContactForm) -> &String| {
        let held = move || here.contact.with(|contact| value(&contact.form()).clone());
        view! { <input type="hidden" name=name prop:value=held/> }.into_any()
    };
    view! {
        <details class="mend" node_ref=details>
            <summary>{words.say(|text| text.contacts.confirm.mend)}</summary>
            <Form state send=mend>
                <p class="hint">{words.say(|text| text.contacts.confirm.mend_lead)}</p>
                <div role="alert">{move || stale()}</div>
                {kept("channel", |form| &form.channel)}
                {kept("label", |form| &form.label)}
                {kept("language", |form| &form.language)}
                {kept("time_zone", |form| &form.time_zone)}
                <Address state channel/>
                <div class="bar">
                    <SendButton state>{words.say(|text| text.contacts.confirm.mend_go)}</SendButton>
                </div>
            </Form>
        </details>
    }
}
