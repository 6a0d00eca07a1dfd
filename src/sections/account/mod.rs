//! The account: registration, confirmation of the address, signing in.

mod confirm;
mod register;
mod sign_in;

pub use confirm::ConfirmEmail;
pub use register::Register;
pub use sign_in::{SignIn, SignInFirst};
