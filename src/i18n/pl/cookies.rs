//! Cookies, in Polish.

use contract::consent::{Category, Source, Use, Writer};

use crate::i18n::cookies::{Banner, Cookies, Decided};
use crate::i18n::pl::plural;

/// Polish.
pub const BANNER: Banner = Banner {
    title: "Czy mamy pamiętać Twoje ustawienia?",
    lead: "Bez Twojej zgody ta przeglądarka przechowa tylko to, czego wymaga logowanie i ten wybór. Ustawienia to język, wygląd i formaty. Ze statystyk i marketingu nic dziś nie korzysta i nic nie zacznie bez Twojej zgody.",
    changed: |what| format!("Pytamy ponownie, bo to się zmieniło: {what}."),
    reject: "Odrzuć wszystkie",
    accept: "Akceptuj wszystkie",
    choose: "Wybierz",
    announced: "Na górze strony jest pytanie o pliki cookie.",
    category: |category| match category {
        Category::Necessary => "niezbędne",
        Category::Preferences => "ustawienia",
        Category::Statistics => "statystyki",
        Category::Marketing => "marketing",
    },
    not_yet: "Po tej wizycie tego nie zapamiętamy: nie ma jeszcze Twojej zgody na pliki cookie z ustawieniami.",
    refused: "Nie zapamiętamy tego, bo nie zgadzasz się na pliki cookie z ustawieniami.",
    allow: "Pozwól",
};

/// Polish.
pub static DECIDED: Decided = Decided {
    saved: |what| match what {
        "" => "Zapisano: tylko to, co niezbędne.".into(),
        what => format!("Zapisano. Zgoda na: {what}."),
    },
    elsewhere: |what| match what {
        "" => "Wybór plików cookie zmieniono w innej karcie: tylko to, co niezbędne.".into(),
        what => format!("Wybór plików cookie zmieniono w innej karcie. Zgoda na: {what}."),
    },
    undone: "Cofnięto. Twój wybór jest taki jak przedtem.",
    undo: "Cofnij",
    refused_by_browser: "Twoja przeglądarka nie przyjmuje od nas plików cookie. Wybór działa do końca tej wizyty.",
    signal_title: "Twoja przeglądarka mówi: nie",
    signal_lead: "Jej sygnał Global Privacy Control odmawia za Ciebie statystyk i marketingu. Trzymać się go czy mimo to pozwalasz na nie tutaj?",
    signal_keep: "Trzymaj się sygnału",
    signal_allow: "Mimo to pozwalam",
};

/// Polish.
pub static COOKIES: Cookies = Cookies {
    lead: "Co ta przeglądarka może dla nas przechowywać. Zdanie możesz zmienić w każdej chwili; działa to od razu, w każdej otwartej karcie.",
    choices: "Na co pozwalasz",
    about: |category| match category {
        Category::Necessary => "Logowanie i pamiętanie tego wyboru. Bez nich nic nie działa.",
        Category::Preferences => {
            "Język, wygląd i formaty, żeby nie trzeba było ustawiać ich przy każdej wizycie. Czyta je tylko ta strona i jej serwer."
        }
        Category::Statistics => "Liczenie odwiedzin bez rozpoznawania kogokolwiek. Dziś nic z tego nie korzysta.",
        Category::Marketing => "Reklama bez rozpoznawania kogokolwiek. Dziś nic z tego nie korzysta.",
    },
    always: "zawsze włączone",
    save: "Zapisz mój wybór",
    none: "Nie ma jeszcze Twojego wyboru: przechowujemy tylko to, co niezbędne.",
    since: |day, until| format!("Wybór z dnia {day}. Zapytamy ponownie po {until}."),
    signal: "Sygnał Twojej przeglądarki",
    signal_on: "Global Privacy Control jest włączony. Dopóki tak jest, statystyki i marketing są odrzucone, chyba że wbrew niemu pozwolisz na nie tutaj.",
    signal_off: "Global Privacy Control jest wyłączony. Jeśli włączysz go w przeglądarce, odrzucimy za Ciebie statystyki i marketing.",
    signal_despite: "Na część z tego pozwalasz wbrew sygnałowi.",
    preferences: "Twoje ustawienia",
    clock: "Godzina",
    clock_24: "24 godziny: 17:30",
    clock_12: "12 godzin: 5:30 PM",
    week: "Tydzień zaczyna się w",
    monday: "poniedziałek",
    sunday: "niedzielę",
    table: "Wszystkie pliki cookie",
    table_lead: "Ta tabela powstaje z tej samej listy, której słucha sam program. Nic innego nigdy nie zostaje w Twojej przeglądarce.",
    name: "Nazwa",
    category: "Kategoria",
    purpose: "Po co",
    writer: "Kto zapisuje",
    life: "Jak długo",
    what_for: |purpose| match purpose {
        Use::Session => "Dzięki niemu wiemy, że to Ty. Żaden skrypt go nie odczyta.",
        Use::Choice => "Pamięta Twój wybór z tej strony, tak lub nie.",
        Use::Language => "Język tej strony.",
        Use::Theme => "Jasny albo ciemny wygląd.",
        Use::Formats => "24 albo 12 godzin; pierwszy dzień tygodnia.",
    },
    by: |writer| match writer {
        Writer::Backend => "nasz serwer",
        Writer::Page => "ta strona, po Twoim wyborze",
    },
    days: |days| format!("{days} {}", plural(days.into(), "dzień", "dni", "dni")),
    session_days: |days| format!("do wylogowania, najdłużej {days} {}", plural(days.into(), "dzień", "dni", "dni")),
    history: "Twoje dotychczasowe wybory",
    history_lead: "Zapisujemy każdy, żeby dało się go udowodnić: co było widać, co wybrano i kiedy. Bez adresu IP i bez danych o urządzeniu.",
    empty: "Jeszcze nic. Tu pojawi się Twój pierwszy wybór.",
    only_necessary: "tylko to, co niezbędne",
    source: |source| match source {
        Source::Banner => "na banerze",
        Source::Settings => "na tej stronie",
        Source::Signal => "przez sygnał przeglądarki",
    },
    revision: |number| format!("wydanie tekstu nr {number}"),
    despite: "zgoda wbrew sygnałowi przeglądarki",
    undone: "cofa poprzedni wybór",
    late: |at| format!("zapisano {at}"),
    receipt: "Potwierdzenie",
    receipt_of: |at| format!("Potwierdzenie z {at}"),
};
