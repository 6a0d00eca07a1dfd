// A page with vanilla-cookieconsent as it is usually set up: three categories, its own words and styles.
import 'vanilla-cookieconsent/dist/cookieconsent.css';
import * as CookieConsent from 'vanilla-cookieconsent';

CookieConsent.run({
  // A browser that is driven counts as a bot.
  hideFromBots: false,
  categories: { necessary: { enabled: true, readOnly: true }, analytics: {}, marketing: {} },
  language: {
    default: 'en',
    translations: {
      en: {
        consentModal: {
          title: 'Cookies',
          description: 'We use cookies.',
          acceptAllBtn: 'Accept all',
          acceptNecessaryBtn: 'Reject all',
          showPreferencesBtn: 'Manage',
        },
        preferencesModal: {
          title: 'Cookie preferences',
          acceptAllBtn: 'Accept all',
          acceptNecessaryBtn: 'Reject all',
          savePreferencesBtn: 'Save',
          closeIconLabel: 'Close',
          sections: [
            { title: 'Necessary', description: 'Needed.', linkedCategory: 'necessary' },
            { title: 'Analytics', description: 'Counts.', linkedCategory: 'analytics' },
            { title: 'Marketing', description: 'Ads.', linkedCategory: 'marketing' },
          ],
        },
      },
    },
  },
});
