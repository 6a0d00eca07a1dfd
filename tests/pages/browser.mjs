// Chromium and the product for one file of tests. Every test gets a browser context of its own, which is watched: an
// error or warning in the console, an uncaught error, a violation of the content security policy or a request to
// another host fails the test, whatever the test is about.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { chromium } from 'playwright-core';

import { startServer } from './server.mjs';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const PATIENCE_MS = 10_000;

/**
 * Starts the product and Chromium around the tests of this file. Answers `visit(name, options, body)`, which is a test:
 * `body` gets `{ origin, support, context, page, complaints }`: `support` carries out a command of those who answer, and
 * `complaints` is what the watch has heard so far. Options are those of a context, and `expects`: what this test brings
 * about and the browser therefore complains of. That is the status of an answer, the `net::` error of a request, or a
 * pattern of a whole complaint. `launch` are further options of Playwright for the start of Chromium.
 */
export function hosted(launch = {}) {
  const shared = {};
  before(async () => {
    shared.server = await startServer();
    shared.browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ARGUMENTS,
      ...launch,
    });
  });
  after(async () => {
    await shared.browser?.close();
    await shared.server?.stop();
  });
  return function visit(name, options, body) {
    test(name, async () => {
      const { expects = [], ...wishes } = options;
      const { origin, support } = shared.server;
      const context = await shared.browser.newContext({
        baseURL: origin,
        locale: 'en-GB',
        timezoneId: 'Europe/Warsaw',
        viewport: { width: 1280, height: 900 },
        ...wishes,
      });
      context.setDefaultTimeout(PATIENCE_MS);
      const complaints = await watch(context, origin, expects);
      try {
        const page = await context.newPage();
        await body({ origin, support, context, page, complaints });
        assert.deepEqual([...new Set(complaints)], []);
      } finally {
        await context.close();
      }
    });
  };
}

/** Loads an address and waits until the application has drawn its page. */
export async function open(page, address) {
  const answer = await page.goto(address);
  await drawn(page);
  return answer;
}

/** Waits until the application has drawn the page and the static frame is gone. */
export async function drawn(page) {
  await page.locator('#app main h1').waitFor();
  await page.locator('#frame').waitFor({ state: 'detached' });
}

async function watch(context, origin, expects) {
  const complaints = [];
  const complain = text => {
    if (!expects.some(expected => isExpected(expected, text))) complaints.push(text);
  };
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      console.error(`the content security policy forbids ${effectiveDirective} ${blockedURI}`),
    );
  });
  context.on('console', message => {
    if (['error', 'warning'].includes(message.type())) complain(`console ${message.type()}: ${message.text()}`);
  });
  context.on('weberror', error => complain(`uncaught: ${error.error().message}`));
  context.on('request', request => {
    const url = new URL(request.url());
    if (url.origin !== origin && url.protocol !== 'data:') complain(`a request to ${url.href}`);
  });
  return complaints;
}

function isExpected(expected, text) {
  if (expected instanceof RegExp) return expected.test(text);
  const failure = 'console error: Failed to load resource: ';
  return typeof expected === 'number'
    ? text.startsWith(`${failure}the server responded with a status of ${expected} `)
    : text === failure + expected;
}
