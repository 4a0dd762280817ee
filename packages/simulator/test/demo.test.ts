import { describe, expect, it } from 'vitest';
import { createDemo } from '../src/cli/demo.ts';
import { run, whileServing } from './command.ts';

interface Shown {
  readonly id: string;
  readonly text: string;
  readonly isPrivate: boolean;
}

/** Acts as the page does. */
async function act(port: number, action: 'say' | 'press', body: object): Promise<Shown[]> {
  const response = await fetch(`http://127.0.0.1:${port}/api/${action}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ user: 'mikael', ...body }),
  });
  return ((await response.json()) as { posts: Shown[] }).posts;
}

describe('synochat-simulator --demo', () => {
  it('answers each line that the program prints', async () => {
    await whileServing(['--demo'], async ({ port, output: { out, err } }) => {
      const [, command = ''] = /^ {2}(\/roll \S+) /m.exec(out) ?? [];
      const [, message = ''] = /^ {2}(Hello \S+) /m.exec(out) ?? [];
      const [, bot = ''] = /^ {2}(@\S+) /m.exec(out) ?? [];

      const [rolled] = await act(port, 'say', { channel: 'general', text: command });
      expect(rolled).toMatchObject({
        isPrivate: true,
        text: expect.stringMatching(/^You rolled \d \+ \d = \*\d+\*$/) as string,
      });

      const [, greeting] = await act(port, 'say', { channel: 'general', text: message });
      expect(greeting?.text).toBe('Hello mikael! Everybody in the channel sees this answer.');
      expect(greeting?.isPrivate).toBe(false);

      const [, question] = await act(port, 'say', { channel: bot, text: 'Hungry' });
      expect(question?.text).toBe('Lunch is at twelve.');
      expect(await act(port, 'press', { post: question?.id, attachment: 0, button: 1 })).toMatchObject([
        { id: question?.id, text: 'mikael takes the sushi.' },
      ]);
      expect(err).toBe('');
    });
  });

  it('answers a wrong command by how to write the command', async () => {
    await whileServing(['--demo'], async ({ port }) => {
      for (const text of ['/roll', '/roll 0d6', '/roll 2d0', '/roll 100d6', '/roll 2d6 now', '/roll ٢d6']) {
        const [reply] = await act(port, 'say', { channel: 'general', text });
        expect([text, reply?.text]).toEqual([text, 'Write `/roll 2d6` for two dice with six sides.']);
      }
    });
  });

  it('answers with a probe before each hook, and after the network was opened', async () => {
    const address = ['--host', '0.0.0.0', '--allow-network'];
    await whileServing(['--demo', '--switch', 'headProbe=true', ...address], async ({ port, output: { out } }) => {
      const [, key = ''] = /\?key=(\S+)/.exec(out) ?? [];
      const response = await fetch(`http://127.0.0.1:${port}/api/say`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` },
        body: JSON.stringify({ user: 'ada', channel: 'general', text: '/roll 1d1' }),
      });
      expect(await response.text()).toContain('You rolled 1 = *1*');
    });
  });

  it('leaves the variables of other integrations as without the demo', async () => {
    const slashFlags = ['--slash', 'ping=http://127.0.0.1:1/', '--show-tokens'];
    await whileServing(['--demo', ...slashFlags], async ({ port, output: { out } }) => {
      expect(out).not.toMatch(/\/roll: token|@Lunch: (token|address)/);
      const [reply] = await act(port, 'say', { channel: 'general', text: '/ping' });
      expect(reply?.text).toContain('Failed to send a request');
    });
  });

  it('ends in one line if an integration of the same name exists', async () => {
    const { code, err } = await run('--port', '0', '--demo', '--slash', 'roll=http://127.0.0.1:1/');
    expect([code, err]).toEqual([1, 'synochat-simulator: There is already a slash command "roll".\n']);
  });
});

describe('the programs of the demo', () => {
  it.each([
    ['roll', { token: 'A'.repeat(64), text: '/roll 2d6' }],
    ['hello', { username: 'ada', text: 'Hello' }],
    ['lunch', { token: '', text: 'Hungry' }],
    ['lunch', { payload: '{"token":"","user":{"username":"ada"},"actions":[{"value":"pizza"}]}' }],
  ])('refuse a call of /%s with a wrong token', async (path, fields: Record<string, string>) => {
    const demo = createDemo(() => new Response('the network'));
    const body = new URLSearchParams(fields);
    const response = await demo.fetch(new Request(`http://demo.invalid/${path}`, { method: 'POST', body }));
    expect(response.status).toBe(403);
  });

  it('leave every other request to the network', async () => {
    const demo = createDemo(() => new Response('the network'));
    for (const url of ['http://demo.invalid/', 'http://demo.invalid/roll?x', 'http://app.example/roll'])
      expect(await (await demo.fetch(new Request(url))).text()).toBe('the network');
  });
});
