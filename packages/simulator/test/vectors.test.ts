import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseInline } from '../src/page/client/chat/markup-inline.ts';
import { serve } from './command.ts';
import { adapted, exchange, parts, rawServer, vector } from './raw.ts';

const sampleToken = 'InAa0Bb1Cc2Dd3Ee4Ff5Gg6Hh7Ii8Jj9Kk0Ll1Mm2Nn3Oo4Pp5Qq6Rr7Ss8Tt9Uu';
const success = '{"success":true}';

let server: Awaited<ReturnType<typeof serve>>;
let files: Awaited<ReturnType<typeof rawServer>>;
let token: string;

beforeAll(async () => {
  files = await rawServer(
    'HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 8\r\nConnection: close\r\n\r\n12345678',
  );
  server = await serve('--show-tokens');
  token = /token=%22([A-Za-z0-9]{64})%22/.exec(server.output.out)?.[1] ?? '';
  await set({ rateInterval: 0 });
});

afterAll(async () => {
  await server.stop('SIGTERM');
  await files.close();
});

function set(switches: object): Promise<unknown> {
  const headers = { 'Content-Type': 'application/json' };
  const init = { method: 'PATCH', headers, body: JSON.stringify(switches) };
  return fetch(`http://127.0.0.1:${server.port}/api/switches`, init);
}

/** Sends a sample with the token of the server, which has the same length as the sample's token. */
async function send(raw: string) {
  const reply = await exchange(server.port, raw.replaceAll(sampleToken, token));
  expect(reply.start).toBe('HTTP/1.1 200 OK');
  return reply;
}

async function lastPost(): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${server.port}/api/events?user=ada`);
  const reader = response.body?.getReader();
  // The history is complete when the mark arrives.
  const mark = crypto.randomUUID();
  const body = JSON.stringify({ user: 'ada', channel: 'general', text: mark });
  await fetch(`http://127.0.0.1:${server.port}/api/say`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
  let stream = '';
  while (!stream.includes(mark)) stream += new TextDecoder().decode((await reader?.read())?.value);
  await reader?.cancel();
  const posts = [...stream.matchAll(/^event: posts?\ndata: (.*)$/gm)].flatMap(
    ([, data = '']) => JSON.parse(data) as { text: string } | { text: string }[],
  );
  return parseInline(posts.at(-2)?.text ?? '')
    .map((part) => (part.kind === 'link' ? `[${part.text}](${part.href})` : 'text' in part ? part.text : ''))
    .join('');
}

describe('the web API over a socket', () => {
  it.each([
    ['V01', 'This is a test.'],
    ['V02', 'This is a test'],
    ['V03', 'First line of message to post in the channel.\nAlso you can have a second line of message.'],
    ['V05', 'Check this!! [Click here](https://www.synology.com/) for details!'],
    ['V06', '[https://www.synology.com](https://www.synology.com/)'],
    ['V07', 'no content type'],
    ['V09', 'json header, form body'],
    ['V11', 'via GET'],
    ['V12', 'token without quotes'],
    ['V14', 'a & b + c 100% "q" \\ ; #x'],
    ['V17', '100%zz'],
    ['V82', 'title\nbody\tend'],
    ['V83', 'from the query'],
    ['V84', 'slashes'],
  ])('posts what %s holds', async (id, text) => {
    expect((await send(vector(id).raw)).body).toBe(success);
    expect(await lastPost()).toBe(text);
  });

  it('refuses V04, a bare JSON body, and posts it by the switch "jsonBody"', async () => {
    expect((await send(vector('V04').raw)).body).toBe(parts(vector('V40').raw).body);
    await set({ jsonBody: 'accept' });
    expect((await send(vector('V04').raw)).body).toBe(success);
    expect(await lastPost()).toBe('This is a test');
    await set({ jsonBody: 'reject' });
  });

  it('refuses V82, raw control characters, by the switch "controlCharacters"', async () => {
    await set({ controlCharacters: 'reject' });
    expect((await send(vector('V82').raw)).body).toBe(parts(vector('V41').raw).body);
    await set({ controlCharacters: 'accept' });
  });

  it('fetches the files of V18 and V19 from their addresses', async () => {
    const { host } = new URL(files.url);
    const local = {
      '%2F%2Fimgur.com%2F': `%2F%2F${encodeURIComponent(host)}%2F`,
      '10.0.1.100%3A8123': encodeURIComponent(host),
    };
    for (const id of ['V18', 'V19']) expect((await send(adapted(vector(id).raw, local))).body).toBe(success);
    expect(files.requests.map((request) => parts(request).start)).toEqual([
      'GET /xxxxx HTTP/1.1',
      'GET /local/cam.jpg HTTP/1.1',
    ]);
  });

  it('describes itself for V35', async () => {
    expect((await send(vector('V35').raw)).body).toBe(
      '{"data":{"SYNO.Chat.External":{"maxVersion":3,"minVersion":1,"path":"entry.cgi"}},"success":true}',
    );
  });
});

describe('a reply of the web API has the bytes of the sample', () => {
  const text = (raw: string) => adapted(vector('V07').raw, { '{"text":"no content type"}': raw });
  const query = (change: Record<string, string>) => adapted(vector('V01').raw, change);
  const file = () => text(JSON.stringify({ file_url: `${files.url}/a.png` }));

  it.each([
    ['V36', 'a post', () => vector('V01').raw],
    ['V38', 'a wrong token', () => query({ [sampleToken]: 'x'.repeat(64) })],
    ['V40', 'no payload', () => adapted(vector('V07').raw, { 'payload=': 'other=' })],
    ['V41', 'a payload cut by a raw "&" (V15)', () => vector('V15').raw],
    ['V44', 'a text that is too long', () => text(JSON.stringify({ text: 'x'.repeat(2001) }))],
    ['V45', 'a file that is too large', file],
    ['V47', 'an unknown method (V34)', () => vector('V34').raw],
    ['V48', 'an unknown API', () => query({ 'SYNO.Chat.External': 'SYNO.Chat.Externa1' })],
    ['V49', 'a version there is not', () => query({ 'version=2': 'version=9' })],
  ])('%s, for %s', async (id, _, request) => {
    await set({ maxFileBytes: 7 });
    const reply = await send(request());
    const sample = parts(vector(id).raw);
    expect(reply.body).toBe(sample.body);
    for (const name of ['content-type', 'content-length'])
      expect(reply.headers.get(name)).toBe(sample.headers.get(name));
  });

  it('V43, for two posts at once', async () => {
    await set({ rateInterval: 60_000 });
    const bodies = [await send(vector('V01').raw), await send(vector('V01').raw)].map(({ body }) => body);
    expect(bodies.at(-1)).toBe(parts(vector('V43').raw).body);
    await set({ rateInterval: 0 });
  });

  it('{"error":{"code":117},"success":false}, for a file that cannot be fetched', async () => {
    const nowhere = JSON.stringify({ file_url: 'http://127.0.0.1:1/a.png' });
    expect((await send(text(nowhere))).body).toBe('{"error":{"code":117},"success":false}');
  });
});
