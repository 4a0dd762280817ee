import { connect } from 'node:net';
import { join } from 'node:path';
import { type SimulatorServer, startSimulator } from 'synochat-simulator/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratchFolder } from '../../synochat/test/helpers/runtime.ts';
import { type Relay, startRelay } from './command.ts';

let nas: SimulatorServer;
let relay: Relay;
const { scratch, cleanUp } = scratchFolder();
beforeAll(async () => {
  // Chat is away, so that what is accepted waits.
  nas = await startSimulator();
  const { url } = nas.addIncoming({ channel: 'general' });
  await nas.close();
  relay = await startRelay({ SYNOCHAT_WEBHOOK: url, SYNOCHAT_RELAY_DATA: join(scratch, 'data') });
});
afterAll(async () => {
  await relay.stop('SIGTERM');
  cleanUp();
});

const mark = 'private-mark';
const paths = [
  '/slack/K',
  '/hooks/K',
  '/discord/K',
  '/ntfy/K',
  '/ntfy',
  '/',
  '/gotify/message?token=K',
  '/apprise/notify/K',
  '/post/K',
];
const many = <Value>(count: number, value: (n: number) => Value) => Array.from({ length: count }, (_, n) => value(n));
const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);

/** Bodies that a stranger with a valid address may send. */
const bodies: readonly (readonly [title: string, body: string | Uint8Array])[] = [
  ['arrays in 100,000 levels', nested(100_000, '[', ']')],
  ['objects in 50,000 levels', `${'{"text":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
  [
    'blocks in 10,000 levels',
    `{"blocks":[${'{"type":"rich_text","elements":['.repeat(10_000)}${']}'.repeat(10_000)}]}`,
  ],
  [
    'a text of a megabyte less a little',
    JSON.stringify({ text: mark + 'x'.repeat(1_048_000), message: mark, content: mark }),
  ],
  ['a text of two megabytes', JSON.stringify({ text: 'x'.repeat(2_097_152) })],
  [
    '2000 attachments',
    JSON.stringify({ text: mark, attachments: many(2000, (n) => ({ title: `t${n}`, text: `*x*${n}` })) }),
  ],
  [
    '2000 embeds',
    JSON.stringify({ content: mark, embeds: many(2000, (n) => ({ title: `t${n}`, description: '**x**' })) }),
  ],
  ['10,000 fields', JSON.stringify({ attachments: [{ fields: many(10_000, (n) => ({ title: `t${n}`, value: n })) }] })],
  ['10,000 members', JSON.stringify(Object.fromEntries(many(10_000, (n) => [`m${n}`, n])))],
  [
    'broken UTF-8',
    Uint8Array.from([0x7b, 0x22, 0x74, 0x65, 0x78, 0x74, 0x22, 0x3a, 0x22, 0xff, 0xc3, 0x28, 0x22, 0x7d]),
  ],
  ['half of a JSON', `{"text":"${mark}`],
  ['no body', ''],
  ['null', 'null'],
  ['a number', '1e999'],
  ['a name of the language', '{"__proto__":{"text":"x"},"constructor":1,"toString":2,"text":{"toString":1}}'],
  [
    'wrong types',
    '{"text":[1,{}],"message":{},"content":7,"attachments":"x","embeds":{},"blocks":[null,7,"x"],"title":null,"body":[]}',
  ],
  [
    'many brackets',
    JSON.stringify({ text: '<'.repeat(100_000), message: '[('.repeat(100_000), content: '*_`'.repeat(100_000) }),
  ],
];
const types = [
  'application/json',
  'application/x-www-form-urlencoded',
  'text/plain',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'image/png',
  '',
];

describe('a body that is', () => {
  it.each(bodies)('%s gets an answer at every address', async (_, body) => {
    for (const path of paths)
      for (const type of body.length > 100_000 ? types.slice(0, 2) : types) {
        const answer = await relay.post(path, '', {
          body: body as BodyInit,
          headers: type === '' ? {} : { 'content-type': type },
        });
        await answer.arrayBuffer();
        expect([path, type, [200, 204, 400, 401, 403, 413].includes(answer.status), answer.status]).toEqual([
          path,
          type,
          true,
          answer.status,
        ]);
      }
  });

  it('a compressed one is not unpacked, and gets an answer', async () => {
    for (const path of paths) {
      const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
      expect((await relay.post(path, '\u001f\u008b', { headers })).status).toBeLessThan(500);
    }
  });
});

describe('a client that', () => {
  /** Sends bytes and resolves with what comes back until the relay closes the connection. */
  const raw = (bytes: string) =>
    new Promise<string>((resolve) => {
      let received = '';
      const socket = connect(relay.port, '127.0.0.1', () => socket.write(bytes));
      socket.on('data', (chunk) => (received += String(chunk)));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        resolve(received);
      });
      socket.setTimeout(25_000, () => socket.destroy());
    });
  const head = (path: string, more: string) =>
    `POST ${path.replace('K', relay.key)} HTTP/1.1\r\nHost: relay\r\nConnection: close\r\nContent-Type: application/json\r\n${more}\r\n`;

  it('sends no body, or one byte of it, is answered all the same', async () => {
    const answers = await Promise.all([
      ...many(20, () => raw(`${head('/slack/K', 'Content-Length: 100\r\n')}{`)),
      raw(`${head('/ntfy', 'Transfer-Encoding: chunked\r\n')}1\r\n{\r\n`),
      raw(head('/discord/K', 'Content-Length: 1000000\r\n')),
    ]);

    // Slack's tools take 503 for "try again".
    for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 (408|503) /);
  });

  it('has a wrong key is refused before its body is read', async () => {
    const answer = await raw(head(`/post/${'a'.repeat(26)}`, 'Content-Length: 1000000\r\n'));

    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  });

  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY'])(
    'calls every address by %s gets an answer',
    async (method) => {
      for (const path of [...paths, '/nothing', '/health', '/%00', '/..%2f..%2fetc/passwd', `/${'x'.repeat(4000)}`]) {
        const answer = await relay.post(path, '', { method, body: null });
        await answer.arrayBuffer();
        expect([path.slice(0, 20), answer.status]).toEqual([
          path.slice(0, 20),
          answer.status < 500 ? answer.status : 'an error',
        ]);
      }
    },
  );
});

it('the relay then is well, and has logged neither keys nor texts', async () => {
  const answer = await fetch(`http://127.0.0.1:${relay.port}/health`);

  expect([answer.status, await answer.json()]).toMatchObject([200, { store: 'ok' }]);
  for (const secret of [mark, relay.key]) expect(relay.output.err).not.toContain(secret);
  // Chat is away, which is told once.
  expect(relay.output.err.trim().split('\n')).toHaveLength(1);
});
