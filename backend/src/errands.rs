//! What the worker is sent to do, and the message that it comes to.

use contract::account::Language;
use contract::contacts::Channel;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::accounts::{self, Registered};
use crate::contacts::{self, Confirming};
use crate::delivery::Failure;
use crate::email_changes::{self, NewAddress};
use crate::error::Error;
use crate::resets::{self, Forgotten};
use crate::sealed::Key;
use crate::words::{self, Occasion, Written};

/// What is to be done, sealed. What a message says is decided when it is written, not when it is asked for.
#[derive(Serialize, Deserialize)]
pub enum Errand {
    /// Write to the address of a registration.
    AnswerRegistration(Registered),
    /// Write to the address whose password was forgotten, if it has an account.
    OfferReset(Forgotten),
    /// Write to the address that an account is to have.
    AnswerEmailChange(NewAddress),
    /// Send a contact the code that confirms it.
    ConfirmContact(Confirming),
    /// Tell somebody something.
    Tell(Telling),
}

/// A message whose receiver and occasion are known already.
#[derive(Serialize, Deserialize)]
pub struct Telling {
    /// Why it is written.
    pub occasion: Occasion,
    /// The e-mail address.
    pub to: String,
    /// The first name of the person; empty when it is not known.
    pub first_name: String,
    /// The language of the message.
    pub language: Language,
    /// The page that it links to: its path, by `contract::pages`.
    pub path: String,
}

/// A message, ready to go out.
pub struct Letter {
    /// Whose data it carries, if somebody's who has an account, and their key.
    pub holder: Option<(String, Key)>,
    /// How it goes out.
    pub channel: Channel,
    /// The address in the channel.
    pub to: String,
    /// By which the provider knows the receiver, where it told that.
    pub provider_id: Option<String>,
    /// What it says.
    pub written: Written,
}

impl Letter {
    /// A message to the e-mail address of an account.
    #[must_use]
    pub const fn mail(holder: Option<(String, Key)>, to: String, written: Written) -> Self {
        Self { holder, channel: Channel::Email, to, provider_id: None, written }
    }
}

impl Errand {
    /// Writes the message; `None` when there turns out to be nothing to say. `holder` is the account
    /// that the errand was enqueued for.
    ///
    /// # Errors
    /// When the database does not answer or a sealed value does not open.
    pub async fn write(self, app: &App, holder: Option<(String, Key)>) -> Result<Option<Letter>, Error> {
        match self {
            Self::AnswerRegistration(registered) => accounts::answer(app, holder, registered).await.map(Some),
            Self::OfferReset(forgotten) => resets::answer(app, forgotten).await,
            Self::AnswerEmailChange(new) => email_changes::answer(app, holder, new).await,
            Self::ConfirmContact(confirming) => contacts::write(app, holder, confirming).await,
            Self::Tell(Telling { occasion, to, first_name, language, path }) => {
                let written = words::write(language, &occasion, &first_name, &app.link(&path));
                Ok(Some(Letter::mail(holder, to, written)))
            }
        }
    }

    /// Does what is to be done when its message is given up. `holder` is as in [`Errand::write`].
    ///
    /// # Errors
    /// When the database does not answer or a sealed value does not open.
    pub async fn give_up(self, app: &App, holder: Option<(String, Key)>, failure: &Failure) -> Result<(), Error> {
        match self {
            Self::ConfirmContact(confirming) => contacts::give_up(app, holder, confirming, failure).await,
            _ => Ok(()),
        }
    }
}
