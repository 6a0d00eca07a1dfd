//! The published versions of the privacy policy: as JSON for the page, and as plain pages for hosts.

use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query};
use contract::account::Language;
use contract::policy::{self, PolicyText, PublishedVersion};
use contract::refusal::RefusalCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::error::Error;

/// The policy's part of the API.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_versions)).routes(routes!(show_version))
}

/// A list, in the shape of every list (API.md).
#[derive(Serialize, ToSchema)]
struct Versions {
    /// The newest first.
    items: Vec<PublishedVersion>,
    /// Where the list goes on; there are never more versions than one answer holds.
    next: Option<String>,
}

/// Which language to read in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reading {
    language: Option<String>,
}

/// What has been published.
#[utoipa::path(get, path = "/policies", tag = "policies", responses((status = 200, body = Versions)))]
async fn list_versions() -> Json<Versions> {
    Json(Versions { items: policy::versions().iter().map(PublishedVersion::from).collect(), next: None })
}

/// One version in one language.
#[utoipa::path(
    get, path = "/policies/{version}", tag = "policies",
    params(
        ("version" = String, Path, description = "The version's id"),
        ("language" = Option<Language>, Query, description = "The language of the text; English when not given"),
    ),
    responses((status = 200, body = PolicyText)),
)]
async fn show_version(
    version: Result<Path<String>, PathRejection>,
    reading: Result<Query<Reading>, QueryRejection>,
) -> Result<Json<PolicyText>, Error> {
    let Path(version) = version.map_err(|_| RefusalCode::NotFound)?;
    let Query(reading) = reading.map_err(|_| RefusalCode::Malformed)?;
    let language = match reading.language {
        Some(tag) => Language::read(&tag).ok_or(RefusalCode::Malformed)?,
        None => Language::default(),
    };
    let version = policy::find(&version).ok_or(RefusalCode::NotFound)?;
    Ok(Json(version.text(language)))
}

/// True for the id of a version that has been published: those can be accepted.
#[must_use]
pub fn is_published(version: &str) -> bool {
    policy::find(version).is_some()
}

/// Every version in every language as a plain page: its path, and its HTML.
#[must_use]
pub fn pages() -> Vec<(String, String)> {
    let versions = policy::versions().iter();
    versions
        .flat_map(|version| {
            Language::ALL.map(|language| (version.static_path(language), policy::html(version, language)))
        })
        .collect()
}
