//! Every address of the page.
//!
//! It stands in the contract because three parties must agree on it: the page that draws them, the
//! host that answers them with the page (and everything else with 404), and the messages that link
//! to them.

/// A page, with what its address carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// `/`
    Start,
    /// `/register`
    Register,
    /// `/confirm-email/{token}`
    ConfirmEmail(String),
    /// `/sign-in`
    SignIn,
    /// `/profile`
    Profile,
    /// `/contacts`
    Contacts,
    /// `/contacts/new`
    NewContact,
    /// `/contacts/{id}`
    Contact(String),
    /// `/contacts/rehearsal`
    Rehearsal,
    /// `/confirm/{token}`
    Confirm(String),
    /// `/payments`
    Payments,
    /// `/privacy`
    Privacy,
    /// `/policy`
    Policy,
    /// `/policy/{version}`
    PolicyVersion(String),
    /// `/reset-password`
    ResetPassword,
    /// `/reset-password/{token}`
    NewPassword(String),
    /// `/change-email/{token}`
    ChangeEmail(String),
    /// `/keep-email/{token}`
    KeepEmail(String),
    /// `/profile/history`
    History,
    /// `/sessions`
    Sessions,
    /// `/cookies`
    Cookies,
    /// `/support`
    Support,
    /// `/support/{reference}`
    SupportRequest(String),
    /// `/privacy/evidence`
    Evidence,
    /// `/privacy/recipients`
    Recipients,
}

impl Page {
    /// The page at a path; `None` is the not-found page.
    #[must_use]
    pub fn read(path: &str) -> Option<Self> {
        let path = path.strip_prefix('/')?;
        let mut segments = path.strip_suffix('/').unwrap_or(path).split('/');
        let page = match (segments.next()?, segments.next()) {
            ("", None) if path.is_empty() => Self::Start,
            ("register", None) => Self::Register,
            ("confirm-email", Some(token)) if !token.is_empty() => Self::ConfirmEmail(token.to_owned()),
            ("sign-in", None) => Self::SignIn,
            ("reset-password", None) => Self::ResetPassword,
            ("reset-password", Some(token)) if !token.is_empty() => Self::NewPassword(token.to_owned()),
            ("change-email", Some(token)) if !token.is_empty() => Self::ChangeEmail(token.to_owned()),
            ("keep-email", Some(token)) if !token.is_empty() => Self::KeepEmail(token.to_owned()),
            ("profile", None) => Self::Profile,
            ("profile", Some("history")) => Self::History,
            ("sessions", None) => Self::Sessions,
            ("contacts", None) => Self::Contacts,
            ("contacts", Some("new")) => Self::NewContact,
            ("contacts", Some("rehearsal")) => Self::Rehearsal,
            ("contacts", Some(id)) if !id.is_empty() => Self::Contact(id.to_owned()),
            ("confirm", Some(token)) if !token.is_empty() => Self::Confirm(token.to_owned()),
            ("payments", None) => Self::Payments,
            ("privacy", None) => Self::Privacy,
            ("privacy", Some("evidence")) => Self::Evidence,
            ("privacy", Some("recipients")) => Self::Recipients,
            ("cookies", None) => Self::Cookies,
            ("support", None) => Self::Support,
            ("support", Some(reference)) if !reference.is_empty() => Self::SupportRequest(reference.to_owned()),
            ("policy", None) => Self::Policy,
            // With a dot it is a file beside the page: the policy as static HTML.
            ("policy", Some(version)) if !version.is_empty() && !version.contains('.') => {
                Self::PolicyVersion(version.to_owned())
            }
            _ => return None,
        };
        segments.next().is_none().then_some(page)
    }

    /// The path of the page.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Start => "/".to_owned(),
            Self::Register => "/register".to_owned(),
            Self::ConfirmEmail(token) => ["/confirm-email/", token].concat(),
            Self::SignIn => "/sign-in".to_owned(),
            Self::Profile => "/profile".to_owned(),
            Self::Contacts => "/contacts".to_owned(),
            Self::NewContact => "/contacts/new".to_owned(),
            Self::Rehearsal => "/contacts/rehearsal".to_owned(),
            Self::Contact(id) => ["/contacts/", id].concat(),
            Self::Confirm(token) => ["/confirm/", token].concat(),
            Self::Payments => "/payments".to_owned(),
            Self::Privacy => "/privacy".to_owned(),
            Self::Policy => "/policy".to_owned(),
            Self::PolicyVersion(version) => ["/policy/", version].concat(),
            Self::ResetPassword => "/reset-password".to_owned(),
            Self::NewPassword(token) => ["/reset-password/", token].concat(),
            Self::ChangeEmail(token) => ["/change-email/", token].concat(),
            Self::KeepEmail(token) => ["/keep-email/", token].concat(),
            Self::History => "/profile/history".to_owned(),
            Self::Sessions => "/sessions".to_owned(),
            Self::Cookies => "/cookies".to_owned(),
            Self::Support => "/support".to_owned(),
            Self::SupportRequest(reference) => ["/support/", reference].concat(),
            Self::Evidence => "/privacy/evidence".to_owned(),
            Self::Recipients => "/privacy/recipients".to_owned(),
        }
    }

    /// Every page once, with `part` where an address carries something: the host's list.
    #[must_use]
    pub fn all(part: &str) -> Vec<Self> {
        vec![
            Self::Start,
            Self::Register,
            Self::ConfirmEmail(part.to_owned()),
            Self::SignIn,
            Self::Profile,
            Self::Contacts,
            Self::NewContact,
            Self::Rehearsal,
            Self::Contact(part.to_owned()),
            Self::Confirm(part.to_owned()),
            Self::Payments,
            Self::Privacy,
            Self::Policy,
            Self::PolicyVersion(part.to_owned()),
            Self::ResetPassword,
            Self::NewPassword(part.to_owned()),
            Self::ChangeEmail(part.to_owned()),
            Self::KeepEmail(part.to_owned()),
            Self::History,
            Self::Sessions,
            Self::Cookies,
            Self::Support,
            Self::SupportRequest(part.to_owned()),
            Self::Evidence,
            Self::Recipients,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_read_back_from_its_own_path() {
        for page in Page::all("x1") {
            assert_eq!(Page::read(&page.path()), Some(page));
        }
    }

    #[test]
    fn a_trailing_slash_is_the_same_page_and_anything_more_is_none() {
        assert_eq!(Page::read("/profile/"), Some(Page::Profile));
        for path in [
            "",
            "profile",
            "/profile/x",
            "/Profile",
            "//",
            "/confirm-email",
            "/confirm-email/",
            "/policy/a/b",
            "/policy/a.html",
            "/nothing",
        ] {
            assert_eq!(Page::read(path), None, "{path}");
        }
    }
}
