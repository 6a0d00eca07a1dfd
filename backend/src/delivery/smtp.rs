//! Messages by SMTP, when it is configured.

use std::error::Error as _;
use std::time::Duration;

use lettre::Address;
use lettre::message::{Mailbox, header::ContentType};
use lettre::transport::smtp;
use tokio::time::timeout;

use super::mail_server::MailServer;
use super::{Delivering, Delivery, Failure, Message, said};
use crate::Fault;

/// A server that says nothing for so long says nothing.
const PATIENCE: Duration = Duration::from_mins(1);

/// A mail server.
pub struct Smtp {
    server: MailServer,
    from: Mailbox,
    host: String,
}

impl Smtp {
    /// Reads the address of the server and the sender. Nothing is connected yet.
    ///
    /// # Errors
    /// A [`Fault`] when one of them is not well formed. It never repeats the address: that holds a password.
    pub fn new(url: &str, from: &str) -> Result<Self, Fault> {
        let server = MailServer::read(url).ok_or_else(|| {
            Fault::new(
                "--smtp-url is not an address of a mail server: give one as in smtps://user:password@mail.example.org",
            )
        })?;
        let from = from.parse().map_err(|_| {
            Fault::new("--mail-from is not an e-mail address: give one as in \"HostTracker <account@example.org>\"")
        })?;
        Ok(Self { server, from, host: host(url).to_owned() })
    }
}

/// The name of the host in an address such as `smtps://user:password@mail.example.org:465?tls=required`.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let place = authority.rsplit_once('@').map_or(authority, |(_, place)| place);
    match place.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => place,
    }
}

impl Delivery for Smtp {
    fn recipient(&self) -> &str {
        &self.host
    }

    fn deliver<'a>(&'a self, message: &'a Message) -> Delivering<'a> {
        Box::pin(async move {
            // The errors of the builder may repeat the address; the log must not.
            let malformed = || Failure::lasting("the message cannot be written as a mail");
            // An address alone: a display name, a second address or a line break is none.
            let to: Address = message.to.parse().map_err(|_| malformed())?;
            let domain = self.from.email.domain();
            let mail = lettre::Message::builder()
                .from(self.from.clone())
                .to(to.into())
                // The same at each try, so that a mail that went out twice is seen as one.
                .message_id(Some(format!("<{}@{domain}>", message.id)))
                .subject(&message.written.subject)
                .header(ContentType::TEXT_PLAIN)
                .body(message.written.text.clone())
                .map_err(|_| malformed())?;
            let text = mail.formatted();
            match timeout(PATIENCE, self.server.send(mail.envelope(), &text)).await {
                Ok(result) => result.map_err(|error| refused(&error)),
                Err(_) => Err(Failure::temporary("the mail server does not answer")),
            }
        })
    }
}

/// What a refusal means. The words of the server may name the receiver, and stay out of the log.
fn refused(error: &smtp::Error) -> Failure {
    let Some(code) = error.status() else {
        let words = error.source().map(ToString::to_string).unwrap_or_default();
        return match () {
            () if words.contains("STARTTLS") => Failure::temporary("the mail server offers no TLS, which is required"),
            () if words.contains("SMTPUTF8") => Failure::lasting("the mail server takes no such address"),
            () if error.is_tls() => Failure::temporary("the mail server cannot be spoken to by TLS"),
            () if error.is_client() => Failure::temporary("the mail server cannot do what is needed"),
            () => Failure::temporary("the mail server cannot be reached"),
        };
    };
    let cause = format!("the mail server said {code}");
    // About our own signing in (RFC 4954, 6), and not about the receiver; the words may name our user.
    if matches!(u16::from(code), 530 | 534 | 535 | 538) {
        return Failure::temporary(cause);
    }
    let failure = if error.is_permanent() { Failure::lasting(cause) } else { Failure::temporary(cause) };
    let words = error.source().and_then(|words| said::line(&words.to_string(), &[]));
    Failure { reason: words.map_or_else(|| failure.cause.clone(), |words| format!("{code} {words}")), ..failure }
}

#[cfg(test)]
mod tests {
    use super::{Smtp, host};

    #[test]
    fn the_recipient_is_the_host_without_user_password_or_port() {
        for (url, name) in [
            ("smtps://user:p%40ss@mail.example.org:465?tls=required", "mail.example.org"),
            ("smtp://127.0.0.1:2525", "127.0.0.1"),
            ("smtp://[::1]", "[::1]"),
            ("smtp://user@mail.example.org/hello", "mail.example.org"),
        ] {
            assert_eq!(host(url), name);
        }
    }

    #[test]
    fn a_fault_in_the_configuration_does_not_repeat_the_password() {
        let fault = Smtp::new("imap://user:secret@mail.example.org", "account@example.org").err().expect("a fault");
        assert!(!fault.to_string().contains("secret"), "{fault}");
        assert!(Smtp::new("smtp://127.0.0.1:2525", "not an address").is_err());
        assert!(Smtp::new("smtp://127.0.0.1:2525", "HostTracker <account@example.org>").is_ok());
    }
}
