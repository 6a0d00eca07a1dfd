//! Connections: each has so long to say what it wants. A client that lets its words trickle in, or
//! none, is told so where it can be, and let go: it holds up nobody (SPEC section 7).

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::serve::Listener;
use contract::refusal::{MEDIA_TYPE, Refusal, RefusalCode};
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tower::ServiceExt;

/// How long a client that was refused may take to hear it.
const LINGER: Duration = Duration::from_secs(1);

/// How long a client may take to say what it wants.
#[derive(Clone, Copy)]
pub struct Patience {
    /// To the end of the head of a request; also how long a connection may be idle.
    pub head: Duration,
    /// From there to the end of the body.
    pub body: Duration,
}

/// Answers connections until `stop` turns true; then takes no new ones, answers what is under way,
/// and ends.
pub async fn serve(mut listener: TcpListener, router: Router, patience: Patience, stop: watch::Receiver<bool>) {
    let mut open = JoinSet::new();
    loop {
        tokio::select! {
            (stream, peer) = Listener::accept(&mut listener) => {
                open.spawn(converse(stream, peer, router.clone(), patience, stop.clone()));
            }
            Some(_) = open.join_next() => {}
            () = until_true(stop.clone()) => break,
        }
    }
    drop(listener);
    while open.join_next().await.is_some() {}
}

async fn converse(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    patience: Patience,
    stop: watch::Receiver<bool>,
) {
    let answer = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request.extensions_mut().insert(patience);
        answer(router.clone(), request)
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.head)
        .serve_connection(TokioIo::new(stream), answer);
    let ended = tokio::select! {
        ended = &mut connection => ended,
        () = until_true(stop) => {
            Pin::new(&mut connection).graceful_shutdown();
            (&mut connection).await
        }
    };
    // Other errors are of clients that went away.
    if ended.is_err_and(|error| error.is_timeout()) {
        let parts = connection.into_parts();
        // Who has begun to ask is told; a connection that was idle just ends.
        if !parts.read_buf.is_empty() {
            refuse(parts.io.into_inner()).await;
        }
    }
}

async fn answer(router: Router, request: Request<Incoming>) -> Result<axum::response::Response, Infallible> {
    router.oneshot(request).await
}

/// Says that the head of a request was too slow, in the shape of every refusal.
async fn refuse(mut stream: TcpStream) {
    tracing::info!("a client was too slow with the head of a request");
    let body = serde_json::to_string(&Refusal::from(RefusalCode::TooSlow)).unwrap_or_default();
    let head = format!(
        "HTTP/1.1 408 Request Timeout\r\nContent-Type: {MEDIA_TYPE}\r\nCache-Control: no-store\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    // It may have gone away by now.
    let _ = stream.write_all([head, body].concat().as_bytes()).await;
    let _ = stream.shutdown().await;
    // A connection that is closed over unread words is reset, and what was said goes with it.
    let mut rest = [0; 1024];
    let unread = async { while stream.read(&mut rest).await.is_ok_and(|count| count > 0) {} };
    let _ = timeout(LINGER, unread).await;
}

async fn until_true(mut told: watch::Receiver<bool>) {
    // An error means that the sender is gone, which is a stop as well.
    let _ = told.wait_for(|stop| *stop).await;
}
