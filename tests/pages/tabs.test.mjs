// Several tabs, and pages that come back: what happens to the session in one is seen in all, and nothing personal stays.
import assert from 'node:assert/strict';

import { hosted, open } from './browser.mjs';
import { PASSWORD, endSession, enter, makePerson, storedProfile } from './person.mjs';
import { until } from './until.mjs';
import { WORDS } from './words.mjs';

// Playwright switches off the cache of pages for the back button, which people have.
const visit = hosted({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
const words = WORDS.en;
const heading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true });

async function signInAt(page, email) {
  await page.locator('main').getByLabel(words.email).fill(email);
  await page.locator('main').getByLabel(words.password, { exact: true }).fill(PASSWORD);
  await page.locator('main').getByRole('button', { name: words.signIn }).click();
}

/** What a person who sits down at this tab could read, also behind what is seen. */
async function assertNothingPersonal(page, ...secrets) {
  const left = await page.evaluate(() => [
    document.documentElement.outerHTML,
    ...[...document.querySelectorAll('input, textarea, select')].map(field => field.value),
  ]);
  for (const secret of secrets) assert.ok(!left.join('\n').includes(secret), `«${secret}» is left on the page`);
}

visit('signing in and out in one tab is seen in the others at once', {}, async ({ origin, context, page }) => {
  const email = await makePerson(origin);
  const other = await context.newPage();
  await open(page, '/sign-in');
  await open(other, '/profile');
  await heading(other, words.signIn).waitFor();
  await signInAt(page, email);
  await heading(page, words.headings['/profile']).waitFor();
  await other.getByLabel(words.firstName).waitFor();
  assert.equal(await other.getByLabel(words.firstName).inputValue(), 'Ada');

  await page.getByRole('button', { name: words.signOut }).click();
  await heading(page, words.headings['/']).waitFor();
  await heading(other, words.signIn).waitFor();
  await assertNothingPersonal(page, email, 'Ada', 'Lovelace');
  await assertNothingPersonal(other, email, 'Ada', 'Lovelace');
});

visit('signing out in one tab takes nothing along that was typed in another', {}, async ({ origin, context, page }) => {
  const email = await enter(context, origin);
  const other = await context.newPage();
  await open(page, '/profile');
  await page.getByLabel(words.company).fill('Engines');
  await open(other, '/contacts');
  await other.getByRole('button', { name: words.signOut }).click();
  const dialog = page.getByRole('dialog', { name: words.ended });
  await dialog.getByText(email).waitFor();
  assert.equal(await page.getByLabel(words.company).inputValue(), 'Engines');
  await dialog.getByLabel(words.password, { exact: true }).fill(PASSWORD);
  await dialog.getByRole('button', { name: words.signIn }).click();
  await dialog.waitFor({ state: 'hidden' });
  await other.getByRole('button', { name: words.signOut }).waitFor();
  await page.locator('main').getByRole('button', { name: words.save }).click();
  await page.getByText(words.saved, { exact: true }).waitFor();
  assert.equal((await storedProfile(context, origin)).company, 'Engines');
});

visit('another person who signs in in one tab takes the page of the first off the others', {}, async ({ origin, context, page }) => {
  const ada = await enter(context, origin);
  const second = await makePerson(origin);
  const other = await context.newPage();
  await open(page, '/profile');
  await page.getByLabel(words.company).fill('Engines');
  await open(other, '/');
  await other.getByRole('button', { name: words.signOut }).click();
  await page.getByRole('dialog', { name: words.ended }).waitFor();
  await other.getByRole('banner').getByRole('link', { name: words.signIn }).click();
  await signInAt(other, second);
  await until('the profile of the second', async () => (await page.getByLabel(words.email).inputValue()) === second);
  assert.equal(await page.getByLabel(words.company).inputValue(), '');
  await assertNothingPersonal(page, ada, 'Engines');
});

for (const where of ['on another device', 'in another tab']) {
  visit(`the back button shows nothing personal after signing out ${where}`, {}, async ({ origin, context, page }) => {
    const email = await enter(context, origin);
    await page.addInitScript(() => addEventListener('pageshow', ({ persisted }) => {
      globalThis.wasKept = persisted;
    }));
    await open(page, '/profile');
    await page.getByLabel(words.firstName).waitFor();
    await page.goto('/policy/2018-05-23.en.html');
    if (where === 'on another device') {
      await endSession(context, origin);
    } else {
      const other = await context.newPage();
      await open(other, '/contacts');
      await other.getByRole('button', { name: words.signOut }).click();
      await other.getByRole('banner').getByRole('link', { name: words.signIn }).waitFor();
    }
    // A page that was kept is not loaded again: there is no load to wait for.
    await page.goBack({ waitUntil: 'commit' });
    await heading(page, words.signIn).waitFor();
    await assertNothingPersonal(page, email, 'Ada', 'Lovelace');
    // A page that is told of the end is not kept; one that was not told asks.
    assert.equal(await page.evaluate(() => globalThis.wasKept), where === 'on another device');
  });
}

visit('a tab that was out of sight for long asks again who is signed in', {}, async ({ origin, context, page }) => {
  const email = await enter(context, origin);
  await open(page, '/profile');
  await page.getByLabel(words.firstName).waitFor();
  let asked = 0;
  page.on('request', request => {
    if (request.url().endsWith('/api/v1/session')) asked += 1;
  });
  const hideFor = minutes =>
    page.evaluate(away => {
      const turn = isHidden => {
        Object.defineProperty(document, 'hidden', { configurable: true, value: isHidden });
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      };
      turn(true);
      const now = Date.now;
      Date.now = () => now() + away * 60_000;
      turn(false);
      Date.now = now;
    }, minutes);
  await hideFor(4);
  await endSession(context, origin);
  await hideFor(6);
  await heading(page, words.signIn).waitFor();
  assert.equal(asked, 1, 'after a short while nothing is asked');
  await assertNothingPersonal(page, email, 'Ada', 'Lovelace');
});
