// The records of one's own data and support, as hosted: how they look in every state, and the record as a file.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs/promises';

import { drawn, hosted, open } from './browser.mjs';
import { looksBy } from './look.mjs';
import { codeTo, enter, newAddress, saveElsewhere } from './person.mjs';
import { WORDS } from './words.mjs';

const visit = hosted();
const looks = looksBy(visit);

looks('why each field is held', [], async ({ origin, context, page, words, language, seen }) => {
  await enter(context, origin, language);
  await open(page, '/profile');
  await page.getByLabel(words.firstName).waitFor();
  const marks = page.locator('main summary');
  for (const mark of await marks.all()) {
    assert.ok((await mark.innerText()).includes(words.why.trim()));
    await mark.press('Enter');
  }
  assert.equal(await page.locator('main details[open]').count(), 9);
  await seen('profile-why');
});

looks('the history of changes', [409], async ({ origin, context, page, words, language, press, seen }) => {
  await enter(context, origin, language);
  await open(page, '/profile/history');
  await page.locator('.empty').waitFor();
  await seen('history-empty');
  await saveElsewhere(context, origin, { company: 'Looms', gender: 'female' });
  await open(page, '/profile/history');
  await page.getByText('Looms').waitFor();
  await seen('history');
  await saveElsewhere(context, origin, { company: 'Analytical Engines' });
  await press(words.takeBack);
  await page.getByRole('alert').getByText(words.sinceChanged).waitFor();
  await seen('history-conflict');
  await open(page, '/profile/history');
  await press(words.takeBack);
  await page.getByRole('status').getByText(words.takenBack).waitFor();
  await seen('history-taken-back');
});

looks('the record of evidence', [], async ({ origin, context, page, words, language, press, seen }) => {
  await enter(context, origin, language);
  await open(page, '/privacy/evidence');
  await page.getByText('2018-05-23').waitFor();
  await seen('evidence');
  await press(words.verify);
  await page.getByText(words.whole).waitFor();
  await seen('evidence-whole');
  await page.route(/\/api\/v1\/evidence/, async route => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace('policy_accepted', 'password_reset') });
  });
  await press(words.verify);
  await page.getByText(words.broken).waitFor();
  await seen('evidence-broken');
});

looks('who received what', [], async ({ origin, context, page, language, seen }) => {
  await enter(context, origin, language);
  await open(page, '/privacy/recipients');
  await page.locator('.log').waitFor();
  await seen('recipients');
});

looks('support', [404], async ({ origin, support, context, page, words, heading, press, field, language, seen }) => {
  const email = newAddress();
  await open(page, '/support');
  await page.getByLabel(words.message).waitFor();
  await seen('support');
  for (const mark of await page.locator('main form summary').all()) await mark.press('Enter');
  assert.equal(await page.locator('main details[open]').count(), 3);
  await seen('support-why');
  await press(words.send);
  await page.getByRole('alert').getByText(words.summary).waitFor();
  await seen('support-problems');
  await field(words.email).fill(email);
  await page.getByLabel(words.topic).selectOption('fault');
  await page.getByLabel(words.message).fill('x'.repeat(3990));
  await seen('support-nearly-full');
  await press(words.send);
  await heading(words.requestSent);
  await seen('support-sent');
  await page.locator('main').getByRole('link').first().click();
  await page.getByLabel(words.code).fill('AAAAAAAAAA');
  await press(words.show);
  await page.getByRole('alert').getByText(words.codeWrong).waitFor();
  await seen('support-code');
  support('show', page.url().split('/').at(-1), '--operator', 'Grace', '--reason', 'to find the report');
  await page.getByLabel(words.code).fill(await codeTo(origin, email));
  await press(words.show);
  await page.getByRole('heading', { name: words.looks }).waitFor();
  await seen('support-request');
  await enter(context, origin, language);
  await open(page, '/support');
  await page.locator('.empty').waitFor();
  await seen('support-signed-in');
});

visit('who opened a request, and why, is seen by who wrote it, with the code and signed in', {}, async ({ origin, support, context, page }) => {
  const words = WORDS.en;
  const look = (reference, reason) => support('show', reference, '--operator', 'Grace', '--reason', reason);
  const article = page.getByRole('article');
  const write = async () => {
    await page.getByLabel(words.topic).selectOption('fault');
    await page.getByLabel(words.message).fill('The report of my site came twice.');
    await page.getByRole('button', { name: words.send, exact: true }).click();
    await page.getByRole('link', { name: 'See how it stands' }).click();
    await page.getByRole('heading', { name: words.headings['/support/HT-2026-000001'] }).waitFor();
    return page.url().split('/').at(-1);
  };
  const email = newAddress();
  await open(page, '/support');
  await page.getByLabel(words.email).fill(email);
  const outside = await write();
  look(outside, 'to find the report');
  await page.getByLabel(words.code).fill(await codeTo(origin, email));
  await page.getByRole('button', { name: words.show, exact: true }).click();
  await article.getByText('to find the report').waitFor();

  await enter(context, origin);
  await open(page, '/support');
  const own = await write();
  await article.waitFor();
  assert.equal(await page.getByRole('heading', { name: words.looks }).count(), 0, 'nobody has looked yet');
  look(own, 'to see the settings');
  look(own, 'to find the report');
  await page.reload();
  await article.getByRole('heading', { name: words.looks }).waitFor();
  const terms = await article.getByRole('term').allInnerTexts();
  assert.deepEqual(terms.map(term => term.split(',')[0]), ['Grace', 'Grace']);
  assert.deepEqual(await article.getByRole('definition').allInnerTexts(), ['to see the settings', 'to find the report']);
});

const digest = (...parts) => parts.reduce((hash, part) => hash.update(part), crypto.createHash('sha256')).digest();
const eight = number => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(number));
  return bytes;
};

visit('the record of evidence is taken away as a file that another program can verify', {}, async ({ origin, context, page }) => {
  await enter(context, origin);
  await open(page, '/privacy/evidence');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: WORDS.en.download }).click();
  const download = await downloading;
  assert.equal(download.suggestedFilename(), 'evidence.json');
  const { account, items, head } = JSON.parse(await fs.readFile(await download.path(), 'utf8'));
  // The chain again, by the words of the specification and another program's hashes.
  let last = digest('hosttracker/evidence/1', account);
  for (const [index, entry] of items.entries()) {
    assert.equal(entry.number, index + 1);
    assert.equal(entry.previous, last.toString('hex'));
    const text = digest(Buffer.from(entry.salt, 'base64url'), entry.text);
    assert.equal(entry.text_hash, text.toString('hex'));
    const seconds = eight(Date.parse(entry.at) / 1000);
    last = digest('hosttracker/evidence/1', eight(entry.number), seconds, last, Buffer.from(entry.sealed_hash, 'hex'), text);
    assert.equal(entry.hash, last.toString('hex'));
  }
  assert.deepEqual([items.length, head.length, head.hash], [2, 2, last.toString('hex')]);
  const signed = Buffer.concat([Buffer.from(`hosttracker/evidence-head/1${account}\0`), eight(head.length), last]);
  const key = crypto.createPublicKey({ key: head.key, format: 'jwk' });
  const signature = Buffer.from(head.signature, 'base64url');
  assert.ok(crypto.verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature));
});

visit('a link to a paragraph of the policy leads there, also by its own address', {}, async ({ page }) => {
  await open(page, '/support');
  await page.getByRole('link', { name: '§ 13.1' }).click();
  const paragraph = page.locator('#contact-support');
  await paragraph.and(page.locator(':focus')).waitFor();
  assert.match(page.url(), /\/policy#contact-support$/);
  await page.reload();
  await drawn(page);
  await paragraph.and(page.locator(':focus')).waitFor();
  await paragraph.getByRole('link', { name: 'Write to support' }).click();
  await page.getByRole('heading', { level: 1, name: WORDS.en.headings['/support'] }).waitFor();
});

visit('what was written to support is not left behind without asking', {}, async ({ page }) => {
  await open(page, '/support');
  await page.getByLabel(WORDS.en.message).fill('The report of my site came twice.');
  await page.getByRole('link', { name: '§ 13.1' }).click();
  await page.getByRole('dialog', { name: WORDS.en.leave }).getByRole('button', { name: 'Leave without saving' }).click();
  await page.locator('#contact-support').and(page.locator(':focus')).waitFor();
  assert.match(page.url(), /\/policy#contact-support$/);
});
