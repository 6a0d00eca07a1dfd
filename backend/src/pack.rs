//! `pack`: finishes what `trunk build` wrote, so that a static host has all it needs: `_headers`,
//! `_redirects`, the policy as plain pages, the parts of the program, and a compressed twin of each file.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use brotli::enc::BrotliEncoderParams;
use contract::pages::Page;
use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};

use crate::{Fault, parts, policies};

/// Two years, for every name below this one (RFC 6797).
pub const HSTS: &str = "max-age=63072000; includeSubDomains";
/// The name of a file with a hash in it never means other bytes.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// Ask each time whether it is still the same.
const ASK: &str = "no-cache";
/// What is worth compressing.
const COMPRESSIBLE: [&str; 10] = ["css", "html", "ico", "js", "json", "svg", "txt", "wasm", "webmanifest", "xml"];
/// What the page never uses, closed to whatever would be injected into it.
const CLOSED: [&str; 13] = [
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
];

/// Finishes the static files; `in_parts` is the folder of the program's parts, where it was built in
/// parts. Done twice it gives the same.
///
/// # Errors
/// A [`Fault`] when there are no files or the folder cannot be written to.
pub fn pack(dist: &Path, in_parts: Option<&Path>) -> Result<(), Fault> {
    let index = dist.join("index.html");
    let html = fs::read_to_string(&index).map_err(|error| {
        Fault::new(format!(
            "{} cannot be read ({error}): run trunk build first, or give --dist its folder",
            index.display()
        ))
    })?;
    let html = match in_parts {
        Some(folder) => parts::add(folder, dist, &html).map_err(|error| {
            Fault::new(format!("the parts in {} cannot be added ({error}): run make page again", folder.display()))
        })?,
        None => html,
    };
    finish(dist, &html).map_err(|error| {
        Fault::new(format!("{} cannot be finished ({error}): see that it is writable", dist.display()))
    })
}

fn finish(dist: &Path, html: &str) -> std::io::Result<()> {
    let policies = policies::pages();
    for (path, html) in &policies {
        let file = dist.join(path.trim_start_matches('/'));
        file.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(file, html)?;
    }
    fs::write(dist.join("index.html"), html)?;
    // What hosts answer, with status 404, where there is no page: the application says it in words.
    fs::write(dist.join("404.html"), html)?;
    let files = files(dist)?;
    fs::write(dist.join("_headers"), headers(html, &policies, &files))?;
    fs::write(dist.join("_redirects"), redirects())?;
    for file in files {
        compress(&dist.join(file.trim_start_matches('/')))?;
    }
    Ok(())
}

/// The paths of the files as a browser asks for them, sorted. Twins whose file is gone are removed.
fn files(dist: &Path) -> std::io::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut folders: Vec<PathBuf> = vec![dist.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "br" || extension == "gz") {
                if !path.with_extension("").exists() {
                    fs::remove_file(path)?;
                }
            } else if let Ok(inside) = path.strip_prefix(dist) {
                let name = ["/", &inside.to_string_lossy()].concat();
                // `_` begins what is for the host, a dot what is for tools.
                if !name.starts_with("/_") && !name.starts_with("/.") {
                    found.insert(name);
                }
            }
        }
    }
    Ok(found)
}

/// `_headers` (the format that static hosts share): a pattern, and its headers below it.
fn headers(html: &str, policies: &[(String, String)], files: &BTreeSet<String>) -> String {
    let mut out =
        String::from("# Written by `hosttracker-backend pack`. Hosts read it; the backend serves by it.\n/*\n");
    let closed: Vec<String> = CLOSED.iter().map(|feature| format!("{feature}=()")).collect();
    let everywhere = [
        ("Content-Security-Policy", content_security_policy(html, policies)),
        ("Strict-Transport-Security", HSTS.to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("X-Frame-Options", "DENY".to_owned()),
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("Permissions-Policy", closed.join(", ")),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
        ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
    ];
    for (name, value) in everywhere {
        let _ = writeln!(out, "  {name}: {value}");
    }
    // Hosts join the values of one header from two patterns: so each path has one rule for the cache.
    for page in Page::all(":part") {
        let _ = writeln!(out, "{}\n  Cache-Control: {ASK}", page.path());
    }
    for file in files {
        // `/policy/2018-05-23.en.html` is under the page's pattern already.
        if Page::read(file).is_none() {
            let _ = writeln!(out, "{file}\n  Cache-Control: {}", if is_hashed(file) { FOREVER } else { ASK });
        }
    }
    out
}

/// The pages answer with the file `index.html`; where there is a file, it wins.
fn redirects() -> String {
    Page::all(":part")
        .into_iter()
        .filter(|page| *page != Page::Start)
        .fold(String::new(), |out, page| out + &page.path() + " /index.html 200\n")
}

/// Nothing but what is in the page, byte for byte: no `unsafe-inline`, no `unsafe-eval`.
fn content_security_policy(html: &str, policies: &[(String, String)]) -> String {
    let listed = |hashes: BTreeSet<String>| hashes.iter().fold(String::new(), |out, hash| out + " '" + hash + "'");
    let scripts: BTreeSet<String> = inline(html, "script").map(csp_hash).collect();
    // The policy's plain pages stand under the same rule: their style is one more hash.
    let styles: BTreeSet<String> = inline(html, "style")
        .chain(policies.iter().flat_map(|(_, html)| inline(html, "style")))
        .map(csp_hash)
        .collect();
    let api = api_origin(html).map_or_else(String::new, |origin| [" ", &origin].concat());
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{}; style-src 'self'{}; img-src 'self' data:; \
         connect-src 'self'{api}; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
        listed(scripts),
        listed(styles),
    )
}

/// The source expression of an inline script or style (CSP 3, hash-source).
#[must_use]
pub fn csp_hash(text: &str) -> String {
    ["sha256-", &BASE64_STANDARD.encode(Sha256::digest(text))].concat()
}

/// What stands inside each element of this name that has no `src`.
fn inline<'a>(html: &'a str, name: &'static str) -> impl Iterator<Item = &'a str> {
    elements(html, name).filter(|(tag, _)| attribute(tag, "src").is_none()).map(|(_, text)| text)
}

/// The origin of `<meta name="api-base">`, when the host has set an absolute one.
fn api_origin(html: &str) -> Option<String> {
    let content = elements(html, "meta")
        .find(|(tag, _)| attribute(tag, "name") == Some("api-base"))
        .and_then(|(tag, _)| attribute(tag, "content"))?;
    let (scheme, rest) = content.split_once("://")?;
    Some(format!("{scheme}://{}", rest.split('/').next()?))
}

/// Each start tag of this name (without its brackets) and the text up to its end tag. Enough of
/// HTML for the page that this project writes: comments are skipped, attributes are quoted.
fn elements<'a>(html: &'a str, name: &'static str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[rest.find('<')?..];
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.split_once("-->")?.1;
                continue;
            }
            let inside = &rest[1..];
            let (tag, after) = inside.split_at(end_of_tag(inside)?);
            rest = after;
            let is_named =
                tag.strip_prefix(name).is_some_and(|more| more.is_empty() || more.starts_with([' ', '\n', '/']));
            // What looks like a tag inside a script or a style is text.
            let raw = ["script", "style"].into_iter().find(|raw| tag.starts_with(raw));
            let text = raw.and_then(|raw| after[1..].split_once(&["</", raw].concat())).map_or("", |(text, _)| text);
            if raw.is_some() {
                rest = &after[1 + text.len()..];
            }
            if is_named {
                return Some((tag, text));
            }
        }
    })
}

/// Where the `>` of a tag is: not inside a quoted value.
fn end_of_tag(inside: &str) -> Option<usize> {
    let mut quote = None;
    inside.char_indices().find_map(|(at, sign)| {
        match (quote, sign) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(sign),
            (Some(open), _) if open == sign => quote = None,
            _ => {}
        }
        None
    })
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once('=')?;
        let quote = after.chars().next().filter(|sign| ['"', '\''].contains(sign));
        let (value, next) = match quote {
            Some(quote) => after[1..].split_once(quote)?,
            None => after.split_once(' ').unwrap_or((after, "")),
        };
        if before.split_whitespace().next_back() == Some(name) {
            return Some(value);
        }
        rest = next;
    }
}

/// True for a name with a hash in it, as in `app-4f2c1a9b8e7d6c5f_bg.wasm`.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split('-').skip(1).any(|part| {
        let hash = part.split(['.', '_']).next().unwrap_or_default();
        hash.len() >= 8 && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    })
}

/// Writes `.br` (quality 11, window 22) and `.gz` (level 9, no time in it) beside a file.
fn compress(file: &Path) -> std::io::Result<()> {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if !COMPRESSIBLE.contains(&extension) {
        return Ok(());
    }
    let bytes = fs::read(file)?;
    let mut small = Vec::new();
    let parameters = BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut small, &parameters)?;
    fs::write(twin(file, "br"), small)?;
    let mut gzip = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    gzip.write_all(&bytes)?;
    fs::write(twin(file, "gz"), gzip.finish()?)
}

fn twin(file: &Path, extension: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<!doctype html><html><head><!-- <script>no</script> --><meta charset=utf-8>\
        <meta name=\"api-base\" content=\"https://api.example.org/api/v1\"><style>a > b { }</style>\
        <script src=\"/a.js\"></script><script type=\"module\">if (1 < 2) { \"<style>\" }</script></head></html>";

    #[test]
    fn inline_scripts_and_styles_are_found_and_nothing_else() {
        assert_eq!(inline(HTML, "script").collect::<Vec<_>>(), ["if (1 < 2) { \"<style>\" }"]);
        assert_eq!(inline(HTML, "style").collect::<Vec<_>>(), ["a > b { }"]);
    }

    #[test]
    fn the_hash_of_an_inline_script_is_the_one_of_the_csp_specification() {
        // CSP Level 3, section 8.4 (usage of "hash-source"): alert('Hello, world.');
        assert_eq!(csp_hash("alert('Hello, world.');"), "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
    }

    #[test]
    fn the_policy_names_the_origin_of_the_api_only_when_it_is_another_one() {
        let policy = content_security_policy(HTML, &[]);
        assert!(policy.contains("connect-src 'self' https://api.example.org;"), "{policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains(" 'unsafe-eval'"), "{policy}");
        let relative = HTML.replace("https://api.example.org", "");
        assert!(content_security_policy(&relative, &[]).contains("connect-src 'self';"));
    }

    #[test]
    fn a_page_that_was_minified_is_read_alike() {
        let html = "<html lang=en><meta content=https://api.example.org/api/v1 name=api-base><script async src=/a.js></script><script type=module>go()</script>";
        assert_eq!(inline(html, "script").collect::<Vec<_>>(), ["go()"]);
        assert_eq!(api_origin(html).as_deref(), Some("https://api.example.org"));
    }

    #[test]
    fn hashed_names_are_told_from_words_with_dashes() {
        for name in ["/app-4f2c1a9b8e7d6c5f.js", "/app-4f2c1a9b8e7d6c5f_bg.wasm", "/hosttracker-account-0123abcd.css"] {
            assert!(is_hashed(name), "{name}");
        }
        for name in ["/index.html", "/icon-192.png", "/app-wonderful.js", "/policy/2018-05-23.en.html"] {
            assert!(!is_hashed(name), "{name}");
        }
    }
}
