// As much of Keycloak's server as its Account Console needs to let Ada in: OpenID Connect's round trip and the account.
import crypto from 'node:crypto';

/** The nonce of each sign-in under way, by its code: the token has to repeat it. */
const nonces = new Map();

/** Answers an address under `/realms/bench` or `/resources/bench`. */
export async function answerSignIn({ request, response, url, profile, sendJson, readBody }) {
  const address = url.pathname;
  if (address.endsWith('/auth')) return sendBack(response, url);
  if (address.endsWith('/token')) {
    const code = new URLSearchParams(await readBody(request)).get('code');
    return sendJson(response, issueTokens(nonces.get(code)));
  }
  if (address.includes('3p-cookies')) {
    return sendScript(response, 'parent.postMessage("unsupported","*")');
  }
  if (address.includes('login-status')) {
    return sendScript(response, 'onmessage=e=>e.source.postMessage("unchanged",e.origin)');
  }
  const isAccount =
    address.includes('/account') && address.startsWith('/realms') && !address.endsWith('supportedLocales');
  sendJson(response, isAccount ? describeAccount(profile) : []);
}

function sendBack(response, url) {
  const code = crypto.randomUUID();
  nonces.set(code, url.searchParams.get('nonce'));
  const back = new URL(url.searchParams.get('redirect_uri'));
  back.searchParams.set('state', url.searchParams.get('state'));
  back.searchParams.set('session_state', 's');
  back.searchParams.set('iss', `${url.origin}/realms/bench`);
  back.searchParams.set('code', code);
  response.writeHead(302, { location: back.href });
  response.end();
}

function sendScript(response, script) {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end(`<script>${script}</script>`);
}

function issueTokens(nonce) {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    exp: now + 300,
    iat: now,
    nonce,
    sub: 'u',
    sid: 's',
    typ: 'Bearer',
    azp: 'account-console',
    name: 'Ada Lovelace',
    preferred_username: 'ada',
    given_name: 'Ada',
    family_name: 'Lovelace',
    resource_access: { account: { roles: ['manage-account', 'view-profile'] } },
  };
  const token = `${encode({ alg: 'none' })}.${encode(claims)}.x`;
  return {
    access_token: token,
    id_token: token,
    refresh_token: token,
    expires_in: 300,
    refresh_expires_in: 1800,
    token_type: 'Bearer',
    session_state: 's',
  };
}

function encode(part) {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function describeAccount(profile) {
  const names = ['firstName', 'lastName', 'email'];
  const others = Object.entries(profile).filter(([name]) => !names.includes(name));
  return {
    id: 'u',
    username: 'ada',
    firstName: profile.firstName,
    lastName: profile.lastName,
    email: profile.email,
    emailVerified: true,
    attributes: Object.fromEntries(others.map(([name, value]) => [name, [value]])),
    userProfileMetadata: {
      attributes: [
        { name: 'username', displayName: '${username}', required: true, readOnly: true, validators: {} },
        ...Object.keys(profile).map(name => ({
          name,
          displayName: name,
          required: names.includes(name),
          readOnly: false,
          validators: { length: { max: 255, 'ignore.empty.value': true } },
          multivalued: false,
        })),
      ],
      groups: [],
    },
  };
}
