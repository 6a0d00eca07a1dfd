//! What may be kept in a browser, what a choice is, and what is recorded of it; expected values worked by hand.

mod choices;
mod records;

use contract::account::Language;
use contract::consent::{Categories, Choice, Source};

const DAY: i64 = 24 * 60 * 60;
/// 2026-11-18T11:06:40Z, by `date -u -d @1795000000`.
const NOW: i64 = 1_795_000_000;
const ID: &str = "x7Qk-AbCdEfGh_0123456w";
/// The revisions that the cookies here may be of.
const NEWEST: u32 = 3;
/// SHA-256 of nothing (FIPS 180-4).
const TEXT_HASH: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn choice() -> Choice {
    Choice {
        id: ID.to_owned(),
        categories: Categories { preferences: true, statistics: true, marketing: false },
        despite_signal: false,
        chosen_at: NOW,
        language: Language::Pl,
        revision: 1,
        source: Source::Banner,
        is_recorded: true,
    }
}
