// What is kept in the browser: nothing at all before signing in, and then the one cookie of the session.
import assert from 'node:assert/strict';

import { hosted, open } from './browser.mjs';
import { PASSWORD, makePerson } from './person.mjs';
import { ADDRESSES, WORDS } from './words.mjs';

const visit = hosted();
const words = WORDS.en;

/** Everything that the browser holds for the page, asked of the page and of the browser behind its back. */
async function heldBy(context, page, origin) {
  const browser = await context.newCDPSession(page);
  const { usageBreakdown } = await browser.send('Storage.getUsageAndQuota', { origin });
  await browser.detach();
  const held = await page.evaluate(async () => ({
    readable: document.cookie,
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    name: window.name,
  }));
  return {
    ...held,
    cookies: (await context.cookies()).map(({ name }) => name),
    used: usageBreakdown.filter(({ usage }) => usage > 0).map(({ storageType }) => storageType),
  };
}

const NOTHING = {
  readable: '',
  local: {},
  session: {},
  databases: [],
  caches: [],
  workers: 0,
  name: '',
  cookies: [],
  used: [],
};

/** What the browser holds once somebody is signed in: not readable by the page. */
const SESSION_ONLY = { ...NOTHING, cookies: ['__Host-session'] };

// That there is no such link of a holder is what the server answers by 422.
visit('no public page leaves anything in the browser', { expects: [422] }, async ({ origin, context, page }) => {
  for (const address of [...ADDRESSES, '/policy/2018-05-23.en.html']) {
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    assert.deepEqual(await heldBy(context, page, origin), NOTHING, address);
  }
});

visit('signing in brings one cookie that the page cannot read, and signing out takes it away', {}, async ({ origin, context, page }) => {
  const email = await makePerson(origin);
  await open(page, '/sign-in');
  await page.getByLabel(words.email).fill(email);
  await page.getByLabel(words.password, { exact: true }).fill(PASSWORD);
  assert.deepEqual(await heldBy(context, page, origin), NOTHING);

  const answered = page.waitForResponse(answer => answer.request().method() === 'POST');
  await page.locator('main').getByRole('button', { name: words.signIn }).click();
  const set = await (await answered).headerValue('set-cookie');
  await page.getByRole('heading', { level: 1, name: words.headings['/profile'] }).waitFor();

  const [pair, ...attributes] = set.split('; ');
  assert.match(pair, /^__Host-session=[\w-]{32,}$/);
  assert.deepEqual(attributes.sort(), ['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Lax', 'Secure']);
  const [{ name, domain, path, httpOnly, secure, sameSite }, ...others] = await context.cookies();
  assert.deepEqual(others, []);
  assert.deepEqual(
    { name, domain, path, httpOnly, secure, sameSite },
    { name: '__Host-session', domain: new URL(origin).hostname, path: '/', httpOnly: true, secure: true, sameSite: 'Lax' },
  );

  for (const address of ['/', '/profile', '/sessions', '/contacts', '/policy']) {
    await open(page, address);
    await page.getByRole('button', { name: words.signOut }).waitFor();
    assert.deepEqual(await heldBy(context, page, origin), SESSION_ONLY, address);
  }
  await page.getByRole('button', { name: words.signOut }).click();
  await page.getByRole('banner').getByRole('link', { name: words.signIn }).waitFor();
  assert.deepEqual(await heldBy(context, page, origin), NOTHING);
});

visit('language and looks work for the visit and are not remembered without consent', {}, async ({ origin, context, page }) => {
  await open(page, '/');
  const root = page.locator('html');
  await page.getByLabel('Appearance').selectOption({ label: 'Dark' });
  await page.getByLabel('Language').selectOption({ label: 'Polski' });
  await page.getByRole('heading', { level: 1, name: WORDS.pl.headings['/'] }).waitFor();
  assert.equal(await root.getAttribute('lang'), 'pl');
  assert.equal(await root.getAttribute('data-theme'), 'dark');
  assert.equal(await page.locator('body').evaluate(body => getComputedStyle(body).colorScheme), 'dark');
  await page.getByRole('link', { name: WORDS.pl.sections[2], exact: true }).click();
  await page.getByRole('heading', { level: 1, name: WORDS.pl.headings['/payments'] }).waitFor();
  assert.equal(await root.getAttribute('data-theme'), 'dark');
  assert.deepEqual(await heldBy(context, page, origin), NOTHING);

  await page.reload();
  await page.getByRole('heading', { level: 1, name: words.headings['/payments'] }).first().waitFor();
  assert.equal(await root.getAttribute('lang'), 'en');
  assert.equal(await root.getAttribute('data-theme'), 'system');
});

visit('the opt-out signal of the browser is read at each load and stored nowhere', {}, async ({ origin, context, page }) => {
  await open(page, '/');
  await page.getByRole('contentinfo').getByText("GPC signal: off").waitFor();
  await context.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }));
  await page.reload();
  await page.getByRole('contentinfo').getByText('GPC signal: on').waitFor();
  assert.deepEqual(await heldBy(context, page, origin), NOTHING);
});
