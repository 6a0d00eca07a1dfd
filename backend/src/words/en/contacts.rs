//! What is written to contacts in English.

use contract::contacts::Channel;

use crate::words::contacts::Confirmation;

/// Subject and text.
pub(in crate::words) fn confirmation(about: &Confirmation) -> (&'static str, String) {
    let Confirmation { account, code, link } = about;
    let text = format!(
        "Hello,

{account} would like to receive messages from HostTracker at this address: alerts when a website goes down, reports, \
         and whatever else is chosen there. We write here only if the holder of this address agrees.

If you agree, give {account} this code. It is good for 10 minutes:

{code}

Or confirm here yourself, within 24 hours:

{link}

You do not know {account}, or do not want these messages? On the same page you can refuse, and report it. If you do \
         nothing, we send nothing.

The HostTracker team
"
    );
    ("Do you want these messages?", text)
}

/// Subject and a text of a few words.
pub(in crate::words) fn short_confirmation(about: &Confirmation, channel: Channel) -> (&'static str, String) {
    let Confirmation { account, code, link } = about;
    let no = if channel == Channel::Phone { "Not yours? Reply STOP or go to" } else { "Not yours? Refuse:" };
    let text = format!("{code} is your HostTracker code: {account} wants to have alerts sent here. {no} {link}");
    ("Do you want these messages?", text)
}
