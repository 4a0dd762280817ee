import type { Post } from '../room/post.ts';
import type { Mask } from './mask.ts';

/** An HTTP request and the answer, in either direction. All tokens in an exchange are masked. */
export interface Exchange {
  /** Counts from `1` in the order in which exchanges end. */
  readonly id: string;
  /** The time of the request. */
  readonly at: Date;
  /** `received`: by the server's web API. `sent`: by the server to an app. */
  readonly direction: 'received' | 'sent';
  /** `press` is a button press, `probe` the HEAD before a hook, `file` the download of a `file_url`. */
  readonly kind: 'api' | 'outgoing' | 'slash' | 'bot' | 'press' | 'probe' | 'file';
  /** The HTTP method. */
  readonly method: string;
  /** The whole URL. */
  readonly url: string;
  /** Headers, and the first 16,384 characters of the body. */
  readonly request: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
  /** Undefined if no answer came. The body of a file is empty. */
  readonly response: { readonly status: number; readonly body: string } | undefined;
  /** Milliseconds until the answer was processed. */
  readonly duration: number;
  /** The result for the server, in words. */
  readonly note: string;
}

/** Sends a hook again. Resolves with the posts that users see as a result. */
export type Resend = () => Promise<readonly Post[]>;

export interface ExchangeStart extends Pick<Exchange, 'direction' | 'kind' | 'method' | 'url'> {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
  /** Set for hooks. */
  readonly resend?: Resend | undefined;
}

export interface ExchangeEnd {
  readonly status?: number | undefined;
  readonly body?: string | undefined;
  readonly note: string;
}

/** Records the start of a request. Returns a function to record the end, which returns the id of the exchange. */
export type RecordExchange = (start: ExchangeStart) => (end: ExchangeEnd) => string;

const maxExchanges = 500;
const maxBody = 16_384;
// More characters than a token has, and than a cookie can hold of a key.
const longestSecret = 4096;

export type Exchanges = ReturnType<typeof createExchanges>;

/** Holds the newest 500 exchanges in the order of their end, and the first 16 384 characters of each body. */
export function createExchanges(now: () => number, mask: Mask, changed: (id: string) => void) {
  const entries = new Map<string, { readonly exchange: Exchange; readonly resend: Resend | undefined }>();
  let count = 0;

  const record: RecordExchange = ({ direction, kind, method, url, headers = {}, body = '', resend }) => {
    const startedAt = now();
    return ({ status, body: answer = '', note }) => {
      count += 1;
      const id = String(count);
      const exchange: Exchange = {
        id,
        at: new Date(startedAt),
        direction,
        kind,
        method,
        url: mask.text(url),
        request: { headers: mask.headers(headers), body: shorten(body, mask) },
        response: status === undefined ? undefined : { status, body: shorten(answer, mask) },
        duration: now() - startedAt,
        note: copy(mask.text(note)),
      };
      entries.set(id, { exchange, resend });
      entries.delete(String(count - maxExchanges));
      changed(id);
      return id;
    };
  };

  return {
    record,
    all: (): readonly Exchange[] => [...entries.values()].map(({ exchange }) => exchange),
    get: (id: string) => entries.get(id)?.exchange,
    /** Replaces the note of an exchange, if the record still holds the exchange. */
    correct(id: string, note: string): void {
      const entry = entries.get(id);
      if (!entry) return;
      entries.set(id, { ...entry, exchange: { ...entry.exchange, note } });
      changed(id);
    },
    canReplay: (id: string) => entries.get(id)?.resend !== undefined,
    /**
     * Sends a hook again, to the present URL of the integration. Throws a `TypeError` if the exchange was not a hook.
     */
    async replay(id: string): Promise<readonly Post[]> {
      const resend = entries.get(id)?.resend;
      if (!resend) throw new TypeError(`Exchange ${id} cannot be sent again: only hooks can.`);
      return resend();
    },
  };
}

/**
 * Returns the beginning of a body, masked. Searches only twice the stored length, and cuts off a half token at the end.
 */
function shorten(text: string, mask: Mask): string {
  if (text.length <= maxBody) return mask.text(text);
  const beginning = text.slice(0, 2 * maxBody);
  const whole = beginning.length === text.length ? 0 : longestSecret;
  const masked = mask.text(beginning);
  return copy(`${masked.slice(0, Math.min(maxBody, masked.length - whole))}…`);
}

/** Copies a text through bytes: V8 holds all of a long text in memory while a part of the text is in use. */
function copy(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}
