//! One change to many contacts: `PATCH /contacts`.

use serde::{Deserialize, Serialize};

use crate::contacts::Contact;
use crate::contacts::settings::Kind;
use crate::form::{Code, FieldErrors, Form, Problem, empty_as_null};
use crate::list::LIMIT_MAX;
use crate::moment;
use crate::refusal::RefusalCode;

/// One change to many contacts, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BulkForm {
    /// The contacts, each in the version that the change is based on: 1 to [`LIMIT_MAX`].
    pub items: Vec<Chosen>,
    /// What is done to each.
    pub change: ChangeForm,
}

/// A contact in a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Chosen {
    /// Its id.
    pub id: String,
    /// Its version.
    pub etag: String,
}

/// What is done to each, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeForm {
    /// `pause`, `resume`, `remove`, `restore`, `choose` or `unchoose`.
    pub action: String,
    /// When a pause ends, RFC 3339 in UTC; `null` for one without an end.
    #[serde(default, with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub until: String,
    /// The kind of message to choose or not: a [`Kind`]'s word.
    #[serde(default, with = "empty_as_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub kind: String,
}

/// What is done to each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Silence until a moment (seconds since 1970), or until it is resumed.
    Pause {
        /// Its end.
        until: Option<i64>,
    },
    /// The end of a pause.
    Resume,
    /// Removal, which can be taken back for [`super::UNDO_LIFE`].
    Remove,
    /// The way back from a removal, in that time. The versions do not matter: nobody could change what was
    /// removed.
    Restore,
    /// A kind of message is chosen, or is not.
    Choose {
        /// The kind.
        kind: Kind,
        /// True when it is chosen.
        chosen: bool,
    },
}

/// One change to many contacts, after the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bulk {
    items: Vec<Chosen>,
    change: ChangeForm,
    #[serde(skip)]
    parsed: Change,
}

impl Form for BulkForm {
    type Checked = Bulk;

    /// The contacts stand in one text, an id and a version a line, so that a list is a form, too.
    fn read(typed: &dyn Fn(&str) -> String) -> Self {
        let lines = typed("items");
        let items = lines.lines().filter_map(|line| line.split_once('\t'));
        let items = items.map(|(id, etag)| Chosen { id: id.to_owned(), etag: etag.to_owned() }).collect();
        let change =
            ChangeForm { action: typed("change.action"), until: typed("change.until"), kind: typed("change.kind") };
        Self { items, change }
    }

    fn each(&self, see: &mut dyn FnMut(&'static str, &str)) {
        let mut lines = String::new();
        for Chosen { id, etag } in &self.items {
            for part in [id, "\t", etag, "\n"] {
                lines.push_str(part);
            }
        }
        see("items", &lines);
        see("change.action", &self.change.action);
        see("change.until", &self.change.until);
        see("change.kind", &self.change.kind);
    }

    fn check(&self) -> Result<Bulk, FieldErrors> {
        let mut errors = FieldErrors::default();
        let count = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        if !(1..=LIMIT_MAX).contains(&count) {
            errors.put("items", Problem::out_of_range(1, LIMIT_MAX));
        }
        let parsed = self.change.read(&mut errors);
        match parsed {
            Some(parsed) if errors.is_empty() => {
                Ok(Bulk { items: self.items.clone(), change: self.change.clone(), parsed })
            }
            _ => Err(errors),
        }
    }
}

impl ChangeForm {
    fn read(&self, errors: &mut FieldErrors) -> Option<Change> {
        match self.action.as_str() {
            "pause" if self.until.is_empty() => Some(Change::Pause { until: None }),
            "pause" => {
                let until = moment::read_to_the_second(&self.until).ok_or(Problem::from(Code::Malformed));
                errors.take("change.until", until).map(|until| Change::Pause { until: Some(until) })
            }
            "resume" => Some(Change::Resume),
            "remove" => Some(Change::Remove),
            "restore" => Some(Change::Restore),
            "choose" | "unchoose" => {
                let kind = errors.take("change.kind", Kind::read(&self.kind).ok_or(Code::Malformed.into()));
                kind.map(|kind| Change::Choose { kind, chosen: self.action == "choose" })
            }
            _ => {
                errors.put("change.action", Code::Malformed);
                None
            }
        }
    }
}

impl Change {
    /// The form that would say the same.
    #[must_use]
    pub fn form(self) -> ChangeForm {
        let (action, until, kind) = match self {
            Self::Pause { until } => ("pause", until.map(moment::write).unwrap_or_default(), ""),
            Self::Resume => ("resume", String::new(), ""),
            Self::Remove => ("remove", String::new(), ""),
            Self::Restore => ("restore", String::new(), ""),
            Self::Choose { kind, chosen: true } => ("choose", String::new(), kind.code()),
            Self::Choose { kind, chosen: false } => ("unchoose", String::new(), kind.code()),
        };
        ChangeForm { action: action.to_owned(), until, kind: kind.to_owned() }
    }
}

impl Bulk {
    /// The contacts, each in its version.
    #[must_use]
    pub fn items(&self) -> &[Chosen] {
        &self.items
    }
    /// What is done to each.
    #[must_use]
    pub const fn change(&self) -> Change {
        self.parsed
    }
}

/// What became of one change to many: each contact is changed or refused by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkDone {
    /// Those that were changed, as they are now; those removed as they were.
    pub changed: Vec<Contact>,
    /// Those that were not.
    pub refused: Vec<BulkRefused>,
}

/// A contact that a change was refused for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkRefused {
    /// Its id.
    pub id: String,
    /// `not_found`, `stale`, or `conflict` where its state does not allow it.
    pub code: RefusalCode,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bulk(action: &str, until: &str, kind: &str) -> BulkForm {
        let chosen = |id: &str| Chosen { id: id.to_owned(), etag: "\"1\"".to_owned() };
        BulkForm {
            items: vec![chosen("a"), chosen("b")],
            change: ChangeForm { action: action.to_owned(), until: until.to_owned(), kind: kind.to_owned() },
        }
    }

    #[test]
    fn a_list_of_contacts_survives_the_way_through_the_names_of_its_fields() {
        let form = bulk("choose", "", "news");
        let mut seen = std::collections::BTreeMap::new();
        form.each(&mut |name, typed| {
            seen.insert(name, typed.to_owned());
        });
        assert_eq!(BulkForm::read(&|name| seen.get(name).cloned().unwrap_or_default()), form);
        let checked = form.check().expect("well");
        assert_eq!(checked.change(), Change::Choose { kind: Kind::News, chosen: true });
        assert_eq!(checked.change().form(), form.change);
    }

    #[test]
    fn what_was_removed_in_one_go_comes_back_in_one() {
        let change = bulk("restore", "", "").check().expect("well").change();
        assert_eq!((change, change.form().action.as_str()), (Change::Restore, "restore"));
    }

    #[test]
    fn what_cannot_be_done_is_told_at_its_field() {
        let problem = |form: BulkForm, field: &str| form.check().expect_err("a problem").of(field);
        assert_eq!(problem(bulk("burn", "", ""), "change.action"), Some(Code::Malformed.into()));
        assert_eq!(problem(bulk("pause", "tomorrow", ""), "change.until"), Some(Code::Malformed.into()));
        assert_eq!(problem(bulk("choose", "", "gossip"), "change.kind"), Some(Code::Malformed.into()));
        let none = BulkForm { items: Vec::new(), ..bulk("remove", "", "") };
        assert_eq!(problem(none, "items"), Some(Problem::out_of_range(1, 200)));
        assert_eq!(
            bulk("pause", "1970-01-01T00:00:01Z", "").check().expect("well").change(),
            Change::Pause { until: Some(1) }
        );
    }
}
