// The start: what stands there before WebAssembly runs, what is asked for, and what is said where it cannot run.
import assert from 'node:assert/strict';

import { drawn, hosted, open } from './browser.mjs';
import { enter, saveElsewhere } from './person.mjs';
import { until } from './until.mjs';
import { ADDRESSES, GUARDED, WORDS } from './words.mjs';

const visit = hosted();
/** What every page needs; the parts come beside it. */
const WEB_ASSEMBLY = '**/*_bg.wasm';

/** Text and box of the brand, the links of the navigation, and the heading, as they are seen. */
function readFrame(page) {
  return page.evaluate(() => {
    const seen = element => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { text: element.innerText.trim(), current: element.getAttribute('aria-current'), x, y, width, height };
    };
    const links = [...document.querySelectorAll('header a')].filter(link => link.closest('nav') || link.matches('.brand'));
    return [...links, document.querySelector('h1')].map(seen);
  });
}

function assertSamePlace(before, after, where) {
  const words = list => list.map(({ text, current }) => ({ text, current }));
  assert.deepEqual(words(before), words(after), where);
  for (const [index, { text, ...box }] of before.entries()) {
    for (const side of ['x', 'y', 'height', 'width']) {
      // A heading is a block: how wide it is cannot be seen.
      if (side === 'width' && index === before.length - 1) continue;
      const moved = Math.abs(box[side] - after[index][side]);
      assert.ok(moved <= 1, `${where}: ${side} of "${text}" is ${box[side]} at first and ${after[index][side]} then`);
    }
  }
}

for (const language of ['en', 'pl']) {
  for (const width of [1280, 320]) {
    // That there is no such link of a holder is what the server answers by 422.
    const options = { locale: WORDS[language].locale, viewport: { width, height: 800 }, expects: [422] };
    visit(`before WebAssembly runs, header, navigation and heading are where they stay, in ${language} at ${width} px`, options, async ({ page }) => {
      let letGo;
      await page.route(WEB_ASSEMBLY, async route => {
        await new Promise(resolve => {
          letGo = resolve;
        });
        await route.continue();
      });
      const moved = [];
      for (const address of ADDRESSES) {
        letGo = null;
        await page.goto(address, { waitUntil: 'commit' });
        await until('WebAssembly is asked for', () => letGo);
        await page.locator('#frame h1').waitFor();
        const name = WORDS[language].headings[address];
        const before = await readFrame(page);
        assert.equal(before.at(-1).text, name);
        assert.deepEqual(before.slice(1, -1).map(({ text }) => text), WORDS[language].sections);
        assert.equal(await page.locator('#app > *').count(), 0);
        letGo();
        await drawn(page);
        const asksFirst = GUARDED.includes(address);
        const expected = asksFirst ? WORDS[language].signIn : name;
        await page.getByRole('heading', { level: 1, name: expected, exact: true }).waitFor();
        try {
          // Signed out, such a page asks to sign in: that is another heading.
          const [first, then] = [before, await readFrame(page)].map(list => (asksFirst ? list.slice(0, -1) : list));
          assertSamePlace(first, then, address);
        } catch (error) {
          moved.push(error.message);
        }
      }
      assert.deepEqual(moved, []);
    });
  }
}

visit('signed in, the heading of the profile stays where it is', {}, async ({ origin, context, page }) => {
  await enter(context, origin);
  let letGo;
  await page.route(WEB_ASSEMBLY, async route => {
    await new Promise(resolve => {
      letGo = resolve;
    });
    await route.continue();
  });
  await page.goto('/profile', { waitUntil: 'commit' });
  await until('WebAssembly is asked for', () => letGo);
  const before = await readFrame(page);
  letGo();
  await drawn(page);
  await page.getByLabel(WORDS.en.firstName).waitFor();
  assertSamePlace(before, await readFrame(page), '/profile');
});

visit('each thing that a start needs is asked for once', {}, async ({ origin, context, page }) => {
  await enter(context, origin);
  const asked = [];
  page.on('request', request => asked.push(new URL(request.url()).pathname.replace(/-[0-9a-f]{8,16}/, '')));
  await open(page, '/profile');
  await page.getByLabel(WORDS.en.firstName).waitFor();
  await page.waitForLoadState('load');
  // A browser without a window may leave the icon out. The other parts come later (parts.test.mjs).
  const others = /^\/(account|asking|contacts?|contacts-shared|cookies|holder|policy|records|rehearsal|security|shared|start|support)\.wasm$/;
  assert.deepEqual(asked.filter(address => address !== '/icon.svg' && !others.test(address)).sort(), [
    '/api/v1/session',
    '/hosttracker-account.js',
    '/hosttracker-account_bg.wasm',
    '/profile',
    '/profile.wasm',
  ]);
});

/** Holds back the answer who is signed in, until the function that this answers is called. */
async function holdSession(page) {
  let letGo;
  const held = new Promise(resolve => {
    letGo = resolve;
  });
  await page.route('**/api/v1/session*', async route => {
    await held;
    await route.continue();
  });
  return letGo;
}

visit('while it is not known who is signed in, the heading of the profile stays', {}, async ({ origin, context, page }) => {
  await enter(context, origin);
  const letGo = await holdSession(page);
  await page.goto('/profile', { waitUntil: 'commit' });
  await page.locator('#frame').waitFor({ state: 'detached' });
  assert.deepEqual(await page.locator('h1').allInnerTexts(), [WORDS.en.headings['/profile']]);
  letGo();
  await page.getByLabel(WORDS.en.firstName).waitFor();
});

visit('an answer that comes late is asked for once, too, and is not kept for later', {}, async ({ origin, context, page }) => {
  await enter(context, origin);
  const letGo = await holdSession(page);
  let profiles = 0;
  page.on('request', request => {
    if (request.url().endsWith('/api/v1/profile')) profiles += 1;
  });
  await page.goto('/profile', { waitUntil: 'commit' });
  await page.locator('#frame').waitFor({ state: 'detached' });
  letGo();
  await page.getByLabel(WORDS.en.firstName).waitFor();
  assert.equal(profiles, 0, 'it comes with the session');
  await page.getByRole('banner').getByRole('link', { name: 'Contacts' }).click();
  await page.getByRole('heading', { level: 1, name: 'Contacts' }).waitFor();
  await saveElsewhere(context, origin, { first_name: 'Augusta' });
  await page.getByRole('banner').getByRole('link', { name: 'Profile' }).click();
  await page.getByLabel(WORDS.en.firstName).waitFor();
  assert.equal(await page.getByLabel(WORDS.en.firstName).inputValue(), 'Augusta');
});

/** Waits until something stands in the window, without scrolling. */
const inSight = locator =>
  until('it is seen without scrolling', () =>
    locator.evaluate(element => {
      const { top, bottom } = element.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    }),
  );

visit('without JavaScript the page says what it needs, in both languages, and where the policy is', { javaScriptEnabled: false }, async ({ page }) => {
  for (const [text, link] of [
    ['Konto potrzebuje JavaScriptu i WebAssembly.', 'Politykę prywatności'],
    ['The account needs JavaScript and WebAssembly.', 'privacy policy'],
  ]) {
    await page.goto('/profile');
    // Playwright looks for text and roles where scripts run, so not in a noscript.
    const message = page.locator('noscript p').filter({ hasText: text });
    await message.waitFor();
    await inSight(message);
    await message.locator('a').filter({ hasText: link }).click();
    // The page that is left has a heading, too.
    await page.waitForURL('**/policy/**');
    await page.getByRole('heading', { level: 1 }).waitFor();
  }
});

const NOT_COMPILED = [/^uncaught: WebAssembly is not defined$/, /WebAssembly is not defined/];
for (const language of ['en', 'pl']) {
  const options = { locale: WORDS[language].locale, expects: NOT_COMPILED };
  visit(`without WebAssembly the page says so, in ${language}`, options, async ({ context, page }) => {
    await context.addInitScript(() => delete globalThis.WebAssembly);
    await page.goto('/');
    const message = page.getByRole('heading', { name: WORDS[language].tooOld });
    await message.waitFor();
    await inSight(message);
    assert.equal(await page.getByRole('heading', { level: 2 }).count(), 1, 'in one language');
    await page.getByRole('link', { name: language === 'pl' ? 'Politykę prywatności' : 'privacy policy' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.equal(new URL(page.url()).pathname, `/policy/2018-05-23.${language}.html`);
  });

  const broken = { locale: WORDS[language].locale, expects: [/panicked at/, /^uncaught: unreachable$/] };
  visit(`after a panic the page says so and shows a way on, in ${language}`, broken, async ({ page }) => {
    await open(page, '/contacts');
    assert.equal(await page.getByRole('alert').getByText(WORDS[language].crash).count(), 0);
    await page.evaluate(() => {
      history.pushState = () => {
        throw new Error('broken on purpose');
      };
    });
    await page.getByRole('banner').getByRole('link', { name: WORDS[language].sections[2] }).click();
    const message = page.getByRole('alert').getByRole('heading', { name: WORDS[language].crash });
    await message.waitFor();
    // What the application had begun moves the page once more: the focus goes to the new heading.
    await page.evaluate(() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await inSight(message);
    await page.getByRole('link', { name: WORDS[language].reload }).click();
    await message.waitFor({ state: 'hidden' });
    await drawn(page);
    await page.getByRole('banner').getByRole('link', { name: WORDS[language].sections[3] }).click();
    await page.getByRole('heading', { level: 1, name: WORDS[language].sections[3] }).waitFor();
  });
}

visit('a browser that is too old is told so', {}, async ({ context, page }) => {
  await context.addInitScript(() => {
    CSS.supports = () => false;
  });
  await page.goto('/contacts');
  await page.getByRole('heading', { name: WORDS.en.tooOld }).waitFor();
});

visit('when the program cannot be loaded the page says so and shows a way on', { expects: ['net::ERR_FAILED', /^uncaught: /] }, async ({ page }) => {
  await page.route(WEB_ASSEMBLY, route => route.abort());
  await page.goto('/');
  await page.getByRole('alert').getByRole('heading', { name: WORDS.en.crash }).waitFor();
  await page.unroute(WEB_ASSEMBLY);
  await page.getByRole('link', { name: WORDS.en.reload }).click();
  await drawn(page);
});
