import { SendError, type SendOptions, sendIncoming } from 'synochat';
import { trust } from 'synochat/tls';
import { describe, expect, inject, it, vi } from 'vitest';

const { userAgent } = navigator;
const onNode = userAgent.startsWith('Node');
const onBun = userAgent.startsWith('Bun');
const onWorkers = userAgent === 'Cloudflare-Workers';
const trusting = onWorkers ? undefined : trust({ ca: inject('certificates').ca });
const versions = Object.entries(inject('tlsFaults'));

/** Sends to a server that breaks TLS in a way of its own, and gives the outcome and what the server saw meanwhile. */
async function send(place: string | undefined, options: SendOptions = {}) {
  const record = async () =>
    (await (await fetch(`http://${place}/`)).json()) as Record<'connections' | 'received' | 'open', number>;
  const before = await record();
  const error: unknown = await sendIncoming(`https://${place}/webapi/entry.cgi?token=%22Synthetic%22`, 'x', {
    ...{ fetch: trusting, limiter: false, retries: 3, timeout: 2000, ...options },
  }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(SendError);
  expect(error).toMatchObject({ partsPosted: 0, remaining: [{ text: 'x' }] });
  const { connections, received } = await record();
  const seen = { connections: connections - before.connections, received: received - before.received };
  // Only a message that was not posted is sent again.
  const { retryable, posted } = error as SendError;
  if (retryable) expect(posted).toBe('no');
  // Bun may have asked for the body only in a later try: the tries before were sent again, as they posted nothing.
  if (onBun && !retryable) expect(seen.connections).toBeLessThanOrEqual(4);
  else expect(seen.connections).toBe(retryable ? 4 : 1);
  const closed = () =>
    vi.waitFor(
      async () => {
        expect((await record()).open).toBe(0);
      },
      { timeout: 4000 },
    );
  return { error: error as SendError, seen, closed };
}

function sending() {
  describe.each(versions)('a connection by %s', (_, at) => {
    it.each(['reset-handshake', 'close-handshake', 'cut-handshake-early', 'cut-handshake-late'])(
      'that breaks in the handshake (%s) has posted nothing, and is tried again',
      async (fault) => {
        const { error, seen } = await send(at[fault]);
        expect(seen).toEqual({ connections: 4, received: 0 });
        expect(error).toMatchObject({ code: onBun ? 'connect_failed' : 'tls_failed', posted: 'no' });
      },
    );

    it('whose handshake the server refuses says that TLS failed, and blames no certificate', async () => {
      const { error, seen } = await send(at['refuse-handshake']);
      expect(seen).toEqual({ connections: 1, received: 0 });
      expect(error.code).toBe('tls_failed');
      expect(error.message).not.toContain('is not trusted');
    });

    it('to a port of plain text says so', async () => {
      const { error, seen } = await send(at['plain-text']);
      expect(seen).toEqual({ connections: 1, received: 0 });
      expect(error).toMatchObject({ code: 'tls_failed', posted: 'no' });
      expect(error.message).toContain('no https at this port');
    });

    it('whose handshake never goes on ends with its time', async () => {
      const { error, seen, closed } = await send(at['silence'], { timeout: 200 });
      expect(error).toMatchObject({ code: 'timeout', posted: 'unknown' });
      expect(seen).toEqual({ connections: 1, received: 0 });
      // Node itself waits on for ten seconds.
      if (!onNode) await closed();
    });

    it('to a server that wants a certificate of ours does not blame that of the server', async () => {
      const { error, seen, closed } = await send(at['wants-a-certificate']);
      expect(seen.received).toBe(0);
      expect(['tls_failed', 'connection_lost']).toContain(error.code);
      expect(error.message).not.toContain('is not trusted');
      await closed();
    });

    it.each(['reset', 'close', 'cut'])(
      'that ends before the request was read (%s) is tried again only if the handshake provably was not complete',
      async (how) => {
        const { error, seen, closed } = await send(at[`${how}-after-handshake`]);
        expect(seen.received).toBe(0);
        // By TLS 1.2 the server may be done before the client, which then may know that it was not.
        expect(error.code === 'connection_lost').toBe(error.posted === 'unknown');
        await closed();
      },
    );

    it.each(['reset', 'close', 'cut'].flatMap((how) => [`${how}-before-reply`, `${how}-in-reply`]))(
      'that ends when the request was there (%s) leaves it unknown, and the server hears of it once',
      async (fault) => {
        const { error, seen, closed } = await send(at[fault]);
        expect(seen).toEqual({ connections: 1, received: 1 });
        expect(error).toMatchObject({ code: 'connection_lost', posted: 'unknown' });
        await closed();
      },
    );
  });

  // Node waits for better bytes until the time is over: all at once.
  describe.concurrent.each(versions)('bytes that are no TLS, in a connection by %s,', (_, at) => {
    const kinds = ['plain-text', 'damaged-record', 'another-version'];
    it.each(kinds.flatMap((kind) => [`${kind}-before-reply`, `${kind}-in-reply`]))(
      'when the request was there (%s) leave it unknown, and the server hears of it once',
      async (fault) => {
        const { error, seen, closed } = await send(at[fault]);
        expect(seen.received).toBe(1);
        expect(error.posted).toBe('unknown');
        // Bun takes some for a handshake that failed.
        const others = [onNode && 'timeout', onBun && 'tls_failed'];
        expect(['connection_lost', ...others]).toContain(error.code);
        await closed();
      },
    );
  });
}

// A Worker has no say in whom it trusts, and is not told why a handshake failed.
if (onWorkers)
  describe.each(versions)('a connection by %s on Workers', (_, at) => {
    it('that breaks in the handshake leaves it unknown, and is not tried again', async () => {
      const { error, seen } = await send(at['close-handshake']);
      expect(error).toMatchObject({ code: 'connect_failed', posted: 'unknown' });
      expect(seen).toEqual({ connections: 1, received: 0 });
    });
  });
else sending();
