// The applications that are compared: where each begins, and how a person acts in it.
import path from 'node:path';
import { serveRival } from './peers/server.mjs';
import { PEERS } from './peers.mjs';
import { hostOurs, makePerson } from './ours.mjs';

/** A rival's form: the same fields and the same words in each. */
const RIVAL_FORM = {
  input: '[name=email]',
  wrong: 'ada@',
  right: 'ada@example.org',
  wrapper: '.f',
  problem: '.e',
};

const OUR_FORM = {
  input: '[name=phone]',
  wrong: '123',
  right: '+48601234567',
  wrapper: '.field',
  problem: '.problem',
};

const COMPARED = {
  ours: { title: 'HostTracker Account', address: '/profile', form: OUR_FORM, switches: true },
  solid: { title: 'Solid', address: '/profile', form: RIVAL_FORM, switches: true },
  'react-typical': {
    title: 'React 19 with react-router, react-hook-form, i18next',
    address: '/profile',
    form: RIVAL_FORM,
    switches: true,
  },
  // A whole product: its fields and sections are not comparable, its start is.
  keycloak: { title: 'Keycloak Account Console 26.7', address: '/', form: null, switches: false },
};

/** Names of all applications, ours first. */
export const NAMES = Object.keys(COMPARED);

/** Those whose question about cookies is compared, by name: where it is asked, of somebody who is not signed in. */
export const ASKING = {
  ours: { title: 'HostTracker Account, start page', address: '/' },
  vcc: { title: 'vanilla-cookieconsent 3.1, alone on a page', address: '/' },
  c15t: { title: '@c15t/react 2.2, alone on a React page', address: '/' },
};

/** Hosts the application of this name: ours by its backend with Ada signed in, a rival by the rivals' server. */
export async function hostApplication(name, { backend, dist }) {
  const application = { name, ...COMPARED[name] };
  if (name !== 'ours') {
    return { ...application, ...(await hostRival(name)) };
  }
  const host = await hostOurs({ backend, dist });
  try {
    const session = await makePerson(host.origin, 'ada@example.org');
    const cookie = { ...session, url: host.origin, path: '/', secure: true, httpOnly: true, sameSite: 'Lax' };
    return { ...application, directory: dist, cookie, ...host };
  } catch (error) {
    await host.close();
    throw error;
  }
}

/** Hosts what asks about cookies: ours as anybody finds it, a rival by the rivals' server. */
export async function hostAsking(name, { backend, dist }) {
  const hosted = name === 'ours' ? { directory: dist, ...(await hostOurs({ backend, dist })) } : await hostRival(name);
  return { name, ...ASKING[name], ...hosted };
}

async function hostRival(name) {
  const directory = path.join(PEERS, 'dist', name);
  return { directory, ...(await serveRival(directory)) };
}
