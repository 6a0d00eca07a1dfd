//! Every way to keep something in a browser but the gate, once each. It is never run and must not pass
//! the lints: `make lint` shows that clippy refuses each line of it (`clippy.toml` says which).

/// What nobody may write.
pub fn keep_something(window: &web_sys::Window, document: &web_sys::HtmlDocument) {
    _ = window.local_storage();
    _ = window.session_storage();
    _ = window.indexed_db();
    _ = window.caches();
    _ = document.cookie();
    _ = document.set_cookie("taste=chocolate");
}

fn main() {}
