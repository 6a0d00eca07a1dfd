//! The words of the records of one's own data: history, why we hold it, evidence, recipients, support.

use contract::purposes::{Purpose, RecipientKind, Retention};

use super::Of;

/// Everything that shows what happened to a person's data.
pub struct Records {
    /// What every record says.
    pub more: &'static str,
    pub promise: &'static str,
    /// How long the data are kept with a temporary package: its last day, and the day of erasure.
    pub trial: fn(&str, &str) -> String,
    pub why: Of<Why>,
    pub history: Of<History>,
    pub evidence: Of<Evidence>,
    pub recipients: Of<Recipients>,
    pub support: Of<Support>,
}

/// Why a field is held.
pub struct Why {
    /// What the button is called, by the field's label.
    pub ask: fn(&str) -> String,
    pub purposes: &'static str,
    pub purpose: fn(Purpose) -> &'static str,
    pub recipients: &'static str,
    pub recipient: fn(RecipientKind) -> &'static str,
    pub nobody: &'static str,
    pub kept: &'static str,
    pub retention: fn(Retention) -> &'static str,
}

/// The history of changes.
pub struct History {
    pub lead: &'static str,
    pub link: &'static str,
    pub empty: &'static str,
    pub by_person: &'static str,
    pub by_link: &'static str,
    pub by_operator: &'static str,
    pub by_other: &'static str,
    /// Between what stood in a field and what stands there since, for those who listen.
    pub to: &'static str,
    pub takes_back: &'static str,
    pub take_back: &'static str,
    /// What was taken back: the labels of the fields.
    pub taken_back: fn(&str) -> String,
    pub conflict: &'static str,
}

/// The record of evidence.
pub struct Evidence {
    pub lead: &'static str,
    pub empty: &'static str,
    /// What happened, by the entry's kind; empty for a kind that is not known here.
    pub kind: fn(&str) -> &'static str,
    /// What a detail of an entry is called, by its name in the record.
    pub detail: fn(&str) -> &'static str,
    pub erased: &'static str,
    pub number: fn(u64) -> String,
    pub seal: &'static str,
    pub verify: &'static str,
    pub verify_lead: &'static str,
    pub download: &'static str,
    /// How many entries have come so far.
    pub reading: fn(u64) -> String,
    /// The record is whole: how many entries.
    pub whole: fn(u64) -> String,
    pub unsigned: &'static str,
    pub cannot_check: &'static str,
    /// The record is broken: at which entry, and the word of why.
    pub broken: fn(u64, &str) -> String,
    pub why: fn(contract::evidence::Why) -> &'static str,
}

/// Who received what.
pub struct Recipients {
    pub lead: &'static str,
    pub no_sale: &'static str,
    pub empty: &'static str,
    pub outbox: &'static str,
    /// What a message was, by its kind; empty for a kind that is not known here.
    pub purpose: fn(&str) -> &'static str,
    pub message: &'static str,
    pub fields: &'static str,
    pub begun: &'static str,
    pub sent: &'static str,
    pub failed: &'static str,
}

/// Contact with support.
pub struct Support {
    pub lead: &'static str,
    pub email_hint: &'static str,
    pub message_hint: &'static str,
    /// How many more characters there is room for.
    pub left: fn(u32) -> String,
    pub send: &'static str,
    pub sent_title: &'static str,
    pub sent_lead: &'static str,
    pub reference: &'static str,
    pub sent_signed_in: &'static str,
    pub sent_signed_out: &'static str,
    pub open: &'static str,
    pub another: &'static str,
    pub own: &'static str,
    pub own_empty: &'static str,
    pub topic: fn(contract::support::Topic) -> &'static str,
    pub received: &'static str,
    pub answered: &'static str,
    pub code_lead: &'static str,
    pub code_hint: &'static str,
    pub code_wrong: &'static str,
    pub show: &'static str,
    pub written: &'static str,
    pub no_answer: &'static str,
    /// Over the list of those who opened the request, with their reasons.
    pub looks: &'static str,
    pub back: &'static str,
}
