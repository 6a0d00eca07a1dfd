//! Hours of a week as they are drawn: which piece of a span stands on which day, and how far an edge, a
//! span or a new one may go. What is drawn never comes to overlap.

use contract::quiet_hours::{SPANS_MAX, Span, read_day};

/// Minutes of a day, of a week.
pub const DAY: i32 = 24 * 60;
const WEEK: i32 = 7 * DAY;
/// What is drawn keeps to quarters of an hour.
pub const STEP: i32 = 15;

/// The spans that begin on each day, Monday first.
pub type Days = [Vec<Span>; 7];

/// Where a span stands: the day on which it begins, and its place among those of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub day: usize,
    pub index: usize,
}

/// An end of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    Start,
    End,
}

/// What of a span is drawn on one day, in minutes since its midnight; over midnight it is drawn on both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub place: Place,
    pub from: i32,
    pub to: i32,
    /// Which of the span's ends stand on this day.
    pub starts: bool,
    pub ends: bool,
}

/// What became of a drawing: the spans of the day that changed, and the span that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    pub place: Place,
    pub spans: Vec<Span>,
}

/// The spans of what was typed; while a part of it is no hours yet, of its other parts.
#[must_use]
pub fn read(typed: &str) -> Vec<Span> {
    read_day(typed).unwrap_or_else(|_| {
        let mut spans: Vec<_> = typed.split(',').filter_map(|part| read_day(part).ok()).flatten().collect();
        spans.sort_unstable_by_key(|span| span.start);
        spans.truncate(SPANS_MAX);
        spans
    })
}

/// The start of a span and its end, in minutes since midnight of the day on which it begins.
#[must_use]
pub fn ends_of(span: Span) -> (i32, i32) {
    let over = if span.is_over_midnight() { DAY } else { 0 };
    (span.start.into(), i32::from(span.end) + over)
}

/// How long all spans are together, in minutes.
#[must_use]
pub fn total(days: &Days) -> i32 {
    days.iter()
        .flatten()
        .map(|span| {
            let (start, end) = ends_of(*span);
            end - start
        })
        .sum()
}

/// What is drawn on a day, in its order.
#[must_use]
pub fn pieces(days: &Days, day: usize) -> Vec<Piece> {
    let before = (day + 6) % 7;
    let over = days[before].iter().enumerate().filter(|(_, span)| span.is_over_midnight() && span.end > 0);
    let over = over.map(|(index, span)| Piece {
        place: Place { day: before, index },
        from: 0,
        to: span.end.into(),
        starts: false,
        ends: true,
    });
    let own = days[day].iter().enumerate().map(|(index, span)| {
        let (from, end) = ends_of(*span);
        Piece { place: Place { day, index }, from, to: end.min(DAY), starts: true, ends: end <= DAY }
    });
    over.chain(own).collect()
}

/// The span of a place, if it is still there.
#[must_use]
pub fn span_at(days: &Days, place: Place) -> Option<Span> {
    days[place.day].get(place.index).copied()
}

/// How far an edge may go: its least and its greatest minute, since midnight of the span's day.
#[must_use]
pub fn reach(days: &Days, place: Place, edge: Edge) -> (i32, i32) {
    let Some(span) = span_at(days, place) else { return (0, 0) };
    let (start, end) = ends_of(span);
    let (least, most) = room(days, place.day, start, Some(place));
    match edge {
        Edge::Start => (least.max(end - longest_to(end)).min(start), (end - STEP).min(DAY - STEP).max(start)),
        Edge::End => ((start + STEP).min(end), most.min(start + longest_from(start)).max(end)),
    }
}

/// Moves an edge to a minute since midnight of the span's day, or as near to it as it may go.
#[must_use]
pub fn with_edge(days: &Days, place: Place, edge: Edge, to: i32) -> Option<Drawn> {
    let (start, end) = ends_of(span_at(days, place)?);
    let (least, most) = reach(days, place, edge);
    let to = to.clamp(least, most);
    Some(match edge {
        Edge::Start => replaced(days, place, to, end),
        Edge::End => replaced(days, place, start, to),
    })
}

/// Moves a whole span by so many minutes, or as far as it may go; it stays with its day.
#[must_use]
pub fn moved(days: &Days, place: Place, by: i32) -> Option<Drawn> {
    let (start, end) = ends_of(span_at(days, place)?);
    let (least, most) = room(days, place.day, start, Some(place));
    let (back, ahead) = (least.min(start) - start, (most.max(end) - end).min(DAY - STEP - start));
    let by = if end - start == DAY { 0 } else { by.clamp(back, ahead.max(0)) };
    Some(replaced(days, place, start + by, end + by))
}

/// Draws a new span on a day between two minutes, in either order, as far as there is room around the
/// first; `None` where there is none.
#[must_use]
pub fn with_new(days: &Days, day: usize, first: i32, second: i32) -> Option<Drawn> {
    let (least, most) = room(days, day, first, None);
    let start = down(first.min(second)).max(least);
    let end = up(first.max(second)).max(start + STEP).min(most).min(start + longest_from(start));
    if days[day].len() >= SPANS_MAX || end - start < 1 || start >= DAY {
        return None;
    }
    let index = days[day].iter().filter(|span| i32::from(span.start) < start).count();
    let mut spans = days[day].clone();
    spans.insert(index, span_of(start, end));
    Some(Drawn { place: Place { day, index }, spans })
}

/// The spans of a day without one of them.
#[must_use]
pub fn without(days: &Days, place: Place) -> Vec<Span> {
    let mut spans = days[place.day].clone();
    if place.index < spans.len() {
        spans.remove(place.index);
    }
    spans
}

/// The next quarter of an hour before a minute, or after it.
#[must_use]
pub const fn stepped(minute: i32, ahead: bool) -> i32 {
    if ahead { down(minute) + STEP } else { up(minute) - STEP }
}

/// The quarter of an hour that is nearest to a minute.
#[must_use]
pub const fn nearest(minute: i32) -> i32 {
    down(minute + STEP / 2)
}

const fn down(minute: i32) -> i32 {
    minute.div_euclid(STEP) * STEP
}

const fn up(minute: i32) -> i32 {
    down(minute + STEP - 1)
}

/// A span is a day long at most, and only one that begins at midnight may be as long.
const fn longest_from(start: i32) -> i32 {
    if start == 0 { DAY } else { DAY - STEP }
}

const fn longest_to(end: i32) -> i32 {
    if end == DAY { DAY } else { DAY - STEP }
}

/// The room around a minute of a day that no other span takes: from the midnight of the day at the
/// earliest, in minutes since then.
fn room(days: &Days, day: usize, at: i32, but: Option<Place>) -> (i32, i32) {
    let (mut least, mut most) = (0, at + WEEK);
    for (other, spans) in days.iter().enumerate() {
        for (index, span) in spans.iter().enumerate() {
            if but == Some(Place { day: other, index }) {
                continue;
            }
            let (start, end) = ends_of(*span);
            let offset = (i32::try_from(other).unwrap_or(0) - i32::try_from(day).unwrap_or(0)) * DAY;
            most = most.min(at + (start + offset - at).rem_euclid(WEEK));
            least = least.max(at - (at - end - offset).rem_euclid(WEEK));
        }
    }
    (least, most)
}

fn replaced(days: &Days, place: Place, start: i32, end: i32) -> Drawn {
    let mut spans = days[place.day].clone();
    spans[place.index] = span_of(start, end);
    Drawn { place, spans }
}

fn span_of(start: i32, end: i32) -> Span {
    let minute = |minute: i32| u16::try_from(minute).unwrap_or(0);
    Span { start: minute(start), end: minute(if end > DAY { end - DAY } else { end }) }
}
