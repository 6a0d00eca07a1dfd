//! What contacts are told, and when, in Polish.

use contract::account::Language;
use contract::contacts::deliveries::{DeliveryState, Hindrance};
use contract::contacts::settings::{Kind, Period, Severity};

use crate::i18n::Of;
use crate::i18n::pl::plural;
use crate::i18n::telling::{Deliveries, Grid, Rehearsal, Settings, Telling, Week};

/// Polish.
pub static TELLING: Telling = Telling {
    kind: |kind| match kind {
        Kind::AlertDown => "Strona nie działa",
        Kind::AlertStillDown => "Strona wciąż nie działa",
        Kind::AlertUp => "Strona znów działa",
        Kind::UptimeReport => "Raport dostępności",
        Kind::Billing => "Rozliczenia",
        Kind::ServiceUpdate => "Zmiany w usłudze",
        Kind::News => "Nowości",
    },
    severity: |severity| match severity {
        Severity::Info => "Informacja",
        Severity::Warning => "Ostrzeżenie",
        Severity::Critical => "Sprawa krytyczna",
    },
    period: |period| match period {
        Period::Daily => "Codziennie",
        Period::Weekly => "Co tydzień",
        Period::Monthly => "Co miesiąc",
    },
    duration,
    settings: Of::new(Language::Pl),
    week: Of::new(Language::Pl),
    grid: Of::new(Language::Pl),
    rehearsal: Of::new(Language::Pl),
    deliveries: Of::new(Language::Pl),
};

/// The settings of a contact.
pub static SETTINGS: Settings = Settings {
    title: "Co i kiedy dostaje",
    lead: "Wysyłamy tylko to, co zaznaczone, i nigdy w godzinach ciszy.",
    kinds: "Rodzaje wiadomości",
    about: |kind| match kind {
        Kind::AlertDown => "Od razu po nieudanym sprawdzeniu albo z opóźnieniem, które ustawisz niżej.",
        Kind::AlertStillDown => "Przypomnienia, dopóki awaria trwa.",
        Kind::AlertUp => "Gdy jest już po wszystkim, z czasem trwania awarii.",
        Kind::UptimeReport => "Dostępność i czasy odpowiedzi.",
        Kind::Billing => "Faktury, płatności, koniec pakietu.",
        Kind::ServiceUpdate => "Prace serwisowe i zmiany, które zauważysz.",
        Kind::News => "Nowe produkty i oferty, raz na jakiś czas.",
    },
    report_period: "Jak często",
    hours: |zone, time| match time {
        "" => format!("Według zegara tego kontaktu, {zone}."),
        time => format!("Według zegara tego kontaktu, {zone}. Teraz jest tam {time}."),
    },
    hours_then: "Co przyjdzie w godzinach ciszy, zaczeka i dotrze po nich jako jedno podsumowanie.",
    of_holder: |hours| format!("Odbiorca też poprosił o ciszę i przez nią nic się nie przebija: {hours}."),
    pace: "Opóźnienie i wyjątki",
    delay: "Opóźnienie w minutach",
    delay_hint: "Jak długo strona musi nie działać, zanim ten kontakt się dowie. Jeśli wróci wcześniej, nie dowie się wcale.",
    at_once: "Dowie się od razu.",
    after: |time| format!("Dowie się po {time}."),
    break_through: "Przez ciszę przebija się",
    breaks_through: |least| match Severity::read(least) {
        None => "Nic, wszystko czeka",
        Some(Severity::Info) => "Wszystko",
        Some(Severity::Warning) => "Ostrzeżenia i sprawy krytyczne",
        Some(Severity::Critical) => "Tylko sprawy krytyczne",
    },
    break_through_hint: "Coś tak poważnego obudzi ten kontakt.",
    yes: "tak",
    no: "nie",
};

/// Hours of a week.
pub static WEEK: Week = Week {
    legend: "Godziny ciszy",
    hint: "Godziny zapisz tak: 22:00-07:00. Kilka przedziałów rozdziel przecinkami. Po północy cisza trwa dalej, już następnego dnia.",
    how: "Przeciągnij po dniu, żeby narysować ciszę, a jej koniec, żeby ją zmienić.",
    presets: "Gotowe tygodnie",
    nights: "Noce od 22 do 7",
    weekends: "Noce i weekendy",
    copy: "Wszystko jak w poniedziałek",
    none: "Bez ciszy",
    day: |day| DAYS[day],
    quiet_from: |day| format!("{}, cisza od", DAYS[day]),
    quiet_until: |day| format!("{}, cisza do", DAYS[day]),
    next_day: |time, day| format!("{time} {}", ON_DAYS[day]),
    span: |day, start, end| format!("{}, od {start} do {end}", DAYS[day]),
    no_hours: |day| format!("{}: bez ciszy", DAYS[day]),
    total: |minutes| match u32::try_from(minutes) {
        Ok(1..) => format!("Cisza przez {} ze 168 godz. tygodnia.", hours(minutes)),
        _ => "Bez ciszy: wiadomości przychodzą o każdej porze.".to_owned(),
    },
    remove: "Usuń te godziny",
};

/// The grid of contacts and kinds.
pub static GRID: Grid = Grid {
    views: "Jak pokazać kontakty",
    as_list: "Lista",
    title: "Kto co dostaje",
    lead: "Strzałki przenoszą, spacja zaznacza. Każda zmiana zapisuje się od razu.",
    contact: "Kontakt",
    all: |kind, count| format!("{kind}: wszystkie pokazane ({count})"),
    empty: "Żaden kontakt nie pasuje.",
    shown: |count| {
        let noun = plural(count as u64, "kontakt", "kontakty", "kontaktów");
        format!("Widać {count} {noun}.")
    },
    more: "Pokaż więcej",
    saved: "Zapisano.",
    stale: |name| {
        format!(
            "{name}: ktoś zmienił to w międzyczasie gdzie indziej. Widać tu teraz to, co zapisano tam; Twojej zmiany nie ma."
        )
    },
    gone: |name| format!("{name}: tego kontaktu już nie ma."),
    refused: |name, why| format!("{name}: nic się nie zmieniło. {why}"),
};

/// The rehearsal.
pub static REHEARSAL: Rehearsal = Rehearsal {
    lead: "A gdyby to się stało? Zobacz, kto się dowie, kiedy, i kto śpi. Nic nie zostanie wysłane.",
    what: "Co się dzieje",
    severity: "Jak poważne",
    day: "Dzień",
    time: "Godzina",
    zone: "Według zegara",
    zone_of_account: |zone| format!("Twojego konta: {zone}"),
    zone_of_browser: |zone| format!("tej przeglądarki: {zone}"),
    now: "Teraz",
    tonight: "Dziś w nocy o 3:00",
    sunday: "W niedzielę o 3:00",
    no_moment: "Wybierz dzień i godzinę.",
    skipped: |time| format!("Tego dnia zegar przeskakuje tę godzinę. Liczymy od chwili: {time}."),
    twice: "Tego dnia zegar pokazuje tę godzinę dwa razy. Liczymy od pierwszego.",
    reading: |count, total| format!("Pytamy kontakty: na razie {count} z {total}."),
    sum: |told, held, silent| format!("Dowie się: {told}, śpi: {held}, nie dowie się: {silent}."),
    told: "Dowiedzą się",
    held: "Śpią",
    paused: "Wstrzymane",
    not_chosen: "Tego nie wybrano",
    not_usable: "Nie mogą nic dostać",
    unknown_zone: "Nie wiadomo",
    at_once: "od razu",
    at: |time, delay| format!("{time}, po {delay}"),
    until: |time| format!("śpi do {time}, potem podsumowanie"),
    never: "śpi zawsze: cisza kontaktu i cisza odbiorcy nie zostawiają ani minuty",
    there: |time| format!("tam {time}"),
    paused_until: |time| format!("wstrzymany do {time}"),
    paused_open: "wstrzymany do odwołania",
    zone_is: |zone| format!("ta przeglądarka nie zna strefy {zone}"),
    and_more: |count| format!("i jeszcze {count}"),
    nobody: "Nikt by się nie dowiedział",
    nobody_yet: |time| format!("Od razu nikt by się nie dowiedział. Pierwsza wiadomość: {time}."),
    nobody_at_all: "Ani od razu, ani później.",
    add: "Dodaj kontakt",
    waiting: |count| {
        let verb = plural(count as u64, "czeka", "czekają", "czeka");
        format!("Zobacz te, które jeszcze czekają na potwierdzenie ({count} {verb})")
    },
    choose: |count| format!("Wybierz to dla wszystkich, które mogą coś dostać ({count})"),
    silent: |count| format!("Wznów wstrzymane ({count})"),
    asleep: "W ustawieniach kontaktu możesz pozwolić, żeby sprawy krytyczne przebijały się przez ciszę.",
};

/// What became of messages.
pub static DELIVERIES: Deliveries = Deliveries {
    title: "Dziennik wiadomości",
    lead: "Co się stało z każdą wiadomością do tego kontaktu w ostatnich 90 dniach.",
    empty: "Jeszcze nic do niego nie wysłaliśmy.",
    state: |state| match state {
        DeliveryState::Queued => "Czeka",
        DeliveryState::Held => "Zatrzymana",
        DeliveryState::Retried => "Nie wyszła, ponowimy",
        DeliveryState::Sent => "Wysłana",
        DeliveryState::Delivered => "Dostarczona",
        DeliveryState::Failed => "Nie dotarła",
        DeliveryState::Cancelled => "Już niepotrzebna",
        DeliveryState::Other => "W innym stanie",
    },
    hindrance: |hindrance| match hindrance {
        Hindrance::QuietHours => "trwa cisza",
        Hindrance::Limit => "w tej godzinie kanał nie przyjmie więcej",
        Hindrance::Over => "było po wszystkim, zanim minęło opóźnienie",
        Hindrance::Paused => "kontakt był wstrzymany",
        Hindrance::NotChosen => "takich wiadomości już nie wybrano",
        Hindrance::NotUsable => "kontakt nie jest już potwierdzony",
    },
    test: "Wiadomość próbna",
    due: |time| format!("wyjdzie {time}"),
    held: |time| format!("do {time}"),
    again: |time| format!("następna próba {time}"),
    tries: |count| format!("{count} {}", plural(count.into(), "próba", "próby", "prób")),
    together: |count| {
        format!("w podsumowaniu {count} {}", plural(count.into(), "wiadomości", "wiadomości", "wiadomości"))
    },
    by: |who| format!("przez {who}"),
    outbox: "skrzynkę tego serwera",
    said: "Odpowiedź:",
    look: "Sprawdź ponownie",
    follows: "Coś jest w drodze. Ta lista odświeża się sama.",
    test_title: "Wiadomość próbna",
    test_lead: "Wychodzi od razu, także w godzinach ciszy, chyba że o ciszę poprosił sam odbiorca. Zobaczysz, co mówi dostawca.",
    test_send: "Wyślij wiadomość próbną",
    test_unusable: "Pisać można tylko do kontaktu, który odbiorca potwierdził.",
    tested: |state| match state {
        DeliveryState::Sent => "Dostawca ją przyjął.",
        DeliveryState::Delivered => "Dotarła.",
        DeliveryState::Failed => "Nie udało się jej wysłać.",
        DeliveryState::Retried => "Jeszcze nie wyszła, spróbujemy ponownie.",
        DeliveryState::Cancelled => "Została odwołana.",
        _ => "Jest w drodze.",
    },
};

const DAYS: [&str; 7] = ["Poniedziałek", "Wtorek", "Środa", "Czwartek", "Piątek", "Sobota", "Niedziela"];
/// When something happens on a day.
const ON_DAYS: [&str; 7] =
    ["w poniedziałek", "we wtorek", "w środę", "w czwartek", "w piątek", "w sobotę", "w niedzielę"];

/// After a preposition, as in «po 2 dniach 3 godz.».
fn duration(minutes: u32) -> String {
    let days = minutes / 1440;
    let parts =
        [(days, if days == 1 { "dniu" } else { "dniach" }), (minutes / 60 % 24, "godz."), (minutes % 60, "min")];
    let said: Vec<_> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count} {unit}")).collect();
    said.join(" ")
}

/// Whole hours, and what minutes there are beyond.
fn hours(minutes: i32) -> String {
    match minutes % 60 {
        0 => format!("{} godz.", minutes / 60),
        rest => format!("{} godz. {rest} min", minutes / 60),
    }
}
