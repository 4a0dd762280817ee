import type { Switches } from '../switches/switches.ts';

/** A fault of one call of the web API. */
export type Fault = 'status' | 'html' | 'drop' | 'truncate';

type Rates = Pick<Switches, 'faultRateStatus' | 'faultRateHtml' | 'faultRateDrop' | 'faultRateTruncate'>;

/** Draws for each fault by its rate, and returns the first hit. */
export function drawFault(rates: Rates, random: () => number): Fault | undefined {
  if (random() < rates.faultRateStatus) return 'status';
  if (random() < rates.faultRateHtml) return 'html';
  if (random() < rates.faultRateDrop) return 'drop';
  return random() < rates.faultRateTruncate ? 'truncate' : undefined;
}

/** Returns the page of a proxy that cannot reach Chat, or, with status 200, of a proxy with a redirect to a sign-in. */
export function proxyPage(status: number): { readonly status: number; readonly body: string } {
  const title = status === 200 ? 'Sign in' : `${status} ${status === 502 ? 'Bad Gateway' : 'Error'}`;
  return { status, body: `<!doctype html><html><head><title>${title}</title></head><body>${title}</body></html>\n` };
}

export function toPageResponse({ status, body }: ReturnType<typeof proxyPage>): Response {
  return new Response(body, { status, headers: { 'Content-Type': 'text/html; charset=utf-8' } });
}

/** Thrown by `Simulator.fetch` in place of an answer, as `fetch` throws for a closed connection. */
export class ConnectionDropped extends TypeError {
  override readonly name = 'ConnectionDropped';

  constructor() {
    super('The connection was closed, as the switches for faults say.');
  }
}

/** Closes the connection of a request without an answer. Undefined if the host of the server offers no way. */
export type Hangup = (() => void) | undefined;

/** Returns the way that `@hono/node-server` offers in the second argument of `fetch`. Other hosts offer none. */
export function hangupOf(env: unknown): Hangup {
  const { outgoing } = Object(env) as { readonly outgoing?: unknown };
  if (typeof outgoing !== 'object' || outgoing === null || !('destroy' in outgoing)) return undefined;
  const { destroy } = outgoing;
  return typeof destroy === 'function' ? () => void destroy.call(outgoing) : undefined;
}

// Milliseconds in which the first half is written to the socket.
const flushTime = 50;

/** Returns the same answer with its full Content-Length, and sends only the first half. */
export async function truncate(whole: Response, hangup: Hangup): Promise<Response> {
  const bytes = new Uint8Array(await whole.arrayBuffer());
  const half = bytes.slice(0, Math.floor(bytes.length / 2));
  const headers = new Headers(whole.headers);
  headers.set('Content-Length', String(bytes.length));

  let isHalfSent = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (!isHalfSent) {
        isHalfSent = true;
        controller.enqueue(half);
      } else if (hangup) {
        setTimeout(hangup, flushTime);
        // Never settles: the stream is cancelled by the closed connection.
        return new Promise(() => undefined);
      } else {
        controller.error(new ConnectionDropped());
      }
      return Promise.resolve();
    },
  });
  return new Response(body, { status: whole.status, headers });
}
