import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { freePort } from '../../../packages/synochat/test/helpers/process.ts';
import { startServer } from '../../../packages/synochat/test/helpers/runtime.ts';

const folder = new URL('../', import.meta.url);
const tokens = { SYNOCHAT_SLASH_TOKEN_PING: 'synthetic-slash', SYNOCHAT_OUTGOING_TOKEN_PING: 'synthetic-outgoing' };

const form = new URLSearchParams({
  ...{ token: tokens.SYNOCHAT_OUTGOING_TOKEN_PING, text: 'Ping hi', trigger_word: 'Ping' },
  ...{ user_id: '4', username: 'ada', post_id: '1', timestamp: '1', thread_id: '0' },
  ...{ channel_id: '1', channel_name: 'general', channel_type: '1' },
}).toString();

/** Begins a request, and returns its connection. */
async function beginRequest(port: number) {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const head = `POST /outgoing HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/x-www-form-urlencoded\r\n`;
  socket.write(`${head}Content-Length: ${form.length}\r\n\r\n${form.slice(0, 10)}`);
  await pause(300);
  return socket;
}

const isRefused = (host: string, port: number) =>
  fetch(`http://${host}:${port}/health`).then(
    () => false,
    () => true,
  );

describe.each(['Node', 'Bun', 'Deno'] as const)('the ping app on %s', (runtime) => {
  const start = (env: Readonly<Record<string, string>>, port?: number) =>
    startServer(runtime, {
      ...{ folder, readyPath: '/health', serves: true, env: { ...tokens, ...env } },
      ...(port !== undefined && { port }),
    });

  it('prints one line, listens on loopback unless told, and answers /health', async () => {
    const app = await start({ HOST: '' });
    try {
      expect(app.output()).toBe(`Listening on http://127.0.0.1:${app.port}\n`);
      const health = await fetch(`http://127.0.0.1:${app.port}/health`);
      expect([health.status, await health.text()]).toEqual([200, 'ok']);
      expect(await isRefused('127.0.0.2', app.port)).toBe(true);
    } finally {
      await app.stop();
    }
  });

  it('listens on every address if HOST says so', async () => {
    const app = await start({ HOST: '0.0.0.0' }).catch(() => undefined);
    // Deno is allowed 127.0.0.1 only, and says so.
    if (runtime === 'Deno') expect(app).toBeUndefined();
    else expect(await isRefused('127.0.0.2', app?.port ?? 0)).toBe(false);
    await app?.stop();
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('answers the running request after %s, and ends with 0', async (signal) => {
    const app = await start({});
    try {
      const socket = await beginRequest(app.port);
      let answer = '';
      socket.on('data', (chunk) => (answer += String(chunk)));
      process.kill(app.pid, signal);
      await expect.poll(() => isRefused('127.0.0.1', app.port)).toBe(true);
      socket.write(form.slice(10));

      await expect.poll(() => answer).toContain('Pong, ada: hi');
      expect(await app.exitCode).toBe(0);
      socket.destroy();
    } finally {
      await app.stop();
    }
  });

  it('ends at once at the second signal', async () => {
    const app = await start({});
    try {
      const socket = await beginRequest(app.port);
      socket.on('error', () => undefined);
      process.kill(app.pid, 'SIGTERM');
      await expect.poll(() => isRefused('127.0.0.1', app.port)).toBe(true);
      process.kill(app.pid, 'SIGTERM');

      expect(await app.exitCode).not.toBe(0);
      socket.destroy();
    } finally {
      await app.stop();
    }
  });

  it('prints one line if the port is in use', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    try {
      await expect(start({}, port)).rejects.toThrow(
        new RegExp(`did not start:\\nPort ${port} is in use: set PORT to another port, such as ${port + 1}\\n$`),
      );
    } finally {
      other.close();
    }
  });

  it.each(['http', '65536', '-1', '3000.5'])('prints one line for PORT=%s', async (PORT) => {
    await expect(start({ PORT })).rejects.toThrow(
      /did not start:\nPORT is not a port: set PORT to a number from 0 to 65535\n$/,
    );
  });

  it('prints one line for an address that is not of this machine', async () => {
    await expect(start({ HOST: '192.0.2.1' })).rejects.toThrow(
      /did not start:\nCannot listen on 192\.0\.2\.1, port .*\n$/,
    );
  });
});

describe('serve.ts', () => {
  it('is the same file in the agent', () => {
    const read = (app: string) => readFileSync(new URL(`../../${app}/serve.ts`, import.meta.url), 'utf8');

    expect(read('agent')).toBe(read('ping'));
  });
});
