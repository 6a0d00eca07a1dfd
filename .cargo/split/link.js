// How main fetches a part: split.mjs puts this at the end of the glue. `wasm` is what main exports.
const files = FILES;
const come = {};

/** Joins a file to the program, once; one that could not be had is asked for again the next time. */
function bring(file) {
  return (come[file] ??= instantiate(file).catch(error => {
    delete come[file];
    throw error;
  }));
}

function instantiate(file) {
  // The boot script of index.html has asked for what the first page needs.
  const boot = globalThis.boot ?? {};
  const asked = boot[file] ?? fetch(new URL(file, import.meta.url));
  boot[file] = null;
  const shared = SHARED;
  return WebAssembly.instantiateStreaming(asked, { main: shared, __wasm_split: shared });
}

/** The loader of a part: calls back, with what it was given, whether the part is here. */
function loader(part) {
  return async (callback, given) => {
    const isHere = await Promise.all(files[part].map(bring)).then(() => 1, () => 0);
    wasm.__indirect_function_table.get(callback)(given, isHere);
  };
}

const links = LINKS;
