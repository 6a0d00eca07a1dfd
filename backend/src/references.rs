//! References that people read out and write down, such as `HT-2026-000001`.

use sqlx::{Sqlite, Transaction};

use crate::error::Error;
use crate::{clock, warsaw};

/// The next reference of this year. Its number is given once, also when what it names is erased.
///
/// # Errors
/// When the database does not take it.
pub async fn next(work: &mut Transaction<'static, Sqlite>) -> Result<String, Error> {
    let year = warsaw::day_at(clock::now())?.year();
    let number: i64 = sqlx::query_scalar(
        "INSERT INTO reference_numbers (year, last) VALUES ($1, 1)
         ON CONFLICT (year) DO UPDATE SET last = last + 1 RETURNING last",
    )
    .bind(year)
    .fetch_one(&mut **work)
    .await?;
    Ok(format!("HT-{year}-{number:06}"))
}
