//! Who would be told: every contact, by the rule that dispatch goes by. Nothing is sent.

use axum::Json;
use axum::extract::State as AppState;
use contract::contacts::deliveries::Rehearsed;
use contract::contacts::events::RehearsalForm;
use contract::list::List;

use super::hearing::{Hearing, Zones};
use super::store;
use crate::App;
use crate::checked::Checked;
use crate::error::Error;
use crate::person::Person;

/// Tells what would become of an event at each contact, the newest contact first.
#[utoipa::path(
    post, path = "/rehearsals", tag = "contacts", security(("session" = [])), request_body = RehearsalForm,
    responses((status = 200, body = List<Rehearsed>)),
)]
pub(super) async fn rehearse(
    AppState(app): AppState<App>,
    person: Person,
    Checked(rehearsal): Checked<RehearsalForm>,
) -> Result<Json<List<Rehearsed>>, Error> {
    let contacts = store::all(app.database.read(), &person.account, &person.key).await?;
    let mut zones = Zones::default();
    let items = contacts.into_iter().map(|contact| {
        let outcome = Hearing::of(&contact, &mut zones)?.decide(&rehearsal.happening());
        Ok(Rehearsed {
            name: contact.name().to_owned(),
            channel: contact.channel,
            outcome: outcome.code().to_owned(),
            state: contact.state,
            at: outcome.at(),
            until: outcome.until(),
            contact: contact.id,
        })
    });
    Ok(Json(List { items: items.collect::<Result<_, Error>>()?, next: None }))
}
