// The parts of the program: a page fetches its own, the others come quietly, and one that does not come is told.
import assert from 'node:assert/strict';

import { drawn, hosted, open } from './browser.mjs';
import { PASSWORD, endSession, enter } from './person.mjs';
import { until } from './until.mjs';
import { WORDS } from './words.mjs';

const visit = hosted();
const words = WORDS.en;
const NOT_FETCHED = 'This part of the page could not be fetched.';
const START = '**/start-*.wasm';
const ASKING = '**/asking-*.wasm';

const heading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true });
const goTo = (page, name) => page.getByRole('banner').getByRole('link', { name }).click();

/** The names of all files of parts, and of those that an address needs. */
async function listParts(page) {
  const needed = JSON.parse(await page.locator('#parts').textContent());
  return { all: [...new Set(Object.values(needed).flat())].sort(), of: address => needed[address] };
}

/** When the files of parts were asked for, and when they were here, in milliseconds, by their names. */
function readTimes(page) {
  return page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name, responseEnd }) => /\.wasm$/.test(name) && !/_bg\.wasm$/.test(name) && responseEnd > 0)
      .map(({ name, startTime, responseEnd }) => ({ file: name.split('/').at(-1), startTime, responseEnd })),
  );
}

async function allHere(page) {
  const { all } = await listParts(page);
  return until('every part is here', async () => {
    const times = await readTimes(page);
    return times.length >= all.length && times;
  });
}

visit('a page fetches its own part, and the others once it is usable, each once', {}, async ({ origin, context, page }) => {
  await enter(context, origin);
  await page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => {
      new MutationObserver((_, observer) => {
        if (!document.querySelector('#app input[name=first_name]')) return;
        window.usable = performance.now();
        observer.disconnect();
      }).observe(document.body, { childList: true, subtree: true });
    });
  });
  await open(page, '/profile');
  await page.getByLabel(words.firstName).waitFor();
  const { all, of } = await listParts(page);
  const times = await allHere(page);
  const usable = await page.evaluate(() => window.usable);
  const before = times.filter(({ startTime }) => startTime < usable).map(({ file }) => file);
  assert.deepEqual(before.sort(), of('profile'));
  assert.deepEqual(times.map(({ file }) => file).sort(), all);
});

visit('what an address needs is asked for before the program runs', { expects: ['net::ERR_FAILED', /^uncaught: Failed to fetch$/] }, async ({ page }) => {
  const asked = [];
  page.on('request', request => asked.push(new URL(request.url()).pathname.slice(1)));
  await page.route('**/*_bg.wasm', route => route.abort());
  await page.goto('/support').catch(() => {});
  const { of } = await listParts(page);
  await until('the parts are asked for', () => of('support').every(file => asked.includes(file)));
  for (const address of ['confirm-email/', 'profile/history', '']) assert.ok(of(address).length > 0, address);
});

const OFFLINE = { expects: ['net::ERR_INTERNET_DISCONNECTED'] };
visit('a switch works without the network once the parts are here', OFFLINE, async ({ context, page }) => {
  await open(page, '/policy');
  await allHere(page);
  await context.setOffline(true);
  page.on('requestfailed', request => assert.doesNotMatch(request.url(), /\.(wasm|js)$/));
  await goTo(page, 'Payments');
  await heading(page, 'Payments').waitFor();
  await page.getByText('This part is being built').waitFor();
  await goTo(page, 'Contacts');
  await heading(page, words.signIn).waitFor();
});

visit('a part that does not come is told, under its heading, and comes when it is asked for again', { expects: ['net::ERR_FAILED'] }, async ({ origin, context, page }) => {
  await enter(context, origin);
  await page.route(START, route => route.abort());
  await open(page, '/profile');
  await page.getByLabel(words.firstName).waitFor();
  await goTo(page, 'Payments');
  await heading(page, 'Payments').waitFor();
  await page.getByRole('alert').filter({ hasText: NOT_FETCHED }).waitFor();
  // Elsewhere the application goes on.
  await goTo(page, 'Profile');
  await page.getByLabel(words.firstName).waitFor();
  await goTo(page, 'Payments');
  await page.getByText(NOT_FETCHED).waitFor();
  await page.unroute(START);
  await page.getByRole('button', { name: words.tryAgain }).click();
  await page.getByText('This part is being built').waitFor();
  assert.equal(await page.locator('h1').count(), 1);
});

visit('while a part is on its way, its page has heading and focus, and keeps them when it is here', {}, async ({ page }) => {
  const hasFocus = () => heading(page, 'Payments').evaluate(found => found === document.activeElement);
  let letGo;
  await page.route(START, async route => {
    await new Promise(resolve => {
      letGo = resolve;
    });
    await route.continue();
  });
  await open(page, '/policy');
  await goTo(page, 'Payments');
  await heading(page, 'Payments').waitFor();
  await until('the heading has the focus', hasFocus);
  await page.getByRole('status').filter({ hasText: 'One moment' }).waitFor({ state: 'attached' });
  await until('the part is asked for', () => letGo);
  letGo();
  await page.getByText('This part is being built').waitFor();
  await until('the new heading has the focus', hasFocus);
  assert.equal(await page.locator('h1').count(), 1);
});

visit('where the first part does not come, header and heading stand, and it can be asked for again', { expects: ['net::ERR_FAILED'] }, async ({ page }) => {
  await page.route(START, route => route.abort());
  await page.goto('/payments');
  await drawn(page);
  await heading(page, 'Payments').waitFor();
  await page.getByText(NOT_FETCHED).waitFor();
  assert.ok(await page.locator('#crash').isHidden());
  await page.unroute(START);
  await page.getByRole('button', { name: words.tryAgain }).click();
  await page.getByText('This part is being built').waitFor();
});

visit('a part that a newer version has taken away is told like one that does not come', { expects: [404] }, async ({ page }) => {
  await page.route(START, route => route.fulfill({ status: 404, contentType: 'text/plain', body: 'There is nothing here.' }));
  await page.goto('/payments');
  await drawn(page);
  await page.getByText(NOT_FETCHED).waitFor();
});

visit('a choice about cookies holds though its part does not come, and is recorded at the next visit', { expects: ['net::ERR_FAILED'] }, async ({ context, page }) => {
  const consent = async () => (await context.cookies()).find(({ name }) => name === 'consent')?.value ?? '';
  await page.route(ASKING, route => route.abort());
  await open(page, '/');
  await page.getByRole('button', { name: words.rejectAll, exact: true }).click();
  await page.getByRole('region', { name: words.question }).waitFor({ state: 'detached' });
  assert.match(await consent(), /\.n$/, 'kept, and not recorded');
  await page.unroute(ASKING);
  await page.reload();
  await until('it is recorded', async () => (await consent()).endsWith('.r'));
});

visit('the form that asks for the password says when it does not come, and comes when it is asked for again', { expects: ['net::ERR_FAILED', 401] }, async ({ origin, context, page }) => {
  await enter(context, origin);
  await page.route(ASKING, route => route.abort());
  await open(page, '/profile');
  await page.getByLabel(words.firstName).fill('Augusta');
  await endSession(context, origin);
  await page.getByRole('button', { name: words.save, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: words.ended });
  await dialog.getByText(NOT_FETCHED).waitFor();
  await page.unroute(ASKING);
  await dialog.getByRole('button', { name: words.tryAgain }).click();
  await dialog.getByLabel(words.password, { exact: true }).fill(PASSWORD);
  await dialog.getByRole('button', { name: words.signIn, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText(words.saved).waitFor();
  assert.equal(await page.getByLabel(words.firstName).inputValue(), 'Augusta');
});
