//! The devices that are signed in, and giving the password again.

use serde_json::{Value, json};

use crate::people::{PASSWORD, is_signed_in, register, sign_in, someone};
use crate::server::Server;

const ALICE: &str = "alice@example.org";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

fn sign_in_with(server: &Server, agent: &str) -> String {
    let body = json!({ "email": ALICE, "password": PASSWORD });
    let answer = server.ask("POST", "/api/v1/session", &[("User-Agent", agent)], &body);
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.cookie()
}

fn devices(server: &Server, cookie: &str) -> Vec<Value> {
    let answer = server.send("GET", "/api/v1/sessions", &[("Cookie", cookie)], b"");
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()["items"].as_array().expect("a list").clone()
}

fn id_of_current(server: &Server, cookie: &str) -> String {
    devices(server, cookie)[0]["id"].as_str().expect("an id").to_owned()
}

fn delete(server: &Server, cookie: &str, path: &str) -> crate::answer::Answer {
    server.send("DELETE", path, &[("Cookie", cookie), ("Sec-Fetch-Site", "same-origin")], b"")
}

#[test]
fn a_person_sees_their_devices_this_one_first_then_the_one_used_last() {
    let server = Server::start();
    register(&server, ALICE);
    let at_home = sign_in_with(&server, FIREFOX);
    server.set_clock_ahead(100);
    let at_work = sign_in_with(&server, "Mozilla/5.0 (Windows NT 10.0) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0");
    server.set_clock_ahead(200);
    let of_a_stranger = sign_in_with(&server, "curl/8.14.1");
    let names = |cookie: &str| -> Vec<Value> {
        devices(&server, cookie)
            .iter()
            .map(|device| json!([device["current"], device["browser"], device["system"]]))
            .collect()
    };
    let (firefox, edge) = (json!([false, "Firefox", "Linux"]), json!([false, "Edge", "Windows"]));
    assert_eq!(names(&of_a_stranger), [json!([true, null, null]), edge.clone(), firefox]);
    assert_eq!(names(&at_home), [json!([true, "Firefox", "Linux"]), json!([false, null, null]), edge]);
    let device = &devices(&server, &at_work)[0];
    assert_ne!(device["id"].as_str(), at_work.split_once('=').map(|(_, secret)| secret), "the id opens nothing");
    assert!(!is_signed_in(&server, &format!("__Host-session={}", device["id"].as_str().expect("an id"))));
    assert_eq!(device["signed_in_at"], device["last_used_at"]);
    // Devices are listed in parts, too.
    let part = server.send("GET", "/api/v1/sessions?limit=2", &[("Cookie", &at_home)], b"").json();
    let path = format!("/api/v1/sessions?limit=2&cursor={}", part["next"].as_str().expect("there is more"));
    let rest = server.send("GET", &path, &[("Cookie", &at_home)], b"").json();
    assert_eq!((rest["items"].as_array().map(Vec::len), &rest["next"]), (Some(1), &Value::Null));
    assert_eq!(rest["items"][0]["browser"], "Edge");
}

#[test]
fn one_device_is_signed_out_and_the_others_stay() {
    let server = Server::start();
    register(&server, ALICE);
    let (here, lost, other) = (
        sign_in(&server, ALICE, PASSWORD).cookie(),
        sign_in(&server, ALICE, PASSWORD).cookie(),
        sign_in(&server, ALICE, PASSWORD).cookie(),
    );
    let path = format!("/api/v1/sessions/{}", id_of_current(&server, &lost));
    let out = delete(&server, &here, &path);
    assert_eq!((out.status, out.header("set-cookie")), (204, None));
    assert!(is_signed_in(&server, &here) && !is_signed_in(&server, &lost) && is_signed_in(&server, &other));
    delete(&server, &here, &path).assert_refused("not_found", 404);
    // The device that asks can name itself.
    let own = delete(&server, &here, &format!("/api/v1/sessions/{}", id_of_current(&server, &here)));
    assert_eq!(own.status, 204);
    assert!(own.header("set-cookie").expect("a cookie").ends_with("Max-Age=0"));
    assert!(!is_signed_in(&server, &here));
}

#[test]
fn all_other_devices_are_signed_out_at_once() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let bob = someone(&server, "bob@example.org");
    let others: Vec<String> = (0..3).map(|_| sign_in(&server, ALICE, PASSWORD).cookie()).collect();
    assert_eq!(delete(&server, &alice.cookie, "/api/v1/sessions").status, 204);
    assert!(alice.is_signed_in() && bob.is_signed_in());
    assert!(others.iter().all(|other| !is_signed_in(&server, other)));
    assert_eq!(devices(&server, &alice.cookie).len(), 1);
}

#[test]
fn somebody_elses_device_is_not_found_and_stays_signed_in() {
    let server = Server::start();
    let (alice, bob) = (someone(&server, ALICE), someone(&server, "bob@example.org"));
    let path = format!("/api/v1/sessions/{}", id_of_current(&server, &alice.cookie));
    delete(&server, &bob.cookie, &path).assert_refused("not_found", 404);
    delete(&server, &bob.cookie, "/api/v1/sessions/%FF").assert_refused("not_found", 404);
    delete(&server, "", &path).assert_refused("signed_out", 401);
    server.get("/api/v1/sessions").assert_refused("signed_out", 401);
    assert!(alice.is_signed_in());
    assert_eq!(devices(&server, &bob.cookie).len(), 1);
}

#[test]
fn giving_the_password_again_gives_the_session_a_new_id_and_the_old_one_is_dead() {
    let server = Server::start();
    register(&server, ALICE);
    let before = sign_in_with(&server, FIREFOX);
    let headers = [("Cookie", before.as_str()), ("Idempotency-Key", "k")];
    let answer = server.ask("POST", "/api/v1/session/reauthentication", &headers, &json!({ "password": PASSWORD }));
    assert_eq!((answer.status, &answer.json()["person"]["email"]), (200, &json!(ALICE)));
    let after = answer.cookie();
    assert_ne!(after, before);
    assert!(is_signed_in(&server, &after) && !is_signed_in(&server, &before), "session fixation");
    let devices = devices(&server, &after);
    assert_eq!((devices.len(), &devices[0]["browser"]), (1, &json!("Firefox")), "it is the same device");
    server
        .ask("POST", "/api/v1/session/reauthentication", &headers, &json!({ "password": PASSWORD }))
        .assert_refused("signed_out", 401);
}

#[test]
fn giving_the_password_again_does_not_make_a_session_longer() {
    let server = Server::start();
    let mut cookie = {
        register(&server, ALICE);
        sign_in(&server, ALICE, PASSWORD).cookie()
    };
    for day in [6, 12, 18, 24, 29] {
        server.set_clock_ahead(day * 86_400);
        let body = json!({ "password": PASSWORD });
        let answer = server.ask("POST", "/api/v1/session/reauthentication", &[("Cookie", &cookie)], &body);
        let life = answer.header("set-cookie").and_then(|set| set.rsplit("Max-Age=").next()?.parse::<i64>().ok());
        assert!(life.is_some_and(|life| (life - (30 - day) * 86_400).abs() < 60), "{life:?} on day {day}");
        cookie = answer.cookie();
    }
    server.set_clock_ahead(30 * 86_400);
    assert!(!is_signed_in(&server, &cookie));
}

#[test]
fn a_wrong_password_changes_nothing_and_ten_of_them_are_too_many() {
    let server = Server::start();
    let alice = someone(&server, ALICE);
    let again =
        |password: &str| alice.ask("POST", "/api/v1/session/reauthentication", &[], &json!({ "password": password }));
    for _ in 0..10 {
        again("a wrong password").assert_refused("wrong_credentials", 422);
    }
    again(PASSWORD).assert_refused("too_many", 429);
    assert!(alice.is_signed_in());
    // Those who try passwords at the door do not count here, nor the other way round.
    assert_eq!(sign_in(&server, ALICE, PASSWORD).status, 200);
    server.set_clock_ahead(15 * 60);
    assert_eq!(again(PASSWORD).status, 200);
}
