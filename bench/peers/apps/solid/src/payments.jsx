// Payments of the Solid rival: a section that is loaded when it is first opened.
import { t } from '../../../shared/i18n.js';

export default function Payments() {
  return (
    <section>
      <h1>{t('payments.title')}</h1>
      <p>{t('payments.empty')}</p>
    </section>
  );
}
