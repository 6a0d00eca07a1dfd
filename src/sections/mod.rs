//! The sections of the account. Each is a folder or a file; none names another.

pub mod account;
pub mod coming;
pub mod contacts;
pub mod cookies;
pub mod holder;
pub mod policy;
pub mod profile;
pub mod records;
pub mod security;
pub mod start;
pub mod support;
