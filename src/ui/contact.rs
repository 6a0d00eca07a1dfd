//! The marks of contacts: a channel as a picture with its word, a state as a word with a colour and a shape.

use contract::contacts::{Channel, State};
use leptos::prelude::*;

use crate::i18n::use_words;

/// A channel: a picture and its word. The pictures are our own; they stand for a kind of channel, and are
/// nobody's trade mark.
#[component]
pub fn ChannelMark(channel: Channel) -> impl IntoView {
    let words = use_words();
    view! {
        <span class="channel">
            <ChannelPicture channel/>
            <span>{move || (words.get().contacts.channel)(channel)}</span>
        </span>
    }
}

/// The picture of a channel alone, for those who see.
#[component]
pub fn ChannelPicture(channel: Channel) -> impl IntoView {
    let path = match channel {
        Channel::Email => "M3 6h18v13H3zM3.5 6.5 12 13.5l8.5-7",
        Channel::Phone => {
            "M6.5 3h3l1.5 5-2.3 1.7a12.5 12.5 0 0 0 5.6 5.6L16 13l5 1.5v3A2.7 2.7 0 0 1 18 20.3C10 20 4 14 3.7 6A2.7 2.7 0 0 1 6.5 3Z"
        }
        Channel::Telegram => "M21 4 3 11.2l5.6 2.1M21 4l-3.2 15.5-9.2-6.2M21 4 8.6 13.3V19l3.3-3.4",
        Channel::Slack => "M9 4 7 20M17 4l-2 16M4.5 9h16M3.5 15h16",
        Channel::Viber => "M4 4h16v12h-7l-4.5 4v-4H4zM9 8.2c.2 3 1.8 4.6 5 5M12.5 7.5c1.5.2 2.3 1 2.5 2.5",
        Channel::Messenger => {
            "M12 3.5c5 0 8.8 3.4 8.8 7.8s-3.8 7.8-8.8 7.8c-1 0-1.9-.1-2.7-.4L5.8 20.5v-3.4a7.4 7.4 0 0 1-2.6-5.8c0-4.4 3.8-7.8 8.8-7.8ZM7.5 13l3-3 2.7 2.3 3.3-2.6"
        }
        Channel::Skype => "M7 18a4.5 4.5 0 0 1-.4-9A6 6 0 0 1 18 10.5 3.8 3.8 0 0 1 17.5 18ZM4 21 20 4",
    };
    view! {
        <svg class="picture" viewBox="0 0 24 24" aria-hidden="true">
            <path d=path/>
        </svg>
    }
}

/// A state: its word, a colour, and a shape for those who see no colours.
#[component]
pub fn StateMark(state: State) -> impl IntoView {
    let words = use_words();
    let (class, path) = match state {
        State::AwaitingConfirmation => {
            ("state wait", "M5 2h6M5 14h6M5.5 2c0 3 5 4 5 6s-5 3-5 6M10.5 2c0 3-5 4-5 6s5 3 5 6")
        }
        State::Confirmed => ("state good", "M2.5 8.5 6.5 12.5 13.5 4"),
        State::Paused => ("state idle", "M5 3v10M11 3v10"),
        State::Failing => ("state bad", "M8 2 1.5 13.5h13ZM8 6.5v3.2M8 11.7v.1"),
        State::Refused => ("state bad", "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM3.5 12.5l9-9"),
        State::OptedOut => ("state bad", "M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3ZM5 8h6"),
        State::ChannelClosed => ("state idle", "M3.5 7h9v7h-9zM5.5 7V4.5a2.5 2.5 0 0 1 5 0V7"),
        State::Other => ("state idle", "M5.5 5.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M8 12.5v.1"),
    };
    view! {
        <span class=class>
            <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d=path/>
            </svg>
            <span>{move || (words.get().contacts.state)(state)}</span>
        </span>
    }
}
