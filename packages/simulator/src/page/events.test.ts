import { describe, expect, it } from 'vitest';
import { createSimulator, type Simulator } from '../simulator.ts';

/** Reads the events of a user until so many have come, and leaves. */
async function events(nas: Simulator, user: string, wanted: number, headers: Record<string, string> = {}) {
  const response = await nas.fetch(new Request(`http://localhost/api/events?user=${user}`, { headers }));
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let stream = '';
  while (stream.split('\n\n').length <= wanted) stream += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  return stream
    .split('\n\n')
    .slice(0, wanted)
    .map((block) => {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'mu').exec(block)?.[1] ?? '';
      const { pieces = [] } = JSON.parse(field('data') || '{}') as { pieces?: { text: string }[] };
      return { event: field('event'), id: field('id'), text: pieces.map(({ text }) => text).join('') };
    });
}

const texts = (list: readonly { text: string }[]) => list.map(({ text }) => text);

function room() {
  return createSimulator({
    channels: ['general', { name: 'board', members: ['ada'] }],
    fetch: () => Promise.reject(new Error('down')),
  });
}

describe('the stream of a user', () => {
  it('begins with what was said before and goes on with what is said now', async () => {
    const nas = room();
    await nas.say('ada', 'general', 'one');
    const both = events(nas, 'mikael', 2);
    await new Promise((resolve) => setTimeout(resolve));
    await nas.say('ada', 'general', 'two');
    expect(texts(await both)).toEqual(['one', 'two']);
  });

  it('holds what only this user sees, and nothing of a channel of others', async () => {
    const nas = room();
    await nas.say('ada', 'general', '/nope');
    await nas.say('ada', 'board', 'secret');
    await nas.say('mikael', 'general', 'end');
    expect(texts(await events(nas, 'mikael', 1))).toEqual(['end']);
    expect(texts(await events(nas, 'ada', 3)).slice(1)).toEqual(['secret', 'end']);
  });

  it('goes on after the last event that arrived, losing and repeating none', async () => {
    const nas = room();
    for (const text of ['one', 'two', 'three']) await nas.say('ada', 'general', text);
    const [, second] = await events(nas, 'ada', 2);
    await nas.say('ada', 'general', 'four');
    expect(texts(await events(nas, 'ada', 2, { 'Last-Event-ID': second?.id ?? '' }))).toEqual(['three', 'four']);
  });

  it('starts over, and says so, for an id of an earlier run', async () => {
    const nas = room();
    await nas.say('ada', 'general', 'one');
    const [restart, first] = await events(nas, 'ada', 2, { 'Last-Event-ID': 'other.7' });
    expect([restart?.event, first?.text]).toEqual(['restart', 'one']);
  });

  it('is refused for a stranger', async () => {
    expect((await room().fetch(new Request('http://localhost/api/events?user=eve'))).status).toBe(400);
  });
});
