import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSimulator } from 'synochat-simulator/node';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../../apps/agent/settings.ts';
import { createCertificates } from '../../../synochat/test/helpers/certificates.ts';
import { freePort } from '../../../synochat/test/helpers/process.ts';
import { startServer } from '../../../synochat/test/helpers/runtime.ts';

const folder = new URL('../../../../apps/agent/', import.meta.url);
const full = {
  SYNOCHAT_BOT: `https://nas.example/webapi/entry.cgi?api=SYNO.Chat.External&method=chatbot&version=2&token=%22${'b'.repeat(64)}%22`,
  OPENAI_BASE_URL: 'https://model.example/v1/',
  OPENAI_API_KEY: 'sk-synthetic',
  MODEL: 'stub',
};

describe('the environment of the agent', () => {
  it('is read, with a default prompt', () => {
    expect(readSettings(full).systemPrompt).toMatch(/helpful assistant/);
    expect(readSettings({ ...full, SYSTEM_PROMPT: 'Be kind.' }).systemPrompt).toBe('Be kind.');
  });

  it('needs no model server for the model that echoes', () => {
    expect(() => readSettings({ SYNOCHAT_BOT: full.SYNOCHAT_BOT, MODEL: 'echo' })).not.toThrow();
  });

  it('is rejected with the names of the variables, without values', () => {
    expect(() => readSettings({ ...full, OPENAI_API_KEY: ' ', MODEL: undefined })).toThrow(
      /^Not set: OPENAI_API_KEY, MODEL$/,
    );
    expect(() => readSettings({ ...full, OPENAI_BASE_URL: 'model', REDIS_URL: 'secret' })).toThrow(
      /^Not an address: OPENAI_BASE_URL, REDIS_URL$/,
    );
    expect(() => readSettings({ ...full, SYNOCHAT_BOT: full.SYNOCHAT_BOT.replace('chatbot', 'incoming') })).toThrow(
      /^SYNOCHAT_BOT is not a bot's Incoming URL$/,
    );
  });

  it('holds the ids of the users who get answers', () => {
    expect(readSettings(full).allowedUsers).toBeUndefined();
    expect(readSettings({ ...full, ALLOWED_USERS: ' 4,7 ' }).allowedUsers).toEqual(['4', '7']);
    for (const ALLOWED_USERS of ['', ' ', 'ada', '4;7', '4,', '-1'])
      expect(() => readSettings({ ...full, ALLOWED_USERS, MODEL: '' })).toThrow(
        /^Not set: MODEL\. ALLOWED_USERS is not a list of user ids such as 4, 7$/,
      );
  });
});

describe('the program', () => {
  const end = (env: Readonly<Record<string, string>>) =>
    spawnSync(process.execPath, ['node.ts'], {
      cwd: fileURLToPath(folder),
      env: { PATH: process.env['PATH'], ...env },
      encoding: 'utf8',
    });

  it.each([
    [{}, 'Not set: SYNOCHAT_BOT, OPENAI_BASE_URL, OPENAI_API_KEY, MODEL\n'],
    [{ ...full, NAS_CERTIFICATE: 'nowhere.pem' }, 'NAS_CERTIFICATE is not a readable file: check the path\n'],
    [{ ...full, NAS_CERTIFICATE: 'node.ts' }, /^NAS_CERTIFICATE is not a certificate: ca holds no certificate.*\n$/],
  ])('ends with one line if a variable is missing or invalid (%#)', (env, says) => {
    const ended = end(env);

    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).toMatch(says);
  });

  it('says at the start that Chat is away or the token is wrong, and serves all the same', async () => {
    const [nas, port] = [await startSimulator(), await freePort()];
    const wrong = nas
      .addBot({ name: 'agent', url: 'http://127.0.0.1:9/' })
      .url.replace(/token=.*$/, `token=%22${'c'.repeat(64)}%22`);
    const env = { ...full, SYNOCHAT_BOT: wrong };
    const agent = await startServer('Node', { folder, port, readyPath: '/health', serves: true, env });
    try {
      await expect
        .poll(() => agent.output())
        .toMatch(/^Listening on \S+\nSYNOCHAT_BOT does not work yet: \S.*token.*\n$/);
      expect(agent.output()).not.toContain('c'.repeat(64));
    } finally {
      await agent.stop();
      await nas.close();
    }
  });

  it('answers with 503 while Redis is away, and ends by SIGTERM', async () => {
    const [redisPort, port] = [await freePort(), await freePort()];
    const env = { ...full, REDIS_URL: `redis://127.0.0.1:${redisPort}` };
    const agent = await startServer('Node', { folder, port, readyPath: '/health', serves: true, env });
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'token=x' });
      process.kill(agent.pid, 'SIGTERM');

      expect(answer.status).toBe(503);
      expect(await agent.exitCode).toBe(0);
    } finally {
      await agent.stop();
    }
  });
});

describe.each([
  ['Node', 'foreign'],
  ['Bun', 'foreign'],
  // Deno wants the name of the host in the certificate.
  ['Deno', 'selfSigned'],
] as const)('the agent on %s', (runtime, presence) => {
  it('answers over the certificate of the NAS', async () => {
    const pair = (await createCertificates()).servers[presence];
    const scratch = mkdtempSync(join(tmpdir(), 'synochat-agent-'));
    const NAS_CERTIFICATE = join(scratch, 'nas.pem');
    writeFileSync(NAS_CERTIFICATE, pair.cert);
    const port = await freePort();
    const nas = await startSimulator({ certificate: pair });
    const { url } = nas.addBot({ name: 'agent', url: `http://127.0.0.1:${port}/` });
    const env = { SYNOCHAT_BOT: url, MODEL: 'echo', NAS_CERTIFICATE };
    const denoFlags = ['--allow-read', '--allow-sys'];
    const agent = await startServer(runtime, { folder, port, readyPath: '/health', serves: true, env, denoFlags });
    try {
      await nas.say('ada', '@agent', 'Hi');

      await expect
        .poll(() =>
          nas
            .posts('@agent')
            .map(({ text }) => text)
            .at(1),
        )
        .toContain('*You said:* Hi');
    } finally {
      await agent.stop();
      await nas.close();
      rmSync(scratch, { recursive: true });
    }
  });
});
