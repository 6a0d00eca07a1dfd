//! The records of one's own data in English.

use contract::account::Language;
use contract::evidence::Why as Break;
use contract::purposes::{Purpose, RecipientKind, Retention};
use contract::support::Topic;

use crate::i18n::Of;
use crate::i18n::records::{Evidence, History, Recipients, Records, Support, Why};

/// English.
pub static RECORDS: Records = Records {
    more: "Show more",
    promise: "The promise in our policy:",
    trial: |until, erased| {
        format!(
            "Trial until {until}. If you order nothing, we erase your data on {erased}; until then you can come back to everything as you left it."
        )
    },
    why: Of::new(Language::En),
    history: Of::new(Language::En),
    evidence: Of::new(Language::En),
    recipients: Of::new(Language::En),
    support: Of::new(Language::En),
};

/// Why a field is held.
pub static WHY: Why = Why {
    ask: |field| format!("Why we hold this: {field}"),
    purposes: "What for",
    purpose: |purpose| match purpose {
        Purpose::Service => "to run your account",
        Purpose::Communication => "to reach you at a time that suits you",
        Purpose::Transactions => "for orders and invoices",
        Purpose::Answer => "to answer you",
        Purpose::Security => "to keep others out of your account",
        Purpose::Proof => "to show what was agreed",
        Purpose::Personalise => "to suit the page and our messages to you",
        Purpose::ImproveSite => "to make the site better",
        Purpose::ImproveService => "to help you better",
        Purpose::PeriodicEmail => "for news now and then",
    },
    recipients: "Who may receive it",
    recipient: |kind| match kind {
        RecipientKind::MessageDelivery => "companies that deliver texts and calls",
        RecipientKind::MailDelivery => "companies that deliver e-mail",
        RecipientKind::Messengers => "the messenger in which you chose to be written to",
        RecipientKind::PaymentCompanies => "payment companies, when you order",
    },
    nobody: "nobody outside our company",
    kept: "How long",
    retention: |retention| match retention {
        Retention::WithAccount => {
            "as long as the account: with Trial 3 months after its end, with a paid package 2 years after, with Free until you ask us to delete it"
        }
        Retention::UntilCleared => {
            "until you clear it; what stood there before stays in your history of changes, as long as the account"
        }
        Retention::UntilRemoved => {
            "until you remove the contact; what its holder confirmed or refused stays in your record of evidence, as long as the account"
        }
        Retention::WithRequest => {
            "with an account as long as the account; without one 365 days from the last word in your request"
        }
    },
};

/// The history of changes.
pub static HISTORY: History = History {
    lead: "Every change of your data: who, when, from what to what. One press takes it back.",
    link: "History of changes",
    empty: "Nothing has changed since you registered. The first change will stand here.",
    by_person: "you",
    by_link: "by a link sent to your address",
    by_operator: "our support",
    by_other: "somebody else",
    to: "changed to",
    takes_back: "Takes back an earlier change",
    take_back: "Take back",
    taken_back: |fields| format!("Taken back: {fields}."),
    conflict: "This has changed again since. We have overwritten nothing; take the newer change back first.",
};

/// The record of evidence.
pub static EVIDENCE: Evidence = Evidence {
    lead: "What happened with your account, entry by entry. Each entry seals the one before it, so that nobody, not even we, can change the past unnoticed.",
    empty: "Nothing has been recorded yet.",
    kind: |kind| match kind {
        "registered" => "Account created",
        "policy_accepted" => "Privacy policy accepted",
        "password_changed" => "Password changed",
        "password_reset" => "Password set anew by a link",
        "email_change_asked" => "Change of address asked for",
        "email_changed" => "Main address changed",
        "email_taken_back" => "Change of address taken back",
        "operator_access" => "Our staff looked at your data",
        "support_answered" => "Support answered",
        "contact_confirmed" => "Contact confirmed by its holder",
        "contact_refused" => "Contact refused by its holder",
        "contact_reported" => "Contact refused: its holder does not know you",
        "contact_stopped" => "Messages stopped by the contact's holder",
        "contact_allowed" => "Messages allowed again by the contact's holder",
        "cookie_choice" => "Cookie choice",
        "cookie_record_joined" => "Choices made before signing in",
        _ => "",
    },
    detail: |detail| match detail {
        "registered_at" => "Registered",
        "accepted_at" => "Accepted",
        "version" => "Version",
        "new" => "New address",
        "from" => "From",
        "to" => "To",
        "operator" => "Who",
        "reason" => "Why",
        "what" => "What",
        "reference" => "Request",
        "consent_id" => "Id of the choices",
        "chosen_at" => "Chosen",
        "categories" => "Allowed",
        "revision" => "Revision of the text",
        "text_hash" => "Hash of the text",
        "language" => "Language",
        "source" => "Where",
        "length" => "How many",
        "channel" => "Channel",
        "address" => "Address",
        "by" | "how" => "How",
        "head" => "Last seal",
        _ => "",
    },
    erased: "Erased; only the seal is left",
    number: |number| format!("No. {number}"),
    seal: "Seal",
    verify: "Verify",
    verify_lead: "Your browser checks every seal and the signature itself; you need not take our word for it.",
    download: "Download",
    reading: |count| format!("{count} checked so far…"),
    whole: |count| {
        if count == 1 { "1 entry, unbroken, signed.".into() } else { format!("{count} entries, unbroken, signed.") }
    },
    unsigned: "The entries fit together, but the signature over them is not ours. Please write to support.",
    cannot_check: "The entries fit together. This browser cannot check the signature.",
    broken: |number, why| format!("Broken at entry {number}: {why} Please write to support."),
    why: |why| match why {
        Break::Number => "an entry is missing, doubled or out of place.",
        Break::Time => "its time does not fit.",
        Break::Previous => "it does not follow the entry before it.",
        Break::Text => "its text was changed.",
        Break::Hash => "its seal does not fit.",
        Break::Length => "the record is cut, or goes on past its end.",
        Break::Head => "the record ends otherwise than was signed.",
    },
};

/// Who received what.
pub static RECIPIENTS: Recipients = Recipients {
    lead: "What left our house: which of your data, to whom, when, and for what.",
    no_sale: "We do not sell or share your data. They go out only where a message or a service that you asked for needs it.",
    empty: "Nothing has gone out yet.",
    outbox: "Our own outbox (nothing left this server)",
    purpose: |purpose| match purpose {
        "confirm_email" => "Confirming your address",
        "already_registered" => "Notice that you have an account already",
        "password_reset" => "Link for a new password",
        "password_changed" | "password_was_reset" => "Notice that the password changed",
        "confirm_new_email" => "Confirming a new address",
        "email_taken" | "email_reserved" => "Notice that an address is in use",
        "email_change_asked" => "Notice that a new address was asked for",
        "email_changed" => "Notice that the address changed",
        "email_kept" => "Notice that the address stays",
        "confirm_contact" => "Asking a contact for its consent",
        "support_received" => "Notice that support has your request",
        "support_answered" => "Answer of support",
        _ => "",
    },
    message: "A message to you",
    fields: "Data:",
    begun: "being sent",
    sent: "sent",
    failed: "not sent",
};

/// Contact with support.
pub static SUPPORT: Support = Support {
    lead: "Questions, faults, ideas, and everything about your data. Each request gets a number and an answer from a person.",
    email_hint: "The answer goes to this address.",
    message_hint: "What happened, what did you expect? Please leave out passwords and card numbers.",
    left: |left| if left == 1 { "1 character left.".into() } else { format!("{left} characters left.") },
    send: "Send",
    sent_title: "We have your request",
    sent_lead: "A person will read it. The answer comes by e-mail and stands here too.",
    reference: "Its number",
    sent_signed_in: "You can look at any time how it stands.",
    sent_signed_out: "We have sent you a message with a code. With the number and the code you can look at any time how it stands.",
    open: "See how it stands",
    another: "Write another one",
    own: "Your requests",
    own_empty: "You have not written to us yet.",
    topic: |topic| match topic {
        Topic::Account => "Account and signing in",
        Topic::Payments => "Payments and invoices",
        Topic::Privacy => "My data and privacy",
        Topic::Fault => "Something does not work",
        Topic::Feedback => "Praise, blame, ideas",
    },
    received: "Waiting for an answer",
    answered: "Answered",
    code_lead: "Give the code from our message and you will see how the request stands. Or sign in, if you wrote while signed in.",
    code_hint: "10 letters and digits.",
    code_wrong: "This number and code do not belong together.",
    show: "Show",
    written: "You wrote",
    no_answer: "Nobody has answered yet. The answer will come by e-mail and stand here.",
    looks: "Who opened it, and why",
    back: "All of support",
};
