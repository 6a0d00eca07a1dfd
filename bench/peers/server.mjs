// Serves one built rival on a loopback origin: its files as brotli 11 from memory, and the profile of Ada.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import zlib from 'node:zlib';
import { answerSignIn } from './kc/server.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const COMPRESSED = new Set(['.html', '.js', '.css', '.wasm', '.json', '.svg']);

const PROFILE = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  displayName: 'Ada L.',
  email: 'ada@example.org',
  phone: '+441234567890',
  company: 'Analytical Engines',
  vatId: 'GB123456789',
  address1: '12 St James Sq',
  address2: '',
  city: 'London',
  region: '',
  postalCode: 'SW1Y 4JH',
  country: 'GB',
  language: 'en',
  timezone: 'Europe/London',
};

/** Starts the server of the files in `directory`; `close` ends it, connections and all. */
export async function serveRival(directory) {
  const files = readFiles(directory);
  const saved = { profile: { ...PROFILE }, version: 1 };
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url, `http://${request.headers.host}`);
    if (url.pathname === '/api/profile') return answerProfile(request, response, saved);
    if (url.pathname.startsWith('/realms/bench') || url.pathname.startsWith('/resources/bench')) {
      return answerSignIn({ request, response, url, profile: saved.profile, sendJson, readBody });
    }
    sendFile(request, response, url.pathname, files);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise(listening => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answerProfile(request, response, saved) {
  if (request.method === 'PUT') {
    saved.profile = JSON.parse(await readBody(request));
    saved.version += 1;
  }
  sendJson(response, saved.profile, { etag: `"${saved.version}"` });
}

function sendFile(request, response, address, files) {
  const found = files.get(address === '/' ? '/index.html' : address);
  if (!found && path.extname(address)) {
    response.writeHead(404);
    response.end();
    return;
  }
  const file = found ?? files.get('/index.html');
  const compressed = file.compressed && /\bbr\b/.test(request.headers['accept-encoding'] ?? '');
  const body = compressed ? file.compressed : file.raw;
  const hashed = address.startsWith('/assets/');
  response.writeHead(200, {
    'content-type': file.type,
    'content-length': body.length,
    'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(compressed ? { 'content-encoding': 'br', vary: 'accept-encoding' } : {}),
  });
  response.end(body);
}

function sendJson(response, value, headers = {}) {
  const body = compress(Buffer.from(JSON.stringify(value)));
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-encoding': 'br',
    'content-length': body.length,
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(body);
}

async function readBody(request) {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}

function readFiles(directory) {
  const files = new Map();
  for (const entry of fs.readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const extension = path.extname(file);
    const raw = fs.readFileSync(file);
    files.set('/' + path.relative(directory, file), {
      raw,
      compressed: COMPRESSED.has(extension) ? compress(raw) : null,
      type: TYPES[extension] ?? 'application/octet-stream',
    });
  }
  return files;
}

function compress(bytes) {
  return zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } });
}
