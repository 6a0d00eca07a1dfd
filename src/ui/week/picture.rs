//! The picture of a week that is typed: what is drawn is written into the fields, and what stands in the
//! fields is drawn.

use contract::quiet_hours::{Span, write_day};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::ui::form::FormState;
use crate::ui::week::spans::{Days, Drawn, Edge, Place, without};

/// The names of a week's fields in a form, Monday first.
pub type Names = [&'static str; 7];

/// What the rows of a week share.
#[derive(Clone, Copy)]
pub struct Picture {
    pub state: FormState,
    pub names: &'static Names,
    /// What stands in the fields, as far as it is hours.
    pub days: RwSignal<Days>,
    /// The span that was taken up last, for what can be done with it.
    pub chosen: RwSignal<Option<Place>>,
}

impl Picture {
    /// Writes what was drawn into the field of its day.
    pub fn draw(self, drawn: &Drawn) {
        self.write(drawn.place.day, &drawn.spans);
        self.chosen.set(Some(drawn.place));
    }

    /// Writes the hours of a day into its field, as if they had been typed.
    pub fn write(self, day: usize, spans: &[Span]) {
        self.state.fill(&[(self.names[day], write_day(spans))]);
    }

    /// Takes a span away. The focus goes to its day, which says what is left of it.
    pub fn remove(self, place: Place) {
        let spans = self.days.with_untracked(|days| without(days, place));
        self.write(place.day, &spans);
        self.chosen.set(None);
        focus(self.track_id(place.day));
    }

    /// The id of the drawing of a day.
    pub fn track_id(self, day: usize) -> String {
        [&self.state.id(self.names[day]), "-track"].concat()
    }

    /// The id of an edge.
    pub fn edge_id(self, place: Place, edge: Edge) -> String {
        let edge = if edge == Edge::Start { "-start" } else { "-end" };
        [&self.track_id(place.day), "-", &place.index.to_string(), edge].concat()
    }

    /// Moves the focus to an edge, once it is drawn: it may have gone to the row of another day.
    pub fn take_up(self, place: Place, edge: Edge) {
        focus(self.edge_id(place, edge));
    }
}

fn focus(id: String) {
    request_animation_frame(move || {
        let Some(element) = document().get_element_by_id(&id) else { return };
        // Elements of a drawing have the method, too, and no common ancestor that the bindings know.
        _ = element.unchecked_ref::<HtmlElement>().focus();
    });
}
