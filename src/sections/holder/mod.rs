//! What the holder of a contact sees, without an account (P13): who asks, and what for; afterwards own quiet
//! hours, and the way to stop everything. Opening the page changes nothing: programs that scan mail open links.

mod hours;

use contract::contacts::State;
use contract::contacts::confirmation::{HolderAct, HolderForm, HolderPage};
use contract::form::Form;
use contract::refusal::RefusalCode;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Client, Error, use_client};
use crate::i18n::{Text, use_words};
use crate::prefs::use_prefs;
use crate::routes::Page;
use crate::ui::Heading;
use crate::ui::contact::{ChannelMark, StateMark};
use crate::ui::form::focus;
use crate::ui::load::load;
use crate::ui::notice::Trouble;
use crate::ui::press::Press;
use hours::Hours;

/// Where what was done is said.
const SAID: &str = "holder-said";

/// What is known of the contact, and what its holder can do.
#[derive(Clone, Copy)]
struct Here {
    page: RwSignal<HolderPage>,
    token: StoredValue<String>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Error>>,
    /// What was done last.
    said: RwSignal<Option<HolderAct>>,
    client: StoredValue<Client>,
}

impl Here {
    /// Does one of the acts that need nothing but a press.
    fn act(self, act: HolderAct) {
        let form = HolderForm { act: act.code().to_owned(), ..HolderForm::default() };
        let (Some(client), Ok(wish)) = (self.client.try_get_value(), form.check()) else { return };
        let token = self.token.get_value();
        self.busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            let answer = client.holder_acts(&token, &wish).await;
            if self.busy.try_set(false).is_some() {
                return; // The page is gone: nobody is left to tell.
            }
            match answer {
                Ok(page) => self.take(page, act),
                // The link has become too old to confirm with: that is said where it is pressed.
                Err(error) if error.at("token").is_some() => self.page.update(|page| page.can_confirm = false),
                // It stands otherwise meanwhile: it is shown as it does now.
                Err(error) if error.code() == Some(RefusalCode::Conflict) => self.look(),
                Err(error) => self.trouble.set(Some(error)),
            }
        });
    }

    fn look(self) {
        let Some(client) = self.client.try_get_value() else { return };
        let token = self.token.get_value();
        spawn_local(async move {
            match client.holder_page(&token).await {
                Ok(page) => _ = self.page.try_set(page),
                Err(error) => _ = self.trouble.try_set(Some(error)),
            }
        });
    }

    /// Shows how it stands now, and says what was done; what was pressed may be gone.
    fn take(self, page: HolderPage, act: HolderAct) {
        self.page.set(page);
        self.said.set(Some(act));
        request_animation_frame(|| focus(document().get_element_by_id(SAID)));
    }
}

/// `/confirm/{token}`
#[component]
pub fn Holder(token: String) -> impl IntoView {
    let words = use_words();
    let client = use_client();
    let shown = load(
        move || {
            let (client, token) = (client.clone(), token.clone());
            async move {
                match client.holder_page(&token).await {
                    Ok(page) => Ok(Some((page, token))),
                    Err(error) if error.at("token").is_some() => Ok(None),
                    Err(error) => Err(error),
                }
            }
        },
        |found| match found {
            Some((page, token)) => view! { <Shown page token/> }.into_any(),
            None => view! { <Unknown/> }.into_any(),
        },
    );
    view! {
        <div class="intro">
            <Heading>{words.say(|text| text.title.confirm)}</Heading>
        </div>
        {shown}
    }
}

/// The link is none, or no longer.
#[component]
fn Unknown() -> impl IntoView {
    let words = use_words();
    view! {
        <section class="sheet" aria-labelledby="unknown">
            <h2 id="unknown">{words.say(|text| text.contacts.holder.unknown)}</h2>
            <p>{words.say(|text| text.contacts.holder.unknown_lead)}</p>
            <p><a href=Page::Support.path()>{words.say(|text| text.contacts.holder.support)}</a></p>
        </section>
    }
}

#[component]
fn Shown(page: HolderPage, token: String) -> impl IntoView {
    let words = use_words();
    // The message's language, where the browser asks for none of ours.
    use_prefs().suggest(page.language);
    let here = Here {
        page: RwSignal::new(page),
        token: StoredValue::new(token),
        busy: RwSignal::new(false),
        trouble: RwSignal::new(None),
        said: RwSignal::new(None),
        client: StoredValue::new(use_client()),
    };
    let state = Memo::new(move |_| here.page.with(|page| page.state));
    let said = move || here.said.get().map_or("", |act| (words.get().contacts.holder.done)(act));
    view! {
        <div class="holder-page">
        <section class="sheet holder" aria-labelledby="stands">
            <Stands here/>
            <p id=SAID tabindex="-1" role="status" class="said-so">{move || said()}</p>
            <Trouble error=here.trouble/>
            {move || match state.get() {
                State::AwaitingConfirmation => view! { <Answer here/> }.into_any(),
                State::Refused | State::OptedOut => view! { <Allow here/> }.into_any(),
                // Whoever asked for silence ends it.
                State::Paused if here.page.with_untracked(|page| page.muted) => view! {
                    <Allow here/>
                    <Stop here/>
                }
                .into_any(),
                State::ChannelClosed | State::Other => ().into_any(),
                State::Confirmed | State::Paused | State::Failing => view! { <Stop here/> }.into_any(),
            }}
        </section>
        {move || matches!(state.get(), State::Confirmed | State::Paused | State::Failing).then(|| view! { <Hours here/> }.into_any())}
        <p class="note">{words.say(|text| text.contacts.holder.keep)}</p>
        </div>
    }
}

/// Who it is about, by which channel, and how it stands.
#[component]
fn Stands(here: Here) -> impl IntoView {
    let (words, prefs) = (use_words(), use_prefs());
    let stands = move || {
        here.page.with(|page| {
            let text = words.get();
            match page.state {
                State::AwaitingConfirmation => (text.contacts.holder.asks)(&page.account),
                state => (text.contacts.holder.stands)(state, &page.account),
            }
        })
    };
    let mark = Memo::new(move |_| here.page.with(|page| (page.channel, page.state)));
    let until = move || {
        here.page.with(|page| {
            let until = page.paused_until.as_ref().map(|until| prefs.moment(until));
            until.map(|until| (words.get().contacts.holder.paused_until)(&until)).unwrap_or_default()
        })
    };
    view! {
        <div class="told">
            <h2 id="stands">{move || stands()}</h2>
            {move || {
                let (channel, state) = mark.get();
                view! { <p class="bar"><ChannelMark channel/><StateMark state/></p> }.into_any()
            }}
            <p>{move || until()}</p>
            <p>{words.say(|text| text.contacts.holder.purpose)}</p>
        </div>
    }
}

/// Yes, no, or a report; where the link is too old for a yes, that is said.
#[component]
fn Answer(here: Here) -> impl IntoView {
    let words = use_words();
    let can = Memo::new(move |_| here.page.with(|page| page.can_confirm));
    let too_old = move || here.page.with(|page| (words.get().contacts.holder.too_old)(&page.account));
    view! {
        {move || (!can.get()).then(|| view! { <p class="notice wait">{too_old()}</p> }.into_any())}
        <p class="note">{words.say(|text| text.contacts.holder.nothing_yet)}</p>
        <div class="bar">
            {move || can.get().then(|| press(here, HolderAct::Confirm, true, |text| text.contacts.holder.confirm))}
            {press(here, HolderAct::Refuse, false, |text| text.contacts.holder.refuse)}
            {press(here, HolderAct::Report, false, |text| text.contacts.holder.report)}
        </div>
        <p class="note">{words.say(|text| text.contacts.holder.report_hint)}</p>
    }
}

/// The end of all messages.
#[component]
fn Stop(here: Here) -> impl IntoView {
    let words = use_words();
    view! {
        <div class="bar">
            {press(here, HolderAct::Stop, false, |text| text.contacts.holder.stop)}
            <span class="note">{words.say(|text| text.contacts.holder.stop_lead)}</span>
        </div>
    }
}

/// The way back from a refusal or a stop.
#[component]
fn Allow(here: Here) -> impl IntoView {
    let words = use_words();
    view! {
        <div class="bar">
            {press(here, HolderAct::Allow, false, |text| text.contacts.holder.allow)}
            <span class="note">{words.say(|text| text.contacts.holder.allow_lead)}</span>
        </div>
    }
}

fn press(here: Here, act: HolderAct, main: bool, word: fn(&Text) -> &'static str) -> AnyView {
    view! { <Press busy=here.busy main word press=Box::new(move || here.act(act))/> }.into_any()
}
