//! Contacts, in Polish.

use contract::account::Language;
use contract::contacts::confirmation::HolderAct;
use contract::contacts::settings::{Kind, Period};
use contract::contacts::{Channel, ReasonCode, Sort, State};
use contract::refusal::RefusalCode;

use super::plural;
use crate::i18n::Of;
use crate::i18n::contacts::{Confirm, Contacts, Holder, List, New, One, Pause};

/// Polish.
pub static CONTACTS: Contacts = Contacts {
    channel: |channel| match channel {
        Channel::Email => "E-mail",
        Channel::Phone => "Telefon",
        Channel::Slack => "Slack",
        Channel::Skype => "Skype",
        Channel::Viber => "Viber",
        Channel::Messenger => "Messenger",
        Channel::Telegram => "Telegram",
    },
    state: |state| match state {
        State::AwaitingConfirmation => "Czeka na potwierdzenie",
        State::Confirmed => "Potwierdzony",
        State::Paused => "Wstrzymany",
        State::Failing => "Wiadomości nie dochodzą",
        State::Refused => "Odbiorca odmówił",
        State::OptedOut => "Odbiorca zrezygnował",
        State::ChannelClosed => "Kanał zamknięty",
        State::Other => "Stan nieznany",
    },
    pause: |pause| match pause {
        Pause::Hour => "Wstrzymaj na godzinę",
        Pause::EightHours => "Wstrzymaj na 8 godzin",
        Pause::Tomorrow => "Wstrzymaj do jutra, do 8:00",
        Pause::Week => "Wstrzymaj na tydzień",
        Pause::UntilResumed => "Wstrzymaj do odwołania",
    },
    resume: "Wznów",
    remove: "Usuń",
    undo: "Cofnij",
    undo_for: |name, seconds| {
        format!(
            "Usunięto: {name}. Przez {seconds} {} możesz to cofnąć.",
            plural_of(seconds, "sekundę", "sekundy", "sekund")
        )
    },
    undo_of: |name| format!("Cofnij usunięcie: {name}"),
    undo_taken: "Ten sam adres dodano w międzyczasie jeszcze raz, więc tego kontaktu nie da się przywrócić.",
    conflict: "W obecnym stanie nie można tego zrobić. Może odbiorca właśnie odpowiedział.",
    undo_late: "Na cofnięcie było już za późno: usunięto na dobre.",
    undone: |name| format!("Przywrócono: {name}."),
    left: |seconds| format!("jeszcze {seconds} s"),
    add: "Dodaj kontakt",
    list: Of::new(Language::Pl),
    new: Of::new(Language::Pl),
    one: Of::new(Language::Pl),
    confirm: Of::new(Language::Pl),
    holder: Of::new(Language::Pl),
};

/// The list.
pub static LIST: List = List {
    lead: "Kto dowiaduje się o awariach, jakim kanałem i o której. Nikt nie dostanie ani słowa, zanim sam się nie zgodzi.",
    search: "Szukaj",
    search_hint: "Nazwa albo adres",
    channel: "Kanał",
    any_channel: "Wszystkie",
    state: "Stan",
    any_state: "Wszystkie",
    order: "Kolejność",
    sort: |sort| match sort {
        Sort::Added => "Od najnowszych",
        Sort::Name => "Według nazwy",
        Sort::Channel => "Według kanału",
        Sort::State => "Najpierw to, co czeka na Ciebie",
    },
    name: "Nazwa i adres",
    told: "Co dostaje",
    actions: "Czynności",
    tells: |kinds, period| {
        let mut said = Vec::new();
        let on = |kind| !kinds.of(kind).is_empty();
        if [Kind::AlertDown, Kind::AlertStillDown, Kind::AlertUp].into_iter().all(on) {
            said.push("alerty");
        } else {
            said.extend(on(Kind::AlertDown).then_some("awarie"));
            said.extend(on(Kind::AlertStillDown).then_some("trwające awarie"));
            said.extend(on(Kind::AlertUp).then_some("powroty"));
        }
        said.extend(on(Kind::UptimeReport).then_some(match period {
            Period::Daily => "raport dzienny",
            Period::Weekly => "raport tygodniowy",
            Period::Monthly => "raport miesięczny",
        }));
        said.extend(on(Kind::Billing).then_some("rozliczenia"));
        said.extend(on(Kind::ServiceUpdate).then_some("zmiany w usłudze"));
        said.extend(on(Kind::News).then_some("nowości"));
        if said.is_empty() { "nic".to_owned() } else { said.join(", ") }
    },
    quiet: "godziny ciszy",
    shown: |count, more| match (count, more) {
        (_, true) => format!("Pierwsze kontakty ({count}); jest ich więcej."),
        (0, _) => "Brak kontaktów.".to_owned(),
        _ => format!("{}.", contacts(count)),
    },
    select: |name| format!("Zaznacz: {name}"),
    select_shown: "Zaznacz wszystkie widoczne",
    select_all: "Zaznacz wszystkie pasujące",
    gathering: |count| format!("Zbieramy je: {count}…"),
    selected: |count| format!("Zaznaczono: {count}"),
    clear: "Odznacz",
    change: "Co z nimi zrobić",
    pauses: "Wstrzymaj",
    chooses: "Wysyłaj im",
    unchooses: "Nie wysyłaj im",
    choose: |kind| match kind {
        Kind::AlertDown => "Wysyłaj: strona nie działa",
        Kind::AlertStillDown => "Wysyłaj: strona wciąż nie działa",
        Kind::AlertUp => "Wysyłaj: strona znów działa",
        Kind::UptimeReport => "Wysyłaj: raporty dostępności",
        Kind::Billing => "Wysyłaj: rozliczenia",
        Kind::ServiceUpdate => "Wysyłaj: zmiany w usłudze",
        Kind::News => "Wysyłaj: nowości",
    },
    unchoose: |kind| match kind {
        Kind::AlertDown => "Nie wysyłaj: strona nie działa",
        Kind::AlertStillDown => "Nie wysyłaj: strona wciąż nie działa",
        Kind::AlertUp => "Nie wysyłaj: strona znów działa",
        Kind::UptimeReport => "Nie wysyłaj: raporty dostępności",
        Kind::Billing => "Nie wysyłaj: rozliczenia",
        Kind::ServiceUpdate => "Nie wysyłaj: zmiany w usłudze",
        Kind::News => "Nie wysyłaj: nowości",
    },
    apply: "Zastosuj",
    progress: |done, of| format!("Gotowe: {done} z {of}"),
    stop: "Przerwij",
    changed: |count| format!("Zmieniono: {}.", contacts(count)),
    many: contacts,
    refused: |code, count| match code {
        RefusalCode::Conflict => format!(
            "{}: nie pozwala na to {} stan. Gdy na przykład odbiorca odmówił, zmienić to może tylko on.",
            contacts(count),
            if count == 1 { "jego" } else { "ich" }
        ),
        RefusalCode::Stale => {
            let verb = if count == 1 { "zmienił się" } else { "zmieniły się" };
            format!("{}: {verb} w międzyczasie, może w innej karcie. Spróbuj ponownie.", contacts(count))
        }
        RefusalCode::NotFound => {
            format!("{}: już {} tu nie ma.", contacts(count), if count == 1 { "go" } else { "ich" })
        }
        _ => format!("{}: odmowa.", contacts(count)),
    },
    unreached: |count| format!("Zostało jeszcze: {}.", contacts(count)),
    dismiss: "Zamknij",
    confirm: "Potwierdź",
    confirm_of: |name| format!("Potwierdź: {name}"),
    resume_of: |name| format!("Wznów: {name}"),
    remove_of: |name| format!("Usuń: {name}"),
    move_on: "Przenieś",
    move_of: |name| format!("Przenieś do innego kanału: {name}"),
    empty: "Kto ma się dowiedzieć pierwszy?",
    steps: [
        "Dodaj adres lub numer, na początek najlepiej własny.",
        "Odbiorca potwierdza go kodem albo odnośnikiem. Bez tego nic nie wyślemy.",
        "Ustal, o czym ma się dowiadywać i kiedy ma mieć ciszę.",
    ],
    no_match: "Nic nie pasuje",
    no_match_lead: "Żaden kontakt nie pasuje do tego, czego szukasz.",
    unfilter: "Pokaż wszystkie kontakty",
    nobody: "Gdyby teraz zawiodła strona, nikt by się nie dowiedział",
    nobody_lead: "O awarii dowiadują się kontakty potwierdzone, niewstrzymane i takie, które mają dostawać alerty o awariach.",
    mend_awaiting: |count| format!("Zobacz, kto jeszcze nie potwierdził: {count}"),
    mend_paused: |count| format!("Zobacz wstrzymane: {count}"),
    mend_kinds: "Wybierz alerty o awariach dla potwierdzonych",
};

fn contacts(count: usize) -> String {
    let noun = plural(u64::try_from(count).unwrap_or(u64::MAX), "kontakt", "kontakty", "kontaktów");
    format!("{count} {noun}")
}

fn plural_of(count: i64, one: &'static str, few: &'static str, many: &'static str) -> &'static str {
    plural(count.unsigned_abs(), one, few, many)
}

/// Adding.
pub static NEW: New = New {
    lead: "Adres, numer albo nazwa w komunikatorze. Zanim wyślemy cokolwiek innego, odbiorca musi to potwierdzić.",
    about: |channel| match channel {
        Channel::Email => "Kod i odnośnik w poczcie",
        Channel::Phone => "SMS lub połączenie na stacjonarny",
        Channel::Telegram | Channel::Messenger => "Od naszego bota",
        Channel::Slack => "W Waszym Slacku",
        Channel::Viber => "Po numerze telefonu",
        Channel::Skype => "Zamknięty, tylko dla porządku",
    },
    address: "Adres",
    address_of: |channel| match channel {
        Channel::Email => "Adres e-mail",
        Channel::Phone => "Numer telefonu",
        Channel::Viber => "Numer w Viberze",
        Channel::Telegram => "Nazwa w Telegramie",
        Channel::Slack => "Osoba w Slacku",
        Channel::Messenger => "Nazwa w Messengerze",
        Channel::Skype => "Nazwa w Skypie",
    },
    address_hint: |channel| match channel {
        Channel::Email => "Na przykład dyzur@example.org.",
        Channel::Phone | Channel::Viber => "Z numerem kierunkowym kraju, na przykład +48 601 000 001.",
        Channel::Telegram => "Na przykład @ala_kowalska; może być też odnośnik do t.me.",
        Channel::Slack => "Na przykład @ala albo identyfikator z profilu.",
        Channel::Messenger => "Na przykład ala.kowalska; może być też odnośnik do m.me.",
        Channel::Skype => "Na przykład ala.kowalska albo live:ala.",
    },
    own: |address| format!("Wpisz mój: {address}"),
    label_hint: "Po czym go poznasz, na przykład „Nocny dyżur”.",
    language_hint: "W tym języku będą przychodzić wiadomości.",
    details: "Nazwa, język, strefa czasowa",
    skype: "Skype został zamknięty przez właściciela 5 maja 2025 r. Nazwę możesz tu zachować dla porządku, wyeksportować albo później przenieść do innego kanału. Nic na nią nie wysyłamy.",
    send: "Dodaj i wyślij kod",
    keep: "Zachowaj dla porządku",
    too_fast: |time| {
        format!("Dodajesz bardzo szybko. To, co masz w formularzu, zostaje; kolejny kontakt możesz dodać za {time}.")
    },
    too_fast_over: "Możesz już dodawać dalej.",
};

/// One contact.
pub static ONE: One = One {
    back: "Wszystkie kontakty",
    gone: "Nie ma tu takiego kontaktu. Został usunięty albo do adresu wkradła się literówka.",
    state: "Co się z nim dzieje",
    since: |moment| format!("od {moment}"),
    meaning: |state, reason| match (state, reason) {
        (State::AwaitingConfirmation, Some(ReasonCode::Provider)) => {
            "Wiadomość z kodem nie dotarła. Sprawdź adres i wyślij nowy kod."
        }
        (State::AwaitingConfirmation, _) => "Dopóki odbiorca nie potwierdzi, nic tu nie wysyłamy.",
        (State::Confirmed, _) => "Odbiorca potwierdził. Wiadomości przychodzą tak, jak mówią ustawienia.",
        (State::Paused, Some(ReasonCode::HolderMuted)) => "Odbiorca poprosił naszego bota o ciszę.",
        (State::Paused, _) => "To Twoja przerwa w wiadomościach.",
        (State::Failing, Some(ReasonCode::Provider)) => {
            "Wiadomości nie dochodzą: firma, która je doręcza, odrzuciła ostatnią na stałe."
        }
        (State::Failing, _) => "Wiadomości nie dochodzą.",
        (State::Refused, Some(ReasonCode::HolderReported)) => "Odbiorca Cię nie zna i zgłosił nam tę wiadomość.",
        (State::Refused, _) => "Odbiorca się nie zgodził.",
        (State::OptedOut, Some(ReasonCode::StopWord)) => "Odbiorca odpisał STOP.",
        (State::OptedOut, Some(ReasonCode::BotBlocked)) => "Odbiorca zablokował naszego bota.",
        (State::OptedOut, _) => "Odbiorca wyłączył wszystkie wiadomości.",
        (State::ChannelClosed, _) => {
            "Skype został zamknięty przez właściciela 5 maja 2025 r. Nazwa zostaje tu dla porządku i nic na nią nie wysyłamy."
        }
        (State::Other, _) => "Ta strona nie zna jeszcze takiego stanu. Wczytaj ją ponownie.",
    },
    paused_until: |moment| format!("Cisza do {moment}."),
    paused_open: "Cisza, dopóki nie wznowisz wiadomości.",
    paused_lost: "Tego, co się w tym czasie wydarzy, nie doślemy.",
    only_holder: "Zmienić to może tylko odbiorca: odnośnikiem z dowolnej naszej wiadomości albo w rozmowie z naszym botem. Do tego czasu nic mu nie wyślemy i Ty też nie możesz.",
    said: "Słowami firmy, która doręcza:",
    pause: "Na jak długo",
    pause_go: "Wstrzymaj",
    paused_done: "Wstrzymano.",
    resumed_done: "Wiadomości znów przychodzą.",
    failing_way: "Sprawdź adres poniżej. Jeśli jest dobry, spróbuj ponownie: następna wiadomość pokaże, czy dochodzi.",
    closed_way: "Przenieś do innego kanału",
    holder_hours: "Odbiorca ma własne godziny ciszy. Wtedy nic nie przychodzi, cokolwiek mówią ustawienia.",
    edit: "Adres i nazwa",
    edit_hint: "Nowy adres albo kanał odbiorca musi potwierdzić od nowa.",
    saved_and_sent: "Zapisano. Kod jest w drodze na nowy adres.",
    remove: "Usuń ten kontakt",
    remove_lead: "Nic więcej tu nie przyjdzie. Przez 30 sekund możesz to cofnąć.",
    removed_title: "Kontakt usunięty",
    removed_over: "Usunięto na dobre.",
};

/// Its confirmation.
pub static CONFIRM: Confirm = Confirm {
    title: "Potwierdź go",
    sent: |address| format!("Sześciocyfrowy kod jest w drodze: {address}."),
    not_yours: "To cudzy kontakt? Poproś odbiorcę o kod albo niech potwierdzi sam, odnośnikiem z wiadomości. Ta strona to zauważy.",
    good_until: |time| format!("Kod działa do {time}."),
    tries: |count| {
        let [remain, noun] = [["Została", "Zostały", "Zostało"], ["próba", "próby", "prób"]]
            .map(|[one, few, many]| plural(count.into(), one, few, many));
        format!("{remain} {count} {noun}.")
    },
    go: "Potwierdź",
    done: "Potwierdzono. Od teraz przychodzą tu wiadomości.",
    never_sent: "Żaden kod nie jest teraz w drodze.",
    expired: "Ten kod już nie działa, minął jego czas. Wyślij nowy.",
    spent: "Prób było za dużo i ten kod już nie działa. Wyślij nowy.",
    first: "Wyślij kod",
    again: "Wyślij nowy kod",
    again_in: |time| format!("Nowy kod możesz wysłać za {time}."),
    again_now: "Możesz już wysłać nowy kod.",
    left: |count| format!("Dziś możesz wysłać jeszcze {count} {}.", plural(count.into(), "kod", "kody", "kodów")),
    none_left: "Dziś nie można już wysłać kolejnego kodu. Jutro znów będzie można.",
    sent_again: "Nowy kod jest w drodze. Poprzednie już nie działają.",
    mend: "Literówka w adresie?",
    mend_lead: "Popraw ją tutaj: kontakt zostanie, a nowy kod pójdzie pod właściwy adres.",
    mend_go: "Zapisz i wyślij kod",
    link: |channel| format!("Otwórz {channel}"),
    link_lead: |channel, time| {
        format!(
            "{channel} wymaga, żeby odbiorca odezwał się pierwszy. Otwórz ten odnośnik tam, gdzie odbiorca ma {channel}, i naciśnij Start: to już jest potwierdzenie. Odnośnik działa do {time}."
        )
    },
};

/// The page of a holder.
pub static HOLDER: Holder = Holder {
    asks: |account| format!("{account} pyta, czy może wysyłać Ci wiadomości."),
    purpose: "Chodzi o alerty, gdy pilnowana strona internetowa przestaje działać albo wraca, i o to, co jeszcze nadawca dla Ciebie wybierze, na przykład raporty. W każdej chwili możesz je wyłączyć.",
    nothing_yet: "Dopóki nie naciśniesz przycisku, nic się nie zmienia.",
    confirm: "Tak, zgadzam się",
    refuse: "Nie, dziękuję",
    report: "Nie znam nadawcy",
    report_hint: "„Nie znam nadawcy” to też odmowa, a dla nas znak, że coś jest nie tak.",
    too_old: |account| {
        format!(
            "Tym odnośnikiem nie można już potwierdzić: działa 24 godziny. Jeśli chcesz dostawać wiadomości, poproś o nowy. Nadawca: {account}."
        )
    },
    stands: |state, account| match state {
        State::AwaitingConfirmation => format!("{account} czeka na Twoją odpowiedź."),
        State::Confirmed => format!("Dostajesz wiadomości. Nadawca: {account}."),
        State::Paused => format!("Wiadomości są wstrzymane. Nadawca: {account}."),
        State::Failing => format!("Wiadomości teraz do Ciebie nie dochodzą. Nadawca: {account}."),
        State::Refused | State::OptedOut => format!("Nie dostajesz wiadomości. Nadawca: {account}."),
        State::ChannelClosed => format!("Ten kanał jest zamknięty i nie dostajesz wiadomości. Nadawca: {account}."),
        State::Other => format!("Ta strona nie wie, jak się mają wiadomości. Wczytaj ją ponownie. Nadawca: {account}."),
    },
    paused_until: |moment| format!("Do {moment}."),
    done: |act| match act {
        HolderAct::Confirm => "Dziękujemy. Od teraz będą przychodzić wiadomości.",
        HolderAct::Refuse => "Rozumiemy. Nic nie wyślemy.",
        HolderAct::Report => "Dziękujemy za znak. Nic nie wyślemy i przyjrzymy się tej sprawie.",
        HolderAct::Hours => "Twoje godziny są zapisane.",
        HolderAct::Stop => "Wyłączono. Nic więcej nie przyjdzie.",
        HolderAct::Allow => "Dziękujemy. Wiadomości znów będą przychodzić.",
    },
    keep: "To Twoja strona: w każdej chwili możesz tu wrócić, odnośnikiem z dowolnej naszej wiadomości.",
    hours: "Moje godziny ciszy",
    hours_lead: "W tych godzinach nic nie przyjdzie, nawet to, co nadawca uzna za pilne. Poczeka i przyjdzie później w jednym podsumowaniu.",
    hours_save: "Zapisz moje godziny",
    stop: "Wyłącz wszystko",
    stop_lead: "Jedno naciśnięcie i nic więcej nie przyjdzie. Tutaj możesz też zgodzić się ponownie.",
    allow: "Zgadzam się ponownie",
    allow_lead: "Jeśli zmienisz zdanie, wystarczy jedno naciśnięcie.",
    unknown: "Nie znamy tego odnośnika",
    unknown_lead: "Mógł się zestarzeć albo uciął go program pocztowy. Może też kontakt został usunięty, a wtedy nic więcej do Ciebie nie przyjdzie.",
    support: "Wiadomości mimo to przychodzą? Napisz do nas",
};
