//! Contacts for the tests, made and confirmed through the public API.

use serde_json::{Value, json};

use crate::people::{code_to, get, new_address, send};

/// A contact by e-mail that its holder has confirmed, as the API answers it.
pub async fn confirmed(name: &str) -> Value {
    let contact = awaiting(name).await;
    let id = contact["id"].as_str().expect("an id");
    let path = format!("/contacts/{id}/confirmation");
    let sent = send("POST", &path, &[], &json!({})).await;
    assert!(sent.ok(), "sending a code: {}", sent.status());
    let code = code_to(contact["address"].as_str().expect("an address")).await;
    answer(send("PUT", &path, &[], &json!({ "code": code })).await).await
}

/// The same, not confirmed yet.
pub async fn awaiting(name: &str) -> Value {
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let body = json!({ "channel": "email", "address": new_address(&letters.to_lowercase()), "label": name });
    let added = send("POST", "/contacts", &[], &body).await;
    assert!(added.ok(), "adding a contact: {}", added.status());
    answer(added).await
}

/// A contact whose clock is that of a time zone.
pub async fn confirmed_in(name: &str, time_zone: &str) -> Value {
    let contact = confirmed(name).await;
    let body = json!({
        "channel": "email", "address": contact["address"], "label": name, "language": null, "time_zone": time_zone,
    });
    let path = format!("/contacts/{}", contact["id"].as_str().expect("an id"));
    let etag = contact["etag"].as_str().expect("a version");
    answer(send("PUT", &path, &[("If-Match", etag)], &body).await).await
}

/// Saves settings as another tab would: what `change` makes of those that are stored.
pub async fn settle(contact: &Value, change: impl FnOnce(&mut Value)) -> Value {
    let now = stored(contact).await;
    let path = format!("/contacts/{}/settings", now["id"].as_str().expect("an id"));
    let mut settings = now["settings"].clone();
    change(&mut settings);
    let saved = send("PUT", &path, &[("If-Match", now["etag"].as_str().expect("a version"))], &settings).await;
    assert_eq!(saved.status(), 200, "saving settings elsewhere");
    answer(saved).await
}

/// Calls a contact otherwise, as another tab would.
pub async fn rename(contact: &Value, label: &str) {
    let now = stored(contact).await;
    let body = json!({
        "channel": now["channel"], "address": now["address"], "label": label,
        "language": now["language"], "time_zone": now["time_zone"],
    });
    let path = format!("/contacts/{}", now["id"].as_str().expect("an id"));
    let etag = now["etag"].as_str().expect("a version");
    assert_eq!(send("PUT", &path, &[("If-Match", etag)], &body).await.status(), 200, "renaming elsewhere");
}

/// The contact as it is stored now.
pub async fn stored(contact: &Value) -> Value {
    let path = format!("/contacts/{}", contact["id"].as_str().expect("an id"));
    answer(get(&path).await).await
}

async fn answer(response: gloo_net::http::Response) -> Value {
    serde_json::from_str(&response.text().await.expect("a body")).expect("JSON")
}
