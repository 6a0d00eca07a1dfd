//! Limits on tries, kept in memory: a restart forgets them, which costs an attacker more than it gives.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::Error;
use crate::{App, clock};

/// The window of the limits on signing in.
const QUARTER: Duration = Duration::from_mins(15);
/// The window of the limits on messages.
const HOUR: Duration = Duration::from_hours(1);
/// Wrong passwords for one address in a quarter of an hour, whether or not it has an account.
const WRONG_PASSWORDS: usize = 10;
/// Messages to one address that registrations cause in an hour; those of forgotten passwords and of
/// changes of address are counted apart, so that the one cannot be used to keep the other away.
const MESSAGES: usize = 5;
/// Changes of address that one account may ask for in an hour: each is a message to a stranger, maybe.
const EMAIL_CHANGES: usize = 5;
/// Messages to support in an hour, from one account or with one e-mail address.
const SUPPORT_REQUESTS: usize = 10;
/// Codes that one client address may try for one request to support in a quarter of an hour.
const SUPPORT_CODES: usize = 10;
/// Choices about cookies in an hour under one consent id; a person does not press as often.
const CONSENTS: usize = 60;
/// Wrong codes of contacts that one account may try in an hour, over all its contacts.
const CONTACT_CODES: usize = 30;
/// The window of the limit on adding contacts.
const MINUTE: Duration = Duration::from_mins(1);
/// Above this many keys, those with no try in the window are dropped at the next one.
const CROWD: usize = 10_000;

/// Every limit.
pub struct Limits {
    /// Wrong passwords, by the blind index of the e-mail address; of who is signed in already, by the
    /// hash of the account's id.
    pub wrong_passwords: Limit<[u8; 32]>,
    /// Messages that registrations cause, by the blind index of the e-mail address.
    pub registration_messages: Limit<[u8; 32]>,
    /// Messages for forgotten passwords, by the blind index of the e-mail address.
    pub reset_messages: Limit<[u8; 32]>,
    /// Messages to new addresses, by the blind index of the new address.
    pub new_email_messages: Limit<[u8; 32]>,
    /// Changes of address that are asked for, by account.
    pub email_changes: Limit<String>,
    /// Requests to support, by the hash of the account or the blind index of the address: each causes a message.
    pub support_requests: Limit<[u8; 32]>,
    /// Wrong codes of requests to support, by client address and reference.
    pub support_codes: Limit<(IpAddr, String)>,
    /// Contacts that are added, by account.
    pub contacts: Limit<String>,
    /// Wrong codes of contacts, by account.
    pub wrong_codes: Limit<String>,
    /// Choices about cookies, by the hash of the consent id.
    pub consents: Limit<[u8; 32]>,
    /// Tries to sign in, register, use a link, ask for one, write to support or read there with a code, codes
    /// of contacts, and choices about cookies, by client address.
    pub addresses: Limit<IpAddr>,
}

impl Limits {
    /// The limits, of which the one for client addresses depends on where the server stands.
    #[must_use]
    pub fn new(tries_per_address: usize, contacts_per_minute: usize) -> Self {
        Self {
            wrong_passwords: Limit::new(WRONG_PASSWORDS, QUARTER),
            registration_messages: Limit::new(MESSAGES, HOUR),
            reset_messages: Limit::new(MESSAGES, HOUR),
            new_email_messages: Limit::new(MESSAGES, HOUR),
            email_changes: Limit::new(EMAIL_CHANGES, HOUR),
            support_requests: Limit::new(SUPPORT_REQUESTS, HOUR),
            support_codes: Limit::new(SUPPORT_CODES, QUARTER),
            contacts: Limit::new(contacts_per_minute, MINUTE),
            wrong_codes: Limit::new(CONTACT_CODES, HOUR),
            consents: Limit::new(CONSENTS, HOUR),
            addresses: Limit::new(tries_per_address, QUARTER),
        }
    }
}

/// At most so many in any window of this length.
pub struct Limit<K> {
    most: usize,
    within: Duration,
    tries: Mutex<HashMap<K, VecDeque<Instant>>>,
}

impl<K: Hash + Eq> Limit<K> {
    fn new(most: usize, within: Duration) -> Self {
        Self { most, within, tries: Mutex::default() }
    }

    /// Counts a try.
    ///
    /// # Errors
    /// `too_many`, with the seconds until the oldest try leaves the window; such a try is not counted.
    pub fn count(&self, key: K) -> Result<(), Error> {
        self.count_at(key, clock::instant()).map_err(Error::too_many)
    }

    /// Takes back the latest try: it was none after all.
    pub fn forgive(&self, key: &K) {
        if let Some(times) = self.lock().get_mut(key) {
            times.pop_back();
        }
    }

    fn count_at(&self, key: K, now: Instant) -> Result<(), u32> {
        let mut tries = self.lock();
        if tries.len() > CROWD {
            tries.retain(|_, times| times.back().is_some_and(|latest| now.duration_since(*latest) < self.within));
        }
        let times = tries.entry(key).or_default();
        while times.front().is_some_and(|oldest| now.duration_since(*oldest) >= self.within) {
            times.pop_front();
        }
        if times.len() < self.most {
            times.push_back(now);
            return Ok(());
        }
        let wait = times.front().map_or(self.within, |oldest| self.within.saturating_sub(now.duration_since(*oldest)));
        Err(u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<K, VecDeque<Instant>>> {
        self.tries.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Counts the requests that try something without being signed in, by client address.
pub async fn limit_addresses(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    if is_try(request.method(), request.uri().path())
        && let Err(refused) = app.limits.addresses.count(client(&app, peer, request.headers()))
    {
        return refused.into_response();
    }
    next.run(request).await
}

/// The address that a limit counts for: the client's, or its network's.
pub fn client(app: &App, peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
    network(if app.options.behind_tls { forwarded(headers).unwrap_or(peer.ip()) } else { peer.ip() })
}

/// True for what can be tried or filled without being signed in: passwords, tokens, addresses, messages,
/// choices.
fn is_try(method: &Method, path: &str) -> bool {
    const POSTS: [&str; 6] =
        ["session", "accounts", "accounts/confirmation", "password-resets", "support-requests", "consents"];
    let Some(path) = path.strip_prefix("/api/v1/") else { return false };
    match *method {
        Method::POST => POSTS.contains(&path),
        Method::PUT | Method::DELETE => {
            ["password-resets/", "email-changes/", "confirmations/"].iter().any(|tried| path.starts_with(tried))
                || path.starts_with("contacts/") && path.ends_with("/confirmation")
        }
        _ => false,
    }
}

/// The address that the proxy saw: the last one, since a client can write the others itself.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let header = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    header.rsplit(',').next()?.trim().parse().ok()
}

/// Of IPv6 the first 64 bits: one line has all the rest to itself.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_try_after_the_last_allowed_waits_until_the_oldest_leaves_the_window() {
        let limit = Limit::new(2, Duration::from_secs(60));
        let start = clock::instant();
        assert_eq!(limit.count_at("a", start), Ok(()));
        assert_eq!(limit.count_at("a", start + Duration::from_secs(20)), Ok(()));
        assert_eq!(limit.count_at("a", start + Duration::from_secs(30)), Err(31));
        assert_eq!(limit.count_at("b", start + Duration::from_secs(30)), Ok(()), "another key counts apart");
        assert_eq!(limit.count_at("a", start + Duration::from_secs(60)), Ok(()));
        assert_eq!(limit.count_at("a", start + Duration::from_secs(61)), Err(20));
        limit.forgive(&"a");
        assert_eq!(limit.count_at("a", start + Duration::from_secs(61)), Ok(()));
    }

    #[test]
    fn addresses_of_one_ipv6_network_count_together() {
        let read = |text: &str| network(text.parse().expect("an address"));
        assert_eq!(read("2001:db8::1"), read("2001:db8::ffff:1"));
        assert_ne!(read("2001:db8::1"), read("2001:db8:0:1::1"));
        assert_eq!(read("::ffff:192.0.2.1"), read("192.0.2.1"));
    }
}
