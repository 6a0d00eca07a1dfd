// `make bench`: ours beside its rivals, in one interleaved run, and the backend beside bare ones. Tables on standard
// output and in bench/results/; node bench/run.mjs --help says what can be chosen.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ASKING, NAMES, hostApplication } from './applications.mjs';
import { measureBackend } from './backend.mjs';
import { measureBanners, writeBannerTable } from './banner.mjs';
import { countFiles } from './bytes.mjs';
import { measureContacts, writeContactsTable } from './contacts.mjs';
import { measureDispatch, writeDispatchTable } from './dispatch.mjs';
import { findNamedWasm, measureParts } from './parts.mjs';
import { buildRivals } from './peers.mjs';
import { tell } from './progress.mjs';
import { measureStarts } from './start.mjs';
import {
  describeMachine,
  writeAims,
  writeBackendTable,
  writeBytesTable,
  writePartsTable,
  writeStartTable,
} from './table.mjs';
import { NETWORKS } from './tab.mjs';

const ROOT = path.dirname(import.meta.dirname);
const RESULTS = path.join(import.meta.dirname, 'results');
const QUICK_RUNS = 2;

const HELP = `node bench/run.mjs [options] [application ...]
  applications: ${NAMES.join(' ')} (all when none is named)
  --runs 5         rounds over all applications
  --quick          ${QUICK_RUNS} rounds
  --cpu 4          how many times slower the processor is made
  --net slow4g     the network: ${Object.keys(NETWORKS).join(', ')}
  --backend FILE   target/release/hosttracker-backend
  --dist FOLDER    dist
  --no-rates       leave the requests per second out
  --no-banner      leave the question about cookies out
  --no-contacts    leave the list of contacts and the dispatch out`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
    cpu: { type: 'string', default: '4' },
    net: { type: 'string', default: 'slow4g' },
    backend: { type: 'string', default: path.join(ROOT, 'target/release/hosttracker-backend') },
    dist: { type: 'string', default: path.join(ROOT, 'dist') },
    'no-rates': { type: 'boolean', default: false },
    'no-banner': { type: 'boolean', default: false },
    'no-contacts': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (options.help) console.log(HELP);
else process.exitCode = await bench(readPlan());

function readPlan() {
  const names = positionals.length ? positionals : NAMES;
  const runs = options.quick ? QUICK_RUNS : Number(options.runs);
  const cpu = Number(options.cpu);
  const unknown = names.filter(name => !NAMES.includes(name));
  if (unknown.length || !(options.net in NETWORKS) || !(runs >= 1) || !(cpu >= 1)) {
    console.error(HELP);
    process.exit(2);
  }
  const [backend, dist] = [path.resolve(options.backend), path.resolve(options.dist)];
  const [rates, banner, contacts] = ['no-rates', 'no-banner', 'no-contacts'].map(name => !options[name]);
  return { names, runs, cpu, network: options.net, rates, banner, contacts, backend, dist };
}

/** Measures, prints, keeps the numbers; answers the exit code: 1 when something that is ours failed. */
async function bench({ names, runs, cpu, network, rates, banner, contacts, backend, dist }) {
  const rivals = [...names, ...(banner ? Object.keys(ASKING) : [])].filter(name => name !== 'ours');
  const failed = await buildRivals(rivals);
  const rows = [];
  for (const name of names) {
    try {
      if (failed.has(name)) throw new Error(failed.get(name));
      const application = await hostApplication(name, { backend, dist });
      rows.push({ application, files: countFiles(application.directory) });
    } catch (error) {
      tell(`${name}: FAILED: ${error.message}`);
      rows.push({ application: { name, title: name }, files: [], failure: error.message });
    }
  }

  let summaries = null;
  let backendFailure = null;
  try {
    const hosted = rows.filter(({ failure }) => !failure);
    const results = await measureStarts(
      hosted.map(({ application }) => application),
      { runs, cpu, network },
    );
    for (const row of hosted) row.result = results.get(row.application.name);
    const ours = hosted.find(({ application }) => application.name === 'ours');
    if (rates && ours) {
      summaries = await measureBackend(ours.application).catch(error => {
        backendFailure = error.message;
        tell(`the backend's rates: FAILED: ${error.message}`);
        return null;
      });
    }
  } finally {
    for (const { application } of rows) await application.close?.();
  }

  const banners = banner ? await measureBanners({ runs, cpu, network, backend, dist, failed }) : null;

  const lists = contacts ? await measureContacts({ runs, cpu, network, backend, dist }) : null;

  const dispatched = contacts ? await measureDispatch({ backend, dist }) : null;

  const report = writeReport({ rows, banners, lists, dispatched, runs, cpu, network, summaries, backendFailure });
  console.log(report);
  keepResults(report, { runs, cpu, network, rows, banners, lists, dispatched, summaries, backendFailure });
  const ours = rows.find(({ application }) => application.name === 'ours');
  const oursFailed = ours && (ours.failure || ours.result.failures.length > 0);
  const bannerFailed = banners?.some(({ name, failure }) => name === 'ours' && failure);
  const listFailed = [...(lists ?? []), ...(dispatched ?? [])].some(({ failure }) => failure);
  return oursFailed || bannerFailed || listFailed || backendFailure ? 1 : 0;
}

function writeReport({ rows, banners, lists, dispatched, runs, cpu, network, summaries, backendFailure }) {
  const conditions = `Medians of ${runs} interleaved runs, network ${network}, processor ${cpu} × slower.`;
  const parts = [describeMachine(), conditions, writeStartTable(rows)];
  const ours = rows.find(({ application }) => application.name === 'ours');
  if (ours) parts.push(writeAims(rows).join('\n'));
  if (ours?.result) {
    const { files, result, application } = ours;
    parts.push('The first visit in parts:', writeBytesTable(files, result.requests, application.address));
    const wasm = findNamedWasm();
    if (wasm) parts.push('The largest parts of the WebAssembly:', writePartsTable(measureParts(wasm)));
    else tell('no WebAssembly with names under target: its largest parts are left out');
  }
  if (banners) parts.push('The question about cookies:', writeBannerTable(banners));
  if (lists) parts.push('The list of contacts as it grows:', writeContactsTable(lists));
  if (dispatched) parts.push('Events until the last contact is told:', writeDispatchTable(dispatched));
  if (summaries) parts.push('The backend:', writeBackendTable(summaries));
  if (backendFailure) parts.push(`The backend's rates **FAILED**: ${backendFailure}`);
  return parts.join('\n\n');
}

function keepResults(report, { rows, ...rest }) {
  fs.mkdirSync(RESULTS, { recursive: true });
  fs.writeFileSync(path.join(RESULTS, 'tables.md'), `${report}\n`);
  const applications = rows.map(({ application, files, result, failure }) => {
    return { name: application.name, files, result, failure };
  });
  const kept = { at: new Date().toISOString(), ...rest, applications };
  fs.writeFileSync(path.join(RESULTS, 'numbers.json'), `${JSON.stringify(kept, null, 1)}\n`);
  tell('kept in bench/results/');
}
