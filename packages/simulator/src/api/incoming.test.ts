import { describe, expect, it } from 'vitest';
import { deferred, handClock, post } from '../../test/client.ts';
import type { SimulatorOptions } from '../options.ts';
import { createSimulator } from '../simulator.ts';

function webhook(options: SimulatorOptions = {}) {
  const nas = createSimulator({ channels: ['general', 'labb'], rateInterval: 0, ...options });
  const { url } = nas.addIncoming({ channel: 'general', name: 'Builds' });
  return { nas, url, send: (payload: unknown) => post(nas, url, payload) };
}

const noteOf = (nas: ReturnType<typeof createSimulator>) => nas.exchanges().at(-1)?.note;

describe('an incoming webhook', () => {
  it('posts under the name and in the channel of the webhook, visible to everybody', async () => {
    const { nas, send } = webhook();
    await send({ text: 'done\nwell', channel_id: 2, username: 'x' });
    const [only] = nas.posts('general');
    expect(only).toMatchObject({ author: 'Builds', text: 'done\nwell', from: 'integration', onlyTo: undefined });
    expect(nas.posts('labb')).toEqual([]);
  });

  it('numbers posts by channel * 2^32 + n', async () => {
    const { nas, send } = webhook();
    await send({ text: 'a' });
    await send({ text: 'b' });
    await nas.say('ada', 'labb', 'c');
    expect([...nas.posts('general'), ...nas.posts('labb')].map(({ id }) => id)).toEqual([
      '4294967297',
      '4294967298',
      '8589934593',
    ]);
  });

  it('keeps attachments with their buttons', async () => {
    const { nas, send } = webhook();
    const actions = [{ type: 'button', name: 'resp', value: 'ok', text: 'OK', style: 'green' }];
    await send({ attachments: [{ callback_id: 'abc', text: 'Sure?', actions }] });
    expect(nas.posts('general')[0]?.attachments).toEqual([
      { callbackId: 'abc', text: 'Sure?', buttons: [{ name: 'resp', value: 'ok', text: 'OK', style: 'green' }] },
    ]);
  });

  it('refuses a text of a wrong type by name, and an empty payload', async () => {
    const { nas, send } = webhook();
    expect((await send({ text: 5 })).error).toEqual({ code: 120, errors: { name: 'text', reason: 'type' } });
    expect((await send({})).error).toEqual({ code: 101 });
    expect((await send([1])).error).toEqual({ code: 407, errors: 'payload: not a json object' });
    expect(nas.posts('general')).toEqual([]);
  });

  it('accepts 2000 characters and refuses 2001, with an emoji as one character', async () => {
    const { nas, send } = webhook();
    expect(await send({ text: '😀'.repeat(2000) })).toEqual({ success: true });
    expect((await send({ text: '😀'.repeat(2001) })).error).toEqual({ code: 410, errors: 'msg too long' });
    nas.switches.tooLong = 'truncate';
    expect(await send({ text: `${'a'.repeat(2000)}rest` })).toEqual({ success: true });
    expect(nas.posts('general').at(-1)?.text).toBe('a'.repeat(2000));
  });
});

describe('a payload with raw control characters in its strings', () => {
  const raw = '{"text":"one\ntwo\tthree\r\n\u0000\u001b\\"\\\\\n"}';

  it('is accepted with a note, or refused by the switch "controlCharacters"', async () => {
    const { nas, send } = webhook();
    expect(await send(raw)).toEqual({ success: true });
    expect(nas.posts('general')[0]?.text).toBe('one\ntwo\tthree\r\n\u0000\u001b"\\\n');
    expect(noteOf(nas)).toBe('posted in general; raw control characters in the JSON were accepted: write \\n and \\t');
    nas.switches.controlCharacters = 'reject';
    expect((await send(raw)).error).toEqual({ code: 407, errors: 'payload: not a json object' });
    expect(noteOf(nas)).toMatch(/^407: a raw line break or another control character stands in the JSON/);
  });

  it.each(['{"text":\u000b"a"}', '{"text":"a\\\nb"}', '{"text":"a\nb"', '["a\nb"]', '"a\nb"'])(
    'is refused for any other mistake: %j',
    async (payload) => {
      const { send } = webhook();
      expect((await send(payload)).error?.code).toBe(407);
    },
  );

  it('is read at any length', async () => {
    const { nas, send } = webhook({ maxTextLength: 1024 * 1024 });
    expect(await send(`{"text":"${'a\n'.repeat(250_000)}"}`)).toEqual({ success: true });
    expect(nas.posts('general')[0]?.text).toHaveLength(500_000);
  });
});

describe('the record of a post', () => {
  const sendRaw = async (body: string, query = '') => {
    const { nas, url } = webhook();
    await nas.fetch(new Request(url + query, { method: 'POST', body }));
    return { note: noteOf(nas), text: nas.posts('general')[0]?.text };
  };

  it.each([
    ['payload={"text":"1+1"}', '1 1', 'posted in general; a raw + became a blank: write %2B'],
    [
      'payload={"text":"100%25"}',
      '100%',
      'posted in general; a raw % with two digits was decoded: write %25 for the sign itself',
    ],
    ['payload=%7B%22text%22%3A%22a+b%2B%22%7D', 'a b+', 'posted in general'],
    ['payload={"text":"100%"}', '100%', 'posted in general'],
  ])('has a note on %s', async (body, text, note) => {
    expect(await sendRaw(body)).toEqual({ note, text });
  });

  it('has a note on a payload in the query too, and no note if only URL encoded the payload', async () => {
    expect(await sendRaw('', '&payload={"text":"1+1 é"}')).toEqual({
      note: 'posted in general; a raw + became a blank: write %2B',
      text: '1 1 é',
    });
    expect((await sendRaw('', '&payload={"text":"a b é"}')).note).toBe('posted in general');
  });

  it.each([
    ['payload={"text":"a&b"}', 'it ends at a raw "&"'],
    ['payload={"text":"a&b=c"}', 'it ends at a raw "&"'],
    ['payload={"text":"%22"}', 'a raw "%" and two digits in it were decoded'],
    [`payload=${encodeURIComponent(encodeURIComponent('{"text":"a"}'))}`, 'percent-encoded twice'],
    ["payload={'text':'a'}", 'double quotes'],
    ['payload=', 'the payload is empty'],
    ['payload="text"', 'JSON but not an object'],
    ['payload=["text"]', 'JSON but not an object'],
    ['payload=hello', '407: the payload is not JSON'],
    ['text=hello', '120: no payload'],
    ['["text"]', '120: the body is JSON'],
    ['--b\r\nContent-Disposition: form-data; name="payload"\r\n\r\n{}\r\n--b--', '120: the body is multipart'],
  ])('says why %s was refused', async (body, why) => {
    expect((await sendRaw(body)).note).toContain(why);
  });

  it('does not blame "&" for another mistake', async () => {
    for (const body of ['payload={"text":"a&version=2', 'payload=%7B%22text%22&x=1', 'payload={"text":}'])
      expect((await sendRaw(body)).note).toBe('407: the payload is not JSON');
  });

  it('names ignored members, only a few and shortened', async () => {
    const { nas, send } = webhook();
    await send({ text: 'x', username: 'me', icon_emoji: ':ghost:', channel_id: 2, user_ids: [2], token: 'x' });
    expect(noteOf(nas)).toBe('posted in general; ignored: username, icon_emoji');
    await send(
      Object.fromEntries([['text', 'x'], ...Array.from({ length: 9 }, (_, n) => [`${n}${'y'.repeat(99)}`, n])]),
    );
    expect(noteOf(nas)?.length).toBeLessThan(250);
  });

  it('shows an attachment without callback_id, and says that the behaviour of a NAS is unknown', async () => {
    const { nas, send } = webhook();
    await send({ attachments: [{ text: 'Slack style', color: 'good' }] });
    await send({ text: 'x', attachments: [{ text: 'Slack style' }, { callback_id: 'abc', text: 'fine' }] });
    await send({ attachments: [{ callback_id: 'abc', text: 'fine' }] });
    const note = expect.stringContaining('no callback_id') as unknown;
    expect(nas.exchanges()).toMatchObject([{ note }, { note }, { note: 'posted in general' }]);
    expect(nas.posts('general').map(({ attachments }) => attachments.length)).toEqual([1, 2, 1]);
  });
});

describe('the rate rule', () => {
  it('refuses a second post within 450 ms and accepts a later post', async () => {
    const { advance, ...clock } = handClock();
    const { nas, send } = webhook({ rateInterval: undefined, ...clock });
    expect(await send({ text: '1' })).toEqual({ success: true });
    advance(449);
    expect((await send({ text: '2' })).error).toEqual({ code: 411, errors: 'create post too fast' });
    advance(1);
    expect(await send({ text: '3' })).toEqual({ success: true });
    expect(nas.posts('general').map(({ text }) => text)).toEqual(['1', '3']);
  });

  it('counts each token separately, or all tokens together by the switch', async () => {
    const { advance, ...clock } = handClock();
    const { nas, send } = webhook({ rateInterval: 500, ...clock });
    const other = nas.addIncoming({ channel: 'labb' });
    await send({ text: '1' });
    expect(await post(nas, other.url, { text: '2' })).toEqual({ success: true });
    nas.switches.rateScope = 'server';
    const third = nas.addIncoming({ channel: 'labb' });
    expect((await post(nas, third.url, { text: '3' })).error?.code).toBe(411);
  });

  it('ignores a post that was refused for the file', async () => {
    const clock = handClock();
    const fetch = () => Promise.resolve(new Response('', { status: 404 }));
    const { send } = webhook({ rateInterval: 500, fetch, now: clock.now });
    expect((await send({ file_url: 'http://files.example/a.txt' })).error?.code).toBe(117);
    expect(await send({ text: 'at once' })).toEqual({ success: true });
  });

  it('counts a post from arrival, during the download of the file', async () => {
    const asked = deferred();
    const file = deferred<Response>();
    const fetch = () => {
      asked.resolve();
      return file.promise;
    };
    const { nas, send } = webhook({ rateInterval: 500, fetch, now: handClock().now });
    const slow = send({ file_url: 'http://files.example/a.txt' });
    await asked.promise;
    expect((await send({ text: 'second' })).error?.code).toBe(411);
    file.resolve(new Response('bytes'));
    expect(await slow).toEqual({ success: true });
    expect(nas.posts('general')).toHaveLength(1);
  });
});
