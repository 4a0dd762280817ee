import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serve } from './command.ts';

let server: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  server = await serve('--switch', 'faultStatus=503');
});
afterAll(async () => {
  await server.stop('SIGTERM');
  expect(server.output.err).toBe('');
});

async function set(switches: object): Promise<void> {
  const headers = { 'Content-Type': 'application/json' };
  await fetch(`http://127.0.0.1:${server.port}/api/switches`, {
    method: 'PATCH',
    headers,
    body: JSON.stringify(switches),
  });
}
beforeEach(() => set({ faultRateDrop: 0, faultRateTruncate: 0, faultRateStatus: 0 }));

/** All bytes of the answer to a keep-alive request, until the server closes the connection. */
function everything(): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(server.port, '127.0.0.1', () =>
      socket.write('GET /webapi/entry.cgi?api=x HTTP/1.1\r\nHost: nas.example\r\n\r\n'),
    );
    socket.on('data', (chunk) => (received += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(received);
    });
  });
}

const ask = () => fetch(`http://127.0.0.1:${server.port}/webapi/entry.cgi?api=x`);

describe('a fault over a socket', () => {
  it('that drops the connection sends not one byte', async () => {
    await set({ faultRateDrop: 1 });
    expect(await everything()).toBe('');
    await expect(ask()).rejects.toThrow('fetch failed');
  });

  it('that cuts the reply announces the whole length, sends half and closes', async () => {
    await set({ faultRateTruncate: 1 });
    const [head, body] = (await everything()).split('\r\n\r\n');
    expect(head).toContain('HTTP/1.1 200 OK');
    expect(head?.toLowerCase()).toContain('content-length: 38');
    expect(body).toBe('{"error":{"code":10');
    await expect(ask().then((response) => response.text())).rejects.toThrow();
  });

  it('of a proxy has the status from the command line', async () => {
    await set({ faultRateStatus: 1 });
    expect((await ask()).status).toBe(503);
  });

  it('ends when the rate is 0 again', async () => {
    expect(await (await ask()).text()).toBe('{"error":{"code":102},"success":false}');
  });
});
