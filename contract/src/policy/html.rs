//! The policy as a page that reads without JavaScript: `/policy/{version}.{lang}.html`.

use super::{Frame, Paragraph, Version, Words};
use crate::account::Language;
use crate::pages::Page;

/// The product's name, as the page's heading and its title have it.
const BRAND: &str = "HostTracker";

/// What stands in the page's `style` element, to the letter: its SHA-256 belongs in the CSP. The tokens
/// are those of the application, so that both look alike.
pub const STYLE: &str = concat!(include_str!("../../../style/tokens.css"), include_str!("html.css"));

/// Writes a version in a language as a complete page, the same each time.
///
/// It loads nothing, runs nothing, and sets no cookie (P3). Each section and paragraph can be linked
/// to by its id. A paragraph links to the page that keeps its promise once that page is there.
#[must_use]
pub fn html(version: &Version, language: Language) -> String {
    let words = version.words(language);
    let mut page = Html::default();
    page.mark("<!doctype html>\n<html lang=\"").say(language.code()).mark("\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.mark("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.mark("<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    page.say(words.title).mark(" · ").mark(BRAND).mark("</title>\n");
    page.mark("<meta name=\"description\" content=\"").say(words.summary).mark("\">\n");
    for other in others(language) {
        page.mark("<link rel=\"alternate\" hreflang=\"").say(other.code()).mark("\" href=\"");
        page.say(&version.static_path(other)).mark("\">\n");
    }
    page.mark("<link rel=\"icon\" href=\"data:,\">\n<style>").mark(STYLE).mark("</style>\n</head>\n<body>\n");
    page.header(version, language, &words.frame);
    page.mark("<main class=\"page\" id=\"policy\">\n");
    page.opening(version, words);
    page.contents(words);
    page.sections(version, words);
    page.mark("</main>\n");
    page.footer(version, &words.frame);
    page.mark("</body>\n</html>\n");
    page.0
}

fn others(language: Language) -> impl Iterator<Item = Language> {
    Language::ALL.into_iter().filter(move |other| *other != language)
}

/// A page in the making. Markup is what the source says, everything else is escaped.
#[derive(Default)]
struct Html(String);

impl Html {
    fn mark(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    fn say(&mut self, text: &str) -> &mut Self {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                other => self.0.push(other),
            }
        }
        self
    }

    fn link(&mut self, address: &str, text: &str) -> &mut Self {
        self.mark("<a href=\"").say(address).mark("\">").say(text).mark("</a>")
    }

    /// A paragraph's text, in which addresses of other sites become links.
    fn say_with_links(&mut self, text: &str) {
        for word in text.split_inclusive(' ') {
            let address = word.trim_end_matches([' ', '.', ',', ';', ')']);
            if address.starts_with("https://") {
                self.link(address, address).say(&word[address.len()..]);
            } else {
                self.say(word);
            }
        }
    }

    fn header(&mut self, version: &Version, language: Language, frame: &Frame) {
        self.mark("<a class=\"skip\" href=\"#policy\">").say(frame.skip).mark("</a>\n<header class=\"top\"><div>\n");
        self.mark("<a class=\"brand\" href=\"").say(&Page::Start.path()).mark("\">");
        self.mark("<svg viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.2\" ");
        self.mark("stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\">");
        self.mark("<path d=\"M2 13h4l3-8 5 15 3-9 1.5 2H22\"/></svg>").mark(BRAND).mark("</a>\n<nav aria-label=\"");
        self.say(frame.site).mark("\"><ul class=\"sections\">\n");
        let sections = [
            (Page::Profile, frame.profile),
            (Page::Contacts, frame.contacts),
            (Page::Payments, frame.payments),
            (Page::Privacy, frame.privacy),
        ];
        for (section, name) in sections {
            self.mark("<li>").link(&section.path(), name).mark("</li>\n");
        }
        for other in others(language) {
            self.mark("<li class=\"language\"><a rel=\"alternate\" hreflang=\"").say(other.code()).mark("\" lang=\"");
            self.say(other.code()).mark("\" href=\"").say(&version.static_path(other)).mark("\">");
            self.say(version.words(other).frame.language).mark("</a></li>\n");
        }
        self.mark("</ul></nav>\n</div></header>\n");
    }

    fn opening(&mut self, version: &Version, words: &Words) {
        self.mark("<div class=\"opening\">\n<h1>")
            .say(words.title)
            .mark("</h1>\n<p class=\"lead\">")
            .say(words.summary);
        self.mark("</p>\n<p class=\"date\"><time datetime=\"").say(version.effective_on).mark("\">");
        self.say(words.in_force).mark("</time></p>\n</div>\n");
    }

    fn contents(&mut self, words: &Words) {
        self.mark("<nav class=\"contents\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">");
        self.say(words.frame.contents).mark("</h2>\n<ol>\n");
        for section in words.sections {
            self.mark("<li><a href=\"#").say(section.id).mark("\">").say(section.title).mark("</a></li>\n");
        }
        self.mark("</ol>\n</nav>\n");
    }

    fn sections(&mut self, version: &Version, words: &Words) {
        self.mark("<div class=\"sheet\">\n");
        for (place, (section, said)) in (1..).zip(version.sections.iter().zip(words.sections)) {
            self.mark("<section aria-labelledby=\"").say(section.id).mark("\">\n<h2 id=\"").say(section.id).mark("\">");
            self.say(&format!("{place}. ")).say(said.title).mark("</h2>\n");
            for (within, (paragraph, (_, text))) in (1..).zip(section.paragraphs.iter().zip(said.paragraphs)) {
                self.paragraph(paragraph, &format!("{place}.{within}"), text, &words.frame);
            }
            self.mark("</section>\n");
        }
        self.mark("</div>\n");
    }

    fn paragraph(&mut self, paragraph: &Paragraph, number: &str, text: &str, frame: &Frame) {
        self.mark("<p id=\"").say(paragraph.id).mark("\"><a class=\"number\" href=\"#").say(paragraph.id);
        self.mark("\" aria-label=\"").say(frame.paragraph).mark(" ").say(number).mark("\">").say(number);
        self.mark("</a> <span>").say_with_links(text);
        if let Some((address, name)) = frame.control(paragraph) {
            self.mark(" <span class=\"control\">").link(address, name).mark("</span>");
        }
        self.mark("</span></p>\n");
    }

    fn footer(&mut self, version: &Version, frame: &Frame) {
        self.mark("<footer class=\"foot\"><div>\n<span>").mark(BRAND).mark("</span>\n<span>").say(frame.version);
        self.mark(" ").say(version.id).mark("</span>\n");
        if let Some((address, name)) = frame.named(&Page::Policy.path()) {
            self.link(address, name).mark("\n");
        }
        self.mark("</div></footer>\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_escaped_and_what_is_markup_is_not() {
        let mut page = Html::default();
        page.mark("<p>").say("<b title=\"x\">Q&A's</b>").mark("</p>");
        assert_eq!(page.0, "<p>&lt;b title=&quot;x&quot;&gt;Q&amp;A&#39;s&lt;/b&gt;</p>");
    }

    #[test]
    fn a_link_is_escaped_too() {
        let mut page = Html::default();
        page.say_with_links("(see https://example.org/?a=1&b=\"2\").");
        let address = "https://example.org/?a=1&amp;b=&quot;2&quot;";
        assert_eq!(page.0, format!("(see <a href=\"{address}\">{address}</a>)."));
    }
}
