//! A mail server, spoken to over connections that are kept for the next mail.
//!
//! lettre's own transport connects, and signs in, for each mail; and it writes the end of a mail apart from
//! the mail, which the network then holds back until the other side has acknowledged the first part (RFC 896):
//! 40 ms for each mail. Here the mail is one write.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use lettre::Address;
use lettre::address::Envelope;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error, SMTP_PORT, SUBMISSION_PORT, SUBMISSIONS_PORT};
use percent_encoding::percent_decode_str;
use url::Url;

use crate::clock;

/// A connection is there within this.
const CONNECT_WITHIN: Duration = Duration::from_secs(20);
/// A connection is kept for so long; many servers let go after 30 seconds or more.
const KEPT_FOR: Duration = Duration::from_secs(15);
/// So many connections are kept.
const KEPT: usize = 8;
/// The server ends the connection (RFC 5321, 4.2.2).
const GOODBYE: u16 = 421;

/// Where and how a mail server is reached.
pub struct MailServer {
    host: String,
    port: u16,
    security: Security,
    credentials: Option<Credentials>,
    /// What this side is called in EHLO.
    name: ClientId,
    kept: Mutex<Vec<(AsyncSmtpConnection, Instant)>>,
}

/// How a connection comes to TLS.
enum Security {
    Never,
    /// By STARTTLS, where the server offers it.
    Offered(TlsParameters),
    /// By STARTTLS.
    Required(TlsParameters),
    /// From the first byte on.
    AtOnce(TlsParameters),
}

impl MailServer {
    /// Reads an address such as `smtps://user:password@mail.example.org:465`, or `smtp://…?tls=required`, with
    /// the name of this side behind a slash. `None` for what is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let host = url.host_str().filter(|host| !host.is_empty())?.to_owned();
        let tls = || TlsParameters::new(host.clone()).ok();
        let wish = url.query_pairs().find_map(|(key, value)| (key == "tls").then(|| value.into_owned()));
        let (port, security) = match (url.scheme(), wish.as_deref()) {
            ("smtp", None) => (SMTP_PORT, Security::Never),
            ("smtp", Some("required")) => (SUBMISSION_PORT, Security::Required(tls()?)),
            ("smtp", Some("opportunistic")) => (SUBMISSION_PORT, Security::Offered(tls()?)),
            ("smtps", _) => (SUBMISSIONS_PORT, Security::AtOnce(tls()?)),
            _ => return None,
        };
        let decode = |text: &str| Some(percent_decode_str(text).decode_utf8().ok()?.into_owned());
        let credentials = match url.password() {
            Some(password) => Some(Credentials::new(decode(url.username())?, decode(password)?)),
            None => None,
        };
        let name = url.path().trim_matches('/');
        let name = if name.is_empty() { ClientId::default() } else { ClientId::Domain(name.to_owned()) };
        let port = url.port().unwrap_or(port);
        Some(Self { host, port, security, credentials, name, kept: Mutex::default() })
    }

    /// Hands a mail over. A connection that was kept and that the server has let go meanwhile is replaced by a
    /// new one: by then nothing was handed over.
    ///
    /// # Errors
    /// What the server said, or why it could not be spoken to.
    pub async fn send(&self, envelope: &Envelope, mail: &[u8]) -> Result<(), Error> {
        if let Some(mut connection) = self.take_kept() {
            match announce(&mut connection, envelope, mail).await {
                Ok(()) => return self.hand_over(connection, envelope, mail).await,
                Err(error) if error.status().is_some_and(|code| u16::from(code) != GOODBYE) => return Err(error),
                Err(_) => {}
            }
        }
        let mut connection = self.connect().await?;
        announce(&mut connection, envelope, mail).await?;
        self.hand_over(connection, envelope, mail).await
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let at_once = match &self.security {
            Security::AtOnce(tls) => Some(tls.clone()),
            _ => None,
        };
        let server = (self.host.trim_matches(['[', ']']), self.port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, Some(CONNECT_WITHIN), &self.name, at_once, None).await?;
        match &self.security {
            Security::Required(tls) => connection.starttls(tls.clone(), &self.name).await?,
            Security::Offered(tls) if connection.can_starttls() => connection.starttls(tls.clone(), &self.name).await?,
            _ => {}
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(connection)
    }

    async fn hand_over(
        &self,
        mut connection: AsyncSmtpConnection,
        envelope: &Envelope,
        mail: &[u8],
    ) -> Result<(), Error> {
        match plain(envelope, mail) {
            Some(text) => connection.command(with_end(text)).await?,
            None => connection.send(envelope, mail).await?,
        };
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < KEPT {
            kept.push((connection, clock::instant()));
        }
        Ok(())
    }

    fn take_kept(&self) -> Option<AsyncSmtpConnection> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(_, since)| clock::instant().saturating_duration_since(*since) < KEPT_FOR);
        kept.pop().map(|(connection, _)| connection)
    }
}

/// Says from whom to whom a mail goes, up to where the mail itself is asked for. Mails that need extensions
/// are left to lettre, which says everything at the end.
async fn announce(connection: &mut AsyncSmtpConnection, envelope: &Envelope, mail: &[u8]) -> Result<(), Error> {
    if plain(envelope, mail).is_none() {
        return connection.command("NOOP\r\n").await.map(drop);
    }
    connection.command(Mail::new(envelope.from().cloned(), Vec::new())).await?;
    for to in envelope.to() {
        connection.command(Rcpt::new(to.clone(), Vec::new())).await?;
    }
    connection.command(Data).await.map(drop)
}

/// The text of a mail that every server takes: ASCII, in the envelope, too.
fn plain<'a>(envelope: &Envelope, mail: &'a [u8]) -> Option<&'a str> {
    let is_plain = |address: &Address| AsRef::<str>::as_ref(address).is_ascii();
    let mut addresses = envelope.from().into_iter().chain(envelope.to());
    let text = std::str::from_utf8(mail).ok().filter(|text| text.is_ascii())?;
    addresses.all(is_plain).then_some(text)
}

/// A mail as it crosses the wire: a dot at the beginning of a line is doubled, and one alone ends it (RFC
/// 5321, 4.5.2).
fn with_end(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for line in text.split_inclusive("\r\n") {
        if line.starts_with('.') {
            out.push('.');
        }
        out.push_str(line);
    }
    if !out.is_empty() && !out.ends_with("\r\n") {
        out.push_str("\r\n");
    }
    out.push_str(".\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_where_and_how_a_server_is_reached() {
        let read = |text| MailServer::read(text).map(|server| (server.host.clone(), server.port, server.security));
        for (text, host, port) in [
            ("smtp://127.0.0.1:2525", "127.0.0.1", 2525),
            ("smtp://mail.example.org", "mail.example.org", 25),
            ("smtp://[::1]", "[::1]", 25),
        ] {
            assert!(matches!(read(text), Some((at, on, Security::Never)) if at == host && on == port), "{text}");
        }
        assert!(matches!(read("smtp://mail.example.org?tls=required"), Some((_, 587, Security::Required(_)))));
        assert!(matches!(read("smtp://mail.example.org:1?tls=opportunistic"), Some((_, 1, Security::Offered(_)))));
        assert!(matches!(read("smtps://mail.example.org"), Some((_, 465, Security::AtOnce(_)))));
        for text in ["", "mail.example.org", "imap://mail.example.org", "smtp://", "smtp://x?tls=maybe", "smtp:///x"] {
            assert!(read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn user_password_and_name_are_read_as_they_were_meant() {
        let server = MailServer::read("smtps://ada%40example.org:p%40ss%2fword@mail.example.org/here.example.org");
        let server = server.expect("a server");
        let expected = Credentials::new("ada@example.org".to_owned(), "p@ss/word".to_owned());
        assert_eq!(server.credentials, Some(expected));
        assert_eq!(server.name, ClientId::Domain("here.example.org".to_owned()));
        assert!(MailServer::read("smtp://ada@mail.example.org").expect("a server").credentials.is_none());
    }

    #[test]
    fn a_mail_ends_in_one_dot_and_dots_within_it_are_doubled() {
        for (text, wire) in [
            ("a\r\n", "a\r\n.\r\n"),
            ("a", "a\r\n.\r\n"),
            ("", ".\r\n"),
            (".\r\n..b\r\nc.\r\n", "..\r\n...b\r\nc.\r\n.\r\n"),
        ] {
            assert_eq!(with_end(text), wire);
        }
    }
}
