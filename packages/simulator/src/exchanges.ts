import type { Mask } from './mask.ts';

/** One HTTP request and its answer, in either direction. Tokens are masked everywhere in it. */
export interface Exchange {
  readonly at: Date;
  /** `received`: by the server's web API. `sent`: by the server to an app. */
  readonly direction: 'received' | 'sent';
  readonly kind: 'api' | 'outgoing' | 'slash' | 'probe' | 'file';
  readonly method: string;
  readonly url: string;
  readonly request: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
  /** Undefined when no answer came. Its body is kept for what is text; of a file there is none. */
  readonly response: { readonly status: number; readonly body: string } | undefined;
  /** Milliseconds until the answer had been dealt with. */
  readonly duration: number;
  /** What the server made of it, in words. */
  readonly note: string;
}

export interface ExchangeStart extends Pick<Exchange, 'direction' | 'kind' | 'method' | 'url'> {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
}

export interface ExchangeEnd {
  readonly status?: number | undefined;
  readonly body?: string | undefined;
  readonly note: string;
}

/** Call it when a request starts, and what it returns when the request is over. */
export type RecordExchange = (start: ExchangeStart) => (end: ExchangeEnd) => void;

const MAX_EXCHANGES = 500;
const MAX_BODY = 16_384;

/** The newest 500 exchanges in the order they ended. Of each body the first 16 384 characters are kept. */
export function createExchanges(now: () => number, mask: Mask) {
  const exchanges: Exchange[] = [];

  const record: RecordExchange = ({ direction, kind, method, url, headers = {}, body = '' }) => {
    const startedAt = now();
    return ({ status, body: answer = '', note }) => {
      exchanges.push({
        at: new Date(startedAt),
        direction,
        kind,
        method,
        url: mask.text(url),
        request: { headers: mask.headers(headers), body: shortened(mask.text(body)) },
        response: status === undefined ? undefined : { status, body: shortened(mask.text(answer)) },
        duration: now() - startedAt,
        note: mask.text(note),
      });
      if (exchanges.length > MAX_EXCHANGES) exchanges.shift();
    };
  };
  return { record, all: (): readonly Exchange[] => [...exchanges] };
}

function shortened(text: string): string {
  return text.length > MAX_BODY ? `${text.slice(0, MAX_BODY)}…` : text;
}
