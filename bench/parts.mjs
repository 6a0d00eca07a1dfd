// The largest parts of our WebAssembly, by crate: node bench/parts.mjs [file.wasm], or as a table of the whole run.
// The hosted file has no names any more; this reads the one that wasm-bindgen wrote on the way to it, and brings it to
// the hosted size with `wasm-opt -Oz -g`, which keeps names.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';

const ROOT = path.dirname(import.meta.dirname);
const STANDARD = new Set(['core', 'alloc', 'std']);
const [CUSTOM, IMPORT, CODE, DATA] = [0, 2, 10, 11];
const FUNCTION_NAMES = 1;

/** The newest WebAssembly with names that a build left under `target`, or null. */
export function findNamedWasm() {
  for (const folder of ['wasm-bindgen', 'wasm32-unknown-unknown']) {
    const within = path.join(ROOT, 'target', folder);
    if (!fs.existsSync(within)) continue;
    const files = fs
      .readdirSync(within, { recursive: true })
      .filter(file => file.endsWith('.wasm') && !file.includes('deps'))
      .map(file => path.join(within, file));
    const newest = files.sort((one, other) => fs.statSync(other).mtimeMs - fs.statSync(one).mtimeMs)[0];
    if (newest) return newest;
  }
  return null;
}

/**
 * The parts of `file` by size: `{ optimised, parts: [{ part, raw, brotli }] }`, bytes; `brotli` is of the part
 * compressed alone. A function counts to the first crate its name speaks of, before the standard library.
 */
export function measureParts(file) {
  const { optimised, bytes } = optimise(file);
  const { bodies, names, data } = readWasm(bytes);
  const chunks = new Map([['data (texts, tables, names of fields)', data]]);
  for (const [index, body] of bodies) {
    const part = findCrate(names.get(index) ?? '');
    if (!chunks.has(part)) chunks.set(part, []);
    chunks.get(part).push(body);
  }
  const parts = [...chunks].map(([part, list]) => {
    const whole = Buffer.concat(list);
    return { part, raw: whole.length, brotli: zlib.brotliCompressSync(whole).length };
  });
  return { optimised, parts: parts.sort((one, other) => other.raw - one.raw) };
}

function optimise(file) {
  const local = path.join(ROOT, 'node_modules', '.bin', 'wasm-opt');
  const output = path.join(os.tmpdir(), `bench-parts-${process.pid}.wasm`);
  try {
    execFileSync(fs.existsSync(local) ? local : 'wasm-opt', ['-Oz', '-g', file, '-o', output], {
      stdio: 'ignore',
    });
    return { optimised: true, bytes: fs.readFileSync(output) };
  } catch {
    return { optimised: false, bytes: fs.readFileSync(file) };
  } finally {
    fs.rmSync(output, { force: true });
  }
}

/** The crate a name speaks of first, one outside the standard library if there is one. */
function findCrate(name) {
  const crates = name.startsWith('_R') ? listMangledCrates(name) : listDemangledCrates(name);
  return crates.find(crate => !STANDARD.has(crate)) ?? crates[0] ?? 'without a crate (bindings, intrinsics)';
}

/** RFC 2603: a crate's root is `C`, a disambiguator `s…_`, and its name after the name's length. */
function listMangledCrates(name) {
  return [...name.matchAll(/Cs[0-9A-Za-z]*_(\d+)_?/g)].map(match => {
    const begin = match.index + match[0].length;
    return name.slice(begin, begin + Number(match[1]));
  });
}

/** wasm-bindgen writes names as people do: `<leptos::children::Children as core::ops::FnOnce>::call_once`. */
function listDemangledCrates(name) {
  const roots = /(?<![\w:>}\]])([A-Za-z_]\w*)(?:\[[0-9a-f]+\])?::(?=[\w<{])/g;
  return [...name.matchAll(roots)].map(match => match[1]);
}

/** Sections of a WebAssembly binary (Core Specification 2.0, 5.5) that say what is large and what it is called. */
function readWasm(bytes) {
  const reader = new Reader(bytes, 8);
  let imported = 0;
  const bodies = [];
  const data = [];
  let names = new Map();
  while (!reader.atEnd()) {
    const id = reader.byte();
    const section = reader.slice(reader.number());
    if (id === IMPORT) imported = countImportedFunctions(section);
    if (id === CODE) {
      for (let left = section.number(); left > 0; left -= 1) bodies.push(section.slice(section.number()).rest());
    }
    if (id === DATA) data.push(section.rest());
    if (id === CUSTOM && section.text() === 'name') names = readFunctionNames(section);
  }
  return { bodies: bodies.map((body, index) => [index + imported, body]), names, data };
}

function countImportedFunctions(section) {
  const skipLimits = () => {
    const hasMaximum = section.byte() & 1;
    section.number();
    if (hasMaximum) section.number();
  };
  let functions = 0;
  for (let left = section.number(); left > 0; left -= 1) {
    section.text();
    section.text();
    const kind = section.byte();
    if (kind === 0) {
      functions += 1;
      section.number();
    } else if (kind === 1) {
      section.byte();
      skipLimits();
    } else if (kind === 2) {
      skipLimits();
    } else if (kind === 3) {
      section.byte();
      section.byte();
    } else {
      throw new Error(`an import of kind ${kind} is unknown here`);
    }
  }
  return functions;
}

function readFunctionNames(section) {
  const names = new Map();
  while (!section.atEnd()) {
    const id = section.byte();
    const list = section.slice(section.number());
    if (id !== FUNCTION_NAMES) continue;
    for (let left = list.number(); left > 0; left -= 1) names.set(list.number(), list.text());
  }
  return names;
}

class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  atEnd() {
    return this.at >= this.bytes.length;
  }
  byte() {
    this.at += 1;
    return this.bytes[this.at - 1];
  }
  /** An unsigned LEB128. */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
  slice(length) {
    this.at += length;
    return new Reader(this.bytes.subarray(this.at - length, this.at));
  }
  text() {
    return this.slice(this.number()).rest().toString('utf8');
  }
  rest() {
    return this.bytes.subarray(this.at);
  }
}

if (process.argv[1] === import.meta.filename) {
  const { writePartsTable } = await import('./table.mjs');
  const file = process.argv[2] ?? findNamedWasm();
  if (!file) throw new Error('no WebAssembly under target: make dist builds it');
  console.log(writePartsTable(measureParts(file)));
}
