// The bytes of a first visit, counted from the files: the page and all that it names or imports before it can be used.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = zlib.constants;

/** The files of a first visit to the application in `directory`: `{ file, raw, brotli }`, sizes in bytes. */
export function countFiles(directory) {
  return findFirstLoad(directory).map(file => {
    const bytes = fs.readFileSync(file);
    return { file: path.relative(directory, file), raw: bytes.length, brotli: sizeAsBrotli(file, bytes) };
  });
}

/** What the host sends: what was compressed when the page was built, else brotli 11 as the rivals' server does. */
function sizeAsBrotli(file, bytes) {
  const built = `${file}.br`;
  if (fs.existsSync(built)) return fs.statSync(built).size;
  const params = { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return zlib.brotliCompressSync(bytes, { params }).length;
}

function findFirstLoad(directory) {
  const found = new Set();
  const add = (address, base) => {
    const name = address.split(/[?#]/)[0];
    if (/^(data:|https?:|\/\/)/.test(name)) return;
    const file = name.startsWith('/') ? path.join(directory, name) : path.resolve(base, name);
    if (found.has(file) || !fs.existsSync(file) || fs.statSync(file).isDirectory()) return;
    found.add(file);
    if (!/\.m?js$/.test(file)) return;
    const imports = /(?:^|[;}\n\s])(?:import|export)\s*(?:[\w*{}\s,$]+from\s*)?["']([^"']+)["']/g;
    for (const [, imported] of fs.readFileSync(file, 'utf8').matchAll(imports)) add(imported, path.dirname(file));
  };

  const page = path.join(directory, 'index.html');
  const whole = fs.readFileSync(page, 'utf8');
  // Ours lists the parts of the program that each address needs; this is a visit to the profile.
  const list = /<script [^>]*id="?parts"?[^>]*>(.*?)<\/script>/.exec(whole);
  const html = list ? whole.replace(list[0], '') : whole;
  for (const file of list ? JSON.parse(list[1]).profile : []) add(file, directory);
  found.add(page);
  for (const [tag, address] of html.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)=["']?([^"'\s>]+)[^>]*>/g)) {
    // An icon or a manifest is asked for after the start, or never.
    if (!/rel=["']?(?:[\w -]*icon|manifest|canonical|alternate)/.test(tag)) add(address, directory);
  }
  for (const [, address] of html.matchAll(/['"]([^'"]+\.(?:wasm|js))['"]/g)) add(address, directory);
  return [...found];
}
