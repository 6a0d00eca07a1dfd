// Contacts of the Solid rival: a section that is loaded when it is first opened.
import { t } from '../../../shared/i18n.js';

export default function Contacts() {
  return (
    <section>
      <h1>{t('contacts.title')}</h1>
      <p>{t('contacts.empty')}</p>
    </section>
  );
}
