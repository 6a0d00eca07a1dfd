//! The rehearsal: who would learn of something, when and how, worked out in the page by the rule that the
//! dispatch goes by. Nothing is sent.

use contract::contacts::Contact;
use contract::contacts::settings::{Kind, Severity};
use contract::list::LIMIT_MAX;
use contract::policy::places;
use contract::quiet_hours::Shown;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::rehearsal_answer::Answer;
use super::rehearsal_outcome::{Heard, Outcomes};
use super::rehearsal_question::{Asked, Question};
use crate::api::{Client, Error, use_client};
use crate::i18n::use_words;
use crate::i18n::zones::Zones;
use crate::routes::Page;
use crate::tabs::Tabs;
use crate::ui::Heading;
use crate::ui::load::{Failure, Wait};
use crate::ui::promises::Promises;
use crate::ui::react;

/// What the rehearsal knows.
#[derive(Clone, Copy)]
pub struct Stage {
    /// What is asked.
    pub asked: Asked,
    /// The contacts that have come.
    pub heard: RwSignal<Vec<Heard>>,
    /// How many there are; none while that is not known.
    pub total: RwSignal<Option<u32>>,
    /// True until all have come.
    pub is_reading: RwSignal<bool>,
    /// Why the contacts could not be had, or something could not be done.
    pub trouble: RwSignal<Option<Error>>,
    /// What becomes of it with each contact; none while no moment is asked for.
    pub outcomes: Memo<Option<Outcomes>>,
    zones: StoredValue<Zones, LocalStorage>,
    client: StoredValue<Client>,
    /// Counts the readings: an earlier one stops where a newer has begun.
    readings: StoredValue<u32>,
    tabs: Tabs,
}

impl Stage {
    fn begin() -> Self {
        let zones = StoredValue::new_local(Zones::default());
        let client = use_client();
        let asked = Asked::begin(zones, client.clock());
        let heard = RwSignal::new(Vec::new());
        let outcomes = Memo::new(move |_| {
            let at = asked.moment.get().map(Shown::moment)?;
            let (kind, severity) = (asked.kind.get(), asked.severity.get());
            heard.with(|heard| Some(zones.with_value(|zones| Outcomes::of(heard, zones, kind, severity, at))))
        });
        let stage = Self {
            asked,
            heard,
            total: RwSignal::new(None),
            is_reading: RwSignal::new(true),
            trouble: RwSignal::new(None),
            outcomes,
            zones,
            client: StoredValue::new(client),
            readings: StoredValue::new(0),
            tabs: super::other_tabs(),
        };
        stage.tabs.listen(move || stage.read());
        stage.read();
        stage
    }

    /// The way to the backend, while the page is there.
    pub fn client(self) -> Option<Client> {
        self.client.try_get_value()
    }

    /// How far a time zone's clock is ahead of UTC at a moment, in seconds; of an unknown one nothing.
    pub fn offset(self, zone: &str, at: i64) -> Option<i64> {
        self.zones.with_value(|zones| zones.of(zone)).map(|zone| zone.offset(at))
    }

    /// Reads whose clock counts, and every contact, a page after another; what stands there stays until the
    /// first of them has come.
    pub fn read(self) {
        let Some(client) = self.client() else { return };
        self.readings.update_value(|readings| *readings += 1);
        let reading = self.readings.get_value();
        self.is_reading.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            let came = self.read_all(&client, reading).await;
            if self.readings.try_get_value() == Some(reading) {
                self.is_reading.set(false);
                self.trouble.set(came.err());
            }
        });
    }

    async fn read_all(self, client: &Client, reading: u32) -> Result<(), Error> {
        if !self.asked.knows_account() {
            let profile = client.profile().await?.value;
            if self.readings.try_get_value() == Some(reading) {
                self.asked.know_account(profile.time_zone);
            }
        }
        let total = client.contacts_summary().await?.total;
        let query = ["limit=", &LIMIT_MAX.to_string()].concat();
        let mut cursor = None::<String>;
        loop {
            let page = client.contacts(&query, cursor.as_deref()).await?;
            if self.readings.try_get_value() != Some(reading) {
                return Ok(());
            }
            self.total.set(Some(total));
            let is_first = cursor.is_none();
            self.heard.update(|heard| {
                if is_first {
                    heard.clear();
                }
                heard.extend(page.items.into_iter().map(Heard::of));
            });
            cursor = page.next;
            if cursor.is_none() {
                return Ok(());
            }
        }
    }

    /// Contacts are others now; other tabs hear of it.
    pub fn take(self, contacts: Vec<Contact>) {
        self.heard.update(|heard| {
            for contact in contacts {
                if let Some(place) = heard.iter_mut().find(|heard| heard.contact.id == contact.id) {
                    *place = Heard::of(contact);
                }
            }
        });
        self.tabs.tell();
    }
}

/// `/contacts/rehearsal`
#[component]
pub fn Rehearsal() -> impl IntoView {
    let words = use_words();
    let stage = Stage::begin();
    let again = RwSignal::new(0_u32);
    react(move || {
        if again.get() > 0 {
            stage.read();
        }
    });
    // Without a single answer there is nothing to show but why.
    let lost = Memo::new(move |_| stage.total.with(Option::is_none).then(|| stage.trouble.get()).flatten());
    let has_begun = Memo::new(move |_| stage.total.with(Option::is_some));
    view! {
        <div class="intro">
            <a class="back" href=Page::Contacts.path()>{words.say(|text| text.contacts.one.back)}</a>
            <Heading>{words.say(|text| text.title.rehearsal)}</Heading>
            <p class="lead">{words.say(|text| text.telling.rehearsal.lead)}</p>
        </div>
        {move || match (lost.get(), has_begun.get()) {
            (Some(error), _) => view! { <Failure error again/> }.into_any(),
            (None, false) => view! { <Wait/> }.into_any(),
            (None, true) => view! {
                <Question asked=stage.asked/>
                <Answer stage/>
            }
            .into_any(),
        }}
        <Promises of=&places::CONTACTS/>
    }
}

/// How many contacts have come, while there are more.
#[component]
pub fn Reading(stage: Stage) -> impl IntoView {
    let words = use_words();
    let said = move || {
        let (count, total) = (stage.heard.with(Vec::len), stage.total.get().unwrap_or_default());
        (words.get().telling.rehearsal.reading)(count, total)
    };
    view! {
        <div role="status">
            {move || {
                stage.is_reading.get().then(|| view! {
                    <p class="note reading">
                        <progress
                            aria-hidden="true"
                            max=stage.total.get().unwrap_or_default().to_string()
                            value=stage.heard.with(Vec::len).to_string()
                        ></progress>
                        {said()}
                    </p>
                }.into_any())
            }}
        </div>
    }
}

/// The kinds and the severities as values of lists.
pub const KINDS: [&str; 7] = [
    Kind::AlertDown.code(),
    Kind::AlertStillDown.code(),
    Kind::AlertUp.code(),
    Kind::UptimeReport.code(),
    Kind::Billing.code(),
    Kind::ServiceUpdate.code(),
    Kind::News.code(),
];
/// The severities, the gravest first.
pub const SEVERITIES: [&str; 3] = [Severity::Critical.code(), Severity::Warning.code(), Severity::Info.code()];
