// Contacts of the React rival: a section that is loaded when it is first opened.
import { useTranslation } from 'react-i18next';

export default function Contacts() {
  const { t } = useTranslation();
  return (
    <section>
      <h1>{t('contacts.title')}</h1>
      <p>{t('contacts.empty')}</p>
    </section>
  );
}
