import type { Post } from '../room/post.ts';
import type { Mask } from './mask.ts';

/** One HTTP request and its answer, in either direction. Tokens are masked everywhere in it. */
export interface Exchange {
  /** Counts up from `1` in the order in which exchanges end. */
  readonly id: string;
  /** The time of the request. */
  readonly at: Date;
  /** `received`: by the server's web API. `sent`: by the server to an app. */
  readonly direction: 'received' | 'sent';
  /** `press` is a button pressed, `probe` the HEAD before a hook, `file` the download of a `file_url`. */
  readonly kind: 'api' | 'outgoing' | 'slash' | 'bot' | 'press' | 'probe' | 'file';
  /** The HTTP method. */
  readonly method: string;
  /** The whole address. */
  readonly url: string;
  /** Headers, and the first 16,384 characters of the body. */
  readonly request: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
  /** Undefined when no answer came. Its body is kept for what is text; of a file there is none. */
  readonly response: { readonly status: number; readonly body: string } | undefined;
  /** Milliseconds until the answer had been dealt with. */
  readonly duration: number;
  /** What the server made of it, in words. */
  readonly note: string;
}

/** Does it all again, with what comes of it. */
export type Again = () => Promise<readonly Post[]>;

export interface ExchangeStart extends Pick<Exchange, 'direction' | 'kind' | 'method' | 'url'> {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
  /** For what the server sent on its own account. */
  readonly again?: Again | undefined;
}

export interface ExchangeEnd {
  readonly status?: number | undefined;
  readonly body?: string | undefined;
  readonly note: string;
}

/** Call it when a request starts, and what it returns when the request is over. */
export type RecordExchange = (start: ExchangeStart) => (end: ExchangeEnd) => void;

const maxExchanges = 500;
const maxBody = 16_384;
// More characters than a token has, or a key that a cookie can hold.
const longestSecret = 4096;

export type Exchanges = ReturnType<typeof createExchanges>;

/** The newest 500 exchanges in the order they ended. Of each body the first 16 384 characters are kept. */
export function createExchanges(now: () => number, mask: Mask, onEnd: (id: string) => void) {
  const entries = new Map<string, { readonly exchange: Exchange; readonly again: Again | undefined }>();
  let count = 0;

  const record: RecordExchange = ({ direction, kind, method, url, headers = {}, body = '', again }) => {
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
      entries.set(id, { exchange, again });
      entries.delete(String(count - maxExchanges));
      onEnd(id);
    };
  };

  return {
    record,
    all: (): readonly Exchange[] => [...entries.values()].map(({ exchange }) => exchange),
    get: (id: string) => entries.get(id)?.exchange,
    canReplay: (id: string) => entries.get(id)?.again !== undefined,
    /** Sends a hook once more, to where its integration points now. Throws a `TypeError` for what was no hook. */
    async replay(id: string): Promise<readonly Post[]> {
      const again = entries.get(id)?.again;
      if (!again) throw new TypeError(`There is no exchange ${id} that could be sent again.`);
      return again();
    },
  };
}

/**
 * The beginning of a body, masked. Only twice as much as is kept is looked through, and no half token is left at its
 * end.
 */
function shorten(text: string, mask: Mask): string {
  if (text.length <= maxBody) return mask.text(text);
  const beginning = text.slice(0, 2 * maxBody);
  const whole = beginning.length === text.length ? 0 : longestSecret;
  const masked = mask.text(beginning);
  return copy(`${masked.slice(0, Math.min(maxBody, masked.length - whole))}…`);
}

/** The same text as bytes and back: V8 keeps all of a long text in memory for as long as a part of it is in use. */
function copy(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}
