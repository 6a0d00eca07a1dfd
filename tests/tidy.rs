//! The shape of the sources: imports go down, every file says what it is, nothing goes round a door.

use std::fs;
use std::path::{Path, PathBuf};

/// The longest a source file may be, in lines: what grows past it is more than one thought.
const LONGEST: usize = 400;

/// The rows of the page (`src/lib.rs` draws them). A module names modules on lower rows only.
const ROWS: &[(&str, u8)] = &[
    ("app", 6),
    ("sections", 5),
    ("shell", 5),
    ("ui", 4),
    ("session", 3),
    ("prefs", 3),
    ("i18n", 2),
    ("consent", 2),
    ("api", 1),
    ("routes", 1),
    ("tabs", 1),
    ("clock", 0),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

/// Every file below a folder of the repository with one of the endings, by its path in the repository.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(root()).expect("within").to_string_lossy().into_owned();
            if path.is_dir() {
                if !name.ends_with("node_modules") && !name.ends_with("target") && !name.ends_with("/dist") {
                    folders.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push((name, fs::read_to_string(&path).expect("text")));
            }
        }
    }
    assert!(!found.is_empty(), "no files below {folder}");
    found.sort();
    found
}

fn rust_files() -> Vec<(String, String)> {
    ["src", "contract/src", "contract/tests", "backend/src", "backend/tests", "tests", "bench"]
        .into_iter()
        .flat_map(|folder| files(folder, &[".rs"]))
        .collect()
}

/// The module of the first level that a file of `src` belongs to: `src/ui/form.rs` is of `ui`.
fn module(name: &str) -> &str {
    name.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default()
}

fn row(module: &str) -> Option<u8> {
    ROWS.iter().find(|(name, _)| *name == module).map(|(_, row)| *row)
}

/// The modules that a text names as `crate::module` or `crate::{module, module}`.
fn named(text: &str) -> Vec<String> {
    let mut modules = Vec::new();
    for after in text.split("crate::").skip(1) {
        let list = after.strip_prefix('{').map_or(after, |list| list.split('}').next().unwrap_or_default());
        let names = if list.len() == after.len() { vec![after] } else { list.split(',').collect() };
        for name in names {
            let name = name.trim_start();
            let end =
                name.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(name.len());
            modules.push(name[..end].to_owned());
        }
    }
    modules
}

#[test]
fn imports_in_the_page_go_down() {
    for (name, text) in files("src", &[".rs"]) {
        let own = module(&name);
        if own == "lib" || own == "main" {
            continue;
        }
        let own_row = row(own).unwrap_or_else(|| panic!("{name}: say in ROWS on which row «{own}» stands"));
        for other in named(&text) {
            let Some(other_row) = row(&other) else { continue };
            assert!(other == own || other_row < own_row, "{name}: row {own_row} names «{other}» on row {other_row}");
        }
    }
}

#[test]
fn sections_never_know_each_other() {
    for (name, text) in files("src/sections", &[".rs"]) {
        assert!(!text.contains("crate::sections"), "{name} names a section; what two share moves down");
    }
}

#[test]
fn every_source_file_says_in_its_first_line_what_it_is_for() {
    for (name, text) in rust_files() {
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//! ") && first.len() > 15, "{name} begins with «{first}»");
    }
    for (name, text) in files("tests", &[".mjs"]).into_iter().chain(files("bench", &[".mjs"])) {
        assert!(text.starts_with("// ") || text.starts_with("/* "), "{name} does not say what it is for");
    }
    for (name, text) in files("style", &[".css"]) {
        assert!(text.starts_with("/* "), "{name} does not say what it is for");
    }
}

#[test]
fn no_source_file_is_longer_than_one_thought() {
    let scripts = ["tests", "bench"].into_iter().flat_map(|folder| files(folder, &[".mjs"]));
    for (name, text) in rust_files().into_iter().chain(scripts) {
        let lines = text.lines().count();
        assert!(lines <= LONGEST, "{name} has {lines} lines");
    }
}

#[test]
fn the_contract_knows_no_browser_no_server_and_no_clock() {
    for (name, text) in files("contract/src", &[".rs"]) {
        for word in ["web_sys", "js_sys", "leptos", "axum", "sqlx", "std::time", "SystemTime", "Instant::now"] {
            assert!(!text.contains(word), "{name} names {word}");
        }
    }
}

#[test]
fn addresses_of_the_server_stand_in_one_place_and_addresses_of_pages_too() {
    for (name, text) in files("src", &[".rs"]) {
        if !name.starts_with("src/api/") {
            assert!(!text.contains("/api/"), "{name} names an address of the server");
        }
        assert!(!text.contains("href=\"/"), "{name} names an address of a page; links are built from Page");
    }
}

#[test]
fn the_page_holds_no_state_outside_its_components() {
    for (name, text) in files("src", &[".rs"]) {
        for word in ["thread_local!", "static mut", "OnceLock", "OnceCell", "LazyLock", "lazy_static"] {
            assert!(!text.contains(word), "{name} holds {word}: the application could not be mounted twice");
        }
    }
}

#[test]
fn nothing_is_left_for_later_and_no_test_is_switched_off() {
    for (name, text) in rust_files() {
        if name == "tests/tidy.rs" {
            continue;
        }
        for word in ["TODO", "FIXME", "XXX", "#[ignore", "unimplemented!", "todo!("] {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
}

#[test]
fn the_way_down_is_read_rightly() {
    assert_eq!(named("use crate::ui::form::Form; crate::{api, i18n::Text};"), ["ui", "api", "i18n"]);
    assert_eq!(module("src/ui/form.rs"), "ui");
    assert_eq!(module("src/session.rs"), "session");
}
