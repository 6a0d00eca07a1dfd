// A tab under the conditions of the measurement, and the moment from which its page can be used.

/**
 * Networks by name. `slow4g` are Lighthouse's constants for applied throttling of its slow 4G: 150 ms of round trip
 * times 3.75, 1.6 Mbit/s down and 750 kbit/s up, both times 0.9. Latency in ms, throughput in bytes per second.
 */
export const NETWORKS = {
  slow4g: {
    offline: false,
    latency: 562.5,
    downloadThroughput: ((1.6 * 1024 * 1024) / 8) * 0.9,
    uploadThroughput: ((750 * 1024) / 8) * 0.9,
  },
  none: null,
};

const USABLE_WITHIN_MS = 60_000;

/** Runs before the page's own scripts: usable is when an input holds `Ada` and the form has its button, painted. */
const FORM_PROBE = `(() => {
  const look = () => {
    const filled = [...document.querySelectorAll('input')].some(input => input.value === 'Ada');
    if (filled && document.querySelector('form button')) {
      requestAnimationFrame(() => { window.benchUsable = performance.now(); });
      return;
    }
    requestAnimationFrame(look);
  };
  look();
})()`;

/**
 * Opens a tab in `browser` under `{ network, cpu }`, with a signed-in person's session cookie where one is given. The
 * `probe` is a script that sets `benchUsable` in the window once the page does what is measured.
 */
export async function openTab(browser, { network, cpu, cookie, probe = FORM_PROBE }) {
  const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
  const send = (method, params) => browser.send(method, params, sessionId);
  const requests = new Map();
  const hear = message => {
    if (message.sessionId === sessionId) noteRequest(requests, message);
  };
  browser.listeners.add(hear);

  for (const domain of ['Page', 'Network', 'Runtime']) await send(`${domain}.enable`);
  await send('Page.addScriptToEvaluateOnNewDocument', { source: probe });
  if (NETWORKS[network]) await send('Network.emulateNetworkConditions', NETWORKS[network]);
  if (cpu > 1) await send('Emulation.setCPUThrottlingRate', { rate: cpu });
  if (cookie) {
    const { success } = await send('Network.setCookie', cookie);
    if (success === false) throw new Error(`the browser took no cookie ${cookie.name}`);
  }

  const evaluate = async expression => {
    const { result, exceptionDetails } = await send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) {
      const [reason] = (exceptionDetails.exception?.description ?? exceptionDetails.text).split('\n');
      throw new Error(reason);
    }
    return result.value;
  };

  return {
    evaluate,
    /** What the tab has asked of the network so far: `{ url, bytes }` each, bytes as they came over the wire. */
    requests: () => [...requests.values()],
    /** Gives the network back its speed. */
    relax: () => send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 }),
    /** What the page keeps in memory after a collection, in bytes: objects, and WebAssembly's own. */
    async memory() {
      await send('HeapProfiler.collectGarbage');
      const { usedSize, backingStorageSize = 0 } = await send('Runtime.getHeapUsage');
      return usedSize + backingStorageSize;
    },
    /** Goes to `url` and waits until it can be used: `{ usable, paint }` in ms since the navigation began. */
    visit: url => visit(send, evaluate, url),
    async close() {
      browser.listeners.delete(hear);
      await browser.send('Target.closeTarget', { targetId });
    },
  };
}

function noteRequest(requests, { method, params }) {
  if (method === 'Network.requestWillBeSent' && !params.request.url.startsWith('data:')) {
    requests.set(params.requestId, { url: params.request.url, bytes: 0 });
  }
  if (method === 'Network.loadingFinished' && requests.has(params.requestId)) {
    requests.get(params.requestId).bytes = params.encodedDataLength;
  }
}

async function visit(send, evaluate, url) {
  const begun = Date.now();
  await send('Page.navigate', { url });
  for (;;) {
    await new Promise(wait => setTimeout(wait, 25));
    // A redirect may take the document away while it is asked; the next one answers.
    const usable = await evaluate('window.benchUsable').catch(() => null);
    if (usable) break;
    if (Date.now() - begun > USABLE_WITHIN_MS) {
      const seen = await evaluate('document.body?.innerText.slice(0, 300)').catch(() => '');
      throw new Error(`not usable within ${USABLE_WITHIN_MS / 1000} s; it shows: ${seen}`);
    }
  }
  // A sign-in by redirects starts the document's clock again: count from the first navigation by the wall clock.
  return evaluate(`(() => {
    const before = performance.timeOrigin - ${begun};
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    return { usable: before + window.benchUsable, paint: paint ? before + paint.startTime : null };
  })()`);
}
