//! The account before one is in it: registration, signing in, and the links that messages carry.

mod confirm;
mod email;
mod link;
mod register;
mod reset;
mod sign_in;

pub use confirm::ConfirmEmail;
pub use email::{ChangeEmail, KeepEmail};
pub use register::Register;
pub use reset::{NewPassword, ResetPassword};
pub use sign_in::{SignIn, SignInFirst};
