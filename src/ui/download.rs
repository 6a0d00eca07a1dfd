//! Files that are made in the page: they go from memory to where the person says.

use js_sys::Array;
use leptos::prelude::*;
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

use crate::api::Error;

/// Hands a value over as a file of JSON.
///
/// # Errors
/// [`Error::Unreadable`] when the browser makes no file of it.
pub fn hand_over<T: Serialize>(value: &T, name: &str) -> Result<(), Error> {
    let json = serde_json::to_string_pretty(value).map_err(|_| Error::Unreadable)?;
    give(&json, name).map_err(|_| Error::Unreadable)
}

fn give(json: &str, name: &str) -> Result<(), JsValue> {
    let blob = web_sys::Blob::new_with_str_sequence(&Array::of1(&json.into()))?;
    let address = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    web_sys::Url::revoke_object_url(&address)
}
