// Keycloak's Account Console as its own theme starts it, from the published packages: a whole product as a rival.
import '@patternfly/patternfly/patternfly-addons.css';
import '@patternfly/react-core/dist/styles/base.css';

import { KeycloakProvider, Header, PageNav, routes } from '@keycloak/keycloak-account-ui';
import '../node_modules/@keycloak/keycloak-account-ui/lib/keycloak-account-ui.css';
import { Page, Spinner } from '@patternfly/react-core';
import { createRoot } from 'react-dom/client';
import { Suspense } from 'react';
import { createBrowserRouter, Outlet, RouterProvider } from 'react-router-dom';
import i18next from 'i18next';
import FetchBackend from 'i18next-fetch-backend';
import { initReactI18next } from 'react-i18next';

const environment = JSON.parse(document.getElementById('environment').textContent);
environment.serverBaseUrl = location.origin;

await i18next
  .use(FetchBackend)
  .use(initReactI18next)
  .init({
    lng: 'en',
    fallbackLng: 'en',
    nsSeparator: false,
    interpolation: { escapeValue: false },
    backend: {
      loadPath: location.origin + '/resources/bench/account/{{lng}}',
      parse: words => Object.fromEntries(JSON.parse(words).map(({ key, value }) => [key, value])),
    },
  });

const Root = () => (
  <KeycloakProvider environment={environment}>
    <Page header={<Header />} sidebar={<PageNav />} isManagedSidebar>
      <Suspense fallback={<Spinner />}>
        <Outlet />
      </Suspense>
    </Page>
  </KeycloakProvider>
);

const router = createBrowserRouter([
  { path: '/', element: <Root />, children: routes.flatMap(route => route.children ?? [route]) },
]);
createRoot(document.getElementById('app')).render(<RouterProvider router={router} />);
