//! How messages reach people: a port with an embedded default, the outbox, and a sender for each
//! channel that is configured.

pub mod http;
pub mod mail_server;
pub mod outbox;
pub mod said;
pub mod sms;
pub mod sms_text;
pub mod smtp;
pub mod telegram;

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;

use contract::contacts::{Channel, ReasonCode};

use crate::words::Written;

/// A message on its way.
#[derive(Clone, Debug)]
pub struct Message {
    /// The same at each try; at most 64 letters, digits, `-` and `_`. Receipts of providers repeat it.
    pub id: String,
    /// The account that it is about, if it is about one.
    pub account: Option<String>,
    /// When it was written, in milliseconds since 1970.
    pub created_at: i64,
    /// How it goes out.
    pub channel: Channel,
    /// The address in the channel, as `contract::contacts::address` keeps it.
    pub to: String,
    /// By which the provider knows the receiver, where it told that: Telegram's id of the chat.
    pub provider_id: Option<String>,
    /// What it says. Only e-mail has a subject; everywhere else the text alone goes out.
    pub written: Written,
}

/// Why a message was not delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What the provider said, or else what happened: one line, for the customer. It holds no secret of
    /// ours, and may name the receiver.
    pub reason: String,
    /// What happened, in our own words: for the log. It names nobody.
    pub cause: String,
    /// What is to be done about it.
    pub kind: FailureKind,
    /// In how many seconds another try is worth it at the earliest, where the provider said so; 0 where not.
    pub wait: u32,
}

/// What is to be done about a [`Failure`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// Another try may fare better.
    Temporary,
    /// Another try would fare no better.
    Final,
    /// The holder wants no more messages by this channel.
    OptedOut(ReasonCode),
}

impl Failure {
    /// A failure that may pass.
    pub fn temporary(cause: impl Into<String>) -> Self {
        Self::new(cause.into(), FailureKind::Temporary)
    }

    /// A failure that stays.
    pub fn lasting(cause: impl Into<String>) -> Self {
        Self::new(cause.into(), FailureKind::Final)
    }

    /// The holder's no, told by the provider.
    pub fn opted_out(cause: impl Into<String>, code: ReasonCode) -> Self {
        Self::new(cause.into(), FailureKind::OptedOut(code))
    }

    fn new(cause: String, kind: FailureKind) -> Self {
        Self { reason: cause.clone(), cause, kind, wait: 0 }
    }

    /// True when another try would fare no better.
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.kind != FailureKind::Temporary
    }
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

/// The ways to reach people, by channel. A channel without a sender goes to the outbox.
pub struct Senders {
    outbox: Box<dyn Delivery>,
    by_channel: HashMap<Channel, Box<dyn Delivery>>,
}

impl Senders {
    /// Everything goes to the outbox.
    pub fn new(outbox: impl Delivery + 'static) -> Self {
        Self { outbox: Box::new(outbox), by_channel: HashMap::new() }
    }

    /// From now on the messages of a channel go to this sender.
    pub fn add(&mut self, channel: Channel, sender: impl Delivery + 'static) {
        self.by_channel.insert(channel, Box::new(sender));
    }

    /// True for a channel whose messages leave this machine.
    #[must_use]
    pub fn has(&self, channel: Channel) -> bool {
        self.by_channel.contains_key(&channel)
    }

    /// Who gets to see the messages of a channel: `outbox`, or the name of a host (P11).
    #[must_use]
    pub fn recipient(&self, channel: Channel) -> &str {
        self.of(channel).recipient()
    }

    /// Delivers a message by its channel. A closed channel takes none.
    ///
    /// # Errors
    /// A [`Failure`] that says whether another try is worth it.
    pub async fn deliver(&self, message: &Message) -> Result<(), Failure> {
        if message.channel.is_closed() {
            return Err(Failure::lasting("the channel is closed"));
        }
        self.of(message.channel).deliver(message).await
    }

    fn of(&self, channel: Channel) -> &dyn Delivery {
        self.by_channel.get(&channel).unwrap_or(&self.outbox).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    /// Keeps who was written to.
    struct Keeper {
        name: &'static str,
        taken: Arc<Mutex<Vec<String>>>,
    }

    impl Delivery for Keeper {
        fn recipient(&self) -> &str {
            self.name
        }

        fn deliver<'a>(&'a self, message: &'a Message) -> Delivering<'a> {
            self.taken.lock().expect("no panic").push(format!("{} {}", self.name, message.to));
            Box::pin(async { Ok(()) })
        }
    }

    fn message(channel: Channel, to: &str) -> Message {
        let written = Written {
            kind: "test",
            subject: "Hello".to_owned(),
            text: "Hello".to_owned(),
            links: Vec::new(),
            code: None,
            fields: &[],
        };
        let (id, to) = ("id".to_owned(), to.to_owned());
        Message { id, account: None, created_at: 1, channel, to, provider_id: None, written }
    }

    #[tokio::test]
    async fn each_channel_goes_to_its_sender_and_the_others_to_the_outbox() {
        let taken = Arc::new(Mutex::new(Vec::new()));
        let keeper = |name| Keeper { name, taken: taken.clone() };
        let mut senders = Senders::new(keeper("outbox"));
        senders.add(Channel::Phone, keeper("sms.example.org"));
        for (channel, to) in [(Channel::Email, "ada@example.org"), (Channel::Phone, "+48601000001")] {
            senders.deliver(&message(channel, to)).await.expect("delivered");
        }
        assert_eq!(*taken.lock().expect("no panic"), ["outbox ada@example.org", "sms.example.org +48601000001"]);
        assert_eq!(senders.recipient(Channel::Phone), "sms.example.org");
        assert_eq!(senders.recipient(Channel::Telegram), "outbox");
        assert!(senders.has(Channel::Phone) && !senders.has(Channel::Email));
    }

    #[tokio::test]
    async fn nothing_goes_out_by_a_closed_channel() {
        let taken = Arc::new(Mutex::new(Vec::new()));
        let senders = Senders::new(Keeper { name: "outbox", taken: taken.clone() });
        let failure = senders.deliver(&message(Channel::Skype, "live:ada")).await.expect_err("closed");
        assert_eq!(failure.kind, FailureKind::Final);
        assert!(taken.lock().expect("no panic").is_empty());
    }
}
