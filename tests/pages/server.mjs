// The product as it is hosted: the real backend with the files of `make dist`, on a free port of loopback.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The root of the repository. */
export const ROOT = path.resolve(import.meta.dirname, '../..');
/** The folder of the static files: HOSTTRACKER_DIST in the environment, or `dist`. */
export const DIST = path.resolve(ROOT, process.env.HOSTTRACKER_DIST ?? 'dist');

const BACKEND = path.resolve(ROOT, process.env.HOSTTRACKER_BACKEND ?? 'target/release/hosttracker-backend');
const READY_WITHIN_MS = 20_000;
const STOPPED_WITHIN_MS = 15_000;

/**
 * Starts the backend with a new folder of data. Answers its `origin`; `support`, which carries out a command of
 * support on the same data; and `stop`, which asks it to end and throws unless it ends by itself with 0.
 */
export async function startServer() {
  for (const file of [BACKEND, path.join(DIST, '_headers')]) {
    if (!fs.existsSync(file)) throw new Error(`${file} is missing: make dist builds it`);
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hosttracker-pages-'));
  const parameters = ['serve', '--listen', '127.0.0.1:0', '--data', folder, '--dist', DIST];
  const child = spawn(BACKEND, parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const exited = new Promise(resolve => {
    child.once('error', error => resolve(error.message));
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
  const origin = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the backend did not say its address: ${said}`)), READY_WITHIN_MS);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => {
        said = (said + chunk).slice(-4000);
        const address = said.match(/HostTracker Account is at (http:\/\/\S+)/)?.[1];
        if (!address) return;
        clearTimeout(late);
        resolve(address);
      });
    }
    exited.then(how => {
      clearTimeout(late);
      reject(new Error(`the backend ended with ${how}: ${said}`));
    });
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
    const how = await exited;
    clearTimeout(force);
    fs.rmSync(folder, { recursive: true, force: true });
    if (how !== 0) throw new Error(`asked to stop, the backend ended with ${how}: ${said}`);
  };
  const support = (...words) => execFileSync(BACKEND, ['support', ...words, '--data', folder], { encoding: 'utf8' });
  return { origin, support, stop };
}
