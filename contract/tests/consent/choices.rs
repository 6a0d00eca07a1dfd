//! The table of SPEC section 5, and choices: a damaged cookie says no.

use contract::account::Language;
use contract::consent::choice::VALUE_MAX;
use contract::consent::record::{ConsentForm, NewConsent};
use contract::consent::{
    CONSENT, Categories, Category, Choice, LANGUAGE, REVISIONS, Revision, SESSION, Shown, Source, TABLE, Use, Writer,
    current, needs_asking, text_hash,
};
use contract::evidence::Hash;
use contract::form::Form;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::{DAY, ID, NEWEST, NOW, TEXT_HASH, choice};

fn read(value: &str) -> Option<Choice> {
    Choice::read(value, NOW, NEWEST)
}

/// The cookie with these letters for its categories.
fn with_letters(letters: &str) -> String {
    format!("1.{ID}.{letters}.{NOW}.pl.1.banner.r")
}

/// True when everything that the one allows is allowed by the other, too.
fn is_within(one: Categories, other: Categories) -> bool {
    one.list().all(|category| other.allow(category))
}

prop_compose! {
    fn any_choice()(
        id in "[A-Za-z0-9_-]{22}",
        (preferences, statistics, marketing, despite) in any::<(bool, bool, bool, bool)>(),
        chosen_at in NOW - 180 * DAY + 1..=NOW + DAY,
        language in select(&Language::ALL[..]),
        revision in 1..=NEWEST,
        source in select(&Source::ALL[..]),
        is_recorded in any::<bool>(),
    ) -> Choice {
        Choice {
            id,
            categories: Categories { preferences, statistics, marketing },
            despite_signal: despite && (statistics || marketing),
            chosen_at,
            language,
            revision,
            source,
            is_recorded,
        }
    }
}

#[test]
fn the_table_is_the_one_of_the_specification() {
    let rows: Vec<_> = TABLE.iter().map(|kept| (kept.name, kept.category, kept.writer, kept.days)).collect();
    assert_eq!(
        rows,
        [
            ("__Host-session", Category::Necessary, Writer::Backend, 30),
            ("consent", Category::Necessary, Writer::Page, 180),
            ("language", Category::Preferences, Writer::Page, 365),
            ("theme", Category::Preferences, Writer::Page, 365),
            ("formats", Category::Preferences, Writer::Page, 365),
        ]
    );
    assert_eq!(TABLE.map(|kept| kept.purpose), [Use::Session, Use::Choice, Use::Language, Use::Theme, Use::Formats]);
    for (at, kept) in TABLE.iter().enumerate() {
        assert!(TABLE[..at].iter().all(|other| other.name != kept.name), "{} is there twice", kept.name);
        // RFC 6265, 4.1.1: what a name may consist of, and more than we need.
        assert!(kept.name.bytes().all(|byte| byte.is_ascii_alphabetic() || b"_-".contains(&byte)), "{}", kept.name);
    }
    assert_eq!((SESSION.max_age(), CONSENT.max_age(), LANGUAGE.max_age()), (2_592_000, 15_552_000, 31_536_000));
}

#[test]
fn a_cookie_is_bound_to_this_host_and_to_tls() {
    assert_eq!(CONSENT.cookie("1.x", 15_552_000), "consent=1.x; Secure; SameSite=Lax; Path=/; Max-Age=15552000");
    assert_eq!(LANGUAGE.cookie("", 0), "language=; Secure; SameSite=Lax; Path=/; Max-Age=0");
}

#[test]
fn a_choice_is_written_as_its_description_says() {
    assert_eq!(choice().write(), "1.x7Qk-AbCdEfGh_0123456w.ps.1795000000.pl.1.banner.r");
    let none = Choice {
        categories: Categories::NONE,
        language: Language::En,
        source: Source::Settings,
        is_recorded: false,
        ..choice()
    };
    assert_eq!(none.write(), "1.x7Qk-AbCdEfGh_0123456w.-.1795000000.en.1.settings.n");
    let all = Choice { categories: Categories::ALL, despite_signal: true, source: Source::Signal, ..choice() };
    assert_eq!(all.write(), "1.x7Qk-AbCdEfGh_0123456w.psm!.1795000000.pl.1.signal.r");
    for choice in [none, all] {
        assert_eq!(read(&choice.write()), Some(choice));
    }
}

#[test]
fn the_longest_value_is_far_from_the_limit() {
    let longest = Choice {
        categories: Categories::ALL,
        despite_signal: true,
        chosen_at: i64::MIN,
        revision: u32::MAX,
        source: Source::Settings,
        ..choice()
    };
    // 1 + 22 + 4 + 20 + 2 + 10 + 8 + 1 and seven dots.
    assert_eq!(longest.write().len(), 75);
    assert_eq!(VALUE_MAX, 511);
}

#[test]
fn of_all_letters_only_the_fourteen_that_are_written_are_read() {
    let written = ["-", "p", "s", "m", "ps", "pm", "sm", "psm", "s!", "m!", "ps!", "pm!", "sm!", "psm!"];
    let mut tried = 0;
    let mut of_one_length = vec![String::new()];
    for _ in 0..6 {
        let mut longer = Vec::new();
        for letters in of_one_length {
            let choice = read(&with_letters(&letters));
            assert_eq!(choice.is_some(), written.contains(&letters.as_str()), "{letters}");
            if let Some(choice) = choice {
                let Categories { preferences, statistics, marketing } = choice.categories;
                assert_eq!(
                    [preferences, statistics, marketing],
                    ["p", "s", "m"].map(|letter| letters.contains(letter))
                );
                assert_eq!(choice.despite_signal, letters.ends_with('!'));
            }
            tried += 1;
            longer.extend(["p", "s", "m", "!", "-", "P", " "].map(|letter| [&letters, letter].concat()));
        }
        of_one_length = longer;
    }
    // 1 + 7 + 49 + 343 + 2 401 + 16 807.
    assert_eq!(tried, 19_608);
}

#[test]
fn a_byte_that_is_changed_where_there_is_one_truth_makes_it_no_choice() {
    let value = choice().write();
    let (letters, time, revision) = (25..27, 28..38, 42..43);
    assert_eq!((&value[letters.clone()], &value[time.clone()], &value[revision.clone()]), ("ps", "1795000000", "1"));
    for place in 0..value.len() {
        for other in (0..=u8::MAX).map(char::from) {
            let mut changed = value[..place].to_owned();
            changed.push(other);
            changed.push_str(&value[place + 1..]);
            if changed == value {
                continue;
            }
            let may_be_read = match place {
                // Another id, another time of the last half year, another known revision are somebody's.
                2..24 => other.is_ascii_alphanumeric() || other == '-' || other == '_',
                place if letters.contains(&place) => changed == with_letters("pm"),
                // The third digit counts 116 days each; the first two count years.
                place if time.contains(&place) => other.is_ascii_digit() && place >= 30,
                place if revision.contains(&place) => other == '2' || other == '3',
                // Recorded or not: the last letter.
                _ => place == value.len() - 1 && other == 'n',
            };
            if !may_be_read {
                assert_eq!(read(&changed), None, "{changed}");
            }
        }
    }
}

#[test]
fn what_is_of_another_version_time_or_revision_is_no_choice() {
    let of = |chosen_at: i64, revision: u32| Choice { chosen_at, revision, ..choice() }.write();
    for (value, why) in [
        (of(NOW - 180 * DAY, 1), "out of date"),
        (of(NOW + DAY + 1, 1), "of a time to come"),
        (of(i64::MAX, 1), "beyond time"),
        (of(NOW, 0), "of no revision"),
        (of(NOW, NEWEST + 1), "of a revision to come"),
        (of(NOW, 1).replacen('1', "2", 1), "of version 2"),
        (of(NOW, 1).replacen("1.", "", 1), "of no version"),
        (of(NOW, 1).replace("1795000000", "+1795000000"), "a sign"),
        (of(NOW, 1).replace("1795000000", "01795000000"), "a zero before it"),
        (of(NOW, 1).replace("1795000000", "1795000000.0"), "a fraction"),
        (of(NOW, 1).replace(".1.banner", ".01.banner"), "a zero before it"),
        (of(NOW, 1).replace("pl", "de"), "a language that is not ours"),
        (of(NOW, 1).replace("banner", "footer"), "an unknown source"),
        (of(NOW, 1).replace(ID, &ID[1..]), "a short id"),
        (of(NOW, 1).replace(ID, &format!("{ID}a")), "a long id"),
        (of(NOW, 1).replace(ID, &ID.replace('_', "+")), "an id with a strange sign"),
        (format!("{} ", of(NOW, 1)), "a space"),
        (format!("\"{}\"", of(NOW, 1)), "quotation marks"),
        (format!("{}{}", of(NOW, 1), ".".repeat(VALUE_MAX)), "too long"),
        (of(NOW, 1).replace(ID, &"x".repeat(VALUE_MAX)), "too long by its id"),
        (String::new(), "nothing"),
        (".......".to_owned(), "dots"),
    ] {
        assert_eq!(read(&value), None, "{why}: {value}");
    }
    for value in [of(NOW - 180 * DAY + 1, 1), of(NOW + DAY, 1), of(NOW, NEWEST)] {
        assert!(read(&value).is_some(), "{value}");
    }
}

proptest! {
    #[test]
    fn every_choice_is_read_back_as_it_was_written(choice in any_choice()) {
        let value = choice.write();
        prop_assert!(value.len() <= VALUE_MAX);
        // RFC 6265, 4.1.1: no control characters, spaces, quotation marks, commas, semicolons, backslashes.
        prop_assert!(value.bytes().all(|byte| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte)));
        prop_assert_eq!(read(&value), Some(choice));
    }

    #[test]
    fn a_value_that_lost_or_doubled_something_never_says_more_than_before(
        choice in any_choice(), from in any::<Index>(), length in 1..4_usize, doubled in any::<bool>(),
    ) {
        let value = choice.write();
        let from = from.index(value.len());
        let to = (from + length).min(value.len());
        let rest = if doubled { &value[from..] } else { &value[to..] };
        let damaged = [if doubled { &value[..to] } else { &value[..from] }, rest].concat();
        if let Some(left) = read(&damaged) {
            prop_assert!(is_within(left.categories, choice.categories), "{} became {}", value, damaged);
        }
    }

    #[test]
    fn a_value_that_was_cut_is_no_choice(choice in any_choice(), at in any::<Index>()) {
        let value = choice.write();
        let at = at.index(value.len());
        prop_assert_eq!(read(&value[..at]), None);
        if at > 0 {
            prop_assert_eq!(read(&value[at..]), None);
        }
    }

    #[test]
    fn whatever_is_read_is_what_would_be_written(
        choice in any_choice(), place in any::<Index>(), other in "[0-9A-Za-z.!_-]{0,3}|\\PC",
    ) {
        let mut value = choice.write();
        let place = place.index(value.len());
        value.replace_range(place..=place, &other);
        if let Some(read) = read(&value) {
            prop_assert_eq!(read.write(), value);
        }
    }

    #[test]
    fn a_text_of_chance_is_no_choice(text in "\\PC{0,600}|[a-z0-9.!-]{0,90}|(1\\.)?([a-z0-9!-]{0,22}\\.){7}[rn]") {
        prop_assert_eq!(read(&text), None);
    }

    #[test]
    fn a_record_of_a_choice_passes_the_rules_on_arrival_and_holds_the_choice(
        choice in any_choice(), undo in any::<bool>(),
    ) {
        // The only revision that is published today.
        let choice = Choice { revision: 1, ..choice };
        let sent = serde_json::to_value(NewConsent::of(choice.clone(), Hash::named(TEXT_HASH), undo)).expect("JSON");
        let new = serde_json::from_value::<ConsentForm>(sent).expect("the form").check().expect("it passes");
        prop_assert_eq!(new.choice(), &Choice { is_recorded: true, ..choice });
        prop_assert_eq!((String::from(new.text_hash()), new.undo()), (TEXT_HASH.to_owned(), undo));
    }
}

#[test]
fn a_cookie_lives_180_days_from_the_choice_whenever_it_is_written() {
    for (now, life) in [
        (NOW, 15_552_000),
        (NOW + 1, 15_551_999),
        (NOW + 179 * DAY, 86_400),
        (NOW + 180 * DAY, 0),
        (NOW + 200 * DAY, 0),
        // The clock of the browser was ahead.
        (NOW - 3_600, 15_552_000),
    ] {
        assert_eq!(choice().life(now), life);
    }
}

#[test]
fn the_signal_refuses_statistics_and_marketing_unless_they_were_allowed_against_it() {
    let all = Choice { categories: Categories::ALL, ..choice() };
    let insisted = Choice { despite_signal: true, ..all.clone() };
    let none = Choice { categories: Categories::NONE, ..choice() };
    // Necessary, preferences, statistics, marketing.
    for (choice, signal, allowed) in [
        (&all, false, [true, true, true, true]),
        (&all, true, [true, true, false, false]),
        (&insisted, true, [true, true, true, true]),
        (&insisted, false, [true, true, true, true]),
        (&none, false, [true, false, false, false]),
        (&none, true, [true, false, false, false]),
    ] {
        assert_eq!(Category::ALL.map(|category| choice.allows(category, signal)), allowed, "{choice:?} {signal}");
    }
    let left = Categories { preferences: true, statistics: false, marketing: false };
    assert_eq!(Categories::ALL.under_signal(), left);
    assert!(Categories::ALL.conflicts_with_signal() && !left.conflicts_with_signal());
}

#[test]
fn the_necessary_ones_cannot_be_refused() {
    let none = Category::ALL.into_iter().fold(Categories::ALL, |allowed, category| allowed.with(category, false));
    assert_eq!(none, Categories::NONE);
    assert_eq!(none.list().collect::<Vec<_>>(), [Category::Necessary]);
    assert_eq!(Category::ALL.into_iter().collect::<Categories>(), Categories::ALL);
}

#[test]
fn people_are_asked_again_about_what_changed_in_substance_and_about_nothing_else() {
    let revision = |number, changed| Revision { number, published_on: "2026-11-25", changed, shown: &[] };
    let revisions = [
        revision(1, &[]),
        revision(2, &[]),
        revision(3, &[Category::Statistics]),
        revision(4, &[Category::Marketing, Category::Statistics]),
        revision(5, &[]),
        revision(6, &[Category::Preferences]),
    ];
    let asked = |answered| needs_asking(&revisions, answered);
    for answered in [1, 2] {
        assert_eq!(asked(answered), [Category::Preferences, Category::Statistics, Category::Marketing]);
    }
    assert_eq!(asked(3), [Category::Preferences, Category::Statistics, Category::Marketing]);
    assert_eq!(asked(4), [Category::Preferences]);
    assert_eq!(asked(5), [Category::Preferences]);
    assert_eq!(asked(6), []);
    assert_eq!(needs_asking(&revisions[..2], 1), [], "only words changed");
    assert_eq!(needs_asking(&revisions[..5], 4), [], "only words changed");
    assert_eq!((current(&revisions), current(&[])), (6, 0));
}

#[test]
fn what_was_shown_is_known_by_revision_place_and_language() {
    const fn shown(source: Source, language: Language, hash: u8) -> Shown {
        Shown { source, language, hash: Hash([hash; 32]) }
    }
    const ONE: [Shown; 2] = [shown(Source::Banner, Language::Pl, 1), shown(Source::Banner, Language::En, 2)];
    const TWO: [Shown; 2] = [shown(Source::Banner, Language::Pl, 3), shown(Source::Settings, Language::Pl, 4)];
    let revision = |number, shown| Revision { number, published_on: "2026-11-25", changed: &[], shown };
    let revisions = [revision(1, &ONE), revision(2, &TWO)];
    for (number, source, language, hash) in [
        (1, Source::Banner, Language::Pl, Some(1)),
        (1, Source::Banner, Language::En, Some(2)),
        (2, Source::Banner, Language::Pl, Some(3)),
        (2, Source::Settings, Language::Pl, Some(4)),
        (1, Source::Settings, Language::Pl, None),
        (2, Source::Banner, Language::En, None),
        (3, Source::Banner, Language::Pl, None),
        (0, Source::Banner, Language::Pl, None),
    ] {
        let hash = hash.map(|hash| Hash([hash; 32]));
        assert_eq!(text_hash(&revisions, number, source, language), hash, "{number} {source:?} {language:?}");
    }
}

#[test]
fn every_revision_that_is_published_says_what_is_shown_at_each_place_in_each_language() {
    for (number, revision) in (1..).zip(REVISIONS) {
        assert_eq!(revision.number, number);
        let places = Source::ALL.into_iter().flat_map(|source| Language::ALL.map(|language| (source, language)));
        let hashes = places.map(|(source, language)| text_hash(REVISIONS, number, source, language).expect("a hash"));
        let mut hashes: Vec<_> = hashes.map(String::from).collect();
        assert_eq!(hashes.len(), revision.shown.len());
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), revision.shown.len(), "two places show the same");
    }
}
