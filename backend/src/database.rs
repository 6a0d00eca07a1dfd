//! All that is SQLite's alone: how the database is opened, kept durable, migrated and closed.

use std::path::Path;
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, SqlitePool, Transaction};
use zeroize::Zeroizing;

use crate::Fault;
use crate::error::Error;
use crate::key_file::MASTER;
use crate::sealed::{Vault, random};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// The database.
#[derive(Clone)]
pub struct Database {
    pool: SqlitePool,
    writer: SqlitePool,
    committed: SqlitePool,
}

/// The database and the keys that open it.
///
/// # Errors
/// A [`Fault`] that says what is wrong and what to do.
pub async fn open(data: &Path) -> Result<(Database, Vault), Fault> {
    let file = data.join("account.sqlite3");
    let existed = file.exists();
    let master = match MASTER.read(data)? {
        Some(master) => master,
        None if existed => {
            return Err(Fault::new(format!(
                "there is a database but no master key {}: put back your copy of the key",
                MASTER.path(data).display()
            )));
        }
        None => {
            let master = Zeroizing::new(random());
            MASTER.create(data, &master)?;
            master
        }
    };
    let options = SqliteConnectOptions::new()
        .filename(&file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // FULL: a commit is on the disk before it is answered, not only after the next checkpoint.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        // Erased rows are overwritten with zeros in the file.
        .pragma("secure_delete", "ON");
    let pool = SqlitePoolOptions::new()
        .max_connections(6)
        .acquire_timeout(Duration::from_secs(8))
        .connect_with(options.clone())
        .await
        .map_err(|error| unusable(&file, &error))?;
    // There is one lock for writing: who waits for it here is served in turn, while the database would let
    // them try again after ever longer pauses.
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(8))
        .connect_with(options.clone())
        .await
        .map_err(|error| unusable(&file, &error))?;
    let committed = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(options)
        .await
        .map_err(|error| unusable(&file, &error))?;
    let database = Database { pool, writer, committed };
    database.migrate(&file).await?;
    let vault = Vault::new(&master);
    database.prove(&vault, data).await?;
    Ok((database, vault))
}

/// The same for a command beside the server: it finds a database and makes none.
///
/// # Errors
/// As [`open`], and when there is no database.
pub async fn open_existing(data: &Path) -> Result<(Database, Vault), Fault> {
    if !data.join("account.sqlite3").exists() {
        return Err(Fault::new(format!(
            "there is no database in {}: give --data the folder of a server",
            data.display()
        )));
    }
    open(data).await
}

impl Database {
    /// For reading.
    #[must_use]
    pub const fn read(&self) -> &SqlitePool {
        &self.pool
    }

    /// For reading what is committed, by who holds the lock for writing: on a connection of its own,
    /// so that those who wait for the lock cannot have taken them all.
    #[must_use]
    pub const fn committed(&self) -> &SqlitePool {
        &self.committed
    }

    /// For writing. The lock is taken at once: a transaction that begins by reading cannot find at
    /// its first write that another one was faster.
    ///
    /// # Errors
    /// [`Error`] when the database is busy for too long, full, or gone.
    pub async fn write(&self) -> Result<Transaction<'static, Sqlite>, Error> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }

    /// True when the database answers and its newest migration is this program's.
    pub async fn is_ready(&self) -> bool {
        let newest = MIGRATIONS.iter().map(|migration| migration.version).max();
        let applied: Result<Option<i64>, _> =
            sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations WHERE success").fetch_one(&self.pool).await;
        applied.is_ok_and(|applied| applied == newest)
    }

    /// Brings the write-ahead log into the database file and closes it.
    pub async fn close(&self) {
        self.committed.close().await;
        self.writer.close().await;
        if let Err(error) = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&self.pool).await {
            tracing::warn!(%error, "the write-ahead log stays; the next start reads it");
        }
        self.pool.close().await;
    }

    async fn migrate(&self, file: &Path) -> Result<(), Fault> {
        MIGRATIONS.run(&self.pool).await.map_err(|error| match error {
            MigrateError::VersionMissing(version) => Fault::new(format!(
                "the database {} is of a newer version (migration {version}) than this program: use the newer program",
                file.display()
            )),
            MigrateError::VersionMismatch(version) => Fault::new(format!(
                "the database {} was made by another build (migration {version} differs): use the program that made it",
                file.display()
            )),
            MigrateError::Execute(error) => unusable(file, &error),
            other => Fault::new(format!(
                "the database {} cannot be migrated ({other}): see that the disk is not full",
                file.display()
            )),
        })
    }

    async fn prove(&self, vault: &Vault, data: &Path) -> Result<(), Fault> {
        let file = data.join("account.sqlite3");
        let proof: Option<Vec<u8>> = sqlx::query_scalar("SELECT proof FROM vault")
            .fetch_optional(&self.pool)
            .await
            .map_err(|error| unusable(&file, &error))?;
        match proof {
            Some(proof) if vault.proves(&proof) => Ok(()),
            Some(_) => Err(Fault::new(format!(
                "the master key {} is not the one of this database: put back the right key",
                MASTER.path(data).display()
            ))),
            None => sqlx::query("INSERT INTO vault (id, proof) VALUES (1, $1)")
                .bind(vault.proof())
                .execute(&self.pool)
                .await
                .map(drop)
                .map_err(|error| unusable(&file, &error)),
        }
    }
}

fn unusable(file: &Path, error: &sqlx::Error) -> Fault {
    let reason = error.to_string().replace('\n', " ");
    Fault::new(format!(
        "the database {} cannot be used ({reason}): see that the folder is writable, the disk not full and the file whole",
        file.display()
    ))
}
