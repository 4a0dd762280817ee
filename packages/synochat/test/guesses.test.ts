import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from './process.ts';
import { good, token } from './raw-post.ts';
import { runtimes, startServer } from './runtime.ts';

const folder = new URL('servers/guesses/', import.meta.url);

describe.each(runtimes)('a server on %s that knows its clients', (runtime) => {
  let server: Running;
  beforeAll(async () => {
    server = await startServer(runtime, { folder, readyPath: '/' });
  });
  afterAll(() => server.stop());

  /** Asks from that address of this machine. */
  function ask(from: string, given: string) {
    const body = good.replace(token, given);
    // What Cloudflare tells a Worker, which on this machine nobody does.
    const told = runtime === 'workerd' ? { 'cf-connecting-ip': from } : {};
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...told };
    return new Promise<{ status: number | undefined; retryAfter: number }>((resolve, reject) => {
      const asking = request({ host: '127.0.0.1', port: server.port, method: 'POST', localAddress: from, headers });
      asking.on('error', reject);
      asking.on('response', (response) => {
        response.resume();
        resolve({ status: response.statusCode, retryAfter: Number(response.headers['retry-after']) });
      });
      asking.end(body);
    });
  }
  const statuses = async (from: string, tokens: readonly string[]) => {
    const answers = [];
    for (const given of tokens) answers.push((await ask(from, given)).status);
    return answers;
  };

  it('compares no more than so many wrong tokens of one, and serves the NAS as before', async () => {
    expect(await statuses('127.0.0.1', [token])).toEqual([200]);
    expect(await statuses('127.0.0.2', ['a', 'b', 'c', 'd', token])).toEqual([401, 401, 401, 429, 429]);
    const { retryAfter } = await ask('127.0.0.2', token);
    expect(retryAfter).toBeGreaterThan(500);
    expect(retryAfter).toBeLessThanOrEqual(600);
    expect(await statuses('127.0.0.1', [token, 'a', token])).toEqual([200, 401, 200]);
  });

  it('prints no token', () => {
    expect(server.output()).not.toContain(token);
  });
});
