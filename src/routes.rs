//! The addresses of the page, as the page uses them: where we are, and how to go elsewhere.

pub use contract::pages::Page;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

/// The page of the current address; `None` is the not-found page.
pub fn use_page() -> Memo<Option<Page>> {
    let location = use_location();
    Memo::new(move |_| location.pathname.with(|path| Page::read(path)))
}

/// A way to go to another page.
pub fn use_go() -> impl Fn(Page) + Clone + 'static {
    let navigate = use_navigate();
    move |page| navigate(&page.path(), NavigateOptions::default())
}
