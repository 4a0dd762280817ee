import { createSimulator } from 'synochat-simulator';
import * as v from 'valibot';
import { describe, expect, inject, it } from 'vitest';
import { outgoing, post, slash, token } from '../test/portable/requests.ts';
import { chatHandler, memoryLimiter, parseOutgoing, parseSlash, respond, sendIncoming } from './index.ts';

/** Problems that users of the Python package of the same name reported. Each of these must not come back. */
describe('users of the forerunner no longer find that', () => {
  const echo = chatHandler(async (req) => respond((await parseOutgoing(req, { token })).text));

  it.each(['Tom & Jerry', '1 + 1', '100%20', '%22quoted%22', 'a=b&c=d', '100 %', 'x;y#z', '"'])(
    'the text %j arrives changed or breaks the message',
    async (text) => {
      const nas = createSimulator();
      const { fetch } = nas;
      await sendIncoming(nas.addIncoming({ channel: 'general' }).url, text, { fetch });
      expect(nas.posts('general').map((each) => each.text)).toEqual([text]);
      await expect((await echo(post({ ...outgoing, text }))).json()).resolves.toEqual({ text });
    },
  );

  it('`time` is found in `timeout=3`', async () => {
    const schema = v.object({ timeout: v.optional(v.number()), time: v.boolean() });
    await expect(parseSlash(post(slash('/ping timeout=3')), schema)).resolves.toMatchObject({
      args: { timeout: 3, time: false },
    });
  });

  it('`a=b=c` loses its value', async () => {
    const schema = v.object({ a: v.optional(v.string()) });
    await expect(parseSlash(post(slash('/x a=b=c')), schema)).resolves.toMatchObject({ args: { a: 'b=c' } });
  });

  it('an optional word shifts the positional ones', async () => {
    const schema = v.object({ ip: v.string(), count: v.optional(v.number()), time: v.boolean() });
    await expect(parseSlash(post(slash('/ping count=4 1.1.1.1 time')), schema)).resolves.toMatchObject({
      args: { ip: '1.1.1.1', count: 4, time: true },
    });
  });

  it('a wrong token gets the real one back in the reply', async () => {
    const response = await echo(post({ ...outgoing, token: 'guess' }));
    expect(response.status).toBe(401);
    expect(`${await response.text()}${JSON.stringify([...response.headers])}`).not.toContain(token);
  });

  it('a bot message, which has no channel, or any missing field is a crash', async () => {
    const bot = {
      token,
      user_id: '5971',
      username: 'nicholasli',
      post_id: '1233746535650568',
      thread_id: '0',
      timestamp: '1720000284907',
      text: 'hello',
    };
    const response = await echo(post(bot));
    expect([response.status, await response.text()]).toEqual([
      400,
      'field missing: channel_name; the fields look like those for parseBot',
    ]);
    expect((await echo(post({ token }))).status).toBe(400);
  });

  it('concurrent sends lose 19 of 20 messages', async () => {
    // A rule and an interval of their own, so that the test takes no ten seconds.
    const nas = createSimulator({ rateInterval: 20, now: () => performance.now() });
    const { fetch } = nas;
    const { url } = nas.addIncoming({ channel: 'general' });
    const messages = Array.from({ length: 20 }, (_, n) => String(n));
    await Promise.all(messages.map((text) => sendIncoming(url, text, { fetch, interval: 21 })));
    expect(nas.posts('general').map(({ text }) => text)).toEqual(messages);
  });

  it('an HTML page in place of an answer is a crash', async () => {
    await expect(sendIncoming(`${inject('badServer')}/html/webapi/entry.cgi?token=x`, 'x')).rejects.toMatchObject({
      name: 'SendError',
      code: 'not_chat',
    });
  });

  it('a server that never answers is waited for for ever', async () => {
    await expect(
      sendIncoming(`${inject('badServer')}/hang/webapi/entry.cgi?token=y`, 'x', { timeout: 50 }),
    ).rejects.toMatchObject({ code: 'timeout' });
  });

  it('there is a pause after the last message', async () => {
    const nas = createSimulator();
    const { fetch } = nas;
    const waits: number[] = [];
    const sleep = (ms: number) => Promise.resolve(void waits.push(ms));
    await sendIncoming(nas.addIncoming({ channel: 'general' }).url, 'the only one', {
      fetch,
      sleep,
      limiter: memoryLimiter(),
    });
    expect(waits).toEqual([]);
  });
});
