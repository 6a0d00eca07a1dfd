//! The table of personal data: why each field is held, who receives it, how long it is kept.
//!
//! It feeds "why we hold this" beside a field, the dictionary of the export, and the register of
//! recipients (SPEC section 2; P2, P11, P14, P15). Keys only: the words are elsewhere.

use Purpose::{
    Answer, Communication, ImproveService, ImproveSite, PeriodicEmail, Personalise, Proof, Security, Service,
    Transactions,
};
use RecipientKind::{MailDelivery, MessageDelivery, Messengers, PaymentCompanies};
use Retention::{UntilCleared, UntilRemoved, WithAccount, WithRequest};

/// What a field is held for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To have an account and to run what it is for (P1).
    Service,
    /// To write and to call in a suitable form, at a convenient time (P10, P12).
    Communication,
    /// To carry out orders and payments, and what belongs to them, such as invoices (P14, P15).
    Transactions,
    /// To answer what somebody wrote to support (P25).
    Answer,
    /// To keep the account from others.
    Security,
    /// To be able to show what was agreed to, and when.
    Proof,
    /// To suit the interface and the messages to the person (P15).
    Personalise,
    /// To make the site better (P15).
    ImproveSite,
    /// To make the help of support better (P15).
    ImproveService,
    /// To send news of the company and of related products now and then (P15). What an e-mail about
    /// an order needs is held for [`Transactions`].
    PeriodicEmail,
}

impl Purpose {
    /// Every purpose there is, those that cannot be objected to first.
    pub const ALL: [Self; 10] = [
        Service,
        Communication,
        Transactions,
        Answer,
        Security,
        Proof,
        Personalise,
        ImproveSite,
        ImproveService,
        PeriodicEmail,
    ];

    /// The purpose as it stands in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Service => "service",
            Communication => "communication",
            Transactions => "transactions",
            Answer => "answer",
            Security => "security",
            Proof => "proof",
            Personalise => "personalise",
            ImproveSite => "improve_site",
            ImproveService => "improve_service",
            PeriodicEmail => "periodic_email",
        }
    }

    /// True where the person can object and the service goes on (P15; GDPR, art. 21).
    #[must_use]
    pub const fn is_optional(self) -> bool {
        matches!(self, Personalise | ImproveSite | ImproveService | PeriodicEmail)
    }
}

/// Who may receive a field, outside the company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecipientKind {
    /// Companies that deliver messages to phones: SMS gateways, mobile operators (P11).
    MessageDelivery,
    /// Companies that deliver e-mail (P11).
    MailDelivery,
    /// The messengers in which a contact wants to be written to: what is sent there passes through them
    /// (P11, P23).
    Messengers,
    /// Companies that carry out payments, when an order is placed (P14).
    PaymentCompanies,
}

impl RecipientKind {
    /// Every kind there is.
    pub const ALL: [Self; 4] = [MessageDelivery, MailDelivery, Messengers, PaymentCompanies];

    /// The kind as it stands in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            MessageDelivery => "message_delivery",
            MailDelivery => "mail_delivery",
            Messengers => "messengers",
            PaymentCompanies => "payment_companies",
        }
    }
}

/// How long a field is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retention {
    /// As long as the account, by its package (P5; see [`crate::deadlines::retention_date`]).
    WithAccount,
    /// Until the person clears or replaces it; what stood there before stays in the history, so that it
    /// can be taken back, and goes with the account.
    UntilCleared,
    /// Until the person removes it, and half a minute more, in which that can be taken back; at the latest
    /// as long as the account. What its holder said stays in the record of evidence, as long as the account.
    UntilRemoved,
    /// What was written to support: as long as the account, and of somebody without one
    /// [`crate::deadlines::SUPPORT_DAYS`] from the last word.
    WithRequest,
}

impl Retention {
    /// The rule as it stands in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            WithAccount => "with_account",
            UntilCleared => "until_cleared",
            UntilRemoved => "until_removed",
            WithRequest => "with_request",
        }
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// The field's name, as in the forms; a group has one row under the name before the dot, which
    /// stands for those of its fields that have none of their own.
    pub field: &'static str,
    /// What it is held for, the weightiest first.
    pub purposes: &'static [Purpose],
    /// Who may receive it; empty for nobody.
    pub recipients: &'static [RecipientKind],
    /// How long it is kept.
    pub retention: Retention,
}

const NAME: &[Purpose] = &[Service, Communication, Transactions, Personalise, ImproveService];

/// Everything that is held of a person today, in the order in which people see it.
pub const TABLE: &[Held] = &[
    held("first_name", NAME, &RecipientKind::ALL, WithAccount),
    held("last_name", NAME, &RecipientKind::ALL, WithAccount),
    held("gender", &[Personalise], &[], UntilCleared),
    held(
        "country",
        &[Service, Communication, Transactions, ImproveSite],
        &[MessageDelivery, MailDelivery, PaymentCompanies],
        WithAccount,
    ),
    held("time_zone", &[Service, Communication, Personalise], &[], WithAccount),
    held("company", &[Transactions, ImproveService], &[PaymentCompanies], UntilCleared),
    held(
        "email",
        &[Service, Security, Communication, Transactions, ImproveService, PeriodicEmail],
        &[MailDelivery, PaymentCompanies],
        WithAccount,
    ),
    held("phone", &[Communication, Transactions, ImproveService], &[MessageDelivery, PaymentCompanies], UntilCleared),
    held("address", &[Transactions], &[PaymentCompanies], UntilCleared),
    // Where people are told things, and when; and the address, which whoever carries a message sees.
    held("contact", &[Communication], &[], UntilRemoved),
    held("contact.address", &[Communication], &[MessageDelivery, MailDelivery, Messengers], UntilRemoved),
    held("password", &[Security], &[], WithAccount),
    held("language", &[Communication, Personalise, ImproveSite], &[], WithAccount),
    held("policy_version", &[Proof], &[], WithAccount),
    // What is written to support; and where the answer goes, of those who are not signed in.
    held("support", &[Answer, ImproveSite, ImproveService], &[], WithRequest),
    held("support.email", &[Answer], &[MailDelivery], WithRequest),
];

/// The row of a field, by its name in a form: `address.city` is in the row of `address`. The fields of
/// the form of support are in the group `support`, those of a contact in `contact`.
#[must_use]
pub fn held_as(field: &str) -> Option<&'static Held> {
    let row = |name| TABLE.iter().find(|row| row.field == name);
    row(field).or_else(|| row(field.split('.').next()?))
}

const fn held(
    field: &'static str,
    purposes: &'static [Purpose],
    recipients: &'static [RecipientKind],
    retention: Retention,
) -> Held {
    Held { field, purposes, recipients, retention }
}
