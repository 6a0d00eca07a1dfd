// What the host says with each answer: who may run what, who may keep what, and how the bytes come.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import zlib from 'node:zlib';

import { hosted } from './browser.mjs';
import { DIST } from './server.mjs';
import { ADDRESSES } from './words.mjs';

const visit = hosted();
const POLICIES = { en: '/policy/2018-05-23.en.html', pl: '/policy/2018-05-23.pl.html' };

/** Asks without a browser, so that the bytes are those of the wire. */
function get(origin, address, headers = {}) {
  return new Promise((resolve, reject) => {
    http
      .get(origin + address, { headers }, answer => {
        const parts = [];
        answer.on('data', part => parts.push(part));
        answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
        answer.on('error', reject);
      })
      .on('error', reject);
  });
}

/** The hash-sources (CSP 3) of what stands inside the elements of this name that have no `src`. */
function hashesOf(html, element) {
  const inline = html.matchAll(new RegExp(`<${element}((?:\\s[^>]*)?)>([^]*?)</${element}>`, 'g'));
  return [...inline]
    .filter(([, attributes]) => !/\ssrc=/.test(attributes))
    .map(([, , text]) => `'sha256-${crypto.createHash('sha256').update(text).digest('base64')}'`);
}

function directivesOf(policy) {
  return Object.fromEntries(
    policy.split(';').map(directive => {
      const [name, ...sources] = directive.trim().split(/\s+/);
      return [name, sources.sort()];
    }),
  );
}

/** The paths of the files that are hosted, without the compressed twins and the host's own rules. */
function hostedFiles() {
  return fs
    .readdirSync(DIST, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !/^[._]|\.(br|gz)$/.test(entry.name))
    .map(entry => `/${path.relative(DIST, path.join(entry.parentPath ?? entry.path, entry.name))}`);
}

/** Trunk writes a hash of 64 bits without its leading zeros. */
const isHashed = file => /-[0-9a-f]{8,16}(_bg)?\.(js|wasm)$/.test(file);

visit('the content security policy lets run what is in the page, byte for byte, and nothing else', {}, async ({ origin }) => {
  const page = await get(origin, '/');
  const plain = await Promise.all(Object.values(POLICIES).map(address => get(origin, address)));
  const policy = page.headers['content-security-policy'];
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|unsafe-hashes|\*|https?:/);
  const scripts = hashesOf(page.body.toString(), 'script');
  const styles = new Set([page, ...plain].flatMap(({ body }) => hashesOf(body.toString(), 'style')));
  assert.ok(scripts.length >= 1 && styles.size >= 1);
  assert.deepEqual(directivesOf(policy), {
    'default-src': ["'none'"],
    'script-src': ["'self'", "'wasm-unsafe-eval'", ...scripts].sort(),
    'style-src': ["'self'", ...styles].sort(),
    'img-src': ["'self'", 'data:'],
    'connect-src': ["'self'"],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'object-src': ["'none'"],
    'frame-ancestors': ["'none'"],
  });
  assert.doesNotMatch(page.body.toString(), /\son[a-z]+=|\sstyle=/);
});

visit('every answer closes what the page never uses', {}, async ({ origin }) => {
  const [script] = hostedFiles().filter(file => file.endsWith('.js'));
  for (const address of ['/', '/profile', script, '/icon.svg', POLICIES.pl, '/nothing']) {
    const { headers } = await get(origin, address);
    assert.equal(headers['x-content-type-options'], 'nosniff', address);
    assert.equal(headers['x-frame-options'], 'DENY', address);
    assert.equal(headers['referrer-policy'], 'no-referrer', address);
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin', address);
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin', address);
    for (const feature of ['camera', 'geolocation', 'microphone', 'payment', 'usb']) {
      assert.ok(headers['permissions-policy'].split(', ').includes(`${feature}=()`), `${address} ${feature}`);
    }
    assert.ok(headers['content-security-policy'], address);
    assert.equal(headers.server, undefined, address);
  }
});

visit('HTTPS is demanded where there is HTTPS: in the rules of the host, not on plain loopback', {}, async ({ origin }) => {
  const { headers } = await get(origin, '/');
  assert.equal(headers['strict-transport-security'], undefined);
  const rules = fs.readFileSync(path.join(DIST, '_headers'), 'utf8');
  assert.match(rules, /^\/\*\n(?: {2}.*\n)*? {2}Strict-Transport-Security: max-age=63072000; includeSubDomains\n/m);
});

visit('a file with a hash in its name is kept for a year and everything else is asked for each time', {}, async ({ origin }) => {
  const files = hostedFiles();
  const [, list] = /<script id="parts"[^>]*>(.*?)<\/script>/.exec(fs.readFileSync(path.join(DIST, 'index.html'), 'utf8'));
  const parts = new Set(Object.values(JSON.parse(list)).flat());
  assert.equal(files.filter(isHashed).length, 2 + parts.size, 'the glue, what every page needs, and the parts');
  for (const address of [...files, ...ADDRESSES]) {
    const { status, headers } = await get(origin, address);
    assert.equal(status, 200, address);
    assert.equal(headers['cache-control'], isHashed(address) ? 'public, max-age=31536000, immutable' : 'no-cache', address);
  }
});

visit('the compressed variants are the plain bytes', {}, async ({ origin }) => {
  const unpack = { br: zlib.brotliDecompressSync, gzip: zlib.gunzipSync };
  for (const address of [...hostedFiles(), '/', '/profile']) {
    const plain = await get(origin, address, { 'accept-encoding': 'identity' });
    assert.equal(plain.headers['content-encoding'], undefined, address);
    for (const encoding of ['br', 'gzip']) {
      const packed = await get(origin, address, { 'accept-encoding': encoding });
      assert.equal(packed.headers['content-encoding'], encoding, address);
      assert.equal(packed.headers['content-type'], plain.headers['content-type'], address);
      assert.match(packed.headers.vary, /accept-encoding/i, address);
      assert.ok(packed.body.length < plain.body.length, `${address} ${encoding}`);
      assert.ok(unpack[encoding](packed.body).equals(plain.body), `${address} ${encoding}`);
    }
  }
});

visit('every address of the page answers with the page', {}, async ({ origin }) => {
  const page = fs.readFileSync(path.join(DIST, 'index.html'));
  for (const address of ADDRESSES) {
    const { status, headers, body } = await get(origin, address);
    assert.equal(status, 200, address);
    assert.equal(headers['content-type'].replace(/;\s*/, '; ').toLowerCase().split(';')[0], 'text/html', address);
    assert.ok(body.equals(page), address);
  }
});

visit('an address that is nothing answers 404', {}, async ({ origin }) => {
  const twin = hostedFiles().find(isHashed) + '.br';
  const addresses = ['/nothing', '/profile/nothing', '/hosttracker-account-0000000000000000.js', '/policy/1999-01-01.en.html'];
  for (const address of [...addresses, '/_headers', '/_redirects', twin, '/..%2fCargo.toml', '/data/master.key']) {
    assert.equal((await get(origin, address)).status, 404, address);
  }
  const api = await get(origin, '/api/v1/nothing');
  assert.equal(api.status, 404);
  assert.equal(api.headers['content-type'], 'application/problem+json');
});

visit('the server as it is shipped has no clock that could be set', {}, async ({ origin }) => {
  const { status, body } = await get(origin, '/clock');
  assert.equal(status, 404);
  assert.ok(!body.toString().includes('ahead'));
});

visit('an answer about a person is kept nowhere', {}, async ({ origin }) => {
  for (const [address, status] of [['/api/v1/session', 200], ['/api/v1/profile', 401], ['/api/v1/nothing', 404]]) {
    const answer = await get(origin, address);
    assert.equal(answer.status, status, address);
    assert.equal(answer.headers['cache-control'], 'no-store', address);
    assert.equal(answer.headers['x-content-type-options'], 'nosniff', address);
  }
});

for (const [language, title] of [['en', 'Privacy policy'], ['pl', 'Polityka prywatności']]) {
  visit(`the policy in ${language} is readable without JavaScript`, { javaScriptEnabled: false }, async ({ page }) => {
    await page.goto(POLICIES[language]);
    assert.equal(await page.locator('html').getAttribute('lang'), language);
    assert.match(await page.getByRole('heading', { level: 1 }).innerText(), new RegExp(title));
    assert.ok((await page.locator('main').innerText()).length > 3000);
  });
}
