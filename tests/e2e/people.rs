//! People for the tests, each new, made through the public API as anybody could.

use gloo_net::http::{Request, RequestBuilder, Response};
use serde_json::{Value, json};
use web_sys::{BroadcastChannel, RequestCredentials};

use crate::browser::{API, next_moment, window};

/// A good password of 28 characters.
pub const PASSWORD: &str = "correct horse battery staple";

/// Somebody with an account.
pub struct Person {
    pub email: String,
}

/// A new address that nobody has.
pub fn new_address(name: &str) -> String {
    format!("{name}.{}@example.org", window().crypto().expect("randomness").random_uuid())
}

/// Registers and confirms somebody, and leaves the browser signed out.
pub async fn somebody(first_name: &str) -> Person {
    let email = new_address(&first_name.to_lowercase());
    let answer = send("POST", "/accounts", &[], &registration(first_name, &email)).await;
    assert_eq!(answer.status(), 202, "registration");
    let token = token_of(&link_to(&email).await);
    let answer = send("POST", "/accounts/confirmation", &[], &json!({ "token": token })).await;
    assert_eq!(answer.status(), 204, "confirmation");
    sign_out().await;
    Person { email }
}

/// The same, signed in.
pub async fn somebody_signed_in(first_name: &str) -> Person {
    let person = somebody(first_name).await;
    sign_in(&person).await;
    person
}

/// Signs somebody in in this browser, as another tab would.
pub async fn sign_in(person: &Person) {
    let answer = send("POST", "/session", &[], &json!({ "email": person.email, "password": PASSWORD })).await;
    assert_eq!(answer.status(), 200, "signing in");
}

/// Says what another tab says when the session has changed.
pub fn another_tab_says_so() {
    let channel = BroadcastChannel::new("session").expect("a channel");
    channel.post_message(&"changed".into()).expect("a message");
    channel.close();
}

/// Signs somebody in on another device: this browser's cookie stays as it is.
pub async fn sign_in_elsewhere(person: &Person) {
    let body = json!({ "email": person.email, "password": PASSWORD }).to_string();
    let request = request("POST", "/session").credentials(RequestCredentials::Omit);
    let request = request.header("Content-Type", "application/json").body(body).expect("a body");
    assert_eq!(request.send().await.expect("an answer").status(), 200, "signing in elsewhere");
}

/// What the clock of the server shows, RFC 3339.
pub async fn server_time() -> String {
    clock().await["now"].as_str().expect("a time").to_owned()
}

async fn clock() -> Value {
    let shown = Request::get(&format!("{API}/clock")).send().await.expect("the clock").text().await.expect("a body");
    serde_json::from_str(&shown).expect("JSON")
}

/// Sets the clock of the server ahead, by seconds. It never goes back.
pub async fn let_time_pass(seconds: u64) {
    let ahead = clock().await["ahead"].as_u64().expect("seconds") + seconds;
    let request = Request::put(&format!("{API}/clock")).header("Content-Type", "application/json");
    let answer = request.body(json!({ "ahead": ahead }).to_string()).expect("a body").send().await.expect("an answer");
    assert_eq!(answer.status(), 200, "setting the clock");
}

/// Ends the session of this browser, as another tab would.
pub async fn sign_out() {
    let answer = request("DELETE", "/session").send().await.expect("an answer");
    assert_eq!(answer.status(), 204, "signing out");
}

/// Saves something in the profile of who is signed in, as another tab would.
pub async fn save_elsewhere(change: impl FnOnce(&mut Value)) {
    let answer = get("/profile").await;
    let etag = answer.headers().get("ETag").expect("a version");
    let mut profile: Value = serde_json::from_str(&answer.text().await.expect("a body")).expect("a profile");
    profile.as_object_mut().expect("an object").remove("email");
    change(&mut profile);
    let answer = send("PUT", "/profile", &[("If-Match", &etag)], &profile).await;
    assert_eq!(answer.status(), 200, "saving elsewhere");
}

/// The link in the newest message to an address.
pub async fn link_to(email: &str) -> String {
    link_to_page(email, "").await
}

/// The newest link to a page, such as `/reset-password/`, in the messages to an address.
pub async fn link_to_page(email: &str, page: &str) -> String {
    let link = message_to(email, |message| link_in(message, page).is_some()).await;
    link_in(&link, page).expect("a link").to_owned()
}

/// The code in the newest message to an address.
pub async fn code_to(email: &str) -> String {
    message_to(email, |message| message["code"].is_string()).await["code"].as_str().expect("a code").to_owned()
}

fn link_in<'a>(message: &'a Value, page: &str) -> Option<&'a str> {
    message["links"].as_array()?.iter().filter_map(Value::as_str).find(|link| link.contains(page))
}

/// The newest message to an address of which this is true, once it is there.
async fn message_to(email: &str, is_it: impl Fn(&Value) -> bool) -> Value {
    for _ in 0..500 {
        let answer = Request::get(&format!("{API}/outbox.json")).send().await.expect("the outbox");
        let outbox: Value = serde_json::from_str(&answer.text().await.expect("a body")).expect("JSON");
        let items = outbox["items"].as_array().expect("items");
        if let Some(message) = items.iter().find(|item| item["to"] == email && is_it(item)) {
            return message.clone();
        }
        next_moment().await;
    }
    panic!("no such message to {email}")
}

/// The last segment of a link.
pub fn token_of(link: &str) -> String {
    link.rsplit('/').next().expect("a segment").to_owned()
}

fn registration(first_name: &str, email: &str) -> Value {
    json!({
        "email": email,
        "password": PASSWORD,
        "first_name": first_name,
        "last_name": "Lovelace",
        "country": "GB",
        "time_zone": "Europe/London",
        "language": "en",
        "policy_version": "2018-05-23",
    })
}

fn request(method: &str, path: &str) -> RequestBuilder {
    RequestBuilder::new(&format!("{API}/api/v1{path}"))
        .method(method.parse().expect("a method"))
        .credentials(RequestCredentials::Include)
}

/// What the API answers the person who is signed in here, when asked for something.
pub async fn get(path: &str) -> Response {
    request("GET", path).send().await.expect("an answer")
}

/// Asks the API for a change, as the person who is signed in here.
pub async fn send(method: &str, path: &str, headers: &[(&str, &str)], body: &Value) -> Response {
    let mut request = request(method, path).header("Content-Type", "application/json");
    for (name, value) in headers {
        request = request.header(name, value);
    }
    request.body(body.to_string()).expect("a body").send().await.expect("an answer")
}
