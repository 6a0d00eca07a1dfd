// Waiting for a condition, with a deadline: never for a time.

const WITHIN_MS = 10_000;
const PAUSE_MS = 30;

/** Asks again and again until the answer counts as true, and answers it; throws when it does not within 10 s. */
export async function until(what, ask) {
  const deadline = Date.now() + WITHIN_MS;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`waited ${WITHIN_MS / 1000} s, but not: ${what}`);
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
}
