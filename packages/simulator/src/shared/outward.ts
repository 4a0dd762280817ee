import { isLinkLocal } from './link-local.ts';
import type { SimulatorFetch } from './world.ts';

const MOST_REDIRECTS = 5;

/**
 * Wraps a fetch that a stranger may steer: it rejects for a link-local address, also where a redirect leads to one. The
 * name in an address is not looked up here; the command line's own `fetch` does that.
 */
export function refuseLinkLocal(fetch: SimulatorFetch): SimulatorFetch {
  return async (url, init) => {
    let target = url;
    for (let left = MOST_REDIRECTS; left >= 0; left -= 1) {
      if (isLinkLocal(new URL(target).hostname)) throw new LinkLocalError();
      const response = await fetch(target, { ...init, redirect: 'manual' });
      const next = init.redirect === 'manual' ? undefined : leadsTo(response, target);
      if (next === undefined) return response;
      await response.body?.cancel();
      target = next;
    }
    throw new Error(`more than ${MOST_REDIRECTS} redirects`);
  };
}

/** Why nothing was asked of an address. */
export class LinkLocalError extends Error {
  override readonly name = 'LinkLocalError';

  constructor() {
    super('refused: a server on the network asks nothing of link-local addresses');
  }
}

function leadsTo({ status, headers }: Response, from: string): string | undefined {
  const location = headers.get('Location');
  if (![301, 302, 303, 307, 308].includes(status) || location === null) return undefined;
  const { protocol, href } = new URL(location, from);
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error('a redirect leads to what is not the web');
  return href;
}
