//! From what a wall clock shows to the moment: most times are shown once, one that the clock is set
//! forward over never, and one that it is set back over twice.

use super::{DAY, Offset};

/// When a wall clock shows a time. Moments are in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Once, at this moment.
    Once(i64),
    /// Twice, the first time at this moment.
    Twice(i64),
    /// Never. At this moment it would have been shown, had the clock not been set.
    Never(i64),
}

impl Shown {
    /// The moment that is meant: the first, where there are two.
    #[must_use]
    pub const fn moment(self) -> i64 {
        match self {
            Self::Once(at) | Self::Twice(at) | Self::Never(at) => at,
        }
    }
}

/// When the clock that is `offset` ahead of UTC shows a time, given as the seconds since 1970 that UTC
/// would have then. No clock is as much as a day from UTC, and two changes lie further apart than two.
#[must_use]
pub fn shown_at(local: i64, offset: Offset<'_>) -> Shown {
    let by = |ahead: i64| Some(local - ahead).filter(|at| at + offset(*at) == local);
    let (before, after) = (offset(local - DAY), offset(local + DAY));
    match (by(before), by(after)) {
        (Some(one), Some(other)) if one != other => Shown::Twice(one.min(other)),
        (Some(at), _) | (_, Some(at)) => Shown::Once(at),
        (None, None) => Shown::Never(local - before),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment;

    /// Poland's clock in 2026: forward on 29 March and back on 25 October, at 01:00 UTC.
    fn warsaw(at: i64) -> i64 {
        let [forward, back] =
            ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"].map(|text| moment::read(text).expect("a moment"));
        if (forward..back).contains(&at) { 2 * 3600 } else { 3600 }
    }

    #[test]
    fn a_time_is_shown_once_twice_or_never() {
        let shown = |local: &str| match shown_at(moment::read(local).expect("a time"), &warsaw) {
            Shown::Once(at) => ("once", moment::write(at)),
            Shown::Twice(at) => ("twice", moment::write(at)),
            Shown::Never(at) => ("never", moment::write(at)),
        };
        for (local, how, at) in [
            ("2026-01-15T03:00:00Z", "once", "2026-01-15T02:00:00Z"),
            ("2026-07-15T03:00:00Z", "once", "2026-07-15T01:00:00Z"),
            ("2026-03-29T01:59:59Z", "once", "2026-03-29T00:59:59Z"),
            ("2026-03-29T02:00:00Z", "never", "2026-03-29T01:00:00Z"),
            ("2026-03-29T02:30:00Z", "never", "2026-03-29T01:30:00Z"),
            ("2026-03-29T03:00:00Z", "once", "2026-03-29T01:00:00Z"),
            ("2026-10-25T01:59:59Z", "once", "2026-10-24T23:59:59Z"),
            ("2026-10-25T02:30:00Z", "twice", "2026-10-25T00:30:00Z"),
            ("2026-10-25T02:59:59Z", "twice", "2026-10-25T00:59:59Z"),
            ("2026-10-25T03:00:00Z", "once", "2026-10-25T02:00:00Z"),
        ] {
            assert_eq!(shown(local), (how, at.to_owned()), "{local}");
        }
    }
}
