//! Who is signed in: one state for the whole application, and the same in every tab.

use contract::account::{Credentials, SignedIn};
use contract::form::{Code, FieldErrors};
use contract::refusal::RefusalCode;
use contract::security::Reauthentication;
use futures_channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Client, Error, Why};
use crate::tabs::{self, Tabs};

/// The channel on which tabs tell each other that the session has changed.
const CHANNEL: &str = "session";

/// What is known of the person at the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// The server was asked and has not answered yet.
    Unknown,
    /// The server could not be asked.
    Lost(Error),
    /// Nobody.
    Out,
    /// This person. When their session ends under what they do, they stay, and the password is asked
    /// for in place ([`Session::asked`]).
    In(SignedIn),
}

/// The session, as every part of the page sees it.
#[derive(Clone, Copy)]
pub struct Session {
    who: RwSignal<Who>,
    /// Why the password is asked for in place.
    asked: RwSignal<Option<Why>>,
    /// Calls that wait for the password.
    waiting: StoredValue<Vec<oneshot::Sender<bool>>>,
    /// Whether something typed would be lost with the page.
    unsaved: StoredValue<Option<RwSignal<bool>>>,
    /// Counts what was learnt: an answer that was asked for before does not overtake it.
    known: StoredValue<u32>,
    tabs: Tabs,
    client: StoredValue<Client>,
}

impl Session {
    /// Asks who is signed in, and stands by for what happens to the session, here and in other tabs.
    #[must_use]
    pub fn begin(client: &Client) -> Self {
        let session = Self {
            who: RwSignal::new(Who::Unknown),
            asked: RwSignal::new(None),
            waiting: StoredValue::new(Vec::new()),
            unsaved: StoredValue::new(None),
            known: StoredValue::new(0),
            tabs: Tabs::join(CHANNEL),
            client: StoredValue::new(client.clone()),
        };
        client.when_password_is_needed(move |why| session.wait_for_password(why));
        session.tabs.listen(move || session.look());
        tabs::when_seen_again(client.clock(), move || session.look(), move || session.look_afresh());
        session.learn();
        session
    }

    /// Who it is.
    #[must_use]
    pub fn who(self) -> ReadSignal<Who> {
        self.who.read_only()
    }

    /// Why the password is asked for in place, while it is.
    #[must_use]
    pub fn asked(self) -> ReadSignal<Option<Why>> {
        self.asked.read_only()
    }

    /// Asks the server who is signed in; until it has answered nobody is known.
    pub fn learn(self) {
        self.become_known(Who::Unknown, false);
        self.ask_server(|session, found| {
            let who = match found {
                Ok(person) => person.map_or(Who::Out, Who::In),
                Err(error) => Who::Lost(error),
            };
            session.become_known(who, false);
        });
    }

    /// Signs in.
    ///
    /// # Errors
    /// As the call says.
    pub async fn sign_in(self, credentials: Credentials, key: String) -> Result<(), Error> {
        let person = self.client()?.sign_in(&credentials, &key).await?.person;
        let returned = person.is_some();
        self.become_known(person.map_or(Who::Out, Who::In), returned);
        self.tabs.tell();
        Ok(())
    }

    /// Gives the password again, for what waits for it.
    ///
    /// # Errors
    /// As the call says; a wrong password is a problem of its field.
    pub async fn confirm(self, again: Reauthentication, key: String) -> Result<(), Error> {
        match self.client()?.reauthenticate(&again, &key).await {
            Ok(_) => {
                self.answer(true);
                Ok(())
            }
            Err(error) => match error.code() {
                Some(RefusalCode::WrongCredentials) => Err(FieldErrors::one("password", Code::WrongPassword).into()),
                Some(RefusalCode::SignedOut) => {
                    // Meanwhile the session has ended, too: what waits now waits for that.
                    self.asked.set(Some(Why::Ended));
                    Err(error)
                }
                _ => Err(error),
            },
        }
    }

    /// Does not give the password: what waits for it gets the server's refusal.
    pub fn decline(self) {
        self.answer(false);
    }

    /// Signs out, here and on the server.
    ///
    /// # Errors
    /// When the server could not be told; then nothing has changed.
    pub async fn leave(self) -> Result<(), Error> {
        self.client()?.sign_out().await?;
        self.become_known(Who::Out, false);
        self.tabs.tell();
        Ok(())
    }

    /// Something was done that changes who is signed in, or as whom: every tab asks again.
    pub fn refresh(self) {
        self.look();
        self.tabs.tell();
    }

    /// While the component lives and `changed` is true, a session that ends elsewhere takes nothing
    /// off the screen: the password is asked for in place.
    pub fn keep_typed(self, changed: RwSignal<bool>) {
        self.unsaved.set_value(Some(changed));
        on_cleanup(move || _ = self.unsaved.try_set_value(None));
    }

    /// Asks again, quietly: what is on the screen stays unless the answer is another one.
    fn look(self) {
        self.ask_server(|session, found| {
            let Ok(found) = found else { return };
            let now = session.who.get_untracked();
            match (now, found) {
                (Who::In(was), Some(person)) if was.id == person.id => {
                    if was != person {
                        session.who.set(Who::In(person));
                    }
                    if session.asked.get_untracked() == Some(Why::Ended) {
                        session.answer(true);
                    }
                }
                (Who::In(_), None) if session.holds_typed() || session.asked.get_untracked().is_some() => {
                    session.asked.set(Some(Why::Ended));
                }
                (_, found) => session.become_known(found.map_or(Who::Out, Who::In), false),
            }
        });
    }

    /// Asks again when the browser shows the page as it was some time ago: what it shows may be
    /// nobody's business any more, so that only what was typed stays until the answer is there.
    fn look_afresh(self) {
        if self.holds_typed() { self.look() } else { self.learn() }
    }

    fn ask_server(self, learnt: fn(Self, Result<Option<SignedIn>, Error>)) {
        let (Some(known), Ok(client)) = (self.known.try_get_value(), self.client()) else { return };
        spawn_local(async move {
            let answer = client.session().await.map(|session| session.person);
            if self.known.try_get_value() == Some(known) {
                learnt(self, answer);
            }
        });
    }

    /// The way to the backend; none once the application is gone, and then nobody waits for an answer.
    fn client(self) -> Result<Client, Error> {
        self.client.try_get_value().ok_or(Error::Offline)
    }

    fn holds_typed(self) -> bool {
        self.unsaved.get_value().is_some_and(|changed| changed.try_get_untracked() == Some(true))
    }

    fn become_known(self, who: Who, returned: bool) {
        self.known.update_value(|known| *known += 1);
        self.who.set(who);
        self.answer(returned);
    }

    /// Lets go on what waits for the password.
    fn answer(self, given: bool) {
        self.asked.set(None);
        for call in self.waiting.try_update_value(std::mem::take).unwrap_or_default() {
            // A call that nobody waits for any more needs no answer.
            _ = call.send(given);
        }
    }

    /// For a call that needs the password: true once the same person has given it.
    async fn wait_for_password(self, why: Why) -> bool {
        if !matches!(self.who.try_get_untracked(), Some(Who::In(_))) {
            return false;
        }
        let (call, given) = oneshot::channel();
        self.waiting.update_value(|waiting| waiting.push(call));
        // A session that has ended must come back first, whatever else waits.
        if self.asked.get_untracked() != Some(Why::Ended) {
            self.asked.set(Some(why));
        }
        given.await.unwrap_or(false)
    }
}

/// The session of the application.
pub fn use_session() -> Session {
    expect_context()
}
