// The list of contacts as it grows: when it can be used, how soon a key in the search shows its result, what it takes.
import { openBrowser } from './chromium.mjs';
import { ask, hostOurs, makePerson } from './ours.mjs';
import { tell } from './progress.mjs';
import { kilobytes, median, number, oneLine, writeTable } from './table.mjs';
import { openTab } from './tab.mjs';

/** How many contacts the persons have. */
const SIZES = [10, 1000, 10_000];
/** How many are added at a time. */
const HANDS = 16;
const KEYS = 8;
const PATIENCE_MS = 15_000;

/** Usable is when rows stand in the table and the search can be typed into, painted. */
const PROBE = `(() => {
  const look = () => {
    if (document.querySelectorAll('main tbody tr').length >= 10 && document.querySelector('main input[type=search]')) {
      requestAnimationFrame(() => { window.benchUsable = performance.now(); });
      return;
    }
    requestAnimationFrame(look);
  };
  look();
})()`;

/** Types the names of single contacts and waits until each stands alone; answers the median in ms. */
const SEARCH = `(async names => {
  const input = document.querySelector('main input[type=search]');
  const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const shown = () => [...document.querySelectorAll('main tbody tr')].map(row => row.textContent);
  const times = [];
  for (const name of names) {
    const begun = performance.now();
    write.call(input, name);
    input.dispatchEvent(new Event('input', { bubbles: true }));
    for (;;) {
      const rows = shown();
      if (rows.length === 1 && rows[0].includes(name)) break;
      if (performance.now() - begun > ${PATIENCE_MS}) throw new Error('not alone: ' + name);
      await new Promise(requestAnimationFrame);
    }
    times.push(performance.now() - begun);
  }
  return times.sort((one, other) => one - other)[times.length >> 1];
})`;

/** Persons with ever more contacts, in turns. Answers rows `{ size, usable, key, heap, failure }`. */
export async function measureContacts({ runs, cpu, network, backend, dist }) {
  const rows = SIZES.map(size => ({ size, usable: [], key: [], heap: [] }));
  const host = await hostOurs({ backend, dist, options: ['--contacts-per-minute', '1000000'] });
  try {
    for (const row of rows) {
      const session = await makePerson(host.origin, `ada.${row.size}@example.org`);
      await addContacts(host.origin, session, row.size);
      row.cookie = { ...session, url: host.origin, path: '/', secure: true, httpOnly: true, sameSite: 'Lax' };
    }
    for (let run = 1; run <= runs; run += 1) {
      for (const row of rows) await measureOnce(row, host, { cpu, network, run, runs });
    }
  } finally {
    await host.close();
  }
  return rows;
}

async function addContacts(origin, session, size) {
  const begun = Date.now();
  let next = 0;
  const add = async () => {
    while (next < size) {
      const name = nameOf(next++);
      await ask(origin, 'POST', '/api/v1/contacts', {
        session,
        body: { channel: 'email', address: `${name.replace(' ', '.').toLowerCase()}@example.org`, label: name },
      });
    }
  };
  await Promise.all(Array.from({ length: HANDS }, add));
  tell(`${size} contacts added in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

async function measureOnce(row, host, { cpu, network, run, runs }) {
  const browser = openBrowser();
  try {
    const tab = await openTab(browser, { cpu, network, cookie: row.cookie, probe: PROBE });
    const { usable } = await tab.visit(`${host.origin}/contacts`);
    // What the network takes is the same for every size: from here on it is the machine's own.
    await tab.relax();
    const names = Array.from({ length: KEYS }, (_, key) => nameOf(Math.floor((key + 0.5) * (row.size / KEYS))));
    const key = await tab.evaluate(`${SEARCH}(${JSON.stringify(names)})`);
    const heap = await tab.memory();
    row.usable.push(usable);
    row.key.push(key);
    row.heap.push(heap);
    tell(`run ${run} of ${runs}, ${row.size} contacts: usable ${Math.round(usable)} ms, key ${Math.round(key)} ms`);
  } catch (error) {
    row.failure = error.message;
    tell(`run ${run} of ${runs}, ${row.size} contacts: FAILED: ${error.message}`);
  } finally {
    await browser.close();
  }
}

function nameOf(number) {
  return `Duty ${String(number).padStart(5, '0')}`;
}

/** One row for each size. */
export function writeContactsTable(rows) {
  const lines = rows.map(({ size, usable, key, heap, failure }) => {
    if (failure) return [String(size), `**FAILED**: ${oneLine(failure)}`];
    return [String(size), number(median(usable)), number(median(key)), kilobytes(median(heap) / 1000)];
  });
  return writeTable(['contacts', 'list usable cold, ms', 'key in the search to its result, ms', 'memory of the page, MB'], lines);
}
