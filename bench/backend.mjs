// Requests per second of the backend, by the load generator in bench/rates, beside a bare handler and a bare database.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { makePerson } from './ours.mjs';
import { tell } from './progress.mjs';

const ROOT = path.dirname(import.meta.dirname);
const CONNECTIONS = 16;
const SECONDS = 5;

/**
 * Measures the backend at `origin`; each connection works in an account of its own, as versions are an account's.
 * Answers a list of `{ what, connections, count, per_second, median_ms, p99_ms }`. `folder` is where the bare database
 * goes: on the same disk as the backend's.
 */
export async function measureBackend({ origin, folder }) {
  tell(`making ${CONNECTIONS} accounts through the API`);
  const cookies = [];
  for (let number = 1; number <= CONNECTIONS; number += 1) {
    const { name, value } = await makePerson(origin, `ada.${number}@example.org`);
    cookies.push(`${name}=${value}`);
  }
  tell(`measuring the backend for ${SECONDS} s each: bare handler, GET, PUT, bare SQLite (built first, once)`);
  return JSON.parse(await runRates({ origin, cookies, folder, seconds: SECONDS }));
}

/** The plan goes in by standard input, not by parameters: it holds sessions. */
function runRates(plan) {
  return new Promise((resolve, reject) => {
    const manifest = path.join(import.meta.dirname, 'rates', 'Cargo.toml');
    const child = spawn('cargo', ['run', '--release', '--quiet', '--manifest-path', manifest], {
      cwd: ROOT,
      env: { ...process.env, CARGO_TARGET_DIR: path.join(ROOT, 'target', 'bench-rates') },
      stdio: ['pipe', 'pipe', process.stderr],
    });
    let printed = '';
    child.stdout.on('data', chunk => {
      printed += chunk;
    });
    child.once('error', reject);
    child.once('close', code => {
      if (code === 0) resolve(printed);
      else reject(new Error(`bench/rates ended with ${code}`));
    });
    child.stdin.on('error', () => {});
    child.stdin.end(JSON.stringify(plan));
  });
}
