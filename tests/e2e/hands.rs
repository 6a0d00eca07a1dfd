//! Hands: a pointer that is put down, moved and lifted, and keys that are pressed.

use web_sys::{Element, KeyboardEvent, KeyboardEventInit, PointerEvent, PointerEventInit};

use crate::browser::{document, wait_for};

/// Waits for what has a role and a name.
pub async fn by_role(role: &str, name: &str) -> Element {
    let what = format!("a {role} named «{name}»");
    wait_for(&what, || find(role, name)).await.unwrap_or_else(|what| panic!("waited in vain for {what}"))
}

/// What has a role and a name, if it is there now.
pub fn find(role: &str, name: &str) -> Option<Element> {
    let all = document().query_selector_all(&format!("[role='{role}']")).expect("a selector");
    (0..all.length())
        .filter_map(|index| wasm_bindgen::JsCast::dyn_into::<Element>(all.item(index)?).ok())
        .find(|element| element.get_attribute("aria-label").as_deref() == Some(name))
}

/// Presses a key at an element.
pub fn press(element: &Element, key: &str) {
    press_with(element, key, false);
}

/// The same, with the control key or without.
pub fn press_with(element: &Element, key: &str, with_control: bool) {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_ctrl_key(with_control);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).expect("a key");
    element.dispatch_event(&event).expect("an event that goes out");
}

/// Waits until something that is moved by keys says a value.
pub async fn says(role: &str, name: &str, value: &str) {
    let what = format!("«{name}» to say «{value}»");
    let said = || find(role, name)?.get_attribute("aria-valuetext").filter(|said| said == value);
    wait_for(&what, said).await.unwrap_or_else(|what| panic!("waited in vain for {what}"));
}

/// A pointer above something that is as wide as a number of units.
pub struct Pointer<'a> {
    pub on: &'a Element,
    pub width: f64,
    /// `mouse` or `touch`.
    pub kind: &'a str,
}

impl Pointer<'_> {
    pub fn down(&self, at: f64) {
        self.send("pointerdown", at);
    }

    pub fn to(&self, at: f64) {
        self.send("pointermove", at);
    }

    pub fn up(&self, at: f64) {
        self.send("pointerup", at);
    }

    /// The browser takes the pointer for itself, as for scrolling.
    pub fn taken(&self, at: f64) {
        self.send("pointercancel", at);
    }

    /// Down at one place, and over some steps to another.
    pub fn drag(&self, from: f64, to: f64) {
        self.down(from);
        self.to(f64::midpoint(from, to));
        self.to(to);
        self.up(to);
    }

    #[expect(clippy::cast_possible_truncation, reason = "pixels fit")]
    fn send(&self, event: &str, at: f64) {
        let place = self.on.get_bounding_client_rect();
        let init = PointerEventInit::new();
        init.set_bubbles(true);
        init.set_cancelable(true);
        init.set_pointer_id(7);
        init.set_pointer_type(self.kind);
        init.set_client_x((place.left() + at * place.width() / self.width).round() as i32);
        init.set_client_y((place.top() + place.height() / 2.0) as i32);
        let event = PointerEvent::new_with_event_init_dict(event, &init).expect("a pointer");
        self.on.dispatch_event(&event).expect("an event that goes out");
    }
}
