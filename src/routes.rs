//! The addresses of the page, as the page uses them: where we are, and how to go elsewhere.
//!
//! The router's location is used without its `Router` component: that one registers a hook which
//! holds the first mounted application for ever, and ours can be mounted twice.

pub use contract::pages::Page;

use leptos::prelude::*;
use leptos_router::location::{BrowserUrl, LocationChange, LocationProvider};

/// Follows the browser's address: links, back and forward.
#[derive(Clone)]
pub struct Route(BrowserUrl);

impl Route {
    /// Begins to follow; ends with the owner.
    #[must_use]
    pub fn begin() -> Self {
        let browser = BrowserUrl::new().expect("a browser has an address");
        browser.init(None);
        Self(browser)
    }

    /// The page of the current address; `None` is the not-found page.
    #[must_use]
    pub fn page(&self) -> Memo<Option<Page>> {
        let Self(browser) = self.clone();
        let page = Memo::new({
            let url = browser.as_url().clone();
            move |_| url.with(|url| Page::read(url.path()))
        });
        // The address moves once the page that stands there has been drawn.
        Effect::new(move |_| {
            page.track();
            browser.ready_to_complete();
        });
        page
    }

    /// The path of the current address.
    #[must_use]
    pub fn path(&self) -> String {
        self.0.as_url().with_untracked(|url| url.path().to_owned())
    }

    /// Goes to a path of this application.
    pub fn go(&self, path: &str) {
        if let Ok(url) = BrowserUrl::parse(path) {
            self.0.as_url().set(url);
            self.0.complete_navigation(&LocationChange {
                value: path.to_owned(),
                replace: false,
                ..LocationChange::default()
            });
        }
    }
}

/// The way around the application.
pub fn use_route() -> Route {
    expect_context()
}
