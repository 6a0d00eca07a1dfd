//! The bare SQLite write loop: one row updated in a transaction, written through to the disk before the next.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

use crate::Failure;
use crate::summary::Timed;

/// Repeats the update in a database of its own in `folder`, with the backend's guarantees: a write-ahead log and
/// `synchronous=FULL`. A change of the value by number keeps the row as long as a saved profile.
pub(crate) fn repeat(folder: &Path, profile: &[u8], lasting: Duration) -> Result<Timed, Failure> {
    let mut database = Connection::open(folder.join("bare-writes.sqlite"))?;
    database.pragma_update(None, "journal_mode", "wal")?;
    database.pragma_update(None, "synchronous", "full")?;
    database.execute_batch("CREATE TABLE profile (id INTEGER PRIMARY KEY, version INTEGER, content BLOB)")?;
    database.execute("INSERT INTO profile VALUES (1, 0, $1)", params![profile])?;

    let begun = Instant::now();
    let mut each = Vec::new();
    while begun.elapsed() < lasting {
        let asked = Instant::now();
        let transaction = database.transaction()?;
        transaction
            .prepare_cached("UPDATE profile SET version = version + 1, content = $1 WHERE id = 1")?
            .execute(params![profile])?;
        transaction.commit()?;
        each.push(asked.elapsed());
    }
    Ok(Timed { each, all: begun.elapsed() })
}
