import type { Fetch } from 'synochat';
import type { Network } from './network.ts';

/** What came back. */
export type Probed =
  | {
      readonly kind: 'api';
      readonly success: boolean;
      readonly code: number;
      readonly errors: string;
      readonly data: unknown;
    }
  | { readonly kind: 'page'; readonly status: number; readonly location: string }
  | { readonly kind: 'none'; readonly why: string };

/** Enough for a list of users. */
const maxBytes = 8 * 1024 * 1024;

/** Asks the API a question, which posts nothing: it never carries a payload. Throws only the signal's reason. */
export async function probe(
  url: string,
  method: 'GET' | 'POST',
  { fetch = globalThis.fetch, timeout, signal }: Network,
): Promise<Probed> {
  const timer = new AbortController();
  const late = setTimeout(() => {
    timer.abort();
  }, timeout);
  const stop = () => {
    timer.abort();
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await read(await ask(url, method, fetch, timer.signal));
  } catch (error) {
    signal?.throwIfAborted();
    // Not the sentence, which may hold the address.
    const { code } = Object((error as { cause?: unknown }).cause ?? error) as { code?: unknown };
    return {
      kind: 'none',
      why: timer.signal.aborted
        ? `no answer within ${timeout / 1000} s`
        : typeof code === 'string'
          ? code
          : 'the connection broke',
    };
  } finally {
    clearTimeout(late);
    signal?.removeEventListener('abort', stop);
  }
}

function ask(url: string, method: 'GET' | 'POST', fetch: Fetch<Response>, signal: AbortSignal): Promise<Response> {
  const form = { body: '', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
  return fetch(url, { method, redirect: 'manual', signal, ...(method === 'POST' ? form : {}) });
}

async function read(response: Response): Promise<Probed> {
  const { status, headers } = response;
  const page: Probed = { kind: 'page', status, location: place(headers.get('location')) };
  if (status !== 200) {
    response.body?.cancel().catch(() => undefined);
    return page;
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    if ((bytes += chunk.byteLength) > maxBytes) return page;
    chunks.push(chunk);
  }
  return parse(Buffer.concat(chunks).toString('utf8')) ?? page;
}

function parse(text: string): Probed | undefined {
  try {
    const { success, error, data } = Object(JSON.parse(text)) as { success?: unknown; error?: unknown; data?: unknown };
    if (typeof success !== 'boolean') return undefined;
    const { code, errors } = Object(error) as { code?: unknown; errors?: unknown };
    const said = typeof errors === 'string' ? errors : '';
    return { kind: 'api', success, code: typeof code === 'number' ? code : 0, errors: said, data };
  } catch {
    return undefined;
  }
}

/** Where a redirect leads, without what may be secret in it. */
function place(location: string | null): string {
  return location !== null && URL.canParse(location) ? new URL(location).origin + new URL(location).pathname : '';
}
