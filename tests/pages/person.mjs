// People for the tests, each with an account of their own, made through the public API.
import crypto from 'node:crypto';

import { until } from './until.mjs';

/** The password of everybody who is made here. */
export const PASSWORD = 'an engine weaves numbers';

const SESSION = '__Host-session';

/** An address that nobody has used yet. */
export function newAddress(name = 'ada') {
  return `${name}.${crypto.randomUUID()}@example.org`;
}

/** Registers Ada Lovelace. Answers her address, which waits for its confirmation. */
export async function register(origin, language = 'en') {
  const email = newAddress();
  await ask(origin, 'POST', '/accounts', {
    body: {
      email,
      password: PASSWORD,
      first_name: 'Ada',
      last_name: 'Lovelace',
      country: 'GB',
      time_zone: 'Europe/London',
      language,
      policy_version: '2018-05-23',
    },
  });
  return email;
}

/** Registers Ada Lovelace and confirms her address. Answers her address. */
export async function makePerson(origin, language = 'en') {
  const email = await register(origin, language);
  const link = await linkTo(origin, email);
  await ask(origin, 'POST', '/accounts/confirmation', { body: { token: link.split('/').at(-1) } });
  return email;
}

/** Registers and confirms a person and signs them in, in this browser context. Answers their address. */
export async function enter(context, origin, language = 'en') {
  const email = await makePerson(origin, language);
  await signIn(context, origin, email);
  return email;
}

/** Signs a person in by the API, and gives the browser context their session. */
export async function signIn(context, origin, email) {
  const answer = await ask(origin, 'POST', '/session', { body: { email, password: PASSWORD } });
  const cookie = answer.headers.getSetCookie().find(each => each.startsWith(`${SESSION}=`));
  const value = cookie.split(';')[0].slice(SESSION.length + 1);
  await context.addCookies([
    { name: SESSION, value, domain: new URL(origin).hostname, path: '/', secure: true, httpOnly: true, sameSite: 'Lax' },
  ]);
}

/** Signs a person in on another device. */
export async function signInElsewhere(origin, email) {
  await ask(origin, 'POST', '/session', { body: { email, password: PASSWORD } });
}

/** Ends the session of a browser context from elsewhere: the page hears nothing of it. */
export async function endSession(context, origin) {
  await ask(origin, 'DELETE', '/session', { cookie: await sessionOf(context) });
}

/** Changes fields of the profile as another tab would. */
export async function saveElsewhere(context, origin, changes) {
  const cookie = await sessionOf(context);
  const answer = await ask(origin, 'GET', '/profile', { cookie });
  const { email: _, ...profile } = await answer.json();
  await ask(origin, 'PUT', '/profile', { cookie, etag: answer.headers.get('etag'), body: { ...profile, ...changes } });
}

/** The profile as it is stored. */
export async function storedProfile(context, origin) {
  return (await ask(origin, 'GET', '/profile', { cookie: await sessionOf(context) })).json();
}

/** The path of the newest link to a page, such as `/reset-password/`, in the messages to an address. */
export async function linkTo(origin, email, page = '') {
  const link = await until(`a message to ${email} with a link to ${page}`, async () => {
    const links = (await messagesTo(origin, email)).flatMap(message => message.links);
    return links.find(found => found.includes(page));
  });
  return new URL(link).pathname;
}

/** The code in the newest message to an address. */
export async function codeTo(origin, email) {
  return (await until(`a message to ${email}`, async () => (await messagesTo(origin, email))[0])).code;
}

async function messagesTo(origin, email) {
  const { items } = await (await fetch(`${origin}/outbox.json`)).json();
  return items.filter(message => message.to === email);
}

/** The session of a browser context, as a cookie. */
export async function sessionOf(context) {
  const cookie = (await context.cookies()).find(({ name }) => name === SESSION);
  return `${cookie.name}=${cookie.value}`;
}

/** Asks the API. A refusal throws. */
export async function ask(origin, method, path, { body, cookie, etag } = {}) {
  const headers = { origin };
  if (body) headers['content-type'] = 'application/json';
  if (cookie) headers.cookie = cookie;
  if (etag) headers['if-match'] = etag;
  const answer = await fetch(`${origin}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}
