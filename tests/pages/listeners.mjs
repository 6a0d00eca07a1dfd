// Contacts of people for the tests, made and confirmed through the public API.
import crypto from 'node:crypto';

import { ask, codeTo, sessionOf } from './person.mjs';

/** The same hours on every day. */
export const daily = hours =>
  Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map(day => [day, hours]),
  );

/** Adds a contact by e-mail for who is signed in in a browser context. Answers it. */
export async function addContact(context, origin, label, more = {}) {
  const cookie = await sessionOf(context);
  const address = `contact.${crypto.randomUUID()}@example.org`;
  const body = { channel: 'email', address, label, ...more };
  return (await ask(origin, 'POST', '/contacts', { cookie, body })).json();
}

/** The same, confirmed by its holder, with these of its settings otherwise. */
export async function addConfirmed(context, origin, label, { kinds = {}, hours = {}, ...others } = {}, more = {}) {
  const cookie = await sessionOf(context);
  const added = await addContact(context, origin, label, more);
  await ask(origin, 'POST', `/contacts/${added.id}/confirmation`, { cookie, body: {} });
  const code = await codeTo(origin, added.address);
  const answer = await ask(origin, 'PUT', `/contacts/${added.id}/confirmation`, { cookie, body: { code } });
  const { settings } = await answer.json();
  return settle(context, origin, added.id, {
    ...settings,
    ...others,
    kinds: { ...settings.kinds, ...kinds },
    quiet_hours: { ...settings.quiet_hours, ...hours },
  });
}

/** Saves settings of a contact as another tab would. Answers the contact. */
export async function settle(context, origin, id, settings) {
  const cookie = await sessionOf(context);
  const now = await (await ask(origin, 'GET', `/contacts/${id}`, { cookie })).json();
  const body = { ...now.settings, ...settings };
  return (await ask(origin, 'PUT', `/contacts/${id}/settings`, { cookie, etag: now.etag, body })).json();
}
