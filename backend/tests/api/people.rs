//! People who use the server: they register, confirm and sign in through the public API.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::server::{Server, eventually};

/// The password of everybody here.
pub const PASSWORD: &str = "correct horse battery staple";

/// Somebody who is signed in.
pub struct Someone<'a> {
    server: &'a Server,
    /// The session, as a `Cookie` header.
    pub cookie: String,
}

/// A registration as the page sends it.
pub fn registration(email: &str, first_name: &str) -> Value {
    json!({
        "email": email, "password": PASSWORD, "first_name": first_name, "last_name": "Lovelace",
        "country": "GB", "time_zone": "Europe/London", "language": "en", "policy_version": "2018-05-23",
    })
}

/// A profile as the page sends it, with this company.
pub fn profile(company: &str) -> Value {
    json!({
        "first_name": "Ada", "last_name": "Lovelace", "gender": "undisclosed", "country": "GB",
        "time_zone": "Europe/London", "company": company, "phone": "+442079460000",
        "address": {
            "line1": "12 St James's Square", "line2": null, "city": "London", "region": null,
            "postal_code": "SW1Y 4JH", "country": "GB",
        },
    })
}

/// Registers, and opens the link of the message.
pub fn register(server: &Server, email: &str) {
    let answer = server.ask("POST", "/api/v1/accounts", &[], &registration(email, "Ada"));
    assert_eq!(answer.status, 202, "{answer:?}");
    let answer = confirm(server, &token_for(server, email));
    assert_eq!(answer.status, 204, "{answer:?}");
}

/// Gives a token back.
pub fn confirm(server: &Server, token: &str) -> Answer {
    server.ask("POST", "/api/v1/accounts/confirmation", &[], &json!({ "token": token }))
}

/// The token in the newest confirmation message to an address, once it is there.
pub fn token_for(server: &Server, email: &str) -> String {
    token_in(&received(server, email, "confirm_email", 1)[0])
}

/// The messages of a kind to an address, once there are as many as this; the newest first.
pub fn received(server: &Server, email: &str, kind: &str, count: usize) -> Vec<Value> {
    eventually(&format!("{count} messages {kind} to {email}"), || {
        let items = server.get("/outbox.json").json();
        let items = items["items"].as_array()?.iter().filter(|item| item["to"] == email && item["kind"] == kind);
        let items: Vec<Value> = items.cloned().collect();
        (items.len() >= count).then_some(items)
    })
}

/// The token in the link of a message.
pub fn token_in(message: &Value) -> String {
    let link = message["links"][0].as_str().expect("a link");
    link.rsplit('/').next().expect("a token").to_owned()
}

/// Tries to sign in.
pub fn sign_in(server: &Server, email: &str, password: &str) -> Answer {
    server.ask("POST", "/api/v1/session", &[], &json!({ "email": email, "password": password }))
}

/// Somebody new, signed in.
pub fn someone<'a>(server: &'a Server, email: &str) -> Someone<'a> {
    register(server, email);
    returning(server, &sign_in(server, email, PASSWORD))
}

/// True while the session of a cookie is good.
pub fn is_signed_in(server: &Server, cookie: &str) -> bool {
    server.send("GET", "/api/v1/profile", &[("Cookie", cookie)], b"").status == 200
}

/// Somebody whose session has just begun or has a new id.
pub fn returning<'a>(server: &'a Server, answer: &Answer) -> Someone<'a> {
    assert_eq!(answer.status, 200, "{answer:?}");
    Someone { server, cookie: answer.cookie() }
}

impl<'a> Someone<'a> {
    /// Who has this cookie of a session.
    pub const fn of(server: &'a Server, cookie: String) -> Self {
        Self { server, cookie }
    }

    /// A request as this person's page sends it.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        self.server.ask(method, path, &[&[("Cookie", self.cookie.as_str())], headers].concat(), body)
    }

    /// `GET` of a path as this person's page asks for it.
    pub fn get(&self, path: &str) -> Answer {
        self.server.send("GET", path, &[("Cookie", self.cookie.as_str())], b"")
    }

    /// True while the session is good.
    pub fn is_signed_in(&self) -> bool {
        is_signed_in(self.server, &self.cookie)
    }

    /// The profile and its version.
    pub fn profile(&self) -> (Value, String) {
        let answer = self.server.send("GET", "/api/v1/profile", &[("Cookie", &self.cookie)], b"");
        assert_eq!(answer.status, 200, "{answer:?}");
        (answer.json(), answer.header("etag").expect("a version").to_owned())
    }

    /// Saves a profile over the version that is stored.
    pub fn save(&self, profile: &Value) -> Answer {
        let (_, version) = self.profile();
        self.ask("PUT", "/api/v1/profile", &[("If-Match", &version)], profile)
    }
}
