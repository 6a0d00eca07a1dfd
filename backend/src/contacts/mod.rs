//! Contacts (SPEC section 3): begin with [`store`].

pub mod hearing;
pub mod store;
