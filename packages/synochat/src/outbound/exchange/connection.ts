import type { Fetch, FetchInit } from './fetch.ts';

/** The part of Deno that decides what becomes of a connection. */
interface Pools {
  readonly createHttpClient?: (options: { readonly poolMaxIdlePerHost: number }) => object;
}

/**
 * Ends the connection after the answer, on Node and Bun. A server may close a connection that is kept alive at the very
 * moment of the next post, which is then lost, perhaps posted. HTTP/2 has no such header, and Workers drop it.
 */
export const closing = { connection: 'close' } as const;

/** Deno keeps connections in spite of the header. Made once, as the module loads: `Deno.test` takes a later one for a leak. */
const client = /* @__PURE__ */ poolless();

function poolless(): object | undefined {
  return (globalThis as { Deno?: Pools }).Deno?.createHttpClient?.({ poolMaxIdlePerHost: 0 });
}

/** The global `fetch`, with a connection for each request on Deno too. */
export const plainFetch: Fetch = (url, init) => {
  const request: RequestInit & { client?: object } = client ? { ...init, client } : init;
  return globalThis.fetch(url, request);
};

const formType = 'application/x-www-form-urlencoded;charset=UTF-8';
const unread = new WeakSet();

/**
 * The request that posts the fields as a form.
 *
 * A body that can be cloned Deno sends again by itself when the connection breaks before the answer, though Chat may
 * have posted by then; a `Blob` it does not. https://github.com/denoland/deno/issues/35610
 *
 * Bun has one error for a connection that breaks in the TLS handshake and after the request, but reads a stream only
 * when the connection stands: see `neverRead`. With the length in the header it sends the same bytes as for a text.
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

/** Whether the message provably was not sent: no one has asked for the body of the request. */
export function neverRead({ body }: FetchInit): boolean {
  return unread.has(Object(body) as object);
}
