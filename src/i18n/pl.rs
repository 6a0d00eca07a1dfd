//! The page in Polish.

pub mod contacts;
pub mod cookies;
pub mod records;
pub mod security;
pub mod telling;

use contract::account::Language;
use contract::form::{Code, Problem};
use contract::refusal::RefusalCode;

use super::{Account, Form, Of, Other, Policy, Profile, Shell, Start, Text, Titles};

/// Polish.
pub static TEXT: Text = Text {
    shell: Shell {
        skip: "Przejdź do treści",
        sections: "Konto",
        profile: "Profil",
        contacts: "Kontakty",
        payments: "Płatności",
        privacy: "Prywatność",
        sign_in: "Zaloguj się",
        register: "Załóż konto",
        sign_out: "Wyloguj się",
        language: "Język",
        theme: "Wygląd",
        theme_system: "Jak w systemie",
        theme_light: "Jasny",
        theme_dark: "Ciemny",
        policy: "Polityka prywatności",
        no_sale: "Nie sprzedajemy i nie udostępniamy Twoich danych.",
        gpc_on: "Sygnał GPC Twojej przeglądarki: włączony, stosujemy się do niego.",
        gpc_off: "Sygnał GPC Twojej przeglądarki: wyłączony.",
        ended_title: "Sesja wygasła",
        again_title: "Potwierdź, że to Ty",
    },
    form: Form {
        optional: "(nieobowiązkowo)",
        choose: "Wybierz",
        summary: "Popraw, proszę:",
        offline: "Nie ma połączenia z serwerem. Nic się nie zapisało, a to, co masz w formularzu, zostaje. Spróbuj ponownie za chwilę.",
        unreadable: "Serwer odpowiedział niezrozumiale. Nic nie przepadło, spróbuj ponownie za chwilę.",
        part: "Nie udało się pobrać tej części strony. Spróbuj ponownie za chwilę, a jeśli to nie pomoże, wczytaj stronę jeszcze raz.",
        wait: "Chwileczkę…",
        again: "Spróbuj ponownie",
        leave_title: "Wyjść bez zapisania?",
        leave_lead: "Masz zmiany, których jeszcze nie zapisano. Jeśli wyjdziesz, przepadną.",
        leave_stay: "Zostań",
        leave_go: "Wyjdź bez zapisania",
        stale_title: "Te dane zmieniły się w międzyczasie",
        stale_lead: "Ktoś, może Ty w innej karcie, zapisał tu coś innego. Niczego nie nadpisaliśmy. Wybierz, co ma zostać.",
        stale_mine: "Wpisane tutaj",
        stale_theirs: "Zapisane gdzie indziej",
        stale_save: "Zapisz mój wybór",
        empty: "puste",
        save: "Zapisz zmiany",
        undo: "Cofnij",
        saved: "Zapisano.",
        unsaved: "Masz niezapisane zmiany.",
        all_saved: "Wszystko jest zapisane.",
        show_password: "Pokaż hasło",
        hide_password: "Ukryj hasło",
        cancel: "Anuluj",
        place_hint: "Alerty i raporty przychodzą według tej strefy.",
    },
    title: Titles {
        start: "Twoje konto. Twoje zasady.",
        register: "Załóż konto",
        confirm_email: "Potwierdź swój adres",
        sign_in: "Zaloguj się",
        reset_password: "Ustaw nowe hasło",
        change_email: "Potwierdź nowy adres",
        keep_email: "Zachowaj swój adres",
        sessions: "Logowanie i urządzenia",
        profile: "Twój profil",
        contacts: "Kontakty",
        new_contact: "Dodaj kontakt",
        contact: "Kontakt",
        rehearsal: "Kto się dowie?",
        confirm: "Wiadomości dla Ciebie",
        payments: "Płatności",
        privacy: "Prywatność",
        policy: "Polityka prywatności",
        history: "Historia zmian",
        evidence: "Rejestr dowodów",
        recipients: "Kto dostał Twoje dane",
        cookies: "Wybór plików cookie",
        support: "Pomoc",
        request: "Twoje zgłoszenie",
        missing: "Nie ma takiej strony",
    },
    banner: cookies::BANNER,
    decided: Of::new(Language::Pl),
    password: Of::new(Language::Pl),
    start: Of::new(Language::Pl),
    account: Of::new(Language::Pl),
    security: Of::new(Language::Pl),
    profile: Of::new(Language::Pl),
    policy: Of::new(Language::Pl),
    records: Of::new(Language::Pl),
    contacts: Of::new(Language::Pl),
    cookies: Of::new(Language::Pl),
    telling: Of::new(Language::Pl),
    other: Of::new(Language::Pl),
    label,
    problem,
    refusal,
};

/// The start page.
pub static START: Start = Start {
    lead: "Tu decydujesz, co o Tobie wiemy, kto i kiedy dostaje powiadomienia, za co płacisz i kiedy o Tobie zapominamy.",
    hello: |name| format!("Dzień dobry, {name}"),
    hello_lead: "Od czego dziś zaczniemy?",
    promises: "Obietnice, których można dotknąć",
    quiet_title: "W nocy jest cicho",
    quiet_text: "Każdy kontakt ma własne godziny ciszy, w swojej strefie czasowej. Rano dostaje jedno podsumowanie.",
    quiet_picture: "Przykład: cisza od 22:00 do 7:00, w weekend do 9:00",
    confirmed_title: "Tylko za zgodą odbiorcy",
    confirmed_text: "Wiadomości dostaje tylko ten, kto sam potwierdził swój numer lub adres. Jedno słowo STOP wystarcza.",
    confirmed_you: "dyzur@example.org",
    confirmed_state: "Potwierdzony",
    days_title: "Pięć dni roboczych",
    days_text: "Tyle najdłużej trwa usunięcie Twoich danych. Widzisz numer sprawy, termin i każdy krok.",
    days_picture: "Pięć dni roboczych, od poniedziałku do piątku",
    weekdays: ["pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz."],
    sections: "Części konta",
    profile_text: "Imię i nazwisko, kraj, strefa czasowa, telefon, adres.",
    contacts_text: "Kto dostaje alerty, jakim kanałem i o jakiej porze.",
    payments_text: "Pakiet, karta, faktury i droga do pakietu Free.",
    privacy_text: "Eksport, usunięcie, terminy i dowody na wszystko.",
    soon: "wkrótce",
};

/// Registration, confirmation, signing in.
pub static ACCOUNT: Account = Account {
    register_lead: "Zajmie to minutę. Na początek dostajesz 30 dni pakietu Trial, bez karty.",
    password_hint: "Co najmniej 12 znaków. Najłatwiej zapamiętać kilka słów.",
    accept: "Znam i przyjmuję",
    accept_link: |day| format!("politykę prywatności z {day} r."),
    register: "Załóż konto",
    known_already: "Masz już konto?",
    sent_title: "Sprawdź skrzynkę",
    sent_lead: |email| {
        format!("Na adres {email} wysłaliśmy wiadomość. Naciśnij w niej odnośnik, a konto będzie gotowe.")
    },
    sent_hint: "Odnośnik działa 24 godziny. Nie ma wiadomości? Zajrzyj do spamu albo załóż konto jeszcze raz.",
    confirm_lead: "Jeszcze jedno naciśnięcie i konto jest Twoje. Czekamy na nie, bo odnośniki w poczcie otwierają też programy.",
    confirm: "Potwierdzam adres",
    confirmed_title: "Adres potwierdzony",
    confirmed_lead: "Konto jest gotowe. Zaloguj się, żeby zacząć.",
    sign_in_lead: "Miło, że jesteś.",
    sign_in_first: "Ta strona jest dla zalogowanych. Po zalogowaniu od razu ją zobaczysz.",
    sign_in: "Zaloguj się",
    new_here: "Nie masz jeszcze konta?",
    already_in: "Już Cię tu znamy: jesteś po zalogowaniu.",
};

/// The profile.
pub static PROFILE: Profile = Profile {
    lead: "Tak się do Ciebie zwracamy i stąd wiemy, która u Ciebie godzina.",
    about: "O Tobie",
    place: "Gdzie jesteś",
    reach: "Jak Cię znaleźć",
    address: "Adres pocztowy",
    address_hint: "Potrzebny tylko do faktur. Może zostać pusty.",
    email_hint: "Tym adresem się logujesz.",
    phone_hint: "Z numerem kierunkowym kraju, na przykład +48 601 234 567.",
    gender_none: "Bez odpowiedzi",
    gender_female: "Kobieta",
    gender_male: "Mężczyzna",
    gender_other: "Inna",
    gender_undisclosed: "Wolę nie mówić",
    local_time: |time| format!("Teraz jest tam {time}."),
};

/// The policy page.
pub static POLICY: Policy = Policy {
    in_force: |day| format!("Obowiązuje od {day} r."),
    contents: "Spis treści",
    plain: "Wersja do druku, bez skryptów",
};

/// Pages that come later, and the page that is not there.
pub static OTHER: Other = Other {
    coming: "Ta część dopiero powstaje",
    payments_lead: "Tu znajdziesz pakiet, kartę i faktury, zawsze z kwotą i datą następnej płatności. Oraz prostą drogę do pakietu Free.",
    privacy_lead: "Tu pobierzesz albo usuniesz swoje dane i zobaczysz, kto je dostał i do kiedy je trzymamy.",
    meanwhile: "Tymczasem możesz uzupełnić",
    missing_lead: "Odnośnik mógł się zestarzeć albo do adresu wkradła się literówka.",
    to_start: "Wróć na początek",
};

fn label(field: &str) -> &'static str {
    match field {
        "email" | "support.email" => "E-mail",
        "contact.address" => "Adres kontaktu",
        "password" => "Hasło",
        "current_password" => "Obecne hasło",
        "new_password" => "Nowe hasło",
        "first_name" => "Imię",
        "last_name" => "Nazwisko",
        "gender" => "Płeć",
        "country" => "Kraj",
        "time_zone" => "Strefa czasowa",
        "company" => "Firma",
        "phone" => "Telefon główny",
        "address" => "Adres pocztowy",
        "address.line1" => "Ulica i numer",
        "address.line2" => "Dalsza część adresu",
        "address.city" => "Miejscowość",
        "address.region" => "Województwo lub region",
        "address.postal_code" => "Kod pocztowy",
        "address.country" => "Kraj adresu",
        "policy_version" => "Polityka prywatności",
        "language" => "Język",
        "topic" | "support.topic" => "Czego dotyczy",
        "message" | "support.message" => "Wiadomość",
        "channel" => "Kanał",
        "label" => "Nazwa",
        "quiet_hours.monday" => "Poniedziałek",
        "quiet_hours.tuesday" => "Wtorek",
        "quiet_hours.wednesday" => "Środa",
        "quiet_hours.thursday" => "Czwartek",
        "quiet_hours.friday" => "Piątek",
        "quiet_hours.saturday" => "Sobota",
        "quiet_hours.sunday" => "Niedziela",
        "code" => "Kod",
        "token" => "Odnośnik",
        _ => "Pole",
    }
}

fn problem(field: &str, problem: Problem) -> String {
    match (problem.code, field) {
        (Code::Required, "email") => "Podaj adres e-mail.".into(),
        (Code::Required, "password" | "current_password") => "Podaj hasło.".into(),
        (Code::Required, "new_password") => "Wymyśl nowe hasło.".into(),
        (Code::Required, "first_name") => "Podaj imię.".into(),
        (Code::Required, "last_name") => "Podaj nazwisko.".into(),
        (Code::Required, "country") => "Wybierz kraj.".into(),
        (Code::Required, "time_zone") => "Wybierz strefę czasową.".into(),
        (Code::Required, "policy_version") => "Bez przyjęcia polityki prywatności nie możemy założyć konta.".into(),
        (Code::Required, "topic") => "Wybierz, czego dotyczy wiadomość.".into(),
        (Code::Required, "message") => "Napisz kilka słów.".into(),
        (Code::Required, "code") => "Podaj kod.".into(),
        (Code::Required, "address") => "Podaj adres.".into(),
        (Code::Taken, "address") => "Kontakt z tym adresem już tu jest.".into(),
        (Code::Malformed, "address") => "Coś się tu nie zgadza. Sprawdź znak po znaku.".into(),
        (Code::CommonPassword, _) => "To hasło ma zbyt wiele osób. Wymyśl takie, które będzie tylko Twoje.".into(),
        (Code::WrongPassword, _) => "To nie jest Twoje obecne hasło.".into(),
        (Code::Taken, "email") => "To już jest Twój adres.".into(),
        (Code::Taken, _) => "To już tu masz.".into(),
        (Code::Required, _) => "Uzupełnij to pole.".into(),
        (Code::Malformed, "email") => "To nie wygląda na adres e-mail. Powinien wyglądać tak: ala@example.org.".into(),
        (Code::Malformed, "code") => "Kod ma sześć cyfr.".into(),
        (Code::Malformed, "phone") => "Numer ma od 8 do 15 cyfr po znaku +, bez liter.".into(),
        (Code::Malformed, "address.postal_code") => "Kod pocztowy składa się z liter, cyfr, spacji i kresek.".into(),
        (Code::Malformed | Code::Other, _) => "Tej wartości nie możemy przyjąć.".into(),
        (Code::TooLong, _) => format!("Najwyżej {} znaków.", problem.max.unwrap_or_default()),
        (Code::TooShort, _) => format!("Co najmniej {} znaków.", problem.min.unwrap_or_default()),
        (Code::ControlCharacter, _) => {
            "Jest tu niewidoczny znak sterujący. Usuń go, a najlepiej wpisz tekst ręcznie.".into()
        }
        (Code::UnknownCountry, _) => "Wybierz kraj z listy.".into(),
        (Code::UnknownTimeZone, _) => "Nie znamy takiej strefy czasowej. Wybierz inną z listy.".into(),
        (Code::PhonePrefix, _) => "Zacznij od znaku + i numeru kierunkowego kraju, na przykład +48.".into(),
        (Code::UnknownPhone, _) => "W tym kraju nie ma takiego numeru. Sprawdź cyfry.".into(),
        (Code::UnknownVersion, _) => {
            "Polityka zmieniła się w międzyczasie. Odśwież stronę i przeczytaj nową wersję.".into()
        }
        (Code::EmailAt, _) => "W adresie e-mail jest znak @, na przykład ala@example.org.".into(),
        (Code::EmailLocal, _) => "Brakuje czegoś przed znakiem @.".into(),
        (Code::EmailDomain, _) => "Domena po znaku @ jest niepełna. Kończy się na przykład tak: example.org.".into(),
        (Code::PhoneShort, _) => "Ten numer jest za krótki dla swojego kraju. Sprawdź cyfry.".into(),
        (Code::PhoneLong, _) => "Ten numer jest za długi dla swojego kraju. Sprawdź cyfry.".into(),
        (Code::TelegramName, _) => {
            "Nazwa w Telegramie ma od 5 do 32 liter, cyfr i znaków _, na przykład @ala_kowalska.".into()
        }
        (Code::SlackName, _) => {
            "Podaj nazwę osoby, na przykład @ala, albo identyfikator z jej profilu w Slacku.".into()
        }
        (Code::MessengerName, _) => {
            "Nazwa w Messengerze ma od 5 do 50 liter, cyfr i kropek, na przykład m.me/ala.kowalska.".into()
        }
        (Code::SkypeName, _) => "Nazwa w Skypie ma od 6 do 32 znaków i zaczyna się od litery.".into(),
        (Code::CodeWrong, _) => {
            let left = problem.tries_left.unwrap_or_default();
            let [remain, tries] = [["Została", "Zostały", "Zostało"], ["próba", "próby", "prób"]]
                .map(|[one, few, many]| plural(left.into(), one, few, many));
            format!("To nie ten kod. {remain} {left} {tries}.")
        }
        (Code::CodeExpired, _) => "Ten kod już nie działa. Wyślij nowy.".into(),
        (Code::CodeUsed, _) => "Ten kod został już użyty.".into(),
        (Code::CodeSpent, _) => "To była o jedna próba za dużo, więc kod już nie działa. Wyślij nowy.".into(),
        (Code::Hours, _) => "Zapisz godziny tak: 22:00-07:00. Kilka przedziałów rozdziel przecinkami.".into(),
        (Code::HoursOverlap, _) => "Te godziny nachodzą na inne. Niech każda będzie tylko w jednym przedziale.".into(),
        (Code::AlwaysQuiet, _) => "Nie zostałaby ani minuta na wiadomość. Żeby uciszyć kontakt, wstrzymaj go.".into(),
        (Code::OutOfRange, _) => {
            format!("Liczba od {} do {}.", problem.min.unwrap_or_default(), problem.max.unwrap_or_default())
        }
        (Code::Past, _) => "Wybierz chwilę, która dopiero nadejdzie.".into(),
        (Code::HoldersOwn, _) => "Tak ustawiła osoba, do której należy ten kontakt; tylko ona może to zmienić.".into(),
        (Code::TokenUnknown, _) => "Ten odnośnik już nie działa: wygasł albo został użyty.".into(),
    }
}

fn refusal(code: RefusalCode, retry_after: Option<u32>) -> String {
    match code {
        RefusalCode::WrongCredentials => {
            "Adres i hasło do siebie nie pasują. Jeśli konto jest nowe, najpierw naciśnij odnośnik w naszej wiadomości."
                .into()
        }
        RefusalCode::SignedOut => "Sesja wygasła. Zaloguj się ponownie.".into(),
        RefusalCode::Reauthenticate => "Do tego potrzebne jest hasło. Nic się nie zmieniło.".into(),
        RefusalCode::ForeignOrigin => "To żądanie nie przyszło z tej strony, więc go nie wykonaliśmy.".into(),
        RefusalCode::NotFound => "Tego już tu nie ma.".into(),
        RefusalCode::Conflict => "To samo żądanie jest właśnie w toku. Poczekaj chwilę i spróbuj ponownie.".into(),
        RefusalCode::Stale => "Te dane zmieniły się w międzyczasie.".into(),
        RefusalCode::TooSlow => "Połączenie było zbyt wolne i nic się nie zapisało. Spróbuj ponownie.".into(),
        RefusalCode::TooLarge => "To za dużo naraz. Skróć tekst i spróbuj ponownie.".into(),
        RefusalCode::Invalid => "Serwer nie przyjął części danych. Popraw zaznaczone pola.".into(),
        RefusalCode::TooMany => match retry_after {
            Some(seconds) => format!("Za dużo prób. Spróbuj ponownie za {}.", wait(seconds)),
            None => "Za dużo prób. Odczekaj chwilę.".into(),
        },
        RefusalCode::Unavailable => "Serwer ma chwilę przerwy. Nic nie przepadło, spróbuj ponownie za moment.".into(),
        _ => "Coś się nie udało po naszej stronie. Nic nie przepadło, spróbuj ponownie.".into(),
    }
}

/// A wait in words: seconds up to a minute, then whole minutes, rounded up.
fn wait(seconds: u32) -> String {
    if seconds < 60 { format!("{seconds} s") } else { format!("{} min", seconds.div_ceil(60)) }
}

/// The form of a noun after a number (CLDR plural rules of Polish: one, few, many).
const fn plural(count: u64, one: &'static str, few: &'static str, many: &'static str) -> &'static str {
    match (count, count % 10, count % 100) {
        (1, ..) => one,
        (_, 2..=4, 0..=11 | 15..=99) => few,
        _ => many,
    }
}
