//! The static files, finished by the real `pack` and served as a CDN would.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;

use contract::parts::Part;
use tempfile::TempDir;

use crate::answer::Answer;
use crate::server::{Server, program};

const SCRIPT: &str = "import init from '/app-0123456789abcdef.js'; init();";
const STYLE: &str = "main > p { margin: 0 }";

/// What `trunk build` would have written, and what `pack` makes of it.
fn packed() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let dist = folder.path().join("dist");
    fs::create_dir(&dist).expect("a folder");
    let html = format!(
        "<!doctype html><html lang=\"en\"><title>Page</title><style>{STYLE}</style><script type=\"module\">{SCRIPT}</script></html>"
    );
    fs::write(dist.join("index.html"), html).expect("a file");
    fs::write(dist.join("app-0123456789abcdef.js"), "export default () => {};".repeat(50)).expect("a file");
    fs::write(dist.join("app-0123456789abcdef_bg.wasm"), b"\0asm\x01\0\0\0".repeat(50)).expect("a file");
    fs::write(dist.join(".lock"), "").expect("a file");
    fs::write(dist.join("robots.txt"), "User-agent: *\n").expect("a file");
    fs::write(dist.join("gone.txt.br"), "a twin of what is gone").expect("a file");
    pack(&dist);
    folder
}

fn pack(dist: &Path) {
    let output = program().args(["pack", "--dist"]).arg(dist).output().expect("it ran");
    assert!(output.status.success(), "{output:?}");
}

fn hosted(options: &[&str]) -> Server {
    Server::start_in(packed(), options)
}

fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.extend(contents(&path));
        } else {
            all.insert(path.display().to_string(), fs::read(&path).expect("a file"));
        }
    }
    all
}

#[test]
fn packing_twice_gives_the_same_files_and_removes_what_has_no_file() {
    let folder = packed();
    let dist = folder.path().join("dist");
    let once = contents(&dist);
    pack(&dist);
    assert_eq!(once, contents(&dist));
    assert!(!dist.join("gone.txt.br").exists());
    assert!(!fs::read_to_string(dist.join("_headers")).expect("a file").contains(".lock"));
    assert!(dist.join("policy/2018-05-23.pl.html.br").exists());
    let redirects = fs::read_to_string(dist.join("_redirects")).expect("a file");
    assert!(redirects.lines().any(|line| line == "/confirm-email/:part /index.html 200"), "{redirects}");
    assert!(redirects.lines().all(|line| !line.starts_with("/ ")), "{redirects}");
}

#[test]
fn the_parts_of_the_program_stand_beside_the_page_which_lists_what_each_address_needs() {
    let folder = packed();
    let (dist, parts) = (folder.path().join("dist"), folder.path().join("parts"));
    fs::create_dir(&parts).expect("a folder");
    let file = |part: Part| [part.name(), "-0123456789abcdef.wasm"].concat();
    for part in Part::ALL {
        fs::write(parts.join(file(part)), b"\0asm\x01\0\0\0".repeat(50)).expect("a file");
    }
    let list: BTreeMap<_, _> = Part::ALL.into_iter().map(|part| (part.name(), [file(part)])).collect();
    fs::write(parts.join("parts.json"), serde_json::to_string(&list).expect("JSON")).expect("a file");
    let pack_parts = || {
        let output = program().args(["pack", "--dist"]).arg(&dist).arg("--parts").arg(&parts).output().expect("it ran");
        assert!(output.status.success(), "{output:?}");
    };
    pack_parts();
    let once = contents(&dist);
    pack_parts();
    assert_eq!(once, contents(&dist), "done twice it gives the same");

    let html = fs::read_to_string(dist.join("index.html")).expect("a file");
    let (before, rest) = html.split_once("<script id=\"parts\" type=\"application/json\">").expect("the list");
    assert!(!before.contains("<script"), "it is there when a script reads it");
    let needed = rest.split_once("</script>").expect("its end").0;
    let needed: serde_json::Value = serde_json::from_str(needed).expect("JSON");
    assert_eq!(needed["profile"], serde_json::json!([file(Part::Profile)]));
    assert_eq!(needed["reset-password/"], serde_json::json!([file(Part::Account)]));
    let headers = fs::read_to_string(dist.join("_headers")).expect("a file");
    for part in Part::ALL {
        assert!(headers.contains(&format!("/{}\n  Cache-Control: public, max-age=31536000, immutable", file(part))));
        assert!(dist.join(file(part) + ".br").exists());
    }
}

#[test]
fn parts_that_are_not_there_are_told_in_a_line() {
    let folder = packed();
    let output =
        program().args(["pack", "--dist"]).arg(folder.path().join("dist")).args(["--parts", "/nowhere"]).output();
    let output = output.expect("it ran");
    assert!(!output.status.success());
    let told = String::from_utf8(output.stderr).expect("text");
    assert!(told.contains("/nowhere") && told.contains("make page") && told.trim_end().lines().count() == 1, "{told}");
}

#[test]
fn every_page_address_is_answered_with_the_page_and_nothing_else_is() {
    let server = hosted(&[]);
    let index = fs::read(server.data().join("../dist/index.html")).expect("a file");
    for path in [
        "/",
        "/register",
        "/sign-in",
        "/profile",
        "/profile/",
        "/confirm-email/x",
        "/policy/2018-05-23",
        "/profile?tab=history",
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, &answer.body), (200, &index), "{path}");
        assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-cache"), "{path}");
    }
    for path in ["/app-ffffffffffffffff.js", "/favicon.ico", "/_headers", "/_redirects", "/app-0123456789abcdef.js.br"]
    {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"), "{path}");
        assert!(answer.header("content-security-policy").is_some(), "{path}");
    }
    // The trailing slash of a page is the page; the folder beside it is not shown.
    let answer = server.get("/policy/");
    assert_eq!((answer.status, &answer.body), (200, &index));
    // Where there is no page the application says so itself, under the status that is true.
    for path in ["/nothing", "/confirm-email", "/assets/", "/profile/more"] {
        let answer = server.get(path);
        assert_eq!((answer.status, &answer.body), (404, &index), "{path}");
        let etag = answer.header("etag").unwrap_or("\"none\"").to_owned();
        let again = server.send("GET", path, &[("If-None-Match", &etag)], b"");
        assert_eq!((again.status, &again.body), (404, &index), "{path}");
    }
}

#[test]
fn the_policy_is_readable_without_scripts() {
    let server = hosted(&[]);
    let answer = server.get("/policy/2018-05-23.pl.html");
    assert_eq!((answer.status, answer.header("cache-control")), (200, Some("no-cache")));
    assert!(answer.text().contains("<html lang=\"pl\""));
    // Its inline style is allowed by the policy that it is served with.
    let style =
        answer.text().split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).expect("a style").0;
    let allowed = hosttracker_backend::pack::csp_hash(style);
    assert!(answer.header("content-security-policy").is_some_and(|policy| policy.contains(&allowed)));
}

#[test]
fn the_headers_are_those_of_the_file_that_hosts_read() {
    let server = hosted(&[]);
    let answer = server.get("/profile");
    let policy = answer.header("content-security-policy").expect("a policy");
    // sha256 and base64 of the inline script and style above, by `openssl dgst -sha256 -binary | base64`.
    for hash in [SCRIPT_HASH, STYLE_HASH] {
        assert!(policy.contains(hash), "{policy}");
    }
    for part in [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval' 'sha256-",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-frame-options", "DENY"),
    ] {
        assert_eq!(answer.header(name), Some(value));
    }
    assert!(answer.header("permissions-policy").is_some_and(|policy| policy.contains("camera=()")));
    assert_eq!(answer.header("strict-transport-security"), None, "not on plain loopback");
    let secure = hosted(&["--behind-tls"]);
    assert_eq!(secure.get("/profile").header("strict-transport-security"), Some("max-age=63072000; includeSubDomains"));
    let written = fs::read_to_string(server.data().join("../dist/_headers")).expect("a file");
    assert!(written.contains(&format!("  Content-Security-Policy: {policy}\n")), "{written}");
}

const SCRIPT_HASH: &str = "'sha256-1tDCdBVL/w97lC++lKhPiAI3MDjy1VsWAbmJeezO5uY='";
const STYLE_HASH: &str = "'sha256-L/15F5KeJlheY/EPjsfveDgsZ+Y3J3zdIMJCjA7lHt4='";

#[test]
fn files_with_a_hash_are_kept_for_a_year_and_others_are_asked_about() {
    let server = hosted(&[]);
    for path in ["/app-0123456789abcdef.js", "/app-0123456789abcdef_bg.wasm"] {
        assert_eq!(server.get(path).header("cache-control"), Some("public, max-age=31536000, immutable"), "{path}");
    }
    assert_eq!(server.get("/robots.txt").header("cache-control"), Some("no-cache"));
    assert_eq!(server.get("/app-0123456789abcdef_bg.wasm").header("content-type"), Some("application/wasm"));
}

#[test]
fn a_browser_gets_the_compressed_twin_that_it_understands() {
    let server = hosted(&[]);
    let plain = server.get("/app-0123456789abcdef.js");
    assert_eq!((plain.header("content-encoding"), plain.header("vary")), (None, Some("Accept-Encoding")));
    for path in ["/app-0123456789abcdef.js", "/app-0123456789abcdef_bg.wasm", "/profile"] {
        let plain = server.get(path).body;
        let brotli = server.send("GET", path, &[("Accept-Encoding", "gzip, deflate, br")], b"");
        assert_eq!((brotli.header("content-encoding"), brotli.header("vary")), (Some("br"), Some("Accept-Encoding")));
        let mut unpacked = Vec::new();
        brotli::Decompressor::new(&brotli.body[..], 4096).read_to_end(&mut unpacked).expect("brotli");
        assert_eq!(unpacked, plain);
        let gzip = server.send("GET", path, &[("Accept-Encoding", "gzip")], b"");
        assert_eq!(gzip.header("content-encoding"), Some("gzip"));
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(&gzip.body[..]).read_to_end(&mut unpacked).expect("gzip");
        assert_eq!(unpacked, plain);
    }
}

#[test]
fn what_did_not_change_is_not_sent_again() {
    let server = hosted(&[]);
    let first = server.get("/profile");
    let etag = first.header("etag").expect("a version");
    let again = server.send("GET", "/profile", &[("If-None-Match", etag)], b"");
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert!(again.header("content-security-policy").is_some());
    let head = server.send("HEAD", "/profile", &[], b"");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), Some(first.body.len().to_string().as_str()));
}

#[test]
fn nothing_outside_the_folder_is_served() {
    let server = hosted(&[]);
    for path in [
        "/../data/master.key",
        "/..%2fdata/master.key",
        "/%2e%2e/data/master.key",
        "//etc/passwd",
        "/..\\data\\master.key",
        "/%00",
        "/%ff",
    ] {
        let mut stream = server.connect();
        stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes()).expect("it goes out");
        let answer = Answer::read(&mut stream, "GET");
        assert!([400, 404].contains(&answer.status), "{path}: {answer:?}");
        assert!(!String::from_utf8_lossy(&answer.body).contains("master key"));
    }
}

#[test]
fn a_page_cannot_be_written_to() {
    let server = hosted(&[]);
    let answer = server.send("POST", "/profile", &[("Sec-Fetch-Site", "same-origin")], b"");
    assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")));
}

#[test]
fn without_static_files_the_api_answers_and_the_page_says_what_to_do() {
    let server = Server::start();
    let answer = server.get("/profile");
    assert_eq!(answer.status, 503);
    assert!(answer.text().contains("make dist"));
    assert_eq!(server.get("/api/v1/session").status, 200);
}
