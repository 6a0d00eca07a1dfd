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
    let body = ["let asked = -1; return async request => {", body, "}"].concat();
    let wrapping = Function::new_with_args("real, text, other, milliseconds", &body);
    let parameters = Array::of4(&fetch, &text.into(), &other.into(), &milliseconds.into());
    let wrapped = wrapping.apply(&JsValue::UNDEFINED, &parameters).expect("a function");
    with(&window(), "fetch", wrapped.unchecked_ref(), doing).await
}

/// While the future runs, calls whose address ends with a text (and perhaps a `&`) are answered with these bodies of JSON, one
/// after another; the last of them again and again.
pub async fn answered<F: Future>(text: &str, bodies: &[&str], doing: F) -> F::Output {
    wrapped(
        "const bodies = JSON.parse(other);
        if (!request.url.replace(/&$/, '').endsWith(text)) return real(request);
        asked = Math.min(asked + 1, bodies.length - 1);
        const body = bodies[asked];
        return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });",
        [text, &["[", &bodies.join(","), "]"].concat(), "0"],
        doing,
    )
    .await
}
