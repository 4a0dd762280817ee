import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Agent, fetch as undiciFetch } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fetch, type SendError, sendIncoming } from '../../src/index.ts';
import { type Certificates, createCertificates } from '../helpers/certificates.ts';
import { listen } from '../helpers/listen.ts';
import { deno } from '../helpers/runtime.ts';
import { createHttp2Server, http2Faults } from './http2-server.ts';

const cwd = fileURLToPath(new URL('programs/', import.meta.url));

let certificates: Certificates;
beforeAll(async () => {
  certificates = await createCertificates();
});

/** Sends each address one message, and gives what became of them. */
type Client = (webhooks: readonly string[]) => Promise<readonly string[]>;

const undici: Client = async (webhooks) => {
  const dispatcher = new Agent({ allowH2: true, connect: { ca: certificates.ca } });
  const fetch: Fetch = (url, init) => undiciFetch(url, { ...init, dispatcher });
  const outcomes: string[] = [];
  for (const webhook of webhooks)
    await sendIncoming(webhook, 'Hello', { fetch, limiter: false, retries: 0, timeout: 2000 }).then(
      () => outcomes.push('sent'),
      (error: unknown) => {
        const { code, posted } = error as SendError;
        return outcomes.push(`${code}, posted: ${posted}`);
      },
    );
  await dispatcher.destroy();
  return outcomes;
};

const onDeno: Client = async (webhooks) => {
  const NAS = JSON.stringify({ ca: certificates.ca, webhooks });
  const { stdout } = await promisify(execFile)(deno, ['run', '-A', 'print-secure.mjs'], {
    ...{ cwd, env: { ...process.env, NAS }, timeout: 30_000 },
  });
  return JSON.parse(stdout) as string[];
};

// undici 7.29 waits on where a stream is reset as cancelled.
const lost = /^(connection_lost|timeout), posted: unknown$/;
const refused = 'connection_lost, posted: no';

describe.each([
  { title: 'Deno', client: onDeno, allowHTTP1: false },
  { title: 'Deno', client: onDeno, allowHTTP1: true },
  { title: 'undici', client: undici, allowHTTP1: false },
  { title: 'undici', client: undici, allowHTTP1: true },
])('a message by HTTP/2, from $title, to a server that speaks HTTP/1.1 too: $allowHTTP1,', ({ client, allowHTTP1 }) => {
  const faulty = () => createHttp2Server(certificates.servers.trusted, allowHTTP1);
  let chat: ReturnType<typeof faulty>;
  let outcomes: Record<string, string | undefined>;

  beforeAll(async () => {
    chat = faulty();
    const port = await listen(chat.server);
    const webhooks = http2Faults.map(
      (fault) => `https://127.0.0.1:${port}/${fault}/webapi/entry.cgi?token=%22Synthetic%22`,
    );
    const each = await client(webhooks);
    outcomes = Object.fromEntries(http2Faults.map((fault, i) => [fault, each[i]]));
  });
  afterAll(() => {
    chat.server.close();
  });

  it('arrives', () => {
    expect(outcomes['well']).toBe('sent');
    expect(chat.seen.get('well')).toEqual({ begun: 1, received: 1 });
  });

  it('reaches the server once, whatever happens to it', () => {
    const requests = Object.fromEntries(http2Faults.map((fault) => [fault, chat.seen.get(fault)?.begun]));
    expect(requests).toEqual(Object.fromEntries(http2Faults.map((fault) => [fault, 1])));
  });

  it('was not posted where the server refuses the stream unread', () => {
    expect(outcomes['refused-at-the-head']).toBe(refused);
  });

  it.each(http2Faults.filter((fault) => fault !== 'well' && fault !== 'refused-at-the-head'))(
    'may have been posted where the server breaks off (%s)',
    (fault) => {
      expect(outcomes[fault]).toMatch(lost);
    },
  );
});
