import { chatHandler } from '../index.ts';
import { assertFunction, assertOptions } from '../shared/assert.ts';
import { createIntake, type FileData } from './intake.ts';
import { createLinks, randomId } from './link.ts';
import { memoryStore } from './memory.ts';
import { safeName } from './name.ts';
import { serve } from './serve.ts';
import { assertHasPut, assertMaxBytes, type FileStore } from './store.ts';

/** The address of the files, the key of the links, and the limits of the files. */
export interface FileHostOptions {
  /** The address at which the NAS reaches `handler`, http or https, without query, hash and user: `https://bot.example/files`. */
  baseUrl: string | URL;
  /** The key that signs the links: 16 random characters or more, stored like a password. A new secret invalidates every link. */
  secret: string;
  /** Default: `memoryStore()`. */
  store?: FileStore | undefined;
  /** Milliseconds after which a link expires, from the call of `share`. Default: 600000 (10 minutes). */
  expiresIn?: number | undefined;
  /** The largest file in bytes. Default: 33554432 (32 MiB), Chat's limit. */
  maxBytes?: number | undefined;
  /** A clock in milliseconds since 1970. Default: `Date.now`. */
  now?: (() => number) | undefined;
}

/** The name, the type and the lifetime of a shared file. */
export interface ShareOptions {
  /**
   * The name that Chat shows, with the extension that Chat expects: `report.pdf`. Any Unicode; `/`, `\` and control
   * characters become `_`.
   */
  name: string;
  /** Default: the type of a `Blob`, `text/plain; charset=utf-8` for a string, else `application/octet-stream`. */
  type?: string | undefined;
  /** Milliseconds after which the link expires. Default: the host's `expiresIn`. */
  expiresIn?: number | undefined;
}

/** Serves files for the few minutes in which the NAS fetches them. */
export interface FileHost {
  /**
   * Stores a file and returns an address for `fileUrl`. The address cannot be guessed, and expires.
   *
   * Rejects with a `RangeError` if the file, the name or the lifetime is too large or if the store has no room, with a
   * `TypeError` for an invalid name, type or data, and otherwise with the error of the stream or the store. After an error
   * nothing is stored.
   */
  readonly share: (data: FileData, options: ShareOptions) => Promise<string>;
  /**
   * Answers GET and HEAD for the links under any path; a function that needs no `this`, like `share`. A changed,
   * expired or unknown link is an empty 404, and so is an invalid address. Never rejects: if the store fails, the error
   * is printed as by `chatHandler`, and the answer is 500.
   */
  readonly handler: (req: Request) => Promise<Response>;
}

/**
 * Returns a host for files that are not on the web: Chat accepts a file only as an address that the NAS can fetch.
 *
 * A link gives access to the file until the link expires, so treat links as secrets. Every process with the same secret and
 * store serves the same links, and links survive a restart if the store does. Throws a `TypeError` for an invalid `baseUrl`,
 * secret, store, clock or options, and a `RangeError` for a number out of range.
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
    async share(data, shareOptions) {
      const time = now();
      const intake = createIntake(data, maxBytes);
      try {
        assertOptions(shareOptions);
        const name = safeName(shareOptions.name);
        const type = readType(shareOptions.type ?? typeOf(data));
        const expires = Math.ceil(time + readLifetime(shareOptions.expiresIn ?? lifetime));
        const id = randomId();
        await store.put(id, intake.bytes, { now: time, expires });
        return await links.write({ id, expires, size: intake.size(), type, name });
      } catch (error) {
        // Has no effect if the store has read and released the stream.
        intake.bytes.cancel(error).catch(() => undefined);
        throw error;
      }
    },
    handler: chatHandler((req) => serve(req, { links, store, now })),
  };
}

function readLifetime(expiresIn: unknown): number {
  // Larger sums of milliseconds are not exact.
  if (typeof expiresIn !== 'number' || !(expiresIn > 0 && expiresIn < 2 ** 52))
    throw new RangeError('expiresIn must be a number of milliseconds above 0');
  return expiresIn;
}

function typeOf(data: FileData): string {
  if (data instanceof Blob && data.type !== '') return data.type;
  return typeof data === 'string' ? 'text/plain; charset=utf-8' : 'application/octet-stream';
}

/** Returns the type. Throws a `TypeError` unless it is a media type, because it is sent in a header. */
function readType(type: string): string {
  if (typeof type !== 'string' || !/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+( *;[ -~]*)?$/.test(type))
    throw new TypeError('The type must be a media type, such as image/png');
  return type;
}
