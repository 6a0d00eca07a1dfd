//! What holds for every version of the policy, in every language.

use std::collections::BTreeSet;

use super::places::Place;
use super::*;
use crate::pages::Page;

/// Longer than this is no longer a short paragraph; characters.
const LONGEST_PARAGRAPH: usize = 700;

fn paragraphs(version: &Version) -> impl Iterator<Item = &'static Paragraph> {
    version.sections.iter().flat_map(|section| section.paragraphs)
}

fn texts(text: &PolicyText) -> impl Iterator<Item = &ParagraphText> {
    text.sections.iter().flat_map(|section| &section.paragraphs)
}

/// Every version in every language.
fn editions() -> impl Iterator<Item = (&'static Version, Language)> {
    versions().iter().flat_map(|version| Language::ALL.map(|language| (version, language)))
}

#[test]
fn a_version_is_found_by_its_id_which_is_the_day_from_which_it_is_in_force() {
    let first = find("2018-05-23").expect("the first version");
    assert_eq!((first.effective_on, first.published_on), ("2018-05-23", "2018-05-23"));
    assert_eq!(find("2018-05-24"), None);
    assert_eq!(find(""), None);
    for version in versions() {
        assert_eq!(version.id, version.effective_on);
        assert!(version.published_on <= version.effective_on);
    }
}

#[test]
fn versions_stand_newest_first_and_none_twice() {
    assert!(versions().is_sorted_by(|earlier, later| earlier.id > later.id));
}

#[test]
fn every_promise_has_a_paragraph_and_a_control() {
    for version in versions() {
        for promise in 1..=25 {
            let kept: Vec<_> = paragraphs(version).filter(|paragraph| paragraph.promises.contains(&promise)).collect();
            assert!(kept.iter().any(|paragraph| paragraph.control.is_some()), "P{promise} in {}", version.id);
        }
        for paragraph in paragraphs(version) {
            assert!(paragraph.promises.iter().all(|promise| (1..=25).contains(promise)), "{}", paragraph.id);
            assert!(paragraph.promises.is_sorted_by(|one, next| one < next), "{}", paragraph.id);
        }
    }
}

#[test]
fn a_control_is_a_page_that_is_there_or_one_that_is_said_to_be_coming() {
    for version in versions() {
        for address in paragraphs(version).filter_map(|paragraph| paragraph.control) {
            assert!(COMING.contains(&address) || Page::read(address).is_some(), "{address}");
        }
    }
}

#[test]
fn nothing_is_said_to_be_coming_that_no_paragraph_waits_for() {
    for address in COMING {
        let awaited = versions().iter().flat_map(paragraphs).any(|paragraph| paragraph.control == Some(address));
        assert!(awaited, "{address}");
    }
}

/// The list as it was last looked at. It only shrinks: who builds a page takes its address from both.
const STILL_COMING: [&str; 7] =
    ["/bot", "/notices", "/payments", "/payments/packages", "/privacy", "/privacy/requests", "/privacy/retention"];

#[test]
fn the_list_of_what_is_coming_only_shrinks() {
    assert_eq!(COMING, STILL_COMING);
}

#[test]
fn a_control_is_either_coming_or_a_page_with_a_link_that_has_a_name_and_never_both() {
    for (version, language) in editions() {
        let named: BTreeSet<_> = version.words(language).frame.controls.iter().map(|(address, _)| *address).collect();
        for address in paragraphs(version).filter_map(|paragraph| paragraph.control) {
            assert_ne!(COMING.contains(&address), named.contains(address), "{address}, {language:?}");
        }
        assert!(named.iter().all(|address| Page::read(address).is_some()), "{language:?}");
    }
}

#[test]
fn the_page_of_a_built_control_leads_back_to_every_paragraph_that_leads_to_it() {
    let kept: [(&str, &[Place]); 8] = [
        ("/", &places::START),
        ("/register", &places::REGISTER),
        ("/profile", &places::PROFILE),
        ("/contacts", &places::CONTACTS),
        ("/cookies", &places::COOKIES),
        ("/support", &places::SUPPORT),
        ("/privacy/evidence", &places::EVIDENCE),
        ("/privacy/recipients", &places::RECIPIENTS),
    ];
    let mut led_to = BTreeSet::new();
    for (section, at) in versions()[0].sections.iter().zip(1..) {
        for (paragraph, within) in section.paragraphs.iter().zip(1..) {
            // The policy page is where these paragraphs stand themselves.
            let built = paragraph.control.filter(|address| !COMING.contains(address) && *address != "/policy");
            let Some(address) = built else { continue };
            led_to.insert(address);
            let (_, back) = kept.iter().find(|(known, _)| *known == address).expect("a page that leads back");
            let place = Place { id: paragraph.id, section: at, paragraph: within };
            assert!(back.contains(&place), "{address} does not lead back to {}", paragraph.id);
        }
    }
    assert_eq!(led_to.len(), kept.len());
}

#[test]
fn a_paragraph_says_the_way_to_its_control_in_the_language_of_the_page() {
    let text = versions()[0].text(Language::En);
    let control = |id: &str| texts(&text).find(|paragraph| paragraph.id == id).and_then(|found| found.control.clone());
    let support = control("contact-support").expect("a built control");
    assert_eq!((support.address.as_str(), support.name.as_str()), ("/support", "Write to support"));
    assert_eq!(control("rights-erasure"), None, "its page is coming");
    assert_eq!(control("collection-scope"), None, "it promises nothing");
}

#[test]
fn ids_are_unique_and_fit_for_an_address() {
    for version in versions() {
        let sections = version.sections.iter().map(|section| section.id);
        // These two are the page's own anchors.
        let mut seen = BTreeSet::from(["policy", "contents"]);
        for id in sections.chain(paragraphs(version).map(|paragraph| paragraph.id)) {
            assert!(seen.insert(id), "{id} stands twice");
            assert!(id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{id}");
        }
        for section in version.sections {
            for paragraph in section.paragraphs {
                assert!(paragraph.id.starts_with(section.id), "{} is not of {}", paragraph.id, section.id);
            }
        }
    }
}

#[test]
fn the_words_of_every_language_have_the_ids_of_the_structure_in_its_order() {
    for (version, language) in editions() {
        let structure: Vec<_> = version
            .sections
            .iter()
            .map(|section| (section.id, section.paragraphs.iter().map(|paragraph| paragraph.id).collect::<Vec<_>>()))
            .collect();
        let words: Vec<_> = version
            .words(language)
            .sections
            .iter()
            .map(|section| (section.id, section.paragraphs.iter().map(|(id, _)| *id).collect::<Vec<_>>()))
            .collect();
        assert_eq!(words, structure, "{language:?}");
    }
}

#[test]
fn the_text_joins_the_structure_with_the_words_of_the_language() {
    for (version, language) in editions() {
        let text = version.text(language);
        assert_eq!((text.version.as_str(), text.language), (version.id, language));
        let ids: Vec<_> = texts(&text).map(|paragraph| paragraph.id.as_str()).collect();
        assert_eq!(ids, paragraphs(version).map(|paragraph| paragraph.id).collect::<Vec<_>>());
    }
    let polish = versions()[0].text(Language::Pl);
    assert_eq!(polish.title, "Polityka prywatności");
    assert_eq!(polish.sections[0].id, "collection");
    assert_eq!(polish.sections[0].title, "Jakie dane zbieramy");
}

#[test]
fn no_text_is_empty_too_long_untrimmed_or_marked_up() {
    for (version, language) in editions() {
        let text = version.text(language);
        let headings = text.sections.iter().map(|section| &section.title).chain([&text.title, &text.summary]);
        for said in headings.chain(texts(&text).map(|paragraph| &paragraph.text)) {
            assert!(!said.is_empty() && said.trim() == said, "{said:?}");
            assert!(said.chars().count() <= LONGEST_PARAGRAPH, "{said}");
            assert!(!said.contains(['<', '>', '\n', '\t']) && !said.contains("  "), "{said:?}");
        }
    }
}

#[test]
fn a_paragraph_ends_as_a_sentence_does() {
    for (version, language) in editions() {
        for paragraph in texts(&version.text(language)) {
            assert!(paragraph.text.ends_with('.'), "{}", paragraph.id);
        }
    }
}

#[test]
fn the_languages_say_each_paragraph_in_their_own_words() {
    for version in versions() {
        let (polish, english) = (version.text(Language::Pl), version.text(Language::En));
        for (one, other) in texts(&polish).zip(texts(&english)) {
            assert_ne!(one.text, other.text, "{}", one.id);
        }
    }
}

#[test]
fn no_one_letter_word_of_polish_can_end_a_line() {
    for version in versions() {
        let text = version.text(Language::Pl);
        for said in texts(&text).map(|paragraph| &paragraph.text).chain([&text.summary]) {
            let loose = said.split(' ').find(|word| word.trim_start_matches(['(', '„']).chars().count() == 1);
            assert_eq!(loose, None, "{said}");
        }
    }
}

#[test]
fn the_bot_is_reported_at_the_address_that_microsoft_gives() {
    for (version, language) in editions() {
        let text = version.text(language);
        let abuse = texts(&text).find(|paragraph| paragraph.id == "bot-abuse").expect("P23");
        assert!(abuse.text.contains("https://www.botframework.com "), "{}", abuse.text);
    }
}

#[test]
fn the_day_of_the_first_version_is_written_out_in_the_language() {
    let first = find("2018-05-23").expect("the first version");
    for (language, written) in [(Language::Pl, "23\u{a0}maja 2018\u{a0}r."), (Language::En, "23\u{a0}May 2018")] {
        assert!(first.words(language).in_force.ends_with(written), "{language:?}");
        let text = first.text(language);
        let dated = texts(&text).find(|paragraph| paragraph.id == "changes-date").expect("P24");
        assert!(dated.text.contains(written), "{}", dated.text);
        assert!(html(first, language).contains(&format!("{written}</time>")));
    }
}

#[test]
fn what_is_published_is_told_by_id_and_dates() {
    let told = PublishedVersion::from(&versions()[0]);
    assert_eq!(
        serde_json::to_value(told).expect("JSON"),
        serde_json::json!({ "version": "2018-05-23", "effective_on": "2018-05-23", "published_on": "2018-05-23" })
    );
}

#[test]
fn the_page_names_its_language_and_links_to_the_others() {
    let polish = html(&versions()[0], Language::Pl);
    assert!(polish.starts_with("<!doctype html>\n<html lang=\"pl\">\n"));
    assert!(polish.contains("<title>Polityka prywatności · HostTracker</title>"));
    assert!(polish.contains("hreflang=\"en\" lang=\"en\" href=\"/policy/2018-05-23.en.html\">English</a>"));
    let english = html(&versions()[0], Language::En);
    assert!(english.starts_with("<!doctype html>\n<html lang=\"en\">\n"));
    assert!(english.contains("hreflang=\"pl\" lang=\"pl\" href=\"/policy/2018-05-23.pl.html\">Polski</a>"));
}

#[test]
fn the_page_says_every_paragraph_under_its_own_anchor() {
    for (version, language) in editions() {
        let page = html(version, language);
        assert_eq!(page.matches("<h1>").count(), 1);
        for section in version.sections {
            assert_eq!(page.matches(&format!(" id=\"{}\"", section.id)).count(), 1, "{}", section.id);
            assert!(page.contains(&format!("<section aria-labelledby=\"{}\">", section.id)));
        }
        for paragraph in paragraphs(version) {
            let start = format!("<p id=\"{0}\"><a class=\"number\" href=\"#{0}\"", paragraph.id);
            assert_eq!(page.matches(&start).count(), 1, "{}", paragraph.id);
        }
    }
}

#[test]
fn the_page_runs_and_loads_nothing_and_all_pages_have_one_style() {
    for (version, language) in editions() {
        let page = html(version, language);
        assert!(page.contains(&format!("<style>{STYLE}</style>")));
        for forbidden in ["<script", " style=", " src=", " onclick", "javascript:", "@import", "url("] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
    }
}

#[test]
fn an_address_of_another_site_becomes_a_link_without_the_full_stop_after_it() {
    let english = html(&versions()[0], Language::En);
    assert!(english.contains("go to <a href=\"https://www.botframework.com\">https://www.botframework.com</a> and"));
    assert!(english.contains(">https://privacy.microsoft.com/privacystatement</a>.</span>"));
}

#[test]
fn a_paragraph_links_to_its_control_once_that_is_there() {
    for (version, language) in editions() {
        let page = html(version, language);
        let built: Vec<_> = paragraphs(version)
            .filter_map(|paragraph| paragraph.control)
            .filter(|address| !COMING.contains(address))
            .collect();
        assert_eq!(page.matches("<span class=\"control\">").count(), built.len(), "a link of {language:?} has no name");
        for address in built {
            assert!(page.contains(&format!("<span class=\"control\"><a href=\"{address}\">")), "{address}");
        }
    }
}
