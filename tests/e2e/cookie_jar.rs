//! The browser's cookies, as the browser itself tells them: not through the application.

use contract::consent::TABLE;
use js_sys::Reflect;
use web_sys::{Event, EventInit};

use crate::browser::document;

/// Every cookie that a script can see, as `name=value`, in the browser's order.
pub fn all() -> Vec<String> {
    let cookies = Reflect::get(&document(), &"cookie".into()).expect("cookies").as_string().expect("text");
    cookies.split("; ").filter(|cookie| !cookie.is_empty()).map(str::to_owned).collect()
}

/// The value of a cookie.
pub fn value(name: &str) -> Option<String> {
    all().iter().find_map(|cookie| cookie.strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
}

/// Writes a cookie for an hour, as another tab or an earlier visit would.
pub fn put(name: &str, value: &str) {
    write(&format!("{name}={value}; Secure; SameSite=Lax; Path=/; Max-Age=3600"));
}

/// Takes every cookie away that a script can write: a browser that was never here.
pub fn empty() {
    for kept in TABLE {
        write(&format!("{}=; Secure; Path=/; Max-Age=0", kept.name));
    }
    assert_eq!(all(), Vec::<String>::new());
}

/// The browser brings the tab into sight.
pub fn tab_is_seen() {
    let event = Event::new_with_event_init_dict("visibilitychange", &EventInit::new()).expect("an event");
    let window = crate::browser::window();
    window.dispatch_event(&event).expect("an event that goes out");
}

fn write(cookie: &str) {
    Reflect::set(&document(), &"cookie".into(), &cookie.into()).expect("a cookie jar");
}
