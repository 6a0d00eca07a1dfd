//! The cookie table, made from the table that the gate obeys.

use contract::consent::{Category, Kept, TABLE};
use leptos::prelude::*;

use crate::i18n::use_words;

/// Every cookie there is: a table for those who see and for assistive technology, cards in a narrow window.
#[component]
pub fn Table() -> impl IntoView {
    let words = use_words();
    view! {
        <section class="sheet" aria-labelledby="table">
            <h2 id="table">{words.say(|text| text.cookies.table)}</h2>
            <p>{words.say(|text| text.cookies.table_lead)}</p>
            // In a narrow window the rows are cards; the roles keep it a table for those who listen.
            <table role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{words.say(|text| text.cookies.name)}</th>
                        <th role="columnheader" scope="col">{words.say(|text| text.cookies.category)}</th>
                        <th role="columnheader" scope="col">{words.say(|text| text.cookies.purpose)}</th>
                        <th role="columnheader" scope="col">{words.say(|text| text.cookies.writer)}</th>
                        <th role="columnheader" scope="col">{words.say(|text| text.cookies.life)}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{TABLE.map(|kept| view! { <Row kept/> }.into_any()).collect_view()}</tbody>
            </table>
        </section>
    }
}

#[component]
fn Row(kept: Kept) -> impl IntoView {
    let words = use_words();
    let life = move || {
        let text = words.get();
        let is_session = kept.category == Category::Necessary && kept.name.starts_with("__Host-");
        if is_session { (text.cookies.session_days)(kept.days) } else { (text.cookies.days)(kept.days) }
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row"><code>{kept.name}</code></th>
            <td role="cell">{move || (words.get().banner.category)(kept.category)}</td>
            <td role="cell">{move || (words.get().cookies.what_for)(kept.purpose)}</td>
            <td role="cell">{move || (words.get().cookies.by)(kept.writer)}</td>
            <td role="cell">{move || life()}</td>
        </tr>
    }
}
