//! The codes that confirm contacts: made, kept as keyed hashes, and how often they may be sent.

use std::collections::HashMap;

use contract::contacts::State;
use contract::contacts::confirmation::{
    CODE_LIFE, CodeSent, LINK_LIFE, RESENDS_OF_ACCOUNT, RESENDS_OF_CONTACT, TRIES, wait_after,
};
use sqlx::{Sqlite, SqliteConnection, SqliteExecutor, Transaction};

use super::one_tap;
use super::store::Stored;
use crate::App;
use crate::clock::{self, DAY, HOUR};
use crate::error::Error;
use crate::sealed::{Vault, random};

/// How many addresses one account may send a first code to in an hour.
const FIRST_SENDS: usize = 100;
/// How many codes one address is sent in a day, whoever asks for them: nobody is flooded by many accounts.
const SENDS_TO_ADDRESS: usize = 24;

/// A new code: six random digits.
#[must_use]
pub fn new_code() -> String {
    loop {
        let number = u32::from_be_bytes(random());
        // The last million that a u32 does not hold whole would favour small numbers.
        if number < u32::MAX - u32::MAX % 1_000_000 {
            return format!("{:06}", number % 1_000_000);
        }
    }
}

/// What is kept of a code: its keyed hash, together with the contact and the number of the sending.
#[must_use]
pub fn hash(vault: &Vault, contact: &str, number: i64, code: &str) -> [u8; 32] {
    vault.request_mac(&[b"contact code", contact.as_bytes(), &number.to_be_bytes(), code.as_bytes()])
}

/// The code that a contact was sent last.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Sent {
    /// The contact.
    pub contact_id: String,
    /// Which sending it is.
    pub number: i64,
    /// The hash of the code, once the message is written.
    pub code_hash: Option<Vec<u8>>,
    /// In seconds since 1970; 0 when it was withdrawn.
    pub sent_at: i64,
    /// In seconds since 1970.
    pub expires_at: i64,
    /// Wrong tries.
    pub tries: u32,
    /// When it was used.
    pub used_at: Option<i64>,
}

impl Sent {
    /// True while the link that went out with it confirms.
    #[must_use]
    pub fn link_confirms(&self) -> bool {
        self.sent_at + LINK_LIFE > clock::now()
    }
}

/// The code that a contact was sent last, also when it was withdrawn.
///
/// # Errors
/// When the database does not answer.
pub async fn last(database: impl SqliteExecutor<'_>, contact: &str) -> Result<Option<Sent>, Error> {
    Ok(sqlx::query_as(
        "SELECT contact_id, number, code_hash, sent_at, expires_at, tries, used_at FROM contact_codes
         WHERE contact_id = $1",
    )
    .bind(contact)
    .fetch_optional(database)
    .await?)
}

/// Begins a sending, in the place of the one before. Gives its number.
///
/// # Errors
/// `too_many`, with the seconds to wait; nothing is begun then.
pub async fn begin(work: &mut Transaction<'static, Sqlite>, vault: &Vault, contact: &Stored) -> Result<i64, Error> {
    let now = clock::now();
    let index = vault.contact_index(contact.channel, &contact.document.address);
    let sends = Sends::to_address(&mut **work, &contact.account, &index).await?;
    let wait = sends.allowance(&index, now).at - now;
    if wait > 0 {
        return Err(Error::too_many(u32::try_from(wait).unwrap_or(u32::MAX)));
    }
    sqlx::query("INSERT INTO contact_sends (account_id, address_index, sent_at, is_again) VALUES ($1, $2, $3, $4)")
        .bind(&contact.account)
        .bind(&index[..])
        .bind(now)
        .bind(i64::from(sends.own_to(&index).next().is_some()))
        .execute(&mut **work)
        .await?;
    Ok(sqlx::query_scalar(
        "INSERT INTO contact_codes (contact_id, account_id, number, sent_at, expires_at) VALUES ($1, $2, 1, $3, $4)
         ON CONFLICT (contact_id) DO UPDATE
         SET number = number + 1, code_hash = NULL, sent_at = $3, expires_at = $4, tries = 0, used_at = NULL
         RETURNING number",
    )
    .bind(&contact.id)
    .bind(&contact.account)
    .bind(now)
    .bind(now + CODE_LIFE)
    .fetch_one(&mut **work)
    .await?)
}

/// Makes code and link dead that a contact was sent: they went to another address.
///
/// # Errors
/// When the database does not take it.
pub async fn withdraw(work: &mut Transaction<'static, Sqlite>, contact: &str) -> Result<(), Error> {
    sqlx::query(
        "UPDATE contact_codes
         SET number = number + 1, code_hash = NULL, sent_at = 0, expires_at = 0, tries = 0, used_at = NULL
         WHERE contact_id = $1",
    )
    .bind(contact)
    .execute(&mut **work)
    .await?;
    Ok(())
}

/// Keeps the hash of the code of a sending, in the place of an earlier one: a message that is written
/// again has another code, and the newest message counts.
///
/// # Errors
/// When the database does not take it.
pub async fn keep_hash(
    database: impl SqliteExecutor<'_>,
    contact: &str,
    number: i64,
    code_hash: &[u8; 32],
) -> Result<(), Error> {
    sqlx::query("UPDATE contact_codes SET code_hash = $3 WHERE contact_id = $1 AND number = $2")
        .bind(contact)
        .bind(number)
        .bind(&code_hash[..])
        .execute(database)
        .await?;
    Ok(())
}

/// Counts a wrong try.
///
/// # Errors
/// When the database does not take it.
pub async fn count_wrong(work: &mut Transaction<'static, Sqlite>, contact: &str) -> Result<(), Error> {
    sqlx::query("UPDATE contact_codes SET tries = tries + 1 WHERE contact_id = $1")
        .bind(contact)
        .execute(&mut **work)
        .await?;
    Ok(())
}

/// Makes a code one that was used.
///
/// # Errors
/// When the database does not take it.
pub async fn use_up(work: &mut Transaction<'static, Sqlite>, contact: &str) -> Result<(), Error> {
    sqlx::query("UPDATE contact_codes SET used_at = $2 WHERE contact_id = $1")
        .bind(contact)
        .bind(clock::now())
        .execute(&mut **work)
        .await?;
    Ok(())
}

/// When codes were sent, within the last day.
pub struct Sends(Vec<Send>);

#[derive(sqlx::FromRow)]
struct Send {
    is_own: bool,
    address_index: Vec<u8>,
    sent_at: i64,
    is_again: bool,
}

/// When another code may be sent, and how often one may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// From when on, in seconds since 1970; what is over already is at once.
    pub at: i64,
    /// How many more within a day of the first.
    pub left: u32,
}

impl Sends {
    /// Those of an account.
    async fn of_account(database: impl SqliteExecutor<'_>, account: &str) -> Result<Self, Error> {
        Ok(Self(
            sqlx::query_as(
                "SELECT 1 AS is_own, address_index, sent_at, is_again FROM contact_sends
                 WHERE account_id = $1 AND sent_at > $2 ORDER BY sent_at",
            )
            .bind(account)
            .bind(clock::now() - DAY)
            .fetch_all(database)
            .await?,
        ))
    }

    /// Those of an account, and those of all accounts to an address.
    async fn to_address(database: impl SqliteExecutor<'_>, account: &str, index: &[u8]) -> Result<Self, Error> {
        Ok(Self(
            sqlx::query_as(
                "SELECT account_id = $1 AS is_own, address_index, sent_at, is_again FROM contact_sends
                 WHERE (account_id = $1 OR address_index = $2) AND sent_at > $3 ORDER BY sent_at",
            )
            .bind(account)
            .bind(index)
            .bind(clock::now() - DAY)
            .fetch_all(database)
            .await?,
        ))
    }

    fn own_to(&self, index: &[u8]) -> impl Iterator<Item = i64> {
        self.0.iter().filter(move |send| send.is_own && send.address_index == index).map(|send| send.sent_at)
    }

    fn allowance(&self, index: &[u8], now: i64) -> Allowance {
        let to_contact: Vec<i64> = self.own_to(index).collect();
        let to_all: Vec<i64> =
            self.0.iter().filter(|send| send.address_index == index).map(|send| send.sent_at).collect();
        let of_account = |is_again, since: i64| -> Vec<i64> {
            let is_it = |send: &&Send| send.is_own && send.is_again == is_again && send.sent_at > since;
            self.0.iter().filter(is_it).map(|send| send.sent_at).collect()
        };
        let again = of_account(true, now - DAY);
        let of_contact_at_most = RESENDS_OF_CONTACT as usize + 1;
        let of_account_at_most = RESENDS_OF_ACCOUNT as usize;
        let mut at = free_at(&to_all, SENDS_TO_ADDRESS, DAY);
        match to_contact.last() {
            None => at = at.max(free_at(&of_account(false, now - HOUR), FIRST_SENDS, HOUR)),
            Some(latest) => {
                let sent = u32::try_from(to_contact.len()).unwrap_or(u32::MAX);
                at = at.max(latest + wait_after(sent)).max(free_at(&to_contact, of_contact_at_most, DAY)).max(free_at(
                    &again,
                    of_account_at_most,
                    DAY,
                ));
            }
        }
        let left = of_contact_at_most
            .saturating_sub(to_contact.len())
            .min(of_account_at_most.saturating_sub(again.len()))
            .min(SENDS_TO_ADDRESS.saturating_sub(to_all.len()));
        Allowance { at, left: u32::try_from(left).unwrap_or(u32::MAX) }
    }
}

/// When fewer than `most` of these times, which are in order, lie within the last `window`. 0 for at once.
fn free_at(times: &[i64], most: usize, window: i64) -> i64 {
    times.len().checked_sub(most).and_then(|at| times.get(at)).map_or(0, |at| at + window)
}

/// The codes that the contacts of an account await.
pub struct Codes {
    sent: HashMap<String, Sent>,
    sends: Sends,
}

impl Codes {
    /// Those that were sent to an account's contacts within a day.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of_account(database: &mut SqliteConnection, account: &str) -> Result<Self, Error> {
        let sent: Vec<Sent> = sqlx::query_as(
            "SELECT contact_id, number, code_hash, sent_at, expires_at, tries, used_at FROM contact_codes
             WHERE account_id = $1 AND sent_at > $2",
        )
        .bind(account)
        .bind(clock::now() - DAY)
        .fetch_all(&mut *database)
        .await?;
        let sends = Sends::of_account(database, account).await?;
        Ok(Self { sent: sent.into_iter().map(|sent| (sent.contact_id.clone(), sent)).collect(), sends })
    }

    /// The code that a contact awaits, as it crosses the wire.
    #[must_use]
    pub fn of(&self, app: &App, contact: &Stored) -> Option<CodeSent> {
        if contact.state != State::AwaitingConfirmation {
            return None;
        }
        let sent = self.sent.get(&contact.id)?;
        let index = app.vault.contact_index(contact.channel, &contact.document.address);
        let Allowance { at, left } = self.sends.allowance(&index, clock::now());
        Some(CodeSent {
            sent_at: clock::rfc3339(sent.sent_at * 1000),
            expires_at: clock::rfc3339(sent.expires_at * 1000),
            tries_left: TRIES.saturating_sub(sent.tries),
            again_at: clock::rfc3339(at.max(sent.sent_at) * 1000),
            sends_left: left,
            link: one_tap::link(app, contact, sent),
        })
    }
}

/// Forgets what no wait depends on any more.
///
/// # Errors
/// When the database does not take it.
pub async fn erase_old(work: &mut Transaction<'static, Sqlite>) -> Result<(), Error> {
    sqlx::query("DELETE FROM contact_sends WHERE sent_at <= $1").bind(clock::now() - DAY).execute(&mut **work).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const NOW: i64 = 1_795_000_000;

    fn sends(of: &[(bool, u8, i64, bool)]) -> Sends {
        let send = |(is_own, address, ago, is_again): &(bool, u8, i64, bool)| Send {
            is_own: *is_own,
            address_index: vec![*address],
            sent_at: NOW - ago,
            is_again: *is_again,
        };
        Sends(of.iter().map(send).collect())
    }

    #[test]
    fn codes_are_six_digits_that_differ() {
        let codes: HashSet<String> = (0..1000).map(|_| new_code()).collect();
        assert!(codes.iter().all(|code| code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit())));
        // Of a thousand among a million, about one is there twice; ten would be no chance.
        assert!(codes.len() > 990, "{}", codes.len());
    }

    #[test]
    fn each_sending_waits_longer_and_the_seventh_until_a_day_after_the_first() {
        let at = |of: &[(bool, u8, i64, bool)]| sends(of).allowance(&[1], NOW);
        assert_eq!(at(&[]), Allowance { at: 0, left: 6 });
        assert_eq!(at(&[(true, 1, 5, false)]), Allowance { at: NOW + 55, left: 5 });
        assert_eq!(at(&[(true, 1, 65, false), (true, 1, 5, true)]), Allowance { at: NOW + 115, left: 4 });
        let six = [3_000, 2_900, 2_700, 2_400, 1_900, 1_400].map(|ago| (true, 1, ago, ago != 3_000));
        assert_eq!(at(&six), Allowance { at: NOW - 3_000 + DAY, left: 0 });
        // Another address has its own waits.
        assert_eq!(sends(&six).allowance(&[2], NOW), Allowance { at: 0, left: 6 });
    }

    #[test]
    fn an_account_sends_twenty_again_in_a_day_and_a_hundred_first_ones_in_an_hour() {
        let again: Vec<_> = (0..20).map(|n| (true, 9, 10_000 - n, true)).collect();
        let with = |more: (bool, u8, i64, bool)| sends(&[&again[..], &[more]].concat());
        let first = (true, 1, 100, false);
        assert_eq!(with(first).allowance(&[1], NOW), Allowance { at: NOW - 10_000 + DAY, left: 0 });
        assert_eq!(with(first).allowance(&[2], NOW).at, 0, "a first one is none again");
        let firsts: Vec<_> = (0..100).map(|n| (true, 9, 3_000 - n, false)).collect();
        assert_eq!(sends(&firsts).allowance(&[1], NOW).at, NOW - 3_000 + HOUR);
        assert_eq!(sends(&firsts[1..]).allowance(&[1], NOW).at, 0);
    }

    #[test]
    fn many_accounts_together_send_an_address_no_more_than_24_in_a_day() {
        let others: Vec<_> = (0..24).map(|n| (false, 1, 50_000 - n, false)).collect();
        assert_eq!(sends(&others).allowance(&[1], NOW), Allowance { at: NOW - 50_000 + DAY, left: 0 });
        assert_eq!(sends(&others[1..]).allowance(&[1], NOW).at, 0);
    }
}
