//! `openapi.json` (`OpenAPI` 3.1), from the wire types; what every operation has in common is added here.

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use contract::consent::SESSION;
use contract::refusal::{MEDIA_TYPE, Refusal, RefusalCode};
use serde_json::{Map, Value, json};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::App;

/// What stands before the operations.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "HostTracker Account",
        description = "Every answer that is not a success is application/problem+json (RFC 9457).",
        license(name = "Proprietary"),
        contact(),
    ),
    servers((url = "/api/v1")),
    components(schemas(Refusal)),
)]
struct Head;

/// Splits the described routes into those that are served, with `/openapi.json` among them.
pub fn describe(routes: OpenApiRouter<App>) -> Router<App> {
    let (served, described) = OpenApiRouter::with_openapi(Head::openapi()).merge(routes).split_for_parts();
    let mut document = serde_json::to_value(described).unwrap_or_default();
    complete(&mut document);
    let text = document.to_string();
    served.route("/openapi.json", get(move || async move { ([(CONTENT_TYPE, "application/json")], text) }))
}

fn complete(document: &mut Value) {
    document["components"]["securitySchemes"] = json!({
        "session": { "type": "apiKey", "in": "cookie", "name": SESSION.name },
        "sms_signature": { "type": "apiKey", "in": "header", "name": "X-Signature",
            "description": "sha256= and the HMAC-SHA-256 of the body in hex" },
        "telegram_secret": { "type": "apiKey", "in": "header", "name": "X-Telegram-Bot-Api-Secret-Token" },
        "service": { "type": "http", "scheme": "bearer" },
    });
    let Some(paths) = document["paths"].as_object_mut() else { return };
    for (path, operations) in paths {
        for (method, operation) in operations.as_object_mut().into_iter().flatten() {
            if method == "post" {
                add_parameter(operation, idempotency_key());
            }
            let refusals = refusals(path, method, operation);
            let saved = match &operation["responses"]["200"]["content"]["application/json"]["schema"] {
                // What is removed is answered with nothing, and a stale removal with what stands there.
                Value::Null => json!(true),
                schema => schema.clone(),
            };
            if let Some(responses) = operation["responses"].as_object_mut() {
                for code in refusals {
                    add_refusal(responses, code, &saved);
                }
            }
        }
    }
}

/// The refusals that an operation can give, told by what it takes.
fn refusals(path: &str, method: &str, operation: &Value) -> Vec<RefusalCode> {
    let takes = |name: &str| {
        operation["parameters"].as_array().into_iter().flatten().any(|parameter| parameter["name"] == name)
    };
    let mut codes = vec![RefusalCode::Internal, RefusalCode::Unavailable];
    if method != "get" && !path.starts_with("/webhooks/") {
        codes.push(RefusalCode::ForeignOrigin);
    }
    if method == "post" {
        codes.extend([RefusalCode::Conflict, RefusalCode::Malformed, RefusalCode::TooMany]);
    }
    if operation.get("requestBody").is_some() {
        codes.extend([
            RefusalCode::Malformed,
            RefusalCode::TooLarge,
            RefusalCode::TooSlow,
            RefusalCode::UnsupportedMediaType,
            RefusalCode::Invalid,
        ]);
    }
    if operation.get("security").is_some() {
        codes.push(RefusalCode::SignedOut);
    }
    if takes("If-Match") {
        codes.extend([RefusalCode::PreconditionRequired, RefusalCode::Stale]);
    }
    if operation["parameters"].as_array().into_iter().flatten().any(|parameter| parameter["in"] == "query") {
        codes.push(RefusalCode::Malformed);
    }
    if path.contains("{token}") {
        codes.extend([RefusalCode::Invalid, RefusalCode::TooMany]);
    }
    if path.contains('{') {
        codes.push(RefusalCode::NotFound);
    }
    codes
}

fn add_refusal(responses: &mut Map<String, Value>, code: RefusalCode, saved: &Value) {
    let refusal = json!({ "$ref": "#/components/schemas/Refusal" });
    let schema = if code == RefusalCode::Stale {
        let current = json!({
            "type": "object",
            "required": ["etag", "value"],
            "properties": { "etag": { "type": "string" }, "value": saved },
        });
        json!({ "allOf": [refusal, { "type": "object", "required": ["current"], "properties": { "current": current } }] })
    } else {
        refusal
    };
    responses.entry(code.status().to_string()).or_insert_with(
        || json!({ "description": code.name().replace('_', " "), "content": { MEDIA_TYPE: { "schema": schema } } }),
    );
}

fn idempotency_key() -> Value {
    json!({
        "name": "Idempotency-Key",
        "in": "header",
        "required": false,
        "description": "The same key with the same body gives the same answer for 24 hours",
        "schema": { "type": "string", "pattern": "^[!-~]{1,128}$" },
    })
}

fn add_parameter(operation: &mut Value, parameter: Value) {
    match operation["parameters"].as_array_mut() {
        Some(parameters) => parameters.push(parameter),
        None => operation["parameters"] = json!([parameter]),
    }
}
