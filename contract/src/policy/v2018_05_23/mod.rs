//! The version of 23 May 2018: which paragraph makes which promise, and which page keeps it.

use super::{Edition, Paragraph, Section, Version, Words};
use crate::account::Language;

mod en;
mod pl;

/// In force since the day on which it was published.
pub(super) const VERSION: Version = Version {
    id: "2018-05-23",
    effective_on: "2018-05-23",
    published_on: "2018-05-23",
    sections: SECTIONS,
    edition: Edition::May2018,
};

/// The version's words.
pub(super) const fn words(language: Language) -> &'static Words {
    match language {
        Language::Pl => &pl::WORDS,
        Language::En => &en::WORDS,
    }
}

const SECTIONS: &[Section] = &[
    section(
        "collection",
        &[
            paragraph("collection-scope", &[], None),
            paragraph("collection-when", &[1], Some("/register")),
            paragraph("collection-profile", &[2], Some("/profile")),
            paragraph("collection-messengers", &[2], Some("/contacts")),
            paragraph("collection-card", &[1, 2], Some("/payments")),
            paragraph("collection-anonymous", &[3], Some("/")),
        ],
    ),
    section(
        "updating",
        &[
            paragraph("updating-profile", &[4], Some("/profile")),
            paragraph("updating-contacts", &[4], Some("/contacts")),
            paragraph("updating-billing", &[4], Some("/payments")),
        ],
    ),
    section(
        "retention",
        &[
            paragraph("retention-temporary", &[5], Some("/privacy/retention")),
            paragraph("retention-paid", &[5], Some("/privacy/retention")),
            paragraph("retention-free", &[5], Some("/privacy/retention")),
        ],
    ),
    section(
        "rights",
        &[
            paragraph("rights-gdpr", &[20], Some("/privacy/requests")),
            paragraph("rights-erasure", &[6, 20], Some("/privacy/requests")),
            paragraph("rights-contacts", &[7, 20], Some("/contacts")),
            paragraph("rights-billing", &[8, 20], Some("/payments/packages")),
            paragraph("rights-copy", &[9, 20], Some("/privacy/requests")),
        ],
    ),
    section(
        "messages",
        &[
            paragraph("messages-time", &[10], Some("/contacts")),
            paragraph("messages-kinds", &[12], Some("/contacts")),
            paragraph("messages-confirmed", &[13], Some("/contacts")),
        ],
    ),
    section(
        "purposes",
        &[
            paragraph("purposes-service", &[15], Some("/privacy")),
            paragraph("purposes-orders", &[15], Some("/privacy")),
            paragraph("purposes-objection", &[15, 20], Some("/privacy")),
        ],
    ),
    section(
        "recipients",
        &[
            paragraph("recipients-none", &[16], Some("/privacy/recipients")),
            paragraph("recipients-trusted", &[16], Some("/privacy/recipients")),
            paragraph("recipients-messages", &[11], Some("/privacy/recipients")),
            paragraph("recipients-payments", &[14], Some("/privacy/recipients")),
            paragraph("recipients-recurring", &[14], Some("/payments")),
            paragraph("recipients-law", &[16], Some("/privacy/recipients")),
            paragraph("recipients-anonymous", &[17], Some("/cookies")),
        ],
    ),
    section(
        "security",
        &[
            paragraph("security-storage", &[19], None),
            paragraph("security-access", &[19], Some("/privacy/evidence")),
            paragraph("security-breach", &[18], Some("/notices")),
        ],
    ),
    section(
        "cookies",
        &[
            paragraph("cookies-purpose", &[21], Some("/cookies")),
            paragraph("cookies-consent", &[17, 20, 21], Some("/cookies")),
        ],
    ),
    section(
        "bot",
        &[
            paragraph("bot-microsoft", &[23], Some("/bot")),
            paragraph("bot-channel", &[23], Some("/bot")),
            paragraph("bot-abuse", &[23], Some("/bot")),
        ],
    ),
    section(
        "california",
        &[
            paragraph("california-consent", &[16, 22], Some("/privacy/recipients")),
            paragraph("california-profile", &[4, 22], Some("/profile")),
            paragraph("california-gpc", &[16, 17, 22], Some("/cookies")),
            paragraph("california-dnt", &[17, 22], Some("/cookies")),
        ],
    ),
    section(
        "changes",
        &[paragraph("changes-date", &[22, 24], Some("/policy")), paragraph("changes-told", &[22, 24], Some("/policy"))],
    ),
    section("contact", &[paragraph("contact-support", &[25], Some("/support"))]),
];

const fn section(id: &'static str, paragraphs: &'static [Paragraph]) -> Section {
    Section { id, paragraphs }
}

const fn paragraph(id: &'static str, promises: &'static [u8], control: Option<&'static str>) -> Paragraph {
    Paragraph { id, promises, control }
}
