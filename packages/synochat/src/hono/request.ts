import type { Context } from 'hono';
import type { RequestError } from '../index.ts';

/**
 * Returns the request for a parser. The parser's body is also stored in Hono's cache, for later handlers. If Hono has
 * read the body already, the parser gets the cached body.
 */
export function toReadable({ req }: Context): Request {
  const { raw, bodyCache } = req;
  const [cachedAs] = Object.keys(bodyCache);
  const text = async () => (cachedAs === 'formData' ? toForm(await req.formData()) : req.text());
  const view: Pick<Request, 'method' | 'headers' | 'body' | 'bodyUsed' | 'text'> = {
    method: raw.method,
    headers: raw.headers,
    text,
    get body() {
      if (cachedAs !== undefined) return textStream(text);
      // Pass a locked body on unchanged: the parser throws the right error.
      return raw.body === null || raw.body.locked ? raw.body : cachingStream(raw.body, bodyCache);
    },
    get bodyUsed() {
      return cachedAs === undefined && raw.bodyUsed;
    },
  };
  return view as Request;
}

/** Returns a stream of the text, so the parser's timeout also covers a body still read by an earlier handler. */
function textStream(text: () => Promise<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(new TextEncoder().encode(await text()));
      controller.close();
    },
  });
}

/** Returns a stream of the same bytes. At the end the stream stores the text in the cache. */
function cachingStream(body: NonNullable<Request['body']>, cache: BodyCache): NonNullable<Request['body']> {
  const decoder = new TextDecoder();
  let text = '';
  return body.pipeThrough(
    new TransformStream({
      transform(bytes, controller) {
        text += decoder.decode(bytes, { stream: true });
        controller.enqueue(bytes);
      },
      flush() {
        cache['text'] = Promise.resolve(text + decoder.decode());
      },
    }),
  );
}

/** Hono's cache of bodies, which holds promises, although the types say otherwise. */
type BodyCache = Partial<Record<string, unknown>>;

/** Stores the error in Hono's cache of bodies, because no other handler can read the rest of the body either. */
export function cacheRefusal({ req }: Context, error: RequestError): void {
  const { raw } = req;
  const cache: BodyCache = req.bodyCache;
  if (!raw.bodyUsed || !/^body_(too_large|timeout|invalid)$/.test(error.code)) return;
  if (error.code !== 'body_timeout' && Object.keys(cache).length > 0) return;
  const refused = Promise.reject(error);
  refused.catch(() => undefined);
  cache['text'] = refused;
}

/** Encodes the form, which holds strings only: a multipart body, which may hold files, is rejected unread. */
function toForm(data: FormData): string {
  return String(new URLSearchParams(Array.from(data) as [name: string, value: string][]));
}
