//! The records of one's own data in Polish.

use contract::account::Language;
use contract::evidence::Why as Break;
use contract::purposes::{Purpose, RecipientKind, Retention};
use contract::support::Topic;

use super::plural;
use crate::i18n::Of;
use crate::i18n::records::{Evidence, History, Recipients, Records, Support, Why};

/// Polish.
pub static RECORDS: Records = Records {
    more: "Pokaż więcej",
    promise: "Obietnica w naszej polityce:",
    trial: |until, erased| {
        format!(
            "Pakiet Trial działa do {until} r. Jeśli nic nie zamówisz, {erased} r. usuniemy Twoje dane. Do tego dnia możesz wrócić i zastać wszystko tak, jak było."
        )
    },
    why: Of::new(Language::Pl),
    history: Of::new(Language::Pl),
    evidence: Of::new(Language::Pl),
    recipients: Of::new(Language::Pl),
    support: Of::new(Language::Pl),
};

/// Why a field is held.
pub static WHY: Why = Why {
    ask: |field| format!("Po co nam to: {field}"),
    purposes: "Po co",
    purpose: |purpose| match purpose {
        Purpose::Service => "żeby działało Twoje konto",
        Purpose::Communication => "żeby dotrzeć do Ciebie o dogodnej porze",
        Purpose::Transactions => "do zamówień i faktur",
        Purpose::Answer => "żeby Ci odpowiedzieć",
        Purpose::Security => "żeby nikt inny nie wszedł na konto",
        Purpose::Proof => "żeby dało się wykazać, co uzgodniono",
        Purpose::Personalise => "żeby strona i wiadomości były dopasowane do Ciebie",
        Purpose::ImproveSite => "żeby ulepszać stronę",
        Purpose::ImproveService => "żeby lepiej pomagać",
        Purpose::PeriodicEmail => "żeby czasem przysłać nowiny",
    },
    recipients: "Kto może to dostać",
    recipient: |kind| match kind {
        RecipientKind::MessageDelivery => "firmy, które doręczają SMS-y i połączenia",
        RecipientKind::MailDelivery => "firmy, które doręczają pocztę",
        RecipientKind::Messengers => "komunikator, w którym chcesz dostawać wiadomości",
        RecipientKind::PaymentCompanies => "firmy płatnicze, gdy coś zamawiasz",
    },
    nobody: "nikt spoza naszej firmy",
    kept: "Jak długo",
    retention: |retention| match retention {
        Retention::WithAccount => {
            "tak długo jak konto: z pakietem Trial 3 miesiące po jego końcu, z płatnym 2 lata po końcu, z Free do Twojej prośby o usunięcie"
        }
        Retention::UntilCleared => {
            "póki tego nie wyczyścisz; dawna wartość zostaje w historii zmian, tak długo jak konto"
        }
        Retention::UntilRemoved => {
            "póki nie usuniesz kontaktu; potwierdzenie lub odmowa jego odbiorcy zostaje w dowodach, tak długo jak konto"
        }
        Retention::WithRequest => {
            "z kontem tak długo jak konto; bez konta 365 dni od ostatniej wiadomości w tej sprawie"
        }
    },
};

/// The history of changes.
pub static HISTORY: History = History {
    lead: "Każda zmiana Twoich danych: kto, kiedy, z czego na co. Jedno naciśnięcie ją cofa.",
    link: "Historia zmian",
    empty: "Od rejestracji nic się nie zmieniło. Tu pojawi się pierwsza zmiana.",
    by_person: "Ty",
    by_link: "przez odnośnik wysłany na Twój adres",
    by_operator: "nasza pomoc",
    by_other: "ktoś inny",
    to: "zmieniono na",
    takes_back: "Cofa wcześniejszą zmianę",
    take_back: "Cofnij",
    taken_back: |fields| format!("Cofnięto: {fields}."),
    conflict: "Od tamtej pory zmieniło się to jeszcze raz. Niczego nie nadpisaliśmy; najpierw cofnij nowszą zmianę.",
};

/// The record of evidence.
pub static EVIDENCE: Evidence = Evidence {
    lead: "Co działo się z Twoim kontem, wpis po wpisie. Każdy wpis pieczętuje poprzedni, więc nikt, nawet my, nie zmieni przeszłości niepostrzeżenie.",
    empty: "Niczego jeszcze nie zapisano.",
    kind: |kind| match kind {
        "registered" => "Założenie konta",
        "policy_accepted" => "Przyjęcie polityki prywatności",
        "password_changed" => "Zmiana hasła",
        "password_reset" => "Nowe hasło ustawione przez odnośnik",
        "email_change_asked" => "Prośba o zmianę adresu",
        "email_changed" => "Zmiana głównego adresu",
        "email_taken_back" => "Cofnięcie zmiany adresu",
        "operator_access" => "Wgląd naszego pracownika w Twoje dane",
        "support_answered" => "Odpowiedź pomocy",
        "contact_confirmed" => "Kontakt potwierdzony przez odbiorcę",
        "contact_refused" => "Odmowa odbiorcy kontaktu",
        "contact_reported" => "Odmowa odbiorcy, który Cię nie zna",
        "contact_stopped" => "Odbiorca kontaktu zatrzymał wiadomości",
        "contact_allowed" => "Odbiorca kontaktu znów zgadza się na wiadomości",
        "cookie_choice" => "Wybór plików cookie",
        "cookie_record_joined" => "Wybory sprzed zalogowania",
        _ => "",
    },
    detail: |detail| match detail {
        "registered_at" => "Rejestracja",
        "accepted_at" => "Przyjęto",
        "version" => "Wersja",
        "new" => "Nowy adres",
        "from" => "Z",
        "to" => "Na",
        "operator" => "Kto",
        "reason" => "Dlaczego",
        "what" => "Co",
        "reference" => "Zgłoszenie",
        "consent_id" => "Identyfikator wyborów",
        "chosen_at" => "Wybrano",
        "categories" => "Zgoda na",
        "revision" => "Wydanie tekstu",
        "text_hash" => "Skrót tekstu",
        "language" => "Język",
        "source" => "Gdzie",
        "length" => "Ile",
        "channel" => "Kanał",
        "address" => "Adres",
        "by" | "how" => "Jak",
        "head" => "Ostatnia pieczęć",
        _ => "",
    },
    erased: "Usunięto; została tylko pieczęć",
    number: |number| format!("Nr {number}"),
    seal: "Pieczęć",
    verify: "Sprawdź",
    verify_lead: "Twoja przeglądarka sama sprawdzi każdą pieczęć i podpis; nie musisz wierzyć nam na słowo.",
    download: "Pobierz",
    reading: |count| format!("Na razie sprawdzono: {count}…"),
    whole: |count| format!("{count} {}, nienaruszone, z podpisem.", plural(count, "wpis", "wpisy", "wpisów")),
    unsigned: "Wpisy do siebie pasują, ale podpis pod nimi nie jest nasz. Napisz, proszę, do pomocy.",
    cannot_check: "Wpisy do siebie pasują. Ta przeglądarka nie potrafi sprawdzić podpisu.",
    broken: |number, why| format!("Przerwane przy wpisie {number}: {why} Napisz, proszę, do pomocy."),
    why: |why| match why {
        Break::Number => "brakuje wpisu, jest podwójny albo nie na swoim miejscu.",
        Break::Time => "nie zgadza się czas.",
        Break::Previous => "nie pasuje do wpisu przed nim.",
        Break::Text => "zmieniono jego treść.",
        Break::Hash => "nie zgadza się pieczęć.",
        Break::Length => "rejestr jest ucięty albo ciągnie się za daleko.",
        Break::Head => "rejestr kończy się inaczej, niż podpisano.",
    },
};

/// Who received what.
pub static RECIPIENTS: Recipients = Recipients {
    lead: "Co od nas wyszło: które z Twoich danych, do kogo, kiedy i po co.",
    no_sale: "Nie sprzedajemy i nie udostępniamy Twoich danych. Wychodzą tylko tam, gdzie wymaga tego wiadomość lub usługa, o którą prosisz.",
    empty: "Nic jeszcze nie wyszło.",
    outbox: "Nasza własna skrzynka nadawcza (nic nie opuściło tego serwera)",
    purpose: |purpose| match purpose {
        "confirm_email" => "Potwierdzenie Twojego adresu",
        "already_registered" => "Wiadomość, że konto już istnieje",
        "password_reset" => "Odnośnik do nowego hasła",
        "password_changed" | "password_was_reset" => "Wiadomość o zmianie hasła",
        "confirm_new_email" => "Potwierdzenie nowego adresu",
        "email_taken" | "email_reserved" => "Wiadomość, że adres jest zajęty",
        "email_change_asked" => "Wiadomość o prośbie o zmianę adresu",
        "email_changed" => "Wiadomość o zmianie adresu",
        "email_kept" => "Wiadomość, że adres zostaje",
        "confirm_contact" => "Pytanie do kontaktu o zgodę",
        "support_received" => "Wiadomość, że pomoc ma Twoje zgłoszenie",
        "support_answered" => "Odpowiedź pomocy",
        _ => "",
    },
    message: "Wiadomość do Ciebie",
    fields: "Dane:",
    begun: "w drodze",
    sent: "wysłano",
    failed: "nie wysłano",
};

/// Contact with support.
pub static SUPPORT: Support = Support {
    lead: "Pytania, usterki, pomysły i wszystko o Twoich danych. Każde zgłoszenie dostaje numer i odpowiedź człowieka.",
    email_hint: "Na ten adres przyjdzie odpowiedź.",
    message_hint: "Co się stało, a co miało się stać? Nie podawaj, proszę, haseł ani numerów kart.",
    left: |left| match plural(u64::from(left), "a", "y", "") {
        "a" => "Został jeszcze 1 znak.".into(),
        "y" => format!("Zostały jeszcze {left} znaki."),
        _ => format!("Zostało jeszcze {left} znaków."),
    },
    send: "Wyślij",
    sent_title: "Mamy Twoje zgłoszenie",
    sent_lead: "Przeczyta je człowiek. Odpowiedź przyjdzie mailem i pojawi się też tutaj.",
    reference: "Jego numer",
    sent_signed_in: "W każdej chwili możesz sprawdzić, co się z nim dzieje.",
    sent_signed_out: "Wysłaliśmy Ci wiadomość z kodem. Z numerem i kodem w każdej chwili sprawdzisz, co się z nim dzieje.",
    open: "Sprawdź, co się z nim dzieje",
    another: "Napisz następne",
    own: "Twoje zgłoszenia",
    own_empty: "Nie ma tu jeszcze żadnego zgłoszenia.",
    topic: |topic| match topic {
        Topic::Account => "Konto i logowanie",
        Topic::Payments => "Płatności i faktury",
        Topic::Privacy => "Moje dane i prywatność",
        Topic::Fault => "Coś nie działa",
        Topic::Feedback => "Pochwały, skargi, pomysły",
    },
    received: "Czeka na odpowiedź",
    answered: "Jest odpowiedź",
    code_lead: "Podaj kod z naszej wiadomości, a zobaczysz, co się dzieje ze zgłoszeniem. Jeśli piszesz z konta, wystarczy się zalogować.",
    code_hint: "10 liter i cyfr.",
    code_wrong: "Ten numer i kod do siebie nie pasują.",
    show: "Pokaż",
    written: "Treść zgłoszenia",
    no_answer: "Nikt jeszcze nie odpowiedział. Odpowiedź przyjdzie mailem i pojawi się tutaj.",
    looks: "Kto i po co otwierał to zgłoszenie",
    back: "Cała pomoc",
};
