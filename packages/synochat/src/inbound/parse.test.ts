import * as v from 'valibot';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { refusal } from '../../test/portable/refusal.ts';
import { outgoing, post, slash, stream, token, without } from '../../test/portable/requests.ts';
import {
  type OutgoingMessage,
  type ParseOptions,
  parseBot,
  parseOutgoing,
  parseSlash,
  type SlashCommand,
  verifyToken,
} from '../index.ts';

const Ping = v.object({ ip: v.string(), count: v.optional(v.number()), time: v.boolean() });

describe('an outgoing webhook', () => {
  it('gives every field, typed and by its name on the wire', async () => {
    const event = await parseOutgoing(post({ ...outgoing, text: 'Ping  me please ', thread_id: '7' }), {
      token,
      triggerWords: ['Pong', 'Ping'],
    });
    expectTypeOf(event).toEqualTypeOf<OutgoingMessage>();
    const { token: _, ...raw } = { ...outgoing, text: 'Ping  me please ', thread_id: '7' };
    expect({ ...event, raw: { ...event.raw } }).toEqual({
      kind: 'outgoing',
      user: { id: 4, name: 'mikael' },
      text: 'Ping  me please ',
      triggerWord: 'Ping',
      rest: 'me please',
      channel: { id: 34, name: 'Labb', type: '1' },
      postId: '146028888230',
      threadId: '7',
      sentAt: new Date(1647060330657),
      raw,
    });
  });

  it('has its token in no log, JSON or clone', async () => {
    const event = await parseOutgoing(post(outgoing));
    expect(event.token).toBe(token);
    expect(JSON.stringify(event)).not.toContain(token);
    expect(JSON.stringify({ ...event })).not.toContain(token);
    expect(JSON.stringify(structuredClone({ ...event }))).not.toContain(token);
    expect(Object.keys(event)).not.toContain('token');
    const bun = (globalThis as { Bun?: { inspect: (value: unknown) => string } }).Bun;
    expect(bun?.inspect(event) ?? '').not.toContain(token);
  });

  it('is behind one getter for all events: one for each fills the memory of V8 with hidden classes', async () => {
    const read = { triggerWords: 'a' };
    const [first, second] = [await parseOutgoing(post(outgoing), read), await parseOutgoing(post(outgoing), read)];
    const [property, other] = [first, second].map((event) => Object.getOwnPropertyDescriptor(event, 'token'));

    expect(property?.value).toBeUndefined();
    expect(property).toEqual(other);
    expect([first.token, second.token]).toEqual([token, token]);
  });

  it('can be verified afterwards when it was parsed without a token', async () => {
    const event = await parseOutgoing(post(outgoing));
    expect(verifyToken(event.token, token)).toBe(true);
    expect(verifyToken(event.token, `${token}x`)).toBe(false);
  });

  it.each(['token', 'channel_name', 'user_id', 'username', 'post_id', 'timestamp', 'text'])(
    'is refused without its %s',
    async (name) => {
      const error = await refusal(parseOutgoing(post(without(name))));
      expect(error.code).toBe(name === 'token' ? 'token_missing' : 'field_missing');
      if (name !== 'token') expect(error.reply).toBe(`field missing: ${name}`);
    },
  );

  it.each(['channel_type', 'thread_id', 'trigger_word'])(
    'is read without its %s, which older or other servers leave out',
    async (name) => {
      await expect(parseOutgoing(post(without(name)), { token })).resolves.toMatchObject({ text: 'Ping' });
    },
  );

  it('outside a thread has no thread id, which Chat writes as 0', async () => {
    await expect(parseOutgoing(post(outgoing))).resolves.toMatchObject({ threadId: undefined });
  });

  it('of a whole channel keeps all of its words: Chat names the first of them as the trigger word', async () => {
    const text = 'deploy the new version';
    for (const trigger_word of ['deploy', '']) {
      const event = await parseOutgoing(post({ ...outgoing, text: ` ${text} `, trigger_word }), { token });
      expect(event).toMatchObject({ triggerWord: trigger_word || undefined, rest: text });
    }
    const chinese = { ...outgoing, text: '部署新版本', trigger_word: '部署新版本' };
    await expect(parseOutgoing(post(chinese))).resolves.toMatchObject({ rest: '部署新版本' });
  });

  it('loses the configured trigger word in its rest, whatever Chat says the trigger word was', async () => {
    const call = { ...outgoing, text: 'Ping, are you there?', trigger_word: 'Ping,' };
    const event = await parseOutgoing(post(call), { token, triggerWords: 'Ping' });
    expect(event).toMatchObject({ rest: 'are you there?', text: 'Ping, are you there?' });
  });

  it('takes no trigger word that is empty or has blanks around it', async () => {
    for (const triggerWords of ['', ' ', 'Ping ', ['Ping', '']])
      await expect(parseOutgoing(post(outgoing), { token, triggerWords })).rejects.toThrow(TypeError);
  });

  it('is read without the id of its channel, which some servers leave out', async () => {
    for (const call of [without('channel_id'), { ...outgoing, channel_id: '' }])
      await expect(parseOutgoing(post(call), { token })).resolves.toMatchObject({
        channel: { id: undefined, name: 'Labb' },
      });
  });

  it.each([
    ['user_id', 'four'],
    ['user_id', '-4'],
    ['user_id', '4.5'],
    ['user_id', '99999999999999999999'],
    ['channel_id', '3x'],
    ['post_id', '12x'],
    ['timestamp', 'yesterday'],
    ['timestamp', '9007199254740991'],
    ['thread_id', 'none'],
  ])('is refused when its %s is %j, without repeating it', async (name, value) => {
    const error = await refusal(parseOutgoing(post({ ...outgoing, [name]: value }), { token }));
    expect(error).toMatchObject({ code: 'field_invalid', status: 400, reply: `field invalid: ${name}` });
  });

  it('keeps a post id that is larger than 32 bits, and one larger than a number holds', async () => {
    const event = await parseOutgoing(post({ ...outgoing, post_id: '1233746535650568999999' }));
    expect(event.postId).toBe('1233746535650568999999');
  });

  it('brings & + % and quotes in the text as they were typed, with blanks as + or %20', async () => {
    const text = 'a & b + c 100% "q" \\ ; #x = é 漢 😀';
    await expect(parseOutgoing(post({ ...outgoing, text }))).resolves.toMatchObject({ text });
    const body = `${String(new URLSearchParams(without('text')))}&text=${encodeURIComponent(text)}`;
    await expect(parseOutgoing(post(body))).resolves.toMatchObject({ text });
  });
});

describe('a slash command', () => {
  it('gives typed arguments, the command, the user, the channel and the line', async () => {
    const command = await parseSlash(post(slash('/ping 1.1.1.1 count=4 time')), Ping, { token });
    expectTypeOf(command).toEqualTypeOf<SlashCommand<{ ip: string; count?: number | undefined; time: boolean }>>();
    expect(command).toMatchObject({
      kind: 'slash',
      command: 'ping',
      args: { ip: '1.1.1.1', count: 4, time: true },
      user: { id: 4, name: 'mikael' },
      channel: { id: 34, name: 'Labb', type: undefined },
      text: '/ping 1.1.1.1 count=4 time',
    });
    expect(JSON.stringify(command)).not.toContain(token);
  });

  it('is read without channel fields, which not every server sends', async () => {
    const fields = { token, user_id: '4', username: 'mikael', text: '/ping 1.1.1.1' };
    await expect(parseSlash(post(fields), Ping)).resolves.toMatchObject({
      channel: undefined,
      args: { ip: '1.1.1.1', time: false },
    });
  });

  it.each([{ channel_id: '' }, { channel_id: '34' }, { channel_id: 'x', channel_name: 'Labb' }])(
    'is read with %j for its channel: what is not promised cannot be missing',
    async (channel) => {
      const fields = { token, user_id: '4', username: 'mikael', text: '/ping 1.1.1.1', ...channel };
      await expect(parseSlash(post(fields), Ping)).resolves.toMatchObject({ channel: undefined });
    },
  );

  it('is read with the name of its channel alone', async () => {
    const fields = { token, user_id: '4', username: 'mikael', text: '/ping 1.1.1.1', channel_name: 'Labb' };
    await expect(parseSlash(post(fields), Ping)).resolves.toMatchObject({ channel: { id: undefined, name: 'Labb' } });
  });

  it('is answered in words with status 200 when the chat user made a mistake', async () => {
    const error = await refusal(parseSlash(post(slash('/ping')), Ping, { token }));
    expect(error).toMatchObject({ code: 'command_invalid', status: 200 });
    await expect(error.getResponse().json()).resolves.toEqual({
      text: 'Missing: ip\nUsage: /ping <ip> [count=…] [time]',
    });
  });

  it('with a wrong token is refused before its command line is looked at', async () => {
    const error = await refusal(parseSlash(post(slash('/ping')), Ping, { token: 'another' }));
    expect(error.code).toBe('token_wrong');
  });
});

describe('an event for another parser', () => {
  const typed = { ...outgoing, text: 'hello', trigger_word: 'hello' };
  const { channel_id: _, channel_type: __, channel_name: ___, trigger_word: ____, ...message } = outgoing;
  const command = { ...message, channel_id: '34', channel_name: 'Labb', text: '/ping 1.1.1.1' };

  it.each([
    ['a slash command', 'parseBot', () => parseBot(post(command), { token }), 'parseSlash'],
    ['a slash command', 'parseOutgoing', () => parseOutgoing(post(command), { token }), 'parseSlash'],
    ['a message of a channel', 'parseBot', () => parseBot(post(typed), { token }), 'parseOutgoing'],
    ['a message of a channel', 'parseSlash', () => parseSlash(post(typed), Ping, { token }), 'parseOutgoing'],
    [
      'a message to a bot',
      'parseSlash',
      () => parseSlash(post({ ...message, text: 'hi' }), Ping, { token }),
      'parseBot',
    ],
  ])('is refused, with the parser that fits: %s for %s', async (_kind, _parser, parse, other) => {
    const error = await refusal(parse());
    expect(error).toMatchObject({ code: 'event_unexpected', status: 400 });
    expect(error.reply).toBe(`event unexpected: the fields look like those for ${other}`);
  });

  it('is no command that was typed to a bot, nor a command of which a server tells no channel', async () => {
    await expect(parseBot(post({ ...message, text: '/db' }), { token })).resolves.toMatchObject({ text: '/db' });
    const minimal = { ...message, text: '/ping 1.1.1.1' };
    await expect(parseSlash(post(minimal), Ping, { token })).resolves.toMatchObject({ command: 'ping' });
  });
});

describe('a token', () => {
  it('that is wrong and one that is missing get the same answer, without the right token', async () => {
    const wrong = await refusal(parseOutgoing(post({ ...outgoing, token: 'wrong' }), { token }));
    const missing = await refusal(parseOutgoing(post(without('token')), { token }));
    const empty = await refusal(parseOutgoing(post({ ...outgoing, token: '' }), { token }));
    expect([wrong.code, missing.code, empty.code]).toEqual(['token_wrong', 'token_missing', 'token_missing']);
    const answers = await Promise.all(
      [wrong, missing, empty].map(async (error) => [error.status, await error.getResponse().text()]),
    );
    expect(answers).toEqual([
      [401, ''],
      [401, ''],
      [401, ''],
    ]);
  });

  it('is checked before any other field is looked at', async () => {
    const error = await refusal(parseOutgoing(post('token=wrong&user_id=x&text=1&text=2'), { token }));
    expect(error.code).toBe('token_wrong');
  });

  it('that is wrong at the beginning of a form is refused before the rest of the form is looked at', async () => {
    const fields = extra(65, '&', '=1');
    for (const rest of [fields, '&token=x', `&token=${token}`, `&payload={"token":"${token}"}`, ''])
      for (const parse of [parseOutgoing, parseBot])
        expect((await refusal(parse(post(`token=wrong${rest}`), { token: ['old', token] }))).code).toBe('token_wrong');
  });

  it('that is wrong gets an error without a stack, which nobody can change, as a scan sends many', async () => {
    const [first, second] = await Promise.all(
      [1, 2].map(async () => refusal(parseOutgoing(post('token=wrong'), { token }))),
    );
    expect(first).toBeInstanceOf(Error);
    expect(first?.stack).toBe('RequestError: The token is not an accepted one');
    expect(() => Object.assign(first ?? {}, { message: 'changed' })).toThrow(TypeError);
    expect(await first?.getResponse().text()).toBe('');
    expect(second?.getResponse().status).toBe(401);
  });

  it('may be one of a list while it is being replaced', async () => {
    await expect(parseOutgoing(post(outgoing), { token: ['old', token] })).resolves.toMatchObject({ text: 'Ping' });
    expect((await refusal(parseOutgoing(post(outgoing), { token: ['old', 'older'] }))).code).toBe('token_wrong');
  });

  it('can be looked up by a function, which lets in by exactly true', async () => {
    await expect(
      parseOutgoing(post(outgoing), { token: (received) => Promise.resolve(received === token) }),
    ).resolves.toBeDefined();
    const truthy = (() => 1) as unknown as () => boolean;
    expect((await refusal(parseOutgoing(post(outgoing), { token: truthy }))).code).toBe('token_wrong');
  });

  it.each([
    ['undefined', undefined],
    ['empty', ''],
    ['an empty list', []],
    ['empty in a list', [token, '']],
    ['undefined in a list', [token, undefined]],
  ])(
    'that should be accepted but is %s is a TypeError, also for a probe: a missing variable opens no door',
    async (_, accepted) => {
      const options = { token: accepted } as { token: string };
      await expect(parseOutgoing(post(outgoing), options)).rejects.toThrow(TypeError);
      await expect(parseOutgoing(new Request('http://app.example/'), options)).rejects.toThrow(TypeError);
    },
  );

  it.each<[string, unknown]>([
    ['the text undefined', 'undefined'],
    ['the text null in a list', [token, 'null']],
    ['in quotes', `"${token}"`],
    ['followed by a line end', `${token}\n`],
  ])('that should be accepted but is %s is a TypeError', async (_, accepted) => {
    const options = { token: accepted } as { token: string };
    await expect(parseOutgoing(post(outgoing), options)).rejects.toThrow(TypeError);
  });

  const twice = String(new URLSearchParams([...Object.entries(outgoing), ['token', token]]));
  const json = JSON.stringify(outgoing);
  it.each([
    ['in a form', twice],
    ['escaped in a form', `${String(new URLSearchParams(outgoing))}&%74oke%6E=x`],
    ['in JSON', json.replace(/\}$/, `,"token":"${token}"}`)],
    ['escaped in JSON', json.replace(/^\{/, '{"\\u0074oken":"x",')],
  ])('that comes twice %s makes no body, and the accepting function is not asked', async (_, body) => {
    const asked: string[] = [];
    const ask = (received: string) => asked.push(received) > 0;
    for (const options of [{ token: ask }, { token }, {}])
      expect(await refusal(parseOutgoing(post(body), options as ParseOptions))).toMatchObject({
        code: 'body_invalid',
        status: 400,
      });
    expect(asked).toEqual([]);
  });

  it.each([
    [
      '64 fields are read, 65',
      (count: number) => `${String(new URLSearchParams(outgoing))}${extra(count - 11, '&', '=1')}`,
    ],
    ['64 JSON members are read, 65', (count: number) => `${json.slice(0, -1)}${extra(count - 11, ',"', '":1')}}`],
  ])('of %s are refused', async (_, body) => {
    await expect(parseOutgoing(post(body(64)), { token })).resolves.toMatchObject({ text: 'Ping' });
    for (const options of [{ token }, {}])
      expect((await refusal(parseOutgoing(post(body(65)), options as ParseOptions))).code).toBe('body_invalid');
  });

  it.each([
    ['a broken JSON body', `{"token":"x","text":}`],
    ['a field twice', 'token=x&text=1&text=2'],
    ['broken escapes', 'token=x&text=%zz%ff'],
    ['a number that none holds', `{"token":"x","post_id":1e999}`],
  ])('that is wrong is all that is looked at of %s', async (_, body) => {
    expect((await refusal(parseOutgoing(post(body), { token }))).code).toBe('token_wrong');
  });
});

function extra(count: number, before: string, after: string): string {
  return Array.from({ length: count }, (_, at) => `${before}x${at}${after}`).join('');
}

describe('a request that is no event', () => {
  it.each(['GET', 'HEAD'])('but a %s probe is answered with an empty 200', async (method) => {
    const error = await refusal(parseOutgoing(new Request('http://app.example/hook', { method }), { token }));
    expect(error.code).toBe('probe');
    const response = error.getResponse();
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('but has another method is told which ones there are', async () => {
    const error = await refusal(parseOutgoing(new Request('http://app.example/hook', { method: 'PUT', body: 'x' })));
    expect(error.code).toBe('method_not_allowed');
    expect(error.getResponse().headers.get('allow')).toBe('GET, HEAD, POST');
  });

  it('has a field twice, so that it is unknown which one counts', async () => {
    const body = `${String(new URLSearchParams(outgoing))}&text=other`;
    expect(await refusal(parseOutgoing(post(body), { token }))).toMatchObject({
      code: 'field_invalid',
      reply: 'field invalid: text',
    });
  });

  it.each([
    ['of two lines', 'a\r\nSet-Cookie: b=1'],
    ['of 1000 letters', 'n'.repeat(1000)],
    ['of markup', '<b>'],
    ['that is empty', ''],
  ])('has a field with a name %s twice, which neither the log nor the sender gets back', async (_, name) => {
    const twice = new URLSearchParams([...Object.entries(outgoing), [name, '1'], [name, '2']]);
    expect(await refusal(parseOutgoing(post(String(twice)), { token }))).toMatchObject({
      code: 'field_invalid',
      message: 'field invalid',
      reply: 'field invalid',
    });
  });

  it.each(['', 'just some words', '{"token":', '[1,2]', '"text"', 'null', '%%%=%zz&%', '=&=&&;', '\u0000'])(
    'but the body %j is refused',
    async (body) => {
      const error = await refusal(
        parseOutgoing(
          post(body, {
            'content-type': body.startsWith('{') || body.startsWith('[') ? 'application/json' : 'text/plain',
          }),
          { token },
        ),
      );
      expect(['body_invalid', 'token_missing']).toContain(error.code);
    },
  );

  it('gets the same class of error for a multipart body', async () => {
    const form = new FormData();
    form.set('token', token);
    const error = await refusal(parseOutgoing(new Request('http://app.example/', { method: 'POST', body: form })));
    expect(error.code).toBe('body_invalid');
  });

  it.each(['multipart/form-data; boundary=x', 'Multipart/Mixed', ' multipart/form-data'])(
    'is not even read with the Content-Type %j',
    async (type) => {
      const req = stream([`token=${token}`], { headers: { 'content-type': type } });
      expect((await refusal(parseOutgoing(req, { token }))).code).toBe('body_invalid');
      expect(req.bodyUsed).toBe(false);
    },
  );
});

describe('fields with unusual names', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'as %s are fields like any other',
    async (name) => {
      const event = await parseOutgoing(post(`${String(new URLSearchParams(outgoing))}&${name}=x`), { token });
      expect(event.raw[name]).toBe('x');
      expect(({} as Record<string, unknown>)['x']).toBeUndefined();
      expect(Object.prototype).not.toHaveProperty('polluted');
    },
  );

  it.each([token, 'x\n2026-01-01 all is well', 'x'.repeat(50)])(
    'that come twice are in no answer and no log: %j',
    async (name) => {
      const again = String(
        new URLSearchParams([
          [name, '1'],
          [name, '2'],
        ]),
      );
      const error = await refusal(parseOutgoing(post(`${String(new URLSearchParams(outgoing))}&${again}`), { token }));
      expect([error.code, error.reply]).toEqual(['field_invalid', 'field invalid']);
      expect(error.message).not.toContain(name);
    },
  );

  it('do not replace a missing field', async () => {
    const error = await refusal(
      parseOutgoing(post('{"__proto__":{"token":"x"}}', { 'content-type': 'application/json' })),
    );
    expect(error.code).toBe('token_missing');
  });
});

describe('a JSON body', () => {
  const json = { 'content-type': 'application/json; charset=utf-8' };
  const numbers = {
    ...outgoing,
    channel_id: 34,
    user_id: 4,
    post_id: 146028888230,
    timestamp: 1647060330657,
    thread_id: null,
    extra: { a: [1] },
  };

  it('is read like a form, its numbers as strings', async () => {
    const event = await parseOutgoing(post(JSON.stringify(numbers), json), { token });
    expect(event).toMatchObject({ postId: '146028888230', user: { id: 4 }, threadId: undefined });
    expect(event.raw).toMatchObject({ post_id: '146028888230', extra: '{"a":[1]}' });
    expect(event.raw).not.toHaveProperty('thread_id');
  });

  it('is recognised without a Content-Type that tells', async () => {
    await expect(
      parseOutgoing(post(` \n${JSON.stringify(numbers)}`, { 'content-type': 'text/plain' }), { token }),
    ).resolves.toBeDefined();
  });

  it.each([
    ['arrays', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('is read with %s nested 32 deep, and refused with more', async (_, open, close) => {
    const nested = (depth: number) => {
      const deep = `${open.repeat(depth - 2)}[1]${close.repeat(depth - 2)}`;
      return parseOutgoing(post(`{"deep":${deep},${JSON.stringify(outgoing).slice(1)}`, json), { token });
    };
    expect((await nested(32)).raw['deep']).toMatch(/^[[{].*\[1].*[}\]]$/);
    expect((await refusal(nested(33))).code).toBe('body_invalid');
    expect((await refusal(nested(5000))).code).toBe('body_invalid');
  });
});
