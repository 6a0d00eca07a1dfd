// Makes the rivals ready: their packages and their built files, each once.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { tell } from './progress.mjs';

/** The folder of the rivals. */
export const PEERS = path.join(import.meta.dirname, 'peers');

/** Installs packages and builds where either is missing; answers a map of the rivals that could not be built: why. */
export async function buildRivals(names) {
  const failed = new Map();
  for (const name of names) {
    if (fs.existsSync(path.join(PEERS, 'dist', name, 'index.html'))) continue;
    try {
      await installPackages(PEERS);
      if (name === 'keycloak') await installPackages(path.join(PEERS, 'kc'));
      tell(`building ${name}, once`);
      await run(process.execPath, ['build.mjs', name], PEERS);
    } catch (error) {
      failed.set(name, error.message);
    }
  }
  return failed;
}

async function installPackages(folder) {
  if (fs.existsSync(path.join(folder, 'node_modules', '.package-lock.json'))) return;
  tell(`installing the packages of bench/${path.relative(import.meta.dirname, folder)}, once`);
  await run('npm', ['install', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
}

/** Runs a program to its end; what it says goes to standard error. */
function run(program, parameters, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { cwd, stdio: ['ignore', process.stderr, process.stderr] });
    child.once('error', reject);
    child.once('exit', code => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ${parameters.join(' ')} ended with ${code}`));
    });
  });
}
