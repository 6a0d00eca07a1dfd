//! What crosses the wire between the page and a backend, and what is valid.
//!
//! A rule is written once, here, and runs on both sides through one trait, [`form::Form`]: in the
//! page before a form is sent, in the backend when it arrives. Nothing in this crate knows a
//! browser, a server framework, the time of day or a language: rules answer with codes.
//!
//! Begin with [`form`], then [`profile`] for the shape that every section copies.

pub mod account;
pub mod consent;
pub mod contacts;
pub mod countries;
pub mod deadlines;
pub mod disclosures;
pub mod evidence;
pub mod form;
pub mod history;
pub mod list;
pub mod moment;
pub mod pages;
pub mod parts;
pub mod policy;
pub mod profile;
pub mod purposes;
pub mod quiet_hours;
pub mod refusal;
pub mod retention;
pub mod rules;
pub mod security;
pub mod support;
