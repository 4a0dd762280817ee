import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { createChat } from '../../test/portable/chat.ts';
import { outgoing, post, slash, token } from '../../test/portable/requests.ts';
import { acknowledge, chatHandler, dedupe, parseBot, parseOutgoing, parseSlash, respond } from '../index.ts';

const message = (postId: string, fields: Record<string, string> = {}) =>
  parseOutgoing(post({ ...outgoing, post_id: postId, ...fields }));

async function botMessage(postId: string) {
  const { user_id, username, timestamp, text } = outgoing;
  const event = await parseBot(post({ token, user_id, username, timestamp, text, post_id: postId }));
  return event.kind === 'bot' ? event : expect.fail('a message is no press');
}

async function press() {
  const action = { type: 'button', name: 'answer', value: 'yes', text: 'Yes', style: 'green' };
  const user = { user_id: 4, username: 'mikael' };
  const payload = JSON.stringify({ actions: [action], callback_id: 'deploy', post_id: '7', token, user });
  const event = await parseBot(post({ payload }));
  return event.kind === 'press' ? event : expect.fail('a press is no message');
}

describe('dedupe', () => {
  it('knows a message again, of a channel or to a bot', async () => {
    const seen = dedupe();
    const messages = [await message('1'), await message('2'), await botMessage('3')];
    expect(messages.map(seen)).toEqual([false, false, false]);
    const again = [await botMessage('3'), await message('1'), await message('2'), await message('1')];
    expect(again.map(seen)).toEqual([true, true, true, true]);
  });

  it('lets Chat repeat itself, and the message is handled once', async () => {
    const app: { handle?: (req: Request) => Promise<Response> } = {};
    const { nas, texts } = createChat({
      retries: 2,
      // The first answers are lost on their way.
      fetch: async (req) => {
        await app.handle?.(req);
        throw new TypeError('connection lost');
      },
    });
    const addHook = nas.addOutgoing({ triggerWords: ['Add'], url: 'http://app.example/' });
    const seen = dedupe();
    const added: string[] = [];
    app.handle = chatHandler(async (req) => {
      const event = await parseOutgoing(req, { token: addHook.token, triggerWords: 'Add' });
      if (seen(event)) return acknowledge();
      added.push(event.rest);
      return respond('added');
    });

    await nas.say('mikael', 'general', 'Add milk');
    await nas.say('mikael', 'general', 'Add milk');

    expect(nas.exchanges()).toHaveLength(6);
    expect(added).toEqual(['milk', 'milk']);
    expect(texts()).toEqual(['Add milk', 'Add milk']);
  });

  it('keeps two integrations apart that hear the same message, and one memory from another', async () => {
    const seen = dedupe();
    expect([seen(await message('1')), seen(await message('1', { token: `${token}2` }))]).toEqual([false, false]);
    expect([seen(await message('1')), dedupe()(await message('1'))]).toEqual([true, false]);
  });

  it('forgets a message when it expires, counted from its first arrival', async () => {
    let now = 5000;
    const seen = dedupe({ ttl: 1000, now: () => now });
    const [one, two] = [await message('1'), await message('2')];
    expect(seen(one)).toBe(false);
    now += 600;
    expect([seen(one), seen(two)]).toEqual([true, false]);
    now += 399;
    expect(seen(one)).toBe(true);
    now += 1;
    expect([seen(one), seen(two)]).toEqual([false, true]);
    now += 5000;
    expect([seen(two), seen(one), seen(two)]).toEqual([false, false, true]);
  });

  it('remembers for ten minutes by default', async () => {
    let now = 0;
    const seen = dedupe({ now: () => now });
    const one = await message('1');
    seen(one);
    now = 600_000 - 1;
    expect(seen(one)).toBe(true);
    now = 600_000;
    expect(seen(one)).toBe(false);
  });

  it('is not for the copy of an event, which has no token: of two webhooks one would hide the other', async () => {
    const copy = structuredClone({ ...(await message('1')) });
    expect(() => dedupe()(copy)).toThrow('before the event goes into a queue');
  });

  it('forgets the oldest when there are too many, 1000 by default', async () => {
    const few = dedupe({ max: 2 });
    const [one, two, three] = [await message('1'), await message('2'), await message('3')];
    // Being asked for again makes nothing younger.
    expect([one, two, one, three].map(few)).toEqual([false, false, true, false]);
    expect([two, three, one, two].map(few)).toEqual([true, true, false, false]);

    const seen = dedupe();
    const thousand = Array.from({ length: 1000 }, (_, post) => ({ ...one, token, postId: String(post) }));
    expect(thousand.some(seen)).toBe(false);
    expect(thousand.every(seen)).toBe(true);
    expect(seen({ ...one, token, postId: '1000' })).toBe(false);
    expect([thousand[1], thousand[0]].map((event) => event && seen(event))).toEqual([true, false]);
  });

  it('forgets in the same order after it was empty', async () => {
    let now = 0;
    const seen = dedupe({ max: 2, ttl: 10, now: () => now });
    const [one, two, three] = [await message('1'), await message('2'), await message('3')];
    expect([one, two].map(seen)).toEqual([false, false]);
    now = 10;
    expect([two, three, one].map(seen)).toEqual([false, false, false]);
    expect([three, one, two].map(seen)).toEqual([true, true, false]);
  });

  it('uses the monotonic clock by default', async () => {
    const seen = dedupe({ ttl: 0.001 });
    const one = await message('1');
    seen(one);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen(one)).toBe(false);
  });

  it('refuses an event without a post id, in TypeScript at compile time', async () => {
    const seen = dedupe();
    const pressed = await press();
    const typed = await parseSlash(post(slash('/ping')), v.object({}));
    // @ts-expect-error -- the post is the one with the buttons
    expect(() => seen(pressed)).toThrow(TypeError);
    // @ts-expect-error -- a slash command is no post
    expect(() => seen(typed)).toThrow(TypeError);
    // @ts-expect-error -- what comes to a bot may be a press
    expect(() => seen(pressed as Awaited<ReturnType<typeof parseBot>>)).toThrow('"press"');
  });

  it.each([{ max: 0 }, { max: Number.NaN }, { ttl: 0 }, { ttl: -1 }, { ttl: Number.NaN }])('refuses %j', (options) => {
    expect(() => dedupe(options)).toThrow(RangeError);
  });
});
