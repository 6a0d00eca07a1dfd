//! SMS by any gateway that takes an HTTP POST: its address, headers and body are the operator's.

use axum::http::header::{ACCEPT, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, TRANSFER_ENCODING, USER_AGENT};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri};
use serde_json::Value;

use super::http::{self, Http, Reply};
use super::sms_text::fit;
use super::{Delivering, Delivery, Failure, Message, said};
use crate::Fault;
use crate::config::SmsGateway;

/// What a body may hold in braces.
const PLACES: [&str; 3] = ["to", "text", "id"];
/// Headers that the connection is made of, or that the client writes itself.
const OURS: [HeaderName; 4] = [CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING];
/// Headers whose values are no secrets.
const OPEN: [HeaderName; 3] = [ACCEPT, CONTENT_TYPE, USER_AGENT];

/// A gateway.
pub struct Sms {
    http: Http,
    address: Uri,
    host: String,
    headers: HeaderMap,
    kind: HeaderValue,
    body: Template,
    secrets: Vec<String>,
}

impl Sms {
    /// The gateway of the options; `None` without one. Nothing is connected yet.
    ///
    /// # Errors
    /// A [`Fault`] when something is not well formed. It repeats nothing that may hold a secret.
    pub fn new(options: &SmsGateway, http: &Http) -> Result<Option<Self>, Fault> {
        let (Some(url), Some(body)) = (&options.sms_url, &options.sms_body) else { return Ok(None) };
        let (address, host) = http::address("--sms-url", url)?;
        let mut headers = read_headers(&options.sms_header)?;
        let kind = headers.remove(CONTENT_TYPE).unwrap_or(HeaderValue::from_static("application/json"));
        let body = Template::new(body, Escape::of(&kind)?)?;
        let secrets = secrets(&address, &headers, &body);
        Ok(Some(Self { http: http.clone(), address, host, headers, kind, body, secrets }))
    }

    /// What the gateway's answer means.
    fn read(&self, message: &Message, reply: &Reply) -> Result<(), Failure> {
        let cause = format!("the SMS gateway said {}", reply.status);
        let failure = match reply.status {
            200..=299 => return Ok(()),
            // The key, the credit, the address: ours to mend, and no contact's fault; or too early, too often.
            401..=405 | 407 | 408 | 425 | 429 => Failure::temporary(cause),
            400..=499 => Failure::lasting(cause),
            _ => Failure::temporary(cause),
        };
        let mut hidden: Vec<&str> = self.secrets.iter().map(String::as_str).collect();
        hidden.extend([message.written.text.as_str(), message.written.text.trim()]);
        hidden.extend(message.written.code.as_deref());
        hidden.extend(message.written.links.iter().map(String::as_str));
        let reason = said::said(&reply.body, &hidden).unwrap_or_else(|| failure.cause.clone());
        Err(Failure { reason, wait: reply.wait, ..failure })
    }
}

impl Delivery for Sms {
    fn recipient(&self) -> &str {
        &self.host
    }

    fn deliver<'a>(&'a self, message: &'a Message) -> Delivering<'a> {
        Box::pin(async move {
            let body = self.body.fill([&message.to, &fit(&message.written.text), &message.id]);
            let reply = self.http.post(&self.address, self.kind.clone(), &self.headers, body).await?;
            self.read(message, &reply)
        })
    }
}

fn read_headers(typed: &[String]) -> Result<HeaderMap, Fault> {
    let malformed = || Fault::new("--sms-header is not a header: give one as in \"Authorization: Bearer SECRET\"");
    let mut headers = HeaderMap::new();
    for line in typed.iter().filter(|line| !line.trim().is_empty()) {
        let (name, value) = line.split_once(':').ok_or_else(malformed)?;
        let name: HeaderName = name.trim().parse().map_err(|_| malformed())?;
        let value: HeaderValue = value.trim().parse().map_err(|_| malformed())?;
        if OURS.contains(&name) {
            return Err(Fault::new(format!("--sms-header cannot be {name}: the program writes that one itself")));
        }
        headers.append(name, value);
    }
    Ok(headers)
}

/// Everything that the operator gave and that may be secret, so that no answer of the gateway repeats it.
fn secrets(address: &Uri, headers: &HeaderMap, body: &Template) -> Vec<String> {
    let values = headers.iter().filter(|(name, _)| !OPEN.contains(name)).filter_map(|(_, value)| value.to_str().ok());
    // In `Bearer SECRET` the second word is one by itself.
    let mut all: Vec<String> = values
        .flat_map(|value| [Some(value), value.split_once(' ').map(|(_, secret)| secret)])
        .flatten()
        .map(str::to_owned)
        .collect();
    let query = address.query().unwrap_or_default();
    all.push(query.to_owned());
    all.extend(form_urlencoded::parse(query.as_bytes()).map(|(_, value)| value.into_owned()));
    all.extend(address.path().split('/').filter(|part| part.len() >= 16).map(str::to_owned));
    all.extend(body.constants());
    // What is shorter guards nothing, and would be found in any words.
    all.retain(|secret| secret.len() >= 6);
    all
}

/// How a value is written into a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Escape {
    Json,
    Form,
}

impl Escape {
    fn of(kind: &HeaderValue) -> Result<Self, Fault> {
        let kind = kind.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match kind.as_str() {
            "application/x-www-form-urlencoded" => Ok(Self::Form),
            kind if kind == "application/json" || kind.ends_with("+json") => Ok(Self::Json),
            _ => Err(Fault::new(
                "--sms-header gives a Content-Type for which nothing can be escaped: give application/json or \
                 application/x-www-form-urlencoded",
            )),
        }
    }

    fn write(self, value: &str) -> String {
        match self {
            Self::Json => {
                let quoted = Value::from(value).to_string();
                quoted[1..quoted.len() - 1].to_owned()
            }
            Self::Form => form_urlencoded::byte_serialize(value.as_bytes()).collect(),
        }
    }
}

/// The body of a request, with places for what differs.
#[derive(Debug)]
struct Template {
    text: String,
    escape: Escape,
}

impl Template {
    fn new(text: &str, escape: Escape) -> Result<Self, Fault> {
        let template = Self { text: text.trim().to_owned(), escape };
        for place in ["to", "text"] {
            if !text.contains(&format!("{{{place}}}")) {
                return Err(Fault::new(format!("--sms-body has no {{{place}}}: say where that goes")));
            }
        }
        for (at, _) in text.match_indices('{') {
            let word = text[at + 1..].split('}').next().unwrap_or_default();
            let is_place = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
            if is_place && !PLACES.contains(&word) {
                return Err(Fault::new("--sms-body has a word in braces that is none of {to}, {text} and {id}"));
            }
        }
        // Values that are well formed only where every value is.
        let sample = template.fill(["+48601000001", "\"\\\n{id}&=", "a-b_c"]);
        let is_well = match escape {
            Escape::Json => serde_json::from_str::<Value>(&sample).is_ok(),
            Escape::Form => sample.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>{}".contains(&byte)),
        };
        if is_well {
            return Ok(template);
        }
        Err(Fault::new(match escape {
            Escape::Json => {
                "--sms-body is not JSON: give one as in '{\"to\":\"{to}\",\"text\":\"{text}\"}', or the Content-Type of \
                 forms by --sms-header"
            }
            Escape::Form => "--sms-body is not an encoded form: give one as in 'to={to}&text={text}'",
        }))
    }

    /// The body with these values, in the order of [`PLACES`].
    fn fill(&self, values: [&str; 3]) -> String {
        let mut body = String::with_capacity(self.text.len() + 256);
        let mut rest = self.text.as_str();
        while let Some(at) = rest.find('{') {
            body += &rest[..at];
            rest = &rest[at + 1..];
            let place = PLACES
                .iter()
                .zip(values)
                .find_map(|(place, value)| Some((rest.strip_prefix(place)?.strip_prefix('}')?, value)));
            match place {
                Some((after, value)) => {
                    body += &self.escape.write(value);
                    rest = after;
                }
                None => body.push('{'),
            }
        }
        body + rest
    }

    /// The values that are the same in every request: a key, a password, the name of a sender.
    fn constants(&self) -> Vec<String> {
        let empty = self.fill(["", "", ""]);
        let mut found = Vec::new();
        match self.escape {
            Escape::Json => texts(&serde_json::from_str(&empty).unwrap_or_default(), &mut found),
            Escape::Form => found.extend(form_urlencoded::parse(empty.as_bytes()).map(|(_, value)| value.into_owned())),
        }
        found
    }
}

fn texts(json: &Value, found: &mut Vec<String>) {
    match json {
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(fields) => fields.values().for_each(|value| texts(value, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(headers: &[&str], body: &str) -> SmsGateway {
        SmsGateway {
            sms_url: Some("https://sms.example.org/messages?key=url-secret".to_owned()),
            sms_header: headers.iter().map(|header| (*header).to_owned()).collect(),
            sms_body: Some(body.to_owned()),
            sms_secret: None,
        }
    }

    #[test]
    fn values_are_escaped_by_the_kind_of_the_body_and_never_taken_for_places() {
        let values = ["+48601000001", "ż \"{id}\" \\ & =\n", "a-b_c"];
        let json = Template::new(r#"{"to":["{to}"],"m":{"x":"{text}","y":"{id}"}}"#, Escape::Json).expect("a body");
        let sent: Value = serde_json::from_str(&json.fill(values)).expect("JSON");
        assert_eq!(sent, serde_json::json!({ "to": ["+48601000001"], "m": { "x": values[1], "y": "a-b_c" } }));
        let form = Template::new("to={to}&text={text}&id={id}", Escape::Form).expect("a body");
        // By hand after the URL standard, application/x-www-form-urlencoded.
        assert_eq!(form.fill(values), "to=%2B48601000001&text=%C5%BC+%22%7Bid%7D%22+%5C+%26+%3D%0A&id=a-b_c");
    }

    #[test]
    fn a_mistake_in_the_template_is_told_in_one_line_that_repeats_no_secret() {
        let json = r#"{"key":"body-secret","to":"{to}","text":"{text}"}"#;
        for (headers, body) in [
            (&["Authorization Bearer header-secret"][..], json),
            (&["Bad Name: header-secret"], json),
            (&["X-Key: header-secret\r\nX-Other: 1"], json),
            (&["Content-Length: 5"], json),
            (&["Content-Type: text/plain"], json),
            (&["Content-Type: application/x-www-form-urlencoded"], json),
            (&["Content-Type: application/x-www-form-urlencoded"], "key=body-secret&to={to}&text=a {text}"),
            (&[], r#"{"key":"body-secret","to":{to},"text":"{text}"}"#),
            (&[], r#"{"key":"body-secret","to":"{to}","text":"{text}""#),
            (&[], r#"{"key":"body-secret","to":"{to}"}"#),
            (&[], r#"{"key":"body-secret","text":"{text}"}"#),
            (&[], r#"{"key":"body-secret","to":"{to}","text":"{text}","ref":"{reference}"}"#),
        ] {
            let fault = Sms::new(&options(headers, body), &Http::new()).err().expect(body).to_string();
            assert!(fault.starts_with("--sms-") && !fault.contains('\n') && !fault.contains("secret"), "{fault}");
        }
        assert!(Sms::new(&options(&["X-Key: 1", ""], json), &Http::new()).is_ok_and(|sms| sms.is_some()));
        assert!(Sms::new(&SmsGateway::default(), &Http::new()).is_ok_and(|sms| sms.is_none()));
    }

    #[test]
    fn every_secret_of_the_operator_is_known_as_one() {
        let body = r#"{"key":"body-secret","to":"{to}","text":"{text}","from":"us"}"#;
        let headers = ["Authorization: Bearer header-secret", "Accept: application/json"];
        let sms = Sms::new(&options(&headers, body), &Http::new()).expect("a gateway").expect("one");
        for secret in ["url-secret", "header-secret", "Bearer header-secret", "body-secret"] {
            assert!(sms.secrets.iter().any(|known| known == secret), "{secret}");
        }
        assert!(!sms.secrets.iter().any(|known| ["us", "application/json"].contains(&known.as_str())));
    }
}
