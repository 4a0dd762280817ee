import { describe, expect, it } from 'vitest';
import { deferred, handClock, post } from '../test/client.ts';
import { createSimulator, type SimulatorOptions } from './simulator.ts';

function webhook(options: SimulatorOptions = {}) {
  const nas = createSimulator({ channels: ['general', 'labb'], rateInterval: 0, ...options });
  const { url } = nas.addIncoming({ channel: 'general', name: 'Builds' });
  return { nas, url, send: (payload: unknown) => post(nas, url, payload) };
}

describe('an incoming webhook', () => {
  it('posts under its own name in its own channel, visible to everybody', async () => {
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

  it('refuses a text of a wrong type by name, and a payload with nothing in it', async () => {
    const { nas, send } = webhook();
    expect((await send({ text: 5 })).error).toEqual({ code: 120, errors: { name: 'text', reason: 'type' } });
    expect((await send({})).error).toEqual({ code: 101 });
    expect((await send([1])).error).toEqual({ code: 407, errors: 'payload: not a json object' });
    expect(nas.posts('general')).toEqual([]);
  });

  it('takes 2000 characters and refuses 2001, an emoji being one', async () => {
    const { nas, send } = webhook();
    expect(await send({ text: '😀'.repeat(2000) })).toEqual({ success: true });
    expect((await send({ text: '😀'.repeat(2001) })).error).toEqual({ code: 410, errors: 'msg too long' });
    nas.switches.tooLong = 'truncate';
    expect(await send({ text: `${'a'.repeat(2000)}rest` })).toEqual({ success: true });
    expect(nas.posts('general').at(-1)?.text).toBe('a'.repeat(2000));
  });
});

describe('the rate rule', () => {
  it('refuses a second post within 500 ms and takes one after them', async () => {
    const { advance, ...clock } = handClock();
    const { nas, send } = webhook({ rateInterval: undefined, ...clock });
    expect(await send({ text: '1' })).toEqual({ success: true });
    advance(499);
    expect((await send({ text: '2' })).error).toEqual({ code: 411, errors: 'create post too fast' });
    advance(1);
    expect(await send({ text: '3' })).toEqual({ success: true });
    expect(nas.posts('general').map(({ text }) => text)).toEqual(['1', '3']);
  });

  it('counts each token for itself, or all together by the switch', async () => {
    const { advance, ...clock } = handClock();
    const { nas, send } = webhook({ rateInterval: 500, ...clock });
    const other = nas.addIncoming({ channel: 'labb' });
    await send({ text: '1' });
    expect(await post(nas, other.url, { text: '2' })).toEqual({ success: true });
    nas.switches.rateScope = 'server';
    const third = nas.addIncoming({ channel: 'labb' });
    expect((await post(nas, third.url, { text: '3' })).error?.code).toBe(411);
  });

  it('forgets a post that was refused for its file', async () => {
    const clock = handClock();
    const fetch = () => Promise.resolve(new Response('', { status: 404 }));
    const { send } = webhook({ rateInterval: 500, fetch, now: clock.now });
    expect((await send({ file_url: 'http://files.example/a.txt' })).error?.code).toBe(117);
    expect(await send({ text: 'at once' })).toEqual({ success: true });
  });

  it('counts a post from its arrival, while its file is still coming', async () => {
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
