//! The client: how the page asks the backend, and why a call can bring nothing.
//!
//! What can be asked stands in [`endpoints`]. This file knows how: the address, the headers, the
//! time-out, what counts as a refusal, and what happens when a call needs the password first.

mod endpoints;
mod json;

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use contract::form::{FieldErrors, Problem};
use contract::refusal::{Current, Refusal, RefusalCode, Stale};
use gloo_net::http::{Method, RequestBuilder, Response};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::clock::Clock;

/// How long an answer may take, in milliseconds. Longer than a slow phone network needs.
const TIME_OUT: u32 = 30_000;

/// Why a call brought nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// No network, no server, or no answer in time.
    Offline,
    /// The server said no, and why.
    Refused(Box<Refused>),
    /// An answer that is not of the contract.
    Unreadable,
    /// A part of the page's program did not come: no network, or a newer version took its place.
    Part,
}

/// The server's no, and the whole of its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What every refusal says.
    pub refusal: Refusal,
    body: String,
}

impl Error {
    /// The refusal's code, when the server refused.
    #[must_use]
    pub fn code(&self) -> Option<RefusalCode> {
        if let Self::Refused(refused) = self { Some(refused.refusal.code) } else { None }
    }

    /// With `too_many`: how many seconds to wait.
    #[must_use]
    pub fn wait(&self) -> Option<u32> {
        match self {
            Self::Refused(refused) if refused.refusal.code == RefusalCode::TooMany => refused.refusal.retry_after,
            _ => None,
        }
    }

    /// What is wrong with a field, when that is why the server refused.
    #[must_use]
    pub fn at(&self, field: &str) -> Option<Problem> {
        if let Self::Refused(refused) = self { refused.refusal.fields.of(field) } else { None }
    }

    /// With `stale`: the value that is stored now, and its version.
    #[must_use]
    pub fn stale<T: DeserializeOwned>(&self) -> Option<Current<T>> {
        let Self::Refused(refused) = self else { return None };
        if refused.refusal.code != RefusalCode::Stale {
            return None;
        }
        json::read::<Stale<T>>(&refused.body).ok().map(|stale| stale.current)
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(Refused { refusal, body: String::new() }))
    }
}

impl From<FieldErrors> for Error {
    fn from(fields: FieldErrors) -> Self {
        Refusal::from(fields).into()
    }
}

/// Why a call cannot go on without the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The session has ended.
    Ended,
    /// What is asked for is sensitive, and the password was given too long ago.
    Sensitive,
}

impl Why {
    const fn of(code: RefusalCode) -> Option<Self> {
        match code {
            RefusalCode::SignedOut => Some(Self::Ended),
            RefusalCode::Reauthenticate => Some(Self::Sensitive),
            _ => None,
        }
    }
}

/// A value and its version: what comes back in `If-Match` when the value is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versioned<T> {
    /// The value.
    pub value: T,
    /// Its `ETag`.
    pub etag: String,
}

/// Asks for the password in place; true once the same person has given it.
type AskPassword = Rc<dyn Fn(Why) -> Pin<Box<dyn Future<Output = bool>>>>;

/// The way to the backend.
#[derive(Clone)]
pub struct Client {
    /// Empty when the API is at the page's own origin.
    base: String,
    ask_password: StoredValue<Option<SendWrapper<AskPassword>>>,
    clock: Clock,
}

impl Client {
    /// A client of the API at another origin, such as `http://127.0.0.1:8081`.
    #[must_use]
    pub fn at(base: &str) -> Self {
        Self { base: base.to_owned(), ask_password: StoredValue::new(None), clock: Clock::new() }
    }

    /// The client of this page: its own origin, or the one that the host sets in
    /// `<meta name="api-base">`. Never from the URL: a link must not choose who gets a password.
    #[must_use]
    pub fn of_page() -> Self {
        let meta = document().query_selector("meta[name=api-base]").ok().flatten();
        Self::at(&meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default())
    }

    /// What to do when a call needs the password first; the call is repeated when that brings true.
    pub fn when_password_is_needed<F: Future<Output = bool> + 'static>(&self, ask: impl Fn(Why) -> F + 'static) {
        let ask: AskPassword = Rc::new(move |why| Box::pin(ask(why)));
        self.ask_password.set_value(Some(SendWrapper::new(ask)));
    }

    /// What time it is at the other end of the way.
    #[must_use]
    pub const fn clock(&self) -> Clock {
        self.clock
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        self.ask(Method::GET, path, &[], None).await?.read()
    }

    async fn get_versioned<T: DeserializeOwned>(&self, path: &str) -> Result<Versioned<T>, Error> {
        self.ask(Method::GET, path, &[], None).await?.versioned()
    }

    async fn post<B: Serialize>(&self, path: &str, key: &str, body: &B) -> Result<Answer, Error> {
        self.ask(Method::POST, path, &[("Idempotency-Key", key)], Some(json(body)?)).await
    }

    async fn put<B: Serialize>(&self, path: &str, etag: Option<&str>, body: &B) -> Result<Answer, Error> {
        let version = etag.map(|etag| ("If-Match", etag));
        self.ask(Method::PUT, path, version.as_slice(), Some(json(body)?)).await
    }

    async fn put_nothing(&self, path: &str) -> Result<Answer, Error> {
        self.ask(Method::PUT, path, &[], None).await
    }

    async fn delete(&self, path: &str) -> Result<Answer, Error> {
        self.ask(Method::DELETE, path, &[], None).await
    }

    /// Asks, and asks again with the same bytes when the password was needed and has been given.
    async fn ask(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<String>,
    ) -> Result<Answer, Error> {
        let answer = self.ask_once(method.clone(), path, headers, body.clone()).await;
        let Some(why) = answer.as_ref().err().and_then(Error::code).and_then(Why::of) else { return answer };
        let Some(ask_password) = self.ask_password.try_get_value().flatten() else { return answer };
        if ask_password(why).await { self.ask_once(method, path, headers, body).await } else { answer }
    }

    async fn ask_once(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<String>,
    ) -> Result<Answer, Error> {
        let first = if method == Method::GET { asked_at_boot(path) } else { None };
        let response = match first {
            Some(promise) => JsFuture::from(promise)
                .await
                .ok()
                .and_then(|response| response.dyn_into::<web_sys::Response>().ok())
                .map(Response::from)
                .ok_or(Error::Offline)?,
            None => self.send(method, path, headers, body).await?,
        };
        if let Some(date) = response.headers().get("Date") {
            self.clock.follow(&date);
        }
        Answer::of(response).await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<String>,
    ) -> Result<Response, Error> {
        let credentials = if self.base.is_empty() {
            web_sys::RequestCredentials::SameOrigin
        } else {
            web_sys::RequestCredentials::Include
        };
        let mut request = RequestBuilder::new(&[self.base.as_str(), "/api/v1", path].concat())
            .method(method)
            .credentials(credentials)
            .abort_signal(Some(&web_sys::AbortSignal::timeout_with_u32(TIME_OUT)));
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let request = match body {
            Some(body) => request.header("Content-Type", "application/json").body(body),
            None => request.build(),
        };
        request.map_err(|_| Error::Unreadable)?.send().await.map_err(|_| Error::Offline)
    }
}

/// The way to the backend.
pub fn use_client() -> Client {
    expect_context()
}

/// What came back, read whole.
struct Answer {
    etag: Option<String>,
    body: String,
}

impl Answer {
    async fn of(response: Response) -> Result<Self, Error> {
        let etag = response.headers().get("ETag");
        let body = response.text().await.map_err(|_| Error::Offline)?;
        if response.ok() {
            return Ok(Self { etag, body });
        }
        match json::read::<Refusal>(&body) {
            Ok(refusal) => Err(Error::Refused(Box::new(Refused { refusal, body }))),
            Err(_) => Err(Error::Unreadable),
        }
    }

    fn read<T: DeserializeOwned>(self) -> Result<T, Error> {
        json::read(&self.body).map_err(|_| Error::Unreadable)
    }

    fn versioned<T: DeserializeOwned>(mut self) -> Result<Versioned<T>, Error> {
        let etag = self.etag.take().ok_or(Error::Unreadable)?;
        Ok(Versioned { value: self.read()?, etag })
    }
}

/// A new key of idempotency: who repeats a `POST` whose answer was lost sends it again.
#[must_use]
pub fn new_key() -> String {
    window().crypto().map(|crypto| crypto.random_uuid()).unwrap_or_default()
}

fn json<B: Serialize>(body: &B) -> Result<String, Error> {
    serde_json::to_string(body).map_err(|_| Error::Unreadable)
}

/// Takes the answer that the boot script of `index.html` asked for before WebAssembly ran, once.
fn asked_at_boot(path: &str) -> Option<js_sys::Promise> {
    let asked = js_sys::Reflect::get(&window(), &JsValue::from_str("boot")).ok()?.dyn_into::<js_sys::Object>().ok()?;
    let promise = js_sys::Reflect::get(&asked, &JsValue::from_str(path)).ok()?.dyn_into().ok()?;
    js_sys::Reflect::delete_property(&asked, &JsValue::from_str(path)).ok()?;
    Some(promise)
}
