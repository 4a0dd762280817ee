import { describe, expect, it } from 'vitest';
import { RequestError } from '../index.ts';
import * as relay from '../relay.ts';

const at = 'http://relay.example/';
const post = (body: BodyInit, headers: Record<string, string> = {}, query = '') =>
  new Request(at + query, { method: 'POST', body, headers });
const text = async (
  req: Request,
  format: relay.NotificationFormat = relay.slack,
  options?: relay.NotificationOptions,
) => (await relay.parseNotification(req, format, options)).message.text;
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof RequestError ? error.code : error),
  );

const json = '{"text":"a & b"}';
const form = (fields: Record<string, string>) => String(new URLSearchParams(fields));

function multipart(fields: Record<string, string | Blob>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

describe('a notification is read', () => {
  it.each([
    ['JSON', json, { 'content-type': 'application/json' }],
    ['JSON that is called a form', json, { 'content-type': 'application/x-www-form-urlencoded' }],
    ['JSON that is called a text', ` \r\n${json}`, { 'content-type': 'text/plain' }],
    ['JSON with the mark of the byte order', `\ufeff${json}`, {}],
    ['a form with a payload', form({ payload: json }), { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a form with a payload that is called JSON', form({ payload: json }), { 'content-type': 'application/json' }],
    [
      'a form with fields',
      form({ text: 'a & b', username: 'c' }),
      { 'content-type': 'application/x-www-form-urlencoded' },
    ],
    ['JSON with a comma before the brace', '{"text":"a & b", }', {}],
    ['JSON with commas before brackets', '{"text":"a & b","attachments":[{"title":"","fields":[{},],},],}', {}],
    ['a form with broken JSON', form({ payload: '{"text":"a & b",}' }), {}],
  ])('from %s', async (_, body, headers) => {
    expect(await text(post(new TextEncoder().encode(body), headers as Record<string, string>))).toBe('a & b');
  });

  it('from multipart, without its files', async () => {
    const file = new Blob([new Uint8Array([0xff, 0xfe, 0, 13, 10])]);
    expect(await text(post(multipart({ payload_json: json, file })), relay.slack)).toBe('a & b');
    expect(await text(post(multipart({ title: 't', message: 'm' })), relay.gotify)).toBe('*t*\nm');
  });

  it.each([
    ['iso-8859-1', '{"text":"Schl\u00fcssel"}', 'Schlüssel'],
    ['"windows-1252"', '{"text":"3 \u0080"}', '3 €'],
    ['no-such-charset', '{"text":"a\u00fc"}', 'a\ufffd'],
  ])('from bytes in the charset %s', async (charset, body, shown) => {
    const bytes = Uint8Array.from(body, (character) => character.charCodeAt(0));
    expect(await text(post(bytes, { 'content-type': `application/json; charset=${charset}` }))).toBe(shown);
  });

  it('from JSON with raw line breaks, tabs and escapes in a string', async () => {
    const broken = '{"text":"a\r\nb\tc \\" , } \\n ,]","attachments":[],}';
    expect(await text(post(broken))).toBe('a\nb\tc " , } \n ,]');
  });

  it('with numbers of 16 digits and more as they are', async () => {
    expect(await text(post('{"text":12345678901234567890}'))).toBe('12345678901234567890');
  });

  it('without control characters and marks of direction, and with one kind of line ends', async () => {
    const body = JSON.stringify({ text: 'a\r\nb\rc\0\u001b[1m\u202ed\u2066👩\u200d👧\ud800' });
    expect(await text(post(body))).toBe('a\nb\nc[1md👩\u200d👧\ufffd');
  });

  it('from JSON in `payload=` that is not encoded, as scripts send it', async () => {
    const body = 'payload={"text":"<https://a.example/?x=1&y=2|Open>", "channel": "a & b"}';
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await text(post(body, headers))).toBe('<https://a.example/?x=1&y=2|Open>');
  });

  it.each([
    ['text/plain', 'disk full\n3 & 4 + 5 = 100%'],
    ['text/plain', `[nas] See https://nas.example ${'for more '.repeat(300)}now`],
    ['text/plain', '{nas} is down'],
    ['application/x-www-form-urlencoded', 'Backup done & 3 + 4'],
    ['application/x-www-form-urlencoded', 'disk full = bad'],
    ['application/json', 'no JSON'],
  ])('from a text that is called %s', async (type, body) => {
    for (const format of [relay.generic, relay.ntfy])
      expect(await text(post(body, { 'content-type': type }), format)).toBe(body);
  });

  it('by GET with a query', async () => {
    expect(await text(new Request(`${at}?text=a+%26+b&prefix=DSM`), relay.generic)).toBe('*DSM*\na & b');
    expect(await text(new Request(`${at}?title=t&message=m`), relay.ntfy)).toBe('*t*\nm');
  });

  it('with a title in the query, and the text in the body', async () => {
    const body = 'm';
    expect(await text(new Request(`${at}?title=t`, { method: 'POST', body }), relay.generic)).toBe('*t*\nm');
  });
});

describe('ntfy', () => {
  const header = (headers: Record<string, string>, body = 'm') => text(post(body, headers), relay.ntfy);

  it('has values in headers of each name, also encoded', async () => {
    expect(await header({ 'x-title': 'T', tags: 'skull,nas' })).toBe('💀 *T*\nm\n_nas_');
    expect(await header({ title: '=?UTF-8?B?w6Twn5iA?= =?utf-8?q?=C3=A9_b?=' })).toBe('*ä😀 é b*\nm');
    expect(
      await header({ t: Array.from(new TextEncoder().encode('ä'), (byte) => String.fromCharCode(byte)).join('') }),
    ).toBe('*ä*\nm');
    expect(await header({ m: 'one\\ntwo' }, '')).toBe('one\ntwo');
    expect(await header({ priority: 'urgent' })).toBe('🔴 m');
    expect(await header({ p: '4', md: '1' }, '**m**')).toBe('🟠 *m*');
    expect(await header({ click: 'https://a.example' })).toBe('m\n<https://a.example>');
  });

  it('has buttons as JSON and in the short form', async () => {
    expect(await header({ actions: 'view, Open, https://a.example, clear=true; http, Close, https://b.example' })).toBe(
      'm\n<https://a.example|Open>',
    );
    expect(await header({ actions: 'action=view, label="Open it", url=https://a.example' })).toBe(
      'm\n<https://a.example|Open it>',
    );
    expect(await header({ actions: '[{"action":"view","label":"O","url":"https://a.example"}]' })).toBe(
      'm\n<https://a.example|O>',
    );
  });

  it('shows the name of a file that is sent or attached', async () => {
    expect(
      await text(new Request(at, { method: 'PUT', body: '\0PNG', headers: { filename: 'a.png' } }), relay.ntfy),
    ).toBe('📎 a.png');
    expect(await header({ attach: 'https://a.example/x.zip', filename: 'x.zip' })).toBe(
      'm\n<https://a.example/x.zip|📎 x.zip>',
    );
    expect(await header({ attach: 'https://a.example/x.png' })).toBe('m\n<https://a.example/x.png|🖼 image>');
  });

  it('shows JSON without a message as it came', async () => {
    expect(await text(post('{"a":1}'), relay.ntfy)).toBe('{"a":1}');
  });
});

describe('a notification is refused', () => {
  it.each([
    ['no JSON', '{"text":', 'notification_invalid'],
    ['a text', 'hello', 'notification_invalid'],
    ['a list', '[1]', 'notification_invalid'],
    ['JSON of 40 levels', `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`, 'notification_invalid'],
    ['500,000 brackets', '['.repeat(500_000), 'notification_invalid'],
    ['an empty body', '', 'notification_empty'],
    ['an empty object', '{}', 'notification_empty'],
    ['an empty text', '{"text":" \\n\\u200b"}', 'notification_empty'],
    ['only what is not shown', '{"username":"x","attachments":[{"color":"good","ts":1}]}', 'notification_empty'],
    ['wrong types', '{"text":null,"attachments":{"text":"x"},"blocks":"x"}', 'notification_empty'],
  ])('with %s', async (_, body, code) => {
    for (const format of [relay.slack, relay.mattermost]) expect(await codeOf(text(post(body), format))).toBe(code);
  });

  it('with broken multipart', async () => {
    const type = { 'content-type': 'multipart/form-data; boundary=x' };
    expect(await codeOf(text(post('--x\r\nbroken', type)))).toBe('notification_invalid');
    expect(await codeOf(text(post('x', { 'content-type': 'multipart/form-data' })))).toBe('notification_invalid');
  });

  it('by another method', async () => {
    expect(await codeOf(text(new Request(at)))).toBe('probe');
    expect(await codeOf(text(new Request(`${at}?poll=1`), relay.ntfy))).toBe('probe');
    expect(await codeOf(text(new Request(`${at}?message=m`, { method: 'HEAD' }), relay.ntfy))).toBe('probe');
    expect(await codeOf(text(new Request(at, { method: 'PATCH', body: json })))).toBe('method_not_allowed');
  });

  it('beyond the limits of its body', async () => {
    expect(await codeOf(text(post('x'.repeat(1_048_577)), relay.generic))).toBe('body_too_large');
    expect(await codeOf(text(post(json), relay.slack, { maxBytes: 10 }))).toBe('body_too_large');
    const declared = post(json, { 'content-length': '9999' });
    expect(await codeOf(text(declared, relay.slack, { maxBytes: 100 }))).toBe('body_too_large');
    expect(declared.bodyUsed).toBe(false);
    const never = new ReadableStream({ pull: () => new Promise(() => undefined) });
    const slow = new Request(at, { method: 'POST', body: never, duplex: 'half' } as RequestInit);
    expect(await codeOf(text(slow, relay.slack, { timeout: 20 }))).toBe('body_timeout');
    const used = post(json);
    await used.text();
    expect(await codeOf(text(used))).toBe('body_used');
  });

  it.each([
    [{ maxText: 0 }, RangeError],
    [{ maxText: 1.5 }, RangeError],
    [{ maxBytes: -1 }, RangeError],
    [null, TypeError],
  ])('by the program for the options %j', async (options, error) => {
    await expect(relay.parseNotification(post(json), relay.slack, options as never)).rejects.toThrow(error);
    await expect(relay.parseNotification(post(json), undefined as never)).rejects.toThrow(TypeError);
  });
});

describe('a notification tells', () => {
  it.each([
    [{ 'x-gitea-delivery': 'a-1' }, 'a-1'],
    [{ 'idempotency-key': ' b ' }, 'b'],
    [{ 'x-request-id': 'c' }, undefined],
    [{ 'x-gitea-delivery': 'x'.repeat(201) }, undefined],
    [{}, undefined],
  ])('the id of the delivery, of %j', async (headers, id) => {
    expect((await relay.parseNotification(post(json, headers as Record<string, string>), relay.slack)).id).toBe(id);
  });

  it('its kind and its format, and nothing of the request', async () => {
    const notification = await relay.parseNotification(post(json, {}, '?token=secret'), relay.slack);
    expect({ ...notification }).toEqual({
      ...{ kind: 'notification', format: 'slack', message: { text: 'a & b' }, id: undefined },
      accepted: expect.any(Function) as unknown,
    });
  });
});

describe('a format of the program', () => {
  const bamboo: relay.NotificationFormat = {
    name: 'bamboo',
    read: ({ fields, headers, query }) => ({
      text: `${String(fields['build'])} ${headers.get('x-a')} ${query.get('b')}`,
    }),
    accepted: ({ fields }) => Response.json({ done: fields['build'] }),
    refused: ({ code }) => Response.json({ code }, { status: 422 }),
  };

  it('is read and answered by its functions', async () => {
    const notification = await relay.parseNotification(post('{"build":7}', { 'x-a': 'h' }, '?b=q'), bamboo);
    expect(notification).toMatchObject({ format: 'bamboo', message: { text: '7 h q' } });
    expect(await notification.accepted().json()).toEqual({ done: 7 });
  });

  it('may change what another format reads', async () => {
    const loud: relay.NotificationFormat = {
      ...relay.slack,
      read: (received, options) => ({
        ...relay.slack.read(received, options),
        text: `!! ${String(received.fields['text'])}`,
      }),
    };
    expect(await text(post(json), loud)).toBe('!! a & b');
  });
});
