import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from './command.ts';
import { adapted, exchange, parts, rawServer, vector } from './raw.ts';

const sampleTokens = { bot: /BoTa0Bb1\w{56}/g, incoming: /InAa0Bb1\w{56}/g };

let server: Awaited<ReturnType<typeof serve>>;
let files: Awaited<ReturnType<typeof rawServer>>;
let tokens: { readonly bot: string; readonly incoming: string };

beforeAll(async () => {
  files = await rawServer(
    'HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 8\r\nConnection: close\r\n\r\n12345678',
  );
  server = await serve('--show-tokens', '--switch', 'rateInterval=0', '--bot', 'Helper=http://127.0.0.1:1/');
  const { out } = server.output;
  tokens = {
    bot: /bot @Helper: token +(\w{64})/.exec(out)?.[1] ?? '',
    incoming: /method=incoming\S+token=%22(\w{64})%22/.exec(out)?.[1] ?? '',
  };
});

afterAll(async () => {
  await server.stop('SIGTERM');
  await files.close();
});

/** Sends a sample with the tokens of the server and with changes. */
function send(id: string, changes: Readonly<Record<string, string>> = {}) {
  const expected = vector(id).raw.replace(sampleTokens.bot, tokens.bot).replace(sampleTokens.incoming, tokens.incoming);
  return exchange(server.port, adapted(expected, changes));
}

function set(switches: object): Promise<unknown> {
  const headers = { 'Content-Type': 'application/json' };
  const init = { method: 'PATCH', headers, body: JSON.stringify(switches) };
  return fetch(`http://127.0.0.1:${server.port}/api/switches`, init);
}

/** Names of members, of members of members and so on, in their order. */
function shape(json: string): unknown {
  return JSON.parse(json, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : typeof value,
  );
}

describe('a bot over a socket', () => {
  it('is answered for V21 and V22 as in V37', async () => {
    const id = { '123': '2' };
    expect(parts(vector('V37').raw).body).toMatch(/^\{"data":\{"fail":null,"succ":\{"user_id_post_map":/);
    for (const [sample, post] of [
      ['V21', 8589934593],
      ['V22', 8589934594],
    ] as const) {
      const { start, headers, body } = await send(sample, id);
      expect(start).toBe('HTTP/1.1 200 OK');
      expect(headers.get('content-type')).toBe('application/json; charset="UTF-8"');
      expect(body).toBe(`{"data":{"fail":null,"succ":{"user_id_post_map":{"2":${post}}}},"success":true}`);
    }
  });

  it('sends the file of V23, which can be downloaded as in V58, and a post without a file is 404 (V33)', async () => {
    const host = encodeURIComponent(new URL(files.url).host);
    const sent = await send('V23', { '%5B123%5D': '%5B3%5D', 'https%3A%2F%2Fdemo.com': `http%3A%2F%2F${host}` });
    const [, id = ''] = /"3":(\d+)/.exec(sent.body) ?? [];
    const { headers, body } = await send('V33', { '146028888230': id });
    const sample = parts(vector('V58').raw);
    expect(body).toBe('12345678');
    for (const name of ['content-type', 'content-length']) expect(headers.get(name)).toBe(sample.headers.get(name));
    expect(headers.get('content-disposition')).toBe(
      sample.headers.get('content-disposition')?.replaceAll('shot', 'image'),
    );
    expect((await send('V33', { '146028888230': '8589934593' })).start).toBe('HTTP/1.1 404 Not Found');
    expect((await send('V33')).start).toBe('HTTP/1.1 404 Not Found');
  });

  it('is refused for the two users of V24, which the switch "multiUser" takes', async () => {
    const [, ids = ''] = /user_ids%22%3A(%5B.*?%5D)/.exec(vector('V24').raw) ?? [];
    const users = { [ids]: '%5B2%2C3%5D' };
    expect((await send('V24', users)).body).toBe(
      '{"error":{"code":407,"errors":"record is not valid"},"success":false}',
    );
    await set({ multiUser: 'accept' });
    expect((await send('V24', users)).body).toContain('"success":true');
    await set({ multiUser: 'reject' });
  });

  it('is refused without a user in V25 as in V85, and with the token of V28', async () => {
    const errors = [await send('V25'), await send('V28')].map(({ body }) => body);
    expect(errors).toEqual([parts(vector('V85').raw).body, parts(vector('V38').raw).body]);
  });

  it('sees users (V27), channels (V29) and posts (V31) with the members of V55, V56 and V57', async () => {
    await fetch(`http://127.0.0.1:${server.port}/api/say`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ user: 'ada', channel: 'general', text: 'Ping' }),
    });
    const first = (json: string) =>
      json.replace(/^(\{"data":\{"\w+":\[\{.*?\})(,\{"\w+_\w+":.*)?\]\}(,"success".*)$/, '$1]}$3');
    for (const [asked, answered] of [
      ['V27', 'V55'],
      ['V29', 'V56'],
      ['V31', 'V57'],
    ] as const) {
      const { body } = await send(asked, { 'channel_id=34': 'channel_id=1' });
      expect(shape(first(body))).toEqual(shape(first(parts(vector(answered).raw).body)));
    }
  });
});
