// Contacts as hosted: how the list, adding, one contact and the holder's page look in every state; what a reload, the
// back button and another tab find.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';

import { drawn, hosted, open } from './browser.mjs';
import { addConfirmed, addContact } from './listeners.mjs';
import { looksBy } from './look.mjs';
import { ask, codeTo, enter, linkTo, sessionOf } from './person.mjs';
import { until } from './until.mjs';
import { WORDS } from './words.mjs';

const visit = hosted();
const looks = looksBy(visit);

const SAYS = {
  en: {
    first: 'Who should be the first to know?', nobody: 'nobody would be told', select: 'Select ', selected: '2 selected',
    apply: 'Apply', done: 'Changed: 1 contact.', remove: 'Remove ', undo: 'Undo removing ', nothing: 'Nothing fits',
    more: 'Show more', send: 'Add and send the code', keep: 'Keep for the record', tooFast: 'You are adding very fast.',
    sendCode: 'Send the code', confirm: 'Confirm', wrong: 'This is not the code.', slip: 'A slip in the address?',
    onlyHolder: 'Only the holder can change that', removed: 'Contact removed', gone: 'There is no such contact here.',
    agree: 'Yes, I agree', stop: 'Stop everything', allow: 'Allow messages again', hours: 'Save my hours',
    unknown: 'We do not know this link', failing: 'In the words of the company that delivers', search: 'Search',
    removeOne: 'Remove', channel: 'Skype', too_old: 'too old to confirm with',
  },
  pl: {
    first: 'Kto ma się dowiedzieć pierwszy?', nobody: 'nikt by się nie dowiedział', select: 'Zaznacz: ',
    selected: 'Zaznaczono: 2', apply: 'Zastosuj', done: 'Zmieniono: 1 kontakt.', remove: 'Usuń: ',
    undo: 'Cofnij usunięcie: ', nothing: 'Nic nie pasuje', more: 'Pokaż więcej', send: 'Dodaj i wyślij kod',
    keep: 'Zachowaj dla porządku', tooFast: 'Dodajesz bardzo szybko.', sendCode: 'Wyślij kod', confirm: 'Potwierdź',
    wrong: 'To nie ten kod.', slip: 'Literówka w adresie?', onlyHolder: 'Zmienić to może tylko odbiorca',
    removed: 'Kontakt usunięty', gone: 'Nie ma tu takiego kontaktu.', agree: 'Tak, zgadzam się', stop: 'Wyłącz wszystko',
    allow: 'Zgadzam się ponownie', hours: 'Zapisz moje godziny', unknown: 'Nie znamy tego odnośnika',
    failing: 'Słowami firmy, która doręcza', search: 'Szukaj', removeOne: 'Usuń', channel: 'Skype',
    too_old: 'nie można już potwierdzić',
  },
};

/** A number that nobody else here has. */
const number = () => `+48601${String(crypto.randomInt(1e6)).padStart(6, '0')}`;

/** The token of the holder's page of a contact that was sent a code. */
const tokenOf = async (origin, contact) => (await linkTo(origin, contact.address, '/confirm/')).split('/').at(-1);

/** Does on a holder's page what a press there does. */
const holder = (origin, token, act) => ask(origin, 'PUT', `/confirmations/${token}`, { body: { act } });

const change = async (context, origin, contacts, act) =>
  ask(origin, 'PATCH', '/contacts', {
    cookie: await sessionOf(context),
    body: { items: contacts.map(({ id, etag }) => ({ id, etag })), change: act },
  });

/** Some of every kind: confirmed, paused, refused, awaiting, closed. */
async function fill(context, origin) {
  await addContact(context, origin, null, { channel: 'skype', address: 'live:ada.lovelace' });
  await addContact(context, origin, 'Grace', { channel: 'telegram', address: '@grace_hopper' });
  await addContact(context, origin, null, { channel: 'slack', address: '@charles.babbage' });
  await addContact(context, origin, null, { channel: 'viber', address: number() });
  await addConfirmed(context, origin, 'Dyżur nocny Konstantynopolitańczykowianeczki', { kinds: { uptime_report: true, news: true } });
  const paused = await addConfirmed(context, origin, null);
  await change(context, origin, [paused], { action: 'pause', until: '2036-11-26T07:00:00Z' });
  const stopped = await addConfirmed(context, origin, 'Anna');
  await holder(origin, await tokenOf(origin, stopped), 'stop');
  await addConfirmed(context, origin, 'Ola', { hours: { monday: '22:00-07:00' } });
}

looks('the list of contacts', [503], async ({ origin, context, page, words, language, press, seen }) => {
  const says = SAYS[language];
  await enter(context, origin, language);
  await open(page, '/contacts');
  await page.getByRole('heading', { level: 2, name: says.first }).waitFor();
  await seen('contacts-empty');
  await addContact(context, origin, 'Ola');
  await open(page, '/contacts');
  await page.getByText(says.nobody).waitFor();
  await seen('contacts-nobody');
  await fill(context, origin);
  await open(page, '/contacts');
  await page.getByRole('link', { name: 'Anna' }).waitFor();
  await page.getByText(says.nobody).waitFor({ state: 'detached' });
  await seen('contacts');

  for (const name of ['Anna', '@charles.babbage']) await page.getByLabel(says.select + name, { exact: true }).check();
  await page.getByText(says.selected).waitFor();
  await seen('contacts-chosen');
  await page.locator('.bulk select').selectOption('choose-news');
  await press(says.apply);
  await page.getByText(says.done.replace(/1 \w+/, '2')).or(page.locator('.bulk .notice')).first().waitFor();
  await seen('contacts-changed');
  await page.getByRole('button', { name: `${says.remove}Anna`, exact: true }).click();
  await page.getByRole('button', { name: `${says.undo}Anna` }).waitFor();
  await seen('contacts-removed');
  await page.getByRole('searchbox', { name: says.search }).fill('nobody of that name');
  await page.getByRole('heading', { name: says.nothing }).waitFor();
  await seen('contacts-no-match');
  await page.route('**/api/v1/contacts?**', route =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: '/problems/unavailable', title: 'unavailable', status: 503, code: 'unavailable' }),
    }),
  );
  await page.goto('/contacts');
  await page.getByRole('alert').getByRole('button', { name: words.tryAgain }).waitFor();
  await seen('contacts-unavailable');
});

looks('a list of many contacts', [], async ({ origin, context, page, language, seen }) => {
  await enter(context, origin, language);
  for (let at = 0; at < 60; at += 1) await addContact(context, origin, at % 3 ? `Duty ${at}` : null);
  await open(page, '/contacts?sort=name');
  const more = page.getByRole('button', { name: SAYS[language].more });
  await more.click();
  await more.waitFor({ state: 'detached' });
  assert.equal(await page.getByRole('row').count(), 61);
  await seen('contacts-many');
});

looks('adding a contact', [429], async ({ origin, context, page, language, press, seen }) => {
  const says = SAYS[language];
  await enter(context, origin, language);
  await open(page, '/contacts/new');
  const address = page.locator('input[name=address]');
  const zone = page.locator('select[name=time_zone]');
  await until('the time zones are there', () => zone.locator('option[value="Europe/Warsaw"]').count());
  await seen('contact-new');
  await page.getByRole('radio', { name: /^Tele(fon|gram)|Phone/ }).first().check();
  await address.fill('601');
  await press(says.send);
  await page.locator('[aria-invalid=true]').waitFor();
  await seen('contact-new-problem');
  await page.getByRole('radio', { name: says.channel }).check();
  await page.getByRole('button', { name: says.keep }).waitFor();
  await seen('contact-new-skype');
  const refusal = { type: '/problems/too_many', title: 'too many', status: 429, code: 'too_many', retry_after: 3000 };
  await page.route('**/api/v1/contacts', route =>
    route.fulfill({ status: 429, contentType: 'application/problem+json', body: JSON.stringify(refusal) }),
  );
  await address.fill('live:ada');
  await press(says.keep);
  await page.getByText(says.tooFast).waitFor();
  await seen('contact-new-too-fast');
});

looks('one contact', [404, 422], async ({ origin, context, page, language, press, seen }) => {
  const says = SAYS[language];
  await enter(context, origin, language);
  const at = async contact => {
    await open(page, `/contacts/${contact.id}`);
    await page.getByRole('heading', { level: 1, name: contact.label ?? contact.address }).waitFor();
    await page.locator('section.log, ol.log, .empty').first().waitFor();
  };
  const awaiting = await addContact(context, origin, 'Dyżur');
  await at(awaiting);
  await seen('contact-not-sent');
  await press(says.sendCode);
  const code = page.locator('input[name=code]');
  await code.fill((await codeTo(origin, awaiting.address)) === '000000' ? '000001' : '000000');
  await page.locator('form').filter({ has: code }).getByRole('button', { name: says.confirm }).click();
  await page.locator('.problem').getByText(says.wrong).waitFor();
  await page.getByText(says.slip).click();
  await seen('contact-awaiting');

  const stopped = await addConfirmed(context, origin, 'Anna');
  await at(stopped);
  await seen('contact-confirmed');
  await holder(origin, await tokenOf(origin, stopped), 'stop');
  await at(stopped);
  await page.getByText(says.onlyHolder).waitFor();
  await seen('contact-stopped');
  await page.getByRole('main').getByRole('button', { name: says.removeOne, exact: true }).click();
  await page.getByRole('heading', { name: says.removed }).waitFor();
  await seen('contact-removed');
  await at(await addContact(context, origin, null, { channel: 'skype', address: 'live:ada' }));
  await seen('contact-skype');
  const failing = await addConfirmed(context, origin, 'Ola');
  await page.route(`**/api/v1/contacts/${failing.id}`, async route => {
    const answer = await route.fetch();
    const said = "550 5.1.1 <ola@example.org>: Recipient address rejected: User unknown in virtual mailbox table";
    const json = { ...(await answer.json()), state: 'failing', reason: { code: 'provider', said } };
    await route.fulfill({ response: answer, json });
  });
  await at(failing);
  await page.getByText(says.failing).waitFor();
  await seen('contact-failing');
  await open(page, '/contacts/nobody');
  await page.getByText(says.gone).waitFor();
  await seen('contact-gone');
});

looks("the holder's page", [422], async ({ origin, context, page, language, press, seen }) => {
  const says = SAYS[language];
  await enter(context, origin, language);
  const contact = await addContact(context, origin, 'Ola');
  await ask(origin, 'POST', `/contacts/${contact.id}/confirmation`, { cookie: await sessionOf(context), body: {} });
  const token = await tokenOf(origin, contact);
  await context.clearCookies();
  await open(page, `/confirm/${token}`);
  await page.getByRole('button', { name: says.agree }).waitFor();
  await seen('holder-asked');
  await page.route('**/api/v1/confirmations/*', async route => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), can_confirm: false } });
  });
  await open(page, `/confirm/${token}`);
  await page.getByText(says.too_old).waitFor();
  await seen('holder-too-old');
  await page.unroute('**/api/v1/confirmations/*');
  await open(page, `/confirm/${token}`);
  await press(says.agree);
  await page.getByRole('button', { name: says.stop }).waitFor();
  await until('the time zones are there', () => page.locator('option[value="Europe/Warsaw"]').count());
  await seen('holder-confirmed');
  await page.locator('input[name="quiet_hours.monday"]').fill('22');
  await press(says.hours);
  await page.locator('[aria-invalid=true]').waitFor();
  await seen('holder-problem');
  await press(says.stop);
  await page.getByRole('button', { name: says.allow }).waitFor();
  await seen('holder-stopped');
  await open(page, '/confirm/nothing');
  await page.getByRole('heading', { name: says.unknown }).waitFor();
  await seen('holder-unknown');
});

const says = SAYS.en;
const rows = page => page.locator('tbody th').getByRole('link').allInnerTexts();
const listed = (page, names) => until(`the rows ${names}`, async () => String(await rows(page)) === String(names));

visit('what is asked of the list is there again after a reload and after the back button', {}, async ({ origin, context, page }) => {
  await enter(context, origin);
  for (const name of ['Ola', 'Ala', 'Jan']) await addContact(context, origin, name);
  await open(page, '/contacts');
  const search = page.getByRole('searchbox', { name: says.search });
  await search.fill('la');
  await listed(page, ['Ala', 'Ola']);
  await page.getByRole('button', { name: 'Name and address' }).click();
  await until('the address says so', () => page.url().endsWith('/contacts?q=la&sort=name'));
  await page.reload();
  await drawn(page);
  await listed(page, ['Ala', 'Ola']);
  assert.equal(await search.inputValue(), 'la');
  await page.getByRole('link', { name: 'Ola', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Ola' }).waitFor();
  await page.goBack();
  await listed(page, ['Ala', 'Ola']);
  assert.equal(await search.inputValue(), 'la');
  // The link of the navigation asks nothing.
  await page.getByRole('banner').getByRole('link', { name: 'Contacts' }).click();
  await listed(page, ['Jan', 'Ala', 'Ola']);
  assert.equal(await search.inputValue(), '');
});

visit('what one tab does to contacts is seen in another', {}, async ({ origin, context, page }) => {
  await enter(context, origin);
  const contact = await addContact(context, origin, 'Ola');
  await addContact(context, origin, 'Jan');
  const other = await context.newPage();
  await open(other, '/contacts');
  await listed(other, ['Jan', 'Ola']);
  await open(page, `/contacts/${contact.id}`);
  await page.getByRole('main').getByRole('button', { name: says.removeOne, exact: true }).click();
  await page.getByRole('heading', { name: says.removed }).waitFor();
  await listed(other, ['Jan']);
  await page.getByRole('button', { name: `${says.undo}Ola` }).click();
  await listed(other, ['Jan', 'Ola']);
});

visit('the language of a message is that of its page where the browser asks for none of ours', { locale: 'de-DE' }, async ({ origin, context, page }) => {
  await enter(context, origin);
  const contact = await addConfirmed(context, origin, 'Ola', {}, { language: 'pl' });
  const token = await tokenOf(origin, contact);
  await context.clearCookies();
  await open(page, `/confirm/${token}`);
  await page.getByRole('heading', { level: 1, name: WORDS.pl.headings['/confirm/token'] }).waitFor();
  assert.deepEqual(await context.cookies(), [], 'and nothing is kept for it');
});

visit('the beginning of the list is asked for before the program runs, once, and only for who is signed in', {}, async ({ origin, context, page }) => {
  const asked = [];
  page.on('request', request => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith('/api/v1/contacts')) asked.push(pathname + search);
  });
  await open(page, '/contacts');
  await page.getByRole('heading', { level: 1, name: WORDS.en.signIn }).waitFor();
  assert.deepEqual(asked, []);
  await enter(context, origin);
  await addContact(context, origin, 'Ola');
  let letGo;
  await page.route('**/*_bg.wasm', async route => {
    await new Promise(resolve => {
      letGo = resolve;
    });
    await route.continue();
  });
  await page.goto('/contacts', { waitUntil: 'commit' });
  const beginning = ['/api/v1/contacts/summary', '/api/v1/contacts?limit=50'];
  await until('the list is asked for', () => letGo && String([...asked].sort()) === String(beginning));
  letGo();
  await listed(page, ['Ola']);
  assert.deepEqual(asked.sort(), beginning, 'once');
});
