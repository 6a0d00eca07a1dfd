//! A field: label, control, hint and problem, tied together for those who see and those who listen.

use leptos::prelude::*;

use crate::i18n::{Text, use_words};
use crate::ui::form::FormState;

/// What stands around every control: its label above, its hint and its problem below.
#[component]
pub fn Labelled(
    state: FormState,
    name: &'static str,
    /// The field may stay empty, and its label says so.
    optional: bool,
    hint: Option<fn(&Text) -> &'static str>,
    /// The words of its label, where those of its name do not say enough.
    #[prop(optional_no_strip)]
    label: Option<fn(&Text) -> &'static str>,
    children: Children,
) -> impl IntoView {
    let words = use_words();
    let id = state.id(name);
    view! {
        <div class="field">
            <label for=id.clone()>
                {move || label.map_or_else(|| (state.label)(words.get(), name), |label| label(words.get()))}
                {optional.then(|| view! { " " <span class="hint">{words.say(|text| text.form.optional)}</span> }.into_any())}
            </label>
            {children()}
            {hint.map(|hint| view! { <p class="hint" id=[&id, "-hint"].concat()>{words.say(hint)}</p> }.into_any())}
            <Told state name/>
        </div>
    }
}

/// What is wrong with a field, while something is.
#[component]
pub fn Told(state: FormState, name: &'static str) -> impl IntoView {
    let problem = state.problem(name);
    let id = StoredValue::new([&state.id(name), "-problem"].concat());
    view! {
        {move || {
            let said = problem();
            (!said.is_empty()).then(|| view! { <p class="problem" id=id.get_value()>{said}</p> }.into_any())
        }}
    }
}

/// The ids that describe a control: its hint, and its problem while it has one.
pub fn described_by(state: FormState, name: &'static str, hint: bool) -> impl Fn() -> Option<String> {
    let problem = state.problem(name);
    let id = state.id(name);
    move || {
        let mut ids = Vec::new();
        if hint {
            ids.push([&id, "-hint"].concat());
        }
        if !problem().is_empty() {
            ids.push([&id, "-problem"].concat());
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// A field of one line.
#[component]
pub fn Field(
    state: FormState,
    /// Its name in the form, the JSON and the problems.
    name: &'static str,
    /// The token of the HTML standard by which browsers fill it in.
    autocomplete: &'static str,
    /// The type of the input.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional)] optional: bool,
    #[prop(optional)] hint: Option<fn(&Text) -> &'static str>,
    #[prop(optional)] label: Option<fn(&Text) -> &'static str>,
    /// Which keys a keyboard on the screen shows, where the type does not say so.
    #[prop(optional)]
    inputmode: Option<&'static str>,
) -> impl IntoView {
    let problem = state.problem(name);
    let shown = RwSignal::new(false);
    view! {
        <Labelled state name optional hint label>
            <div class="control">
                <input
                    id=state.id(name)
                    name=name
                    type=move || if shown.get() { "text" } else { kind }
                    autocomplete=autocomplete
                    inputmode=inputmode
                    autocapitalize=if kind == "text" { "words" } else { "off" }
                    spellcheck="false"
                    value=state.saved(name)
                    aria-invalid=move || (!problem().is_empty()).then_some("true")
                    aria-describedby=described_by(state, name, hint.is_some())
                    aria-required=(!optional).then_some("true")
                />
                {(kind == "password").then(|| view! { <ShowPassword shown/> }.into_any())}
            </div>
        </Labelled>
    }
}

/// A box that must be ticked, its words beside it; ticked, the field holds `value`.
#[component]
pub fn Tick(state: FormState, name: &'static str, value: &'static str, children: Children) -> impl IntoView {
    let problem = state.problem(name);
    let id = state.id(name);
    view! {
        <div class="field">
            <label class="tick" for=id.clone()>
                <input
                    id=id.clone()
                    type="checkbox"
                    name=name
                    value=value
                    aria-invalid=move || (!problem().is_empty()).then_some("true")
                    aria-describedby=described_by(state, name, false)
                    aria-required="true"
                />
                <span>{children()}</span>
            </label>
            <Told state name/>
        </div>
    }
}

#[component]
fn ShowPassword(shown: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let label = move || {
        let form = &words.get().form;
        if shown.get() { form.hide_password } else { form.show_password }
    };
    view! {
        <button type="button" class="quiet" aria-label=move || label() title=move || label() on:click=move |_| shown.update(|shown| *shown = !*shown)>
            <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d="M2 12s3.5-6.5 10-6.5S22 12 22 12s-3.5 6.5-10 6.5S2 12 2 12Z"/>
                <circle cx="12" cy="12" r="2.8"/>
                <path d=move || if shown.get() { "" } else { "M4 20 20 4" }/>
            </svg>
        </button>
    }
}
