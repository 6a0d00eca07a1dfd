//! What a provider said of a message, in one line that a customer may read.

use serde_json::Value;

/// As much of it is kept, in characters.
const MAX: usize = 200;
/// Where providers put words for people, the best place first.
const PLACES: [&str; 6] = ["message", "description", "detail", "error_description", "title", "error"];
/// What stands for what must not be repeated.
const HIDDEN: &str = "…";

/// The words in the body of an answer, without `hidden`; `None` when there are none for people.
#[must_use]
pub fn said(body: &[u8], hidden: &[&str]) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let text = match serde_json::from_str::<Value>(&text) {
        Ok(json) => find(&json).map_or_else(|| json.to_string(), str::to_owned),
        // A page for browsers.
        Err(_) if text.trim_start().starts_with('<') => return None,
        Err(_) => text.into_owned(),
    };
    line(&text, hidden)
}

/// The words in one line, without `hidden`; `None` when there are none.
#[must_use]
pub fn line(text: &str, hidden: &[&str]) -> Option<String> {
    let mut hidden: Vec<&str> = hidden.iter().copied().filter(|text| !text.is_empty()).collect();
    // The longest first: one may be a part of another.
    hidden.sort_unstable_by_key(|text| std::cmp::Reverse(text.len()));
    let mut text = text.to_owned();
    for secret in hidden {
        let quoted = Value::from(secret).to_string();
        text = text.replace(secret, HIDDEN).replace(quoted.trim_matches('"'), HIDDEN);
    }
    let clean: String = text.chars().map(|sign| if is_unseen(sign) { ' ' } else { sign }).collect();
    let line = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let line: String = line.chars().take(MAX).collect();
    (!line.is_empty()).then_some(line)
}

/// Control characters, and those that turn the direction of what follows.
fn is_unseen(sign: char) -> bool {
    sign.is_control() || matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn find(json: &Value) -> Option<&str> {
    let words = |value: &'_ Value| value.as_str().is_some_and(|text| !text.trim().is_empty());
    match json {
        Value::Object(fields) => PLACES
            .iter()
            .filter_map(|place| fields.get(*place))
            .find(|value| words(value))
            .and_then(Value::as_str)
            .or_else(|| fields.values().find_map(find)),
        Value::Array(items) => items.iter().find_map(find),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_for_people_are_found_where_providers_put_them() {
        for (body, words) in [
            (r#"{"code":21211,"message":"The number is not valid."}"#, "The number is not valid."),
            (
                r#"{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}"#,
                "Bad Request: chat not found",
            ),
            (r#"{"requestError":{"serviceException":{"text":"x","message":"No credit"}}}"#, "No credit"),
            (r#"{"errors":[{"title":"Wrong","detail":"Sender unknown"}]}"#, "Sender unknown"),
            (r#"{"status":13}"#, r#"{"status":13}"#),
            ("ERROR:11\r\n\tno route", "ERROR:11 no route"),
        ] {
            assert_eq!(said(body.as_bytes(), &[]).as_deref(), Some(words));
        }
        for body in ["", " \r\n", "<!doctype html><title>Bad Gateway</title>"] {
            assert_eq!(said(body.as_bytes(), &[]), None);
        }
    }

    #[test]
    fn it_is_one_short_line_without_control_characters() {
        let words = said("a\u{0}b\u{1b}[31mc\u{202e}d\n".repeat(100).as_bytes(), &[]).expect("words");
        assert_eq!(words.chars().count(), 200);
        assert!(words.starts_with("a b [31mc d a b"), "{words}");
        assert_eq!(said("ż".repeat(300).as_bytes(), &[]), Some("ż".repeat(200)));
    }

    #[test]
    fn what_must_not_be_repeated_is_not_however_it_is_written() {
        let hidden = ["Bearer k-1\"2", "k-1\"2", "+48601000001", ""];
        for body in ["no Bearer k-1\"2 for +48601000001", r#"{"x":"no Bearer k-1\"2 for +48601000001"}"#] {
            let words = said(body.as_bytes(), &hidden).expect("words");
            assert!(words.contains("no … for …") && !words.contains("k-1") && !words.contains("601"), "{words}");
        }
    }
}
