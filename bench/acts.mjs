// What a person does in a page that can be used, timed in the page: pressing keys, and going to another section.

const PATIENCE_MS = 10_000;
const KEYS = 20;

/** Resolves when `met()` holds, seen at the change of the document that makes it so; rejects after the patience. */
const UNTIL = `(where, met, what) => new Promise((resolve, reject) => {
  if (met()) return resolve();
  const late = setTimeout(() => {
    observer.disconnect();
    reject(new Error('waited ${PATIENCE_MS / 1000} s, but not: ' + what));
  }, ${PATIENCE_MS});
  const observer = new MutationObserver(() => {
    if (!met()) return;
    clearTimeout(late);
    observer.disconnect();
    resolve();
  });
  observer.observe(where, { childList: true, subtree: true, characterData: true, attributes: true });
})`;

/**
 * Presses keys that make the field of `form` wrong and right by turns; answers the median of the times in ms from the
 * event to the problem's being shown or gone.
 */
export function measureKeys(tab, form) {
  return tab.evaluate(`(async ({ input: name, wrong, right, wrapper: around, problem }) => {
    const until = ${UNTIL};
    const input = document.querySelector(name);
    if (!input) throw new Error('no field ' + name);
    const wrapper = input.closest(around);
    if (!wrapper) throw new Error('no ' + around + ' around ' + name);
    const before = input.value;
    const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const type = value => {
      write.call(input, value);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    };
    const told = () => [...wrapper.querySelectorAll(problem)].some(each => each.textContent.trim());

    // A form may keep quiet about a field that was not left yet.
    type(wrong);
    input.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
    await until(wrapper, told, 'a problem at ' + name);

    const times = [];
    for (let key = 0; key < ${KEYS}; key += 1) {
      const value = key % 2 ? wrong : right;
      await new Promise(pause => setTimeout(pause, 30));
      const begun = performance.now();
      type(value);
      await until(wrapper, () => told() === (value === wrong), 'the problem changes at ' + name);
      times.push(performance.now() - begun);
    }
    type(before);
    return times.sort((one, other) => one - other)[${KEYS} / 2];
  })(${JSON.stringify(form)})`);
}

/** Goes to Contacts by its link and back to the filled Profile; answers the ms until the heading of Contacts shows. */
export function measureSwitch(tab) {
  return tab.evaluate(`(async () => {
    const until = ${UNTIL};
    const link = end => {
      const found = [...document.querySelectorAll('nav a')].find(each => each.getAttribute('href').endsWith(end));
      if (!found) throw new Error('no link to ' + end);
      return found;
    };
    const heading = document.querySelector('h1').textContent;
    const changed = () => {
      const now = document.querySelector('h1');
      return now && now.textContent !== heading;
    };
    const begun = performance.now();
    link('/contacts').click();
    await until(document.body, changed, 'the heading of Contacts');
    const taken = performance.now() - begun;

    link('/profile').click();
    const filled = () => [...document.querySelectorAll('input')].some(each => each.value === 'Ada');
    const late = performance.now() + ${PATIENCE_MS};
    while (!filled()) {
      if (performance.now() > late) throw new Error('Profile did not come back');
      await new Promise(pause => setTimeout(pause, 5));
    }
    return taken;
  })()`);
}
