//! Signing in by a form, wherever it stands: on a page, or in place of a session that has ended.

use contract::account::SignInForm;

use crate::session::use_session;
use crate::ui::form::FormState;

/// What the form does when it is sent. The session knows what comes of it.
pub fn sign_in(state: FormState) -> impl Fn() + Copy + 'static {
    let session = use_session();
    move || state.send::<SignInForm, _, _>(move |credentials, key| session.sign_in(credentials, key), |()| ())
}
