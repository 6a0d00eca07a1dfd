//! Forms: read, check, send, and put problems where people look for them. What was typed stays.

use std::future::Future;

use contract::form::{FieldErrors, Form as Rules};
use contract::refusal::RefusalCode;
use js_sys::JsString;
use leptos::ev::{FocusEvent, SubmitEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, html};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, FormData, HtmlButtonElement, HtmlElement, HtmlFormElement};

use crate::api::Error;
use crate::i18n::{Text, use_words};
use crate::ui::notice::Trouble;

/// The fields of a form and what stands in them, in the order of the form.
pub type Values = Vec<(&'static str, String)>;

/// One form on the screen. The fields themselves are the browser's; this holds what is known of them.
#[derive(Clone, Copy)]
pub struct FormState {
    /// Begins the ids of its fields.
    pub name: &'static str,
    /// What its fields are called.
    pub label: fn(&Text, &str) -> &'static str,
    /// True while an answer is awaited.
    pub busy: RwSignal<bool>,
    /// True when something else stands in it than what was last saved.
    pub changed: RwSignal<bool>,
    /// Why it could not be sent, when that is nothing about a field.
    pub trouble: RwSignal<Option<Error>>,
    node: NodeRef<html::Form>,
    errors: RwSignal<FieldErrors>,
    /// Fields that were left or sent once: they are checked at each input.
    watched: StoredValue<Vec<String>>,
    saved: StoredValue<Values>,
    /// The idempotency key of a try whose answer was lost, and what was tried.
    unanswered: StoredValue<Option<(Values, String)>>,
    problems_of: fn(&HtmlFormElement) -> FieldErrors,
    values_of: fn(&HtmlFormElement) -> Values,
}

impl FormState {
    /// A form that begins with these values.
    #[must_use]
    pub fn new<F: Rules>(name: &'static str, begin: &F) -> Self {
        Self {
            name,
            label: |text, field| (text.label)(field),
            busy: RwSignal::new(false),
            changed: RwSignal::new(false),
            trouble: RwSignal::new(None),
            node: NodeRef::new(),
            errors: RwSignal::new(FieldErrors::default()),
            watched: StoredValue::new(Vec::new()),
            saved: StoredValue::new(values(begin)),
            unanswered: StoredValue::new(None),
            problems_of: |form| read::<F>(form).check().err().unwrap_or_default(),
            values_of: |form| values(&read::<F>(form)),
        }
    }

    /// The same, whose fields are called otherwise than their names are everywhere.
    #[must_use]
    pub const fn labelled(mut self, label: fn(&Text, &str) -> &'static str) -> Self {
        self.label = label;
        self
    }

    /// The id of a field.
    #[must_use]
    pub fn id(self, field: &str) -> String {
        [self.name, "-", field].concat()
    }

    /// What was last saved in a field.
    #[must_use]
    pub fn saved(self, field: &str) -> String {
        self.saved.with_value(|saved| {
            saved.iter().find(|(name, _)| *name == field).map(|(_, value)| value.clone()).unwrap_or_default()
        })
    }

    /// What is wrong with a field, in words; empty when nothing is.
    pub fn problem(self, field: &'static str) -> impl Fn() -> String + Copy + Send + 'static {
        let words = use_words();
        move || {
            let problem = self.errors.with(|errors| errors.of(field));
            problem.map(|problem| (words.get().problem)(field, problem)).unwrap_or_default()
        }
    }

    /// What stands in the form now, field by field.
    #[must_use]
    pub fn typed(self) -> Values {
        self.form().map(|form| (self.values_of)(&form)).unwrap_or_default()
    }

    /// Puts values into the fields, as if a person had typed them: whoever listens to the fields
    /// hears of it.
    pub fn fill(self, values: &[(&'static str, String)]) {
        let typing = web_sys::EventInit::new();
        typing.set_bubbles(true);
        for (field, value) in values {
            let Some(control) = self.control(field) else { continue };
            put(&control, value);
            _ = web_sys::Event::new_with_event_init_dict("input", &typing).map(|event| control.dispatch_event(&event));
        }
    }

    /// Takes a value that came back from the server as the one that was last saved; the fields stay.
    pub fn compare_with<F: Rules>(self, saved: &F) {
        self.saved.set_value(values(saved));
        self.look_again();
    }

    /// Takes a value that came back from the server as the one that is saved.
    pub fn settle<F: Rules>(self, saved: &F) {
        let values = values(saved);
        self.saved.set_value(values.clone());
        self.errors.set(FieldErrors::default());
        self.watched.set_value(Vec::new());
        self.fill(&values);
    }

    /// Puts back what was last saved.
    pub fn undo(self) {
        self.errors.set(FieldErrors::default());
        self.watched.set_value(Vec::new());
        self.trouble.set(None);
        self.fill(&self.saved.get_value());
    }

    /// Checks the form and, when every rule agrees, sends it; one at a time.
    ///
    /// A refusal of fields is shown at the fields, anything else as [`FormState::trouble`]. What was
    /// typed stays. A try whose answer was lost is sent again under the same idempotency key.
    pub fn send<F, T, Sending>(
        self,
        send: impl FnOnce(F::Checked, String) -> Sending + 'static,
        done: impl FnOnce(T) + 'static,
    ) where
        F: Rules,
        T: 'static,
        Sending: Future<Output = Result<T, Error>> + 'static,
    {
        let Some(form) = self.form() else { return };
        if self.busy.get_untracked() {
            return;
        }
        self.trouble.set(None);
        let typed = read::<F>(&form);
        let checked = match typed.check() {
            Ok(checked) => checked,
            Err(errors) => return self.show(errors),
        };
        self.errors.set(FieldErrors::default());
        self.busy.set(true);
        let key = self.key_for(values(&typed));
        spawn_local(async move {
            let answer = send(checked, key).await;
            if self.busy.try_set(false).is_some() {
                return; // The form is gone: nobody is left to tell.
            }
            if answer.as_ref().err() != Some(&Error::Offline) {
                self.unanswered.set_value(None);
            }
            match answer {
                Ok(answer) => done(answer),
                Err(error) => self.refuse(error),
            }
        });
    }

    fn key_for(self, values: Values) -> String {
        if let Some((before, key)) = self.unanswered.get_value()
            && before == values
        {
            return key;
        }
        let key = window().crypto().map(|crypto| crypto.random_uuid()).unwrap_or_default();
        self.unanswered.set_value(Some((values, key.clone())));
        key
    }

    fn refuse(self, error: Error) {
        match error {
            Error::Refused(refused)
                if refused.refusal.code == RefusalCode::Invalid && !refused.refusal.fields.is_empty() =>
            {
                self.show(refused.refusal.fields);
            }
            error => self.trouble.set(Some(error)),
        }
    }

    /// Replaces the problems shown, and moves the focus to the first field in error.
    fn show(self, errors: FieldErrors) {
        self.watched.set_value(errors.iter().map(|(field, _)| field.to_owned()).collect());
        self.errors.set(errors);
        request_animation_frame(move || {
            let invalid = self.form().and_then(|form| form.query_selector("[aria-invalid=true]").ok().flatten());
            focus(invalid);
        });
    }

    /// The form on the screen; none once it has been taken away, which can be while it still hears
    /// of events: a browser tells a field that goes away that it was left.
    fn form(self) -> Option<HtmlFormElement> {
        self.node.try_get_untracked().flatten()
    }

    fn control(self, field: &str) -> Option<Element> {
        let form = self.form()?;
        form.query_selector(&["[name='", field, "']"].concat()).ok().flatten()
    }

    fn look_again(self) {
        let typed = self.typed();
        self.changed.set(self.saved.with_value(|saved| *saved != typed));
    }

    /// Checks one field that is watched, and leaves the others' problems as they are: a rule may have changed
    /// with what stands in another.
    pub fn check_again(self, field: &str) {
        let Some(form) = self.form() else { return };
        if !self.watched.with_value(|watched| watched.iter().any(|name| name == field)) {
            return;
        }
        let now = (self.problems_of)(&form).of(field);
        if now != self.errors.with_untracked(|errors| errors.of(field)) {
            self.errors.update(|errors| match now {
                Some(problem) => errors.put(field.to_owned(), problem),
                None => errors.clear(field),
            });
        }
    }

    fn typed_in(self, event: ev::Event) {
        self.look_again();
        if let Some(field) = field_of(event.target()) {
            self.check_again(&field);
        }
    }

    /// A field that is left is watched from then on. One that was left empty is not scolded for it
    /// yet; and when the person is on the way to a button, the button checks: a message that
    /// appeared now would push it from under the pointer.
    fn left(self, event: FocusEvent) {
        let to_button = event.related_target().is_some_and(|to| to.dyn_ref::<HtmlButtonElement>().is_some());
        let Some(field) = field_of(event.target()).filter(|_| !to_button) else { return };
        if self.typed().iter().any(|(name, value)| *name == field && !value.is_empty()) {
            self.watched.update_value(|watched| watched.push(field.clone()));
            // What the server found wrong is wrong until something else is typed.
            if self.errors.with_untracked(|errors| errors.of(&field).is_none()) {
                self.check_again(&field);
            }
        }
    }
}

/// A form: its problems in a summary that is read out, then its fields.
#[component]
pub fn Form(state: FormState, send: impl Fn() + 'static, children: Children) -> impl IntoView {
    view! {
        <form
            class="sheet"
            novalidate
            node_ref=state.node
            aria-busy=move || if state.busy.get() { "true" } else { "false" }
            on:submit=move |event: SubmitEvent| {
                event.prevent_default();
                send();
            }
            on:input=move |event| state.typed_in(event)
            on:focusout=move |event| state.left(event)
        >
            <Summary state/>
            <Trouble error=state.trouble/>
            {children()}
        </form>
    }
}

/// The button that sends a form. While an answer is awaited it says so and does nothing more; it
/// stays focusable, so that the keyboard's place is not lost.
#[component]
pub fn SendButton(state: FormState, children: Children) -> impl IntoView {
    let words = use_words();
    let word = children();
    view! {
        <button class="main" type="submit" aria-disabled=move || state.busy.get().then_some("true")>
            <span class=move || if state.busy.get() { "waiting" } else { "" }>{word}</span>
            <span class="visually-hidden" role="status">
                {move || if state.busy.get() { words.get().form.wait } else { "" }}
            </span>
        </button>
    }
}

#[component]
fn Summary(state: FormState) -> impl IntoView {
    let words = use_words();
    let problems = move || {
        let text = words.get();
        state.errors.with(|errors| {
            errors
                .iter()
                .map(|(field, problem)| (field.to_owned(), (state.label)(text, field), (text.problem)(field, problem)))
                .collect::<Vec<_>>()
        })
    };
    view! {
        <div role="alert">
            {move || {
                let problems = problems();
                (problems.len() > 1).then(|| view! {
                    <div class="notice bad">
                        <strong>{words.get().form.summary}</strong>
                        <ul>
                            {problems
                                .into_iter()
                                .map(|(field, label, problem)| view! { <SummaryLink state field label problem/> })
                                .collect_view()}
                        </ul>
                    </div>
                }.into_any())
            }}
        </div>
    }
}

#[component]
fn SummaryLink(state: FormState, field: String, label: &'static str, problem: String) -> impl IntoView {
    let href = ["#", &state.id(&field)].concat();
    view! {
        <li>
            <a
                href=href
                on:click=move |event| {
                    event.prevent_default();
                    focus(state.control(&field));
                }
            >
                {label}
            </a>
            " "
            {problem}
        </li>
    }
}

/// Moves the focus to an element.
pub fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take the focus is left alone.
        _ = element.focus();
    }
}

/// Puts a value into a control: a box is ticked where there is one; inputs and selects alike have a `value`.
fn put(control: &Element, value: &str) {
    let is_box = control.get_attribute("type").as_deref() == Some("checkbox");
    let (property, value) =
        if is_box { ("checked", (!value.is_empty()).into()) } else { ("value", JsValue::from_str(value)) };
    // Setting a property of a control cannot fail.
    _ = js_sys::Reflect::set(control, &property.into(), &value);
}

fn field_of(target: Option<web_sys::EventTarget>) -> Option<String> {
    target?.dyn_into::<Element>().ok()?.get_attribute("name")
}

/// Reads a form as it stands on the screen, its text in Unicode NFC.
fn read<F: Rules>(form: &HtmlFormElement) -> F {
    let data = FormData::new_with_form(form).ok();
    F::read(&|field| {
        let typed = data.as_ref().and_then(|data| data.get(field).dyn_into::<JsString>().ok());
        typed.map(|typed| String::from(typed.normalize("NFC"))).unwrap_or_default()
    })
}

/// What stands in a form, field by field.
pub fn values<F: Rules>(form: &F) -> Values {
    let mut values = Vec::new();
    form.each(&mut |field, value| values.push((field, value.to_owned())));
    values
}
