//! The history: what was changed, from what to what, and taking it back.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::people::{Someone, profile, someone};
use crate::server::Server;

fn changes(person: &Someone) -> Vec<Value> {
    let answer = person.get("/api/v1/history");
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()["items"].as_array().expect("a list").clone()
}

fn revert(person: &Someone, change: &Value) -> Answer {
    let path = format!("/api/v1/history/{}/revert", change["id"].as_str().expect("an id"));
    person.ask("POST", &path, &[], &json!({}))
}

/// A profile with this company and this city.
fn located(company: &str, city: Value) -> Value {
    let mut profile = profile(company);
    profile["address"]["city"] = city;
    profile
}

#[test]
fn each_change_says_which_fields_from_what_to_what_the_newest_first() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    assert_eq!(changes(&alice), Vec::<Value>::new());
    alice.save(&located("Engines", json!("London")));
    alice.save(&located("Engines", json!("London")));
    alice.save(&located("Looms", Value::Null));
    let changes = changes(&alice);
    assert_eq!(changes.len(), 2, "a save that changes nothing is no change");
    assert_eq!(
        changes[0]["fields"],
        json!([
            { "field": "company", "from": "Engines", "to": "Looms" },
            { "field": "address.city", "from": "London", "to": null },
        ])
    );
    assert_eq!((&changes[0]["by"], &changes[0]["takes_back"]), (&json!("person"), &Value::Null));
    let first = changes[1]["fields"].as_array().expect("fields");
    assert!(first.contains(&json!({ "field": "company", "from": null, "to": "Engines" })), "{first:?}");
    assert_eq!((&changes[0]["revertible"], &changes[1]["revertible"]), (&json!(true), &json!(false)));
}

#[test]
fn a_change_is_taken_back_and_that_is_a_change_too() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    alice.save(&located("Engines", json!("London")));
    let (before, version) = alice.profile();
    alice.save(&located("Looms", Value::Null));
    let change = changes(&alice)[0].clone();
    let answer = revert(&alice, &change);
    assert_eq!(answer.status, 200, "{answer:?}");
    let (after, newer) = alice.profile();
    assert_eq!(after, before);
    assert_ne!(newer, version, "the version is a new one");
    let changes = changes(&alice);
    assert_eq!(changes[0], answer.json());
    assert_eq!(changes[0]["takes_back"], change["id"]);
    assert_eq!(changes[0]["fields"][0], json!({ "field": "company", "from": "Looms", "to": "Engines" }));
    assert_eq!((changes.len(), &changes[1]["revertible"]), (3, &json!(false)));
    revert(&alice, &change).assert_refused("conflict", 409);
    // Taking back the taking back is a change like any other.
    assert_eq!(revert(&alice, &changes[0]).status, 200);
    assert_eq!(alice.profile().0["company"], "Looms");
}

#[test]
fn a_change_whose_field_was_changed_since_is_a_conflict_and_others_are_not() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    alice.save(&located("Engines", json!("London")));
    alice.save(&located("Looms", json!("London")));
    alice.save(&located("Looms", json!("Turin")));
    let all = changes(&alice);
    revert(&alice, &all[2]).assert_refused("conflict", 409);
    assert_eq!(alice.profile().0["company"], "Looms");
    assert_eq!(revert(&alice, &all[1]).status, 200, "the city that changed since is another field");
    let (now, _) = alice.profile();
    assert_eq!((&now["company"], &now["address"]["city"]), (&json!("Engines"), &json!("Turin")));
}

#[test]
fn a_save_that_was_based_on_the_version_before_a_taking_back_is_stale() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    alice.save(&located("Engines", json!("London")));
    let (_, version) = alice.profile();
    alice.save(&located("Looms", json!("London")));
    let (_, open_in_a_tab) = alice.profile();
    revert(&alice, &changes(&alice)[0]);
    for based_on in [version, open_in_a_tab] {
        alice.ask("PUT", "/api/v1/profile", &[("If-Match", &based_on)], &profile("x")).assert_refused("stale", 412);
    }
}

#[test]
fn a_refused_or_stale_save_leaves_no_trace() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let mut wrong = profile("Engines");
    wrong["country"] = json!("ZZ");
    alice.save(&wrong).assert_refused("invalid", 422);
    alice.ask("PUT", "/api/v1/profile", &[("If-Match", "\"7\"")], &profile("x")).assert_refused("stale", 412);
    assert_eq!(changes(&alice), Vec::<Value>::new());
}

#[test]
fn the_list_comes_in_parts() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    for n in 0..5 {
        alice.save(&profile(&n.to_string()));
    }
    let mut seen = Vec::new();
    let mut path = "/api/v1/history?limit=2".to_owned();
    loop {
        let part = alice.get(&path).json();
        let items = part["items"].as_array().expect("a list");
        assert!(items.len() <= 2);
        seen.extend(items.iter().map(|change| change["fields"][0]["to"].clone()));
        let Some(next) = part["next"].as_str() else { break };
        path = format!("/api/v1/history?limit=2&cursor={next}");
    }
    assert_eq!(seen[..4], ["4", "3", "2", "1"].map(Value::from));
    assert_eq!(seen.len(), 5);
    for wrong in ["limit=0", "limit=201", "limit=x", "cursor=x", "page=1"] {
        alice.get(&format!("/api/v1/history?{wrong}")).assert_refused("malformed", 400);
    }
}

#[test]
fn somebody_elses_change_is_not_found() {
    let server = Server::start();
    let (alice, bob) = (someone(&server, "alice@example.org"), someone(&server, "bob@example.org"));
    alice.save(&profile("Engines"));
    let change = changes(&alice)[0].clone();
    revert(&bob, &change).assert_refused("not_found", 404);
    for unknown in ["nothing", "%FF"] {
        let path = format!("/api/v1/history/{unknown}/revert");
        bob.ask("POST", &path, &[], &json!({})).assert_refused("not_found", 404);
    }
    assert_eq!(changes(&bob), Vec::<Value>::new());
    server.get("/api/v1/history").assert_refused("signed_out", 401);
    assert_eq!(alice.profile().0["company"], "Engines");
}
