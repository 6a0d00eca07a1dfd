//! The parts of the page's program (`contract::parts`): puts their files beside the page, and tells the
//! boot script which of them each address needs, so that they are fetched side by side with the rest.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use contract::pages::Page;
use contract::parts::Part;

/// What the build of the parts lists: the files of each part, by its name.
const LIST: &str = "parts.json";
/// The element that the boot script of `index.html` reads.
const ELEMENT: &str = "<script id=\"parts\" type=\"application/json\">";

/// Copies the parts into `dist` and answers the page with the list of what its addresses need. A page
/// that has its list stays as it is.
///
/// # Errors
/// When a file cannot be read or written, or the list lacks a part that a page lives in.
pub fn add(parts: &Path, dist: &Path, html: &str) -> io::Result<String> {
    if html.contains("id=\"parts\"") {
        return Ok(html.to_owned());
    }
    let listed: BTreeMap<String, Vec<String>> = serde_json::from_str(&fs::read_to_string(parts.join(LIST))?)?;
    for file in listed.values().flatten() {
        fs::copy(parts.join(file), dist.join(file))?;
    }
    let needed = needed(&listed)?;
    let element = [ELEMENT, &needed, "</script>"].concat();
    Ok(html.replacen("<script", &[&element, "<script"].concat(), 1))
}

/// The files that each address needs, as JSON: by its path without the slashes around it, and with the
/// slash where it carries something, as the boot script asks. So does a press on the banner about cookies,
/// which is no address.
fn needed(listed: &BTreeMap<String, Vec<String>>) -> io::Result<String> {
    let files = |part: Part| {
        listed.get(part.name()).ok_or_else(|| io::Error::other(format!("{LIST} lacks the part {}", part.name())))
    };
    let mut needed = BTreeMap::from([(Part::Asking.name().to_owned(), files(Part::Asking)?)]);
    for page in Page::all("") {
        needed.insert(page.path().trim_start_matches('/').to_owned(), files(Part::of(&page))?);
    }
    Ok(serde_json::to_string(&needed)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed() -> BTreeMap<String, Vec<String>> {
        Part::ALL.into_iter().map(|part| (part.name().to_owned(), vec![[part.name(), ".wasm"].concat()])).collect()
    }

    #[test]
    fn every_address_needs_the_files_of_the_part_that_its_page_lives_in() {
        let needed: BTreeMap<String, Vec<String>> =
            serde_json::from_str(&needed(&listed()).expect("every part is listed")).expect("JSON");
        assert_eq!(needed["profile"], ["profile.wasm"]);
        assert_eq!(needed["profile/history"], ["records.wasm"]);
        assert_eq!(needed["confirm-email/"], ["account.wasm"]);
        assert_eq!(needed[""], ["start.wasm"]);
        assert_eq!(needed["asking"], ["asking.wasm"]);
        assert_eq!(needed.len(), Page::all("").len() + 1);
    }

    #[test]
    fn a_part_without_a_file_is_told_and_not_hosted() {
        let mut listed = listed();
        listed.remove("policy");
        assert!(needed(&listed).is_err_and(|error| error.to_string().contains("policy")));
    }
}
