// The React rival: one Profile form and two lazy sections with the libraries most React applications take.
import '../../../shared/style.css';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter, NavLink, Routes, Route, Navigate } from 'react-router';
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { useForm } from 'react-hook-form';
import en from '../../../shared/en.json';
import { FIELDS, OPTIONS } from '../../../shared/fields.js';
import { validateField } from '../../../shared/validate.js';
import { getProfile, putProfile } from '../../../shared/api.js';

i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  keySeparator: false,
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false },
});

const Contacts = lazy(() => import('./contacts.jsx'));
const Payments = lazy(() => import('./payments.jsx'));

function ProfileForm({ initial }) {
  const { t } = useTranslation();
  const etag = useRef(initial.etag);
  const [message, setMessage] = useState('');
  const {
    register,
    handleSubmit,
    reset,
    formState: { errors, isSubmitting },
  } = useForm({ mode: 'onChange', defaultValues: initial.data });

  const save = async values => {
    setMessage('profile.saving');
    try {
      const answer = await putProfile(values, etag.current);
      etag.current = answer.etag;
      reset(answer.data);
      setMessage('profile.saved');
    } catch (error) {
      setMessage(error.message === 'conflict' ? 'profile.conflict' : 'profile.saveFailed');
    }
  };

  return (
    <>
      <h1>{t('profile.title')}</h1>
      <p className="lead">{t('profile.lead')}</p>
      <form noValidate onSubmit={handleSubmit(save)}>
        {FIELDS.map(([name, type, required, max]) => {
          const attributes = {
            id: name,
            ...register(name, {
              validate: value => {
                const problem = validateField(name, value);
                return problem ? problem : true;
              },
            }),
            'aria-invalid': !!errors[name],
            'aria-describedby': name + '-e',
          };
          return (
            <div className="f" key={name}>
              <label htmlFor={name}>
                {t('field.' + name)}
                {required ? <span className="req" aria-hidden="true">{' *'}</span> : null}
              </label>
              {type === 'select' ? (
                <select {...attributes}>
                  {OPTIONS[name].map(option => <option key={option} value={option}>{option}</option>)}
                </select>
              ) : (
                <input type={type} maxLength={max + 1} {...attributes} />
              )}
              <span className="e" id={name + '-e'}>{errors[name] ? t(errors[name].message) : ''}</span>
            </div>
          );
        })}
        <div className="a">
          <button disabled={isSubmitting}>{t('profile.save')}</button>
          <button type="button" className="s" onClick={() => reset()}>{t('profile.reset')}</button>
          <span role="status">{message && t(message)}</span>
        </div>
      </form>
    </>
  );
}

function Profile() {
  const { t } = useTranslation();
  const [profile, setProfile] = useState(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    getProfile().then(setProfile, () => setFailed(true));
  }, []);
  if (failed) return <p role="alert">{t('profile.failed')}</p>;
  return profile ? <ProfileForm initial={profile} /> : <p>{t('profile.loading')}</p>;
}

function App() {
  const { t } = useTranslation();
  return (
    <BrowserRouter>
      <header>
        <strong>{t('app.title')}</strong>
        <nav>
          {['profile', 'contacts', 'payments'].map(name => (
            <NavLink key={name} to={'/' + name}>
              {t('nav.' + name)}
            </NavLink>
          ))}
        </nav>
      </header>
      <main>
        <Suspense fallback={null}>
          <Routes>
            <Route path="/profile" element={<Profile />} />
            <Route path="/contacts" element={<Contacts />} />
            <Route path="/payments" element={<Payments />} />
            <Route path="*" element={<Navigate to="/profile" replace />} />
          </Routes>
        </Suspense>
      </main>
    </BrowserRouter>
  );
}

createRoot(document.getElementById('root')).render(<App />);
