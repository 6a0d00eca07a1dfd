//! The privacy policy: its versions as data, and what of them crosses the wire.
//!
//! The structure of a version (sections, paragraphs, promises, controls) knows no language; the words
//! of a language are one file beside it. [`Version::text`] joins the two, [`html`] writes the page
//! that reads without JavaScript. Nothing else refers to the words, so who reads the structure alone
//! carries none of them.

use serde::{Deserialize, Serialize};

use crate::account::Language;

mod html;
pub mod places;
#[cfg(test)]
mod tests;
mod v2018_05_23;

pub use html::{STYLE, html};

/// Addresses of controls that the policy names and that are not built yet.
///
/// An address leaves the list in the change that brings its page; until then nothing links to it.
pub const COMING: &[&str] =
    &["/bot", "/notices", "/payments", "/payments/packages", "/privacy", "/privacy/requests", "/privacy/retention"];

/// Every version that has been published, the newest first.
#[must_use]
pub const fn versions() -> &'static [Version] {
    &[v2018_05_23::VERSION]
}

/// The id of the version in force: what a person accepts when registering.
pub const LATEST: &str = versions()[0].id;

/// The version of an id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Version> {
    versions().iter().find(|version| version.id == id)
}

/// A published version: its dates and its structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// The version's id, which is the date from which it is in force: `YYYY-MM-DD`.
    pub id: &'static str,
    /// The day from which it is in force, `YYYY-MM-DD`.
    pub effective_on: &'static str,
    /// The day on which it was published, `YYYY-MM-DD`.
    pub published_on: &'static str,
    /// Its sections, in order.
    pub sections: &'static [Section],
    // Says where the words are without pointing at them: a pointer would carry them into the page.
    edition: Edition,
}

/// A section, in no language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// The same in every language and version; the anchor of its heading.
    pub id: &'static str,
    /// Its paragraphs, in order.
    pub paragraphs: &'static [Paragraph],
}

/// A paragraph, in no language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// The same in every language and version; its anchor.
    pub id: &'static str,
    /// The promises that it makes, `1` to `25` for P1 to P25 of the specification.
    pub promises: &'static [u8],
    /// The address of the page with the control that keeps the promises; see also [`COMING`].
    pub control: Option<&'static str>,
}

impl Version {
    /// The version in a language.
    #[must_use]
    pub fn text(&self, language: Language) -> PolicyText {
        let words = self.words(language);
        let sections = self.sections.iter().zip(words.sections);
        PolicyText {
            version: self.id.to_owned(),
            language,
            title: words.title.to_owned(),
            summary: words.summary.to_owned(),
            sections: sections.map(|(section, said)| section.text(said, &words.frame)).collect(),
        }
    }

    /// The address of the page that [`html`] writes: `/policy/2018-05-23.pl.html`.
    #[must_use]
    pub fn static_path(&self, language: Language) -> String {
        ["/policy/", self.id, ".", language.code(), ".html"].concat()
    }

    const fn words(&self, language: Language) -> &'static Words {
        match self.edition {
            Edition::May2018 => v2018_05_23::words(language),
        }
    }
}

impl Section {
    fn text(&self, words: &SectionWords, frame: &Frame) -> SectionText {
        let paragraphs = self.paragraphs.iter().zip(words.paragraphs);
        SectionText {
            id: self.id.to_owned(),
            title: words.title.to_owned(),
            paragraphs: paragraphs
                .map(|(paragraph, (_, text))| ParagraphText {
                    id: paragraph.id.to_owned(),
                    text: (*text).to_owned(),
                    control: frame
                        .control(paragraph)
                        .map(|(address, name)| Control { address: address.to_owned(), name: name.to_owned() }),
                })
                .collect(),
        }
    }
}

impl From<&Version> for PublishedVersion {
    fn from(version: &Version) -> Self {
        Self {
            version: version.id.to_owned(),
            effective_on: version.effective_on.to_owned(),
            published_on: version.published_on.to_owned(),
        }
    }
}

/// Whose words a version has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edition {
    May2018,
}

/// A version's words in one language, and those of the page around them.
struct Words {
    title: &'static str,
    /// One or two sentences.
    summary: &'static str,
    /// Since when it is in force, the date written out.
    in_force: &'static str,
    sections: &'static [SectionWords],
    frame: Frame,
}

/// A section's words; ids and their order are those of the structure.
struct SectionWords {
    id: &'static str,
    title: &'static str,
    /// Ids and texts.
    paragraphs: &'static [(&'static str, &'static str)],
}

/// The words of the static page that are not the policy's own.
struct Frame {
    /// The language's name in itself.
    language: &'static str,
    /// The link for who goes by keyboard.
    skip: &'static str,
    /// What the navigation of the site is called.
    site: &'static str,
    profile: &'static str,
    contacts: &'static str,
    payments: &'static str,
    privacy: &'static str,
    /// What the list of the sections is called.
    contents: &'static str,
    /// What comes before a paragraph's number.
    paragraph: &'static str,
    /// What comes before a version's id.
    version: &'static str,
    /// Addresses of controls, and what the links to them say.
    controls: &'static [(&'static str, &'static str)],
}

impl Frame {
    /// Where a paragraph's control is and what the link says, once it is built.
    fn control(&self, paragraph: &Paragraph) -> Option<(&'static str, &'static str)> {
        self.named(paragraph.control.filter(|address| !COMING.contains(address))?)
    }

    fn named(&self, address: &str) -> Option<(&'static str, &'static str)> {
        self.controls.iter().copied().find(|(known, _)| *known == address)
    }
}

/// `GET /policies/{version}?language=pl`: one version in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyText {
    /// The version's id, which is the date from which it is in force: `YYYY-MM-DD`.
    pub version: String,
    /// The language of the text.
    pub language: Language,
    /// The policy's title.
    pub title: String,
    /// The policy in one or two sentences.
    pub summary: String,
    /// Its sections, in order.
    pub sections: Vec<SectionText>,
}

/// A section of the policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SectionText {
    /// The same in every language and version.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Its paragraphs, in order.
    pub paragraphs: Vec<ParagraphText>,
}

/// A paragraph of the policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParagraphText {
    /// The same in every language and version.
    pub id: String,
    /// The text, without markup.
    pub text: String,
    /// The way to the control that keeps what the paragraph promises; `null` where there is none yet.
    #[serde(default)]
    pub control: Option<Control>,
}

/// A link from a paragraph to the page with its control.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Control {
    /// An address of the page, such as `/profile`.
    pub address: String,
    /// What the link says.
    pub name: String,
}

/// `GET /policies`: what has been published, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublishedVersion {
    /// The version's id.
    pub version: String,
    /// The day from which it is in force, `YYYY-MM-DD`.
    pub effective_on: String,
    /// The day on which it was published, `YYYY-MM-DD`.
    pub published_on: String,
}
