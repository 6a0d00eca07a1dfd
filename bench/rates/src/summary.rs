//! What a measurement comes to.

use std::time::Duration;

use serde::Serialize;

/// The acts of one measurement: each one's time, and how long all took together.
pub(crate) struct Timed {
    /// From asking to the whole answer, each.
    pub(crate) each: Vec<Duration>,
    /// From the first asking to the last answer.
    pub(crate) all: Duration,
}

/// A row of the table.
#[derive(Serialize)]
pub(crate) struct Summary {
    what: &'static str,
    connections: usize,
    count: usize,
    per_second: f64,
    median_ms: f64,
    p99_ms: f64,
}

impl Summary {
    /// Sums up; a percentile is the nearest rank: the smallest time that so many of the acts do not exceed.
    pub(crate) fn of(what: &'static str, connections: usize, mut timed: Timed) -> Self {
        timed.each.sort_unstable();
        let count = timed.each.len();
        let rank = |percent: usize| {
            let index = (count * percent).div_ceil(100).saturating_sub(1);
            timed.each.get(index).map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
        };
        let exact = u32::try_from(count).map_or(f64::NAN, f64::from);
        let per_second = exact / timed.all.as_secs_f64();
        Self { what, connections, count, per_second, median_ms: rank(50), p99_ms: rank(99) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Summary, Timed};

    #[test]
    fn percentiles_are_nearest_ranks_and_the_rate_is_acts_by_the_whole_time() {
        let each = (1..=200).rev().map(Duration::from_millis).collect();
        let summary = Summary::of("acts", 1, Timed { each, all: Duration::from_secs(4) });
        assert_eq!(summary.count, 200);
        assert!((summary.per_second - 50.0).abs() < 1e-9);
        assert!((summary.median_ms - 100.0).abs() < 1e-9);
        assert!((summary.p99_ms - 198.0).abs() < 1e-9);
    }
}
