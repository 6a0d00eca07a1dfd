//! The token of programs of the service itself, such as the monitoring system (`POST /events`).

use std::fs::{self, File, OpenOptions};
use std::future::ready;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use contract::refusal::RefusalCode;

use crate::error::Error;
use crate::sealed::hash;
use crate::{App, Fault, token};

/// The file of the token in the data folder, made at the first start.
const FILE: &str = "service.token";
/// The shortest token that is taken: what is made here has 43 characters, 256 random bits.
const SHORTEST: usize = 32;

/// The token, as its SHA-256: what is compared tells nothing of how much of it was right.
pub struct ServiceToken([u8; 32]);

impl ServiceToken {
    /// The token of the options, or the one in the data folder, which is made when there is none.
    ///
    /// # Errors
    /// A [`Fault`] when the token can be guessed or sent by nobody, or the file cannot be read or written.
    pub fn open(given: Option<&str>, data: &Path) -> Result<Self, Fault> {
        let path = data.join(FILE);
        let text = match given {
            Some(given) if is_well(given) => given.to_owned(),
            Some(_) => {
                return Err(Fault::new(format!(
                    "--service-token is not a token: give {SHORTEST} or more letters, digits and any of -._~+/="
                )));
            }
            None => match fs::read_to_string(&path) {
                Ok(text) if is_well(text.trim()) => text.trim().to_owned(),
                Ok(_) => {
                    return Err(Fault::new(format!(
                        "the service token {} is damaged: remove the file, and the next start makes another",
                        path.display()
                    )));
                }
                Err(error) if error.kind() == ErrorKind::NotFound => create(data)?,
                Err(error) => {
                    return Err(Fault::new(format!(
                        "the service token {} cannot be read ({error}): make it readable for this user",
                        path.display()
                    )));
                }
            },
        };
        Ok(Self(hash(&text)))
    }

    /// True for the token behind `Authorization: Bearer`.
    fn is_in(&self, headers: &HeaderMap) -> bool {
        let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let given = header.and_then(|header| header.split_once(' '));
        given.is_some_and(|(scheme, given)| scheme.eq_ignore_ascii_case("bearer") && hash(given.trim()) == self.0)
    }
}

/// A new token in its file, readable for this user alone. It is there whole or not at all.
fn create(data: &Path) -> Result<String, Fault> {
    let made = token();
    let (path, unfinished) = (data.join(FILE), data.join([FILE, ".unfinished"].concat()));
    let written = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished).and_then(
        |mut file| {
            writeln!(file, "{made}")?;
            file.sync_all()?;
            fs::rename(&unfinished, &path)?;
            File::open(data)?.sync_all()
        },
    );
    written.map(|()| made).map_err(|error| {
        Fault::new(format!(
            "the service token {} cannot be written ({error}): give --data a folder that this user may write to",
            path.display()
        ))
    })
}

/// True for `b64token` of RFC 6750, section 2.1, that is long enough.
fn is_well(text: &str) -> bool {
    text.len() >= SHORTEST && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte))
}

/// The request carries the service token. Without it, or with another, it is refused: `signed_out`.
pub struct Service;

impl<S> FromRequestParts<S> for Service
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Error;

    fn from_request_parts(parts: &mut Parts, state: &S) -> impl Future<Output = Result<Self, Error>> + Send {
        let is_known = App::from_ref(state).service_token.is_in(&parts.headers);
        ready(if is_known { Ok(Self) } else { Err(RefusalCode::SignedOut.into()) })
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use axum::http::HeaderValue;

    use super::*;

    fn carries(token: &ServiceToken, header: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, HeaderValue::from_str(header).expect("a header"));
        token.is_in(&headers)
    }

    #[test]
    fn the_first_start_makes_a_token_that_only_its_owner_may_read_and_later_ones_keep_it() {
        let data = tempfile::tempdir().expect("a folder");
        let made = ServiceToken::open(None, data.path()).expect("a token");
        let text = fs::read_to_string(data.path().join(FILE)).expect("a file");
        let permissions = fs::metadata(data.path().join(FILE)).expect("a file").permissions();
        assert_eq!((permissions.mode() & 0o777, text.trim().len()), (0o600, 43));
        let again = ServiceToken::open(None, data.path()).expect("a token");
        for token in [made, again] {
            assert!(carries(&token, &format!("Bearer {}", text.trim())));
            assert!(carries(&token, &format!("bearer {}", text.trim())));
        }
    }

    #[test]
    fn only_the_token_itself_is_the_token() {
        let data = tempfile::tempdir().expect("a folder");
        let given = "0123456789abcdef0123456789ABCDEF";
        let token = ServiceToken::open(Some(given), data.path()).expect("a token");
        assert!(!data.path().join(FILE).exists(), "what is given is not kept");
        assert!(carries(&token, &format!("Bearer {given}")));
        for header in ["Bearer", "Bearer ", given, "Basic 0123456789abcdef0123456789ABCDEF", "Bearer 0123456789abcdef"]
        {
            assert!(!carries(&token, header), "{header}");
        }
        assert!(!token.is_in(&HeaderMap::new()));
    }

    #[test]
    fn a_short_or_damaged_token_is_a_fault_that_does_not_repeat_it() {
        let data = tempfile::tempdir().expect("a folder");
        for given in ["secret", "0123456789 abcdef 0123456789 ABCDEF"] {
            let fault = ServiceToken::open(Some(given), data.path()).err().expect("a fault").to_string();
            assert!(!fault.contains(given), "{fault}");
        }
        fs::write(data.path().join(FILE), "").expect("a file");
        assert!(ServiceToken::open(None, data.path()).is_err());
    }
}
