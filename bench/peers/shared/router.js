// The three addresses of a rival, and going from one to another without loading the page.
export const ROUTES = ['profile', 'contacts', 'payments'];

export const current = () => {
  const name = location.pathname.slice(1);
  return ROUTES.includes(name) ? name : 'profile';
};

export function onRoute(tell) {
  addEventListener('popstate', () => tell(current()));
}

export function go(event, name, tell) {
  event.preventDefault();
  history.pushState(0, '', '/' + name);
  tell(name);
}
