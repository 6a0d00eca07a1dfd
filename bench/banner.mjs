// The question about cookies: when it is seen, when a press on it has taken effect, and what it weighs.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { ASKING, hostAsking } from './applications.mjs';
import { countFiles } from './bytes.mjs';
import { openBrowser } from './chromium.mjs';
import { tell } from './progress.mjs';
import { kilobytes, median, number, oneLine, sum, writeTable } from './table.mjs';
import { openTab } from './tab.mjs';

/**
 * Presses the button that refuses all in the frame in which it is first seen, once; the question has answered when it
 * is gone.
 */
const PROBE = `(() => {
  const seen = { visibilityProperty: true, opacityProperty: true };
  const find = () => [...document.querySelectorAll('button')].find(button =>
    /reject all/i.test(button.textContent) && button.checkVisibility(seen));
  let pressed = false;
  const look = () => {
    const button = find();
    if (button && !pressed) {
      pressed = true;
      window.benchSeen = performance.now();
      button.click();
    } else if (pressed && !button) {
      window.benchUsable = performance.now();
      return;
    }
    requestAnimationFrame(look);
  };
  look();
})()`;

/** Rounds over all that ask, in turns, each in a new browser. Answers `{ name, title, seen, answered, bytes, own, failure }`. */
export async function measureBanners({ runs, cpu, network, backend, dist, failed }) {
  const rows = Object.keys(ASKING).map(name => ({ name, title: ASKING[name].title, seen: [], answered: [] }));
  const hosts = new Map();
  try {
    for (const row of rows) {
      try {
        if (failed.has(row.name)) throw new Error(failed.get(row.name));
        const host = await hostAsking(row.name, { backend, dist });
        hosts.set(row.name, host);
        row.bytes = sum(countFiles(host.directory), 'brotli');
        row.own = row.name === 'ours' ? weighQuestion(dist) : null;
      } catch (error) {
        row.failure = error.message;
      }
    }
    for (let run = 1; run <= runs; run += 1) {
      for (const row of rows.filter(({ failure }) => !failure)) await measureOnce(row, hosts.get(row.name), { cpu, network, run, runs });
    }
  } finally {
    for (const host of hosts.values()) await host.close();
  }
  return rows;
}

async function measureOnce(row, host, { cpu, network, run, runs }) {
  const browser = openBrowser();
  try {
    const tab = await openTab(browser, { cpu, network, probe: PROBE });
    const { usable } = await tab.visit(host.origin + host.address);
    row.answered.push(usable);
    row.seen.push(await tab.evaluate('window.benchSeen'));
    const [seen, answered] = [row.seen.at(-1), usable].map(Math.round);
    tell(`run ${run} of ${runs}, ${row.name}: the question is seen after ${seen} ms, a press has answered after ${answered} ms`);
  } catch (error) {
    row.failure = error.message;
    tell(`run ${run} of ${runs}, ${row.name}: FAILED: ${error.message}`);
  } finally {
    await browser.close();
  }
}

/** What the page weighs more, as brotli, with the question in its static frame than without. */
function weighQuestion(dist) {
  const html = fs.readFileSync(path.join(dist, 'index.html'), 'utf8');
  const without = html.replace(/<section [^>]*class="?consent"?.*?<\/section>/s, '');
  if (without === html) throw new Error('the static frame has no question');
  const weigh = text => zlib.brotliCompressSync(text, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  return weigh(html) - weigh(without);
}

/** One row for each that asks. */
export function writeBannerTable(rows) {
  const lines = rows.map(({ title, seen, answered, bytes, own, failure }) => {
    if (failure) return [title, `**FAILED**: ${oneLine(failure)}`];
    return [title, number(median(seen)), number(median(answered)), kilobytes(bytes), own === null ? '–' : kilobytes(own)];
  });
  return writeTable(
    ['the question about cookies', 'seen, ms', 'a press has answered, ms', 'first load, brotli, kB', 'of it the static question, kB'],
    lines,
  );
}
