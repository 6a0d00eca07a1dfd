//! Dispatch outlives the process: what was acknowledged is told in the end, whenever the power goes.

use std::collections::{HashMap, HashSet};

use serde_json::json;

use crate::deliveries::{alice_by_mail, confirmed_by_mail};
use crate::dispatch::{event, tell};
use crate::mail_server::{Mail, MailServer};
use crate::server::eventually;

const KILLS: usize = 100;
/// The people, each with so many contacts, take turns: the limit of an hour is not reached.
const PEOPLE: usize = 5;
const CONTACTS: usize = 3;
/// So many messages of a channel may be under way at once, where the provider is slow.
const UNDER_WAY: usize = 8;

#[test]
fn a_hundred_kills_lose_no_event_and_repeat_at_most_what_was_under_way() {
    let post = MailServer::start(&[]);
    let mut server = post.serve();
    for person in 0..PEOPLE {
        let person_mail = format!("ada{person}@example.org");
        let ada = alice_by_mail(&server, &post, &person_mail);
        for contact in 0..CONTACTS {
            confirmed_by_mail(&ada, &post, &format!("contact{person}.{contact}@example.org"));
        }
    }
    let before = post.tries().len();
    let mut expected = 0;
    for kill in 0..KILLS {
        for n in 0..2 {
            let account = format!("ada{}@example.org", (2 * kill + n) % PEOPLE);
            let mut down = event(&server, &account, "alert_down", &format!("monitor {kill}.{n} "));
            down["id"] = json!(format!("{kill}.{n}"));
            assert_eq!(tell(&server, &down), i64::try_from(CONTACTS).expect("small"));
            expected += CONTACTS;
        }
        // Every second time in the middle: some are taken, and some not yet.
        let offered = post.tries().len();
        if kill % 2 == 1 {
            eventually("a delivery is under way", || {
                (post.tries().len() > offered || offered >= before + expected).then_some(())
            });
        }
        server.kill_and_restart();
    }
    let mut tries = post.tries().split_off(before);
    let delivered = |tries: &[Mail]| tries.iter().map(|mail| mail.header("Message-ID")).collect::<HashSet<_>>().len();
    while delivered(&tries) < expected {
        tries = eventually("more is delivered", || {
            let more = post.tries().split_off(before);
            (more.len() > tries.len()).then_some(more)
        });
    }
    // What a mail is about: its receiver, and the monitor in its subject.
    let mut deliveries: HashMap<(String, String), Vec<(usize, String)>> = HashMap::new();
    for (at, mail) in tries.iter().enumerate() {
        let what = (mail.to.clone(), mail.header("Subject"));
        deliveries.entry(what).or_default().push((at, mail.header("Message-ID")));
    }
    assert_eq!(deliveries.len(), expected, "each event reaches each contact");
    let mut repeated = 0;
    for (what, times) in &deliveries {
        assert!(times.iter().all(|(_, id)| *id == times[0].1), "{what:?} was written anew: {times:?}");
        for pair in times.windows(2) {
            repeated += 1;
            // A connection ends with its process: the first was among the last that came by its own.
            let (first, second) = (&tries[pair[0].0], &tries[pair[1].0]);
            assert_ne!(first.connection, second.connection, "{what:?} twice without a kill");
            let after = tries[pair[0].0 + 1..].iter().filter(|mail| mail.connection == first.connection).count();
            assert!(after < UNDER_WAY, "{what:?} was not under way at a kill: {after} came after it");
        }
    }
    assert!(repeated <= KILLS, "{repeated} messages more than one for each kill");
}
