//! Contacts, in English.

use contract::account::Language;
use contract::contacts::confirmation::HolderAct;
use contract::contacts::settings::{Kind, Period};
use contract::contacts::{Channel, ReasonCode, Sort, State};
use contract::refusal::RefusalCode;

use crate::i18n::Of;
use crate::i18n::contacts::{Confirm, Contacts, Holder, List, New, One, Pause};

/// English.
pub static CONTACTS: Contacts = Contacts {
    channel: |channel| match channel {
        Channel::Email => "E-mail",
        Channel::Phone => "Phone",
        Channel::Slack => "Slack",
        Channel::Skype => "Skype",
        Channel::Viber => "Viber",
        Channel::Messenger => "Messenger",
        Channel::Telegram => "Telegram",
    },
    state: |state| match state {
        State::AwaitingConfirmation => "Awaiting confirmation",
        State::Confirmed => "Confirmed",
        State::Paused => "Paused",
        State::Failing => "Not arriving",
        State::Refused => "Refused by its holder",
        State::OptedOut => "Stopped by its holder",
        State::ChannelClosed => "Channel closed",
        State::Other => "State unknown",
    },
    pause: |pause| match pause {
        Pause::Hour => "Pause for 1 hour",
        Pause::EightHours => "Pause for 8 hours",
        Pause::Tomorrow => "Pause until tomorrow, 8:00",
        Pause::Week => "Pause for a week",
        Pause::UntilResumed => "Pause until resumed",
    },
    resume: "Resume",
    remove: "Remove",
    undo: "Undo",
    undo_for: |name, seconds| format!("Removed: {name}. You can undo this for {seconds} seconds."),
    undo_of: |name| format!("Undo removing {name}"),
    undo_taken: "Its address was added again meanwhile, so this one does not come back.",
    conflict: "How it stands now, that cannot be done. Perhaps its holder has just answered.",
    undo_late: "It was too late to undo this: it is gone for good.",
    undone: |name| format!("Back again: {name}."),
    left: |seconds| format!("{seconds} s left"),
    add: "Add a contact",
    list: Of::new(Language::En),
    new: Of::new(Language::En),
    one: Of::new(Language::En),
    confirm: Of::new(Language::En),
    holder: Of::new(Language::En),
};

/// The list.
pub static LIST: List = List {
    lead: "Who learns of an outage, by which channel and when. Nobody is sent a word before they have said yes.",
    search: "Search",
    search_hint: "Name or address",
    channel: "Channel",
    any_channel: "All",
    state: "State",
    any_state: "All",
    order: "Order",
    sort: |sort| match sort {
        Sort::Added => "Newest first",
        Sort::Name => "By name",
        Sort::Channel => "By channel",
        Sort::State => "What needs you first",
    },
    name: "Name and address",
    told: "Is sent",
    actions: "Actions",
    tells: |kinds, period| {
        let mut said = Vec::new();
        let on = |kind| !kinds.of(kind).is_empty();
        if [Kind::AlertDown, Kind::AlertStillDown, Kind::AlertUp].into_iter().all(on) {
            said.push("alerts");
        } else {
            said.extend(on(Kind::AlertDown).then_some("outages"));
            said.extend(on(Kind::AlertStillDown).then_some("ongoing outages"));
            said.extend(on(Kind::AlertUp).then_some("recoveries"));
        }
        said.extend(on(Kind::UptimeReport).then_some(match period {
            Period::Daily => "daily report",
            Period::Weekly => "weekly report",
            Period::Monthly => "monthly report",
        }));
        said.extend(on(Kind::Billing).then_some("billing"));
        said.extend(on(Kind::ServiceUpdate).then_some("service updates"));
        said.extend(on(Kind::News).then_some("news"));
        if said.is_empty() { "nothing".to_owned() } else { said.join(", ") }
    },
    quiet: "quiet hours",
    shown: |count, more| match (count, more) {
        (_, true) => format!("The first {count} contacts; there are more."),
        (0, _) => "No contacts.".to_owned(),
        (1, _) => "1 contact.".to_owned(),
        _ => format!("{count} contacts."),
    },
    select: |name| format!("Select {name}"),
    select_shown: "Select all shown",
    select_all: "Select all that fit",
    gathering: |count| format!("Gathering them: {count}…"),
    selected: |count| format!("{count} selected"),
    clear: "Clear selection",
    change: "What to do with them",
    pauses: "Pause",
    chooses: "Send them",
    unchooses: "Do not send them",
    choose: |kind| match kind {
        Kind::AlertDown => "Send: a site went down",
        Kind::AlertStillDown => "Send: a site is still down",
        Kind::AlertUp => "Send: a site is up again",
        Kind::UptimeReport => "Send: uptime reports",
        Kind::Billing => "Send: billing",
        Kind::ServiceUpdate => "Send: service updates",
        Kind::News => "Send: news",
    },
    unchoose: |kind| match kind {
        Kind::AlertDown => "Do not send: a site went down",
        Kind::AlertStillDown => "Do not send: a site is still down",
        Kind::AlertUp => "Do not send: a site is up again",
        Kind::UptimeReport => "Do not send: uptime reports",
        Kind::Billing => "Do not send: billing",
        Kind::ServiceUpdate => "Do not send: service updates",
        Kind::News => "Do not send: news",
    },
    apply: "Apply",
    progress: |done, of| format!("{done} of {of} done"),
    stop: "Stop here",
    changed: |count| format!("Changed: {}.", contacts(count)),
    many: contacts,
    refused: |code, count| match code {
        RefusalCode::Conflict => format!(
            "{}: {} state does not allow it. Where the holder said no, for instance, only the holder can say yes again.",
            contacts(count),
            if count == 1 { "its" } else { "their" }
        ),
        RefusalCode::Stale => format!("{}: changed meanwhile, perhaps in another tab. Try again.", contacts(count)),
        RefusalCode::NotFound => format!("{}: not here any more.", contacts(count)),
        _ => format!("{}: refused.", contacts(count)),
    },
    unreached: |count| format!("Not reached yet: {}.", contacts(count)),
    dismiss: "Close",
    confirm: "Confirm",
    confirm_of: |name| format!("Confirm {name}"),
    resume_of: |name| format!("Resume {name}"),
    remove_of: |name| format!("Remove {name}"),
    move_on: "Move",
    move_of: |name| format!("Move {name} to another channel"),
    empty: "Who should be the first to know?",
    steps: [
        "Add an address or a number. Your own is a good beginning.",
        "Its holder confirms it by a code or a link. Without that we send nothing.",
        "Say what it is told, and when it is to be quiet.",
    ],
    no_match: "Nothing fits",
    no_match_lead: "No contact fits what you search for.",
    unfilter: "Show all contacts",
    nobody: "If a site went down now, nobody would be told",
    nobody_lead: "An outage is told to contacts that are confirmed, not paused, and want to know of outages.",
    mend_awaiting: |count| format!("See who has not confirmed yet: {count}"),
    mend_paused: |count| format!("See who is paused: {count}"),
    mend_kinds: "Choose the outage alerts for confirmed contacts",
};

fn contacts(count: usize) -> String {
    if count == 1 { "1 contact".to_owned() } else { format!("{count} contacts") }
}

/// Adding.
pub static NEW: New = New {
    lead: "An address, a number, or a name in a messenger. Its holder confirms it before we send anything else.",
    about: |channel| match channel {
        Channel::Email => "Code and link by mail",
        Channel::Phone => "SMS, or a call to land lines",
        Channel::Telegram | Channel::Messenger => "From our bot",
        Channel::Slack => "In your workspace",
        Channel::Viber => "By phone number",
        Channel::Skype => "Closed, for the record only",
    },
    address: "Address",
    address_of: |channel| match channel {
        Channel::Email => "E-mail address",
        Channel::Phone => "Phone number",
        Channel::Viber => "Number in Viber",
        Channel::Telegram => "Name in Telegram",
        Channel::Slack => "Member of Slack",
        Channel::Messenger => "Name in Messenger",
        Channel::Skype => "Name in Skype",
    },
    address_hint: |channel| match channel {
        Channel::Email => "For instance duty@example.org.",
        Channel::Phone | Channel::Viber => "With its country code, for instance +48 601 000 001.",
        Channel::Telegram => "For instance @ada_lovelace; a link to t.me will do as well.",
        Channel::Slack => "For instance @ada, or the member ID from the profile.",
        Channel::Messenger => "For instance ada.lovelace; a link to m.me will do as well.",
        Channel::Skype => "For instance ada.lovelace or live:ada.",
    },
    own: |address| format!("Use mine: {address}"),
    label_hint: "What you call it, for instance “Night shift”.",
    language_hint: "Its messages come in this language.",
    details: "Name, language, time zone",
    skype: "Skype was closed by its owner on 5 May 2025. You can keep a name here for the record, export it, or move it to another channel later; nothing is sent to it.",
    send: "Add and send the code",
    keep: "Keep for the record",
    too_fast: |time| format!("You are adding very fast. What you typed is still here; you can go on in {time}."),
    too_fast_over: "You can go on now.",
};

/// One contact.
pub static ONE: One = One {
    back: "All contacts",
    gone: "There is no such contact here. It was removed, or a letter slipped in the address.",
    state: "How it stands",
    since: |moment| format!("since {moment}"),
    meaning: |state, reason| match (state, reason) {
        (State::AwaitingConfirmation, Some(ReasonCode::Provider)) => {
            "The message with the code did not arrive. Check the address, and send a new code."
        }
        (State::AwaitingConfirmation, _) => "Nothing is sent here until its holder has confirmed.",
        (State::Confirmed, _) => "Its holder has confirmed. Messages come as the settings say.",
        (State::Paused, Some(ReasonCode::HolderMuted)) => "Its holder asked our bot for silence.",
        (State::Paused, _) => "You have paused it.",
        (State::Failing, Some(ReasonCode::Provider)) => {
            "Messages do not arrive: the company that delivers them refused the last one for good."
        }
        (State::Failing, _) => "Messages do not arrive.",
        (State::Refused, Some(ReasonCode::HolderReported)) => {
            "Its holder does not know you, and has reported the message."
        }
        (State::Refused, _) => "Its holder said no.",
        (State::OptedOut, Some(ReasonCode::StopWord)) => "Its holder answered STOP.",
        (State::OptedOut, Some(ReasonCode::BotBlocked)) => "Its holder has blocked our bot.",
        (State::OptedOut, _) => "Its holder has stopped all messages.",
        (State::ChannelClosed, _) => {
            "Skype was closed by its owner on 5 May 2025. The name stays here for the record; nothing is sent to it."
        }
        (State::Other, _) => "This page does not know this state yet. Load it again.",
    },
    paused_until: |moment| format!("Silent until {moment}."),
    paused_open: "Silent until you resume it.",
    paused_lost: "What happens meanwhile is not sent later, either.",
    only_holder: "Only the holder can change that: by the link in any message they got, or in the chat with our bot. Until then we send them nothing, and neither can you.",
    said: "In the words of the company that delivers:",
    pause: "For how long",
    pause_go: "Pause",
    paused_done: "Paused.",
    resumed_done: "Messages come again.",
    failing_way: "Check the address below. If it is right, try it again: the next message shows whether it arrives.",
    closed_way: "Move it to another channel",
    holder_hours: "Its holder has quiet hours of their own. Nothing comes in them, whatever the settings say.",
    edit: "Address and name",
    edit_hint: "Another address or channel has to be confirmed anew by its holder.",
    saved_and_sent: "Saved. A code is on its way to the new address.",
    remove: "Remove this contact",
    remove_lead: "Nothing more comes here then. You can undo it for 30 seconds.",
    removed_title: "Contact removed",
    removed_over: "It is gone for good.",
};

/// Its confirmation.
pub static CONFIRM: Confirm = Confirm {
    title: "Confirm it",
    sent: |address| format!("A code of six digits is on its way: {address}."),
    not_yours: "Is it somebody else's? Ask its holder for the code, or let them confirm it themselves by the link in the message. This page will notice.",
    good_until: |time| format!("The code works until {time}."),
    tries: |count| if count == 1 { "1 try left.".to_owned() } else { format!("{count} tries left.") },
    go: "Confirm",
    done: "Confirmed. From now on messages come here.",
    never_sent: "No code is on its way.",
    expired: "This code has run out. Send a new one.",
    spent: "This code was tried too often and no longer works. Send a new one.",
    first: "Send the code",
    again: "Send a new code",
    again_in: |time| format!("You can send a new code in {time}."),
    again_now: "You can send a new code now.",
    left: |count| format!("Today you can send {count} more."),
    none_left: "No more codes can be sent today. Tomorrow they can.",
    sent_again: "A new code is on its way. Earlier ones no longer work.",
    mend: "A slip in the address?",
    mend_lead: "Mend it here: the contact stays, and a new code goes to the right address.",
    mend_go: "Save and send a code",
    link: |channel| format!("Open {channel}"),
    link_lead: |channel, time| {
        format!(
            "In {channel} the holder has to write first. Open this link where {channel} is the holder's and press Start: that confirms. It works until {time}."
        )
    },
};

/// The page of a holder.
pub static HOLDER: Holder = Holder {
    asks: |account| format!("{account} asks whether they may send you messages."),
    purpose: "These are alerts when a website that they watch stops working or is back, and what else they choose for you, such as reports. You can stop it at any time.",
    nothing_yet: "Nothing changes until you press a button.",
    confirm: "Yes, I agree",
    refuse: "No, thank you",
    report: "I do not know them",
    report_hint: "“I do not know them” is a no, too, and tells us that something is wrong.",
    too_old: |account| {
        format!(
            "This link is too old to confirm with: it does so for 24 hours. If you want the messages, ask {account} for a new one."
        )
    },
    stands: |state, account| match state {
        State::AwaitingConfirmation => format!("{account} is waiting for your answer."),
        State::Confirmed => format!("You get messages from {account}."),
        State::Paused => format!("Messages from {account} are paused."),
        State::Failing => format!("Messages from {account} do not reach you at present."),
        State::Refused | State::OptedOut => format!("You get no messages from {account}."),
        State::ChannelClosed => format!("This channel is closed. You get no messages from {account}."),
        State::Other => format!("This page does not know how it stands with {account}. Load it again."),
    },
    paused_until: |moment| format!("Until {moment}."),
    done: |act| match act {
        HolderAct::Confirm => "Thank you. Messages will come from now on.",
        HolderAct::Refuse => "Understood. We will send you nothing.",
        HolderAct::Report => "Thank you for telling us. We will send you nothing, and look into it.",
        HolderAct::Hours => "Your hours are saved.",
        HolderAct::Stop => "Stopped. Nothing more will come.",
        HolderAct::Allow => "Thank you. Messages will come again.",
    },
    keep: "This page is yours: you can come back to it at any time, by the link in any of our messages.",
    hours: "My quiet hours",
    hours_lead: "In these hours nothing comes, not even what the sender finds urgent. It waits, and comes as one digest afterwards.",
    hours_save: "Save my hours",
    stop: "Stop everything",
    stop_lead: "One press, and nothing more comes. You can allow it again here.",
    allow: "Allow messages again",
    allow_lead: "If you have changed your mind, one press is enough.",
    unknown: "We do not know this link",
    unknown_lead: "It may be old, or the mail program has cut it off. Or the contact was removed; then nothing more comes to you.",
    support: "Messages come all the same? Write to us",
};
