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
    /// `/payments`
    Payments,
    /// `/privacy`
    Privacy,
    /// `/policy`
    Policy,
    /// `/policy/{version}`
    PolicyVersion(String),
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
            ("profile", None) => Self::Profile,
            ("contacts", None) => Self::Contacts,
            ("payments", None) => Self::Payments,
            ("privacy", None) => Self::Privacy,
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
            Self::Payments => "/payments".to_owned(),
            Self::Privacy => "/privacy".to_owned(),
            Self::Policy => "/policy".to_owned(),
            Self::PolicyVersion(version) => ["/policy/", version].concat(),
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
            Self::Payments,
            Self::Privacy,
            Self::Policy,
            Self::PolicyVersion(part.to_owned()),
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
