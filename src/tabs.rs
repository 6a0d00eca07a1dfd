//! The other tabs of this browser: one says that something has changed, and each looks for itself.

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::BroadcastChannel;

use crate::clock::Clock;

/// A tab that was out of sight longer than this asks whether the session is still there, in milliseconds.
const LONG: f64 = 5.0 * 60.0 * 1000.0;

/// The way to the other tabs; none where the browser has no such channel.
#[derive(Clone, Copy)]
pub struct Tabs(StoredValue<Option<BroadcastChannel>, LocalStorage>);

impl Tabs {
    /// Joins the channel of a name; leaves it with the owner. A channel stores nothing, and carries one
    /// word to tabs of the same origin.
    pub fn join(channel: &str) -> Self {
        let channel = StoredValue::new_local(BroadcastChannel::new(channel).ok());
        on_cleanup(move || {
            if let Some(channel) = channel.try_get_value().flatten() {
                channel.close();
            }
        });
        Self(channel)
    }

    /// Calls `changed` when another tab says so.
    pub fn listen(self, changed: impl Fn() + 'static) {
        let Some(channel) = self.0.get_value() else { return };
        let heard = Closure::<dyn Fn()>::new(changed);
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        // It lives as long as the owner, whose clean-up closes the channel first.
        _ = StoredValue::new_local(heard);
    }

    /// Tells the other tabs that something has changed.
    pub fn tell(self) {
        if let Some(channel) = self.0.try_get_value().flatten() {
            // It fails only for a channel that is closed: then nobody is there to be told.
            _ = channel.post_message(&JsValue::from_str("changed"));
        }
    }
}

/// Calls `again` when this tab is seen after a long time, and `restored` when the browser shows the
/// page as it left it, out of its cache of pages for the back button.
pub fn when_seen_again(clock: Clock, again: impl Fn() + 'static, restored: impl Fn() + 'static) {
    let hidden_since = StoredValue::new(None::<f64>);
    let visibility = window_event_listener_untyped("visibilitychange", move |_| {
        if document().hidden() {
            hidden_since.set_value(Some(clock.now()));
        } else if hidden_since.try_update_value(Option::take).flatten().is_some_and(|since| clock.now() - since > LONG)
        {
            again();
        }
    });
    let shown = window_event_listener_untyped("pageshow", move |event| {
        if Reflect::get(&event, &"persisted".into()).is_ok_and(|persisted| persisted.is_truthy()) {
            restored();
        }
    });
    on_cleanup(move || {
        visibility.remove();
        shown.remove();
    });
}

/// Calls `seen` whenever this tab comes into sight.
pub fn when_visible(seen: impl Fn() + 'static) {
    let visibility = window_event_listener_untyped("visibilitychange", move |_| {
        if !document().hidden() {
            seen();
        }
    });
    on_cleanup(move || visibility.remove());
}
