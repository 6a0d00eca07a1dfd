//! Short messages: one part, in the alphabet of GSM where that has all the letters.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::delivery::sms_text::{cut, septets};

/// Septets of a message of one part (3GPP TS 23.040).
const SEPTETS: usize = 160;
/// UTF-16 units of a message of one part, in any other alphabet.
const UNITS: usize = 70;

/// The text in one part: without the marks on its letters where that brings it into the alphabet of GSM,
/// whose messages are more than twice as long.
pub(super) fn fit(text: &str) -> String {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain: String = text.chars().flat_map(bare).collect();
    if plain.chars().all(|sign| septets(sign).is_some()) {
        cut(&plain, SEPTETS, "...", |sign| septets(sign).unwrap_or_default())
    } else {
        cut(&text, UNITS, "…", char::len_utf16)
    }
}

/// A letter without its marks; other signs as they are, those of print as those of a typewriter.
fn bare(sign: char) -> impl Iterator<Item = char> {
    let plain = match sign {
        'ł' => 'l',
        'Ł' => 'L',
        '–' | '—' => '-',
        '’' | '‘' => '\'',
        '”' | '“' | '„' => '"',
        '…' => '.',
        other => other,
    };
    plain.nfd().filter(|sign| !is_combining_mark(*sign))
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn polish_letters_lose_their_marks_and_a_message_has_one_part() {
        assert_eq!(fit("Zażółć gęślą jaźń – „ŁÓDŹ”"), "Zazolc gesla jazn - \"LODZ\"");
        assert_eq!(fit(&"ż".repeat(161)), "z".repeat(157) + "...");
        assert_eq!(fit(&"a".repeat(160)), "a".repeat(160));
    }

    #[test]
    fn what_the_alphabet_of_gsm_does_not_have_is_left_as_it_is() {
        assert_eq!(fit("магазин не работает"), "магазин не работает");
        assert_eq!(fit(&"ж".repeat(71)), "ж".repeat(69) + "…");
        // What it has, marks and all, it may lose: the words stay readable.
        assert_eq!(fit("été"), "ete");
    }
}
