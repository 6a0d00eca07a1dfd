// How every page and state looks: axe-core finds nothing and nothing is wider than the window, in both languages, both
// themes, at 320 px (which is 1280 px at 400 % zoom, WCAG 2.2 SC 1.4.10) and at 1280 px. A picture of each is left in
// target/pages for people to look at.
import assert from 'node:assert/strict';

import { drawn, hosted, open } from './browser.mjs';
import { look, looksBy } from './look.mjs';
import {
  PASSWORD, endSession, enter, linkTo, makePerson, newAddress, register, saveElsewhere, signInElsewhere,
} from './person.mjs';
import { until } from './until.mjs';
import { WORDS } from './words.mjs';

const visit = hosted();
const looks = looksBy(visit);

looks('the start and the pages that come', [], async ({ page, words, heading, seen }) => {
  for (const [name, address] of [['start', '/'], ['payments', '/payments'], ['privacy', '/privacy']]) {
    await open(page, address);
    await heading(words.headings[address]);
    await seen(name);
  }
});

looks('the policy, and an address that is nothing', [404], async ({ page, words, heading, language, seen }) => {
  await open(page, '/policy');
  await page.getByText(words.inForce).first().waitFor();
  await seen('policy');
  await page.goto(`/policy/2018-05-23.${language}.html`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await seen('policy-plain');
  await open(page, '/policy/1999-01-01');
  await page.getByRole('alert').getByRole('button', { name: words.tryAgain }).waitFor();
  await seen('policy-unknown');
  await page.goto('/nothing');
  await heading(words.missing);
  await seen('nothing');
});

looks('registration', [], async ({ page, words, heading, press, field, seen }) => {
  await open(page, '/register');
  const country = page.locator('main').getByRole('combobox', { name: words.country });
  await until('the countries are there', () => country.locator('option[value="PL"]').count());
  await seen('register');
  await press(words.register);
  await page.getByRole('alert').getByText(words.summary).waitFor();
  await seen('register-problems');
  await field(words.firstName).fill('Ada');
  await field(words.lastName).fill('Lovelace');
  await field(words.email).fill(newAddress());
  await page.getByLabel(words.password, { exact: true }).fill(PASSWORD);
  await country.selectOption('PL');
  await page.getByLabel(words.accept).check();
  await press(words.register);
  await heading(words.sent);
  await seen('register-sent');
});

looks('confirmation', [422], async ({ origin, page, words, heading, press, language, seen }) => {
  const email = await register(origin, language);
  const link = await linkTo(origin, email);
  await open(page, link);
  await seen('confirm');
  await press(words.confirm);
  await heading(words.confirmed);
  await seen('confirmed');
  await open(page, link);
  await press(words.confirm);
  await page.getByRole('alert').getByRole('link').waitFor();
  await seen('confirm-refused');
});

looks('signing in', [422], async ({ origin, page, words, press, field, seen }) => {
  const email = await makePerson(origin);
  await open(page, '/sign-in');
  await seen('sign-in');
  await field(words.email).fill(email);
  await page.getByLabel(words.password, { exact: true }).fill('not the right one');
  await press(words.signIn);
  await page.getByRole('alert').getByText(words.wrong).waitFor();
  await seen('sign-in-refused');
  await open(page, '/profile');
  await seen('sign-in-first');
  await page.getByLabel(words.email).fill(email);
  await page.getByLabel(words.password, { exact: true }).fill(PASSWORD);
  await press(words.signIn);
  await page.getByRole('heading', { level: 1, name: words.headings['/profile'] }).waitFor();
  await page.getByRole('banner').getByRole('link', { name: 'HostTracker Account' }).click();
  await page.getByRole('heading', { level: 1, name: words.hello }).waitFor();
  await seen('start-signed-in');
  await open(page, '/sign-in');
  await page.getByText(words.already).waitFor();
  await seen('sign-in-already');
});

looks('a forgotten password', [422], async ({ origin, page, words, heading, press, field, seen }) => {
  const email = await makePerson(origin);
  await open(page, '/reset-password');
  await seen('reset');
  await field(words.email).fill(email);
  await press(words.sendLink);
  await heading(words.sent);
  await seen('reset-sent');
  const link = await linkTo(origin, email, '/reset-password/');
  await open(page, link);
  const password = page.getByLabel(words.newPassword, { exact: true });
  await password.fill('short');
  await press(words.savePassword);
  await page.locator('[aria-invalid=true]').waitFor();
  await seen('reset-problems');
  await password.fill(`${PASSWORD} anew`);
  await press(words.savePassword);
  await heading(words.passwordChanged);
  await seen('reset-done');
  await open(page, link);
  await password.fill(`${PASSWORD} anew`);
  await press(words.savePassword);
  await page.getByRole('alert').getByRole('link').waitFor();
  await seen('reset-refused');
});

looks('the change of address', [422], async ({ origin, context, page, words, heading, press, field, seen }) => {
  const email = await enter(context, origin);
  const address = newAddress('augusta');
  await open(page, '/sessions');
  await field(words.newAddress).fill(address);
  await press(words.changeAddress);
  await page.getByText(words.asked).waitFor();
  await seen('sessions-asked');
  await open(page, await linkTo(origin, address, '/change-email/'));
  await seen('change-email');
  await press(words.confirm);
  await heading(words.changed);
  await seen('change-email-done');
  await open(page, '/change-email/used');
  await press(words.confirm);
  await page.getByRole('alert').getByRole('link').waitFor();
  await seen('change-email-refused');
  await open(page, await linkTo(origin, email, '/keep-email/'));
  await seen('keep-email');
  await press(words.keep);
  await heading(words.kept);
  await seen('keep-email-done');
});

looks('sign-in and devices', [403, 422], async ({ origin, context, page, words, press, field, seen }) => {
  const email = await enter(context, origin);
  await open(page, '/sessions');
  await page.getByText(words.onlyThis).waitFor();
  await seen('sessions-alone');
  await signInElsewhere(origin, email);
  await signInElsewhere(origin, email);
  await page.reload();
  await page.getByRole('button', { name: words.others }).waitFor();
  await press(words.changePassword);
  await page.getByRole('alert').getByText(words.summary).waitFor();
  await seen('sessions-problems');
  await press(words.others);
  await page.getByRole('dialog', { name: words.othersAsked }).waitFor();
  await seen('sessions-others');
  await page.getByRole('dialog').getByRole('button', { name: words.othersGo }).click();
  await page.getByText(words.onlyThis).waitFor();
  await seen('sessions-done');

  const refusal = { type: '/problems/reauthenticate', title: 'reauthenticate', status: 403, code: 'reauthenticate' };
  await page.route('**/api/v1/email-changes', route =>
    route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify(refusal) }),
  );
  await field(words.newAddress).fill(newAddress());
  await press(words.changeAddress);
  const dialog = page.getByRole('dialog', { name: words.again });
  await dialog.getByLabel(words.password, { exact: true }).fill('not the right one');
  await dialog.getByRole('button', { name: words.againGo, exact: true }).click();
  await dialog.locator('[aria-invalid=true]').waitFor();
  await seen('sessions-again');
  await dialog.getByRole('button', { name: words.cancel }).click();
  await page.getByRole('alert').locator('p').waitFor();
  await seen('sessions-declined');
});

looks('the profile', [401, 412, 503], async ({ origin, context, page, words, press, field, seen }) => {
  await enter(context, origin);
  await open(page, '/profile');
  const country = page.locator('main').getByRole('combobox', { name: words.country }).first();
  await until('the countries are there', () => country.locator('option[value="PL"]').count());
  await seen('profile');
  await field(words.phone).fill('12');
  await field(words.lastName).fill('');
  await press(words.save);
  await page.getByRole('alert').getByText(words.summary).waitFor();
  await seen('profile-problems');
  await page.getByRole('banner').getByRole('link', { name: words.contacts, exact: true }).click();
  await page.getByRole('dialog', { name: words.leave }).waitFor();
  await seen('profile-leave');
  await page.getByRole('dialog').getByRole('button', { name: words.stay }).click();

  await field(words.phone).fill('+48 601 234 567');
  await field(words.lastName).fill('King');
  await field(words.company).fill('Analytical Engines');
  await saveElsewhere(context, origin, { company: 'Looms', country: 'PL' });
  await press(words.save);
  await page.getByRole('alert', { name: words.stale }).waitFor();
  await seen('profile-stale');
  await endSession(context, origin);
  await page.getByRole('alert', { name: words.stale }).getByRole('button').click();
  await page.getByRole('dialog', { name: words.ended }).waitFor();
  await seen('profile-ended');

  await enter(context, origin);
  await page.route(/\/api\/v1\/(session|profile)/, route =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: '/problems/unavailable', title: 'unavailable', status: 503, code: 'unavailable' }),
    }),
  );
  await page.evaluate(() => {
    // A form with changes asks before it goes; this person has decided.
    addEventListener('beforeunload', event => event.stopImmediatePropagation(), true);
  });
  page.on('dialog', dialog => dialog.accept());
  await page.goto('/profile');
  await drawn(page);
  await page.getByRole('alert').getByRole('button', { name: words.tryAgain }).waitFor();
  await seen('profile-unavailable');
});

// A window of 1280 × 1024 px at 400 % zoom has room for 320 × 256 (WCAG 2.2, SC 2.4.11).
for (const [width, height] of [[1280, 720], [320, 256]]) {
  visit(`whatever has the focus is not hidden in a window of ${width} × ${height} px`, {}, async ({ origin, context, page }) => {
    await page.setViewportSize({ width, height });
    await enter(context, origin);
    await open(page, '/profile');
    const words = WORDS.en;
    await page.getByLabel(words.firstName).fill('Augusta');
    await page.getByText('You have unsaved changes.').waitFor();
    const hidden = [];
    for (;;) {
      await page.keyboard.press('Tab');
      const { name, isSeen, isLast } = await page.evaluate(() => {
        const element = document.activeElement;
        const { left, top, width: wide, height: high } = element.getBoundingClientRect();
        const points = [0.1, 0.5, 0.9].flatMap(x => [0.1, 0.5, 0.9].map(y => [left + wide * x, top + high * y]));
        return {
          name: element.labels?.[0]?.innerText ?? element.innerText,
          isSeen: points.some(([x, y]) => element.contains(document.elementFromPoint(x, y))),
          isLast: element.closest('footer') !== null,
        };
      });
      if (isLast) break;
      if (!isSeen) hidden.push(name);
    }
    assert.deepEqual(hidden, []);
  });
}

visit('the outbox can be seen, read and used by everybody', {}, async ({ origin, page }) => {
  const email = await makePerson(origin);
  await page.goto('/outbox');
  await page.getByText(email).waitFor();
  assert.deepEqual(await look(page, 'outbox'), []);
});
