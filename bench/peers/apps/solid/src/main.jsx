// The Solid rival: one Profile form and two lazy sections, in the way Solid is usually used.
import '../../../shared/style.css';
import { render } from 'solid-js/web';
import { createSignal, For, Show, Suspense, lazy, Switch, Match } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { FIELDS, OPTIONS } from '../../../shared/fields.js';
import { validateField, validateAll } from '../../../shared/validate.js';
import { getProfile, putProfile } from '../../../shared/api.js';
import { t } from '../../../shared/i18n.js';
import { ROUTES, current, onRoute, go } from '../../../shared/router.js';

const Contacts = lazy(() => import('./contacts.jsx'));
const Payments = lazy(() => import('./payments.jsx'));

function Profile() {
  const [profile, setProfile] = createSignal(null);
  const [values, setValues] = createStore({});
  const [errors, setErrors] = createStore({});
  const [message, setMessage] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [failed, setFailed] = createSignal(false);
  let etag;

  const load = saved => {
    setValues(reconcile({ ...saved }));
    setErrors(reconcile({}));
    setProfile(saved);
  };
  getProfile().then(
    answer => {
      etag = answer.etag;
      load(answer.data);
    },
    () => setFailed(true),
  );
  const set = (name, value) => {
    setValues(name, value);
    setErrors(name, validateField(name, value));
  };
  const submit = async event => {
    event.preventDefault();
    const found = validateAll(values);
    setErrors(reconcile(found));
    const first = Object.keys(found)[0];
    if (first) {
      document.getElementById(first).focus();
      return;
    }
    setBusy(true);
    setMessage('profile.saving');
    try {
      const answer = await putProfile({ ...values }, etag);
      etag = answer.etag;
      load(answer.data);
      setMessage('profile.saved');
    } catch (error) {
      setMessage(error.message === 'conflict' ? 'profile.conflict' : 'profile.saveFailed');
    }
    setBusy(false);
  };

  return (
    <Show when={!failed()} fallback={<p role="alert">{t('profile.failed')}</p>}>
      <Show when={profile()} fallback={<p>{t('profile.loading')}</p>}>
        <h1>{t('profile.title')}</h1>
        <p class="lead">{t('profile.lead')}</p>
        <form novalidate onSubmit={submit}>
          <For each={FIELDS}>
            {([name, type, required, max]) => (
              <div class="f">
                <label for={name}>
                  {t('field.' + name)}
                  {required ? <span class="req" aria-hidden="true">{' *'}</span> : null}
                </label>
                {type === 'select' ? (
                  <select
                    id={name}
                    name={name}
                    onChange={event => set(name, event.currentTarget.value)}
                    aria-invalid={!!errors[name]}
                    aria-describedby={name + '-e'}
                  >
                    <For each={OPTIONS[name]}>
                      {option => <option value={option} selected={values[name] === option}>{option}</option>}
                    </For>
                  </select>
                ) : (
                  <input
                    id={name}
                    name={name}
                    type={type}
                    maxlength={max + 1}
                    value={values[name] ?? ''}
                    onInput={event => set(name, event.currentTarget.value)}
                    aria-invalid={!!errors[name]}
                    aria-describedby={name + '-e'}
                  />
                )}
                <span class="e" id={name + '-e'}>{errors[name] ? t(errors[name]) : ''}</span>
              </div>
            )}
          </For>
          <div class="a">
            <button disabled={busy()}>{t('profile.save')}</button>
            <button type="button" class="s" onClick={() => load(profile())}>{t('profile.reset')}</button>
            <span role="status">{message() && t(message())}</span>
          </div>
        </form>
      </Show>
    </Show>
  );
}

function App() {
  const [route, setRoute] = createSignal(current());
  onRoute(setRoute);
  return (
    <>
      <header>
        <strong>{t('app.title')}</strong>
        <nav>
          <For each={ROUTES}>
            {name => (
              <a
                href={'/' + name}
                aria-current={name === route() ? 'page' : undefined}
                onClick={event => go(event, name, setRoute)}
              >
                {t('nav.' + name)}
              </a>
            )}
          </For>
        </nav>
      </header>
      <main>
        <Suspense>
          <Switch>
            <Match when={route() === 'profile'}>
              <Profile />
            </Match>
            <Match when={route() === 'contacts'}>
              <Contacts />
            </Match>
            <Match when={route() === 'payments'}>
              <Payments />
            </Match>
          </Switch>
        </Suspense>
      </main>
    </>
  );
}

render(() => <App />, document.getElementById('root'));
