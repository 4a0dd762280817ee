import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Nas, onBun, onDeno, run, startNas } from './command.ts';

let nas: Nas;
beforeAll(async () => {
  nas = await startNas({
    users: ['mikael', { name: 'ada', nickname: '愛达' }, { name: 'gone', deleted: true }],
    channels: ['general', 'ops'],
  });
  await nas.simulator.say('mikael', '@robin', 'hi');
  for (const text of ['one', 'two\nlines', 'red \u001b[31m alert']) await nas.simulator.say('ada', 'general', text);
});
afterAll(() => nas.stop());

const ask = (...args: string[]) => run(args, { env: nas.env });

describe('synochat users', () => {
  it('lists the users who can see the bot, in columns', async () => {
    const { code, out } = await ask('users');
    expect(code).toBe(0);
    const [head = '', ...rows] = out.trimEnd().split('\n');
    expect(head).toBe('ID  NAME    NICKNAME  EMAIL');
    expect(rows).toEqual([
      expect.stringMatching(/^\d+ +mikael$/),
      expect.stringMatching(/^\d+ +ada +愛达$/),
      expect.stringMatching(/^\d+ +gone +deleted$/),
    ]);
  });

  it('prints users as JSON', async () => {
    const users = JSON.parse((await ask('users', '--json')).out) as unknown;
    expect(users).toContainEqual(expect.objectContaining({ name: 'ada', nickname: '愛达', deleted: false }));
  });

  it('ends with 1 when the token is not that of a bot', async () => {
    const { code, err } = await run(['users', '--bot', `${nas.origin}/?token=%22${'z'.repeat(64)}%22`]);
    expect(code).toBe(1);
    expect(err).not.toContain('zzzzzzzz');
  });

  it('ends with 1 if a page of a proxy answers', async () => {
    const proxied = await startNas({ faultRateHtml: 1 });
    const { code, err } = await run(['users'], { env: proxied.env });
    await proxied.stop();
    expect(code).toBe(1);
    expect(err).toContain('not one of Chat');
  });
});

describe('synochat channels', () => {
  it('lists the channels and conversations of the bot', async () => {
    const { code, out } = await ask('channels');
    expect(code).toBe(0);
    expect(out).toMatch(/^ID +NAME +TYPE +MEMBERS\n/);
    expect(out).toMatch(/general +public/);
    expect(out).toMatch(/chatbot/);
  });
});

describe('synochat posts', () => {
  it('lists the posts of a channel, newest first, without codes that move the cursor', async () => {
    const { code, out } = await ask('posts', '#General');
    expect(code).toBe(0);
    expect(out).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d {2}ada {2}red \ufffd\[31m alert\n.*two\n {4}lines\n.*one\n$/s);
    expect(out).not.toContain('\u001b');
  });

  it('lists at most --limit posts, by name or id of the channel', async () => {
    const [first] = JSON.parse((await ask('posts', 'general', '--json', '--limit', '1')).out) as {
      channelId: number;
    }[];
    const { out } = await ask('posts', String(first?.channelId), '--json', '--limit', '2');
    expect(JSON.parse(out)).toMatchObject([{ text: 'red \u001b[31m alert' }, { text: 'two\nlines' }]);
  });

  it.each([
    ['no channel', ['posts'], 'Add what is missing: CHANNEL'],
    ['two channels', ['posts', 'a', 'b'], 'Leave out all words but CHANNEL'],
    ['a channel that is not there', ['posts', 'nowhere'], 'no channel called "nowhere"'],
    ['a wrong limit', ['posts', 'general', '--limit', '0'], '--limit must be a whole number'],
    ['a flag of another command', ['posts', 'general', '--button', 'a=b'], 'Unknown flag: --button'],
  ])('ends with 2 for %s', async (_, args, problem) => {
    const { code, out, err } = await ask(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(problem);
  });
});

describe.each([
  ['Bun', onBun],
  ['Deno', onDeno],
])('on %s the command', (_, runtime) => {
  const there = (args: readonly string[], input?: string) => run(args, { env: nas.env, runtime, input });

  it('explains itself', async () => {
    const { code, out } = await there(['--help']);
    expect(code).toBe(0);
    expect(out).toContain('Usage: synochat COMMAND');
  });

  it('lists users', async () => {
    const { code, out } = await there(['users']);
    expect(code).toBe(0);
    expect(out).toContain('mikael');
  });

  it('sends the text of stdin', async () => {
    expect(await there(['send'], 'from there\n')).toMatchObject({ code: 0, out: 'Delivered\n' });
    expect(nas.simulator.posts('general').at(-1)?.text).toBe('from there');
  });

  it('ends with 2 for an unknown flag, and says which', async () => {
    const { code, err } = await there(['send', '--bttn', 'x']);
    expect(code).toBe(2);
    expect(err).toContain('Unknown flag: --bttn');
  });
});
