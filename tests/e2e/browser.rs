//! The verbs of the browser tests: open, click, fill, choose, see.

use std::any::Any;
use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use contract::consent::{REVISIONS, Revision};
use hosttracker_account::api::Client;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, Event, EventInit, HtmlElement, HtmlInputElement, HtmlSelectElement, Window};

/// Where the backend is; the script that runs the tests says so.
pub const API: &str = env!("HOSTTRACKER_API", "run the browser tests by `make test-browser`");

/// How long something that should appear may take, in milliseconds.
const PATIENCE: f64 = 10_000.0;

pub fn window() -> Window {
    web_sys::window().expect("a window")
}

pub fn document() -> Document {
    window().document().expect("a document")
}

/// The application, mounted in an element of its own; gone when dropped.
pub struct Browser {
    pub root: HtmlElement,
    mounted: Option<Box<dyn Any>>,
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.mounted.take();
        self.root.remove();
    }
}

/// Opens a page of the application, in English.
pub fn open(path: &str) -> Browser {
    open_asking(path, REVISIONS)
}

/// The same, asking about cookies as these revisions of the texts say.
pub fn open_asking(path: &str, revisions: &'static [Revision]) -> Browser {
    let html = document().document_element().expect("a root");
    html.set_attribute("lang", "en").expect("an attribute");
    window()
        .history()
        .and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(path)))
        .expect("an address");
    let root: HtmlElement = document().create_element("div").expect("an element").unchecked_into();
    document().body().expect("a body").append_child(&root).expect("a place");
    let mounted = hosttracker_account::mount_asking(root.clone(), Client::at(API), revisions);
    Browser { root, mounted: Some(Box::new(mounted)) }
}

impl Browser {
    /// Takes the application away and opens it again where it was: what is seen then was kept by the backend.
    pub fn remount(self) -> Self {
        let path = window().location().pathname().expect("an address");
        drop(self);
        open(&path)
    }

    /// Waits until a text is seen.
    pub async fn sees(&self, text: &str) {
        let what = format!("to see «{text}»");
        wait_for(&what, || self.shows(text).then_some(())).await.unwrap_or_else(|what| self.fail(&what));
    }

    /// True when a text is seen now.
    pub fn shows(&self, text: &str) -> bool {
        // A space that does not break a line is a space to who reads.
        self.root.inner_text().replace('\u{a0}', " ").contains(text)
    }

    /// Waits until the heading of the page is this one.
    pub async fn is_at(&self, heading: &str) {
        let what = format!("the heading «{heading}»");
        wait_for(&what, || {
            let title = self.root.query_selector("h1").ok().flatten()?;
            (title.text_content()?.trim() == heading).then_some(())
        })
        .await
        .unwrap_or_else(|what| self.fail(&what));
    }

    /// Presses a button or follows a link, by its name.
    pub async fn click(&self, name: &str) {
        self.named("button, a", name).await.click();
    }

    /// Presses the button that sends a form, by its name.
    pub async fn send(&self, name: &str) {
        self.named("form button[type=submit]", name).await.click();
    }

    /// Waits for a control with a label.
    pub async fn field(&self, label: &str) -> HtmlElement {
        let what = format!("a field labelled «{label}»");
        wait_for(&what, || self.labelled(label)).await.unwrap_or_else(|what| self.fail(&what))
    }

    fn labelled(&self, label: &str) -> Option<HtmlElement> {
        let labels = all(&self.root, "label");
        let label = labels.iter().find(|found| {
            let words = found.text_content().unwrap_or_default();
            let words = words.trim();
            words.split(" (").next() == Some(label)
        })?;
        let id = label.get_attribute("for")?;
        document().get_element_by_id(&id)?.dyn_into().ok()
    }

    /// Types into a field, in place of what stands there, and leaves it.
    pub async fn fill(&self, label: &str, text: &str) {
        let field: HtmlInputElement = self.field(label).await.unchecked_into();
        field.focus().expect("the focus");
        field.set_value(text);
        fire(&field, "input");
        fire(&field, "focusout");
    }

    /// Chooses an entry of a list by its words.
    pub async fn choose(&self, label: &str, words: &str) {
        let list: HtmlSelectElement = self.field(label).await.unchecked_into();
        let what = format!("«{words}» in the list «{label}»");
        let value = wait_for(&what, || {
            let options = all(&list, "option");
            let option =
                options.iter().find(|option| option.text_content().is_some_and(|text| text.trim() == words))?;
            option.get_attribute("value")
        })
        .await
        .unwrap_or_else(|what| self.fail(&what));
        list.set_value(&value);
        fire(&list, "input");
        fire(&list, "change");
    }

    /// Chooses an entry of a list that works at once, by the list's label and the entry's words.
    pub async fn pick(&self, label: &str, words: &str) {
        let what = format!("«{words}» in the list «{label}»");
        let (list, value) = wait_for(&what, || {
            let labels = all(&self.root, "label");
            let label = labels.iter().find(|found| {
                let name = found.query_selector("span").ok().flatten().and_then(|name| name.text_content());
                name.as_deref() == Some(label)
            })?;
            let list: HtmlSelectElement = label.query_selector("select").ok().flatten()?.dyn_into().ok()?;
            let options = all(&list, "option");
            let option = options.iter().find(|option| option.text_content().as_deref() == Some(words))?;
            Some((list, option.get_attribute("value")?))
        })
        .await
        .unwrap_or_else(|what| self.fail(&what));
        list.set_value(&value);
        fire(&list, "change");
    }

    /// Chooses a value that the list does not have, as a browser with another list would.
    pub async fn choose_unlisted(&self, label: &str, value: &str) {
        let list: HtmlSelectElement = self.field(label).await.unchecked_into();
        // The lists are filled after the first paint; what is added before would be swept away.
        let what = format!("the list «{label}» to fill");
        wait_for(&what, || (list.length() > 2).then_some(())).await.unwrap_or_else(|what| self.fail(&what));
        let option = web_sys::HtmlOptionElement::new_with_text_and_value(value, value).expect("an option");
        list.append_child(&option).expect("a place");
        list.set_value(value);
        fire(&list, "input");
    }

    /// Ticks a box by a part of its label.
    pub async fn tick(&self, label: &str) {
        let what = format!("a box labelled «{label}»");
        let found: HtmlElement = wait_for(&what, || {
            let labels = all(&self.root, "label");
            let label = labels.iter().find(|found| found.text_content().is_some_and(|text| text.contains(label)))?;
            let inside = label.query_selector("input").ok().flatten();
            inside.or_else(|| document().get_element_by_id(&label.get_attribute("for")?))?.dyn_into().ok()
        })
        .await
        .unwrap_or_else(|what| self.fail(&what));
        found.click();
    }

    /// Waits for a button whose name begins so.
    pub async fn button_beginning(&self, name: &str) -> HtmlElement {
        let what = format!("a button named «{name}…»");
        wait_for(&what, || {
            let buttons = all(&self.root, "button[aria-label]");
            let begins =
                |button: &Element| button.get_attribute("aria-label").is_some_and(|label| label.starts_with(name));
            buttons.into_iter().find(begins)?.dyn_into().ok()
        })
        .await
        .unwrap_or_else(|what| self.fail(&what))
    }

    /// What stands in a field now, if it is there.
    pub fn value_now(&self, label: &str) -> Option<String> {
        let field = self.labelled(label)?;
        Reflect::get(&field, &"value".into()).ok()?.as_string()
    }

    /// What stands in a field.
    pub async fn value(&self, label: &str) -> String {
        let field = self.field(label).await;
        Reflect::get(&field, &"value".into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
    }

    /// Waits until a field is told to be wrong, in these words, by what describes it.
    pub async fn is_told(&self, label: &str, words: &str) {
        let field = self.field(label).await;
        let what = format!("«{words}» at the field «{label}»");
        wait_for(&what, || {
            let invalid = field.get_attribute("aria-invalid").as_deref() == Some("true");
            (invalid && described(&field).contains(words)).then_some(())
        })
        .await
        .unwrap_or_else(|what| self.fail(&what));
    }

    /// Waits until nothing is wrong with a field any more.
    pub async fn is_well(&self, label: &str) {
        let field = self.field(label).await;
        let what = format!("nothing wrong with «{label}»");
        wait_for(&what, || field.get_attribute("aria-invalid").is_none().then_some(()))
            .await
            .unwrap_or_else(|what| self.fail(&what));
    }

    /// Waits until something is read out at once (role `alert`).
    pub async fn hears(&self, words: &str) {
        let what = format!("an alert that says «{words}»");
        wait_for(&what, || {
            all(&self.root, "[role=alert]")
                .iter()
                .any(|alert| alert.text_content().is_some_and(|text| text.contains(words)))
                .then_some(())
        })
        .await
        .unwrap_or_else(|what| self.fail(&what));
    }

    /// Waits until a dialog is open, by its heading.
    pub async fn is_asked(&self, heading: &str) {
        let what = format!("a dialog «{heading}»");
        wait_for(&what, || {
            let dialog = all(&self.root, "dialog[open]").into_iter().next()?;
            dialog.text_content()?.contains(heading).then_some(())
        })
        .await
        .unwrap_or_else(|what| self.fail(&what));
    }

    /// True while a dialog is open.
    pub fn has_dialog(&self) -> bool {
        !all(&self.root, "dialog[open]").is_empty()
    }

    /// Waits for a control by its role's elements and its name; inside the dialog while one is open.
    pub async fn named(&self, elements: &str, name: &str) -> HtmlElement {
        let what = format!("something named «{name}» to press");
        wait_for(&what, || {
            let dialog = all(&self.root, "dialog[open]").into_iter().next();
            let within = dialog.unwrap_or_else(|| self.root.clone().unchecked_into());
            let found = all(&within, elements);
            let found = found.into_iter().find(|found| {
                let label = found.get_attribute("aria-label").or_else(|| found.text_content()).unwrap_or_default();
                let seen = found.unchecked_ref::<HtmlElement>().offset_parent().is_some() || self.has_dialog();
                seen && label.trim() == name
            });
            found?.dyn_into().ok()
        })
        .await
        .unwrap_or_else(|what| self.fail(&what))
    }

    fn fail(&self, what: &str) -> ! {
        panic!("waited in vain for {what}; the page says:\n{}", self.root.inner_text())
    }
}

/// Looks again and again until something is there; an error names what was waited for.
pub async fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> Result<T, String> {
    // Not by the clock, which a test may set.
    let passed = || window().performance().expect("a measure of time").now();
    let deadline = passed() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return Ok(found);
        }
        if passed() > deadline {
            return Err(what.to_owned());
        }
        next_moment().await;
    }
}

/// Lets the browser go on for a moment, so that something can change.
pub async fn next_moment() {
    let promise = Promise::new(&mut |resolve: Function, _| {
        window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 10).expect("a timer");
    });
    JsFuture::from(promise).await.expect("a timer");
}

/// Without a network: every call of the page fails while the future runs.
pub async fn offline<F: Future>(doing: F) -> F::Output {
    let broken = Function::new_no_args("return Promise.reject(new TypeError('no network'))");
    with(&window(), "fetch", &broken, doing).await
}

/// Counts the calls of a method that the page makes while the future runs.
pub async fn counting<F: Future>(method: &'static str, doing: F) -> u32 {
    let fetch: Function = Reflect::get(&window(), &"fetch".into()).expect("fetch").unchecked_into();
    let count = Rc::new(Cell::new(0));
    let wrapped = {
        let (fetch, count) = (fetch.clone(), count.clone());
        Closure::<dyn Fn(JsValue, JsValue) -> JsValue>::new(move |request: JsValue, options: JsValue| {
            let asked = Reflect::get(&request, &"method".into()).ok().and_then(|method| method.as_string());
            if asked.as_deref() == Some(method) {
                count.set(count.get() + 1);
            }
            fetch.call2(&window(), &request, &options).expect("a call")
        })
    };
    with(&window(), "fetch", wrapped.as_ref(), doing).await;
    count.get()
}

/// Changes the answers of a path on their way, a pattern for a text, while the future runs.
pub async fn tampered<F: Future>(path: &str, pattern: &str, text: &str, doing: F) -> F::Output {
    let fetch = Reflect::get(&window(), &"fetch".into()).expect("fetch");
    let wrapping = Function::new_with_args(
        "real, path, pattern, text",
        "return async request => {
            const answer = await real(request);
            if (!request.url.includes(path)) return answer;
            return new Response((await answer.text()).replace(new RegExp(pattern), text), answer);
        }",
    );
    let parameters = js_sys::Array::of4(&fetch, &path.into(), &pattern.into(), &text.into());
    let wrapped = wrapping.apply(&JsValue::UNDEFINED, &parameters).expect("a function");
    with(&window(), "fetch", &wrapped, doing).await
}

/// While the future runs this computer's clock stands at one moment, and every answer says another.
pub async fn at_time<F: Future>(own: &str, servers: &str, doing: F) -> F::Output {
    let fetch = Reflect::get(&window(), &"fetch".into()).expect("fetch");
    let wrapping = Function::new_with_args(
        "real, date",
        "return async request => {
            const answer = await real(request);
            const headers = new Headers(answer.headers);
            headers.set('Date', date);
            return new Response(answer.body, { status: answer.status, headers });
        }",
    );
    let wrapped = wrapping.call2(&JsValue::UNDEFINED, &fetch, &servers.into()).expect("a function");
    let date = Reflect::get(&window(), &"Date".into()).expect("dates");
    let stopped = Function::new_no_args(&format!("return Date.parse('{own}')"));
    with(&window(), "fetch", &wrapped, with(&date, "now", &stopped, doing)).await
}

/// Something of the browser is another while the future runs.
pub async fn with<F: Future>(of: &JsValue, name: &str, other: &JsValue, doing: F) -> F::Output {
    let real = Reflect::get(of, &name.into()).expect("what is there");
    Reflect::set(of, &name.into(), other).expect("a place");
    let done = doing.await;
    Reflect::set(of, &name.into(), &real).expect("a place");
    done
}

fn described(field: &Element) -> String {
    let ids = field.get_attribute("aria-describedby").unwrap_or_default();
    ids.split_whitespace()
        .filter_map(|id| document().get_element_by_id(id)?.text_content())
        .collect::<Vec<_>>()
        .join(" ")
}

pub fn fire(element: &Element, event: &str) {
    let bubbles = EventInit::new();
    bubbles.set_bubbles(true);
    let event = Event::new_with_event_init_dict(event, &bubbles).expect("an event");
    element.dispatch_event(&event).expect("an event that goes out");
}

pub fn all(within: &Element, selector: &str) -> Vec<Element> {
    let found = within.query_selector_all(selector).expect("a selector");
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}
