// Starts, presses keys and changes sections in all applications, turn by turn: what slows the machine slows all.
import { openBrowser } from './chromium.mjs';
import { measureKeys, measureSwitch } from './acts.mjs';
import { tell } from './progress.mjs';
import { openTab } from './tab.mjs';

/** After the page can be used, requests that are still under way may end before bytes are counted. */
const SETTLE_MS = 300;

/**
 * `runs` rounds over `applications`, each time in a new browser with nothing cached. Answers a map from the name to
 * `{ cold, warm, paint, firstSwitch, secondSwitch, key, wire, requests, failures }`: lists with a value for each round
 * (ms, bytes), the requests of the last cold start, and what went wrong.
 */
export async function measureStarts(applications, { runs, cpu, network }) {
  const results = new Map(applications.map(({ name }) => [name, emptyResult()]));
  for (let run = 1; run <= runs; run += 1) {
    for (const application of applications) {
      const result = results.get(application.name);
      const browser = openBrowser();
      try {
        await measureOnce(browser, application, { cpu, network }, result);
        const [cold, warm] = [result.cold.at(-1), result.warm.at(-1)].map(Math.round);
        tell(`run ${run} of ${runs}, ${application.name}: usable after ${cold} ms cold, ${warm} ms warm`);
      } catch (error) {
        result.failures.push(error.message);
        tell(`run ${run} of ${runs}, ${application.name}: FAILED: ${error.message}`);
      } finally {
        await browser.close();
      }
    }
  }
  return results;
}

function emptyResult() {
  return {
    cold: [],
    warm: [],
    paint: [],
    firstSwitch: [],
    secondSwitch: [],
    key: [],
    wire: [],
    requests: [],
    failures: [],
  };
}

async function measureOnce(browser, application, conditions, result) {
  const url = application.origin + application.address;
  const tab = await openTab(browser, { ...conditions, cookie: application.cookie });
  const cold = await tab.visit(url);
  await new Promise(settled => setTimeout(settled, SETTLE_MS));
  result.cold.push(cold.usable);
  if (cold.paint) result.paint.push(cold.paint);
  result.requests = tab.requests();
  result.wire.push(result.requests.reduce((sum, request) => sum + request.bytes, 0));
  // The sections before the keys: a form with something typed may ask before it is left.
  if (application.switches) {
    await attempt(result, 'switch', async () => {
      result.firstSwitch.push(await measureSwitch(tab));
      result.secondSwitch.push(await measureSwitch(tab));
    });
  }
  if (application.form) {
    await attempt(result, 'keys', async () => result.key.push(await measureKeys(tab, application.form)));
  }
  await tab.close();

  const again = await openTab(browser, conditions);
  const warm = await again.visit(url);
  result.warm.push(warm.usable);
  await again.close();
}

/** An act that fails is told, and does not take the other measurements with it. */
async function attempt(result, what, act) {
  try {
    await act();
  } catch (error) {
    result.failures.push(`${what}: ${error.message}`);
    tell(`${what}: FAILED: ${error.message}`);
  }
}
