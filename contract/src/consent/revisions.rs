//! The revisions of what people are asked: a change of substance asks again, one of wording does not.

use super::Category;

/// A revision of the texts of the banner and of the choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its number, from 1.
    pub number: u32,
    /// The day from which it is shown, `YYYY-MM-DD`.
    pub published_on: &'static str,
    /// The categories whose substance changed: what they are used for, by whom, or for how long.
    /// None when only words changed.
    pub changed: &'static [Category],
}

/// Every revision, the oldest first.
pub const REVISIONS: [Revision; 1] = [Revision { number: 1, published_on: "2026-11-25", changed: &[] }];

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
