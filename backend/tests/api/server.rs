//! The real program, started for one test.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sqlx::SqlitePool;
use tempfile::TempDir;

use crate::answer::Answer;

/// How long to wait for anything before the test fails.
const PATIENCE: Duration = Duration::from_secs(30);

/// The program under test.
pub fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_hosttracker-backend"));
    program.env("RUST_LOG", "info");
    program
}

/// A running server; it is killed when the test ends.
pub struct Server {
    child: Child,
    /// The server's own id, where the child is another program that started it.
    beneath: Option<u32>,
    address: SocketAddr,
    folder: TempDir,
    options: Vec<String>,
}

impl Server {
    /// Starts with an empty data folder.
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// Starts with more options.
    pub fn start_with(options: &[&str]) -> Self {
        Self::start_in(tempfile::tempdir().expect("a folder"), options)
    }

    /// Starts with more in its log.
    pub fn start_logging(level: &str, options: &[&str]) -> Self {
        let mut program = program();
        program.env("RUST_LOG", level);
        Self::launch(program, tempfile::tempdir().expect("a folder"), options)
    }

    /// Starts in a folder that something was put into before.
    pub fn start_in(folder: TempDir, options: &[&str]) -> Self {
        Self::launch(program(), folder, options)
    }

    fn launch(program: Command, folder: TempDir, options: &[&str]) -> Self {
        let options: Vec<String> = options.iter().map(|option| (*option).to_owned()).collect();
        let (child, address) = launch(program, folder.path(), &options);
        Self { child, beneath: None, address, folder, options }
    }

    /// Starts under another program, such as a tracer, which is given the server's command.
    pub fn start_under(mut outer: Command) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        outer.arg(program().get_program());
        let (child, address) = launch(outer, folder.path(), &[]);
        let beneath = Some(child_of(child.id()));
        Self { child, beneath, address, folder, options: Vec::new() }
    }

    /// The ids of its processes: the server's, and that of the program above it.
    pub fn ids(&self) -> Vec<u32> {
        self.beneath.into_iter().chain([self.child.id()]).collect()
    }

    /// Kills the process as a power switch would (SIGKILL), and starts it again on the same data.
    pub fn kill_and_restart(&mut self) {
        self.kill();
        self.start_again();
    }

    /// Kills the process, and starts it on the same data with other options.
    pub fn restart_with(&mut self, options: &[String]) {
        self.kill();
        self.options = options.to_vec();
        self.start_again();
    }

    /// Starts on the same data after the process has ended.
    pub fn start_again(&mut self) {
        (self.child, self.address) = launch(program(), self.folder.path(), &self.options);
        self.beneath = None;
    }

    /// SIGKILL.
    pub fn kill(&mut self) {
        self.try_to_kill().expect("the process is there");
        self.child.wait().expect("it ends");
    }

    /// What stands above the server ends with it.
    fn try_to_kill(&mut self) -> std::io::Result<()> {
        match self.beneath {
            Some(id) => Command::new("kill").args(["-KILL", &id.to_string()]).status().map(drop),
            None => self.child.kill(),
        }
    }

    /// Asks the process to stop (SIGTERM).
    pub fn ask_to_stop(&self) {
        let told = Command::new("kill").arg(self.child.id().to_string()).status().expect("kill is there");
        assert!(told.success());
    }

    /// Waits for the process to end by itself.
    pub fn wait_for_end(&mut self) -> ExitStatus {
        eventually("the process ends", || self.child.try_wait().expect("a state"))
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its origin, as a browser would name it.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Its data folder.
    pub fn data(&self) -> PathBuf {
        data_in(self.folder.path())
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).expect("a log")
    }

    /// Changes the database from outside, to make time pass or damage things.
    pub fn change_database(&self, sql: &'static str) {
        change_database(&self.data(), sql);
    }

    /// Another command of the program on the same data folder, such as `support list`.
    pub fn command(&self, args: &[&str]) -> Output {
        program().args(args).arg("--data").arg(self.data()).output().expect("it ran")
    }

    /// Sets the server's clock ahead by this many seconds in all.
    pub fn set_clock_ahead(&self, seconds: i64) {
        let answer = self.ask("PUT", "/clock", &[], &json!({ "ahead": seconds }));
        assert_eq!(answer.status, 200, "{answer:?}");
    }

    /// The messages in the outbox, once there are as many as this; the newest first.
    pub fn messages(&self, count: usize) -> Vec<Value> {
        eventually("the messages are in the outbox", || {
            let items = self.get("/outbox.json").json()["items"].as_array().expect("a list").clone();
            (items.len() >= count).then_some(items)
        })
    }

    /// `GET` of a path.
    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], b"")
    }

    /// A request as the page would send it.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        let page = [("Sec-Fetch-Site", "same-origin"), ("Content-Type", "application/json")];
        self.send(method, path, &[&page, headers].concat(), body.to_string().as_bytes())
    }

    /// Sends a request as the page would, and does not wait for the answer: the connection is still open.
    pub fn begin(&self, method: &str, path: &str, body: &Value) -> TcpStream {
        let body = body.to_string();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("the request goes out");
        stream
    }

    /// A request with nothing added but `Host` (unless it is given) and the length of the body.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut request = format!("{method} {path} HTTP/1.1\r\n").into_bytes();
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            request.extend(format!("Host: {}\r\n", self.address).bytes());
        }
        for (name, value) in headers {
            request.extend(format!("{name}: {value}\r\n").bytes());
        }
        if !body.is_empty() {
            request.extend(format!("Content-Length: {}\r\n", body.len()).bytes());
        }
        request.extend(b"\r\n");
        request.extend(body);
        let mut stream = self.connect();
        stream.write_all(&request).expect("the request goes out");
        let answer = Answer::read(&mut stream, method);
        answer.check_against_description(self, method, path);
        answer
    }

    /// A connection, for what [`Server::send`] cannot do.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, which is what some tests are about.
        let _ = self.try_to_kill();
        let _ = self.child.wait();
    }
}

/// The id of the one process that another has started.
fn child_of(id: u32) -> u32 {
    let children = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).expect("a list");
    children.trim().parse().expect("one id")
}

/// The data folder in the folder of a test.
pub fn data_in(folder: &Path) -> PathBuf {
    folder.join("data")
}

/// Changes a database with SQL.
pub fn change_database(data: &Path, sql: &'static str) {
    try_to_change_database(data, sql).expect("the change");
}

/// Tries to change a database with SQL; the error is the database's.
pub fn try_to_change_database(data: &Path, sql: &'static str) -> Result<(), String> {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let url = format!("sqlite://{}", data.join("account.sqlite3").display());
        let pool = SqlitePool::connect(&url).await.expect("a database");
        let done = sqlx::query(sql).execute(&pool).await;
        pool.close().await;
        done.map(drop).map_err(|error| error.to_string())
    })
}

/// Asks again until there is an answer.
pub fn eventually<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = ask() {
            return found;
        }
        assert!(Instant::now() < deadline, "not in {PATIENCE:?}: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn launch(mut program: Command, folder: &Path, options: &[String]) -> (Child, SocketAddr) {
    let log = File::options().create(true).append(true).open(folder.join("log")).expect("a log");
    let mut child = program
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(data_in(folder))
        .arg("--dist")
        .arg(folder.join("dist"))
        .args(options)
        .stdout(Stdio::piped())
        .stderr(log)
        .spawn()
        .expect("the program starts");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let first = lines.next().map_or_else(
        || {
            let mut log = String::new();
            let _ = File::open(folder.join("log")).and_then(|mut file| file.read_to_string(&mut log));
            panic!("the server did not start: {log}")
        },
        |line| line.expect("text"),
    );
    let address = first.strip_prefix("HostTracker Account is at http://").expect("the address");
    (child, address.parse().expect("an address"))
}
