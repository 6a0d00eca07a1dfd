//! The record of evidence: what happened, entry by entry, and the proof that nothing was changed since.

use contract::evidence::{Broken, Entry, EvidencePage, Head, Verifier};
use contract::list::List;
use contract::policy::places;
use js_sys::{Array, JSON, Object, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::api::{Client, Error, use_client};
use crate::i18n::use_words;
use crate::prefs::use_prefs;
use crate::ui::download::hand_over;
use crate::ui::list::list;
use crate::ui::press::Press;
use crate::ui::promises::Promises;
use crate::ui::{Heading, Moment};

/// How many entries are asked for at once to be shown, and to be checked.
const SHOWN: u32 = 50;
const CHECKED: u32 = contract::list::LIMIT_MAX;
/// How much of a seal is shown, in hexadecimal digits; the download has them whole.
const SEAL_SHOWN: usize = 12;
/// What the download is called.
const FILE: &str = "evidence.json";

/// What came of checking or downloading.
#[derive(Clone, PartialEq)]
enum Outcome {
    None,
    /// On the way: how many entries have come.
    Reading(u64),
    /// Unbroken and signed.
    Whole(u64),
    /// Unbroken, but the signature is of another hand.
    Unsigned,
    /// Unbroken, in a browser that cannot check signatures.
    CannotCheck,
    Broken(Broken),
    Failed(Error),
}

/// `/privacy/evidence`
#[component]
pub fn Evidence() -> impl IntoView {
    let words = use_words();
    let client = use_client();
    let entries = list(
        RwSignal::new(0),
        move |cursor| {
            let client = client.clone();
            async move {
                let page = client.evidence(SHOWN, cursor.as_deref()).await?;
                Ok(List { items: page.items, next: page.next })
            }
        },
        |entry| view! { <Row entry/> }.into_any(),
        |text| text.records.evidence.empty,
    );
    view! {
        <div class="intro">
            <Heading>{words.say(|text| text.title.evidence)}</Heading>
            <p class="lead">{words.say(|text| text.records.evidence.lead)}</p>
        </div>
        <Proof/>
        {entries}
        <Promises of=&places::EVIDENCE/>
    }
}

/// Checks the whole record in this browser, or takes it away as a file.
#[component]
fn Proof() -> impl IntoView {
    let words = use_words();
    let client = use_client();
    let busy = RwSignal::new(false);
    let outcome = RwSignal::new(Outcome::None);
    let other = client.clone();
    let check = move || {
        let client = client.clone();
        busy.set(true);
        spawn_local(async move {
            let came = verify(&client, outcome).await.unwrap_or_else(Outcome::Failed);
            busy.try_set(false);
            outcome.try_set(came);
        });
    };
    let take = move || {
        let client = other.clone();
        busy.set(true);
        spawn_local(async move {
            let came = download(&client, outcome).await.map_or_else(Outcome::Failed, |()| Outcome::None);
            busy.try_set(false);
            outcome.try_set(came);
        });
    };
    view! {
        <section class="sheet">
            <p>{words.say(|text| text.records.evidence.verify_lead)}</p>
            <div class="bar">
                <Press busy main=true word=|text| text.records.evidence.verify press=Box::new(check)/>
                <Press busy word=|text| text.records.evidence.download press=Box::new(take)/>
            </div>
            <div role="status">{move || said(&outcome.get())}</div>
        </section>
    }
}

fn said(outcome: &Outcome) -> AnyView {
    let text = use_words().get();
    let evidence = &text.records.evidence;
    let (class, words) = match outcome {
        Outcome::None => return ().into_any(),
        Outcome::Reading(count) => ("note", (evidence.reading)(*count)),
        Outcome::Whole(count) => ("notice good", (evidence.whole)(*count)),
        Outcome::Unsigned => ("notice bad", evidence.unsigned.to_owned()),
        Outcome::CannotCheck => ("notice wait", evidence.cannot_check.to_owned()),
        Outcome::Broken(broken) => ("notice bad", (evidence.broken)(broken.number, (evidence.why)(broken.why))),
        Outcome::Failed(error) => ("notice bad", text.error(error)),
    };
    view! { <p class=class>{words}</p> }.into_any()
}

/// Reads the record from its beginning, and gives `take` each page; its last page comes back.
async fn read(
    client: &Client,
    outcome: RwSignal<Outcome>,
    take: &mut dyn FnMut(&mut EvidencePage),
) -> Result<EvidencePage, Error> {
    let mut count = 0;
    let mut cursor = None::<String>;
    loop {
        outcome.try_set(Outcome::Reading(count));
        let mut page = client.evidence(CHECKED, cursor.as_deref()).await?;
        count += page.items.len() as u64;
        take(&mut page);
        // Who has left the page waits for nothing more.
        if page.next.is_none() || outcome.is_disposed() {
            return Ok(page);
        }
        cursor.clone_from(&page.next);
    }
}

async fn verify(client: &Client, outcome: RwSignal<Outcome>) -> Result<Outcome, Error> {
    let mut verifier = None::<Verifier>;
    let mut broken = None::<Broken>;
    let last = read(client, outcome, &mut |page| {
        let verifier = verifier.get_or_insert_with(|| Verifier::new(&page.account));
        if broken.is_none() {
            broken = page.items.iter().find_map(|entry| verifier.feed(entry).err());
        }
    })
    .await?;
    let verifier = verifier.unwrap_or_else(|| Verifier::new(&last.account));
    if let Some(broken) = broken.or_else(|| verifier.finish(&last.head).err()) {
        return Ok(Outcome::Broken(broken));
    }
    Ok(match is_signed(&last.account, &last.head).await {
        Some(true) => Outcome::Whole(last.head.length),
        Some(false) => Outcome::Unsigned,
        None => Outcome::CannotCheck,
    })
}

/// Whether the head is signed with its key (ECDSA with P-256 and SHA-256); nothing where the browser
/// has no `WebCrypto`, as on a page without TLS.
async fn is_signed(account: &str, head: &Head) -> Option<bool> {
    let subtle = window().crypto().ok()?.subtle();
    if subtle.is_undefined() {
        return None;
    }
    let Some(signature) = head.signature_bytes() else { return Some(false) };
    let key = &head.key;
    let key = object(&[("kty", &key.kty), ("crv", &key.crv), ("x", &key.x), ("y", &key.y)]);
    let curve = object(&[("name", "ECDSA"), ("namedCurve", "P-256")]);
    let algorithm = object(&[("name", "ECDSA"), ("hash", "SHA-256")]);
    let checking = async {
        let usages = Array::of1(&"verify".into());
        let key = JsFuture::from(subtle.import_key_with_object("jwk", &key, &curve, false, &usages)?).await?;
        let bytes = head.signed_bytes(account);
        let key = key.unchecked_into();
        JsFuture::from(subtle.verify_with_object_and_u8_array_and_u8_array(&algorithm, &key, &signature, &bytes)?).await
    };
    // What is no key at all, or of another curve, throws.
    Some(checking.await.is_ok_and(|holds: JsValue| holds.is_truthy()))
}

fn object(members: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // Setting a property of a new plain object cannot fail.
        _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    object
}

/// Hands the whole record over as a file. It goes from memory to where the person says.
async fn download(client: &Client, outcome: RwSignal<Outcome>) -> Result<(), Error> {
    let mut items = Vec::new();
    let mut whole = read(client, outcome, &mut |page| items.append(&mut page.items)).await?;
    whole.items = items;
    hand_over(&whole, FILE)
}

#[component]
fn Row(entry: Entry) -> impl IntoView {
    let words = use_words();
    let Entry { number, at, text, hash, .. } = entry;
    let members = text.as_deref().map(members).unwrap_or_default();
    let kind = members.iter().find(|(name, _)| name == "kind").map(|(_, kind)| kind.clone());
    let what = move || {
        let evidence = &words.get().records.evidence;
        match &kind {
            None => evidence.erased.to_owned(),
            Some(kind) => match (evidence.kind)(kind) {
                "" => kind.clone(),
                words => words.to_owned(),
            },
        }
    };
    let seal: String = String::from(hash).chars().take(SEAL_SHOWN).collect();
    view! {
        <p class="bar">
            <strong>{move || what()}</strong>
            <span class="note"><Moment at/></span>
        </p>
        <dl class="changes">
            {members
                .into_iter()
                .filter(|(name, _)| name != "kind")
                .map(|(name, value)| view! { <Detail name value/> }.into_any())
                .collect_view()}
        </dl>
        <p class="note">
            {move || (words.get().records.evidence.number)(number)}
            " · "
            {words.say(|text| text.records.evidence.seal)}
            " "
            <code>{seal} "…"</code>
        </p>
    }
}

#[component]
fn Detail(name: String, value: String) -> impl IntoView {
    let words = use_words();
    let prefs = use_prefs();
    let is_moment = name.ends_with("_at");
    let label = move || match (words.get().records.evidence.detail)(&name) {
        "" => name.clone(),
        label => label.to_owned(),
    };
    view! {
        <dt>{move || label()}</dt>
        <dd>{move || if is_moment { prefs.moment(&value) } else { value.clone() }}</dd>
    }
}

/// The members of a JSON object that are texts, in its order.
fn members(json: &str) -> Vec<(String, String)> {
    let Some(object) = JSON::parse(json).ok().and_then(|value| value.dyn_into::<Object>().ok()) else {
        return Vec::new();
    };
    let entries = Object::entries(&object).iter().map(|entry| Array::from(&entry)).collect::<Vec<_>>();
    entries.into_iter().filter_map(|entry| Some((entry.get(0).as_string()?, entry.get(1).as_string()?))).collect()
}
