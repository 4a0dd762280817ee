import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from './command.ts';
import { exchange, request } from './raw.ts';

let server: Awaited<ReturnType<typeof serve>>;
let before: string;
beforeAll(async () => {
  server = await serve('--slash', 'ping=http://127.0.0.1:1/');
  before = await state();
});
afterAll(() => server.stop('SIGTERM'));

const ownHost = () => `127.0.0.1:${server.port}`;
/** The state that a stranger could change, and the requests that the server has sent. */
async function state(): Promise<string> {
  const read = async (part: string) => (await fetch(`http://${ownHost()}/api/${part}`)).text();
  const { exchanges } = JSON.parse(await read('exchanges')) as { exchanges: { direction: string }[] };
  const sent = exchanges.filter(({ direction }) => direction === 'sent');
  return [await read('room'), await read('integrations'), await read('switches'), JSON.stringify(sent)].join('\n');
}

const ask = (target: string, headers: readonly string[], method?: string, body?: string) =>
  request(server.port, target, headers, method, body);
const status = async (...args: Parameters<typeof ask>) => (await ask(...args)).status;

// A page with one of these names has a DNS record for this machine.
const strangers = [
  'evil.example',
  'evil.example:5050',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  'evil.localhost',
  'localhost.',
  '127.0.0.2',
  '0.0.0.0',
  '[::ffff:7f00:1]',
  '127.0.0.1@evil.example',
  'evil.example@127.0.0.1',
  'evil.example/@127.0.0.1',
  'evil.example#127.0.0.1',
  'evil.example?127.0.0.1',
  'evil.example\\@127.0.0.1',
  '127.0.0.1, evil.example',
  '127.0.0.1:evil',
  '',
];

const readRequests = [
  '/',
  '/page.js',
  '/page.css',
  '/page.svg',
  '/api/room',
  '/api/exchanges',
  '/api/events?user=ada',
  '/api/files/1',
];
// Other spellings of the same paths must be refused too.
const disguisedOrigins = [
  '/%61pi/room',
  '/api/%72oom',
  '/./api/room',
  '/x/../api/room',
  '/webapi/../api/room',
  '/webapi/%2e%2e/api/room',
];
const changes: [target: string, method: string, body: string][] = [
  ['/api/say', 'POST', '{"user":"ada","channel":"general","text":"hi"}'],
  ['/api/users', 'POST', '{"name":"eve"}'],
  ['/api/users/ada', 'PATCH', '{"disabled":true}'],
  ['/api/channels', 'POST', '{"name":"theirs"}'],
  ['/api/switches', 'PATCH', '{"latency":1}'],
  ['/api/integrations', 'POST', '{"kind":"bot","name":"theirs"}'],
  ['/api/integrations/4/secret', 'POST', '{}'],
  ['/api/integrations/4/regenerate', 'POST', '{}'],
  ['/api/integrations/4', 'DELETE', ''],
  ['/%61pi/switches', 'PATCH', '{"latency":1}'],
];
const jsonType = 'Content-Type: application/json';

describe('a page under a name that was made to point to this machine', () => {
  it.each(strangers)('reads nothing: %j', async (host) => {
    for (const target of [...readRequests, ...disguisedOrigins])
      expect([target, await status(target, [`Host: ${host}`])]).toEqual([target, expect.toSatisfy(isRefusal)]);
  });

  it.each(changes)('changes nothing at %s by %s', async (target, method, body) => {
    for (const host of strangers) {
      const origins = [[], [`Origin: http://${host}`], [`Origin: http://${ownHost()}`]];
      for (const origin of origins)
        expect(await status(target, [`Host: ${host}`, jsonType, ...origin], method, body)).toSatisfy(isRefusal);
    }
    expect(await state()).toBe(before);
  });

  it('is not trusted for the headers of a proxy', async () => {
    const added = [`X-Forwarded-Host: ${ownHost()}`, `Forwarded: host=${ownHost()}`, `X-Original-URL: /api/room`];
    expect(await status('/api/room', ['Host: evil.example', ...added])).toBe(403);
  });

  it('gets only an error from the web API, which asks for a token', async () => {
    const call = (method: string) => `/webapi/entry.cgi?api=SYNO.Chat.External&version=2&method=${method}`;
    for (const method of ['incoming', 'chatbot', 'user_list', 'channel_list', 'post_list', 'post_file_get'])
      for (const token of ['', '&token=', '&token=%22%22', `&token=${'a'.repeat(64)}`, '&token=***'])
        expect((await ask(call(method) + token, ['Host: evil.example'])).body).toBe(
          '{"error":{"code":404,"errors":"invalid token"},"success":false}',
        );
  });

  it('needs a Host: a request without Host is a bad request, HTTP/1.0 too', async () => {
    expect(await status('/api/room', [])).toBe(400);
    expect((await exchange(server.port, 'GET /api/room HTTP/1.0\r\n\r\n')).start).toContain(' 400 ');
  });

  it('is refused as the first of two names and as the name in the target', async () => {
    expect(await status('/api/room', ['Host: evil.example', `Host: ${ownHost()}`])).toBe(403);
    expect(await status('http://evil.example/api/room', [`Host: ${ownHost()}`])).toBe(403);
  });
});

describe('the names of the machine itself', () => {
  it.each(['localhost', 'LocalHost:1', '127.0.0.1', '127.0.0.1:65535', '[::1]', '[::1]:5050'])(
    'are its own: %s',
    async (host) => {
      expect(await status('/api/room', [`Host: ${host}`])).toBe(200);
    },
  );
});

describe('a page of another site', () => {
  const sites = [
    ['another site', ['Origin: http://evil.example', 'Sec-Fetch-Site: cross-site']],
    ['another port of this machine', ['Origin: http://127.0.0.1:1', 'Sec-Fetch-Site: same-site']],
    ['a sandboxed frame or a file', ['Origin: null', 'Sec-Fetch-Site: cross-site']],
    ['a browser that says only the origin', ['Origin: http://evil.example']],
    ['a browser that says only the site', ['Sec-Fetch-Site: cross-site']],
  ] as const;

  it.each(sites)('changes nothing: %s', async (_, headers) => {
    for (const [target, method, body] of changes)
      for (const type of [
        jsonType,
        'Content-Type: text/plain',
        'Content-Type: application/x-www-form-urlencoded',
        'X: y',
      ])
        expect(await status(target, [`Host: ${ownHost()}`, type, ...headers], method, body)).toSatisfy(isRefusal);
    expect(await state()).toBe(before);
  });

  it.each(sites)('reads nothing: %s', async (_, headers) => {
    for (const target of [...readRequests, ...disguisedOrigins])
      expect(await status(target, [`Host: ${ownHost()}`, ...headers])).toBe(403);
  });

  it('changes nothing by a form, the body of which looks like JSON', async () => {
    for (const [target, method, body] of changes.filter(([, , jsonBody]) => jsonBody !== ''))
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data',
        'application/jsonp',
        'text/json',
      ])
        expect(await status(target, [`Host: ${ownHost()}`, `Content-Type: ${type}`], method, body)).toBe(415);
    expect(await state()).toBe(before);
  });

  it('gets no permission: no answer names an origin, and a preflight is refused', async () => {
    const asking = [
      'Origin: http://evil.example',
      'Access-Control-Request-Method: PATCH',
      'Access-Control-Request-Private-Network: true',
    ];
    for (const target of ['/api/switches', '/webapi/entry.cgi']) {
      const { status: code, headers } = await ask(target, [`Host: ${ownHost()}`, ...asking], 'OPTIONS');
      expect(code).toBe(403);
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('opens no WebSocket', async () => {
    const upgrade = [
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Key: c3ludGhldGljIHNhbXBsZQ==',
      'Sec-WebSocket-Version: 13',
    ];
    expect(
      await status('/api/events?user=ada', [`Host: ${ownHost()}`, 'Origin: http://evil.example', ...upgrade]),
    ).toBe(403);
    expect(await status('/api/room', [`Host: ${ownHost()}`, ...upgrade])).toBe(200);
  });
});

function isRefusal(code: number): boolean {
  return code === 400 || code === 403 || code === 415;
}
