//! A day of a week: its hours as a band that can be drawn on, dragged and moved by the keyboard.

use contract::quiet_hours::write_time;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use crate::i18n::{Text, use_words};
use crate::ui::week::picture::Picture;
use crate::ui::week::spans::{
    DAY, Days, Edge, Piece, Place, ends_of, moved, nearest, pieces, reach, span_at, stepped, with_edge, with_new,
};

/// How far from an edge a mouse, and a finger, still takes hold of it, in pixels.
const REACH_OF_MOUSE: i32 = 8;
const REACH_OF_FINGER: i32 = 16;
/// What moves less than so many pixels was a tap.
const TAP: i32 = 3;
/// An hour, in minutes: the long step of the keyboard.
const HOUR: i32 = 60;

/// What a pointer has taken hold of.
#[derive(Clone, Copy)]
enum Grip {
    /// An empty place: a new span begins at this minute.
    Nothing(i32),
    /// An end of a span.
    End(Place, Edge),
    /// A span, by this minute.
    Whole(Place, i32),
}

/// A pointer that is down.
#[derive(Clone)]
struct Drag {
    pointer: i32,
    grip: Grip,
    /// Where it was put down, in pixels.
    x: i32,
    has_moved: bool,
    before: Days,
}

/// One day; 0 is Monday.
#[component]
pub fn Track(day: usize, picture: Picture) -> impl IntoView {
    let words = use_words();
    let days = picture.days;
    let drawn = Memo::new(move |_| days.with(|days| pieces(days, day)));
    let drag = StoredValue::new_local(None::<Drag>);

    let press = move |event: &PointerEvent| {
        let Some((minute, reach)) = place_of(event) else { return };
        if event.button() != 0 || drag.with_value(Option::is_some) {
            return;
        }
        let grip = drawn.with_untracked(|pieces| grip(pieces, minute, reach));
        // It fails for a pointer that is gone already.
        _ = band_of(event).map(|band| band.set_pointer_capture(event.pointer_id()));
        let (pointer, x, before) = (event.pointer_id(), event.client_x(), days.get_untracked());
        drag.set_value(Some(Drag { pointer, grip, x, has_moved: false, before }));
    };
    let follow = move |event: &PointerEvent| {
        let Some(mut held) = drag.get_value().filter(|held| held.pointer == event.pointer_id()) else { return };
        let Some((minute, _)) = place_of(event) else { return };
        if !held.has_moved && (event.client_x() - held.x).abs() < TAP {
            return;
        }
        // Over midnight the minutes are counted from the day on which the span begins.
        let since = |place: Place| if place.day == day { minute } else { minute + DAY };
        let drawn = match held.grip {
            Grip::Nothing(first) => with_new(&held.before, day, first, minute),
            Grip::End(place, edge) => with_edge(&held.before, place, edge, nearest(since(place))),
            Grip::Whole(place, taken) => moved(&held.before, place, nearest(minute - taken)),
        };
        if let Some(drawn) = drawn {
            picture.draw(&drawn);
        }
        held.has_moved = true;
        drag.set_value(Some(held));
    };
    let release = move |event: &PointerEvent| {
        let Some(held) = drag.get_value().filter(|held| held.pointer == event.pointer_id()) else { return };
        drag.set_value(None);
        match (held.grip, picture.chosen.get_untracked()) {
            (Grip::End(place, edge), _) => picture.take_up(place, edge),
            (Grip::Whole(place, _), _) => picture.take_up(place, Edge::Start),
            (Grip::Nothing(_), Some(place)) if held.has_moved => picture.take_up(place, Edge::End),
            (Grip::Nothing(_), _) => picture.chosen.set(None),
        }
    };
    // The browser has taken the pointer for something else, such as scrolling: nothing was drawn.
    let cancel = move |event: &PointerEvent| {
        let Some(held) = drag.get_value().filter(|held| held.pointer == event.pointer_id()) else { return };
        drag.set_value(None);
        if held.has_moved {
            let changed = match held.grip {
                Grip::Nothing(_) => day,
                Grip::End(place, _) | Grip::Whole(place, _) => place.day,
            };
            picture.write(changed, &held.before[changed]);
            picture.chosen.set(None);
        }
    };
    view! {
        <svg
            class="track"
            id=picture.track_id(day)
            role="group"
            tabindex="-1"
            aria-label=move || days.with(|days| said_of_day(words.get(), days, day))
            on:pointerdown=move |event| press(&event)
            on:pointermove=move |event| follow(&event)
            on:pointerup=move |event| release(&event)
            on:pointercancel=move |event| cancel(&event)
        >
            {move || {
                let (text, chosen) = (words.get(), picture.chosen.get());
                let piece = |piece: &Piece| draw(text, picture, *piece, chosen == Some(piece.place));
                drawn.with(|pieces| pieces.iter().map(piece).collect_view()).into_any()
            }}
        </svg>
    }
}

/// A piece of a span, with those of its edges that stand on this day.
fn draw(text: &'static Text, picture: Picture, piece: Piece, is_chosen: bool) -> AnyView {
    let Piece { place, from, to, starts, ends } = piece;
    let edge = |edge, at| draw_edge(text, picture, place, edge, at);
    view! {
        <rect class=if is_chosen { "span chosen" } else { "span" } x=percent(from) width=percent(to - from) height="100%" rx="5"/>
        {starts.then(|| edge(Edge::Start, from))}
        {ends.then(|| edge(Edge::End, to))}
    }
    .into_any()
}

/// An end of a span: a slider, so that who listens hears what the keys do.
fn draw_edge(text: &'static Text, picture: Picture, place: Place, edge: Edge, at: i32) -> AnyView {
    let days = picture.days.get_untracked();
    let span = span_at(&days, place);
    let (start, end) = span.map(ends_of).unwrap_or_default();
    let (least, most) = reach(&days, place, edge);
    let week = &text.telling.week;
    let (label, now) = match edge {
        Edge::Start => ((week.quiet_from)(place.day), start),
        Edge::End => ((week.quiet_until)(place.day), end),
    };
    let spoken = time_of(text, place.day, now);
    // Within the span, where its colour is.
    let grip = if edge == Edge::Start { "6" } else { "-6" };
    view! {
        <svg class="edge" x=percent(at) width="1" height="100%">
            <rect
                id=picture.edge_id(place, edge)
                role="slider"
                tabindex="0"
                aria-label=label
                aria-valuemin=least.to_string()
                aria-valuemax=most.to_string()
                aria-valuenow=now.to_string()
                aria-valuetext=spoken
                x="-12"
                width="24"
                height="100%"
                rx="5"
                on:focus=move |_| picture.chosen.set(Some(place))
                on:keydown=move |event| press_key(&event, picture, place, edge)
            />
            <line x1=grip x2=grip y1="30%" y2="70%"/>
        </svg>
    }
    .into_any()
}

/// What the keyboard does at an edge.
fn press_key(event: &KeyboardEvent, picture: Picture, place: Place, edge: Edge) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let days = picture.days.get_untracked();
    let Some(span) = span_at(&days, place) else { return };
    let (start, end) = ends_of(span);
    let now = if edge == Edge::Start { start } else { end };
    let (least, most) = reach(&days, place, edge);
    let to = match event.key().as_str() {
        "ArrowLeft" | "ArrowDown" => stepped(now, false),
        "ArrowRight" | "ArrowUp" => stepped(now, true),
        "PageDown" => now - HOUR,
        "PageUp" => now + HOUR,
        "Home" => least,
        "End" => most,
        "Delete" | "Backspace" => {
            event.prevent_default();
            return picture.remove(place);
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(drawn) = with_edge(&days, place, edge, to) {
        picture.draw(&drawn);
        picture.take_up(drawn.place, edge);
    }
}

/// What is under a pointer: an edge is taken before the span that it is of, and within a span no edge
/// takes more than a third, so that the span itself can be taken, too.
fn grip(pieces: &[Piece], minute: i32, reach: i32) -> Grip {
    let near = |piece: &Piece| {
        let inside = reach.min((piece.to - piece.from) / 3);
        let by = |at: i32, inwards: i32| {
            let far = (minute - at).abs();
            (far <= if inwards >= 0 { inside } else { reach }).then_some(far)
        };
        let start = piece.starts.then(|| by(piece.from, minute - piece.from)).flatten();
        let end = piece.ends.then(|| by(piece.to, piece.to - minute)).flatten();
        let edges = [start.map(|far| (far, Edge::Start)), end.map(|far| (far, Edge::End))];
        edges.into_iter().flatten().map(|(far, edge)| (far, piece.place, edge)).min_by_key(|(far, ..)| *far)
    };
    if let Some((_, place, edge)) = pieces.iter().filter_map(near).min_by_key(|(far, ..)| *far) {
        return Grip::End(place, edge);
    }
    match pieces.iter().find(|piece| (piece.from..piece.to).contains(&minute)) {
        Some(piece) => Grip::Whole(piece.place, minute),
        None => Grip::Nothing(minute),
    }
}

/// The minute of the day under a pointer, which may be beyond the day's ends; and how many minutes from
/// an edge it still takes hold of it.
#[expect(clippy::cast_possible_truncation, reason = "pixels and minutes fit")]
fn place_of(event: &PointerEvent) -> Option<(i32, i32)> {
    let (left, width) = {
        let place = band_of(event)?.get_bounding_client_rect();
        (place.left(), place.width())
    };
    if width < 1.0 {
        return None;
    }
    let minutes = |pixels: f64| (pixels * f64::from(DAY) / width) as i32;
    let reach = if event.pointer_type() == "mouse" { REACH_OF_MOUSE } else { REACH_OF_FINGER };
    Some((minutes(f64::from(event.client_x()) - left), minutes(reach.into())))
}

/// The band of the day that an event happened on.
fn band_of(event: &PointerEvent) -> Option<Element> {
    event.current_target()?.dyn_into().ok()
}

/// What a day is called by those who listen: its name and its hours.
fn said_of_day(text: &Text, days: &Days, day: usize) -> String {
    let week = &text.telling.week;
    let spans: Vec<_> = days[day].iter().map(|span| said_of_span(text, day, ends_of(*span))).collect();
    if spans.is_empty() { (week.no_hours)(day) } else { spans.join(", ") }
}

/// A span in words: its day and both its ends.
pub fn said_of_span(text: &Text, day: usize, (start, end): (i32, i32)) -> String {
    (text.telling.week.span)(day, &time_of(text, day, start), &time_of(text, day, end))
}

/// A minute in words, counted from the midnight of a day; past the day's end with the name of the next.
fn time_of(text: &Text, day: usize, minute: i32) -> String {
    let is_next = minute > DAY;
    let mut time = String::new();
    write_time(&mut time, u16::try_from(if is_next { minute - DAY } else { minute }).unwrap_or(0));
    if is_next { (text.telling.week.next_day)(&time, (day + 1) % 7) } else { time }
}

/// Minutes of a day as a part of its width: `91.66%`.
pub fn percent(minutes: i32) -> String {
    let parts = minutes * 10_000 / DAY;
    let (whole, cents) = ((parts / 100).to_string(), (parts % 100).to_string());
    [whole.as_str(), if cents.len() < 2 { ".0" } else { "." }, &cents, "%"].concat()
}
