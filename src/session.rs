//! Who is signed in: one state for the whole application.

use contract::account::SignedIn;
use futures_channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Client, Error};

/// What is known of the person at the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// The server was asked and has not answered yet.
    Unknown,
    /// The server could not be asked.
    Lost(Error),
    /// Nobody.
    Out,
    /// This person.
    In(SignedIn),
    /// This person until a moment ago: their pages stay, and the password is asked for in place.
    Ended(SignedIn),
}

/// The session, as every part of the page sees it.
#[derive(Clone, Copy)]
pub struct Session {
    who: RwSignal<Who>,
    /// Calls that wait for the session to come back.
    waiting: StoredValue<Vec<oneshot::Sender<bool>>>,
    client: StoredValue<Client>,
}

impl Session {
    /// Asks who is signed in, and stands by for sessions that end.
    #[must_use]
    pub fn begin(client: &Client) -> Self {
        let session = Self {
            who: RwSignal::new(Who::Unknown),
            waiting: StoredValue::new(Vec::new()),
            client: StoredValue::new(client.clone()),
        };
        client.when_signed_out(move || session.wait_for_return());
        session.learn();
        session
    }

    /// Who it is.
    #[must_use]
    pub fn who(self) -> ReadSignal<Who> {
        self.who.read_only()
    }

    /// Asks the server who is signed in.
    pub fn learn(self) {
        self.who.set(Who::Unknown);
        let client = self.client.get_value();
        spawn_local(async move {
            let who = match client.session().await {
                Ok(session) => session.person.map_or(Who::Out, Who::In),
                Err(error) => Who::Lost(error),
            };
            self.who.try_set(who);
        });
    }

    /// Takes over the person who has just signed in.
    pub fn enter(self, person: SignedIn) {
        self.become_known(Who::In(person), true);
    }

    /// Signs out, here and on the server.
    ///
    /// # Errors
    /// When the server could not be told; then nothing has changed.
    pub async fn leave(self) -> Result<(), Error> {
        self.client.get_value().sign_out().await?;
        self.become_known(Who::Out, false);
        Ok(())
    }

    fn become_known(self, who: Who, returned: bool) {
        self.who.set(who);
        for call in self.waiting.try_update_value(std::mem::take).unwrap_or_default() {
            // A call that nobody waits for any more needs no answer.
            _ = call.send(returned);
        }
    }

    /// For a call that met an ended session: true once the same person is back.
    async fn wait_for_return(self) -> bool {
        let Some(Who::In(person) | Who::Ended(person)) = self.who.try_get_untracked() else { return false };
        let (call, returned) = oneshot::channel();
        self.waiting.update_value(|waiting| waiting.push(call));
        self.who.set(Who::Ended(person));
        returned.await.unwrap_or(false)
    }
}

/// The session of the application.
pub fn use_session() -> Session {
    expect_context()
}
