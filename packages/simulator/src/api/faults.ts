import type { Switches } from '../switches/switches.ts';

/** What goes wrong with one call of the web API. */
export type Fault = 'status' | 'html' | 'drop' | 'truncate';

type Rates = Pick<Switches, 'faultRateStatus' | 'faultRateHtml' | 'faultRateDrop' | 'faultRateTruncate'>;

/** Draws for each fault by its own rate; the first that is hit. */
export function drawFault(rates: Rates, random: () => number): Fault | undefined {
  if (random() < rates.faultRateStatus) return 'status';
  if (random() < rates.faultRateHtml) return 'html';
  if (random() < rates.faultRateDrop) return 'drop';
  return random() < rates.faultRateTruncate ? 'truncate' : undefined;
}

/** What a proxy in front of Chat says when it cannot reach it, or leads elsewhere. */
export function proxyPage(status: number): { readonly status: number; readonly body: string } {
  const title = status === 200 ? 'Sign in' : `${status} ${status === 502 ? 'Bad Gateway' : 'Error'}`;
  return { status, body: `<!doctype html><html><head><title>${title}</title></head><body>${title}</body></html>\n` };
}

export function toPageResponse({ status, body }: ReturnType<typeof proxyPage>): Response {
  return new Response(body, { status, headers: { 'Content-Type': 'text/html; charset=utf-8' } });
}

/** What `Simulator.fetch` throws in place of an answer, as `fetch` does for a connection that is closed. */
export class ConnectionDropped extends TypeError {
  override readonly name = 'ConnectionDropped';

  constructor() {
    super('The connection was closed, as the switches for faults say.');
  }
}

/** How to end the connection of a request without an answer. */
export type Hangup = (() => void) | undefined;

/** The way that `@hono/node-server` offers in the second argument of `fetch`; elsewhere there is none. */
export function hangupOf(env: object | undefined): Hangup {
  const outgoing: unknown = env && 'outgoing' in env ? env.outgoing : undefined;
  if (typeof outgoing !== 'object' || outgoing === null || !('destroy' in outgoing)) return undefined;
  const { destroy } = outgoing;
  return typeof destroy === 'function' ? () => void destroy.call(outgoing) : undefined;
}

// By then the first half has been written to the socket.
const flushTime = 50;

/** The same answer, all of its length announced, of which the second half never comes. */
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
