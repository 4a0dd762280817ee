import type { Context } from 'hono';
import type { RequestError } from '../index.ts';

/**
 * Returns the request as a parser reads it. The body that the parser reads stays where Hono looks for it, for the
 * handlers after this one; a body that Hono has read already is taken from there.
 */
export function readable({ req }: Context): Request {
  const { raw, bodyCache } = req;
  const [kept] = Object.keys(bodyCache);
  const text = async () => (kept === 'formData' ? toForm(await req.formData()) : req.text());
  const view: Pick<Request, 'method' | 'headers' | 'body' | 'bodyUsed' | 'text'> = {
    method: raw.method,
    headers: raw.headers,
    text,
    get body() {
      if (kept !== undefined) return streamOf(text);
      // If another reader has locked the body, hand it on as it is: the parser says so.
      return raw.body === null || raw.body.locked ? raw.body : keeping(raw.body, bodyCache);
    },
    get bodyUsed() {
      return kept === undefined && raw.bodyUsed;
    },
  };
  return view as Request;
}

/** A stream, so that the parser's timeout also ends the wait for a body that an earlier handler is still reading. */
function streamOf(text: () => Promise<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(new TextEncoder().encode(await text()));
      controller.close();
    },
  });
}

/** The same stream, which leaves its text in the cache when it has ended. */
function keeping(body: NonNullable<Request['body']>, cache: BodyCache): NonNullable<Request['body']> {
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

/** Hono keeps promises in it, whatever its types say. */
type BodyCache = Partial<Record<string, unknown>>;

/** Leaves the refusal where Hono looks for the body: the rest of it never comes, for no other handler either. */
export function keepRefusal({ req }: Context, error: RequestError): void {
  const { raw } = req;
  const cache: BodyCache = req.bodyCache;
  if (!raw.bodyUsed || !/^body_(too_large|timeout|invalid)$/u.test(error.code)) return;
  if (error.code !== 'body_timeout' && Object.keys(cache).length > 0) return;
  const refused = Promise.reject(error);
  refused.catch(() => undefined);
  cache['text'] = refused;
}

/** The form again. It holds texts only: the parser refuses a multipart body, which may hold files, unread. */
function toForm(data: FormData): string {
  return String(new URLSearchParams(Array.from(data) as [name: string, value: string][]));
}
