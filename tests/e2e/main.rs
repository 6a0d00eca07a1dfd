//! Browser tests: people doing things in a real browser, with the real backend.
//!
//! Each test makes its own person through the public API, mounts the application into an element
//! of its own, finds things as people do (by label, role and text), and waits for what should
//! appear. A full page load would end the run: real reloads are in `tests/pages`.
#![cfg(target_arch = "wasm32")]

mod account;
mod browser;
mod confirmed;
mod contacts;
mod contacts_many;
mod contacts_new;
mod contacts_one;
mod cookie_jar;
mod cookies;
mod deliveries;
mod devices;
mod email;
mod grid;
mod hands;
mod holders;
mod password;
mod people;
mod profile;
mod records;
mod rehearsal;
mod settings;
mod shell;
mod support;
mod wire;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
