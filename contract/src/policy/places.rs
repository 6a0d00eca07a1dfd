//! The way back: from a page to the paragraphs of the version in force whose promises it keeps.
//!
//! Everything is worked out when the contract is compiled, so that the page carries a few ids and
//! not the policy's structure; a paragraph that gains or loses a control does not compile until the
//! counts below agree with it.

use super::versions;

/// Where a paragraph stands in the version in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The paragraph's id: its anchor on the policy page.
    pub id: &'static str,
    /// The number of its section, from 1.
    pub section: u8,
    /// Its number within the section, from 1.
    pub paragraph: u8,
}

/// What the start page keeps.
pub const START: [Place; 1] = kept_at("/");
/// What registration keeps.
pub const REGISTER: [Place; 1] = kept_at("/register");
/// What the profile keeps.
pub const PROFILE: [Place; 3] = kept_at("/profile");
/// What the contacts keep.
pub const CONTACTS: [Place; 6] = kept_at("/contacts");
/// What the cookie choices keep.
pub const COOKIES: [Place; 5] = kept_at("/cookies");
/// What support keeps.
pub const SUPPORT: [Place; 1] = kept_at("/support");
/// What the record of evidence keeps.
pub const EVIDENCE: [Place; 1] = kept_at("/privacy/evidence");
/// What the page of recipients keeps.
pub const RECIPIENTS: [Place; 6] = kept_at("/privacy/recipients");

/// The paragraphs whose control stands at an address, exactly `N` of them.
const fn kept_at<const N: usize>(address: &str) -> [Place; N] {
    let mut kept = [Place { id: "", section: 0, paragraph: 0 }; N];
    let mut found = 0;
    let sections = versions()[0].sections;
    let mut section = 0;
    while section < sections.len() {
        let paragraphs = sections[section].paragraphs;
        let mut paragraph = 0;
        while paragraph < paragraphs.len() {
            if let Some(control) = paragraphs[paragraph].control
                && same(control, address)
            {
                assert!(found < N, "more paragraphs have their control here");
                kept[found] =
                    Place { id: paragraphs[paragraph].id, section: number(section), paragraph: number(paragraph) };
                found += 1;
            }
            paragraph += 1;
        }
        section += 1;
    }
    assert!(found == N, "fewer paragraphs have their control here");
    kept
}

/// The number of what stands at an index.
#[expect(clippy::cast_possible_truncation, reason = "guarded by the assertion")]
const fn number(index: usize) -> u8 {
    assert!(index < 255);
    index as u8 + 1
}

/// `==` of texts, which a constant cannot ask for.
const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}
