import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createRedisState } from '@chat-adapter/state-redis';
import { listUsers } from 'synochat';
import { startSimulator } from 'synochat-simulator/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../synochat/test/helpers/process.ts';
import {
  built,
  quiet,
  runtimes,
  scratchFolder,
  startServer,
  wrangler,
} from '../../../synochat/test/helpers/runtime.ts';
import { type RedisServer, startRedis } from '../../../synochat/test/redis/redis-server.ts';

const folder = new URL('../../../../apps/agent/', import.meta.url);

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.cleanUp());

/** A simulated Chat with the agent's bot and slash command, and the agent on a runtime. */
async function startAgent(runtime: (typeof runtimes)[number], more: Readonly<Record<string, string>> = {}) {
  const [nas, port] = [await startSimulator(), await freePort()];
  const url = `http://127.0.0.1:${port}/`;
  const [bot, slash] = [nas.addBot({ name: 'agent', url }), nas.addSlash({ command: 'ask', url })];
  const ada = (await listUsers(bot.url)).find(({ name }) => name === 'ada');
  const env = {
    ...{ SYNOCHAT_BOT: bot.url, SYNOCHAT_SLASH_TOKEN: slash.token, MODEL: 'echo', ALLOWED_USERS: String(ada?.id) },
    ...more,
  };
  const run = () =>
    startServer(runtime, {
      folder,
      port,
      readyPath: '/health',
      serves: true,
      env,
      denoFlags: ['--allow-read', '--allow-sys'],
    });
  let agent = await run();
  /** The texts of the agent to the user. */
  const heard = (user: string) => {
    const posts = nas.posts('@agent');
    const channelId = posts.find((post) => post.author === user)?.channelId;
    return posts.filter((post) => post.channelId === channelId && post.from === 'integration').map(({ text }) => text);
  };
  return {
    ...{ nas, heard, ada: ada?.id, tokens: [bot.token, slash.token] },
    agent: () => agent,
    async restart() {
      await agent.stop();
      agent = await run();
    },
    async close() {
      await agent.stop();
      await nas.close();
    },
  };
}

describe.each(runtimes)('the agent on %s', (runtime) => {
  it('streams an answer, forgets by a button, answers /ask to the caller alone, and refuses strangers', async () => {
    const office = await startAgent(runtime);
    const { nas, heard } = office;
    try {
      await nas.say('ada', '@agent', 'Good morning');
      // The first paragraph is there before the model has ended, and nothing is edited or left behind.
      await expect.poll(() => heard('ada')).toEqual(['*I heard*\n\n*You said:* Good morning']);
      await expect.poll(() => heard('ada').at(-1)).toMatch(/how to run a real one>\.$/);
      expect(heard('ada')).toHaveLength(2);

      await nas.say('ada', '@agent', 'help');
      await expect.poll(() => heard('ada')).toHaveLength(3);
      const card = nas.posts('@agent').at(-1);
      if (!card) throw new Error('no card');
      await nas.press('ada', card, 'Forget');
      await expect.poll(() => heard('ada').at(-1)).toBe('Forgotten. What shall we talk about?');

      const [reply] = await nas.say('ada', 'general', '/ask is "this private?');
      expect(reply).toMatchObject({ onlyTo: 'ada' });
      expect(reply?.text).toContain('*You said:* is "this private?');
      expect(nas.posts('general')).toEqual([]);

      await nas.say('mikael', '@agent', 'Let me in');
      await expect
        .poll(() => heard('mikael'))
        .toEqual([expect.stringMatching(/add your user id, \d+, to ALLOWED_USERS\.$/)]);
      for (const token of office.tokens) expect(office.agent().output()).not.toContain(token);
    } finally {
      await office.close();
    }
  });

  it('remembers the conversation in Redis, also after a restart', async () => {
    const url = `redis://127.0.0.1:${redis.port}/${runtimes.indexOf(runtime)}`;
    const office = await startAgent(runtime, { REDIS_URL: url });
    const { nas, heard } = office;
    const memory = createRedisState({ url });
    await memory.connect();
    try {
      await nas.say('ada', '@agent', 'one');
      await expect.poll(() => heard('ada').at(-1)).toContain('It was the first question');
      // A Worker is stopped without a signal to end by.
      await expect.poll(() => memory.get(`thread-state:synology:dm:${office.ada}`)).toMatchObject({ turns: [{}, {}] });
      await office.restart();
      await nas.say('ada', '@agent', 'two');
      await expect.poll(() => heard('ada').at(-1)).toContain('Before that there were _1_ questions');
    } finally {
      await memory.disconnect();
      await office.close();
    }
  });
});

describe.each(['Node', 'Bun', 'Deno'] as const)('the agent on %s', (runtime) => {
  it('answers 503 while Redis is away, which Chat shows the user, and answers again after that', async () => {
    const store = await startRedis();
    const office = await startAgent(runtime, { REDIS_URL: `redis://127.0.0.1:${store.port}` });
    const { nas, heard } = office;
    try {
      await nas.say('ada', '@agent', 'one');
      await expect.poll(() => heard('ada').at(-1)).toMatch(/how to run a real one>\.$/);
      await store.stop();

      await nas.say('ada', '@agent', 'two');
      await expect
        .poll(() => nas.notices('ada'))
        .toMatchObject([{ text: expect.stringContaining('Failed to send') as string }]);

      await store.start();
      await nas.say('ada', '@agent', 'three');
      await expect.poll(() => heard('ada').join()).toContain('*You said:* three');
    } finally {
      await office.close();
      await store.cleanUp();
    }
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'writes the running answer to the end after %s, and exits with 0',
    async (signal) => {
      const office = await startAgent(runtime);
      try {
        await expect
          .poll(() => office.agent().output())
          .toMatch(/^Listening on http:\S+\nChat answers: \d+ users can write to the bot\n$/);
        await office.nas.say('ada', '@agent', 'Hi');
        process.kill(office.agent().pid, signal);

        expect(await office.agent().exitCode).toBe(0);
        expect(office.heard('ada').at(-1)).toMatch(/how to run a real one>\.$/);
      } finally {
        await office.close();
      }
    },
  );

  it('ends after SIGTERM also if a client never completes its request', async () => {
    const office = await startAgent(runtime);
    const { pid, exitCode, port } = office.agent();
    const client = connect(port, '127.0.0.1').on('error', () => undefined);
    try {
      await new Promise((resolve) => client.write('POST / HTTP/1.1\r\nHo', resolve));
      await fetch(`http://127.0.0.1:${port}/health`);
      process.kill(pid, 'SIGTERM');

      expect(await exitCode).toBe(0);
    } finally {
      client.destroy();
      await office.close();
    }
  });
});

describe('wrangler deploy', () => {
  const { scratch, cleanUp: removeScratch } = scratchFolder();
  afterAll(removeScratch);

  it('takes the Worker of the agent', () => {
    const args = ['deploy', '--dry-run', '--outdir', scratch, '--tsconfig', built];
    const { status, stderr } = spawnSync(process.execPath, [wrangler, ...args], {
      cwd: fileURLToPath(folder),
      env: { ...process.env, ...quiet(scratch) },
      encoding: 'utf8',
    });

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
