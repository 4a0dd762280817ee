import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSimulator } from 'synochat-simulator/node';
import { describe, expect, it } from 'vitest';
import { makeCertificates } from '../../../packages/synochat/test/certificates.ts';
import { freePort } from '../../../packages/synochat/test/process.ts';
import { startServer } from '../../../packages/synochat/test/runtime.ts';
import { echoModel } from '../echo-model.ts';
import { readSettings } from '../settings.ts';
import { startModel } from './stub-model.ts';

const folder = new URL('../', import.meta.url);
const full = {
  SYNOCHAT_BOT: 'https://nas.example/webapi/entry.cgi?token=secret',
  SYNOCHAT_BOT_TOKEN: 'secret',
  OPENAI_BASE_URL: 'https://model.example/v1/',
  OPENAI_API_KEY: 'sk-synthetic',
  MODEL: 'stub',
};

describe('the environment', () => {
  it('is read with an end to its address and a prompt of its own', () => {
    expect(readSettings(full)).toMatchObject({ model: { baseUrl: 'https://model.example/v1', name: 'stub' } });
    expect(readSettings({ ...full, SYSTEM_PROMPT: 'Be kind.' }).systemPrompt).toBe('Be kind.');
  });

  it('is complained of without a value of it', () => {
    expect(() => readSettings({ ...full, SYNOCHAT_BOT_TOKEN: ' ', MODEL: undefined })).toThrow(
      /^Not set: SYNOCHAT_BOT_TOKEN, MODEL$/,
    );
    expect(() =>
      readSettings({ ...full, OPENAI_BASE_URL: 'model', SYNOCHAT_BOT: 'https://a:secret@b.example' }),
    ).toThrow(/^No http or https address without credentials: SYNOCHAT_BOT, OPENAI_BASE_URL$/);
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
      stderr: 'Not set: SYNOCHAT_BOT, SYNOCHAT_BOT_TOKEN, OPENAI_BASE_URL, OPENAI_API_KEY, MODEL\n',
    });
  });
});

describe.each(['Node', 'Bun', 'Deno'] as const)('the assistant on %s', (runtime) => {
  it('answers a message to its bot', async () => {
    const model = await startModel();
    const port = await freePort();
    const chat = await startSimulator();
    const { url, token } = chat.addBot({ name: 'assistant', url: `http://127.0.0.1:${port}/` });
    const env = { ...full, SYNOCHAT_BOT: url, SYNOCHAT_BOT_TOKEN: token, OPENAI_BASE_URL: model.baseUrl };
    const app = await startServer(runtime, { folder, port, readyPath: '/', env, denoFlags: ['--allow-net=127.0.0.1'] });
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

describe.each([
  ['Node', 'foreign'],
  ['Bun', 'foreign'],
  // It wants the name of the host in it.
  ['Deno', 'selfSigned'],
] as const)('the assistant on %s', (runtime, presence) => {
  it('answers over the certificate of the NAS', async () => {
    const pair = (await makeCertificates()).servers[presence];
    const scratch = mkdtempSync(join(tmpdir(), 'synochat-assistant-'));
    const NAS_CERTIFICATE = join(scratch, 'nas.pem');
    writeFileSync(NAS_CERTIFICATE, pair.cert);
    const model = await startModel();
    const port = await freePort();
    const chat = await startSimulator({ certificate: pair });
    const { url, token } = chat.addBot({ name: 'assistant', url: `http://127.0.0.1:${port}/` });
    const env = {
      ...full,
      SYNOCHAT_BOT: url,
      SYNOCHAT_BOT_TOKEN: token,
      OPENAI_BASE_URL: model.baseUrl,
      NAS_CERTIFICATE,
    };
    const denoFlags = ['--allow-net=127.0.0.1', `--allow-read=${NAS_CERTIFICATE}`];
    const app = await startServer(runtime, { folder, port, readyPath: '/', env, denoFlags });
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

describe('a certificate that is none', () => {
  it.each([
    ['nowhere.pem', 'NAS_CERTIFICATE is not a file that can be read\n'],
    ['node.ts', /^NAS_CERTIFICATE is no certificate: ca holds no certificate.*\n$/],
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
  it('streams what it was told', async () => {
    const messages = [{ role: 'user', content: 'Good morning' }];
    const init = { method: 'POST', body: JSON.stringify({ messages }) };

    const streamed = await (await echoModel.request('/v1/chat/completions', init)).text();

    expect(streamed).toContain('{"choices":[{"delta":{"content":"morning\\n\\n');
    expect(streamed).toMatch(/data: \[DONE\]\n\n$/);
  });
});
