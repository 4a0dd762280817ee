import type { Links } from './link.ts';
import { disposition } from './name.ts';
import { readRange } from './range.ts';
import type { FileStore } from './store.ts';

interface Parts {
  readonly links: Links;
  readonly store: FileStore;
  readonly now: () => number;
}

/** The file that the request's address is a link to, or the stretch of it that is asked for. */
export async function serve(req: Request, { links, store, now }: Parts): Promise<Response> {
  if (req.method !== 'GET' && req.method !== 'HEAD') return refuse(405, { Allow: 'GET, HEAD' });
  const file = await links.read(req.url);
  if (!file) return refuse(404);
  if (file.expires <= now()) {
    // Whether or not it can be swept up, it is gone.
    await store.delete(file.id).catch(() => undefined);
    return refuse(404);
  }

  const isHead = req.method === 'HEAD';
  // Only a GET has ranges. With `If-Range` one is asked for on the condition of a validator, and there is none.
  const range = isHead || req.headers.has('if-range') ? undefined : readRange(req.headers.get('range'), file.size);
  const { offset, length } = range ?? { offset: 0, length: file.size };
  const content = await store.get(file.id, offset, isHead ? 0 : length);
  if (!content) return refuse(404);
  const isUnsatisfiable = range?.length === 0;
  if (isUnsatisfiable || isHead) await discard(content);
  if (isUnsatisfiable) return refuse(416, { 'Content-Range': `bytes */${file.size}` });

  return new Response(isHead ? null : content, {
    status: range ? 206 : 200,
    headers: {
      ...always,
      'Content-Type': file.type,
      'Content-Length': String(length),
      'Content-Disposition': disposition(file.name),
      'Accept-Ranges': 'bytes',
      // A page or a picture with a script in it must not act as the host's own.
      'Content-Security-Policy': "default-src 'none'; sandbox",
      ...(range ? { 'Content-Range': `bytes ${offset}-${offset + length - 1}/${file.size}` } : {}),
    },
  });
}

const always = { 'Cache-Control': 'private, no-store', 'X-Content-Type-Options': 'nosniff' };

function refuse(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers: { ...always, 'Content-Length': '0', ...headers } });
}

async function discard(content: Blob | ReadableStream<Uint8Array>): Promise<void> {
  if ('cancel' in content) await content.cancel();
}
