//! The door itself: the only lines of the page that touch cookies.

use contract::consent::Kept;
use contract::consent::choice::ID_LENGTH;
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};

/// The letters of base64url (RFC 4648, section 5).
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What stands under an entry.
#[expect(clippy::disallowed_methods, reason = "this is the door")]
pub(super) fn read(kept: Kept) -> Option<String> {
    let cookies = document().dyn_into::<web_sys::HtmlDocument>().ok()?.cookie().ok()?;
    cookies.split("; ").find_map(|cookie| {
        let (name, value) = cookie.split_once('=')?;
        (name == kept.name).then(|| value.to_owned())
    })
}

/// Writes an entry for so many seconds, and reads it back; false when the browser did not keep it.
#[expect(clippy::disallowed_methods, reason = "this is the door")]
pub(super) fn write(kept: Kept, value: &str, life: i64) -> bool {
    let Ok(document) = document().dyn_into::<web_sys::HtmlDocument>() else { return false };
    document.set_cookie(&kept.cookie(value, life)).is_ok() && read(kept).as_deref() == Some(value)
}

/// Erases an entry.
pub(super) fn erase(kept: Kept) {
    if read(kept).is_some() {
        // Read back, it is gone: that is no failure here.
        _ = write(kept, "", 0);
    }
}

/// A new consent id: 132 random bits.
pub(super) fn new_id() -> String {
    let mut bytes = [0_u8; ID_LENGTH];
    if let Ok(crypto) = window().crypto() {
        // It fails only beyond 64 KiB.
        _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte & 63)])).collect()
}

/// The browser's opt-out signal (`navigator.globalPrivacyControl`).
pub(super) fn global_privacy_control() -> bool {
    js_sys::Reflect::get(&window().navigator(), &JsValue::from_str("globalPrivacyControl"))
        .is_ok_and(|signal| signal.is_truthy())
}
