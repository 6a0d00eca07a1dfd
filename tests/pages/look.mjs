// Looking at a page as it stands: axe-core, the width, and a picture of it, in both themes and widths.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

import axe from 'axe-core';

import { ROOT } from './server.mjs';
import { until } from './until.mjs';
import { WORDS } from './words.mjs';

const PICTURES = path.join(ROOT, 'target/pages');
const WIDTHS = [1280, 320];
const HEIGHT = 900;
const THEMES = ['light', 'dark'];

fs.mkdirSync(PICTURES, { recursive: true });

/** Looks at the page as it stands, in both themes and widths. Answers what is wrong, in words, and where it was seen. */
export async function look(page, name) {
  const wrong = new Map();
  const note = (finding, seen) => wrong.set(finding, [...(wrong.get(finding) ?? []), seen]);
  // Once in each document; axe is the tests', not the page's: it comes in past the content security policy.
  if (await page.evaluate(() => !globalThis.axe)) await page.evaluate(axe.source);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT });
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await until('nothing moves', () => page.evaluate(() => document.getAnimations().length === 0));
      const seen = `${name}-${theme}-${width}`;
      const { violations, inner } = await page.evaluate(async () => ({
        violations: (await globalThis.axe.run(document, { resultTypes: ['violations'] })).violations,
        inner: document.scrollingElement.scrollWidth,
      }));
      for (const { id, help, nodes } of violations) {
        note(`${id} (${help}) ${nodes.map(node => node.html).join(' | ').slice(0, 400)}`, seen);
      }
      if (inner > width) note(`${inner} px wide`, seen);
      const isOwn = await page.locator('body').evaluate(body => getComputedStyle(body).colorScheme);
      assert.match(isOwn, /light dark/, seen);
      await takePicture(page, width, path.join(PICTURES, `${seen}.png`));
    }
  }
  await page.setViewportSize({ width: WIDTHS[0], height: HEIGHT });
  return [...wrong].map(([finding, seen]) => `${finding}, in ${seen.join(', ')}`);
}

/** The whole page in a window as high as the page: what stays at the lower edge is then at its end. */
async function takePicture(page, width, file) {
  const height = await page.evaluate(() => document.scrollingElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, HEIGHT) });
  await page.screenshot({ path: file });
  await page.setViewportSize({ width, height: HEIGHT });
}

/** Tests of some states by `visit`, one a language: `drive` leads to each, and calls `seen` with its name. */
export const looksBy = visit => (what, expects, drive) => {
  for (const language of ['en', 'pl']) {
    visit(`${what} can be seen, read and used by everybody, in ${language}`, { locale: WORDS[language].locale, expects }, async given => {
      const wrong = [];
      const { page } = given;
      const words = WORDS[language];
      const heading = name => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
      const press = name => page.locator('main').getByRole('button', { name, exact: true }).click();
      const field = label => page.locator('main').getByRole('textbox', { name: label });
      const seen = async name => wrong.push(...(await look(page, `${name}-${language}`)));
      await drive({ ...given, language, words, heading, press, field, seen });
      assert.deepEqual(wrong, []);
    });
  }
};
