import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from './process.ts';
import { exchange } from './raw-http.ts';
import { runtimes, startServer } from './runtime.ts';
import vectors from './vectors.json' with { type: 'json' };

const labb = {
  channel_id: '34',
  channel_type: '1',
  channel_name: 'Labb',
  user_id: '4',
  username: 'mikael',
  post_id: '146028888230',
  thread_id: '0',
  timestamp: '1647060330657',
  text: 'Ping',
  trigger_word: 'Ping',
};
const machines = {
  channel_id: '287254',
  channel_type: '1',
  channel_name: '排程機器人',
  user_id: '5971',
  username: 'nicholasli',
  post_id: '1233746535650568',
  thread_id: '0',
  timestamp: '1720000284907',
  text: 'stk helloworld',
  trigger_word: 'stk',
};

const events = [
  {
    id: 'V60',
    title: 'a message that is nothing but its trigger word',
    event: {
      kind: 'outgoing',
      user: { id: 4, name: 'mikael' },
      text: 'Ping',
      triggerWord: 'Ping',
      rest: '',
      channel: { id: 34, name: 'Labb', type: '1' },
      postId: '146028888230',
      sentAt: '2022-03-12T04:45:30.657Z',
      raw: labb,
    },
  },
  {
    id: 'V61',
    title: 'a message from a channel with a Chinese name, and the text after its trigger word',
    event: {
      kind: 'outgoing',
      user: { id: 5971, name: 'nicholasli' },
      text: 'stk helloworld',
      triggerWord: 'stk',
      rest: 'helloworld',
      channel: { id: 287254, name: '排程機器人', type: '1' },
      postId: '1233746535650568',
      sentAt: '2024-07-03T09:51:24.907Z',
      raw: machines,
    },
  },
  {
    id: 'V64',
    title: 'a slash command with its arguments',
    event: {
      kind: 'slash',
      user: { id: 4, name: 'mikael' },
      command: 'slash',
      args: { action: 'add', id: 1234, silent: true, delay: 5 },
      text: '/slash add 1234 silent delay=5',
      channel: { id: 34, name: 'Labb' },
      raw: {
        channel_id: '34',
        channel_name: 'Labb',
        user_id: '4',
        username: 'mikael',
        text: '/slash add 1234 silent delay=5',
      },
    },
  },
];

const server = new URL('servers/', import.meta.url);
const bytesOf = (id: string) => vectors.vectors.find((vector) => vector.id === id)?.raw ?? expect.fail(`no ${id}`);

describe.each(runtimes)('the raw bytes of Chat on %s', (runtime) => {
  let running: Running;
  beforeAll(async () => {
    running = await startServer(runtime, { folder: server, readyPath: '/hook' });
  });
  afterAll(() => running.stop());

  it.each(events)('are read as $title ($id)', async ({ id, event }) => {
    const reply = await exchange(running.port, [bytesOf(id)]);

    expect(reply?.status, reply?.body).toBe(200);
    expect(JSON.parse(reply?.body ?? '')).toEqual(event);
  });

  it('are read the same when they arrive one by one', async () => {
    const [{ event }] = events as [(typeof events)[number]];
    const bytes = Array.from(bytesOf('V60'), (byte) => [byte, 1]).flat();

    const reply = await exchange(running.port, bytes);

    expect(JSON.parse(reply?.body ?? '')).toEqual(event);
  });

  it('that probe the address are answered with an empty 200 (V67)', async () => {
    const reply = await exchange(running.port, [bytesOf('V67')]);

    expect(reply?.status).toBe(200);
    expect(reply?.body).toBe('');
  });

  it('are refused with a wrong token before any other field is looked at (V69)', async () => {
    const reply = await exchange(running.port, [bytesOf('V69')]);

    expect(reply?.status).toBe(401);
    expect(reply?.body).toBe('unauthorized');
  });
});
