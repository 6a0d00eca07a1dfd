//! The messages in Polish.

pub(super) mod contacts;

use super::Occasion;

/// The months, as they stand in a date.
pub(super) const MONTHS: [&str; 12] = [
    "stycznia",
    "lutego",
    "marca",
    "kwietnia",
    "maja",
    "czerwca",
    "lipca",
    "sierpnia",
    "września",
    "października",
    "listopada",
    "grudnia",
];

/// Subject and text.
pub(super) fn write(occasion: &Occasion, name: Option<&str>, link: &str) -> (&'static str, String) {
    let hello = name.map_or_else(|| "Dzień dobry,".to_owned(), |name| format!("Dzień dobry, {name}!"));
    match occasion {
        Occasion::ConfirmEmail => (
            "Potwierdź swój adres e-mail",
            format!(
                "{hello}

Dziękujemy za założenie konta HostTracker. Został jeszcze jeden krok: potwierdź, że to Twój adres.

{link}

Link działa przez 24 godziny i tylko raz. Potem możesz zalogować się swoim hasłem.

Jeśli to nie Ty zakładasz konto, nic nie rób: bez potwierdzenia usuniemy te dane po 24 godzinach.

Zespół HostTracker
"
            ),
        ),
        Occasion::AlreadyRegistered => (
            "Masz już konto HostTracker",
            format!(
                "{hello}

Ktoś – być może Ty – próbował założyć konto HostTracker na ten adres. Masz już u nas konto, więc niczego w nim \
                 nie zmieniliśmy. Możesz się po prostu zalogować:

{link}

Jeśli to nie Ty, nic nie rób: Twoje konto jest bezpieczne.

Zespół HostTracker
"
            ),
        ),
        Occasion::PasswordReset => (
            "Ustaw nowe hasło",
            format!(
                "{hello}

Ktoś – być może Ty – poprosił o nowe hasło do Twojego konta HostTracker. Możesz je ustawić tutaj:

{link}

Link działa przez godzinę i tylko raz. Po ustawieniu nowego hasła nastąpi wylogowanie na wszystkich urządzeniach.

Jeśli to nie Ty, nic nie rób: Twoje hasło się nie zmieni.

Zespół HostTracker
"
            ),
        ),
        Occasion::PasswordChanged { when } => (
            "Twoje hasło zostało zmienione",
            format!(
                "{hello}

Hasło do Twojego konta HostTracker zostało zmienione {when}. Wszystkie pozostałe urządzenia zostały wylogowane.

Jeśli to Ty, nie musisz nic robić.

Jeśli to nie Ty, od razu ustaw nowe hasło. Wyloguje to wszystkich innych:

{link}

Zespół HostTracker
"
            ),
        ),
        Occasion::PasswordWasReset { when } => (
            "Nowe hasło jest ustawione",
            format!(
                "{hello}

Nowe hasło do Twojego konta HostTracker zostało ustawione {when} przez link, który wysłaliśmy na ten adres. Wszystkie \
                 urządzenia zostały wylogowane.

Jeśli to Ty, nie musisz nic robić.

Jeśli to nie Ty, ktoś inny czyta Twoją pocztę: najpierw zabezpiecz skrzynkę, a potem ustaw inne hasło:

{link}

Zespół HostTracker
"
            ),
        ),
        Occasion::ConfirmNewEmail => (
            "Potwierdź nowy adres e-mail",
            format!(
                "{hello}

To ma być nowy główny adres Twojego konta HostTracker. Potwierdź go tutaj:

{link}

Link działa przez 24 godziny i tylko raz. Do czasu potwierdzenia obowiązuje dotychczasowy adres.

Jeśli to nie Twoja prośba, nic nie rób: bez potwierdzenia nikt nie użyje tego adresu.

Zespół HostTracker
"
            ),
        ),
        Occasion::EmailTaken => (
            "Masz już konto HostTracker",
            format!(
                "{hello}

Ktoś – być może Ty – chciał ustawić ten adres jako główny na innym koncie HostTracker. To już adres Twojego konta, \
                 więc niczego w nim nie zmieniliśmy. Możesz się po prostu zalogować:

{link}

Jeśli chcesz używać tego adresu na innym koncie, najpierw zmień go na tym.

Jeśli to nie Ty, nic nie rób: Twoje konto jest bezpieczne.

Zespół HostTracker
"
            ),
        ),
        Occasion::EmailReserved => (
            "Tego adresu nie można jeszcze użyć",
            format!(
                "{hello}

Ktoś – być może Ty – chce użyć tego adresu na koncie HostTracker. Do niedawna był to główny adres innego konta i tę \
                 zmianę wciąż można cofnąć. Przez ten czas, najwyżej 72 godziny, zachowujemy adres dla tamtego konta.

Spróbuj ponownie później:

{link}

Jeśli to nie Ty, nic nie rób.

Zespół HostTracker
"
            ),
        ),
        Occasion::EmailChangeAsked { when, new } => (
            "Twój adres e-mail ma się zmienić",
            format!(
                "{hello}

Dnia {when} osoba zalogowana na Twoje konto HostTracker poprosiła o zmianę jego głównego adresu na:

{new}

Jeśli to Ty, tutaj nie musisz nic robić: potwierdź zmianę linkiem, który wysłaliśmy na nowy adres.

Jeśli to nie Ty, zachowaj swój adres. Zatrzyma to zmianę i wyloguje wszystkich, a Tobie wyślemy link do ustawienia nowego hasła:

{link}

Link działa, dopóki zmiana czeka, i przez 72 godziny po niej.

Zespół HostTracker
"
            ),
        ),
        Occasion::EmailChanged { when, new } => (
            "Twój adres e-mail został zmieniony",
            format!(
                "{hello}

Główny adres Twojego konta HostTracker został zmieniony {when}. Od teraz logujesz się adresem:

{new}

Jeśli to Ty, nie musisz nic robić.

Jeśli to nie Ty, cofnij zmianę. Wyloguje to wszystkich, a Tobie wyślemy link do ustawienia nowego hasła:

{link}

Link działa przez 72 godziny. Do tego czasu nikt inny nie użyje u nas tego adresu.

Zespół HostTracker
"
            ),
        ),
        Occasion::EmailKept { when } => (
            "Twój adres e-mail pozostaje",
            format!(
                "{hello}

Ten adres został zachowany {when} i jest głównym adresem Twojego konta HostTracker. Wszyscy zostali wylogowani, na \
                 każdym urządzeniu.

Ten, kto prosił o zmianę, może znać Twoje hasło, dlatego ustaw teraz nowe:

{link}

Link działa przez godzinę i tylko raz.

Zespół HostTracker
"
            ),
        ),
        Occasion::SupportReceived { reference, code } => (
            "Mamy Twoją wiadomość",
            format!(
                "{hello}

Twoja wiadomość do nas dotarła. Ma numer {reference}, a odpowiedź wyślemy na ten adres.

Co się z nią dzieje, sprawdzisz tutaj:

{link}
{}
Jeśli to nie Ty do nas piszesz, ktoś podał Twój adres przez pomyłkę. Nie musisz nic robić.

Zespół HostTracker
",
                code.as_ref().map_or_else(String::new, |code| format!("\nStrona poprosi o ten kod: {code}\n")),
            ),
        ),
        Occasion::SupportAnswered { reference, operator, reason, text } => (
            "Odpowiedź na Twoją wiadomość",
            format!(
                "{hello}

Na Twoją wiadomość {reference} odpowiada {operator}:

{text}

Powód, dla którego {operator} ma wgląd w Twoją wiadomość: {reason}

Wiadomość i odpowiedź znajdziesz tutaj:

{link}

Zespół HostTracker
"
            ),
        ),
    }
}
