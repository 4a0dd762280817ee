import type { Context, MiddlewareHandler } from 'hono';

/**
 * Refuses a page of another site. The server makes requests on its network for the page, so a web page that a developer
 * visits must not be able to call the server, not even by a name that points to the server's machine. Another site may
 * only link to the page.
 *
 * With a key any name is accepted: a network has many names, and a client can claim any. A page of another site has no
 * key, since the browser stores the key for the name where the key was entered.
 */
export function onlyOwnPage(origin: string, key: string | undefined): MiddlewareHandler {
  return async (c, next) => {
    const { hostname, host } = new URL(c.req.url);
    if (key === undefined && !isOwnHost(hostname, origin)) return c.text('This name is not one of this server.', 403);

    const from = c.req.header('Origin');
    const changes = c.req.method !== 'GET' && c.req.method !== 'HEAD';
    if (from !== undefined && hostOf(from)?.host !== host) return c.text('Not from this origin.', 403);
    if (isOfOtherSite(c) && (changes || !isOpened(c))) return c.text('Not from this site.', 403);
    if (changes && !isJsonType(c.req.header('Content-Type'))) return c.text('The body must be JSON.', 415);
    return next();
  };
}

/**
 * Refuses a browser that calls the web API for another site. Scripts and servers send no Origin and pass. The record
 * leaves out such requests, since a page could push all others out of the record. The answer and the README say so.
 */
export function noForeignOrigin(origin: string): MiddlewareHandler {
  return async (c, next) => {
    const from = c.req.header('Origin');
    // A browser requests pictures for another site without an Origin.
    const isForeign = from === undefined ? isOfOtherSite(c) : !isOwnHost(hostOf(from)?.hostname, origin);
    return isForeign ? c.text(foreignOrigin, 403) : next();
  };
}

const foreignOrigin = 'Refused: a web page of another site asked for this. The record does not show such requests.';
const localNames = new Set(['localhost', '127.0.0.1', '[::1]']);

function isOwnHost(hostname: string | undefined, origin: string): boolean {
  return hostname !== undefined && (localNames.has(hostname) || hostname === new URL(origin).hostname);
}

function hostOf(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}

/** Returns whether the browser names another site. Browsers do so for https and for the names of the machine itself. */
function isOfOtherSite(c: Context): boolean {
  const site = c.req.header('Sec-Fetch-Site');
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

/** Returns whether the answer becomes a whole page, not a part of another page. */
function isOpened(c: Context): boolean {
  return c.req.header('Sec-Fetch-Dest') === 'document';
}

function isJsonType(type: string | undefined): boolean {
  return /^application\/json\s*(;|$)/i.test(type ?? '');
}
