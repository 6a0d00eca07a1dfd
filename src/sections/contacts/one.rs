//! The page of one contact: how it stands, its confirmation, what it is told, its address, and removing it.

use contract::contacts::bulk::{BulkForm, Change, Chosen};
use contract::contacts::{Contact, State};
use contract::form::Form;
use contract::refusal::{Refusal, RefusalCode};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::list_known::undo_until;
use super::log::Log;
use super::log_follow::Followed;
use super::one_confirm::Confirm;
use super::one_edit::Edit;
use super::one_state::{STANDING, Standing};
use super::settings::Settings;
use super::test_message::TestMessage;
use crate::api::{Client, Error, new_key, use_client};
use crate::i18n::{Text, use_words};
use crate::routes::Page;
use crate::tabs::{self, Tabs};
use crate::ui::contact::ChannelMark;
use crate::ui::form::focus;
use crate::ui::leave::AskBeforeLeaving;
use crate::ui::load::load;
use crate::ui::notice::Trouble;
use crate::ui::press::Press;
use crate::ui::undo::{Gone, Undo};
use crate::ui::{Heading, focus_heading, react};

/// A word about what was done.
type Word = fn(&Text) -> &'static str;

/// What is known of the contact, and what can be done with it.
#[derive(Clone, Copy)]
pub struct Here {
    /// The contact, as it is now.
    pub contact: RwSignal<Contact>,
    /// True while an answer is awaited.
    pub busy: RwSignal<bool>,
    /// Why something could not be done.
    pub trouble: RwSignal<Option<Error>>,
    /// What was done last.
    pub said: RwSignal<Option<Word>>,
    /// Until when a removal can be taken back, in milliseconds by the server's clock.
    removed: RwSignal<Option<f64>>,
    client: StoredValue<Client>,
    tabs: Tabs,
}

impl Here {
    fn begin(contact: Contact) -> Self {
        let here = Self {
            contact: RwSignal::new(contact),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            said: RwSignal::new(None),
            removed: RwSignal::new(None),
            client: StoredValue::new(use_client()),
            tabs: super::other_tabs(),
        };
        here.tabs.listen(move || here.look());
        tabs::when_visible(move || here.look());
        here
    }

    /// The way to the backend, while the page is there.
    pub fn client(self) -> Option<Client> {
        self.client.try_get_value()
    }

    /// The id of the contact.
    pub fn id(self) -> String {
        self.contact.with_untracked(|contact| contact.id.clone())
    }

    /// Looks again, quietly: what is on the screen stays unless something is another.
    pub fn look(self) {
        let (Some(client), Some(before)) = (self.client(), self.contact.try_get_untracked()) else { return };
        if self.removed.get_untracked().is_some() {
            return;
        }
        spawn_local(async move {
            // Without an answer everything stays as it was.
            if let Ok(now) = client.contact(&before.id).await {
                // What was learnt meanwhile is newer.
                if self.contact.try_get_untracked().as_ref() == Some(&before) && now.value != before {
                    self.contact.set(now.value);
                }
            }
        });
    }

    /// The contact was changed here.
    pub fn take(self, contact: Contact) {
        self.contact.set(contact);
        self.tabs.tell();
    }

    /// Makes a change; `said` says that it was made.
    pub fn change(self, change: Change, said: Word) {
        let Some(client) = self.client() else { return };
        let chosen =
            self.contact.with_untracked(|contact| Chosen { id: contact.id.clone(), etag: contact.etag.clone() });
        let Ok(bulk) = (BulkForm { items: vec![chosen], change: change.form() }).check() else { return };
        self.begin_work();
        spawn_local(async move {
            let answer = client.change_contacts(&bulk).await;
            if self.busy.try_set(false).is_some() {
                return; // The page is gone: nobody is left to tell.
            }
            match answer.map(|done| (done.changed.into_iter().next(), done.refused.into_iter().next())) {
                Ok((Some(contact), _)) => {
                    self.take(contact);
                    self.said.set(Some(said));
                }
                Ok((None, refused)) => {
                    self.refused(Refusal::from(refused.map_or(RefusalCode::Other, |refused| refused.code)).into());
                }
                Err(error) => self.trouble.set(Some(error)),
            }
        });
    }

    /// An answer is awaited; what was said before holds no more.
    pub fn begin_work(self) {
        self.busy.set(true);
        self.trouble.set(None);
        self.said.set(None);
    }

    fn remove(self) {
        let Some(client) = self.client() else { return };
        let Contact { id, etag, .. } = self.contact.get_untracked();
        self.begin_work();
        spawn_local(async move {
            let answer = client.remove_contact(&id, &etag).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(()) => {
                    self.removed.set(Some(undo_until(&client)));
                    self.tabs.tell();
                }
                Err(error) => self.refused(error),
            }
        });
    }

    /// It is another one now, or gone: the page shows which.
    fn refused(self, error: Error) {
        match error.code() {
            Some(RefusalCode::Stale) => self.said.set(Some(|text| text.form.stale_title)),
            Some(RefusalCode::Conflict) => self.said.set(Some(|text| text.contacts.conflict)),
            _ => self.trouble.set(Some(error)),
        }
        self.look();
    }

    fn restore(self) {
        let Some(client) = self.client() else { return };
        let id = self.id();
        self.begin_work();
        spawn_local(async move {
            let answer = client.restore_contact(&id, &new_key()).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(contact) => {
                    self.removed.set(None);
                    self.take(contact);
                    focus_heading();
                }
                Err(error) if error.code() == Some(RefusalCode::Conflict) => {
                    self.said.set(Some(|text| text.contacts.undo_taken));
                }
                Err(error) if error.code() == Some(RefusalCode::NotFound) => {
                    self.said.set(Some(|text| text.contacts.undo_late));
                }
                Err(error) => self.trouble.set(Some(error)),
            }
        });
    }
}

/// `/contacts/{id}`
#[component]
pub fn One(id: String) -> impl IntoView {
    let words = use_words();
    let client = use_client();
    // The heading is the contact's name, once it is known; the element that has the focus stays.
    let name = RwSignal::new(None::<String>);
    let shown = load(
        move || {
            let (client, id) = (client.clone(), id.clone());
            async move {
                match client.contact(&id).await {
                    Ok(contact) => Ok((Some(contact.value), name)),
                    Err(error) if error.code() == Some(RefusalCode::NotFound) => Ok((None, name)),
                    Err(error) => Err(error),
                }
            }
        },
        |(contact, name)| match contact {
            Some(contact) => view! { <Shown contact name/> }.into_any(),
            None => view! { <NotHere/> }.into_any(),
        },
    );
    view! {
        <div class="intro">
            <Heading>{move || name.get().unwrap_or_else(|| words.get().title.contact.to_owned())}</Heading>
            <a class="back" href=Page::Contacts.path()>{words.say(|text| text.contacts.one.back)}</a>
        </div>
        {shown}
    }
}

#[component]
fn NotHere() -> impl IntoView {
    let words = use_words();
    view! {
        <div class="intro">
            <p class="lead">{words.say(|text| text.contacts.one.gone)}</p>
            <div class="bar">
                <a class="button main" href=Page::Contacts.path()>{words.say(|text| text.contacts.one.back)}</a>
            </div>
        </div>
    }
}

#[component]
fn Shown(contact: Contact, name: RwSignal<Option<String>>) -> impl IntoView {
    let here = Here::begin(contact);
    react(move || name.set(Some(here.contact.with(|contact| contact.name().to_owned()))));
    view! {
        <Summary here/>
        {move || match here.removed.get() {
            Some(until) => view! { <Removed here until/> }.into_any(),
            None => view! { <Parts here/> }.into_any(),
        }}
    }
}

/// Channel and address, below the name.
#[component]
fn Summary(here: Here) -> impl IntoView {
    let channel = Memo::new(move |_| here.contact.with(|contact| contact.channel));
    let address = move || {
        here.contact.with(|contact| contact.label.as_ref().map(|_| contact.address.clone()).unwrap_or_default())
    };
    view! {
        <p class="bar summary">
            {move || view! { <ChannelMark channel=channel.get()/> }.into_any()}
            <span class="note">{move || address()}</span>
        </p>
    }
}

#[component]
fn Parts(here: Here) -> impl IntoView {
    let is_awaiting = Memo::new(move |_| here.contact.with(|contact| contact.state == State::AwaitingConfirmation));
    let followed = Followed::begin(here.id());
    // Two forms, and one question before either is left.
    let [changed, settings, address] = [false; 3].map(RwSignal::new);
    react(move || changed.set(settings.get() || address.get()));
    // Confirmed, here or elsewhere: that is said where the state stands, and the step of confirmation goes.
    let mut was = here.contact.with_untracked(|contact| contact.state);
    react(move || {
        let now = here.contact.with(|contact| contact.state);
        if now == State::Confirmed && was == State::AwaitingConfirmation {
            here.said.set(Some(|text| text.contacts.confirm.done));
            request_animation_frame(|| {
                // Who is typing elsewhere on the page goes on typing.
                if document().active_element().is_none_or(|focused| focused.tag_name() == "BODY") {
                    focus(document().get_element_by_id(STANDING));
                }
            });
        }
        was = now;
    });
    view! {
        <Standing here/>
        {move || is_awaiting.get().then(|| view! { <Confirm here/> }.into_any())}
        <Settings here changed=settings/>
        <Edit here changed=address/>
        <TestMessage here followed/>
        <Log followed/>
        <Remove here/>
        <AskBeforeLeaving changed/>
    }
}

#[component]
fn Remove(here: Here) -> impl IntoView {
    let words = use_words();
    view! {
        <section class="sheet" aria-labelledby="remove">
            <div class="about">
                <h2 id="remove">{words.say(|text| text.contacts.one.remove)}</h2>
                <p class="hint">{words.say(|text| text.contacts.one.remove_lead)}</p>
            </div>
            <div class="bar">
                <Press busy=here.busy word=|text| text.contacts.remove press=Box::new(move || here.remove())/>
            </div>
        </section>
    }
}

/// The contact is removed: the way back while there is time, and the way on.
#[component]
fn Removed(here: Here, until: f64) -> impl IntoView {
    let words = use_words();
    let is_over = RwSignal::new(false);
    let gone = Gone { name: here.contact.with_untracked(|contact| contact.name().to_owned()), count: 1 };
    view! {
        <section class="sheet" aria-labelledby="removed">
            <h2 id="removed">{words.say(|text| text.contacts.one.removed_title)}</h2>
            <Trouble error=here.trouble/>
            <p class="note" role="status">{move || here.said.get().map_or("", |said| said(words.get()))}</p>
            {move || {
                if is_over.get() {
                    view! { <p role="status">{words.say(|text| text.contacts.one.removed_over)}</p> }.into_any()
                } else {
                    let undo = Box::new(move || here.restore());
                    let over = Box::new(move || is_over.set(true));
                    view! { <Undo gone=gone.clone() until fresh=true busy=here.busy undo over/> }.into_any()
                }
            }}
            <div class="bar">
                <a class="button" href=Page::Contacts.path()>{words.say(|text| text.contacts.one.back)}</a>
            </div>
        </section>
    }
}
