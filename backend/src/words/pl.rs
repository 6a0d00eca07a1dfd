//! The messages in Polish.

use super::Occasion;

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
