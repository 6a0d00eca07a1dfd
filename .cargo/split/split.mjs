// Stands where trunk looks for wasm-bindgen, and cuts the program into its parts (contract/src/parts.rs) on the way.
//
//   cargo's wasm ─ wasm-split-cli ─┬─ main ─ wasm-bindgen ─ with what the first part shares ─ back to trunk
//                                  ├─ one file for each part                      ┐
//                                  ├─ one file for what a family of parts shares  ├─ target/split, for `pack`
//                                  └─ one file for what the other parts share     ┘
//
// wasm-split-cli makes a chunk for each set of parts that share something: dozens of small files. Here they are joined,
// so that a page needs at most four: main, its part, its family's, and `shared`.
import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** The part whose pages are asked for most. What it shares with others is in main: it needs one file less. */
const FIRST = 'profile';
const SHARED = 'shared';
/** Parts that have much in common which no other part needs, by the name of their file for it. */
const FAMILIES = { 'contacts-shared': ['contact', 'contacts', 'holder', 'rehearsal'] };

const HERE = import.meta.dirname;
const ROOT = path.dirname(path.dirname(HERE));
const OUTPUT = path.join(ROOT, 'target', 'split');
const WORK = path.join(OUTPUT, 'work');
/** What server_fn exports, which leptos brings along: streams that nothing here uses. */
const UNUSED = /intounderlying/i;
/** What wasm-split-cli calls the module that main imports the parts' loaders from. */
const LINKS = './__wasm_split.js';
const FEATURES = readOptions().filter(option => option.startsWith('--enable'));

const given = process.argv.slice(2);
const input = given.find(argument => argument.endsWith('.wasm') && !argument.startsWith('-'));
if (input) split(input);
else run(realWasmBindgen(), given);

function split(program) {
  fs.rmSync(OUTPUT, { recursive: true, force: true });
  fs.mkdirSync(WORK, { recursive: true });
  run('wasm-split-cli', [program, WORK]);

  const main = path.join(WORK, 'main.wasm');
  run(realWasmBindgen(), [...given.map(argument => (argument === program ? main : argument)), '--keep-lld-exports']);
  const bound = path.join(option('--out-dir'), `${option('--out-name')}_bg.wasm`);
  const glue = path.join(option('--out-dir'), `${option('--out-name')}.js`);

  const { parts, chunks } = readChunks();
  const ofFirst = chunks.filter(chunk => chunk.parts.includes(FIRST));
  const ofOthers = chunks.filter(chunk => !chunk.parts.includes(FIRST));
  const shared = shareNames();
  merge(bound, bound, ofFirst);
  dropUnused(bound, glue);
  const names = shorten(bound);

  const files = Object.fromEntries(parts.map(part => [part, []]));
  const groups = {};
  for (const chunk of ofOthers) (groups[findGroup(chunk)] ??= []).push(chunk);
  for (const [name, group] of Object.entries(groups)) {
    const joined = path.join(WORK, `${name}.wasm`);
    merge(writeStub(group, shared), joined, group);
    const file = finish(name, joined);
    for (const part of new Set(group.flatMap(chunk => chunk.parts))) files[part].push(file);
  }
  for (const part of parts) {
    const own = path.join(WORK, `split_${part}.wasm`);
    if (fs.existsSync(own)) files[part].push(finish(part, own));
  }
  fs.writeFileSync(path.join(OUTPUT, 'parts.json'), JSON.stringify(files));
  link(glue, files, shared, names);
  fs.rmSync(WORK, { recursive: true });
}

/** The parts, and the chunks with the parts that each is for, as the link module of wasm-split-cli lists them. */
function readChunks() {
  const links = fs.readFileSync(path.join(WORK, LINKS), 'utf8');
  const parts = [...links.matchAll(/^export const __wasm_split_load_(\w+) /gm)].map(([, part]) => part).sort();
  const chunks = [...links.matchAll(/^\/\* (.+) \*\/\nconst __(chunk_\d+) /gm)].map(([, names, chunk]) => ({
    file: path.join(WORK, `${chunk}.wasm`),
    parts: names.split(', '),
  }));
  const written = fs.readdirSync(WORK).filter(name => name.startsWith('chunk_'));
  if (!parts.includes(FIRST) || written.length !== chunks.length) {
    throw new Error('wasm-split-cli has written its link module in another way than split.mjs reads it');
  }
  return { parts, chunks };
}

/** The name of the file that a chunk goes into: its family's where nobody else needs it. */
function findGroup({ parts }) {
  return Object.keys(FAMILIES).find(name => parts.every(part => FAMILIES[name].includes(part))) ?? SHARED;
}

/** Puts chunks into `into`, which exports what they import. */
function merge(into, merged, chunks) {
  const named = chunks.flatMap(({ file }) => [file, path.basename(file, '.wasm')]);
  run('wasm-merge', ['-g', '--skip-export-conflicts', ...FEATURES, into, '__wasm_split', ...named, '-o', merged]);
}

/** A module that hands on what chunks import from main, so that they can be merged without it. */
function writeStub(chunks, shared) {
  const types = new Map();
  for (const { file } of chunks) {
    if (!importsOf(file).every(({ name }) => types.has(name))) {
      const imports = /^ \(import "__wasm_split" "(\w+)" \((memory|table|global) \S+ (.+)\)\)$/gm;
      for (const [, name, kind, type] of output('wasm-dis', [file]).matchAll(imports)) types.set(name, { kind, type });
    }
  }
  const used = shared.filter(name => types.has(name)).map(name => ({ name, ...types.get(name) }));
  const lines = [
    ...used.map(({ name, kind, type }) => `(import "main" "${name}" (${kind} $${name} ${type}))`),
    ...used.map(({ name, kind }) => `(export "${name}" (${kind} $${name}))`),
  ];
  const [text, stub] = ['wat', 'wasm'].map(ending => path.join(WORK, `stub.${ending}`));
  fs.writeFileSync(text, `(module ${lines.join('\n')})`);
  run('wasm-as', [...FEATURES, text, '-o', stub]);
  return stub;
}

/** The names of what the parts import from main. */
function shareNames() {
  const files = fs.readdirSync(WORK).filter(name => /^(split|chunk)_/.test(name));
  const names = files.flatMap(name => importsOf(path.join(WORK, name)).map(found => found.name));
  return [...new Set(names)].sort();
}

function exportsOf(file) {
  return WebAssembly.Module.exports(new WebAssembly.Module(fs.readFileSync(file)));
}

function importsOf(file) {
  return WebAssembly.Module.imports(new WebAssembly.Module(fs.readFileSync(file)));
}

/** Takes what nobody uses out of main, and out of the glue what only that used. */
function dropUnused(bound, glue) {
  const kept = exportsOf(bound).filter(({ name }) => !UNUSED.test(name));
  const graph = path.join(WORK, 'graph.json');
  fs.writeFileSync(graph, JSON.stringify(kept.map(({ name }) => ({ name, export: name, root: true }))));
  run('wasm-metadce', ['-g', ...FEATURES, bound, `--graph-file=${graph}`, '-o', bound], 'ignore');
  const imported = new Set(importsOf(bound).map(({ name }) => name));
  const text = fs
    .readFileSync(glue, 'utf8')
    .replace(/^export class IntoUnderlying[^]*?^}\n/gm, '')
    .replace(/^if \(Symbol\.dispose\) IntoUnderlying.*\n/gm, '')
    .replace(/^const IntoUnderlying[^]*?;\n/gm, '')
    .replace(/^ {8}(\w+): function\([^]*?^ {8}},\n/gm, (whole, name) => (imported.has(name) ? whole : ''));
  if (UNUSED.test(text)) throw new Error('wasm-bindgen has written classes in another way than split.mjs reads it');
  fs.writeFileSync(glue, text);
}

/** Makes a part small, and names it by what is in it. */
function finish(name, file) {
  const small = path.join(WORK, `${name}.small.wasm`);
  run('wasm-opt', ['-Oz', ...readOptions(), '--strip-debug', '--strip-producers', '--strip-target-features', file, '-o', small]);
  const bytes = fs.readFileSync(small);
  const hash = crypto.createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  fs.writeFileSync(path.join(OUTPUT, `${name}-${hash}.wasm`), bytes);
  return `${name}-${hash}.wasm`;
}

/** Gives short names to what main imports and exports: the long ones are a hash each, in main and in the glue. */
function shorten(bound) {
  const text = output('wasm-opt', ['-g', ...FEATURES, '--minify-imports-and-exports-and-modules', bound, '-o', bound]);
  const { imports, exports } = JSON.parse(text);
  const [{ module }] = importsOf(bound);
  return { module, imports: new Map(imports.map(([, from, to]) => [from, to])), exports: new Map(exports) };
}

/** Puts the loaders of the parts into the glue, in place of a module that would be one more request in a row. */
function link(glue, files, shared, { module, imports, exports }) {
  const loaders = fs
    .readFileSync(path.join(HERE, 'link.js'), 'utf8')
    .replace('FILES', JSON.stringify(files))
    .replace('SHARED', `{ ${shared.map(name => `${name}: wasm.${name}`).join(', ')} }`)
    .replace('LINKS', `{ ${Object.keys(files).map(part => `__wasm_split_load_${part}: loader('${part}')`).join(', ')} }`);
  const text = `${fs.readFileSync(glue, 'utf8')}\n${loaders}`
    .replace(/^import \* as import\d+ from "\.\/__wasm_split\.js";?\n/gm, '')
    .replace(/^ *"\.\/__wasm_split\.js": import\d+,\n/gm, '')
    .replace(/^ *"\.\/\w[\w-]*_bg\.js": import0,\n/gm, `"${module}": { ...import0, ...links },\n`)
    .replace(/\b(\w+)(?=: (?:function\b|loader\())/g, name => imports.get(name) ?? name)
    .replace(/\bwasm\.(\w+)/g, (whole, name) => `wasm.${exports.get(name) ?? name}`);
  const left = [...imports.keys(), ...exports.keys()].filter(name => new RegExp(`\\b(?:wasm|exports)\\.${name}\\b|^ *${name}:`, 'm').test(text));
  if (left.length > 0 || !text.includes('...links') || /from "\.\/__wasm_split/.test(text)) {
    throw new Error(`wasm-bindgen has written its glue in another way than split.mjs reads it: ${left}`);
  }
  fs.writeFileSync(glue, text);
}

/** How wasm-opt is called for main (index.html), and so for the parts. */
function readOptions() {
  const html = fs.readFileSync(path.join(ROOT, 'index.html'), 'utf8');
  return /data-wasm-opt-params="([^"]+)"/.exec(html)[1].split(' ');
}

function option(name) {
  return given.find(argument => argument.startsWith(`${name}=`)).slice(name.length + 1);
}

/** The wasm-bindgen that would be found if this were not before it on PATH. */
function realWasmBindgen() {
  const found = process.env.PATH.split(path.delimiter)
    .map(folder => path.join(folder, 'wasm-bindgen'))
    .find(file => fs.existsSync(file) && path.dirname(fs.realpathSync(file)) !== HERE);
  if (!found) throw new Error('wasm-bindgen is not on PATH: make tools installs it');
  return found;
}

function output(tool, parameters) {
  return execFileSync(tool, parameters, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
}

function run(tool, parameters, said = 'inherit') {
  try {
    execFileSync(tool, parameters, { stdio: ['ignore', said, 'pipe'] });
  } catch (error) {
    process.stderr.write(error.stderr ?? '');
    throw new Error(`${tool} failed`, { cause: error });
  }
}
