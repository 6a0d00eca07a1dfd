//! The fields of a contact: its channel, an address that follows the channel, and what it is called.

use contract::account::Language;
use contract::contacts::Channel;
use leptos::prelude::*;

use crate::i18n::{Text, use_words};
use crate::ui::choice::Choice;
use crate::ui::contact::ChannelPicture;
use crate::ui::field::{Field, Told, described_by};
use crate::ui::form::FormState;
use crate::ui::place::TimeZone;
use crate::ui::react;
use crate::ui::why::Why;

/// What the fields of a contact are called: an address is here no postal one.
pub fn called(text: &Text, field: &str) -> &'static str {
    if field == "address" { text.contacts.new.address } else { (text.label)(field) }
}

/// What stands in a field, in words.
pub fn word(language: Language, field: &str, value: &str) -> String {
    let text = Text::of(language);
    let said = match field {
        "channel" => Channel::read(value).map(|channel| (text.contacts.channel)(channel)),
        "language" => Language::read(value).map(name_of),
        _ => None,
    };
    said.unwrap_or(value).to_owned()
}

/// A language's own name.
const fn name_of(language: Language) -> &'static str {
    match language {
        Language::Pl => "Polski",
        Language::En => "English",
    }
}

/// The channels as cards, of which one is chosen.
#[component]
pub fn Channels(state: FormState, channel: RwSignal<Channel>) -> impl IntoView {
    let words = use_words();
    let begin = channel.get_untracked();
    let card = move |one: Channel| {
        let about = ["new-about-", one.code()].concat();
        view! {
            <label class="card">
                <input
                    type="radio"
                    name="channel"
                    value=one.code()
                    autocomplete="off"
                    checked=one == begin
                    aria-describedby=about.clone()
                    on:change=move |_| channel.set(one)
                />
                <ChannelPicture channel=one/>
                <strong>{move || (words.get().contacts.channel)(one)}</strong>
                <span class="hint" id=about>{move || (words.get().contacts.new.about)(one)}</span>
            </label>
        }
        .into_any()
    };
    view! {
        <fieldset class="field">
            <legend>{move || called(words.get(), "channel")}</legend>
            <div class="ways">{Channel::ALL.map(card).collect_view()}</div>
            <Told state name="channel"/>
        </fieldset>
    }
}

/// A channel from a list, where a contact has one already.
#[component]
pub fn ChannelChoice(state: FormState, channel: RwSignal<Channel>) -> impl IntoView {
    let chosen = RwSignal::new(state.saved("channel"));
    react(move || {
        if let Some(chosen) = Channel::read(&chosen.get()) {
            channel.set(chosen);
        }
    });
    view! {
        <Choice
            state
            name="channel"
            autocomplete="off"
            entries=|language| Channel::ALL.map(|one| (one.code().to_owned(), word(language, "channel", one.code()))).to_vec()
            says=|language, code| word(language, "channel", code)
            none=|text| text.form.choose
            chosen=Some(chosen)
        />
    }
}

/// The address. Label, hint, keyboard and the token by which browsers fill it in follow the channel; what was
/// typed stays.
#[component]
pub fn Address(state: FormState, channel: RwSignal<Channel>) -> impl IntoView {
    let words = use_words();
    let problem = state.problem("address");
    let id = state.id("address");
    // Which keys, which type, which token.
    let kind = move || match channel.get() {
        Channel::Email => ("email", "email", "email"),
        Channel::Phone | Channel::Viber => ("tel", "tel", "tel"),
        Channel::Telegram | Channel::Slack | Channel::Messenger | Channel::Skype => ("text", "text", "off"),
    };
    // A rule that was broken may not be one of the other channel.
    react(move || {
        channel.track();
        state.check_again("address");
    });
    view! {
        <div class="held">
        <div class="field">
            <label for=id.clone()>{move || (words.get().contacts.new.address_of)(channel.get())}</label>
            <input
                id=id.clone()
                name="address"
                type=move || kind().0
                inputmode=move || kind().1
                autocomplete=move || kind().2
                autocapitalize="off"
                spellcheck="false"
                value=state.saved("address")
                aria-invalid=move || (!problem().is_empty()).then_some("true")
                aria-describedby=described_by(state, "address", true)
                aria-required="true"
            />
            <p class="hint" id=[&id, "-hint"].concat()>{move || (words.get().contacts.new.address_hint)(channel.get())}</p>
            <Told state name="address"/>
        </div>
        <Why field="contact.address"/>
        </div>
    }
}

/// What it is called, in which language it is written to, and where its clocks are.
#[component]
pub fn Details(state: FormState) -> impl IntoView {
    view! {
        <div class="pair">
            <Field state name="label" autocomplete="off" optional=true hint=|text| text.contacts.new.label_hint/>
            <Choice
                state
                name="language"
                autocomplete="off"
                entries=|_| Language::ALL.map(|one| (one.code().to_owned(), name_of(one).to_owned())).to_vec()
                says=|language, code| word(language, "language", code)
                none=|text| text.form.choose
                hint=|text| text.contacts.new.language_hint
            />
            <TimeZone state/>
        </div>
    }
}
