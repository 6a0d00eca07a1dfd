//! The preferences: language, looks, and how times and weeks are written.

use leptos::prelude::*;

use crate::i18n::use_words;
use crate::prefs::{Clock, Formats, Week, use_prefs};
use crate::ui::pick::{Pick, PickLanguage, PickTheme};
use crate::ui::remembered::Remembered;

/// Each works at once; whether it is remembered is said below.
#[component]
pub fn Preferences() -> impl IntoView {
    let words = use_words();
    let prefs = use_prefs();
    let formats = prefs.formats;
    view! {
        <section class="sheet" aria-labelledby="preferences">
            <h2 id="preferences">{words.say(|text| text.cookies.preferences)}</h2>
            <div class="prefs">
                <PickLanguage/>
                <PickTheme/>
                <Pick
                    label=|text| text.cookies.clock
                    codes=const { &[Clock::Hours24.code(), Clock::Hours12.code()] }
                    says=|text, code| if code == Clock::Hours24.code() { text.cookies.clock_24 } else { text.cookies.clock_12 }
                    held=Memo::new(move |_| formats.get().clock.code())
                    choose=Box::new(move |code| {
                        if let Some(clock) = Clock::ALL.into_iter().find(|clock| clock.code() == code) {
                            prefs.write(Formats { clock, ..formats.get_untracked() });
                        }
                    })
                />
                <Pick
                    label=|text| text.cookies.week
                    codes=const { &[Week::Monday.code(), Week::Sunday.code()] }
                    says=|text, code| if code == Week::Monday.code() { text.cookies.monday } else { text.cookies.sunday }
                    held=Memo::new(move |_| formats.get().week.code())
                    choose=Box::new(move |code| {
                        if let Some(week) = Week::ALL.into_iter().find(|week| week.code() == code) {
                            prefs.write(Formats { week, ..formats.get_untracked() });
                        }
                    })
                />
            </div>
            <Remembered/>
        </section>
    }
}
