//! Contacts: the list, adding, one contact with its confirmation.
//!
//! Begin with `list`, which holds what is known of the list and what can be done with it; its table, its
//! filters and the changes to many stand in files beside it. `new` adds, `one` is the page of a contact.

mod acts;
mod fields;
mod grid;
mod grid_changes;
mod grid_keys;
mod list;
mod list_bulk;
mod list_filters;
mod list_known;
mod list_query;
mod list_table;
mod log;
mod log_follow;
mod new;
mod one;
mod one_confirm;
mod one_edit;
mod one_state;
mod rehearsal;
mod rehearsal_answer;
mod rehearsal_lane;
mod rehearsal_mend;
mod rehearsal_outcome;
mod rehearsal_question;
mod settings;
mod test_message;

pub use list::List;
pub use new::New;
pub use one::One;
pub use rehearsal::Rehearsal;

use crate::tabs::Tabs;

/// The channel on which tabs tell each other that contacts have changed.
fn other_tabs() -> Tabs {
    Tabs::join("contacts")
}
