//! What is between page and backend, and can be otherwise than usual.

use std::future::Future;

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::browser::{window, with};

/// While the future runs, calls whose address holds a text are made with another in its place, and answered
/// only after a while: lists come in smaller pages than the page asks for, and one can see them come.
pub async fn asking_for<F: Future>(text: &str, other: &str, milliseconds: u32, doing: F) -> F::Output {
    wrapped(
        "if (!request.url.includes(text)) return real(request);
        const answer = await real(new Request(request.url.replace(text, other), request));
        await new Promise(resolve => setTimeout(resolve, Number(milliseconds)));
        return answer;",
        [text, other, &milliseconds.to_string()],
        doing,
    )
    .await
}

async fn wrapped<F: Future>(body: &str, [text, other, milliseconds]: [&str; 3], doing: F) -> F::Output {
    let fetch = Reflect::get(&window(), &"fetch".into()).expect("fetch");
    let body = ["return async request => {", body, "}"].concat();
    let wrapping = Function::new_with_args("real, text, other, milliseconds", &body);
    let parameters = Array::of4(&fetch, &text.into(), &other.into(), &milliseconds.into());
    let wrapped = wrapping.apply(&JsValue::UNDEFINED, &parameters).expect("a function");
    with(&window(), "fetch", wrapped.unchecked_ref(), doing).await
}
