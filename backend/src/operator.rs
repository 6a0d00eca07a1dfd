//! Commands of people who work for the service (P19): they touch a person's things only under a name
//! and for a reason, and the person sees both. They work on the data folder while the server runs.

use std::io::{Read, Write};

use contract::pages::Page;
use contract::rules;
use contract::support::{MESSAGE_MAX, SupportAnswer, SupportRequest};

use crate::config::{Access, AnswerRequest, ListRequests, ShowRequest, Support};
use crate::database::{self, Database};
use crate::errands::{Errand, Telling};
use crate::error::Error;
use crate::evidence::{Evidence, Fact};
use crate::sealed::Vault;
use crate::support::{self, Holder, Stored, StoredAnswer, StoredLook};
use crate::words::Occasion;
use crate::{Fault, clock, evidence, jobs, profile};

/// Carries a command out and writes what it shows.
///
/// # Errors
/// A [`Fault`] that says what is wrong and what to do.
pub async fn support(command: Support, out: &mut impl Write) -> Result<(), Fault> {
    let data = match &command {
        Support::List(ListRequests { data })
        | Support::Show(ShowRequest { data, .. })
        | Support::Answer(AnswerRequest { data, .. }) => data.clone(),
    };
    let (database, vault) = database::open_existing(&data).await?;
    let evidence = Evidence::open(&data, &database)?;
    let desk = Desk { database, vault, evidence };
    let done = match command {
        Support::List(_) => desk.list().await,
        Support::Show(ShowRequest { reference, access, .. }) => desk.show(&reference, &access).await,
        Support::Answer(AnswerRequest { reference, access, text, .. }) => match text.map_or_else(read_text, Ok) {
            Ok(text) => desk.answer(&reference, &access, &text).await,
            Err(fault) => Err(fault),
        },
    };
    desk.database.close().await;
    let shown = done?;
    // Whoever started this may have stopped listening; what was done is done.
    let _ = out.write_all(shown.as_bytes());
    Ok(())
}

/// `verify-evidence`: a line for each record that does not hold.
///
/// # Errors
/// A [`Fault`] when there is such a record, or when nothing could be read.
pub async fn verify_evidence(data: &std::path::Path, out: &mut impl Write) -> Result<(), Fault> {
    let verdict = evidence::verify(data).await?;
    for line in &verdict.broken {
        let _ = writeln!(out, "{line}");
    }
    if verdict.broken.is_empty() {
        let _ = writeln!(out, "All records hold: {}", verdict.whole);
        return Ok(());
    }
    Err(Fault::new(format!(
        "{} of {} records do not hold: look who had access to the data folder, and compare with your backups",
        verdict.broken.len(),
        verdict.broken.len() + verdict.whole,
    )))
}

/// What an operator works with.
struct Desk {
    database: Database,
    vault: Vault,
    evidence: Evidence,
}

impl Desk {
    async fn list(&self) -> Result<String, Fault> {
        let listed = support::list_all(self.database.read()).await.map_err(failed)?;
        if listed.is_empty() {
            return Ok("No requests yet\n".to_owned());
        }
        let lines = listed.into_iter().map(|request| {
            let state = if request.is_answered { "answered" } else { "received" };
            format!("{}  {}  {:8}  {state}\n", request.reference, clock::rfc3339(request.received_at), request.topic)
        });
        Ok(lines.collect())
    }

    async fn show(&self, reference: &str, access: &Access) -> Result<String, Fault> {
        let mut work = self.database.write().await.map_err(failed)?;
        let stored = self.open(&mut work, reference, access).await?;
        // Recorded first, shown then.
        work.commit().await.map_err(|error| failed(error.into()))?;
        self.evidence.settle().await.map_err(failed)?;
        Ok(write_out(&stored.show()))
    }

    async fn answer(&self, reference: &str, access: &Access, text: &str) -> Result<String, Fault> {
        let text = rules::text(text, MESSAGE_MAX).map_err(|problem| {
            Fault::new(format!("the answer cannot be sent ({:?}): give 1 to {MESSAGE_MAX} characters", problem.code))
        })?;
        let mut work = self.database.write().await.map_err(failed)?;
        let stored = self.open(&mut work, reference, access).await?;
        let answer = StoredAnswer { operator: access.operator.clone(), reason: access.reason.clone(), text };
        support::answer(&mut work, &stored, &answer).await.map_err(failed)?;
        if let Holder::Account(account, key) = stored.holder() {
            let fact = Fact::SupportAnswered { reference };
            self.evidence.append(&mut work, account, key, &fact).await.map_err(failed)?;
        }
        let (to, first_name) = self.receiver(&mut work, &stored).await.map_err(failed)?;
        let telling = Telling {
            path: Page::SupportRequest(reference.to_owned()).path(),
            occasion: Occasion::SupportAnswered {
                reference: reference.to_owned(),
                operator: answer.operator,
                reason: answer.reason,
                text: answer.text,
            },
            to,
            first_name,
            language: stored.document.language,
        };
        let about = stored.holder().about();
        jobs::enqueue(&mut work, &self.vault, about, &Errand::Tell(telling)).await.map_err(failed)?;
        work.commit().await.map_err(|error| failed(error.into()))?;
        self.evidence.settle().await.map_err(failed)?;
        Ok(format!("{reference} is answered; the message goes out within seconds while the server runs\n"))
    }

    /// Opens a request. The look is kept with it, and as evidence of an account that it belongs to.
    async fn open(
        &self,
        work: &mut sqlx::Transaction<'static, sqlx::Sqlite>,
        reference: &str,
        access: &Access,
    ) -> Result<Stored, Fault> {
        let stored = support::open(work, &self.vault, reference).await.map_err(failed)?;
        let Some(stored) = stored else {
            return Err(Fault::new(format!("there is no request {reference}: look at `support list`")));
        };
        if let Holder::Account(account, key) = stored.holder() {
            let what = format!("support request {reference}");
            let fact = Fact::OperatorAccess { operator: &access.operator, reason: &access.reason, what: &what };
            if self.evidence.append(work, account, key, &fact).await.map_err(failed)?.is_none() {
                return Err(Fault::new(format!(
                    "the evidence of account {account} is broken, so that a look at it could not be recorded: run \
                     verify-evidence, and mend the data from your backups first"
                )));
            }
        }
        let look = StoredLook { operator: access.operator.clone(), reason: access.reason.clone() };
        support::look(work, &stored, &look).await.map_err(failed)?;
        Ok(stored)
    }

    /// Where messages about a request go, and how they greet.
    async fn receiver(
        &self,
        work: &mut sqlx::Transaction<'static, sqlx::Sqlite>,
        stored: &Stored,
    ) -> Result<(String, String), Error> {
        let Holder::Account(account, _) = stored.holder() else {
            return Ok((stored.document.email.clone(), String::new()));
        };
        let (_, saved) = profile::read(&mut **work, account, &stored.key).await?;
        Ok((saved.email, saved.first_name))
    }
}

fn write_out(request: &SupportRequest) -> String {
    let SupportRequest { reference, received_at, topic, message, answers, .. } = request;
    let head = format!("{reference}, received {received_at}, about {}\n\n{message}\n", topic.code());
    let answers = answers.iter().map(|SupportAnswer { at, operator, reason, text }| {
        format!("\n-- {operator} at {at} (reason: {reason})\n\n{text}\n")
    });
    std::iter::once(head).chain(answers).collect()
}

fn read_text() -> Result<String, Fault> {
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .map_err(|error| Fault::new(format!("the answer cannot be read ({error}): give it as --text, or as UTF-8")))?;
    Ok(text)
}

fn failed(error: Error) -> Fault {
    Fault::new(format!(
        "the data folder cannot be worked on ({error:?}): see that this user may write to it; try again"
    ))
}
