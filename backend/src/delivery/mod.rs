//! How messages reach people: a port with an embedded default, the outbox, and SMTP by configuration.

pub mod outbox;
pub mod smtp;

use std::future::Future;
use std::pin::Pin;

use crate::words::Written;

/// A message on its way.
#[derive(Clone, Debug)]
pub struct Message {
    /// The id of its job: the same at each try.
    pub id: String,
    /// The account that it is about, if it is about one.
    pub account: Option<String>,
    /// When it was written, in milliseconds since 1970.
    pub created_at: i64,
    /// The e-mail address.
    pub to: String,
    /// What it says.
    pub written: Written,
}

/// Why a message was not delivered.
#[derive(Debug)]
pub struct Failure {
    /// For the log; names nobody.
    pub reason: String,
    /// True when another try would fare no better.
    pub is_final: bool,
}

/// What [`Delivery::deliver`] gives: done once the message is in other hands, or on the disk.
pub type Delivering<'a> = Pin<Box<dyn Future<Output = Result<(), Failure>> + Send + 'a>>;

/// A way to reach people.
pub trait Delivery: Send + Sync {
    /// Who gets to see the messages: `outbox`, or the name of a host (P11).
    fn recipient(&self) -> &str;

    /// Delivers a message. Called again with the same message after a failure or a crash.
    fn deliver<'a>(&'a self, message: &'a Message) -> Delivering<'a>;
}
