//! The gate: the only door to browser storage.
//!
//! What may be kept stands in one table, [`contract::consent::TABLE`]. A preference is written only
//! once its category is allowed; until then it works for the visit, in memory, where the rest of
//! the application holds it anyway.

use contract::consent::Kept;
use leptos::prelude::document;
use wasm_bindgen::JsCast;

/// What was kept under an entry of the table, on an earlier visit.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the door")]
pub fn recall(kept: Kept) -> Option<String> {
    let cookies = document().dyn_into::<web_sys::HtmlDocument>().ok()?.cookie().ok()?;
    cookies.split("; ").find_map(|cookie| {
        let (name, value) = cookie.split_once('=')?;
        (name == kept.name).then(|| value.to_owned())
    })
}
