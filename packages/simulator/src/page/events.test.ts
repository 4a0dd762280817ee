import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { ask, post } from '../../test/client.ts';
import { createActions } from '../hooks/actions.ts';
import { checkOptions } from '../options.ts';
import { createServer } from '../server.ts';
import { createSimulator, type Simulator } from '../simulator.ts';
import { createEvents } from './events.ts';

/** Returns the events of a stream. An event of several posts counts as an event for each. */
function eventsIn(stream: string) {
  return stream
    .split('\n\n')
    .slice(0, -1)
    .flatMap((block) => {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'mu').exec(block)?.[1] ?? '';
      const data = JSON.parse(field('data') || '{}') as { text?: string } | { text: string }[];
      const all = Array.isArray(data) ? data : [data];
      const id = (n: number) => (n === all.length - 1 ? field('id') : '');
      return all.map(({ text = '' }, n) => ({ event: field('event').replace('posts', 'post'), id: id(n), text }));
    });
}

/** Reads `wanted` events of a user, and disconnects. The `restart` of a new stream does not count. */
async function events(nas: Simulator, user: string, wanted: number, headers: Record<string, string> = {}) {
  const response = await nas.fetch(new Request(`http://localhost/api/events?user=${user}`, { headers }));
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const skipped = 'Last-Event-ID' in headers ? 0 : 1;
  let stream = '';
  while (eventsIn(stream).length < wanted + skipped) stream += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  return eventsIn(stream).slice(skipped, wanted + skipped);
}

const texts = (list: readonly { text: string }[]) => list.map(({ text }) => text);

function room() {
  return createSimulator({
    channels: ['general', { name: 'board', members: ['ada'] }],
    fetch: () => Promise.reject(new Error('down')),
  });
}

describe('the stream of a user', () => {
  it('begins with earlier posts and continues with new posts', async () => {
    const nas = room();
    await nas.say('ada', 'general', 'one');
    const both = events(nas, 'mikael', 2);
    await new Promise((resolve) => setTimeout(resolve));
    await nas.say('ada', 'general', 'two');
    expect(texts(await both)).toEqual(['one', 'two']);
  });

  it('holds the private posts of the user, and no post of other channels', async () => {
    const nas = room();
    await nas.say('ada', 'general', '/nope');
    await nas.say('ada', 'board', 'secret');
    await nas.say('mikael', 'general', 'end');
    expect(texts(await events(nas, 'mikael', 1))).toEqual(['end']);
    expect(texts(await events(nas, 'ada', 3)).slice(1)).toEqual(['secret', 'end']);
  });

  it('continues after the last event, without loss and repetition', async () => {
    const nas = room();
    for (const text of ['one', 'two', 'three']) await nas.say('ada', 'general', text);
    const past = await events(nas, 'ada', 3);
    for (const text of ['four', 'five']) await nas.say('ada', 'general', text);
    const [four] = await events(nas, 'ada', 1, { 'Last-Event-ID': past.at(-1)?.id ?? '' });
    expect(past.map(({ id }) => id === '')).toEqual([true, true, false]);
    expect(four?.text).toBe('four');
    expect(texts(await events(nas, 'ada', 1, { 'Last-Event-ID': four?.id ?? '' }))).toEqual(['five']);
  });

  it('starts anew with `restart` for an id of an earlier run', async () => {
    const nas = room();
    await nas.say('ada', 'general', 'one');
    const [restart, first] = await events(nas, 'ada', 2, { 'Last-Event-ID': 'other.7' });
    expect([restart?.event, first?.text]).toEqual(['restart', 'one']);
  });

  it('begins with hundreds of earlier posts in few events, in order', async () => {
    const nas = room();
    const wanted = Array.from({ length: 250 }, (_, n) => `post ${n}`);
    for (const text of wanted) await nas.say('ada', 'general', text);
    const past = await events(nas, 'ada', 250);
    expect(texts(past)).toEqual(wanted);
    expect(past.flatMap(({ id }, n) => (id === '' ? [] : [n]))).toEqual([249]);

    const { body } = await nas.fetch(new Request('http://localhost/api/events?user=ada'));
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    let stream = '';
    while (!stream.includes('post 249')) stream += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    expect(stream.match(/^event: posts$/gm)).toHaveLength(3);
  });

  it('is refused for an unknown user', async () => {
    expect((await room().fetch(new Request('http://localhost/api/events?user=eve'))).status).toBe(400);
  });

  it('reports every change: replaced posts, exchanges, integrations, switches, users and channels', async () => {
    const nas = createSimulator({ fetch: () => Promise.resolve(Response.json({ text: 'Done' })), rateInterval: 0 });
    const { url } = nas.addBot({ name: 'Helper', url: 'http://app.example/' });
    const actions = [{ name: 'a', value: 'b', text: 'OK' }];
    await post(nas, url, { user_ids: [3], text: 'Sure?', attachments: [{ callback_id: 'c', actions }] });
    const [first] = await events(nas, 'ada', 1);
    const after = { 'Last-Event-ID': first?.id ?? '' };
    const [question] = nas.posts('@Helper');
    await nas.press('ada', { id: question?.id ?? '' }, 'OK');
    nas.switches.latency = 1;
    nas.switches.latency = 1;
    await ask(nas, 'integrations/4', 'PATCH', { hidden: true });
    await ask(nas, 'channels', 'POST', { name: 'new' });

    const changes = await events(nas, 'ada', 5, after);
    expect(changes.map(({ event }) => event)).toEqual(['exchange', 'replaced', 'switches', 'integrations', 'room']);
    expect(changes[1]?.text).toBe('Done');
    expect((await events(nas, 'mikael', 4, after)).map(({ event }) => event)).not.toContain('replaced');
  });

  it('includes a channel that is created while the stream is open', async () => {
    const nas = room();
    const both = events(nas, 'mikael', 2);
    await new Promise((resolve) => setTimeout(resolve));
    await ask(nas, 'channels', 'POST', { name: 'new', members: ['mikael'] });
    await nas.say('mikael', 'new', 'here');
    expect((await both).map(({ event, text }) => event + text)).toEqual(['room', 'posthere']);
  });

  it('starts anew for an id that is too old', async () => {
    const nas = room();
    await nas.say('ada', 'general', 'one');
    const [first] = await events(nas, 'ada', 1);
    for (let n = 0; n < 10_001; n += 1) nas.switches.latency = n % 2;
    await nas.say('ada', 'general', 'two');
    const [restart, next] = await events(nas, 'ada', 2, { 'Last-Event-ID': first?.id ?? '' });
    expect([restart?.event, next?.text]).toEqual(['restart', 'one']);
  });
});

describe('many pages at once', () => {
  /** An open stream that is read only on demand. */
  async function open(nas: Simulator) {
    const { body } = await nas.fetch(new Request('http://localhost/api/events?user=ada'));
    // Without a pipe: on workerd a pipe reports the end only with the next event.
    const reader = body?.getReader();
    const decoder = new TextDecoder();
    return {
      /** Reads until the text has arrived, or to the end. */
      async until(text: string) {
        let seen = '';
        while (!seen.includes(text)) {
          const chunk = await reader?.read();
          if (!chunk || chunk.done) break;
          seen += decoder.decode(chunk.value, { stream: true });
        }
        return seen;
      },
      leave: async () => reader?.cancel(),
    };
  }

  it('are fifty: another page closes the oldest, which must wait for a minute', async () => {
    const nas = room();
    const pages = [];
    for (let n = 0; n < 51; n += 1) {
      const page = await open(nas);
      await page.until('restart');
      pages.push(page);
    }
    expect(await pages[0]?.until('never')).toContain('retry: 60000\n\n');
    await nas.say('ada', 'general', 'still there');
    for (const page of pages.slice(1)) expect(await page.until('still there')).toContain('still there');
    await Promise.all(pages.map((page) => page.leave()));
  });

  it('free their places when they disconnect', async () => {
    const nas = room();
    const stays = await open(nas);
    await stays.until('restart');
    for (let n = 0; n < 120; n += 1) {
      const page = await open(nas);
      await page.until('restart');
      await page.leave();
      await new Promise((resolve) => setTimeout(resolve));
    }
    await nas.say('ada', 'general', 'still there');
    expect(await stays.until('still there')).toContain('still there');
    await stays.leave();
  });

  it('lose only a page that reads nothing', async () => {
    const server = createServer(checkOptions({}));
    const { say } = createActions(server);
    const app = new Hono().get('/', (c) => createEvents(server, 100)(c, server.directory.user('ada')));
    const silent = await app.request('/');
    for (let n = 0; n < 50; n += 1) await say('ada', 'general', `post ${n}`);
    await new Promise((resolve) => setTimeout(resolve, 600));
    const text = await silent.text();
    expect(text).not.toContain('post 49');
    expect(text.length).toBeLessThan(2_000);
  });
});
