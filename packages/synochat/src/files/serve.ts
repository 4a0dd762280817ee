import type { Links } from './link.ts';
import { disposition } from './name.ts';
import { readRange } from './range.ts';
import type { FileStore } from './store.ts';

interface ServeOptions {
  readonly links: Links;
  readonly store: FileStore;
  readonly now: () => number;
}

/** Answers with the file of the request's link, or with the requested range of it. */
export async function serve(req: Request, { links, store, now }: ServeOptions): Promise<Response> {
  if (req.method !== 'GET' && req.method !== 'HEAD') return emptyResponse(405, { Allow: 'GET, HEAD' });
  const file = await links.read(req.url);
  if (!file) return emptyResponse(404);
  if (file.expires <= now()) {
    // An expired link is a 404 even if the deletion fails.
    await store.delete(file.id).catch(() => undefined);
    return emptyResponse(404);
  }

  const isHead = req.method === 'HEAD';
  // Only a GET has ranges. `If-Range` needs a validator, and a shared file has no validator.
  const range = isHead || req.headers.has('if-range') ? undefined : readRange(req.headers.get('range'), file.size);
  const { offset, length } = range ?? { offset: 0, length: file.size };
  const content = await store.get(file.id, offset, isHead ? 0 : length);
  if (!content) return emptyResponse(404);
  const isUnsatisfiable = range?.length === 0;
  if (isUnsatisfiable || isHead) await discard(content);
  if (isUnsatisfiable) return emptyResponse(416, { 'Content-Range': `bytes */${file.size}` });

  return new Response(isHead ? null : content, {
    status: range ? 206 : 200,
    headers: {
      ...commonHeaders,
      'Content-Type': file.type,
      'Content-Length': String(length),
      'Content-Disposition': disposition(file.name),
      'Accept-Ranges': 'bytes',
      // A page or an image with a script must not run with the host's origin.
      'Content-Security-Policy': "default-src 'none'; sandbox",
      ...(range ? { 'Content-Range': `bytes ${offset}-${offset + length - 1}/${file.size}` } : {}),
    },
  });
}

const commonHeaders = { 'Cache-Control': 'private, no-store', 'X-Content-Type-Options': 'nosniff' };

function emptyResponse(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers: { ...commonHeaders, 'Content-Length': '0', ...headers } });
}

async function discard(content: Blob | ReadableStream<Uint8Array>): Promise<void> {
  if ('cancel' in content) await content.cancel();
}
