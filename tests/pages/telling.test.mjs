// How it looks what contacts are told, and when: settings, the week, the grid, the rehearsal, the delivery log.
import { hosted, open } from './browser.mjs';
import { addConfirmed, addContact, daily, settle } from './listeners.mjs';
import { looksBy } from './look.mjs';
import { enter } from './person.mjs';

const looks = looksBy(hosted());

const SAYS = {
  en: {
    save: 'Save changes',
    delay: 'Delay in minutes',
    friday: 'Friday',
    hoursLike: 'Write the hours like this',
    chosen: 'Remove these hours',
    stale: 'This was changed meanwhile',
    news: 'News',
    gridLead: 'The arrow keys move',
    notMade: 'the change was not made',
    told: 'Told',
    asleep: 'Asleep',
    nobody: 'Nobody would be told',
    notYet: 'Nobody would be told at once.',
    time: 'Time',
    log: 'Delivery log',
    sendTest: 'Send a test message',
    failed: 'It could not be sent.',
  },
  pl: {
    save: 'Zapisz zmiany',
    delay: 'Opóźnienie w minutach',
    friday: 'Piątek',
    hoursLike: 'Zapisz godziny tak',
    chosen: 'Usuń te godziny',
    stale: 'Te dane zmieniły się w międzyczasie',
    news: 'Nowości',
    gridLead: 'Strzałki przenoszą',
    notMade: 'nic się nie zmieniło',
    told: 'Dowiedzą się',
    asleep: 'Śpią',
    nobody: 'Nikt by się nie dowiedział',
    notYet: 'Od razu nikt by się nie dowiedział.',
    time: 'Godzina',
    log: 'Dziennik wiadomości',
    sendTest: 'Wyślij wiadomość próbną',
    failed: 'Nie udało się jej wysłać.',
  },
};

looks('the settings of a contact', [412], async ({ origin, context, page, language, seen }) => {
  const says = SAYS[language];
  await enter(context, origin, language);
  const hours = { ...daily('22:00-07:00'), saturday: '23:00-09:00', sunday: '12:00-13:30, 22:00-07:00' };
  const contact = await addConfirmed(context, origin, 'Ola', { kinds: { uptime_report: true }, hours });
  await open(page, `/contacts/${contact.id}`);
  await page.getByRole('slider').first().waitFor();
  await seen('contact-settings');

  const form = page.getByRole('region', { name: language === 'en' ? 'What it is told, and when' : 'Co i kiedy dostaje' });
  await form.getByLabel(says.delay).fill('soon');
  await form.getByLabel(says.friday, { exact: true }).fill('22:00-25:00');
  await page.getByRole('slider').nth(3).focus();
  await page.keyboard.press('ArrowRight');
  await form.locator('.problem').getByText(says.hoursLike).waitFor();
  await form.getByRole('button', { name: says.chosen }).waitFor();
  await seen('contact-settings-problems');

  await form.getByLabel(says.delay).fill('15');
  await form.getByLabel(says.friday, { exact: true }).fill('22:00-23:00');
  await settle(context, origin, contact.id, { delay: 30, break_through: 'critical' });
  await form.getByRole('button', { name: says.save }).click();
  await page.getByRole('alert', { name: says.stale }).waitFor();
  await seen('contact-settings-stale');
});

looks('the grid of contacts and kinds', [503], async ({ origin, context, page, language, seen }) => {
  const says = SAYS[language];
  await enter(context, origin, language);
  await addConfirmed(context, origin, 'Ola', { kinds: { news: true } });
  await addConfirmed(context, origin, 'Anna Maria Wierzbicka-Konstantynopolitańczykowska');
  await addContact(context, origin, null);
  await open(page, '/contacts?view=grid');
  await page.getByText(says.gridLead).waitFor();
  const box = page.getByRole('grid').getByRole('checkbox', { name: `${says.news} Ola` });
  await box.focus();
  await seen('contacts-grid');
  await page.route('**/api/v1/contacts', route =>
    route.request().method() === 'PATCH'
      ? route.fulfill({
          status: 503,
          contentType: 'application/problem+json',
          body: JSON.stringify({ type: '/problems/unavailable', title: 'unavailable', status: 503, code: 'unavailable' }),
        })
      : route.continue(),
  );
  await box.click();
  await page.getByRole('alert').getByText(says.notMade).waitFor();
  await seen('contacts-grid-refused');
});

looks('the rehearsal', [], async ({ origin, context, page, language, seen }) => {
  const says = SAYS[language];
  await enter(context, origin, language);
  const heading = name => page.getByRole('heading', { level: 2, name: new RegExp(`^${name} \\d`) }).waitFor();
  await open(page, '/contacts/rehearsal');
  await page.getByText(says.nobody).waitFor();
  await seen('rehearsal-nobody');

  await addConfirmed(context, origin, 'Dyżur nocny', { hours: daily('22:00-07:00') });
  await addContact(context, origin, 'Zofia');
  await open(page, '/contacts/rehearsal');
  await page.getByText(says.notYet).waitFor();
  await heading(says.asleep);
  await seen('rehearsal-asleep');

  await addConfirmed(context, origin, 'Ola', { delay: 15 });
  await addConfirmed(context, origin, 'Tokio', {}, { time_zone: 'Asia/Tokyo' });
  await addConfirmed(context, origin, 'Zarząd', { kinds: { alert_down: false } });
  // From Friday evening to Monday morning: a time line of days.
  const weekend = { friday: '22:00-24:00', saturday: '00:00-24:00', sunday: '00:00-24:00', monday: '00:00-07:00' };
  await addConfirmed(context, origin, 'Biuro', { hours: weekend });
  await open(page, '/contacts/rehearsal');
  await heading(says.told);
  await seen('rehearsal');
});

looks('the delivery log', [], async ({ origin, context, page, language, seen }) => {
  const says = SAYS[language];
  await enter(context, origin, language);
  const contact = await addConfirmed(context, origin, 'Ola');
  const row = (id, state, change) => ({
    id,
    kind: 'alert_down',
    monitor: 'www.example.org',
    queued_at: '2026-11-25T10:00:00.000Z',
    due_at: '2026-11-25T10:00:00Z',
    state,
    state_at: '2026-11-25T10:00:01.000Z',
    reason: null,
    tries: 1,
    by: 'mail.example.org',
    together: 1,
    ...change,
  });
  const far = '2036-11-26T07:00:00Z';
  const items = [
    row('a', 'queued', { due_at: far, by: null, tries: 0 }),
    row('b', 'held', { due_at: far, reason: 'quiet_hours', by: null, tries: 0 }),
    row('c', 'retried', { due_at: far, reason: '451 4.7.1 Try again later', tries: 3 }),
    row('d', 'sent', { kind: 'uptime_report', monitor: '', together: 5, by: 'outbox' }),
    row('e', 'delivered', { kind: 'news', monitor: '' }),
    row('f', 'failed', { reason: '550 5.1.1 <contact@example.org>: Recipient address rejected: User unknown' }),
    row('g', 'cancelled', { reason: 'over', by: null }),
  ];
  const json = body => route => route.fulfill({ contentType: 'application/json', body: JSON.stringify(body) });
  await page.route('**/api/v1/contacts/*/deliveries', json({ items, next: 'more' }));
  const answer = row('t', 'failed', { kind: 'test', monitor: '', reason: '550 5.1.1 Recipient address rejected' });
  await page.route('**/api/v1/contacts/*/test', json(answer));
  await open(page, `/contacts/${contact.id}`);
  await page.getByRole('heading', { level: 2, name: says.log }).waitFor();
  await page.getByRole('button', { name: says.sendTest }).click();
  await page.getByText(says.failed).waitFor();
  await seen('deliveries');
});
