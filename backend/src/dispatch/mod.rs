//! Dispatch (SPEC section 3): who is told what happened, and when (P10, P12, P13).
//!
//! [`events`] takes what a monitoring system tells, and queues a delivery for each contact that is to be
//! told. Each channel has a [`lane`] of its own, so that one slow provider does not hold up the others:
//! it takes what is due, asks again who is told ([`plan`]), and sends ([`sending`]).
//!
//! A delivery that was taken stays in the queue until it is known what became of it. So what was under way
//! when the process died is sent again, as the same message with the same id: at least once, and twice
//! only if the provider had taken it and that was not yet on the disk.

pub mod events;
mod lane;
mod log;
pub mod plan;
pub mod queue;
pub mod receipts;
mod sending;
mod test_message;

use std::time::Duration;

use contract::contacts::Channel;
use sqlx::{Sqlite, Transaction};
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use self::queue::{erase_old, reconsider};

use crate::App;
use crate::error::Error;

/// A lane that broke begins again after this.
const AFTER_BREAK: Duration = Duration::from_secs(1);

/// Dispatch's part of the API.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(events::take_event))
        .routes(routes!(log::list_deliveries))
        .routes(routes!(test_message::send_test))
}

/// What wakes the lanes of the channels.
#[derive(Default)]
pub struct Lanes([Notify; Channel::ALL.len()]);

impl Lanes {
    /// There may be something due in a channel.
    pub fn wake(&self, channel: Channel) {
        self.of(channel).notify_one();
    }

    /// There may be something due in any channel, as when the clock was set.
    pub fn wake_all(&self) {
        for lane in &self.0 {
            lane.notify_one();
        }
    }

    fn of(&self, channel: Channel) -> &Notify {
        let at = Channel::ALL.iter().position(|each| *each == channel).unwrap_or_default();
        &self.0[at]
    }
}

/// Gives back what was taken by a process that died. Before anything is served: this process is the only
/// one that sends (`serve.lock`).
///
/// # Errors
/// When the database does not take it.
pub async fn begin(app: &App) -> Result<(), Error> {
    for channel in Channel::ALL {
        queue::give_back(app.database.read(), channel).await?;
    }
    Ok(())
}

/// Works in every channel until `stop` turns true, and then finishes what is under way.
pub async fn work(app: App, stop: watch::Receiver<bool>) {
    let open = Channel::ALL.into_iter().filter(|channel| !channel.is_closed());
    let lanes: JoinSet<()> = open.map(|channel| keep_working(app.clone(), channel, stop.clone())).collect();
    lanes.join_all().await;
}

/// A lane that breaks begins again.
async fn keep_working(app: App, channel: Channel, stop: watch::Receiver<bool>) {
    while tokio::spawn(lane::work(app.clone(), channel, stop.clone())).await.is_err() {
        tracing::error!(channel = channel.code(), "a lane broke, and begins again");
        tokio::time::sleep(AFTER_BREAK).await;
        if let Err(error) = queue::give_back(app.database.read(), channel).await {
            tracing::error!(?error, "what the lane had taken waits for the next start");
        }
    }
}

/// The transaction that everything here writes in.
type Work = Transaction<'static, Sqlite>;
