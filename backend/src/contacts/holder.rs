//! The holder's page: who holds a contact needs no account to confirm, to refuse, or to stop. It tells the
//! name of the account and nothing else of it.

use axum::Json;
use axum::extract::State as AppState;
use contract::contacts::confirmation::{HolderAct, HolderForm, HolderPage, HolderWish};
use contract::contacts::{ReasonCode, State};
use contract::form::{Code, FieldErrors};
use contract::refusal::{MEDIA_TYPE, Refusal, RefusalCode};
use contract::security::token_unknown;
use sqlx::{Sqlite, SqliteConnection, Transaction};

use super::standing::{self, By, Confirmed};
use super::store::{self, Owned};
use super::{codes, names};
use crate::App;
use crate::checked::Checked;
use crate::clock;
use crate::error::Error;
use crate::profile::{self, is_time_zone};
use crate::segment::Segment;

/// What the holder of a contact sees. It changes nothing: mail scanners open links, too.
#[utoipa::path(
    get, path = "/confirmations/{token}", tag = "contacts",
    params(("token" = String, Path, description = "The last segment of the link")),
    responses((status = 200, body = HolderPage)),
)]
pub(super) async fn show_page(
    AppState(app): AppState<App>,
    Segment(token): Segment,
) -> Result<Json<HolderPage>, Error> {
    let mut connection = app.database.read().acquire().await?;
    let owned = store::of_token(&mut *connection, &app.vault, &token).await?.ok_or_else(token_unknown)?;
    Ok(Json(show(&mut connection, &owned).await?))
}

/// Does what the holder wants.
#[utoipa::path(
    put, path = "/confirmations/{token}", tag = "contacts", request_body = HolderForm,
    params(("token" = String, Path, description = "The last segment of the link")),
    responses(
        (status = 200, body = HolderPage),
        (status = 409, body = Refusal, content_type = MEDIA_TYPE, description = "not where the contact stands"),
    ),
)]
pub(super) async fn act(
    AppState(app): AppState<App>,
    Segment(token): Segment,
    Checked(wish): Checked<HolderForm>,
) -> Result<Json<HolderPage>, Error> {
    let mut work = app.database.write().await?;
    let mut owned = store::of_token(&mut *work, &app.vault, &token).await?.ok_or_else(token_unknown)?;
    carry_out(&app, &mut work, &mut owned, &wish).await?;
    let page = show(&mut work, &owned).await?;
    work.commit().await?;
    // The worker settles the head of the evidence.
    app.work_arrived.notify_one();
    Ok(Json(page))
}

async fn carry_out(
    app: &App,
    work: &mut Transaction<'static, Sqlite>,
    owned: &mut Owned,
    wish: &HolderWish,
) -> Result<(), Error> {
    match wish.act() {
        HolderAct::Confirm => {
            if owned.stored.state == State::AwaitingConfirmation && !can_confirm(work, owned).await? {
                return Err(FieldErrors::one("token", Code::CodeExpired).into());
            }
            match standing::confirm(app, work, owned, &By::Link).await? {
                Confirmed::Now | Confirmed::Already => Ok(()),
                Confirmed::Gone | Confirmed::SomebodyElse | Confirmed::Refused => Err(RefusalCode::Conflict.into()),
            }
        }
        HolderAct::Refuse => standing::refuse(app, work, owned, ReasonCode::HolderRefused).await,
        HolderAct::Report => standing::refuse(app, work, owned, ReasonCode::HolderReported).await,
        HolderAct::Stop => standing::opt_out(app, work, owned, ReasonCode::HolderStopped).await,
        HolderAct::Allow if standing::allow(app, work, owned, &By::Link).await? => Ok(()),
        HolderAct::Allow => Err(RefusalCode::Conflict.into()),
        HolderAct::Hours => {
            if !is_time_zone(wish.time_zone()) {
                return Err(FieldErrors::one("time_zone", Code::UnknownTimeZone).into());
            }
            owned.stored.document.holder_hours = wish.quiet_hours().form();
            wish.time_zone().clone_into(&mut owned.stored.document.time_zone);
            store::save(work, &app.vault, &owned.key, &mut owned.stored).await
        }
    }
}

async fn show(database: &mut SqliteConnection, owned: &Owned) -> Result<HolderPage, Error> {
    let (_, saved) = profile::read(&mut *database, &owned.stored.account, &owned.key).await?;
    let can_confirm = owned.stored.state == State::AwaitingConfirmation && can_confirm(database, owned).await?;
    let contact = &owned.stored;
    Ok(HolderPage {
        account: names::of_account(&saved),
        channel: contact.channel,
        state: contact.state,
        can_confirm,
        paused_until: contact.paused_until.map(|until| clock::rfc3339(until * 1000)),
        muted: contact.state == State::Paused && contact.is_the_holders(),
        quiet_hours: contact.document.holder_hours.clone(),
        time_zone: contact.document.time_zone.clone(),
        language: contact.document.language,
    })
}

/// True while the link of the last sending confirms.
async fn can_confirm(database: &mut SqliteConnection, owned: &Owned) -> Result<bool, Error> {
    Ok(codes::last(database, &owned.stored.id).await?.is_some_and(|sent| sent.link_confirms()))
}
