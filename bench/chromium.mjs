// A headless Chromium with a profile folder of its own, driven by the DevTools protocol over a pipe; no dependency.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--remote-debugging-pipe',
];

/** The browser's program: CHROMIUM in the environment, or `chromium` on the PATH. */
export const CHROMIUM = process.env.CHROMIUM ?? 'chromium';

/**
 * Starts a browser that has kept nothing yet. `send(method, parameters, session)` asks it, `listeners` hear its events,
 * `close` ends it and removes its profile folder.
 */
export function openBrowser() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-browser-'));
  const child = spawn(CHROMIUM, [...ARGUMENTS, `--user-data-dir=${folder}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const waiting = new Map();
  const listeners = new Set();
  const ended = new Promise(resolve => {
    const end = reason => {
      for (const { reject } of waiting.values()) reject(new Error(reason));
      waiting.clear();
      resolve();
    };
    child.once('error', error => end(`${CHROMIUM}: ${error.message}`));
    child.once('exit', () => end('the browser has ended'));
  });
  child.stdio[3].on('error', () => {});
  readMessages(child.stdio[4], message => {
    if (!message.id) {
      for (const listener of listeners) listener(message);
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) call?.reject(new Error(`${call.method}: ${message.error.message}`));
    else call?.resolve(message.result);
  });

  let lastId = 0;
  const send = (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { method, resolve, reject });
      child.stdio[3].write(JSON.stringify({ id: lastId, method, params, sessionId }) + '\0');
    });

  return {
    send,
    listeners,
    async close() {
      const force = setTimeout(() => child.kill('SIGKILL'), 3000);
      await send('Browser.close').catch(() => {});
      await ended;
      clearTimeout(force);
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** Messages of the pipe end with a zero byte. */
function readMessages(stream, tell) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', chunk => {
    const parts = (rest + chunk).split('\0');
    rest = parts.pop();
    for (const part of parts) tell(JSON.parse(part));
  });
}
