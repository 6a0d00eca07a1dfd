//! `serve`: from the options to a running server, and to its clean stop.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::time::Duration;

use contract::contacts::Channel;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::{Notify, watch};

use crate::config::Serve;
use crate::connections::{self, Patience};
use crate::delivery::Senders;
use crate::delivery::http::Http;
use crate::delivery::outbox::Outbox;
use crate::delivery::sms::Sms;
use crate::delivery::smtp::Smtp;
use crate::delivery::telegram::Telegram;
use crate::dispatch::Lanes;
use crate::evidence::Evidence;
use crate::limits::Limits;
use crate::passwords::Passwords;
use crate::service_token::ServiceToken;
use crate::{App, Fault, Parts, database, dispatch, jobs, observe, router};

/// Requests that are under way at a stop have this long to end.
const LAST_ANSWERS: Duration = Duration::from_secs(10);

/// Serves until the process is asked to stop (SIGTERM, SIGINT).
///
/// # Errors
/// A [`Fault`] when it cannot start.
pub async fn serve(options: Serve) -> Result<(), Fault> {
    if !options.behind_tls && !options.listen.ip().is_loopback() {
        return Err(Fault::new(format!(
            "without HTTPS this server listens on loopback only, not on {}: listen on 127.0.0.1, or give --behind-tls \
             when a proxy with HTTPS stands before it",
            options.listen
        )));
    }
    DirBuilder::new().recursive(true).mode(0o700).create(&options.data).map_err(|error| {
        Fault::new(format!(
            "the data folder {} cannot be made ({error}): give --data a folder that this user may write to",
            options.data.display()
        ))
    })?;
    let _lock = lock(&options)?;
    let listener = TcpListener::bind(options.listen).await.map_err(|error| unbound(&options, &error))?;
    let address = listener.local_addr().map_err(|error| unbound(&options, &error))?;
    let (database, vault) = database::open(&options.data).await?;
    let evidence = Evidence::open(&options.data, &database)?;
    let delivery = senders(&options)?;
    let service_token = ServiceToken::open(options.service_token.as_deref(), &options.data)?;
    observe::begin_log();
    let here = format!("http://{address}");
    let app = App::new(Parts {
        public_url: options.public_url.as_deref().unwrap_or(&here).trim_end_matches('/').to_owned(),
        database,
        passwords: Passwords::new(&vault)
            .map_err(|error| Fault::new(format!("passwords cannot be hashed ({error:?}): free some memory")))?,
        vault,
        limits: Limits::new(options.tries(), options.contacts_per_minute),
        evidence,
        delivery,
        work_arrived: Notify::new(),
        lanes: Lanes::default(),
        service_token,
        options,
    });
    run(app, listener, &here).await
}

/// The ways to reach people that are configured.
fn senders(options: &Serve) -> Result<Senders, Fault> {
    let mut senders = Senders::new(Outbox::new(&options.data));
    if let (Some(url), Some(from)) = (&options.smtp_url, &options.mail_from) {
        senders.add(Channel::Email, Smtp::new(url, from)?);
    }
    let http = Http::new();
    if let Some(sms) = Sms::new(&options.sms, &http)? {
        senders.add(Channel::Phone, sms);
    }
    if let Some(telegram) = Telegram::new(&options.telegram, &http)? {
        senders.add(Channel::Telegram, telegram);
    }
    Ok(senders)
}

/// One server for a data folder: two would both take every job. The lock ends with the process,
/// however it ends.
fn lock(options: &Serve) -> Result<File, Fault> {
    let path = options.data.join("serve.lock");
    let file =
        OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&path).map_err(|error| {
            Fault::new(format!(
                "the file {} cannot be written ({error}): give --data a folder that this user may write to",
                path.display()
            ))
        })?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Fault::new(format!(
            "another server uses the data folder {}: stop it, or give --data another folder",
            options.data.display()
        ))),
        Err(TryLockError::Error(error)) => Err(Fault::new(format!(
            "the file {} cannot be locked ({error}): keep the data on a disk of this machine",
            path.display()
        ))),
    }
}

async fn run(app: App, listener: TcpListener, here: &str) -> Result<(), Fault> {
    let (stop, stopping) = watch::channel(false);
    if let Err(error) = dispatch::begin(&app).await {
        tracing::error!(?error, "messages of the last run stay taken until the next start");
    }
    let worker = tokio::spawn(jobs::work(app.clone(), stopping.clone()));
    let dispatcher = tokio::spawn(dispatch::work(app.clone(), stopping.clone()));
    let patience = Patience { head: app.options.head_within, body: app.options.body_within };
    let server = tokio::spawn(connections::serve(listener, router(app.clone()), patience, stopping));
    // Heard before anybody learns the address, so that no signal is missed.
    let (mut terminate, mut interrupt) = hear_signals()?;
    announce(&app, here);
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    // The receivers live in this function: there is somebody to tell.
    let _ = stop.send(true);
    if tokio::time::timeout(LAST_ANSWERS, server).await.is_err() {
        tracing::warn!("some requests did not end in time");
    }
    let _ = worker.await;
    let _ = dispatcher.await;
    app.database.close().await;
    Ok(())
}

fn announce(app: &App, here: &str) {
    let sent = [("E-mail", Channel::Email), ("SMS", Channel::Phone), ("Telegram", Channel::Telegram)]
        .into_iter()
        .filter(|(_, channel)| app.delivery.has(*channel))
        .map(|(name, channel)| format!("{name} goes to {}\n", app.delivery.recipient(channel)));
    let sent: String = sent.collect();
    let which = if sent.is_empty() { "Messages" } else { "Other messages" };
    let outbox = if app.options.behind_tls {
        app.options.data.join("outbox").display().to_string()
    } else {
        format!("the outbox: {here}/outbox")
    };
    // Whoever started this server may have stopped listening; that is no reason to end it.
    let _ = write!(std::io::stdout(), "HostTracker Account is at {here}\n{sent}{which} are kept in {outbox}\n");
}

fn hear_signals() -> Result<(Signal, Signal), Fault> {
    let deaf =
        |error| Fault::new(format!("the process cannot hear signals ({error}): start it in an ordinary session"));
    Ok((signal(SignalKind::terminate()).map_err(deaf)?, signal(SignalKind::interrupt()).map_err(deaf)?))
}

fn unbound(options: &Serve, error: &std::io::Error) -> Fault {
    let what = if error.kind() == std::io::ErrorKind::AddrInUse {
        "is in use".to_owned()
    } else {
        format!("cannot be had ({error})")
    };
    Fault::new(format!("the address {} {what}: stop the other program, or give --listen another port", options.listen))
}
