//! The options of the command line. Each is also an environment variable, which `--help` names.

#![expect(clippy::doc_markdown, reason = "what stands over an option is its help, which is plain text")]

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};

/// What `--version` says. A build whose clock can be moved says so: it is for tests alone.
const VERSION: &str = if cfg!(feature = "movable-clock") {
    concat!(env!("CARGO_PKG_VERSION"), " with a movable clock, for tests only")
} else {
    env!("CARGO_PKG_VERSION")
};

/// Keeps the accounts of HostTracker Account in an embedded database and serves the page.
#[derive(Parser, Debug)]
#[command(name = "hosttracker-backend", version = VERSION)]
pub struct Options {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Answers the page and the API
    Serve(Box<Serve>),
    /// Requests to support: lists, shows and answers them, also while the server runs
    #[command(subcommand)]
    Support(Support),
    /// Follows every record of evidence to its signed end; names those that do not hold, and exits with 1
    VerifyEvidence(VerifyEvidence),
    /// Finishes the static files after `trunk build`: headers, redirects, policy pages, compression
    Pack(Pack),
}

/// The options of `serve`.
#[derive(Args, Debug, Clone)]
pub struct Serve {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, env = "HOSTTRACKER_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Folder of the database, the master key and the outbox; made when absent
    #[arg(long, env = "HOSTTRACKER_DATA", default_value = "./data")]
    pub data: PathBuf,
    /// Folder of the static files, finished by `pack`
    #[arg(long, env = "HOSTTRACKER_DIST", default_value = "./dist")]
    pub dist: PathBuf,
    /// Another origin that may call the API with credentials (CORS); may be given more than once
    #[arg(long, env = "HOSTTRACKER_ALLOW_ORIGIN", value_delimiter = ',')]
    pub allow_origin: Vec<String>,
    /// A proxy with HTTPS stands before this server; without it only loopback is listened on
    #[arg(long, env = "HOSTTRACKER_BEHIND_TLS")]
    pub behind_tls: bool,
    /// The address of the page in messages [default: http:// and the address listened on]
    #[arg(long, env = "HOSTTRACKER_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Sign-ins, registrations, resets and links that one client address may try in 15 minutes
    /// [default: 300 behind TLS; 20000 on plain loopback, where the address tells nobody apart]
    #[arg(long, env = "HOSTTRACKER_TRIES_PER_ADDRESS")]
    pub tries_per_address: Option<usize>,
    /// Contacts that one account may add in a minute
    #[arg(long, env = "HOSTTRACKER_CONTACTS_PER_MINUTE", default_value = "120")]
    pub contacts_per_minute: usize,
    /// The token that the monitoring system sends events with, 32 characters or more
    /// [default: the one in the file service.token of the data folder, made at the first start]
    #[arg(long, env = "HOSTTRACKER_SERVICE_TOKEN", hide_env_values = true)]
    pub service_token: Option<String>,
    /// Seconds within which the head of a request must be there; a connection may be idle as long
    #[arg(long, env = "HOSTTRACKER_HEAD_WITHIN", default_value = "10", value_parser = seconds)]
    pub head_within: Duration,
    /// Seconds from there within which its body must be there
    #[arg(long, env = "HOSTTRACKER_BODY_WITHIN", default_value = "30", value_parser = seconds)]
    pub body_within: Duration,
    /// Where messages are sent, as in smtps://user:password@mail.example.org [default: the embedded outbox]
    #[arg(long, env = "HOSTTRACKER_SMTP_URL", hide_env_values = true, requires = "mail_from")]
    pub smtp_url: Option<String>,
    /// Sender of messages, as in "HostTracker <account@example.org>"; needed with --smtp-url
    #[arg(long, env = "HOSTTRACKER_MAIL_FROM")]
    pub mail_from: Option<String>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "a doc comment here would become help of the command")]
    pub sms: SmsGateway,
    #[command(flatten)]
    #[expect(missing_docs, reason = "a doc comment here would become help of the command")]
    pub telegram: TelegramBot,
}

/// How SMS are sent: by a gateway that takes an HTTP POST.
#[derive(Args, Debug, Clone, Default)]
pub struct SmsGateway {
    /// The address of an SMS gateway that takes POST, as in https://sms.example.org/messages [default: the embedded outbox]
    #[arg(long, env = "HOSTTRACKER_SMS_URL", hide_env_values = true, requires = "sms_body")]
    pub sms_url: Option<String>,
    /// A header for the gateway, as in "Authorization: Bearer SECRET"; may be given more than once, in the
    /// environment one in each line. Content-Type says how --sms-body is escaped: application/json, which is
    /// the default, or application/x-www-form-urlencoded
    #[arg(long, env = "HOSTTRACKER_SMS_HEADER", hide_env_values = true, value_delimiter = '\n', requires = "sms_url")]
    pub sms_header: Vec<String>,
    /// The body for the gateway with {to}, {text} and {id}, as in '{"to":"{to}","text":"{text}","id":"{id}"}'
    #[arg(long, env = "HOSTTRACKER_SMS_BODY", hide_env_values = true, requires = "sms_url")]
    pub sms_body: Option<String>,
    /// Secret with which the gateway signs what it posts to /api/v1/webhooks/sms (header X-Signature)
    #[arg(long, env = "HOSTTRACKER_SMS_SECRET", hide_env_values = true)]
    pub sms_secret: Option<String>,
}

/// How messages go out by Telegram, and answers come in.
#[derive(Args, Debug, Clone, Default)]
pub struct TelegramBot {
    /// Token of a Telegram bot, as BotFather gave it [default: the embedded outbox]
    #[arg(long, env = "HOSTTRACKER_TELEGRAM_TOKEN", hide_env_values = true, requires_all = ["telegram_bot", "telegram_secret"])]
    pub telegram_token: Option<String>,
    /// Where the Bot API is
    #[arg(long, env = "HOSTTRACKER_TELEGRAM_API", default_value = "https://api.telegram.org")]
    pub telegram_api: String,
    /// Name of the bot, as in HostTrackerBot; needed with --telegram-token
    #[arg(long, env = "HOSTTRACKER_TELEGRAM_BOT")]
    pub telegram_bot: Option<String>,
    /// Secret that Telegram repeats when it posts to /api/v1/webhooks/telegram (setWebhook, secret_token);
    /// needed with --telegram-token
    #[arg(long, env = "HOSTTRACKER_TELEGRAM_SECRET", hide_env_values = true)]
    pub telegram_secret: Option<String>,
}

impl Serve {
    /// How often one client address may try in 15 minutes.
    #[must_use]
    pub fn tries(&self) -> usize {
        self.tries_per_address.unwrap_or(if self.behind_tls { 300 } else { 20_000 })
    }
}

/// A time that is long enough for something.
fn seconds(typed: &str) -> Result<Duration, String> {
    let time = typed.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    time.filter(|time| !time.is_zero()).ok_or_else(|| "give more than 0 seconds, as in 10 or 0.5".to_owned())
}

/// What can be done with requests to support.
#[derive(Subcommand, Debug)]
pub enum Support {
    /// Lists references, dates, topics and states, and nothing about anybody
    List(ListRequests),
    /// Shows a request; the person sees who looked, and why
    Show(ShowRequest),
    /// Answers a request; the person gets the answer, with the name and the reason
    Answer(AnswerRequest),
}

/// The options of `support list`.
#[derive(Args, Debug, Clone)]
pub struct ListRequests {
    /// Folder of the database
    #[arg(long, env = "HOSTTRACKER_DATA", default_value = "./data")]
    pub data: PathBuf,
}

/// The options of `support show`.
#[derive(Args, Debug, Clone)]
pub struct ShowRequest {
    /// As in HT-2026-000001
    pub reference: String,
    #[command(flatten)]
    #[expect(missing_docs, reason = "a doc comment here would become help of the command")]
    pub access: Access,
    /// Folder of the database
    #[arg(long, env = "HOSTTRACKER_DATA", default_value = "./data")]
    pub data: PathBuf,
}

/// The options of `support answer`.
#[derive(Args, Debug, Clone)]
pub struct AnswerRequest {
    /// As in HT-2026-000001
    pub reference: String,
    #[command(flatten)]
    #[expect(missing_docs, reason = "a doc comment here would become help of the command")]
    pub access: Access,
    /// The answer [default: read from standard input]
    #[arg(long)]
    pub text: Option<String>,
    /// Folder of the database
    #[arg(long, env = "HOSTTRACKER_DATA", default_value = "./data")]
    pub data: PathBuf,
}

/// Who looks at a person's things, and why (P19).
#[derive(Args, Debug, Clone)]
pub struct Access {
    /// Your name; the person sees it
    #[arg(long, value_parser = said)]
    pub operator: String,
    /// Why you need to look; the person sees it
    #[arg(long, value_parser = said)]
    pub reason: String,
}

/// A line that says something.
fn said(typed: &str) -> Result<String, String> {
    contract::rules::line(typed).map_err(|_| "give 1 to 100 characters in one line".to_owned())
}

/// The options of `verify-evidence`.
#[derive(Args, Debug, Clone)]
pub struct VerifyEvidence {
    /// Folder of the database
    #[arg(long, env = "HOSTTRACKER_DATA", default_value = "./data")]
    pub data: PathBuf,
}

/// The options of `pack`.
#[derive(Args, Debug, Clone)]
pub struct Pack {
    /// Folder that `trunk build` wrote
    #[arg(long, env = "HOSTTRACKER_DIST", default_value = "./dist")]
    pub dist: PathBuf,
    /// Folder of the program's parts, when it was built in parts
    #[arg(long)]
    pub parts: Option<PathBuf>,
}
