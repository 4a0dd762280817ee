import { describe, expect, it } from 'vitest';
import { createSimulator } from '../simulator.ts';

const payload = (members: object) => ({
  method: 'POST',
  body: new URLSearchParams({ payload: JSON.stringify(members) }),
});
const missing = () => new Response('', { status: 404 });

describe('the switch fileOrder', () => {
  it.each([
    ['checks', 410],
    ['file', 117],
  ] as const)('%s answers %i for a long text with a missing file', async (fileOrder, code) => {
    const nas = createSimulator({ fileOrder, fetch: missing });
    const { url } = nas.addIncoming({ channel: 'general' });

    const answer = await nas.fetch(url, payload({ text: 'x'.repeat(3000), file_url: 'http://app.example/a.txt' }));

    expect(await answer.json()).toMatchObject({ error: { code } });
  });
});

describe('the switch slashToBot', () => {
  it.each([
    ['deliver', 1],
    ['refuse', 0],
  ] as const)('%s sends %i requests for an unknown command', async (slashToBot, count) => {
    let requests = 0;
    const nas = createSimulator({ slashToBot, fetch: () => new Response(String((requests += 1))) });
    nas.addBot({ name: 'robin', url: 'http://app.example/' });

    await nas.say('ada', '@robin', '/unknown');

    expect(requests).toBe(count);
  });
});

describe('the switch replyCounts', () => {
  it.each([
    [false, true],
    [true, false],
  ])('%s lets a post follow an answer at once: %s', async (replyCounts, success) => {
    const nas = createSimulator({ replyCounts, fetch: () => Response.json({ text: 'yes' }) });
    const { url } = nas.addBot({ name: 'robin', url: 'http://app.example/' });
    await nas.say('ada', '@robin', 'hello');
    const users = (await (await nas.fetch(url.replace('chatbot', 'user_list'))).json()) as {
      data: { users: { user_id: number }[] };
    };

    const answer = await nas.fetch(url, payload({ text: 'x', user_ids: [users.data.users[0]?.user_id] }));

    expect(await answer.json()).toMatchObject({ success });
  });
});
