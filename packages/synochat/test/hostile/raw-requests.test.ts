import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../helpers/process.ts';
import { runtimes, startServer } from '../helpers/runtime.ts';
import vectors from '../vectors.json' with { type: 'json' };
import { exchange } from './raw-http.ts';

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
  {
    id: 'V86',
    title: 'a text with a slash that was typed to a bot',
    event: {
      kind: 'bot',
      user: { id: 4, name: 'ada' },
      text: '/db',
      postId: '25769803788',
      sentAt: '2025-02-06T08:10:59.265Z',
      raw: {
        user_id: '4',
        username: 'ada',
        post_id: '25769803788',
        thread_id: '0',
        timestamp: '1738829459265',
        text: '/db',
      },
    },
  },
  {
    id: 'V87',
    title: 'a file that was sent to a bot, without a text',
    event: {
      kind: 'bot',
      user: { id: 4, name: 'ada' },
      text: '',
      fileName: 'scan.pdf',
      postId: '25769803789',
      sentAt: '2025-02-06T08:11:00.000Z',
      raw: {
        user_id: '4',
        username: 'ada',
        post_id: '25769803789',
        thread_id: '0',
        timestamp: '1738829460000',
        file_name: 'scan.pdf',
      },
    },
  },
  {
    id: 'V88',
    title: 'a message whose first word Chat took for a trigger word, with all of its words',
    event: {
      kind: 'outgoing',
      user: { id: 4, name: 'mikael' },
      text: 'deploy the new version',
      triggerWord: 'deploy',
      rest: 'deploy the new version',
      channel: { id: 34, name: 'Labb', type: '1' },
      postId: '146028888240',
      sentAt: '2022-03-12T04:45:30.700Z',
      raw: {
        ...labb,
        post_id: '146028888240',
        timestamp: '1647060330700',
        text: 'deploy the new version',
        trigger_word: 'deploy',
      },
    },
  },
];

const server = new URL('../runtimes/servers/', import.meta.url);
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
    expect(reply?.body).toBe('');
  });
});
