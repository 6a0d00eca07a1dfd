// One person's way: registering, confirming, signing in, the profile, signing out; and what may come between.
import assert from 'node:assert/strict';

import { drawn, hosted, open } from './browser.mjs';
import { PASSWORD, endSession, enter, linkTo, newAddress, saveElsewhere, storedProfile } from './person.mjs';
import { until } from './until.mjs';
import { WORDS } from './words.mjs';

const visit = hosted();
const words = WORDS.en;
const heading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true });
const field = (page, label) => page.locator('main').getByLabel(label, { exact: false }).first();
const send = (page, name) => page.locator('main').getByRole('button', { name });

/** Every field of the profile, as a person types it: by label what is typed, and by autocomplete token the same. */
const TYPED = [
  ['First name', 'given-name', 'Augusta Ada'],
  ['Last name', 'family-name', "O'Łoveläce"],
  ['Gender', 'sex', 'female'],
  ['Company', 'organization', 'Analytical Engines & Sons'],
  ['Country', 'country', 'PL'],
  ['Time zone', 'off', 'Asia/Tokyo'],
  ['Main phone', 'tel', '+48601234567'],
  ['Street and number', 'address-line1', 'ul. Różana 1/2'],
  ['Address, second line', 'address-line2', 'klatka B'],
  ['Postal code', 'postal-code', '00-950'],
  ['City', 'address-level2', 'Łódź'],
  ['Region or state', 'address-level1', 'łódzkie'],
];

/** The same on the wire: worked by hand from API.md. */
const STORED = {
  first_name: 'Augusta Ada',
  last_name: "O'Łoveläce",
  gender: 'female',
  country: 'PL',
  time_zone: 'Asia/Tokyo',
  company: 'Analytical Engines & Sons',
  phone: '+48601234567',
  address: {
    line1: 'ul. Różana 1/2',
    line2: 'klatka B',
    city: 'Łódź',
    region: 'łódzkie',
    postal_code: '00-950',
    country: 'DE',
  },
};

async function control(page, label, token) {
  const found = page.locator('main').getByRole('textbox', { name: label }).or(page.getByRole('combobox', { name: label }));
  const first = found.first();
  await first.waitFor();
  assert.equal(await first.getAttribute('autocomplete'), token, label);
  return first;
}

/** A list has its entries a moment after it is drawn. */
async function choose(list, value) {
  await until(`an entry ${value}`, () => list.locator(`option[value="${value}"]`).count());
  await list.selectOption(value);
}

async function type(page, [label, token, value]) {
  const found = await control(page, label, token);
  if (await found.evaluate(element => element instanceof HTMLSelectElement)) await choose(found, value);
  else await found.fill(value);
}

const addressCountry = page => page.getByRole('group', { name: 'Postal address' }).getByRole('combobox');

async function fillRegistration(page, email) {
  await type(page, ['First name', 'given-name', 'Ada']);
  await type(page, ['Last name', 'family-name', 'Lovelace']);
  await type(page, ['E-mail', 'email', email]);
  await type(page, ['Password', 'new-password', PASSWORD]);
  await type(page, ['Country', 'country', 'GB']);
  await page.getByLabel(words.accept).check();
}

visit('a person registers, confirms, signs in, fills in every field and finds it saved after a reload', {}, async ({ origin, context, page }) => {
  const email = newAddress();
  await open(page, '/');
  await page.locator('main').getByRole('link', { name: words.register }).click();
  await heading(page, words.headings['/register']).waitFor();
  assert.equal(await field(page, 'Time zone').inputValue(), 'Europe/Warsaw', 'the browser knows the time zone');
  await fillRegistration(page, email);
  await send(page, words.register).click();
  await heading(page, words.sent).waitFor();
  await page.locator('main').getByText(email).waitFor();

  const link = await linkTo(origin, email);
  // Programs that scan mail open links.
  for (let opened = 0; opened < 3; opened += 1) assert.equal((await fetch(origin + link)).status, 200);
  const early = await fetch(`${origin}/api/v1/session`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  assert.equal(early.status, 422, 'opening the link has confirmed nothing');

  await open(page, link);
  await send(page, words.confirm).click();
  await heading(page, words.confirmed).waitFor();
  await page.locator('main').getByRole('link', { name: words.signIn }).click();
  await type(page, ['E-mail', 'username', email]);
  await type(page, ['Password', 'current-password', PASSWORD]);
  await send(page, words.signIn).click();
  await heading(page, words.headings['/profile']).waitFor();

  assert.equal(await (await control(page, 'E-mail', 'email')).inputValue(), email);
  for (const entry of TYPED) await type(page, entry);
  await choose(addressCountry(page), 'DE');
  await send(page, words.save).click();
  await page.getByText(words.saved, { exact: true }).waitFor();
  assert.deepEqual(await storedProfile(context, origin), { ...STORED, email });

  await page.reload();
  await drawn(page);
  for (const [label, token, value] of TYPED) assert.equal(await (await control(page, label, token)).inputValue(), value, label);
  assert.equal(await addressCountry(page).inputValue(), 'DE');
  await page.getByText('Everything is saved.').waitFor();
});

visit('a registration sent with the Enter key says that a message is on its way', {}, async ({ origin, page }) => {
  const email = newAddress();
  await open(page, '/register');
  await fillRegistration(page, email);
  await page.getByLabel(words.password, { exact: true }).press('Enter');
  await heading(page, words.sent).waitFor();
  await linkTo(origin, email);
});

visit('a link that was used says so at the button and shows no dead end', { expects: [422] }, async ({ origin, page, context }) => {
  const email = await enter(context, origin);
  await open(page, await linkTo(origin, email));
  await send(page, words.confirm).click();
  await page.getByRole('alert').getByText('This link no longer works').waitFor();
  assert.ok(await send(page, words.confirm).isEnabled());
});

visit('problems are told at their fields and in a summary whose links lead there', {}, async ({ page }) => {
  await open(page, '/register');
  await send(page, words.register).click();
  const summary = page.getByRole('alert').filter({ hasText: words.summary });
  await summary.waitFor();
  const first = await control(page, 'First name', 'given-name');
  await until('the first field in error has the focus', () => first.evaluate(element => element === document.activeElement));
  assert.equal(await first.getAttribute('aria-invalid'), 'true');
  const said = await first.evaluate(element =>
    element.getAttribute('aria-describedby').split(' ').map(id => document.getElementById(id).textContent).join(' '),
  );
  assert.notEqual(said, '');
  await summary.getByRole('link', { name: 'Country' }).click();
  const country = await control(page, 'Country', 'country');
  await until('the link leads to its field', () => country.evaluate(element => element === document.activeElement));
  await choose(country, 'GB');
  await until('a mended field has no problem', async () => (await country.getAttribute('aria-invalid')) === null);
});

visit('after signing out the back button shows nothing personal', {}, async ({ origin, context, page }) => {
  const email = await enter(context, origin);
  await open(page, '/contacts');
  await page.getByRole('banner').getByRole('link', { name: 'Profile' }).click();
  await control(page, 'E-mail', 'email');
  await page.getByRole('button', { name: words.signOut }).click();
  await heading(page, words.headings['/']).waitFor();
  await page.goBack();
  await heading(page, words.signIn).waitFor();
  const seen = await page.content();
  assert.ok(!seen.includes(email) && !seen.includes('Lovelace'));
  await page.goto('/policy');
  await drawn(page);
  await page.goBack();
  await drawn(page);
  await heading(page, words.signIn).waitFor();
  assert.ok(!(await page.content()).includes(email));
});

visit('a stale save shows both values side by side and what is chosen is saved', { expects: [412] }, async ({ origin, context, page }) => {
  await enter(context, origin);
  await open(page, '/profile');
  await type(page, ['Company', 'organization', 'Engines']);
  await type(page, ['City', 'address-level2', 'London']);
  // The other tab.
  await saveElsewhere(context, origin, { company: 'Looms', first_name: 'Augusta' });
  await send(page, words.save).click();
  const comparison = page.getByRole('alert', { name: words.stale });
  await comparison.waitFor();
  const pair = name => comparison.getByRole('group', { name, exact: true });
  assert.equal(await comparison.getByRole('group').count(), 3);
  for (const [name, mine, theirs] of [['First name', 'Ada', 'Augusta'], ['Company', 'Engines', 'Looms'], ['City', 'London', 'empty']]) {
    const values = await pair(name).getByRole('radio').evaluateAll(radios => radios.map(radio => radio.closest('label').innerText));
    assert.deepEqual(values.map(text => text.split('\n').at(-1).trim()), [mine, theirs], name);
  }
  const isMine = name => pair(name).getByRole('radio').first().isChecked();
  assert.deepEqual([await isMine('First name'), await isMine('Company'), await isMine('City')], [false, true, true]);
  assert.equal(await field(page, 'Company').inputValue(), 'Engines', 'nothing typed is lost');
  await pair('Company').getByText('Looms').click();
  await comparison.getByRole('button', { name: 'Save my choice' }).click();
  await page.getByText(words.saved, { exact: true }).waitFor();
  const { first_name, company, address } = await storedProfile(context, origin);
  assert.deepEqual({ first_name, company, city: address.city }, { first_name: 'Augusta', company: 'Looms', city: 'London' });
  await comparison.waitFor({ state: 'detached' });
});

visit('two open tabs of one person do not overwrite each other', { expects: [412] }, async ({ origin, context, page }) => {
  await enter(context, origin);
  const other = await context.newPage();
  await open(page, '/profile');
  await open(other, '/profile');
  await type(page, ['Company', 'organization', 'Engines']);
  await type(other, ['Company', 'organization', 'Looms']);
  await send(page, words.save).click();
  await page.getByText(words.saved, { exact: true }).waitFor();
  await send(other, words.save).click();
  const comparison = other.getByRole('alert', { name: words.stale });
  await comparison.getByText('Engines').waitFor();
  assert.equal((await storedProfile(context, origin)).company, 'Engines');
  await comparison.getByRole('button', { name: 'Save my choice' }).click();
  await other.getByText(words.saved, { exact: true }).waitFor();
  assert.equal((await storedProfile(context, origin)).company, 'Looms');
});

visit('a session that ends asks for the password in place, loses nothing and lets the save through', { expects: [401, 422] }, async ({ origin, context, page }) => {
  const email = await enter(context, origin);
  await open(page, '/profile');
  await type(page, ['Company', 'organization', 'Engines']);
  await endSession(context, origin);
  await send(page, words.save).click();
  const dialog = page.getByRole('dialog', { name: words.ended });
  await dialog.getByText(email).waitFor();
  assert.equal(new URL(page.url()).pathname, '/profile');
  assert.equal(await page.getByLabel('Company').inputValue(), 'Engines');

  const password = dialog.getByLabel(words.password, { exact: true });
  await password.fill('not the right one');
  await dialog.getByRole('button', { name: words.signIn }).click();
  await dialog.getByRole('alert').getByText(words.wrong).waitFor();
  await password.fill(PASSWORD);
  await password.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText(words.saved, { exact: true }).waitFor();
  assert.equal((await storedProfile(context, origin)).company, 'Engines');
  assert.equal(await page.getByLabel('Company').inputValue(), 'Engines');
});

visit('without a connection the page says so, keeps what was typed and saves it later', { expects: ['net::ERR_INTERNET_DISCONNECTED'] }, async ({ origin, context, page }) => {
  await enter(context, origin);
  await open(page, '/profile');
  await type(page, ['Company', 'organization', 'Engines']);
  await context.setOffline(true);
  await send(page, words.save).click();
  await page.getByRole('alert').getByText('The server cannot be reached.').waitFor();
  assert.equal(await page.getByLabel('Company').inputValue(), 'Engines');
  await page.getByText('You have unsaved changes.').waitFor();
  await context.setOffline(false);
  await send(page, words.save).click();
  await page.getByText(words.saved, { exact: true }).waitFor();
  assert.equal(await page.getByRole('alert').getByText('The server cannot be reached.').count(), 0);
  assert.equal((await storedProfile(context, origin)).company, 'Engines');
});

visit('an answer that is lost is asked for again with the same key, so that nothing is done twice', { expects: ['net::ERR_CONNECTION_RESET'] }, async ({ origin, page }) => {
  const email = newAddress();
  const keys = [];
  await page.route('**/api/v1/accounts', async route => {
    keys.push(route.request().headers()['idempotency-key']);
    const answer = await route.fetch();
    // The server has done it; the page never hears of it.
    await (keys.length === 1 ? route.abort('connectionreset') : route.fulfill({ response: answer }));
  });
  await open(page, '/register');
  await fillRegistration(page, email);
  await send(page, words.register).click();
  await page.getByRole('alert').getByText('The server cannot be reached.').waitFor();
  await send(page, words.register).click();
  await heading(page, words.sent).waitFor();
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
  assert.match(keys[0], /^[0-9a-f-]{36}$/);
  await linkTo(origin, email);
  const { items } = await (await fetch(`${origin}/outbox.json`)).json();
  assert.equal(items.filter(message => message.to === email).length, 1);
});

visit('the time beside a zone goes on by the clock of the server, whatever this computer says', {}, async ({ origin, context, page }) => {
  await enter(context, origin);
  await page.clock.install({ time: '2001-01-01T00:00:00Z' });
  await page.route('**/api/v1/**', async route => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), date: 'Sun, 22 Nov 2026 14:05:05 GMT' } });
  });
  await open(page, '/profile');
  await page.getByText('It is Sunday 14:05 there now.').waitFor();
  await page.clock.runFor(60_000);
  await page.getByText('It is Sunday 14:06 there now.').waitFor();
});

visit('a double press sends one request', {}, async ({ origin, context, page }) => {
  await enter(context, origin);
  await open(page, '/profile');
  let saves = 0;
  let answer;
  const held = new Promise(resolve => {
    answer = resolve;
  });
  await page.route('**/api/v1/profile', async route => {
    saves += 1;
    await held;
    await route.continue();
  });
  await type(page, ['Company', 'organization', 'Engines']);
  await send(page, words.save).dblclick();
  await send(page, words.save).click({ force: true });
  await page.getByLabel('Company').press('Enter');
  await page.getByRole('status').getByText('One moment…').first().waitFor({ state: 'attached' });
  assert.equal(await send(page, words.save).getAttribute('aria-disabled'), 'true');
  answer();
  await page.getByText(words.saved, { exact: true }).waitFor();
  assert.equal(saves, 1);
});
