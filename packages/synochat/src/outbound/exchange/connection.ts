import type { Fetch, FetchInit } from './fetch.ts';

/** The part of Deno that decides whether a connection is reused. */
interface Pools {
  readonly createHttpClient?: (options: { readonly poolMaxIdlePerHost: number }) => object;
}

/**
 * Ends the connection after the reply, on Node and Bun. A server may close a kept connection at the very moment of the
 * next post. That post is then lost, and it is unknown whether Chat posted the message. HTTP/2 has no such header, and
 * Workers drop the header.
 */
export const closing = { connection: 'close' } as const;

/**
 * Deno keeps connections in spite of the header. The client is made when the module loads: `Deno.test` reports a client
 * made in a test as a leak.
 */
const client = /* @__PURE__ */ poolless();

function poolless(): object | undefined {
  return (globalThis as { Deno?: Pools }).Deno?.createHttpClient?.({ poolMaxIdlePerHost: 0 });
}

/** Calls the global `fetch`, with a connection for each request on Deno too. */
export const plainFetch: Fetch = (url, init) => {
  const request: RequestInit & { client?: object } = client ? { ...init, client } : init;
  return globalThis.fetch(url, request);
};

const formType = 'application/x-www-form-urlencoded;charset=UTF-8';
const unread = new WeakSet();

/**
 * Returns the request that posts the fields as a form.
 *
 * If the connection breaks before the reply, Deno by itself sends a body again that can be cloned, although Chat may
 * have posted the message. Deno does not resend a `Blob`. https://github.com/denoland/deno/issues/35610
 *
 * Bun has a single error for a connection broken in the TLS handshake and for a connection broken after the request.
 * But Bun reads a stream only when the connection is established: see `isUnread`. If the header holds the length, Bun
 * sends the same bytes as for a text.
 */
export function postForm(fields: Readonly<Record<string, string>>): FetchInit {
  const body = new URLSearchParams(fields);
  if ('Deno' in globalThis) return { method: 'POST', body: new Blob([body.toString()], { type: formType }) };
  if (!('Bun' in globalThis)) return { method: 'POST', body };
  const bytes = new TextEncoder().encode(body.toString());
  const stream = new ReadableStream(
    {
      pull(controller) {
        unread.delete(stream);
        controller.enqueue(bytes);
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  unread.add(stream);
  const headers = { 'content-type': formType, 'content-length': String(bytes.length) };
  return { method: 'POST', body: stream, headers, duplex: 'half' };
}

/** Returns whether the message provably was not sent, as the runtime has not read the body of the request. */
export function isUnread({ body }: FetchInit): boolean {
  return unread.has(Object(body) as object);
}
