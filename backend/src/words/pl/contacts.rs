//! What is written to contacts in Polish.

use contract::contacts::Channel;

use crate::words::contacts::Confirmation;

/// Subject and text.
pub(in crate::words) fn confirmation(about: &Confirmation) -> (&'static str, String) {
    let Confirmation { account, code, link } = about;
    let text = format!(
        "Dzień dobry,

{account} chce, żeby HostTracker wysyłał na ten adres wiadomości: alerty o awariach stron, raporty i inne wybrane \
         powiadomienia. Piszemy tylko wtedy, gdy zgadza się na to właściciel adresu.

Jeśli się zgadzasz, przekaż ten kod (nadawca prośby: {account}). Kod jest ważny 10 minut:

{code}

Możesz też potwierdzić samodzielnie, w ciągu 24 godzin:

{link}

Nie znasz tej osoby albo nie chcesz tych wiadomości? Na tej samej stronie możesz odmówić i zgłosić nadużycie. Jeśli nic \
         nie zrobisz, niczego nie wyślemy.

Zespół HostTracker
"
    );
    ("Czy chcesz dostawać te wiadomości?", text)
}

/// Subject and a text of a few words.
pub(in crate::words) fn short_confirmation(about: &Confirmation, channel: Channel) -> (&'static str, String) {
    let Confirmation { account, code, link } = about;
    let no = if channel == Channel::Phone { "To nie Ty? Odpisz STOP lub wejdź na" } else { "To nie Ty? Odmów:" };
    let text = format!("{code} to Twój kod HostTracker: {account} chce tu wysyłać alerty. {no} {link}");
    ("Czy chcesz dostawać te wiadomości?", text)
}
