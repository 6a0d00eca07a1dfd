//! What becomes of what is due at a contact: what goes out now, alone or in the digest, what waits on, and
//! what is over. It knows no database and sends nothing.

use std::collections::BTreeMap;

use contract::contacts::deliveries::{DeliveryState, Hindrance};
use contract::quiet_hours::{Happening, Outcome, is_quiet, quiet_until};

use crate::clock::DAY;
use crate::contacts::hearing::Hearing;

/// What quiet hours that never end hold is asked about again after this, in seconds: they may have changed.
const ASK_AGAIN: i64 = 7 * DAY;

/// A delivery that is due.
#[derive(Clone, Debug)]
pub struct Due {
    /// What happened; `None` for a test message.
    pub happening: Option<Happening>,
    /// True for what was held back, and belongs into the digest.
    pub was_held: bool,
    /// The message that it was put into before, which may have gone out.
    pub message: Option<String>,
}

/// How many messages the contact may still get in this hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// So many.
    pub left: u32,
    /// When there is room again, in seconds since 1970, once nothing is left.
    pub frees_at: i64,
}

/// What becomes of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It goes out now, in a message.
    Goes,
    /// It waits.
    Waits {
        /// In which state.
        state: DeliveryState,
        /// Until when, in seconds since 1970.
        until: i64,
        /// What holds it.
        why: Option<Hindrance>,
    },
    /// It does not go out any more.
    Ends(Hindrance),
}

/// A message that goes out now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// The deliveries in it, by their place in the list.
    pub members: Vec<usize>,
    /// The id that it had before, if it had one.
    pub message: Option<String>,
    /// True for a digest; false for a message of one delivery.
    pub is_digest: bool,
}

/// What becomes of each delivery, and the messages that those which go out now are in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// In the order of the deliveries.
    pub fates: Vec<Fate>,
    /// In the order in which they go out.
    pub bundles: Vec<Bundle>,
}

/// What becomes of a message about what happened, at `now` or when it is due after that: what was to go
/// out before goes out now, if it is not quiet now.
#[must_use]
pub fn decide_at(hearing: &Hearing, happening: &Happening, now: i64) -> Outcome {
    match hearing.decide(happening) {
        Outcome::Told { at } | Outcome::Held { since: at, .. } if at < now => {
            hearing.decide(&Happening { at: happening.at + (now - at), ..*happening })
        }
        outcome => outcome,
    }
}

/// Where a delivery waits by what was decided; `None` when it goes out now.
#[must_use]
pub fn waiting(outcome: Outcome, now: i64) -> Option<Fate> {
    match outcome {
        Outcome::Told { at } if at <= now => None,
        Outcome::Told { at } => Some(Fate::Waits { state: DeliveryState::Queued, until: at, why: None }),
        Outcome::Held { since, until } => {
            let until = until.unwrap_or(since.max(now) + ASK_AGAIN);
            Some(Fate::Waits { state: DeliveryState::Held, until, why: Some(Hindrance::QuietHours) })
        }
        Outcome::Silent(why) => Some(Fate::Ends(why.into())),
    }
}

/// Plans what is due at a contact, in the order in which it became due. `is_testable` says whether a test
/// message may go to it.
#[must_use]
pub fn plan(hearing: &Hearing, is_testable: bool, due: &[Due], room: Room, now: i64) -> Plan {
    let mut fates = Vec::with_capacity(due.len());
    let mut begun: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let (mut tests, mut held, mut fresh) = (Vec::new(), Vec::new(), Vec::new());
    for (at, each) in due.iter().enumerate() {
        let fate = match &each.happening {
            Some(happening) => waiting(decide_at(hearing, happening, now), now),
            None => test(hearing, is_testable, now),
        };
        fates.push(fate.unwrap_or(Fate::Goes));
        match (fate, &each.message) {
            (Some(_), _) => {}
            (None, Some(message)) => begun.entry(message).or_default().push(at),
            (None, None) if each.happening.is_none() => tests.push(at),
            (None, None) if each.was_held => held.push(at),
            (None, None) => fresh.push(at),
        }
    }
    let mut bundles = Vec::new();
    let mut left = room.left;
    let mut put = |members: Vec<usize>, message: Option<String>, is_digest: bool, fates: &mut Vec<Fate>| {
        if left == 0 {
            let state = if message.is_some() { DeliveryState::Retried } else { DeliveryState::Held };
            for member in members {
                fates[member] = Fate::Waits { state, until: room.frees_at.max(now + 1), why: Some(Hindrance::Limit) };
            }
        } else {
            left -= 1;
            bundles.push(Bundle { members, message, is_digest });
        }
    };
    for (message, members) in begun {
        let is_digest = members.iter().any(|member| due[*member].was_held);
        put(members, Some(message.to_owned()), is_digest, &mut fates);
    }
    if !held.is_empty() {
        put(held, None, true, &mut fates);
    }
    for member in fresh {
        put(vec![member], None, false, &mut fates);
    }
    // Whether there was room was asked when the test was.
    bundles.extend(tests.into_iter().map(|test| Bundle { members: vec![test], message: None, is_digest: false }));
    bundles.sort_by_key(|bundle| bundle.members.first().copied());
    Plan { fates, bundles }
}

/// A test message is asked for by the customer, so that only the holder's hours hold it.
fn test(hearing: &Hearing, is_testable: bool, now: i64) -> Option<Fate> {
    if !is_testable {
        return Some(Fate::Ends(Hindrance::NotUsable));
    }
    let hours = [&hearing.holder_hours];
    let offset = |at| hearing.offset(at);
    is_quiet(&hours, now, &offset).then(|| Fate::Waits {
        state: DeliveryState::Held,
        until: quiet_until(&hours, now, &offset).unwrap_or(now + ASK_AGAIN),
        why: Some(Hindrance::QuietHours),
    })
}

#[cfg(test)]
mod tests {
    use contract::contacts::State;
    use contract::contacts::settings::{Kind, SettingsForm, Severity};
    use contract::form::Form;
    use contract::quiet_hours::WeekForm;
    use jiff::tz::TimeZone;

    use super::*;

    /// Monday, 2 November 2026, 12:00 in UTC.
    const NOON: i64 = 1_793_620_800;
    const HOUR: i64 = 60 * 60;
    const MUCH: Room = Room { left: 60, frees_at: NOON + HOUR };

    /// A contact in UTC whose customer's hours are these on Mondays, and its holder's those.
    fn hearing(customers: &str, holders: &str) -> Hearing {
        let week = |monday: &str| WeekForm { monday: monday.to_owned(), ..WeekForm::default() };
        let settings = SettingsForm { quiet_hours: week(customers), delay: "10".to_owned(), ..SettingsForm::default() };
        Hearing {
            state: State::Confirmed,
            paused_until: None,
            settings: settings.check().expect("settings"),
            holder_hours: week(holders).check().expect("hours"),
            zone: TimeZone::UTC,
        }
    }

    fn fresh(at: i64) -> Due {
        let happening = Happening { kind: Kind::AlertUp, severity: Severity::Warning, period: None, at };
        Due { happening: Some(happening), was_held: false, message: None }
    }

    fn held() -> Due {
        Due { was_held: true, ..fresh(NOON - HOUR) }
    }

    fn begun(message: &str) -> Due {
        Due { message: Some(message.to_owned()), ..fresh(NOON - HOUR) }
    }

    fn limited(state: DeliveryState) -> Fate {
        Fate::Waits { state, until: NOON + HOUR, why: Some(Hindrance::Limit) }
    }

    fn members(plan: &Plan) -> Vec<(Vec<usize>, bool)> {
        plan.bundles.iter().map(|bundle| (bundle.members.clone(), bundle.is_digest)).collect()
    }

    #[test]
    fn what_happened_goes_out_alone_and_what_was_held_together() {
        let due = [fresh(NOON), held(), fresh(NOON), held()];
        let planned = plan(&hearing("", ""), true, &due, MUCH, NOON);
        assert_eq!(planned.fates, [Fate::Goes; 4]);
        assert_eq!(members(&planned), [(vec![0], false), (vec![1, 3], true), (vec![2], false)]);
    }

    #[test]
    fn a_message_that_may_have_gone_out_goes_out_again_as_it_was() {
        let digest = Due { was_held: true, ..begun("digest") };
        let due = [begun("alone"), digest.clone(), held(), digest];
        let planned = plan(&hearing("", ""), true, &due, MUCH, NOON);
        assert_eq!(members(&planned), [(vec![0], false), (vec![1, 3], true), (vec![2], true)]);
        let messages: Vec<_> = planned.bundles.iter().map(|bundle| bundle.message.as_deref()).collect();
        assert_eq!(messages, [Some("alone"), Some("digest"), None]);
    }

    #[test]
    fn what_there_is_no_room_for_waits_for_the_digest_and_a_message_that_was_tried_for_its_turn() {
        let due = [fresh(NOON), held(), begun("tried"), fresh(NOON), fresh(NOON)];
        let planned = plan(&hearing("", ""), true, &due, Room { left: 3, ..MUCH }, NOON);
        let goes = Fate::Goes;
        assert_eq!(planned.fates, [goes, goes, goes, limited(DeliveryState::Held), limited(DeliveryState::Held)]);
        let planned = plan(&hearing("", ""), true, &due[..3], Room { left: 0, ..MUCH }, NOON);
        let held = limited(DeliveryState::Held);
        assert_eq!(planned.fates, [held, held, limited(DeliveryState::Retried)]);
        assert_eq!(planned.bundles, []);
    }

    #[test]
    fn quiet_hours_are_those_of_now_and_not_of_when_it_happened() {
        let until = |until| Fate::Waits { state: DeliveryState::Held, until, why: Some(Hindrance::QuietHours) };
        // It happened before the hours, and is late.
        let planned = plan(&hearing("11:30-13:00", ""), true, &[fresh(NOON - HOUR)], MUCH, NOON);
        assert_eq!(planned.fates, [until(NOON + HOUR)]);
        // It happened in the hours, and they are over.
        let planned = plan(&hearing("10:30-12:00", ""), true, &[fresh(NOON - HOUR)], MUCH, NOON);
        assert_eq!(planned.fates, [Fate::Goes]);
    }

    #[test]
    fn a_delay_that_was_made_longer_is_waited_for() {
        let mut due = fresh(NOON - 60);
        due.happening.as_mut().expect("an event").kind = Kind::AlertDown;
        let planned = plan(&hearing("", ""), true, &[due], MUCH, NOON);
        let waits = Fate::Waits { state: DeliveryState::Queued, until: NOON + 9 * 60, why: None };
        assert_eq!(planned.fates, [waits]);
    }

    #[test]
    fn a_test_goes_through_the_customers_hours_and_not_through_the_holders() {
        let test = Due { happening: None, was_held: false, message: None };
        let of = |customers, holders, is_testable| {
            let room = Room { left: 0, ..MUCH };
            plan(&hearing(customers, holders), is_testable, std::slice::from_ref(&test), room, NOON).fates[0]
        };
        assert_eq!(of("11:00-13:00", "", true), Fate::Goes);
        let held = Fate::Waits { state: DeliveryState::Held, until: NOON + HOUR, why: Some(Hindrance::QuietHours) };
        assert_eq!(of("", "11:00-13:00", true), held);
        assert_eq!(of("", "", false), Fate::Ends(Hindrance::NotUsable));
    }

    #[test]
    fn a_contact_that_is_not_told_any_more_ends_what_waits() {
        let mut hearing = hearing("", "");
        for (state, hindrance) in [(State::Failing, Hindrance::NotUsable), (State::Paused, Hindrance::Paused)] {
            hearing.state = state;
            let planned = plan(&hearing, false, &[fresh(NOON), held(), begun("tried")], MUCH, NOON);
            assert_eq!(planned.fates, [Fate::Ends(hindrance); 3]);
            assert_eq!(planned.bundles, []);
        }
    }
}
