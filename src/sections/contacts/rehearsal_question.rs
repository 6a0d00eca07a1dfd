//! What is asked of the rehearsal: what happens, how grave it is, and when by whose clock.

use contract::contacts::settings::{Kind, Severity};
use contract::moment;
use contract::quiet_hours::{Shown, shown_at};
use leptos::prelude::*;

use super::rehearsal::{KINDS, SEVERITIES};
use crate::clock::Clock;
use crate::i18n::zones::Zones;
use crate::i18n::{Text, intl, use_words};
use crate::prefs::use_prefs;

/// Seconds of an hour, a day.
const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;
/// The hour at which an outage is dreaded most.
const DREADED: i64 = 3 * HOUR;

/// What is asked.
#[derive(Clone, Copy)]
pub struct Asked {
    /// What happens.
    pub kind: RwSignal<Kind>,
    /// How grave it is.
    pub severity: RwSignal<Severity>,
    /// By the clock of which time zone, IANA.
    pub zone: RwSignal<String>,
    /// The moment that is typed, if it is one.
    pub moment: Memo<Option<Shown>>,
    day: RwSignal<String>,
    time: RwSignal<String>,
    /// The account's time zone, once it is known.
    account: RwSignal<Option<String>>,
    clock: Clock,
    zones: StoredValue<Zones, LocalStorage>,
}

impl Asked {
    /// Begins with next Sunday at three, by the browser's clock until the account's is known.
    pub fn begin(zones: StoredValue<Zones, LocalStorage>, clock: Clock) -> Self {
        let zone = RwSignal::new(intl::own_time_zone());
        let [day, time] = [(); 2].map(|()| RwSignal::new(String::new()));
        let moment = Memo::new(move |_| {
            let local = moment::read(&[&day.get(), "T", &time.get(), ":00Z"].concat())?;
            let zone = zones.with_value(|zones| zones.of(&zone.get()))?;
            Some(shown_at(local, &|at| zone.offset(at)))
        });
        let (kind, severity) = (RwSignal::new(Kind::AlertDown), RwSignal::new(Severity::Critical));
        let account = RwSignal::new(None);
        let asked = Self { kind, severity, zone, moment, day, time, account, clock, zones };
        asked.sunday();
        asked
    }

    /// True once the account's time zone is known.
    pub fn knows_account(self) -> bool {
        self.account.with_untracked(Option::is_some)
    }

    /// From now on the account's clock counts, unless somebody has chosen another.
    pub fn know_account(self, zone: String) {
        self.account.set(Some(zone.clone()));
        if self.zones.with_value(|zones| zones.of(&zone)).is_some() {
            self.zone.set(zone);
            self.sunday();
        }
    }

    /// What the chosen clock shows now: seconds since 1970, as if it were UTC's.
    #[expect(clippy::cast_possible_truncation, reason = "whole seconds of our era")]
    fn now(self) -> i64 {
        let now = (self.clock.now() / 1000.0) as i64;
        let zone = self.zones.with_value(|zones| zones.of(&self.zone.get_untracked()));
        now + zone.map_or(0, |zone| zone.offset(now))
    }

    fn put(self, local: i64) {
        let written = moment::write(local);
        let (day, time) = written.split_once('T').unwrap_or_default();
        self.day.set(day.to_owned());
        self.time.set(time.get(..5).unwrap_or_default().to_owned());
    }

    /// The next time that the clock shows three.
    fn tonight(self) {
        let now = self.now();
        let three = now - now.rem_euclid(DAY) + DREADED;
        self.put(if three > now { three } else { three + DAY });
    }

    /// The next Sunday at three.
    fn sunday(self) {
        let now = self.now();
        // 1970-01-04 was a Sunday.
        let three = now - (now - 3 * DAY).rem_euclid(7 * DAY) + DREADED;
        self.put(if three > now { three } else { three + 7 * DAY });
    }
}

/// The question, answered at once as it is changed.
#[component]
pub fn Question(asked: Asked) -> impl IntoView {
    let words = use_words();
    view! {
        <section class="sheet" aria-label=words.say(|text| text.telling.rehearsal.what)>
            <div class="pair">
                <Entry
                    id="rehearsal-kind"
                    label=|text| text.telling.rehearsal.what
                    codes=&KINDS
                    says=|text, code| Kind::read(code).map_or("", text.telling.kind)
                    held=Memo::new(move |_| asked.kind.get().code())
                    choose=Box::new(move |code| if let Some(kind) = Kind::read(code) { asked.kind.set(kind) })
                />
                <Entry
                    id="rehearsal-severity"
                    label=|text| text.telling.rehearsal.severity
                    codes=&SEVERITIES
                    says=|text, code| Severity::read(code).map_or("", text.telling.severity)
                    held=Memo::new(move |_| asked.severity.get().code())
                    choose=Box::new(move |code| {
                        if let Some(severity) = Severity::read(code) {
                            asked.severity.set(severity);
                        }
                    })
                />
            </div>
            <div class="pair">
                <Typed id="rehearsal-day" kind="date" label=|text| text.telling.rehearsal.day value=asked.day/>
                <Typed id="rehearsal-time" kind="time" label=|text| text.telling.rehearsal.time value=asked.time/>
                <WhoseClock asked/>
            </div>
            <div class="bar presets">
                <button type="button" on:click=move |_| asked.put(asked.now())>{words.say(|text| text.telling.rehearsal.now)}</button>
                <button type="button" on:click=move |_| asked.tonight()>{words.say(|text| text.telling.rehearsal.tonight)}</button>
                <button type="button" on:click=move |_| asked.sunday()>{words.say(|text| text.telling.rehearsal.sunday)}</button>
            </div>
            <When asked/>
        </section>
    }
}

/// A labelled list that is followed at once.
#[component]
fn Entry(
    id: &'static str,
    label: fn(&Text) -> &'static str,
    codes: &'static [&'static str],
    says: fn(&Text, &str) -> &'static str,
    held: Memo<&'static str>,
    choose: Box<dyn Fn(&str)>,
) -> impl IntoView {
    let words = use_words();
    let entry = move |code: &'static str| {
        view! {
            <option value=code prop:selected=move || held.get() == code>{move || says(words.get(), code)}</option>
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label for=id>{words.say(label)}</label>
            <select id=id autocomplete="off" on:change=move |event| choose(&event_target_value(&event))>
                {codes.iter().map(|code| entry(code)).collect_view()}
            </select>
        </div>
    }
}

/// A day or a time, by the browser's own control.
#[component]
fn Typed(
    id: &'static str,
    kind: &'static str,
    label: fn(&Text) -> &'static str,
    value: RwSignal<String>,
) -> impl IntoView {
    let words = use_words();
    view! {
        <div class="field">
            <label for=id>{words.say(label)}</label>
            <input
                id=id
                type=kind
                autocomplete="off"
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
        </div>
    }
}

/// The account's clock or the browser's, where they differ.
#[component]
fn WhoseClock(asked: Asked) -> impl IntoView {
    const ID: &str = "rehearsal-zone";
    let words = use_words();
    let own = StoredValue::new(intl::own_time_zone());
    let entry = move |zone: String, says: fn(&Text, &str) -> String| {
        let (value, name) = (zone.clone(), zone.clone());
        view! {
            <option value=value prop:selected=move || asked.zone.with(|held| *held == name)>
                {move || says(words.get(), &zone)}
            </option>
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label for=ID>{words.say(|text| text.telling.rehearsal.zone)}</label>
            <select id=ID autocomplete="off" on:change=move |event| asked.zone.set(event_target_value(&event))>
                {move || {
                    let account = asked.account.get();
                    let is_other = account.as_ref().is_none_or(|account| own.with_value(|own| own != account));
                    let account = account.map(|zone| entry(zone, |text, zone| (text.telling.rehearsal.zone_of_account)(zone)));
                    let browser = is_other
                        .then(|| entry(own.get_value(), |text, zone| (text.telling.rehearsal.zone_of_browser)(zone)));
                    [account, browser].into_iter().flatten().collect_view().into_any()
                }}
            </select>
        </div>
    }
}

/// The moment in words, and what the clock does then, where it is set.
#[component]
fn When(asked: Asked) -> impl IntoView {
    let words = use_words();
    let prefs = use_prefs();
    view! {
        <p class="when">
            {move || {
                let rehearsal = &words.get().telling.rehearsal;
                let Some(shown) = asked.moment.get() else { return view! { {rehearsal.no_moment} }.into_any() };
                let at = moment::write(shown.moment());
                let (language, clock) = (prefs.language.get(), prefs.formats.get().clock);
                let said = asked.zone.with(|zone| intl::moment_in(language, clock, zone, &at));
                let note = match shown {
                    Shown::Once(_) => None,
                    Shown::Twice(_) => Some(rehearsal.twice.to_owned()),
                    Shown::Never(_) => Some((rehearsal.skipped)(&said)),
                };
                view! {
                    <strong><time datetime=at>{said}</time></strong>
                    {note.map(|note| view! { <span class="note">" " {note}</span> }.into_any())}
                }
                .into_any()
            }}
        </p>
    }
}
