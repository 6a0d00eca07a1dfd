//! The revisions of what people are asked: a change of substance asks again, one of wording does not.

use super::{Category, Source};
use crate::account::Language;
use crate::evidence::Hash;

/// A revision of the texts of the banner, of the choices and of the question about the opt-out signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its number, from 1.
    pub number: u32,
    /// The day from which it is shown, `YYYY-MM-DD`.
    pub published_on: &'static str,
    /// The categories whose substance changed: what they are used for, by whom, or for how long.
    /// None when only words changed.
    pub changed: &'static [Category],
    /// What was shown, by its hash: `tests/pages` reads the lines on the screen and compares.
    pub shown: &'static [Shown],
}

/// A text that people choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Where it stands.
    pub source: Source,
    /// Its language.
    pub language: Language,
    /// SHA-256 of its lines (heading, text, buttons) joined by `\n`.
    pub hash: Hash,
}

/// Every revision, the oldest first.
pub const REVISIONS: &[Revision] = &[Revision {
    number: 1,
    published_on: "2026-11-25",
    changed: &[],
    shown: &[
        shown(Source::Banner, Language::Pl, "9857d7930c7b80bfbc3b2e0e06fb72c59f76d621d9338667638d8db264d0ad63"),
        shown(Source::Banner, Language::En, "6ee0d03cb6d7db340c40e06f037403d183652bf25a60c08de010bbf494c91781"),
        shown(Source::Settings, Language::Pl, "38b0def75c98b999c674af1b8c3971251b2c67c2991acd4283f5880b7b92c0bb"),
        shown(Source::Settings, Language::En, "95766561b47d4634c8abf697826f8daad129fb9cf29691e74e4683165b172c19"),
        shown(Source::Signal, Language::Pl, "1f70c07da5a36b35b0b7c1847f75017fb0b27a61ebe96b2bc66326ab94bb6a47"),
        shown(Source::Signal, Language::En, "288fa2d41727c3c9fe9a7683be95ade45590260cb1daef11c2414dbd5f0d04c9"),
    ],
}];

const fn shown(source: Source, language: Language, hash: &str) -> Shown {
    Shown { source, language, hash: Hash::named(hash) }
}

/// The number of the newest of some revisions; 0 when there is none.
#[must_use]
pub const fn current(revisions: &[Revision]) -> u32 {
    match revisions.last() {
        Some(newest) => newest.number,
        None => 0,
    }
}

/// The categories that changed in substance since a revision was answered: about these, and therefore
/// once more, people are asked. Nothing where only words changed.
#[must_use]
pub fn needs_asking(revisions: &[Revision], answered: u32) -> Vec<Category> {
    let newer = || revisions.iter().filter(|revision| revision.number > answered);
    let has_changed = |category: &Category| newer().any(|revision| revision.changed.contains(category));
    Category::ALL.into_iter().filter(has_changed).collect()
}

/// The hash of what was shown at a place in a language, in a revision; nothing where it is not known.
#[must_use]
pub fn text_hash(revisions: &[Revision], number: u32, source: Source, language: Language) -> Option<Hash> {
    let revision = revisions.iter().find(|revision| revision.number == number)?;
    let shown = revision.shown.iter().find(|shown| shown.source == source && shown.language == language)?;
    Some(shown.hash)
}
