// Payments of the React rival: a section that is loaded when it is first opened.
import { useTranslation } from 'react-i18next';

export default function Payments() {
  const { t } = useTranslation();
  return (
    <section>
      <h1>{t('payments.title')}</h1>
      <p>{t('payments.empty')}</p>
    </section>
  );
}
