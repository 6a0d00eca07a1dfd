//! What contacts are told, in Polish.

use contract::contacts::settings::{Kind, Period, Severity};

use super::Words;

pub(super) const WORDS: Words = Words {
    headline,
    when,
    severity: |severity| match severity {
        Severity::Info => "Waga: informacja.",
        Severity::Warning => "Waga: ostrzeżenie.",
        Severity::Critical => "Waga: krytyczna.",
    },
    waited: |count| {
        if count == 1 {
            "1 wiadomość, która czekała".to_owned()
        } else {
            format!("{count} wiadomości, które czekały")
        }
    },
    why_waited: "Zatrzymały to ciche godziny albo w ciągu godziny przyszło więcej, niż tu wysyłamy.",
    down_now: |monitors| format!("Na koniec nie działa: {monitors}."),
    and_more: |count| format!("… oraz wcześniejsze: {count}."),
    test_subject: "Wiadomość testowa z HostTracker",
    test: "To jest wiadomość testowa z HostTracker. Tutaj będą przychodzić powiadomienia.",
    because: "Dostajesz tę wiadomość, bo na ten adres wolno nam pisać – tak zostało potwierdzone. Własne ciche godziny \
              ustawisz, a wszystkie wiadomości zatrzymasz tutaj:",
    link: "Ciche godziny albo koniec wiadomości:",
    team: "Zespół HostTracker",
};

fn headline(kind: Kind, monitor: &str, period: Option<Period>) -> String {
    match kind {
        Kind::AlertDown => format!("{monitor} nie działa"),
        Kind::AlertStillDown => format!("{monitor} nadal nie działa"),
        Kind::AlertUp => format!("{monitor} znów działa"),
        Kind::UptimeReport => {
            let report = match period {
                Some(Period::Daily) => "Dzienny raport dostępności",
                Some(Period::Weekly) => "Tygodniowy raport dostępności",
                Some(Period::Monthly) => "Miesięczny raport dostępności",
                None => "Raport dostępności",
            };
            format!("{report}: {monitor}")
        }
        Kind::Billing => format!("Rozliczenia: {monitor}"),
        Kind::ServiceUpdate => format!("Zmiany w usłudze: {monitor}"),
        Kind::News => format!("Nowości: {monitor}"),
    }
}

fn when(kind: Kind, at: &str) -> String {
    match kind {
        Kind::AlertDown | Kind::AlertUp => format!("Od: {at}."),
        Kind::AlertStillDown => format!("Stan na: {at}."),
        _ => format!("{at}."),
    }
}
