import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

const cookieName = 'synochat_simulator_key';

/**
 * Answers 401 unless the request has the key: as a cookie, or as `Authorization: Bearer`. The page at `/` also takes
 * `?key=`, stores the key as a cookie and redirects to the address without a key.
 */
export function onlyWithKey(key: string): MiddlewareHandler {
  return async (c, next) => {
    const { pathname, protocol, searchParams } = new URL(c.req.url);
    const keyInUrl = pathname === '/' ? searchParams.get('key') : null;
    if (keyInUrl !== null && isSameKey(keyInUrl, key)) {
      setCookie(c, cookieName, key, { httpOnly: true, sameSite: 'Strict', path: '/', secure: protocol === 'https:' });
      c.header('Referrer-Policy', 'no-referrer');
      c.header('Cache-Control', 'no-store');
      return c.redirect('/', 303);
    }
    const [, bearer = ''] = /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '') ?? [];
    const sentKey = bearer || (getCookie(c, cookieName) ?? '');
    return keyInUrl === null && isSameKey(sentKey, key) ? next() : unauthorized(c, pathname);
  };
}

/** Compares in constant time, so the time of a refusal shows no part of the key. */
function isSameKey(sent: string, key: string): boolean {
  let difference = sent.length ^ key.length;
  for (let at = 0; at < key.length; at += 1) difference |= (sent.charCodeAt(at) || 0) ^ key.charCodeAt(at);
  return difference === 0;
}

function unauthorized(c: Context, path: string): Response {
  const headers = {
    'WWW-Authenticate': 'Bearer',
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  };
  if (path === '/') return c.html(keyPage, 401, headers);
  return c.text('The key is missing or wrong: open the address that synochat-simulator printed.', 401, headers);
}

const keyPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Key needed - Synology Chat simulator</title>
  </head>
  <body>
    <main>
      <h1>This simulator needs a key</h1>
      <p>When synochat-simulator started, it printed an address that ends in <code>?key=</code> and the key.
        Open that address, or enter the key:</p>
      <form action="/" method="get">
        <label>Key <input name="key" type="password" autocomplete="off" required></label>
        <button>Open</button>
      </form>
      <p>If the page was open in this browser before, <a href="/">open the page again</a>.
        A program sends the key as <code>Authorization: Bearer KEY</code>.</p>
    </main>
  </body>
</html>
`;
