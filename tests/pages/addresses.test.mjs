// Addresses: every page stands at its own, and reload, back, forward, title, focus and navigation agree with it.
import assert from 'node:assert/strict';

import { drawn, hosted, open } from './browser.mjs';
import { PASSWORD, enter, makePerson } from './person.mjs';
import { until } from './until.mjs';
import { ADDRESSES, WORDS } from './words.mjs';

const visit = hosted();
const words = WORDS.en;
const heading = page => page.getByRole('heading', { level: 1 });
const pathOf = page => new URL(page.url()).pathname;

/** Waits for a page, and answers what stands there: address, heading, title, current section and focus. */
async function arrived(page, name) {
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  await drawn(page);
  return page.evaluate(() => ({
    path: location.pathname,
    headings: document.querySelectorAll('h1').length,
    title: document.title,
    current: [...document.querySelectorAll('header nav [aria-current=page]')].map(link => link.textContent),
  }));
}

const isFocused = locator => locator.evaluate(element => element === document.activeElement);
const focused = locator => until('the heading has the focus', () => isFocused(locator));

for (const language of ['en', 'pl']) {
  const { locale, headings, sections } = WORDS[language];
  // That there is no such request to support, no such contact and no such link is what the server answers.
  const options = { locale, expects: [404, 422] };
  visit(`every page opens by its own address and again after a reload, in ${language}`, options, async ({ origin, context, page }) => {
    await enter(context, origin, language);
    for (const address of ADDRESSES) {
      const name = address === '/' ? WORDS[language].hello : headings[address];
      const section = ['/profile', '/contacts', '/payments', '/privacy'].indexOf(address);
      const expected = {
        path: address,
        headings: 1,
        title: `${headings[address]} · HostTracker Account`,
        current: section < 0 ? [] : [sections[section]],
      };
      await page.goto(address);
      assert.deepEqual(await arrived(page, name), expected);
      await page.reload();
      assert.deepEqual(await arrived(page, name), expected);
      for (const landmark of ['banner', 'main', 'contentinfo']) {
        assert.equal(await page.getByRole(landmark).count(), 1, `${address} ${landmark}`);
      }
      assert.ok(await page.getByRole('banner').getByRole('navigation').isVisible());
    }
  });
}

visit('links, back and forward move the address, the title, the navigation and the focus together', {}, async ({ origin, context, page }) => {
  await enter(context, origin);
  let loads = 0;
  page.on('request', request => {
    if (request.isNavigationRequest()) loads += 1;
  });
  await open(page, '/');
  assert.ok(!(await isFocused(heading(page))), 'the first page takes no focus');
  const steps = [
    ['Contacts', '/contacts'],
    ['Payments', '/payments'],
    ['Privacy', '/privacy'],
  ];
  for (const [link, path] of steps) {
    await page.getByRole('banner').getByRole('link', { name: link, exact: true }).click();
    assert.deepEqual(await arrived(page, link), {
      path,
      headings: 1,
      title: `${link} · HostTracker Account`,
      current: [link],
    });
    await focused(heading(page));
  }
  await page.goBack();
  assert.equal((await arrived(page, 'Payments')).path, '/payments');
  await focused(heading(page));
  await page.goBack();
  assert.equal((await arrived(page, 'Contacts')).path, '/contacts');
  await page.goForward();
  assert.deepEqual((await arrived(page, 'Payments')).current, ['Payments']);
  await page.getByRole('contentinfo').getByRole('link', { name: 'Privacy policy' }).click();
  assert.equal((await arrived(page, 'Privacy policy')).path, '/policy');
  await page.getByRole('banner').getByRole('link', { name: 'HostTracker Account' }).click();
  assert.deepEqual((await arrived(page, words.hello)).current, []);
  assert.equal(loads, 1, 'no full page load after the first');
});

visit('the keyboard reaches the content past the navigation', {}, async ({ page }) => {
  await open(page, '/contacts');
  // Past the three buttons of the question about cookies, which come first.
  for (let key = 0; key < 4; key += 1) await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await focused(skip);
  assert.ok((await skip.boundingBox()).y >= 0, 'it is seen while it has the focus');
  await page.keyboard.press('Enter');
  await focused(heading(page));
  assert.equal(pathOf(page), '/contacts');
});

visit('a link into the policy leads to its paragraph', {}, async ({ page }) => {
  await open(page, '/policy');
  const link = page.getByRole('navigation', { name: 'Contents' }).getByRole('link').nth(2);
  const section = await link.innerText();
  await link.click();
  const target = page.getByRole('heading', { level: 2, name: section, exact: true });
  await until('the paragraph is in sight', () => target.evaluate(element => {
    const { top } = element.getBoundingClientRect();
    return top >= 0 && top < innerHeight;
  }));
  assert.match(page.url(), /\/policy#.+/);
  await page.reload();
  await target.waitFor();
});

visit('signed out, the profile asks to sign in at the same address and shows itself right after', {}, async ({ origin, page }) => {
  const email = await makePerson(origin);
  await open(page, '/profile');
  await heading(page).getByText(words.signIn, { exact: true }).waitFor();
  assert.equal(pathOf(page), '/profile');
  await page.getByLabel(words.email).fill(email);
  await page.getByLabel(words.password, { exact: true }).fill(PASSWORD);
  await page.getByLabel(words.password, { exact: true }).press('Enter');
  await arrived(page, words.headings['/profile']);
  assert.equal(pathOf(page), '/profile');
  await page.getByLabel(words.firstName).waitFor();
  assert.equal(await page.getByLabel(words.firstName).inputValue(), 'Ada');
});

for (const [language, back] of [['en', 'Back to the start'], ['pl', 'Wróć na początek']]) {
  const { locale, missing, headings } = WORDS[language];
  visit(`an address that is nothing says so and shows the way to the start, in ${language}`, { locale, expects: [404] }, async ({ page }) => {
    const nowhere = { path: '/nothing', headings: 1, title: `${missing} · HostTracker Account`, current: [] };
    assert.equal((await page.goto('/nothing')).status(), 404);
    assert.deepEqual(await arrived(page, missing), nowhere);
    assert.equal((await page.reload()).status(), 404);
    assert.deepEqual(await arrived(page, missing), nowhere);
    await page.getByRole('link', { name: back }).click();
    assert.equal((await arrived(page, headings['/'])).path, '/');
    await page.goBack();
    assert.deepEqual(await arrived(page, missing), nowhere);
  });
}

/** Signs in, comes from Contacts to the profile, and types something. */
async function typeSomething({ origin, context, page }) {
  await enter(context, origin);
  await open(page, '/contacts');
  await page.getByRole('banner').getByRole('link', { name: 'Profile' }).click();
  await page.getByLabel(words.company).fill('Analytical Engines');
  await page.getByText('You have unsaved changes.').waitFor();
}

const question = page => page.getByRole('dialog', { name: words.leave });

async function stillThere(page) {
  await question(page).waitFor({ state: 'hidden' });
  assert.equal(pathOf(page), '/profile');
  assert.equal(await page.getByLabel(words.company).inputValue(), 'Analytical Engines');
}

visit('unsaved changes ask before they are left by a link', {}, async ({ page, ...rest }) => {
  await typeSomething({ page, ...rest });
  const away = page.getByRole('banner').getByRole('link', { name: 'Payments' });
  await away.click();
  await question(page).getByRole('button', { name: words.stay }).click();
  await stillThere(page);
  await away.click();
  await question(page).waitFor();
  await page.keyboard.press('Escape');
  await stillThere(page);
  await away.click();
  await question(page).getByRole('button', { name: 'Leave without saving' }).click();
  assert.equal((await arrived(page, 'Payments')).path, '/payments');
  await page.goBack();
  await arrived(page, words.headings['/profile']);
  await page.getByLabel(words.company).waitFor();
  assert.equal(await page.getByLabel(words.company).inputValue(), '');
});

visit('unsaved changes ask before they are left by the back button', {}, async ({ page, ...rest }) => {
  await typeSomething({ page, ...rest });
  await page.goBack();
  await question(page).getByRole('button', { name: words.stay }).click();
  await stillThere(page);
  await page.goBack();
  await question(page).getByRole('button', { name: 'Leave without saving' }).click();
  assert.equal((await arrived(page, 'Contacts')).path, '/contacts');
  await page.goForward();
  await arrived(page, words.headings['/profile']);
});

visit('unsaved changes ask before the tab is closed or loaded again', {}, async ({ page, ...rest }) => {
  await typeSomething({ page, ...rest });
  const asked = [];
  page.on('dialog', async dialog => {
    asked.push(dialog.type());
    await dialog.dismiss();
  });
  await page.close({ runBeforeUnload: true });
  await until('the browser asks', () => asked.length > 0);
  assert.deepEqual(asked, ['beforeunload']);
  await stillThere(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Everything is saved.').waitFor();
  await page.reload();
  await page.getByLabel(words.company).waitFor();
  assert.deepEqual(asked, ['beforeunload'], 'what is saved asks nothing');
});
