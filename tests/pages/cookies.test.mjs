// The question about cookies as people meet it: at the first paint, as easily refused as accepted, in every tab.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';

import { drawn, hosted, open } from './browser.mjs';
import { looksBy } from './look.mjs';
import { enter } from './person.mjs';
import { until } from './until.mjs';
import { WORDS } from './words.mjs';

const visit = hosted();
const looks = looksBy(visit);
const words = WORDS.en;
const DAY = 24 * 60 * 60;

const question = page => page.getByRole('region', { name: words.question });
const button = (page, name) => page.getByRole('button', { name, exact: true });
const cookiesOf = async context => Object.fromEntries((await context.cookies()).map(cookie => [cookie.name, cookie]));
const consentOf = async context => (await cookiesOf(context)).consent?.value;

/** The letters of the categories that the cookie allows. */
const allowed = async context => (await consentOf(context))?.split('.')[2];

visit('the question is there at the first paint, before WebAssembly, and takes no focus', {}, async ({ page }) => {
  let release;
  const held = new Promise(resolve => (release = resolve));
  await page.route('**/*.wasm', async route => {
    await held;
    await route.continue();
  });
  await page.goto('/', { waitUntil: 'domcontentloaded' });
  await question(page).waitFor();
  assert.ok(await page.locator('#frame').isVisible(), 'the static frame shows it');
  assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
  release();
  await drawn(page);
  await question(page).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
});

visit('a press before WebAssembly is there is carried out once it is', {}, async ({ context, page }) => {
  let release;
  const held = new Promise(resolve => (release = resolve));
  await page.route('**/*.wasm', async route => {
    await held;
    await route.continue();
  });
  await page.goto('/', { waitUntil: 'domcontentloaded' });
  await button(page, words.rejectAll).click();
  assert.equal(await consentOf(context), undefined);
  release();
  await page.getByText(words.onlyNecessary).waitFor();
  assert.equal(await allowed(context), '-');
  assert.equal(await question(page).count(), 0);
});

visit('the keyboard comes to the question first, keeps its place when the application comes, and refuses with one press', {}, async ({ context, page }) => {
  let release;
  const held = new Promise(resolve => (release = resolve));
  await page.route('**/*.wasm', async route => {
    await held;
    await route.continue();
  });
  await page.goto('/', { waitUntil: 'domcontentloaded' });
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.value), 'reject');
  release();
  await drawn(page);
  assert.equal(await page.evaluate(() => document.activeElement.value), 'reject');
  await page.keyboard.press('Enter');
  await page.getByText(words.onlyNecessary).waitFor();
  assert.equal(await allowed(context), '-');
});

for (const language of ['en', 'pl']) {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 320]) {
      const options = { locale: WORDS[language].locale, colorScheme, viewport: { width, height: 900 } };
      visit(`the three buttons are alike, in ${language}, ${colorScheme}, at ${width} px, and cover nothing`, options, async ({ page }) => {
        await open(page, '/');
        const { rejectAll, acceptAll, chooseCookies } = WORDS[language];
        const alike = [];
        for (const name of [rejectAll, acceptAll, chooseCookies]) {
          alike.push(
            await button(page, name).evaluate(element => {
              const { width, height } = element.getBoundingClientRect();
              const { color, backgroundColor, borderColor, borderWidth, fontSize, fontWeight } = getComputedStyle(element);
              const { position } = getComputedStyle(element.closest('section'));
              return { width: Math.round(width), height: Math.round(height), color, backgroundColor, borderColor, borderWidth, fontSize, fontWeight, position };
            }),
          );
        }
        assert.deepEqual(alike[1], alike[0]);
        assert.deepEqual(alike[2], alike[0]);
        assert.equal(alike[0].position, 'static', 'it is in the flow, over nothing');
      });
    }
  }
}

visit('the choice is kept for 180 days and preferences for 365, with the attributes of the table', {}, async ({ context, page }) => {
  await open(page, '/');
  const now = Date.now() / 1000;
  await button(page, words.acceptAll).click();
  await page.getByLabel('Appearance').selectOption({ label: 'Dark' });
  await until('both are kept and recorded', async () => {
    const { consent, theme } = await cookiesOf(context);
    return consent?.value.endsWith('.r') && theme?.value === 'dark';
  });
  const kept = await cookiesOf(context);
  assert.deepEqual(Object.keys(kept).sort(), ['consent', 'theme']);
  for (const [name, days] of [['consent', 180], ['theme', 365]]) {
    const { expires, secure, sameSite, path, httpOnly } = kept[name];
    assert.deepEqual({ secure, sameSite, path, httpOnly }, { secure: true, sameSite: 'Lax', path: '/', httpOnly: false }, name);
    assert.ok(Math.abs(expires - now - days * DAY) < 60, `${name} lives ${(expires - now) / DAY} days`);
  }
  assert.ok(kept.consent.value.length < 512 - 'consent='.length);
  await page.reload();
  await drawn(page);
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
  assert.equal(await question(page).count(), 0);
});

visit('the backend repeats the cookies, so that they live as long in every browser', {}, async ({ page }) => {
  await open(page, '/');
  const recorded = page.waitForResponse(answer => answer.url().endsWith('/api/v1/consents'));
  const repeated = page.waitForResponse(answer => answer.url().endsWith('/api/v1/preferences'));
  await page.getByLabel('Appearance').selectOption({ label: 'Dark' });
  await button(page, words.acceptAll).click();
  const [consent] = (await (await recorded).headersArray()).filter(({ name }) => name === 'set-cookie');
  assert.match(consent.value, /^consent=1\.[\w-]{22}\.psm\.\d+\.en\.1\.banner\.r; Secure; SameSite=Lax; Path=\/; Max-Age=155\d{5}$/);
  const theme = (await (await repeated).headersArray()).find(({ value }) => value.startsWith('theme='));
  assert.equal(theme.value, 'theme=dark; Secure; SameSite=Lax; Path=/; Max-Age=31536000');
});

visit('a withdrawal in one tab erases within a second in the other, which says so', {}, async ({ context, page }) => {
  await open(page, '/');
  await page.getByLabel('Appearance').selectOption({ label: 'Dark' });
  await button(page, words.acceptAll).click();
  await until('the look is kept', async () => (await cookiesOf(context)).theme);
  const other = await context.newPage();
  await open(other, '/cookies');
  await button(page, words.undo).waitFor();
  await open(page, '/cookies');
  await button(page, words.rejectAll).click();
  await other.getByText(words.elsewhere).waitFor({ timeout: 1000 });
  assert.equal(await other.evaluate(() => /theme|language|formats/.test(document.cookie)), false);
  assert.equal(await allowed(context), '-');
});

visit('a choice outlives a backend that is down for a minute, and is recorded with its own time', { expects: ['net::ERR_CONNECTION_REFUSED'] }, async ({ context, page }) => {
  await page.clock.install();
  await open(page, '/');
  let down = true;
  const seen = [];
  await page.route('**/api/v1/consents', async route => {
    if (route.request().method() === 'POST') seen.push(route.request().postDataJSON());
    await (down ? route.abort('connectionrefused') : route.continue());
  });
  await button(page, words.rejectAll).click();
  await page.getByText(words.onlyNecessary).waitFor();
  await until('it was tried', () => seen.length > 0);
  // Each wait is longer than the one before: the sixth try comes after a minute.
  await until('it was tried for a minute', async () => {
    await page.clock.runFor(1000);
    return seen.length >= 6;
  });
  assert.match(await consentOf(context), /\.n$/, 'not recorded yet, and still held');
  down = false;
  await until('it is recorded', async () => {
    await page.clock.runFor(10_000);
    return (await consentOf(context)).endsWith('.r');
  });
  assert.deepEqual(new Set(seen.map(record => record.chosen_at)).size, 1);
});

visit('what is recorded is the hash of what stood on the screen', {}, async ({ page, origin }) => {
  const shown = [];
  /** SHA-256 of the lines of an element, as people see them. */
  const hashOf = async locator => {
    const lines = (await locator.innerText()).split('\n').map(line => line.trim()).filter(Boolean);
    return crypto.createHash('sha256').update(lines.join('\n')).digest('hex');
  };
  const wanted = [];
  for (const language of ['pl', 'en']) {
    const { locale, rejectAll, saveChoice, acceptAll } = WORDS[language];
    const other = await page.context().browser().newContext({ baseURL: origin, locale });
    await other.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }));
    const there = await other.newPage();
    const sent = [];
    there.on('request', request => {
      if (request.method() === 'POST' && request.url().endsWith('/consents')) sent.push(request.postDataJSON());
    });
    await open(there, '/');
    wanted.push([language, 'banner', await hashOf(there.locator('.consent'))]);
    await button(there, rejectAll).click();
    // Recorded, or the next page would send it once more.
    await until('the banner is recorded', async () => (await consentOf(other))?.endsWith('.r'));
    await open(there, '/cookies');
    wanted.push([language, 'settings', await hashOf(there.locator('.choices fieldset'))]);
    await button(there, saveChoice).click();
    await until('the page is recorded', () => sent.length === 2);
    await button(there, acceptAll).click();
    const dialog = there.locator('dialog[open]');
    wanted.push([language, 'signal', await hashOf(dialog)]);
    await dialog.getByRole('button').first().click();
    await until('the signal is recorded', () => sent.length === 3);
    shown.push(...sent);
    await other.close();
  }
  const told = shown.map(({ language, source, text_hash }) => [language, source, text_hash]);
  assert.deepEqual(told, wanted);
});

visit('the history of a visitor is theirs, and each choice has a receipt', {}, async ({ page }) => {
  await open(page, '/');
  await button(page, words.rejectAll).click();
  await open(page, '/cookies');
  const receipt = page.getByRole('button', { name: words.receiptOf });
  await receipt.waitFor();
  const downloading = page.waitForEvent('download');
  await receipt.click();
  const download = await downloading;
  assert.match(download.suggestedFilename(), /^receipt-[\w-]+\.json$/);
  const parts = [];
  for await (const part of await download.createReadStream()) parts.push(part);
  const { consent, entry } = JSON.parse(Buffer.concat(parts));
  assert.deepEqual(consent.categories, ['necessary']);
  assert.equal(consent.source, 'banner');
  assert.equal(entry.number, 1);
});

looks('the question and the choices', [], async ({ origin, context, page, words: said, heading, seen }) => {
  await open(page, '/');
  await seen('cookies-question');
  await open(page, '/cookies');
  await heading(said.headings['/cookies']);
  await seen('cookies-choices-asked');
  await button(page, said.acceptAll).last().click();
  await button(page, said.undo).waitFor();
  await page.getByRole('button', { name: said.receiptOf }).waitFor();
  await seen('cookies-choices');
  await button(page, said.rejectAll).click();
  await button(page, said.undo).waitFor();
  await seen('cookies-refused');
  await enter(context, origin, said === WORDS.pl ? 'pl' : 'en');
  await open(page, '/cookies');
  await button(page, said.saveChoice).click();
  await page.getByRole('button', { name: said.receiptOf }).first().waitFor();
  await seen('cookies-choices-signed-in');
});

looks('the question under the opt-out signal', [], async ({ context, page, words: said, seen }) => {
  await context.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }));
  await open(page, '/');
  await button(page, said.acceptAll).click();
  await page.getByRole('dialog', { name: said.signalAsks }).waitFor();
  await seen('cookies-signal');
});
