import { createHeldRequest } from './held-request.ts';
import { isLinkLocal } from './link-local.ts';
import type { SimulatorFetch } from './world.ts';

const maxRedirects = 5;

/**
 * Wraps a fetch whose addresses strangers choose. The wrapper rejects for a link-local address, also after a redirect.
 * Redirects of a request with a body are not followed, as Chat follows none. The name in an address is not looked up
 * here; the `fetch` of `startSimulator` looks names up.
 */
export function refuseLinkLocal(fetch: SimulatorFetch): SimulatorFetch {
  return async (req) => {
    const { method, signal, redirect } = req;
    let target = createHeldRequest(req, { redirect: 'manual', signal: req.signal });
    for (let remaining = maxRedirects; remaining >= 0; remaining -= 1) {
      if (isLinkLocal(new URL(target.url).hostname)) throw new LinkLocalError();
      const response = await fetch(target);
      const next = redirect === 'manual' ? undefined : leadsTo(response, target.url);
      if (next === undefined) return response;
      await response.body?.cancel();
      target = createHeldRequest(next, { method, signal, redirect: 'manual' });
    }
    throw new Error(`more than ${maxRedirects} redirects`);
  };
}

/** The error for a link-local address: no request was sent. */
export class LinkLocalError extends Error {
  override readonly name = 'LinkLocalError';

  constructor() {
    super('refused: a server with a key sends no request to link-local addresses');
  }
}

function leadsTo({ status, headers }: Response, from: string): string | undefined {
  const location = headers.get('Location');
  if (![301, 302, 303, 307, 308].includes(status) || location === null) return undefined;
  const { protocol, href } = new URL(location, from);
  if (protocol !== 'http:' && protocol !== 'https:')
    throw new Error('a redirect leads to an address other than http and https');
  return href;
}
