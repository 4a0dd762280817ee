// Functions that fit the option `fetch`, and the types that they see. Only compiled.
import { type CallOptions, type Fetch, type FetchReply, listUsers, sendBotAll, sendIncoming } from 'synochat';
import { Agent, fetch as packageFetch } from 'undici';
import { look, same } from './same.ts';

declare const webhook: string;

export async function fits() {
  const dispatcher = new Agent();
  const all: readonly Fetch[] = [
    fetch,
    packageFetch,
    (url, init) => fetch(url, init),
    (url, init) => fetch(new Request(url, init)),
    (url, init) => packageFetch(url, { ...init, dispatcher }),
    (url, { method, signal }) => Promise.resolve(new Response(url + String(method) + String(signal?.aborted))),
    () => Promise.resolve({ status: 200, headers: new Headers(), body: null }),
  ];
  for (const each of all) await sendIncoming(webhook, 'x', { fetch: each });
  await sendIncoming(webhook, 'x', { fetch });
  await sendBotAll(webhook, [4], 'x', { fetch: packageFetch });
  await listUsers(webhook, { fetch: (url, init) => packageFetch(url, { ...init, dispatcher }) });
}

export async function mistakes() {
  // @ts-expect-error a fetch gives a promise
  await sendIncoming(webhook, 'x', { fetch: () => new Response() });
  // @ts-expect-error an answer without a body
  await sendIncoming(webhook, 'x', { fetch: () => Promise.resolve({ status: 200, headers: new Headers() }) });
  // @ts-expect-error an address is no number
  await sendIncoming(webhook, 'x', { fetch: (url: number) => fetch(String(url)) });
}

export async function around(inner: Fetch<Response>, some: Fetch) {
  const outer: Fetch = inner;
  same<FetchReply>()(await outer(webhook, {}));
  same<Response>()(await inner(webhook, { method: 'POST', body: 'x' }));
  // @ts-expect-error of any fetch no more is known than what is read
  look((await some(webhook, {})).ok);
}

/** Options are built by users, who may change them. */
export function built(options: CallOptions) {
  options.timeout = 9;
  options.fetch = fetch;
  return options;
}
