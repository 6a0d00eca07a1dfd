//! How much a short message can say: ten parts, which is where networks and gateways draw the line.

/// Parts of one message.
const PARTS: usize = 10;
/// Septets in a part of the alphabet of GSM (3GPP TS 23.040, 9.2.3.24.1).
const SEPTETS: usize = 153;
/// UTF-16 units in a part of any other text.
const UNITS: usize = 67;
/// The alphabet of GSM (3GPP TS 23.038, 6.2.1), without those that take two septets.
const ALPHABET: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Those that take two septets (6.2.1.1).
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// The text as it goes out: whole, or as much of it as fits, with dots at its end.
#[must_use]
pub fn fit(text: &str) -> String {
    let text = text.trim();
    let is_gsm = text.chars().all(|sign| septets(sign).is_some());
    let (room, end) = if is_gsm { (PARTS * SEPTETS, "...") } else { (PARTS * UNITS, "…") };
    let size = |sign: char| if is_gsm { septets(sign).unwrap_or_default() } else { sign.len_utf16() };
    cut(text, room, end, size)
}

/// The beginning of a text that has room, with `end` where something is left out.
#[must_use]
pub fn cut(text: &str, room: usize, end: &str, size: impl Fn(char) -> usize) -> String {
    if text.chars().map(&size).sum::<usize>() <= room {
        return text.to_owned();
    }
    let mut left = room.saturating_sub(end.chars().map(&size).sum());
    let fitting = text.chars().take_while(|sign| {
        let taken = size(*sign);
        let fits = taken <= left;
        left = left.saturating_sub(taken);
        fits
    });
    fitting.collect::<String>().trim_end().to_owned() + end
}

/// How much room a sign takes in the alphabet of GSM; `None` for one that it does not have.
#[must_use]
pub fn septets(sign: char) -> Option<usize> {
    if ALPHABET.contains(sign) { Some(1) } else { EXTENSION.contains(sign).then_some(2) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alphabet_of_gsm_is_whole() {
        // 128 places of the table, one of which leads to the extension.
        assert_eq!(ALPHABET.chars().count(), 127);
        assert_eq!(EXTENSION.chars().count(), 10);
    }

    #[test]
    fn a_text_that_fits_is_left_alone_and_a_longer_one_ends_in_dots() {
        assert_eq!(fit(" down\n"), "down");
        assert_eq!(fit(&"a".repeat(1_530)), "a".repeat(1_530));
        assert_eq!(fit(&"a".repeat(1_531)), "a".repeat(1_527) + "...");
        assert_eq!(fit(&"€".repeat(765)), "€".repeat(765));
        assert_eq!(fit(&"€".repeat(766)), "€".repeat(763) + "...");
        assert_eq!(fit(&"ż".repeat(670)), "ż".repeat(670));
        assert_eq!(fit(&"ż".repeat(671)), "ż".repeat(669) + "…");
        // Two UTF-16 units each, and one is left for the dots.
        assert_eq!(fit(&"🔔".repeat(336)), "🔔".repeat(334) + "…");
    }
}
