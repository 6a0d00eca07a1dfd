//! The embedded outbox: every message is a file, and a local page shows them. With it a newcomer
//! can complete each flow with no outside service.

use std::fs::{self, DirBuilder, File};
use std::io::{self, Write};
use std::net::Ipv4Addr;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use axum::Json;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::refusal::RefusalCode;
use serde::{Deserialize, Serialize};

use super::{Delivering, Delivery, Failure, Message};
use crate::error::Error;
use crate::{App, clock};

/// A folder of messages.
#[derive(Clone)]
pub struct Outbox {
    folder: PathBuf,
}

/// A message as the folder keeps it, one file each.
#[derive(Serialize, Deserialize)]
struct Filed {
    #[serde(flatten)]
    item: Item,
    /// Whose it is, so that it can be erased with the account. Not shown.
    account: Option<String>,
}

/// A message in `/outbox.json` (API.md).
#[derive(Clone, Serialize, Deserialize)]
struct Item {
    id: String,
    at: String,
    channel: String,
    to: String,
    kind: String,
    subject: String,
    text: String,
    links: Vec<String>,
    code: Option<String>,
}

/// `GET /outbox.json`.
#[derive(Serialize)]
pub struct Items {
    items: Vec<Item>,
}

impl Outbox {
    /// The outbox of a data folder. Its own folder is made with the first message.
    #[must_use]
    pub fn new(data: &Path) -> Self {
        Self { folder: data.join("outbox") }
    }

    /// Writes a message so that it is whole and on the disk, or not there at all. A message that
    /// is delivered again takes the place of itself.
    fn file(&self, message: &Message) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
        let filed = Filed {
            item: Item {
                id: message.id.clone(),
                at: clock::rfc3339(message.created_at),
                channel: message.channel.code().to_owned(),
                to: message.to.clone(),
                kind: message.written.kind.to_owned(),
                subject: message.written.subject.clone(),
                text: message.written.text.clone(),
                links: message.written.links.clone(),
                code: message.written.code.clone(),
            },
            account: message.account.clone(),
        };
        // Names sort by time.
        let name = format!("{:015}-{}.json", message.created_at, message.id);
        let unfinished = self.folder.join([&name, ".unfinished"].concat());
        let mut file = File::create(&unfinished)?;
        file.write_all(&serde_json::to_vec_pretty(&filed)?)?;
        file.sync_all()?;
        fs::rename(&unfinished, self.folder.join(&name))?;
        File::open(&self.folder)?.sync_all()
    }

    /// Every message, the newest first.
    fn read(&self) -> io::Result<Vec<Item>> {
        let mut names: Vec<PathBuf> = match fs::read_dir(&self.folder) {
            Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        names.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
        names.sort_unstable_by(|one, other| other.cmp(one));
        names.iter().map(|path| Ok(serde_json::from_slice::<Filed>(&fs::read(path)?)?.item)).collect()
    }
}

impl Delivery for Outbox {
    fn recipient(&self) -> &'static str {
        "outbox"
    }

    fn deliver<'a>(&'a self, message: &'a Message) -> Delivering<'a> {
        let (outbox, message) = (self.clone(), message.clone());
        Box::pin(async move {
            match tokio::task::spawn_blocking(move || outbox.file(&message)).await {
                Ok(done) => done.map_err(|error| Failure::temporary(error.to_string())),
                Err(error) => Err(Failure::temporary(error.to_string())),
            }
        })
    }
}

/// `GET /outbox.json`: the messages for programs.
///
/// # Errors
/// When the folder cannot be read.
pub async fn list(State(app): State<App>) -> Result<Json<Items>, Error> {
    Ok(Json(Items { items: read(app).await? }))
}

/// `GET /outbox`: the messages for people.
///
/// # Errors
/// When the folder cannot be read.
pub async fn show(State(app): State<App>) -> Result<Response, Error> {
    let items = read(app).await?;
    let policy = format!("default-src 'none'; style-src '{}'; base-uri 'none'; frame-ancestors 'none'", style_hash());
    Ok(([(CONTENT_TYPE, "text/html; charset=utf-8".to_owned()), (CONTENT_SECURITY_POLICY, policy)], page(&items))
        .into_response())
}

/// Answers to this machine alone: the server listens on loopback without HTTPS before it, was asked
/// by a loopback name (a page elsewhere cannot point its own name here), and by no proxy. For
/// everybody else there is no such thing.
pub async fn keep_private(State(app): State<App>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let is_local = app.options.listen.ip().is_loopback() && !app.options.behind_tls;
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let was_forwarded = headers
        .keys()
        .any(|name| ["forwarded", "via"].contains(&name.as_str()) || name.as_str().starts_with("x-forwarded-"));
    if is_local && is_loopback(host) && !was_forwarded {
        next.run(request).await
    } else {
        Error::from(RefusalCode::NotFound).into_response()
    }
}

/// True for a `Host` that names loopback: `localhost`, 127.0.0.0/8, `[::1]`, with or without a port.
fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    name.eq_ignore_ascii_case("localhost")
        || name == "[::1]"
        || name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

async fn read(app: App) -> Result<Vec<Item>, Error> {
    let broken = |error: String| Error::Broken(format!("the outbox cannot be read: {error}"));
    tokio::task::spawn_blocking(move || Outbox::new(&app.options.data).read())
        .await
        .map_err(|error| broken(error.to_string()))?
        .map_err(|error| broken(error.to_string()))
}

const STYLE: &str = include_str!("outbox.css");

fn style_hash() -> String {
    crate::pack::csp_hash(STYLE)
}

fn page(items: &[Item]) -> String {
    let list: String = if items.is_empty() {
        "<p class=\"empty\">No messages yet. Register in the page, and the message to confirm the address appears here.</p>".to_owned()
    } else {
        items.iter().map(article).collect()
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Outbox – HostTracker Account</title>\n<style>{STYLE}</style>\n\
         <header><h1>Outbox</h1><p>What this server would have sent. It stays on this machine.</p>\
         <a class=\"refresh\" href=\"/outbox\">Refresh</a></header>\n<main>{list}</main>\n</html>\n"
    )
}

fn article(item: &Item) -> String {
    format!(
        "<article><h2>{}</h2><p class=\"about\">To <b>{}</b> by {} · <time datetime=\"{at}\">{at}</time></p><div class=\"text\">{text}</div></article>",
        escape(&item.subject),
        escape(&item.to),
        escape(&item.channel),
        at = escape(&item.at),
        text = with_links(&item.text, &item.links),
    )
}

/// Text in which the links can be followed. Of two that begin at one place, the longer is meant.
fn with_links(text: &str, links: &[String]) -> String {
    let mut html = String::new();
    let mut rest = text;
    let first = |rest: &str| {
        let found = links.iter().filter_map(|link| Some((rest.find(link.as_str())?, link)));
        found.min_by_key(|(at, link)| (*at, std::cmp::Reverse(link.len())))
    };
    while let Some((at, link)) = first(rest).filter(|(_, link)| !link.is_empty()) {
        let shown = escape(link);
        html += &[&escape(&rest[..at]), "<a href=\"", &shown, "\">", &shown, "</a>"].concat();
        rest = &rest[at + link.len()..];
    }
    html + &escape(rest)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use contract::contacts::Channel;

    use super::*;
    use crate::words::Written;

    #[test]
    fn loopback_is_known_by_its_names() {
        for host in ["localhost", "LOCALHOST:8080", "127.0.0.1:8080", "127.8.9.1", "[::1]", "[::1]:80"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["", "localhost.example.org", "127.0.0.1.example.org", "192.0.2.1:8080", "[::2]:80", "[::1]x"] {
            assert!(!is_loopback(host), "{host}");
        }
    }

    #[test]
    fn a_message_delivered_twice_is_there_once_and_text_is_shown_as_text() {
        let data = tempfile::tempdir().expect("a folder");
        let outbox = Outbox::new(data.path());
        assert!(outbox.read().expect("a list").is_empty());
        let first = Message {
            id: "first".to_owned(),
            account: Some("account".to_owned()),
            created_at: 1,
            channel: Channel::Telegram,
            to: "@ada_example".to_owned(),
            provider_id: None,
            written: Written {
                kind: "confirm_email",
                subject: "<script>".to_owned(),
                text: "go\nhttp://127.0.0.1/x\nhttp://127.0.0.1/x/y\n".to_owned(),
                links: vec!["http://127.0.0.1/x".to_owned(), "http://127.0.0.1/x/y".to_owned()],
                code: None,
                fields: &["email"],
            },
        };
        let second = Message { id: "second".to_owned(), created_at: 2, ..first.clone() };
        for message in [&first, &second, &first] {
            outbox.file(message).expect("it is filed");
        }
        let items = outbox.read().expect("a list");
        assert_eq!(items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["second", "first"]);
        let html = page(&items);
        assert!(html.contains("&lt;script&gt;") && !html.contains("<script"));
        assert!(html.contains("<b>@ada_example</b> by telegram"));
        for link in ["http://127.0.0.1/x", "http://127.0.0.1/x/y"] {
            assert_eq!(html.matches(&format!("<a href=\"{link}\">{link}</a>\n")).count(), 2, "{html}");
        }
    }
}
