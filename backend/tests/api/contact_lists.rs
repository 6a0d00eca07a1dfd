//! Many contacts: paged, searched, sorted, changed together, summed up, and rehearsed.

use std::cmp::Reverse;

use serde_json::{Value, json};

use crate::contact_codes::{ask_and_receive, confirmed};
use crate::contacts::{add, change, ids, now, settings};
use crate::people::{Someone, someone, token_in};
use crate::server::Server;

/// The list of contacts, by a query.
fn list(person: &Someone, query: &str) -> Value {
    let answer = person.get(&format!("/api/v1/contacts?{query}"));
    assert_eq!(answer.status, 200, "{query}: {}", answer.text());
    answer.json()
}

/// Every id of a list that is read in pages of this size.
fn in_pages(person: &Someone, query: &str, limit: usize) -> Vec<String> {
    let mut found = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = list(person, &format!("{query}&limit={limit}{cursor}"));
        let on_page = ids(&page);
        assert!(on_page.len() <= limit && (!on_page.is_empty() || page["next"].is_null()), "{page}");
        found.extend(on_page);
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return found,
        }
    }
}

/// One change to many contacts.
fn change_all(person: &Someone, contacts: &[Value], what: &Value) -> Value {
    let items: Vec<Value> =
        contacts.iter().map(|contact| json!({ "id": contact["id"], "etag": contact["etag"] })).collect();
    let answer = person.ask("PATCH", "/api/v1/contacts", &[], &json!({ "items": items, "change": what }));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn labelled(person: &Someone, channel: &str, address: &str, label: &str) -> Value {
    let form = json!({ "channel": channel, "address": address, "label": label });
    let answer = person.ask("POST", "/api/v1/contacts", &[], &form);
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()
}

/// Contacts of every channel and every state.
fn many(server: &Server, person: &Someone) -> Vec<Value> {
    labelled(person, "email", "zoe@example.org", "Łukasz, night shift");
    labelled(person, "email", "adam@example.org", "ÉLODIE");
    labelled(person, "skype", "ada.lovelace", "Élodie on Skype");
    labelled(person, "slack", "@night.shift", "");
    labelled(person, "messenger", "m.me/ada.lovelace", "élodie");
    labelled(person, "viber", "+48601000009", "100% of it");
    confirmed(server, person, "phone", "+48601000001");
    confirmed(server, person, "telegram", "@Night_Shift");
    let paused = confirmed(server, person, "email", "paused@example.org");
    change_all(person, &[paused], &json!({ "action": "pause" }));
    let refused = add(person, "phone", "+48601000002");
    let token = token_in(&ask_and_receive(server, person, &refused));
    server.ask("PUT", &format!("/api/v1/confirmations/{token}"), &[], &json!({ "act": "refuse" }));
    let stopped = add(person, "phone", "+48601000003");
    let token = token_in(&ask_and_receive(server, person, &stopped));
    server.ask("PUT", &format!("/api/v1/confirmations/{token}"), &[], &json!({ "act": "stop" }));
    server.change_database("UPDATE contacts SET state = 'failing' WHERE channel = 'slack'");
    list(person, "limit=200")["items"].as_array().expect("a list").clone()
}

/// A time on the wire, whose fraction of a second has as few digits as it needs.
fn milliseconds(time: &Value) -> i64 {
    let time = time.as_str().expect("a time");
    let fraction = time.split_once('.').map_or("", |(_, fraction)| fraction.trim_end_matches('Z'));
    let seconds = contract::moment::read_to_the_second(time).expect("a moment");
    seconds * 1000 + format!("{fraction:0<3}").parse::<i64>().expect("digits")
}

/// What a list should hold, by a second, simple method: filtered and sorted in memory.
fn expected(all: &[Value], channel: &str, state: &str, search: &str, sort: &str) -> Vec<String> {
    let text = |contact: &Value, field: &str| contact[field].as_str().unwrap_or_default().to_lowercase();
    let name = |contact: &Value| {
        if contact["label"].is_null() { text(contact, "address") } else { text(contact, "label") }
    };
    let place = |words: &[&str], word: &Value| words.iter().position(|one| word == one).expect("a known word");
    let channels = ["email", "phone", "telegram", "slack", "viber", "messenger", "skype"];
    let states = ["failing", "awaiting_confirmation", "channel_closed", "opted_out", "refused", "paused", "confirmed"];
    let mut found: Vec<&Value> = all
        .iter()
        .filter(|one| channel.is_empty() || one["channel"] == channel)
        .filter(|one| state.is_empty() || one["state"] == state)
        .filter(|one| text(one, "label").contains(search) || text(one, "address").contains(search))
        .collect();
    match sort {
        "name" => found.sort_by_key(|one| (name(one), one["id"].to_string())),
        "channel" => found.sort_by_key(|one| (place(&channels, &one["channel"]), name(one), one["id"].to_string())),
        "state" => found.sort_by_key(|one| (place(&states, &one["state"]), name(one), one["id"].to_string())),
        _ => found.sort_by_key(|one| Reverse((milliseconds(&one["added_at"]), one["id"].to_string()))),
    }
    found.iter().map(|one| one["id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn lists_hold_what_a_second_simpler_method_finds_in_its_order_page_by_page() {
    let server = Server::start();
    let (alice, bob) = (someone(&server, "alice@example.org"), someone(&server, "bob@example.org"));
    let all = many(&server, &alice);
    assert_eq!(all.len(), 11);
    add(&bob, "email", "night.shift@example.org");
    let filters = ["", "email", "phone", "viber"].into_iter().flat_map(|channel| {
        ["", "awaiting_confirmation", "confirmed", "paused"].into_iter().map(move |state| (channel, state))
    });
    // What is looked for, in small letters and NFC, and how it is sent.
    let searches = [("", ""), ("night", "NIGHT"), ("élo", "e%CC%81LO"), ("%", "%25"), ("nobody", "nobody")];
    for (channel, state) in filters {
        for (search, sent) in searches {
            for sort in ["added", "name", "channel", "state"] {
                let given = [("channel", channel), ("state", state), ("q", sent)];
                let given = given.iter().filter(|(_, value)| !value.is_empty());
                let query =
                    given.fold(format!("sort={sort}"), |query, (name, value)| format!("{query}&{name}={value}"));
                let found = expected(&all, channel, state, search, sort);
                assert_eq!(ids(&list(&alice, &query)), found, "{query}");
                if channel.is_empty() {
                    assert_eq!(in_pages(&alice, &query, 2), found, "{query} in pages");
                }
            }
        }
    }
}

#[test]
fn a_phone_is_found_however_its_digits_are_grouped() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let phone = add(&alice, "phone", "+48601000001");
    add(&alice, "email", "601000@example.org");
    for search in ["601%20000%20001", "%2B48%20601-000", "(48)%20601%20000"] {
        assert_eq!(ids(&list(&alice, &format!("q={search}"))), [phone["id"].as_str().expect("an id")], "{search}");
    }
    assert_eq!(ids(&list(&alice, "q=601000")).len(), 2);
}

#[test]
fn a_place_in_a_list_holds_while_contacts_come_and_go() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let [ada, bob, carl]: [Value; 3] =
        ["ada", "bob", "carl"].map(|name| labelled(&alice, "email", &format!("{name}@example.org"), name));
    let id = |contact: &Value| contact["id"].as_str().expect("an id").to_owned();
    let page = list(&alice, "sort=name&limit=2");
    assert_eq!(ids(&page), [id(&ada), id(&bob)]);
    let next = page["next"].as_str().expect("a cursor").to_owned();
    // The one that the next page begins behind is removed, and one is added on either side of it.
    assert_eq!(change(&alice, "DELETE", &bob, "", &json!({})).status, 204);
    labelled(&alice, "email", "abel@example.org", "abel");
    let bruno = labelled(&alice, "email", "bruno@example.org", "bruno");
    assert_eq!(ids(&list(&alice, &format!("sort=name&limit=2&cursor={next}"))), [id(&bruno), id(&carl)]);
}

#[test]
fn a_query_that_means_nothing_is_malformed() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let long = format!("q={}", "x".repeat(255));
    for query in [
        "channel=pigeon",
        "state=well",
        "state=other",
        "sort=age",
        "limit=0",
        "limit=201",
        "limit=x",
        "colour=red",
        "cursor=x",
        "sort=name&cursor=x.y.z",
        "sort=name&cursor=1",
        &long,
    ] {
        alice.get(&format!("/api/v1/contacts?{query}")).assert_refused("malformed", 400);
    }
}

#[test]
fn the_summary_counts_by_channel_and_state_and_whom_an_outage_would_reach() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let empty = json!({ "total": 0, "channels": [], "states": [], "told_of_outages": 0 });
    assert_eq!(alice.get("/api/v1/contacts/summary").json(), empty);
    many(&server, &alice);
    let count = |of: &str, count: u32| json!({ "of": of, "count": count });
    let mut expected = json!({
        "total": 11,
        "channels": [
            count("email", 3), count("phone", 3), count("telegram", 1), count("slack", 1), count("viber", 1),
            count("messenger", 1), count("skype", 1),
        ],
        "states": [
            count("awaiting_confirmation", 4), count("confirmed", 2), count("paused", 1), count("failing", 1),
            count("refused", 1), count("opted_out", 1), count("channel_closed", 1),
        ],
        "told_of_outages": 2,
    });
    assert_eq!(alice.get("/api/v1/contacts/summary").json(), expected);
    let phone = list(&alice, "state=confirmed&channel=phone")["items"].as_array().expect("a list").clone();
    change_all(&alice, &phone, &json!({ "action": "unchoose", "kind": "alert_down" }));
    expected["told_of_outages"] = json!(1);
    assert_eq!(alice.get("/api/v1/contacts/summary").json(), expected);
}

#[test]
fn a_pause_ends_by_itself_and_can_be_ended_before() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let contact = confirmed(&server, &alice, "email", "on-call@example.org");
    let until = |hours: i64| {
        let now = server.get("/clock").json()["now"].as_str().expect("a time").to_owned();
        let now = contract::moment::read_to_the_second(&now).expect("a moment");
        contract::moment::write(now + hours * 3_600)
    };
    let end = until(2);
    let done = change_all(&alice, std::slice::from_ref(&contact), &json!({ "action": "pause", "until": end }));
    let paused = done["changed"][0].clone();
    assert_eq!((&paused["state"], &paused["paused_until"]), (&json!("paused"), &json!(end)));
    assert_eq!(paused["reason"], json!({ "code": "customer_paused", "said": null }));
    assert_eq!(now(&alice, &contact), paused);
    assert_eq!(ids(&list(&alice, "state=paused")).len(), 1);
    server.set_clock_ahead(2 * 3_600 + 1);
    let over = now(&alice, &contact);
    assert_eq!((&over["state"], &over["state_at"]), (&json!("confirmed"), &json!(end)));
    assert_eq!((&over["paused_until"], &over["reason"]), (&json!(null), &json!(null)));
    for (query, count) in [("state=paused", 0), ("state=confirmed", 1), ("state=confirmed&sort=name", 1)] {
        assert_eq!(ids(&list(&alice, query)).len(), count, "{query}");
    }
    assert_eq!(alice.get("/api/v1/contacts/summary").json()["told_of_outages"], 1);
    // For good, and resumed by the customer.
    let paused = change_all(&alice, &[over], &json!({ "action": "pause", "until": null }))["changed"][0].clone();
    assert_eq!((&paused["state"], &paused["paused_until"]), (&json!("paused"), &json!(null)));
    let resumed = change_all(&alice, &[paused], &json!({ "action": "resume" }))["changed"][0].clone();
    assert_eq!((&resumed["state"], &resumed["reason"]), (&json!("confirmed"), &json!(null)));
    // A pause that would be over already is none.
    let items = json!([{ "id": resumed["id"], "etag": resumed["etag"] }]);
    let form = json!({ "items": items, "change": { "action": "pause", "until": until(0) } });
    let refusal = alice.ask("PATCH", "/api/v1/contacts", &[], &form).assert_refused("invalid", 422);
    assert_eq!(refusal["fields"], json!({ "change.until": { "code": "past" } }));
}

#[test]
fn a_change_to_many_is_made_where_it_can_be_and_each_refusal_is_told() {
    let server = Server::start();
    let (alice, bob) = (someone(&server, "alice@example.org"), someone(&server, "bob@example.org"));
    let one = confirmed(&server, &alice, "email", "one@example.org");
    let stale = confirmed(&server, &alice, "email", "two@example.org");
    let awaiting = add(&alice, "email", "three@example.org");
    let foreign = confirmed(&server, &bob, "email", "foreign@example.org");
    let newer = change(&alice, "PUT", &stale, "/settings", &settings()).json();
    let chosen = [one.clone(), stale.clone(), awaiting.clone(), foreign.clone()];
    let done = change_all(&alice, &chosen, &json!({ "action": "pause" }));
    assert_eq!(done["changed"], json!([now(&alice, &one)]));
    assert_eq!(done["changed"][0]["state"], "paused");
    assert_eq!(
        done["refused"],
        json!([
            { "id": stale["id"], "code": "stale" }, { "id": awaiting["id"], "code": "conflict" },
            { "id": foreign["id"], "code": "not_found" },
        ])
    );
    assert_eq!(now(&alice, &stale), newer);
    assert_eq!(now(&bob, &foreign), foreign);
    // What is chosen does not depend on where a contact stands, and the same twice is stale the second time.
    let both = [awaiting.clone(), awaiting.clone()];
    let done = change_all(&alice, &both, &json!({ "action": "choose", "kind": "news" }));
    assert_eq!(done["changed"][0]["settings"]["kinds"]["news"], true);
    assert_eq!(done["refused"], json!([{ "id": awaiting["id"], "code": "stale" }]));
    // Removed together, and each brought back by itself.
    let left = list(&alice, "limit=200")["items"].as_array().expect("a list").clone();
    let done = change_all(&alice, &left, &json!({ "action": "remove" }));
    assert_eq!((&done["changed"], &done["refused"]), (&json!(left), &json!([])));
    assert_eq!(list(&alice, "limit=200")["items"], json!([]));
    for contact in &left {
        let path = crate::contacts::at(contact, "/restore");
        assert_eq!(alice.ask("POST", &path, &[], &json!({})).status, 200);
    }
    assert_eq!(ids(&list(&alice, "limit=200")).len(), 3);
    // Removed again, and brought back together; what is there, or is somebody else's, is not brought back.
    let left = list(&alice, "limit=200")["items"].as_array().expect("a list").clone();
    change_all(&alice, &left, &json!({ "action": "remove" }));
    let away = change_all(&bob, &[foreign], &json!({ "action": "remove" }))["changed"][0].clone();
    let done = change_all(&alice, &[&left[..], std::slice::from_ref(&away)].concat(), &json!({ "action": "restore" }));
    assert_eq!(done["changed"], list(&alice, "limit=200")["items"]);
    assert_eq!(done["refused"], json!([{ "id": away["id"], "code": "not_found" }]));
    let done = change_all(&alice, &left, &json!({ "action": "restore" }));
    assert_eq!((&done["changed"], done["refused"].as_array().expect("a list").len()), (&json!([]), 3));
    server.ask("PATCH", "/api/v1/contacts", &[], &json!({})).assert_refused("signed_out", 401);
}

#[test]
fn a_change_that_is_none_and_a_list_that_is_too_long_are_refused() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let ask = |items: Value, change: Value| {
        alice.ask("PATCH", "/api/v1/contacts", &[], &json!({ "items": items, "change": change }))
    };
    let item = json!({ "id": "x", "etag": "\"1\"" });
    for (items, change, field, code) in [
        (json!([item]), json!({ "action": "burn" }), "change.action", "malformed"),
        (json!([item]), json!({ "action": "choose", "kind": "gossip" }), "change.kind", "malformed"),
        (json!([item]), json!({ "action": "pause", "until": "tomorrow" }), "change.until", "malformed"),
        (json!([]), json!({ "action": "remove" }), "items", "out_of_range"),
        (json!(vec![item.clone(); 201]), json!({ "action": "remove" }), "items", "out_of_range"),
    ] {
        assert_eq!(ask(items, change).assert_refused("invalid", 422)["fields"][field]["code"], code);
    }
    ask(json!([{ "id": "x" }]), json!({ "action": "remove" })).assert_refused("malformed", 400);
}

#[test]
fn a_rehearsal_says_who_would_be_told_when_and_by_whom_quiet_hours_are_kept() {
    let server = Server::start();
    let (alice, bob) = (someone(&server, "alice@example.org"), someone(&server, "bob@example.org"));
    let told = confirmed(&server, &alice, "email", "told@example.org");
    let form = json!({
        "channel": "phone", "address": "+48601000001", "label": "Night shift", "time_zone": "Europe/Warsaw",
    });
    let waiting = alice.ask("POST", "/api/v1/contacts", &[], &form).json();
    let code = crate::contact_codes::code_in(&ask_and_receive(&server, &alice, &waiting));
    let held = crate::contact_codes::give(&alice, &waiting, &code).json();
    let mut quiet = settings();
    quiet["delay"] = json!(5);
    quiet["break_through"] = json!("critical");
    quiet["quiet_hours"]["sunday"] = json!("00:00-07:00");
    assert_eq!(change(&alice, "PUT", &held, "/settings", &quiet).status, 200);
    let awaiting = add(&alice, "viber", "+48601000001");
    confirmed(&server, &bob, "email", "bob2@example.org");
    // Sunday, 29 March 2026, 02:58 UTC: 04:58 in Warsaw, whose clocks were set ahead two hours before.
    let rehearse = |kind: &str, severity: &str| {
        let form = json!({ "kind": kind, "severity": severity, "time": "2026-03-29T02:58:00Z" });
        let answer = alice.ask("POST", "/api/v1/rehearsals", &[], &form);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    };
    let row = |contact: &Value, name: &str, outcome: &str, at: Option<&str>, until: Option<&str>| {
        json!({
            "contact": contact["id"], "name": name, "channel": contact["channel"], "outcome": outcome,
            "state": if contact == &awaiting { "awaiting_confirmation" } else { "confirmed" }, "at": at, "until": until,
        })
    };
    let at = Some("2026-03-29T02:58:00Z");
    let later = Some("2026-03-29T03:03:00Z");
    // 07:00 in Warsaw is 05:00 UTC by then.
    let morning = Some("2026-03-29T05:00:00Z");
    let first = row(&awaiting, "+48601000001", "not_usable", None, None);
    for (kind, severity, of_held, of_told) in [
        ("alert_down", "warning", ("held", later, morning), ("told", at)),
        ("alert_down", "critical", ("told", later, None), ("told", at)),
        ("alert_up", "info", ("held", at, morning), ("told", at)),
        ("billing", "critical", ("not_chosen", None, None), ("not_chosen", None)),
    ] {
        let (outcome, when, until) = of_held;
        let expected = json!([
            first,
            row(&held, "Night shift", outcome, when, until),
            row(&told, "told@example.org", of_told.0, of_told.1, None),
        ]);
        assert_eq!(rehearse(kind, severity), json!({ "items": expected, "next": null }), "{kind} {severity}");
    }
    let form = json!({ "kind": "gossip", "severity": "", "time": "tomorrow" });
    let refusal = alice.ask("POST", "/api/v1/rehearsals", &[], &form).assert_refused("invalid", 422);
    for (field, code) in [("kind", "malformed"), ("severity", "required"), ("time", "malformed")] {
        assert_eq!(refusal["fields"][field]["code"], code, "{field}");
    }
    server.ask("POST", "/api/v1/rehearsals", &[], &form).assert_refused("signed_out", 401);
}
