//! Passwords, the address and devices, in Polish.

use crate::i18n::security::{Password, Security};

/// Polish.
pub static SECURITY: Security = Security {
    forgotten: "Nie pamiętasz hasła?",
    confirm_dead: "Adres już potwierdzony? Wystarczy się zalogować. Jeśli nie, załóż konto jeszcze raz.",
    reset_lead: "Podaj adres swojego konta, a wyślemy Ci odnośnik.",
    reset_send: "Wyślij odnośnik",
    reset_sent: |email| format!("Jeśli jest u nas konto z adresem {email}, wiadomość z odnośnikiem jest już w drodze."),
    reset_hint: "Odnośnik działa godzinę. Nie ma wiadomości? Zajrzyj do spamu i sprawdź adres.",
    reset_anew: "Poproś jeszcze raz",
    new_lead: "Wymyśl hasło, którym od teraz będziesz się logować.",
    new_label: "Nowe hasło",
    new_save: "Zapisz hasło",
    new_dead: "Odnośnik do ustawienia hasła działa godzinę i tylko raz.",
    new_link: "Poproś o nowy odnośnik",
    new_done_title: "Hasło zmienione",
    new_done_lead: "Wszystkie urządzenia zostały wylogowane. Zaloguj się nowym hasłem.",
    change_lead: "Jeszcze jedno naciśnięcie i to będzie główny adres Twojego konta. Czekamy na nie, bo odnośniki w poczcie otwierają też programy.",
    change_dead: "O zmianę możesz poprosić jeszcze raz:",
    changed_title: "Adres zmieniony",
    changed_lead: |email| format!("Od teraz logujesz się adresem {email} i tam do Ciebie piszemy."),
    keep_lead: "Ktoś poprosił o zmianę głównego adresu Twojego konta. Jeśli to nie Ty, naciśnij przycisk: adres zostanie, wylogujemy wszystkie urządzenia i wyślemy Ci odnośnik do ustawienia nowego hasła.",
    keep: "Zachowuję mój adres",
    keep_dead: "Jeśli Twój adres zmienił ktoś inny, napisz do nas:",
    support: "Pomoc",
    kept_title: "Adres zostaje",
    kept_lead: |email| {
        format!(
            "Twój adres to nadal {email}. Wylogowaliśmy wszystkich i wysłaliśmy Ci odnośnik do ustawienia nowego hasła."
        )
    },
    kept_hint: "Zajrzyj teraz do skrzynki: kto prosił o zmianę, może znać Twoje stare hasło.",
    lead: "Hasło, adres i urządzenia, na których otwarte jest Twoje konto.",
    password: "Hasło",
    password_hint: "Wszystkie inne urządzenia zostaną wylogowane.",
    password_save: "Zmień hasło",
    password_saved: "Hasło zmienione. Inne urządzenia zostały wylogowane.",
    email: "Główny adres e-mail",
    email_now: "Twój adres teraz",
    email_label: "Nowy adres",
    email_hint: "Napiszemy na oba adresy. Ze starego można cofnąć zmianę przez 72 godziny.",
    email_change: "Zmień adres",
    email_sent: |email| {
        format!("Naciśnij odnośnik w wiadomości, którą wysłaliśmy na adres {email}. Do tego czasu nic się nie zmienia.")
    },
    devices: "Urządzenia",
    this_device: "To urządzenie",
    device: |browser, system| match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => format!("Przeglądarka, {system}"),
        (None, None) => "Nieznana przeglądarka".to_owned(),
    },
    signed_in: |time| format!("Zalogowano: {time}"),
    last_used: |time| format!("Ostatnio w użyciu: {time}"),
    only_this: "Na żadnym innym urządzeniu Twoje konto nie jest otwarte.",
    out: "Wyloguj",
    out_of: |device| format!("Wyloguj: {device}"),
    gone: |device| format!("Wylogowano: {device}."),
    others: "Wyloguj wszystkie inne",
    others_title: "Wylogować wszystkie inne urządzenia?",
    others_lead: "Zapytają ponownie o hasło. Na tym urządzeniu nic się nie zmieni.",
    others_go: "Wyloguj je",
    others_gone: "Wszystkie inne urządzenia są wylogowane.",
};

/// Polish.
pub static PASSWORD: Password = Password {
    ended_lead: "Podaj hasło, żeby dokończyć. Wszystko, co masz na ekranie, zostaje na miejscu.",
    ended_other: "To nie ja, wyloguj",
    again_lead: "Chodzi o bezpieczeństwo konta, więc najpierw prosimy o hasło. Wszystko, co masz na ekranie, zostaje na miejscu.",
    again_go: "Potwierdź",
};
