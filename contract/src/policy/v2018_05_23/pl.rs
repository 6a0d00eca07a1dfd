//! Polish: the version of 23 May 2018 and the page around it. A one-letter word is held to the next by U+00A0.

use super::super::{Frame, SectionWords, Words};

/// What the version says, and what stands around it.
pub(super) const WORDS: Words = Words {
    title: "Polityka prywatności",
    summary: "Zbieramy dane, które podajesz, gdy zakładasz konto lub coś zamawiasz. Nie sprzedajemy ich, a Ty w każdej \
    chwili możesz je zmienić, otrzymać albo poprosić o ich usunięcie.",
    in_force: "Obowiązuje od 23 maja 2018 r.",
    sections: SECTIONS,
    frame: Frame {
        language: "Polski",
        skip: "Przejdź do treści",
        site: "Serwis",
        profile: "Profil",
        contacts: "Kontakty",
        payments: "Płatności",
        privacy: "Prywatność",
        contents: "Spis treści",
        paragraph: "Punkt",
        version: "Wersja",
        controls: &[
            ("/", "Strona główna"),
            ("/register", "Załóż konto"),
            ("/profile", "Otwórz Profil"),
            ("/contacts", "Otwórz Kontakty"),
            ("/cookies", "Wybierz pliki cookie"),
            ("/policy", "Zobacz wszystkie wersje"),
            ("/support", "Napisz do nas"),
            ("/privacy/evidence", "Zobacz rejestr dowodów"),
            ("/privacy/recipients", "Zobacz, kto co dostał"),
        ],
    },
};

const SECTIONS: &[SectionWords] = &[
    SectionWords {
        id: "collection",
        title: "Jakie dane zbieramy",
        paragraphs: &[
            (
                "collection-scope",
                "HostTracker to usługa monitorowania stron internetowych. „My” to firma, która ją prowadzi, a „Ty” to \
                każda osoba, która z niej korzysta lub odwiedza nasz serwis.",
            ),
            ("collection-when", "Zbieramy Twoje dane, kiedy zakładasz konto i kiedy składasz zamówienie."),
            (
                "collection-profile",
                "Możemy Cię poprosić o imię, nazwisko, płeć, kraj zamieszkania, strefę czasową, nazwę firmy, adres \
                e-mail, adres pocztowy i numer telefonu. Płci nie musisz podawać: możesz wybrać odpowiedź „wolę nie \
                podawać”, a swoją odpowiedź w każdej chwili wyczyścić.",
            ),
            (
                "collection-messengers",
                "Możesz też podać nazwy swoich kont w komunikatorach Slack, Skype, Viber, Facebook Messenger \
                i Telegram.",
            ),
            ("collection-card", "Przy składaniu zamówienia możemy poprosić także o dane karty płatniczej."),
            (
                "collection-anonymous",
                "Publiczne strony serwisu możesz odwiedzać anonimowo: bez konta i bez ani jednego pliku cookie.",
            ),
        ],
    },
    SectionWords {
        id: "updating",
        title: "Jak zmienić swoje dane",
        paragraphs: &[
            (
                "updating-profile",
                "Po zalogowaniu się zmienisz w sekcji Profil swoje imię, nazwisko, kraj, nazwę firmy i główne \
                kontakty. Dawne wartości zostają w historii zmian tak długo jak konto, żeby można było zmianę cofnąć.",
            ),
            ("updating-contacts", "Pozostałe kontakty zmienisz lub usuniesz w sekcji Kontakty."),
            ("updating-billing", "Dane rozliczeniowe zaktualizujesz w sekcji Płatności."),
        ],
    },
    SectionWords {
        id: "retention",
        title: "Jak długo przechowujemy dane",
        paragraphs: &[
            (
                "retention-temporary",
                "Jeśli masz pakiet tymczasowy, na przykład Trial, przechowujemy Twoje dane jeszcze przez 3 miesiące po \
                jego wygaśnięciu.",
            ),
            (
                "retention-paid",
                "Jeśli masz płatną subskrypcję, przechowujemy Twoje dane jeszcze przez 2 lata od końca opłaconego \
                okresu. Dzięki temu możesz ją odnowić, nie tracąc zebranych statystyk.",
            ),
            (
                "retention-free",
                "Jeśli masz stały pakiet Free, przechowujemy Twoje dane bezterminowo, chyba że poprosisz o ich \
                usunięcie.",
            ),
        ],
    },
    SectionWords {
        id: "rights",
        title: "Twoje prawa",
        paragraphs: &[
            (
                "rights-gdpr",
                "Działamy zgodnie z RODO. Masz prawo dostępu do swoich danych oraz prawo do ich sprostowania, \
                usunięcia i przeniesienia. Możesz też żądać ograniczenia przetwarzania, wnieść sprzeciw i cofnąć \
                zgodę.",
            ),
            (
                "rights-erasure",
                "Dane osobowe usuwamy w ciągu 5 dni roboczych od złożenia wniosku. Otrzymasz numer sprawy i termin jej \
                załatwienia. Dopóki nie zaczniemy usuwania, możesz wniosek wycofać.",
            ),
            (
                "rights-contacts",
                "Sposób, w jaki przetwarzamy Twoje dane kontaktowe, zmienisz w ustawieniach powiadomień i raportów, \
                a także dodając, edytując lub usuwając kontakty.",
            ),
            (
                "rights-billing",
                "Metodę płatności możesz zmienić w każdej chwili. A jeśli chcesz, żebyśmy przestali przetwarzać Twoje \
                dane rozliczeniowe, przejdź na pakiet Free: dane karty wtedy usuniemy.",
            ),
            (
                "rights-copy",
                "Na Twoją prośbę przekażemy Ci wszystkie dane osobowe z Twojego konta albo udostępnimy je osobie lub \
                firmie, którą wskażesz. To Ty wybierasz dane i ustalasz, do kiedy będą dostępne, a udostępnienie \
                możesz cofnąć.",
            ),
        ],
    },
    SectionWords {
        id: "messages",
        title: "Wiadomości od nas",
        paragraphs: &[
            (
                "messages-time",
                "Dzięki Twoim danym możemy kontaktować się z Tobą w stosownej formie i o porze, która Ci odpowiada. \
                Godziny ciszy ustawisz osobno dla każdego kontaktu.",
            ),
            (
                "messages-kinds",
                "Wysyłamy wiadomości ustalonych rodzajów: alerty o problemach ze stronami, statystyki dostępności, \
                powiadomienia o rozliczeniach, informacje o zmianach w usłudze i inne. To, co dostaje dany kontakt, \
                zależy od Twoich ustawień.",
            ),
            (
                "messages-confirmed",
                "Wiadomości dostają tylko te kontakty, które ich posiadacze świadomie potwierdzili. Kontakt \
                niepotwierdzony może dostać jedynie prośbę o potwierdzenie.",
            ),
        ],
    },
    SectionWords {
        id: "purposes",
        title: "Do czego jeszcze używamy danych",
        paragraphs: &[
            (
                "purposes-service",
                "W naszej firmie używamy danych, żeby dopasować serwis do Ciebie, ulepszać go – także dzięki Twoim \
                uwagom – i coraz lepiej obsługiwać klientów.",
            ),
            (
                "purposes-orders",
                "Dane służą nam także do realizacji transakcji oraz do wysyłania e-maili: o Twoim zamówieniu, a od \
                czasu do czasu o nowościach w firmie i powiązanych produktach.",
            ),
            (
                "purposes-objection",
                "Celom, które nie są konieczne, możesz się sprzeciwić: każdy z nich ma osobny przełącznik.",
            ),
        ],
    },
    SectionWords {
        id: "recipients",
        title: "Komu przekazujemy dane",
        paragraphs: &[
            (
                "recipients-none",
                "Nie sprzedajemy Twoich danych osobowych i nimi nie handlujemy. Bez Twojej zgody nie przekazujemy ich \
                nikomu z zewnątrz, chyba że jest to potrzebne do dostarczenia tego, co u nas kupujesz.",
            ),
            (
                "recipients-trusted",
                "Zaufani partnerzy, którzy pomagają nam prowadzić serwis i działalność oraz obsługiwać klientów, \
                otrzymują dane tylko pod warunkiem, że zobowiążą się do poufności.",
            ),
            (
                "recipients-messages",
                "Imię, nazwisko, kraj, adres e-mail i numer telefonu mogą otrzymać firmy, które dostarczają nasze \
                wiadomości, na przykład bramki SMS i operatorzy sieci komórkowych. Zapisujemy, co, komu i kiedy \
                przekazaliśmy oraz której wiadomości to dotyczyło.",
            ),
            (
                "recipients-payments",
                "Kiedy składasz zamówienie, firmy obsługujące płatności otrzymują Twoje imię i nazwisko, kraj, numer \
                telefonu, nazwę firmy, adres pocztowy, adres e-mail i dane karty.",
            ),
            (
                "recipients-recurring",
                "Przy stałej subskrypcji kolejne płatności mogą odbywać się automatycznie, na podstawie tych samych \
                danych. Datę najbliższej zobaczysz w sekcji Płatności.",
            ),
            (
                "recipients-law",
                "Możemy też ujawnić dane, gdy wymaga tego prawo, gdy musimy wyegzekwować zasady serwisu albo gdy \
                trzeba chronić prawa, mienie lub bezpieczeństwo firmy bądź innych osób.",
            ),
            (
                "recipients-anonymous",
                "Informacje o odwiedzających, które nikogo nie identyfikują, mogą trafiać do innych firm na potrzeby \
                marketingu i reklamy. Kategorie plików cookie „statystyka” i „marketing” są jednak wyłączone, dopóki \
                ich nie włączysz.",
            ),
        ],
    },
    SectionWords {
        id: "security",
        title: "Jak chronimy dane",
        paragraphs: &[
            (
                "security-storage",
                "Twoje informacje przechowujemy w bezpiecznym centrum danych, a przesyłamy szyfrowanym połączeniem \
                (TLS). Dane kart i inne wrażliwe informacje szyfrujemy także w bazie.",
            ),
            (
                "security-access",
                "Zaszyfrowane dane mogą odczytać tylko osoby ze specjalnymi uprawnieniami, zobowiązane do poufności. \
                Każda operacja, którą wykonują na Twoich danych, zostaje zapisana wraz z nazwiskiem i powodem, a Ty \
                możesz ten zapis zobaczyć.",
            ),
            (
                "security-breach",
                "Jeśli dojdzie do naruszenia niezaszyfrowanych danych, powiadomimy każdą osobę, której ono dotyczy, \
                w ciągu 72 godzin od chwili, w której się o nim dowiemy.",
            ),
        ],
    },
    SectionWords {
        id: "cookies",
        title: "Pliki cookie",
        paragraphs: &[
            (
                "cookies-purpose",
                "Plik cookie to krótka informacja zapisana w przeglądarce. Dzięki takim plikom rozpoznajemy Twoją \
                przeglądarkę i przy następnej wizycie pamiętamy Twoje ustawienia.",
            ),
            (
                "cookies-consent",
                "Pliki inne niż konieczne zapisujemy dopiero za Twoją zgodą. W każdej chwili możesz ją cofnąć, a wtedy \
                od razu je usuniemy.",
            ),
        ],
    },
    SectionWords {
        id: "bot",
        title: "Bot na czacie",
        paragraphs: &[
            (
                "bot-microsoft",
                "Nasz bot działa na platformie Microsoft Bot Framework. To, co do niego piszesz, otrzymuje firma \
                Microsoft. Zasady, którymi się kieruje, opisuje jej oświadczenie o ochronie prywatności: \
                https://privacy.microsoft.com/privacystatement.",
            ),
            (
                "bot-channel",
                "Rozmowa z botem podlega też regulaminowi i zasadom prywatności komunikatora, którego używasz.",
            ),
            (
                "bot-abuse",
                "Nadużycie możesz zgłosić firmie Microsoft: wejdź na stronę https://www.botframework.com i wybierz \
                w menu „Report abuse” (zgłoś nadużycie).",
            ),
        ],
    },
    SectionWords {
        id: "california",
        title: "Kalifornia i sygnały przeglądarki",
        paragraphs: &[
            (
                "california-consent",
                "Przestrzegamy kalifornijskiej ustawy o ochronie prywatności w internecie (CalOPPA). Bez Twojej zgody \
                nie przekazujemy Twoich danych osobowych nikomu z zewnątrz, z wyjątkami, które wymieniamy w części \
                „Komu przekazujemy dane”.",
            ),
            ("california-profile", "Swoje dane możesz zmienić w każdej chwili: zaloguj się i otwórz Profil."),
            (
                "california-gpc",
                "Kiedy Twoja przeglądarka wysyła sygnał Global Privacy Control (GPC), traktujemy go jako odmowę: \
                statystyka i marketing pozostają wyłączone.",
            ),
            (
                "california-dnt",
                "Starszy sygnał Do Not Track (DNT) niczego tu nie zmienia: niezależnie od niego statystyka i marketing \
                są wyłączone, dopóki ich nie włączysz.",
            ),
        ],
    },
    SectionWords {
        id: "changes",
        title: "Zmiany polityki",
        paragraphs: &[
            ("changes-date", "Ta wersja polityki została opublikowana 23 maja 2018 r. i od tego dnia obowiązuje."),
            (
                "changes-told",
                "Zmiany publikujemy na stronie polityki i uaktualniamy datę jej modyfikacji. Gdy wrócisz po zmianie, \
                damy Ci o niej znać i pokażemy różnice.",
            ),
        ],
    },
    SectionWords {
        id: "contact",
        title: "Kontakt",
        paragraphs: &[(
            "contact-support",
            "Pytania i prośby, także te, które dotyczą Twoich danych, wyślij przez formularz na stronie pomocy \
                (/support). Każde zgłoszenie ma swój numer i status, więc wiesz, co się z nim dzieje.",
        )],
    },
];
