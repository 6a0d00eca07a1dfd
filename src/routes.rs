//! The addresses of the page, as the page uses them: where we are, and how to go elsewhere.
//!
//! The router's location is used without its `Router` component: that one registers a hook which
//! holds the first mounted application for ever, and ours can be mounted twice.

pub use contract::pages::Page;

use std::rc::Rc;

use leptos::ev;
use leptos::prelude::*;
use leptos_router::location::{BrowserUrl, LocationChange, LocationProvider};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlAnchorElement, MouseEvent};

/// A way to leave a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// To a path of this application, by a link.
    To(String),
    /// By the back button, or forward.
    Back,
}

/// What stands in the query of an address, by its name.
pub type Asked<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Asked before a page is left; true holds the person back.
type Guard = Rc<dyn Fn(Way) -> bool>;

/// Follows the browser's address: links, back and forward.
#[derive(Clone)]
pub struct Route {
    browser: BrowserUrl,
    guard: StoredValue<Option<Guard>, LocalStorage>,
}

impl Route {
    /// Begins to follow; ends with the owner.
    #[must_use]
    pub fn begin() -> Self {
        let browser = BrowserUrl::new().expect("a browser has an address");
        let route = Self { browser, guard: StoredValue::new_local(None) };
        // A window calls its listeners in the order in which they came: the guard is before the router.
        route.listen();
        route.browser.init(None);
        route
    }

    fn listen(&self) {
        let route = self.clone();
        let click = window_event_listener(ev::click, move |event| {
            if let Some(path) = link_of(&event)
                && route.holds(Way::To(path))
            {
                event.prevent_default();
            }
        });
        let route = self.clone();
        let popstate = window_event_listener(ev::popstate, move |event| {
            if route.holds(Way::Back) {
                event.stop_immediate_propagation();
                // The address has moved already; put it back until the person has decided.
                let here = route.path();
                _ = window().history().and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(&here)));
            }
        });
        on_cleanup(move || {
            click.remove();
            popstate.remove();
        });
    }

    fn holds(&self, way: Way) -> bool {
        self.guard.try_get_value().flatten().is_some_and(|guard| guard(way))
    }

    /// Asks `guard` before the page is left, while the component lives.
    pub fn guard(&self, guard: impl Fn(Way) -> bool + 'static) {
        self.guard.set_value(Some(Rc::new(guard)));
        let asked = self.guard;
        on_cleanup(move || _ = asked.try_set_value(None));
    }

    /// The page of the current address; `None` is the not-found page.
    #[must_use]
    pub fn page(&self) -> Memo<Option<Page>> {
        let browser = self.browser.clone();
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

    /// The path of the current address, and its query.
    fn path(&self) -> String {
        self.browser.as_url().with_untracked(|url| with_query(url.path(), url.search()))
    }

    /// What `read` makes of the query of a page's address: it is given what stands there under a name.
    /// While another page is shown it stays as it was.
    pub fn query<T>(&self, page: Page, read: fn(Asked<'_>) -> T) -> Memo<T>
    where
        T: Clone + PartialEq + Send + Sync + 'static,
    {
        let url = self.browser.as_url().clone();
        Memo::new(move |before: Option<&T>| {
            url.with(|url| match before {
                Some(before) if Page::read(url.path()).as_ref() != Some(&page) => before.clone(),
                _ => read(&|name| url.search_params().get(name)),
            })
        })
    }

    /// Puts another query into the address of the page that is shown: as a step of its own, which the back
    /// button takes back, or in place of the one that stands there.
    pub fn ask(&self, page: &Page, query: &str, step: bool) {
        let path = with_query(&page.path(), query);
        if path != self.path()
            && let Ok(url) = BrowserUrl::parse(&path)
        {
            self.browser.as_url().set(url);
            let change = LocationChange { value: path, replace: !step, scroll: false, ..LocationChange::default() };
            self.browser.complete_navigation(&change);
        }
    }

    /// Goes to a path of this application as a link does: unless the page asks not to be left.
    pub fn follow(&self, path: &str) {
        if !self.holds(Way::To(path.to_owned())) {
            self.go(path);
        }
    }

    /// Goes to a path of this application.
    pub fn go(&self, path: &str) {
        if let Ok(url) = BrowserUrl::parse(path) {
            self.browser.as_url().set(url);
            let change = LocationChange { value: path.to_owned(), replace: false, ..LocationChange::default() };
            self.browser.complete_navigation(&change);
        }
    }
}

/// The way around the application.
pub fn use_route() -> Route {
    expect_context()
}

fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { [path, "?", query].concat() }
}

/// The path of a link to another page of ours, its query, and the place on it, that a plain click would follow in
/// this tab.
fn link_of(event: &MouseEvent) -> Option<String> {
    let plain = event.button() == 0 && !event.meta_key() && !event.ctrl_key() && !event.shift_key() && !event.alt_key();
    let target = event.target().filter(|_| plain)?.dyn_into::<web_sys::Element>().ok()?;
    let link = target.closest("a[href]").ok().flatten()?.dyn_into::<HtmlAnchorElement>().ok()?;
    let within = link.origin() == window().location().origin().ok()?;
    let elsewhere = link.hash().is_empty() || Some(link.pathname()) != window().location().pathname().ok();
    (within && elsewhere && link.target().is_empty() && !link.has_attribute("download"))
        .then(|| [link.pathname(), link.search(), link.hash()].concat())
}
