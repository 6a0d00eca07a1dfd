// HostTracker Account as it is hosted: the backend with `dist`, and people made through its public API.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

const ROOT = path.dirname(import.meta.dirname);
const READY_WITHIN_MS = 20_000;
const MESSAGE_WITHIN_MS = 20_000;
const PATIENCE_MS = 120_000;
const PASSWORD = 'an engine weaves numbers';

/**
 * Starts the backend at `backend` with the page in `dist` and a new folder of data, on the disk that holds `target`.
 * `options` are further ones of its command line. `close` ends it and removes the folder.
 */
export async function hostOurs({ backend, dist, options = [] }) {
  for (const file of [backend, path.join(dist, 'index.html')]) {
    if (!fs.existsSync(file)) throw new Error(`${file} is missing: make dist builds it`);
  }
  fs.mkdirSync(path.join(ROOT, 'target'), { recursive: true });
  const folder = fs.mkdtempSync(path.join(ROOT, 'target', 'bench-data-'));
  const port = await findFreePort();
  const parameters = ['serve', '--listen', `127.0.0.1:${port}`, '--data', folder, '--dist', dist, ...options];
  const child = spawn(backend, parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      said = (said + chunk).slice(-2000);
    });
  }
  const exited = new Promise(resolve => {
    child.once('error', error => resolve(error.message));
    child.once('exit', code => resolve(`ended with ${code}`));
  });
  let over = null;
  exited.then(reason => {
    over = reason;
  });

  const origin = `http://127.0.0.1:${port}`;
  const close = async () => {
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), 5000);
    await exited;
    clearTimeout(force);
    fs.rmSync(folder, { recursive: true, force: true });
  };
  try {
    await waitFor(READY_WITHIN_MS, 'the backend is ready', async () => {
      if (over) throw new Error(`the backend ${over}: ${said}`);
      const answer = await fetch(`${origin}/readyz`).catch(() => null);
      return answer?.ok;
    });
  } catch (error) {
    await close();
    throw error;
  }
  return { origin, folder, close };
}

/**
 * Registers a person called Ada under this address, confirms it with the link of the message, and signs in.
 * `findLink` answers the link that an address was sent; it looks into the outbox unless it is given. Answers the
 * session as `{ name, value }` of its cookie.
 */
export async function makePerson(origin, email, findLink = to => linkInOutbox(origin, to)) {
  await post(origin, '/api/v1/accounts', {
    email,
    password: PASSWORD,
    first_name: 'Ada',
    last_name: 'Lovelace',
    country: 'GB',
    time_zone: 'Europe/London',
    language: 'en',
    policy_version: '2018-05-23',
  });
  const link = await findLink(email);
  await post(origin, '/api/v1/accounts/confirmation', { token: new URL(link, origin).pathname.split('/').at(-1) });
  const answer = await post(origin, '/api/v1/session', { email, password: PASSWORD });
  const cookie = answer.headers.getSetCookie().find(each => each.startsWith('__Host-session='));
  if (!cookie) throw new Error('signing in set no __Host-session');
  const [name, value] = cookie.split(';')[0].split(/=(.*)/s);
  return { name, value };
}

function linkInOutbox(origin, email) {
  return waitFor(MESSAGE_WITHIN_MS, `a message to ${email}`, async () => {
    const { items } = await (await fetch(`${origin}/outbox.json`)).json();
    return items.find(message => message.to === email)?.links[0];
  });
}

function post(origin, address, body) {
  return ask(origin, 'POST', address, { body });
}

/** Asks as the page of this `session` would; waits as long as it is told to when there were too many. */
export async function ask(origin, method, address, { session, body, headers = {} } = {}) {
  const until = Date.now() + PATIENCE_MS;
  const cookie = session ? { cookie: `${session.name}=${session.value}` } : {};
  for (;;) {
    const answer = await fetch(origin + address, {
      method,
      headers: { 'content-type': 'application/json', origin, ...cookie, ...headers },
      body: JSON.stringify(body),
    });
    if (answer.ok) return answer;
    const wait = Number(answer.headers.get('retry-after')) * 1000;
    if (answer.status !== 429 || !wait || Date.now() + wait > until) {
      throw new Error(`${method} ${address} answered ${answer.status}: ${await answer.text()}`);
    }
    await new Promise(resolve => setTimeout(resolve, wait));
  }
}

/** Asks until there is an answer that counts, at most so long. */
export async function waitFor(milliseconds, what, ask) {
  const until = Date.now() + milliseconds;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > until) throw new Error(`waited ${milliseconds / 1000} s, but not: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

function findFreePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
