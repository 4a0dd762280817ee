import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSimulator } from 'synochat-simulator/node';
import { describe, expect, it } from 'vitest';
import { createCertificates } from '../../../packages/synochat/test/helpers/certificates.ts';
import { freePort } from '../../../packages/synochat/test/helpers/process.ts';
import { startServer } from '../../../packages/synochat/test/helpers/runtime.ts';
import { echoModel } from '../echo-model.ts';
import { readSettings } from '../settings.ts';
import { says, startModel } from './stub-model.ts';

const folder = new URL('../', import.meta.url);
const full = {
  SYNOCHAT_BOT_ASSISTANT: 'https://nas.example/webapi/entry.cgi?token=secret',
  SYNOCHAT_BOT_TOKEN_ASSISTANT: 'secret',
  OPENAI_BASE_URL: 'https://model.example/v1/',
  OPENAI_API_KEY: 'sk-synthetic',
  MODEL: 'stub',
};

describe('the environment', () => {
  it('is read, with a default prompt and without a slash at the end of the address', () => {
    expect(readSettings(full)).toMatchObject({ model: { baseUrl: 'https://model.example/v1', name: 'stub' } });
    expect(readSettings({ ...full, SYSTEM_PROMPT: 'Be kind.' }).systemPrompt).toBe('Be kind.');
  });

  it('is rejected with the names of the variables, without values', () => {
    expect(() => readSettings({ ...full, SYNOCHAT_BOT_TOKEN_ASSISTANT: ' ', MODEL: undefined })).toThrow(
      /^Not set: SYNOCHAT_BOT_TOKEN_ASSISTANT, MODEL$/,
    );
    expect(() =>
      readSettings({ ...full, OPENAI_BASE_URL: 'model', SYNOCHAT_BOT_ASSISTANT: 'https://a:secret@b.example' }),
    ).toThrow(/^Not an http or https address without credentials: SYNOCHAT_BOT_ASSISTANT, OPENAI_BASE_URL$/);
  });

  it('holds the ids of the users who get answers', () => {
    expect(readSettings(full).allowedUsers).toBeUndefined();
    expect(readSettings({ ...full, ALLOWED_USERS: ' 4,7 ' }).allowedUsers).toEqual([4, 7]);
    for (const ALLOWED_USERS of ['', ' ', 'ada', '4;7', '4,', '-1'])
      expect(() => readSettings({ ...full, ALLOWED_USERS, MODEL: '' })).toThrow(
        /^Not set: MODEL\. ALLOWED_USERS is not a list of user ids such as 4, 7$/,
      );
  });

  it('ends the program with a line when it is empty', () => {
    const { PATH } = process.env;
    const ended = spawnSync(process.execPath, ['node.ts'], {
      cwd: fileURLToPath(folder),
      env: { PATH },
      encoding: 'utf8',
    });

    expect(ended).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'Not set: SYNOCHAT_BOT_ASSISTANT, SYNOCHAT_BOT_TOKEN_ASSISTANT, OPENAI_BASE_URL, OPENAI_API_KEY, MODEL\n',
    });
  });
});

describe.each(['Node', 'Bun', 'Deno'] as const)('the assistant on %s', (runtime) => {
  it('answers a message to its bot', async () => {
    const model = await startModel();
    const port = await freePort();
    const chat = await startSimulator();
    const { url, token } = chat.addBot({ name: 'assistant', url: `http://127.0.0.1:${port}/` });
    const env = {
      ...full,
      SYNOCHAT_BOT_ASSISTANT: url,
      SYNOCHAT_BOT_TOKEN_ASSISTANT: token,
      OPENAI_BASE_URL: model.baseUrl,
    };
    const app = await startServer(runtime, { folder, port, readyPath: '/health', serves: true, env });
    try {
      await chat.say('ada', '@assistant', 'Hi');

      await expect
        .poll(() => chat.posts('@assistant').map(({ text }) => text), { timeout: 5000 })
        .toEqual(['Hi', 'Hello']);
      expect(app.output()).not.toContain(token);
    } finally {
      await app.stop();
      await model.stop();
      await chat.close();
    }
  });
});

describe.each(['Node', 'Bun', 'Deno'] as const)('the assistant on %s', (runtime) => {
  it('writes the running answer to the end after SIGTERM, and exits with 0', async () => {
    const model = await startModel();
    model.answer = says('Hello, and goodbye', 150, 4);
    const port = await freePort();
    const chat = await startSimulator();
    const { url, token } = chat.addBot({ name: 'assistant', url: `http://127.0.0.1:${port}/` });
    const env = {
      ...full,
      SYNOCHAT_BOT_ASSISTANT: url,
      SYNOCHAT_BOT_TOKEN_ASSISTANT: token,
      OPENAI_BASE_URL: model.baseUrl,
    };
    const app = await startServer(runtime, { folder, port, readyPath: '/health', serves: true, env });
    try {
      expect(app.output()).toBe(`Listening on http://127.0.0.1:${port}\n`);
      await chat.say('ada', '@assistant', 'Hi');
      await expect.poll(() => model.open).toBe(1);
      process.kill(app.pid, 'SIGTERM');

      expect(await app.exitCode).toBe(0);
      expect(chat.posts('@assistant').at(-1)?.text).toBe('Hello, and goodbye');
    } finally {
      await app.stop();
      await model.stop();
      await chat.close();
    }
  });
});

describe.each([
  ['Node', 'foreign'],
  ['Bun', 'foreign'],
  // Deno wants the name of the host in the certificate.
  ['Deno', 'selfSigned'],
] as const)('the assistant on %s', (runtime, presence) => {
  it('answers over the certificate of the NAS', async () => {
    const pair = (await createCertificates()).servers[presence];
    const scratch = mkdtempSync(join(tmpdir(), 'synochat-assistant-'));
    const NAS_CERTIFICATE = join(scratch, 'nas.pem');
    writeFileSync(NAS_CERTIFICATE, pair.cert);
    const model = await startModel();
    const port = await freePort();
    const chat = await startSimulator({ certificate: pair });
    const { url, token } = chat.addBot({ name: 'assistant', url: `http://127.0.0.1:${port}/` });
    const env = {
      ...full,
      SYNOCHAT_BOT_ASSISTANT: url,
      SYNOCHAT_BOT_TOKEN_ASSISTANT: token,
      OPENAI_BASE_URL: model.baseUrl,
      NAS_CERTIFICATE,
    };
    const denoFlags = [`--allow-read=${NAS_CERTIFICATE}`];
    const app = await startServer(runtime, { folder, port, readyPath: '/health', serves: true, env, denoFlags });
    try {
      await chat.say('ada', '@assistant', 'Hi');

      await expect
        .poll(() => chat.posts('@assistant').map(({ text }) => text), { timeout: 5000 })
        .toEqual(['Hi', 'Hello']);
    } finally {
      await app.stop();
      await model.stop();
      await chat.close();
      rmSync(scratch, { recursive: true });
    }
  });
});

describe('an invalid certificate', () => {
  it.each([
    ['nowhere.pem', 'NAS_CERTIFICATE is not a readable file: check the path\n'],
    ['node.ts', /^NAS_CERTIFICATE is not a certificate: ca holds no certificate.*\n$/],
  ])('ends the program with a line (%s)', (NAS_CERTIFICATE, says) => {
    const { PATH = '' } = process.env;
    const cwd = fileURLToPath(folder);
    const ended = spawnSync(process.execPath, ['node.ts'], {
      cwd,
      env: { PATH, ...full, NAS_CERTIFICATE },
      encoding: 'utf8',
    });

    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).toMatch(says);
  });
});

describe('the model that echoes', () => {
  it('streams the words of the user', async () => {
    const messages = [{ role: 'user', content: 'Good morning' }];
    const init = { method: 'POST', body: JSON.stringify({ messages }) };

    const streamed = await (await echoModel.request('/v1/chat/completions', init)).text();

    expect(streamed).toContain('{"choices":[{"delta":{"content":"morning\\n\\n');
    expect(streamed).toMatch(/data: \[DONE\]\n\n$/);
  });
});
