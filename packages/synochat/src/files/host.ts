import { chatHandler } from '../index.ts';
import { assertFunction, assertOptions } from '../shared/assert.ts';
import { type FileData, takeIn } from './intake.ts';
import { createLinks, randomId } from './link.ts';
import { memoryStore } from './memory.ts';
import { safeName } from './name.ts';
import { serve } from './serve.ts';
import { assertHasPut, assertMaxBytes, type FileStore } from './store.ts';

/** Where the files are reached, how links are signed, and what is kept for how long. */
export interface FileHostOptions {
  /** Where the NAS reaches `handler`, http or https, without query, hash and user: `https://bot.example/files`. */
  baseUrl: string | URL;
  /** Signs the links: 16 random characters or more, kept like a password. A new one ends every link. */
  secret: string;
  /** Default: `memoryStore()`. */
  store?: FileStore | undefined;
  /** Milliseconds that a link lives, from the call of `share`. Default: 600000 (10 minutes). */
  expiresIn?: number | undefined;
  /** Bytes of one file. Default: 33554432 (32 MiB), as Chat takes no more. */
  maxBytes?: number | undefined;
  /** A clock in milliseconds since 1970. Default: `Date.now`. */
  now?: (() => number) | undefined;
}

/** What one shared file is called and how long it stays. */
export interface ShareOptions {
  /** What Chat shows, with the extension that Chat wants to see: `report.pdf`. Any Unicode; `/`, `\` and control characters become `_`. */
  name: string;
  /** Default: the type of a `Blob`, `text/plain; charset=utf-8` for a string, else `application/octet-stream`. */
  type?: string | undefined;
  /** Milliseconds. Default: that of the host. */
  expiresIn?: number | undefined;
}

/** Puts files on the web for the few minutes in which the NAS fetches them. */
export interface FileHost {
  /**
   * The address to give as `fileUrl`: nobody can guess it, and it ends by itself.
   *
   * Rejects with a `RangeError` for a file, a name or a time that is too large or for which the store has no room, with
   * a `TypeError` for a name, a type or data that is none, else with what the stream or the store failed with. Then
   * nothing is kept.
   */
  readonly share: (data: FileData, options: ShareOptions) => Promise<string>;
  /**
   * Answers GET and HEAD for its links, wherever it is mounted; like `share` a bare function. What was changed, has
   * expired or never was is a 404 without a word, and so is an address that is none. Never rejects: if the store fails,
   * the error is printed as by `chatHandler`, and the answer is 500.
   */
  readonly handler: (req: Request) => Promise<Response>;
}

/**
 * A place for files that are not on the web yet: Chat takes a file only as an address that the NAS can fetch.
 *
 * Whoever has a link has the file until it expires, so the links are secrets of a kind; they are the same for every
 * process with this secret and store, and outlive a restart if the store does. Throws a `TypeError` for a `baseUrl` or
 * a secret that will not do, and for a store, a clock or options that are none, a `RangeError` for a number out of range.
 *
 * @example
 * ```ts
 * const files = createFileHost({ baseUrl: process.env.FILES_URL!, secret: process.env.FILES_SECRET! });
 * const server = serve({ fetch: files.handler, port: 3000 });
 * const fileUrl = await files.share(pdf, { name: 'report.pdf' });
 * await sendIncoming(process.env.SYNOCHAT_WEBHOOK!, { text: 'The report', fileUrl });
 * ```
 */
export function createFileHost(options: FileHostOptions): FileHost {
  assertOptions(options);
  const { baseUrl, secret, store = memoryStore(), expiresIn = 600_000, maxBytes = 32 * 1024 * 1024 } = options;
  const { now = () => Date.now() } = options;
  assertFunction('now', now);
  assertHasPut('store', 'a FileStore', store);
  const links = createLinks(baseUrl, secret);
  const lifetime = readLifetime(expiresIn);
  assertMaxBytes(maxBytes);
  return {
    async share(data, how) {
      const time = now();
      const intake = takeIn(data, maxBytes);
      try {
        assertOptions(how);
        const name = safeName(how.name);
        const type = readType(how.type ?? typeOf(data));
        const expires = Math.ceil(time + readLifetime(how.expiresIn ?? lifetime));
        const id = randomId();
        await store.put(id, intake.bytes, { now: time, expires });
        return await links.write({ id, expires, size: intake.size(), type, name });
      } catch (error) {
        // Should nobody have begun to read; otherwise the store has let go of the stream itself.
        intake.bytes.cancel(error).catch(() => undefined);
        throw error;
      }
    },
    handler: chatHandler((req) => serve(req, { links, store, now })),
  };
}

function readLifetime(expiresIn: unknown): number {
  // A sum of milliseconds that is no exact number any more is no time.
  if (typeof expiresIn !== 'number' || !(expiresIn > 0 && expiresIn < 2 ** 52))
    throw new RangeError('expiresIn must be a number of milliseconds above 0');
  return expiresIn;
}

function typeOf(data: FileData): string {
  if (data instanceof Blob && data.type !== '') return data.type;
  return typeof data === 'string' ? 'text/plain; charset=utf-8' : 'application/octet-stream';
}

/** Throws for what is no media type: it is to stand in a header. */
function readType(type: string): string {
  if (typeof type !== 'string' || !/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+( *;[ -~]*)?$/u.test(type))
    throw new TypeError('The type must be a media type, such as image/png');
  return type;
}
