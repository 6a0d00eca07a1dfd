// Events of a monitoring system until the last contact is told by mail: how many are taken, and how soon all are told.
import fs from 'node:fs';
import path from 'node:path';
import { ask, hostOurs, makePerson, waitFor } from './ours.mjs';
import { tell } from './progress.mjs';
import { openSink } from './sink.mjs';
import { median, number, oneLine, writeTable } from './table.mjs';

/** So many events come at once. */
const SIZES = [10, 100, 1000];
const CONTACTS = 10;
/** Accounts take turns, so that no contact comes to the limit of an hour. */
const ACCOUNTS = 20;
/** Connections of the monitoring system. */
const HANDS = 16;
const PATIENCE_MS = 300_000;
const MESSAGE_WITHIN_MS = 20_000;

/** Answers rows `{ events, messages, accepted, answer, seconds, repeated, failure }`, one for each of `SIZES`. */
export async function measureDispatch({ backend, dist }) {
  const sink = await openSink();
  const rows = [];
  let host = null;
  try {
    const options = ['--smtp-url', sink.url, '--mail-from', 'bench@example.org', '--contacts-per-minute', '1000000'];
    host = await hostOurs({ backend, dist, options });
    tell(`dispatch: making ${ACCOUNTS} accounts with ${CONTACTS} confirmed contacts each`);
    for (let account = 0; account < ACCOUNTS; account += 1) await makeListeners(host.origin, sink, account);
    for (const events of SIZES) {
      const row = await measureOnce(host, sink, events);
      rows.push(row);
      tell(`dispatch: ${events} events to ${CONTACTS} contacts each, all told after ${number(row.seconds, 1)} s`);
    }
  } catch (error) {
    tell(`dispatch: FAILED: ${error.message}`);
    rows.push({ events: SIZES[rows.length], failure: error.message });
  } finally {
    await host?.close();
    sink.close();
  }
  return rows;
}

const nameOf = account => `ada.${account}@example.org`;

async function makeListeners(origin, sink, account) {
  const find = (to, pattern) =>
    waitFor(MESSAGE_WITHIN_MS, `a message to ${to}`, () => pattern.exec(sink.mails.findLast(mail => mail.to === to)?.text));
  const session = await makePerson(origin, nameOf(account), async to => (await find(to, /http:\S+/))[0]);
  const hands = Array.from({ length: CONTACTS }, async (_, contact) => {
    const address = `contact.${account}.${contact}@example.org`;
    const added = await ask(origin, 'POST', '/api/v1/contacts', { session, body: { channel: 'email', address } });
    const place = `/api/v1/contacts/${(await added.json()).id}/confirmation`;
    await ask(origin, 'POST', place, { session, body: {} });
    const [, code] = await find(address, /^\s*(\d{3} ?\d{3})\s*$/m);
    await ask(origin, 'PUT', place, { session, body: { code } });
  });
  await Promise.all(hands);
}

/** From the first event to the last mail. */
async function measureOnce({ origin, folder }, sink, events) {
  const token = fs.readFileSync(path.join(folder, 'service.token'), 'utf8').trim();
  const before = sink.mails.length;
  const answers = [];
  const begun = performance.now();
  let next = 0;
  const hand = async () => {
    while (next < events) {
      const event = next;
      next += 1;
      const asked = performance.now();
      await ask(origin, 'POST', '/api/v1/events', {
        headers: { authorization: `Bearer ${token}` },
        body: {
          id: `${events}.${event}`,
          account: nameOf(event % ACCOUNTS),
          monitor: `monitor ${event}`,
          kind: 'alert_down',
          severity: 'critical',
          time: new Date().toISOString(),
        },
      });
      answers.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: HANDS }, hand));
  const accepted = events / ((performance.now() - begun) / 1000);
  const messages = events * CONTACTS;
  await waitFor(PATIENCE_MS, `${messages} mails`, () => sink.mails.length - before >= messages);
  const mails = sink.mails.slice(before);
  const seconds = (mails.at(-1).at - begun) / 1000;
  const repeated = mails.length - new Set(mails.map(mail => mail.id)).size;
  return { events, messages, accepted, answer: median(answers), seconds, repeated };
}

/** The rows as a table. */
export function writeDispatchTable(rows) {
  const lines = rows.map(row => {
    if (row.failure) return [row.events, `**FAILED**: ${oneLine(row.failure)}`];
    const { events, messages, accepted, answer, seconds, repeated } = row;
    return [events, messages, number(accepted), number(answer, 1), number(seconds, 1), number(messages / seconds), repeated];
  });
  const heads = ['events', 'messages', 'events taken per second', 'answer, ms', 'last message after, s'];
  return writeTable([...heads, 'messages per second', 'sent twice'], lines);
}
