//! Work outlives the process: what was acknowledged is delivered in the end, whenever the power goes.

use std::collections::HashMap;

use crate::mail_server::MailServer;
use crate::support::ask_signed_out;

const KILLS: usize = 100;

#[test]
fn a_hundred_kills_lose_no_message_and_repeat_at_most_the_one_at_hand() {
    let post = MailServer::start(&[]);
    let mut server = post.serve();
    let mut acknowledged = Vec::new();
    for kill in 0..KILLS {
        for n in 0..2 {
            acknowledged.push(ask_signed_out(&server, "Hello", &format!("ada{kill}.{n}@example.org")));
        }
        // Every second time in the middle of a delivery: the mail is on its way or just taken.
        let offered = post.tries().len();
        if kill % 2 == 1 {
            crate::server::eventually("a delivery is under way", || {
                (post.tries().len() > offered || offered >= acknowledged.len()).then_some(())
            });
        }
        server.kill_and_restart();
    }
    let about = |text: &str| acknowledged.iter().find(|reference| text.contains(reference.as_str())).cloned();
    let deliveries = crate::server::eventually("everything is delivered", || {
        let mut deliveries: HashMap<String, Vec<String>> = HashMap::new();
        for mail in post.tries() {
            let reference = about(&mail.text()).expect("a message about an acknowledged request");
            deliveries.entry(reference).or_default().push(mail.header("Message-ID"));
        }
        (deliveries.len() == acknowledged.len()).then_some(deliveries)
    });
    assert_eq!(deliveries.len(), 2 * KILLS, "each request has a reference of its own");
    let repeated: usize = deliveries.values().map(|ids| ids.len() - 1).sum();
    assert!(repeated <= KILLS, "{repeated} messages more than one for each kill");
    for (reference, ids) in &deliveries {
        assert!(ids.iter().all(|id| id == &ids[0]), "{reference} was written anew: {ids:?}");
    }
}
