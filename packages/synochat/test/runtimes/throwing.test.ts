import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../helpers/process.ts';
import { runtimes, startServer } from '../helpers/runtime.ts';
import { exchange } from '../hostile/raw-http.ts';

const folder = new URL('servers/throwing/', import.meta.url);

describe.each(runtimes)("an error of the author's code on %s", (runtime) => {
  let server: Running;
  beforeAll(async () => {
    // As on a developer's machine, where Bun would show the sources.
    server = await startServer(runtime, { folder, readyPath: '/ready', env: { NODE_ENV: 'development' } });
  });
  afterAll(() => server.stop());

  /** The status line's number and every byte of the answer. */
  async function ask(path: string, method = 'GET') {
    const reply = await exchange(server.port, [`${method} ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`]);
    if (!reply) return expect.fail(`no answer from ${path}`);
    return { status: reply.status, body: reply.body, all: `${JSON.stringify([...reply.headers])}${reply.body}` };
  }

  it.each([
    ...['string', 'error', 'null', 'undefined', 'symbol', 'unreadable', 'rejected', 'later', 'none', 'text'],
    ...['error-response', 'get-response', 'get-nothing', 'file-store', 'on-error-0', 'on-error-1', 'on-error-2'],
  ])('is answered 500 and nothing else: %s', async (name) => {
    for (const method of ['GET', 'POST', 'HEAD']) {
      const { status, body, all } = await ask(`/${name}`, method);
      expect([status, body]).toEqual([500, method === 'HEAD' ? '' : 'internal error']);
      expect(all).not.toMatch(/MARKER|app\.ts|servers|throwing|html/i);
    }
  });

  it('is answered by the response that it carries, or by onError', async () => {
    expect(await ask('/exception')).toMatchObject({ status: 403, body: 'not you' });
    expect(await ask('/refusal')).toMatchObject({ status: 400, body: 'field missing' });
    expect(await ask('/answered')).toMatchObject({ status: 503, body: 'sorry' });
  });

  it('shows no sources either when one Response is returned twice', async () => {
    for (let n = 0; n < 3; n++) {
      const { status, all } = await ask('/same');
      expect([200, 500]).toContain(status);
      expect(all).not.toMatch(/app\.ts|servers|html/i);
    }
  });

  it('ends no process when late work fails', async () => {
    expect(await ask('/late')).toMatchObject({ status: 200, body: 'started' });
    await expect.poll(() => server.output()).toContain('late, MARKER-in-the-message');
    expect(await ask('/ready')).toMatchObject({ status: 200 });
  });

  it('is printed once', async () => {
    const count = () => server.output().split('Error: rejected, MARKER-in-the-message').length - 1;
    const before = count();
    await ask('/rejected');
    await expect.poll(count).toBe(before + 1);
    await ask('/error');
    expect(count()).toBe(before + 1);
  });
});
