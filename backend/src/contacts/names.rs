//! What an account is called before people who may not know it.
//!
//! Whoever registers chooses these names, and the messages go to strangers: nothing in them may look like
//! an advertisement, or turn into a link.

use contract::profile::SavedProfile;

/// The longest name that is shown, in characters.
const LONGEST: usize = 60;

/// The name of the account: its company, or its person's name.
#[must_use]
pub fn of_account(profile: &SavedProfile) -> String {
    let company = presentable(&profile.company);
    if company.is_empty() { of_person(profile) } else { company }
}

/// First and last name of the account's person.
#[must_use]
pub fn of_person(profile: &SavedProfile) -> String {
    presentable(&[&profile.first_name, " ", &profile.last_name].concat())
}

/// Letters, digits and what stands in names. A dot with two letters or more behind it gets a space there,
/// so that no program makes a link of it.
fn presentable(name: &str) -> String {
    let mut shown = String::new();
    let signs: Vec<char> = name.chars().collect();
    for (at, sign) in signs.iter().copied().enumerate() {
        if sign == '.' {
            let is_domain =
                signs.get(at + 1..at + 3).is_some_and(|next| next.iter().all(|sign| sign.is_alphanumeric()));
            shown.push_str(if is_domain { ". " } else { "." });
        } else if sign.is_alphanumeric() || is_mark(sign) || " '’&+,()!„”“\"–-".contains(sign) {
            shown.push(sign);
        } else {
            shown.push(' ');
        }
    }
    let words: Vec<&str> = shown.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST).collect::<String>().trim().to_owned()
}

/// Combining marks, joiners: what scripts such as Devanagari need inside a word.
fn is_mark(sign: char) -> bool {
    unicode_normalization::char::is_combining_mark(sign) || sign == '\u{200c}' || sign == '\u{200d}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_and_links_do_not() {
        for name in ["Analytical Engines Ltd.", "Żółć Sp. z o.o.", "O’Neill & Sons", "3M", "प्रिया", "Ada Lovelace"]
        {
            assert_eq!(presentable(name), name);
        }
        for (name, shown) in [
            ("win.example.org", "win. example. org"),
            ("see http://evil.example/x?a=1", "see http evil. example x a 1"),
            ("a@example.org", "a example. org"),
            ("<b>Ada</b>", "b Ada b"),
            ("Ada\u{202e}x", "Ada x"),
        ] {
            assert_eq!(presentable(name), shown);
        }
        assert_eq!(presentable(&"a".repeat(100)).len(), 60);
    }
}
