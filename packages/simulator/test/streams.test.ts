import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { serve } from './command.ts';

const server = await serve();
afterAll(() => server.stop('SIGTERM'));
const address = `127.0.0.1:${server.port}`;

describe('a thousand pages that never read', () => {
  it('block no request to the API, and cost no other page an event', async () => {
    const sockets = [];
    for (let n = 0; n < 1000; n += 1) {
      const socket = connect(server.port, '127.0.0.1');
      socket.on('error', () => undefined).pause();
      sockets.push(socket);
      socket.write(`GET /api/events?user=ada HTTP/1.1\r\nHost: ${address}\r\n\r\n`);
      if (n % 20 === 0) await once(socket, 'connect');
    }
    await expect
      .poll(() => fetch(`http://${address}/api/room`).then(({ status }) => status, String), { timeout: 30_000 })
      .toBe(200);
    for (let n = 0; n < 50; n += 1) {
      const body = JSON.stringify({ user: 'ada', channel: 'general', text: `${'x'.repeat(1500)} ${n}` });
      const headers = { 'Content-Type': 'application/json' };
      expect((await fetch(`http://${address}/api/say`, { method: 'POST', headers, body })).status).toBe(200);
    }
    for (const socket of sockets) socket.destroy();
  });
});
