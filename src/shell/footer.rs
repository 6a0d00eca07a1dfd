//! The footer: the policy, cookie choices, support, the promise not to sell, and the preferences of
//! language and looks.

use leptos::prelude::*;

use crate::consent::use_gate;
use crate::i18n::use_words;
use crate::routes::Page;
use crate::ui::pick::{PickLanguage, PickTheme};
use crate::ui::remembered::Remembered;

/// The footer.
#[component]
pub fn Footer() -> impl IntoView {
    let words = use_words();
    let opted_out = use_gate().signal();
    view! {
        <footer class="foot">
            <div>
                <p>
                    {words.say(|text| text.shell.no_sale)}
                    " "
                    {move || if opted_out { words.get().shell.gpc_on } else { words.get().shell.gpc_off }}
                </p>
                <a href=Page::Policy.path()>{words.say(|text| text.shell.policy)}</a>
                <a href=Page::Cookies.path()>{words.say(|text| text.title.cookies)}</a>
                <a href=Page::Support.path()>{words.say(|text| text.title.support)}</a>
                <Preferences/>
            </div>
        </footer>
    }
}

#[component]
fn Preferences() -> impl IntoView {
    view! {
        <div class="prefs">
            <PickLanguage/>
            <PickTheme/>
            <Remembered/>
        </div>
    }
}
