import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listChannels, listPosts } from 'synochat';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, launch, type Running } from '../../synochat/test/helpers/process.ts';
import { scratchFolder } from '../../synochat/test/helpers/runtime.ts';
import { codeToRun } from '../../synochat/test/pages/blocks.ts';
import { startModel } from './agent/stub-model.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

// The folders of a reader: the clone stays where it is, and what the guide puts beside it lies in the scratch folder.
const { scratch, cleanUp } = scratchFolder({ mayHoldTokens: true });
const folder = join(scratch, 'my-agent');
const ports = { chat: 0, agent: 0 };
const noop = () => undefined;
let chat: Running;
beforeAll(async () => {
  mkdirSync(folder);
  ports.chat = await freePort();
  ports.agent = await freePort();
  const [, start = ''] = codeToRun('agent-pack').trim().split(' && ');
  const pack = ['pack', './packages/synochat', './packages/chat-adapter', '--pack-destination', scratch];
  execFileSync('npm', pack, { cwd: root, stdio: 'ignore' });
  const command = [...shown(start).split(' '), '--port', String(ports.chat)];
  chat = await launch(command, { cwd: root, port: ports.chat, readyPath: '/', cleanUp: noop });
  runInFolder(codeToRun('agent-install'));
  writeFileSync(join(folder, 'agent.ts'), shown(codeToRun('agent-program')));
}, 180_000);
afterAll(async () => {
  await chat.stop();
  cleanUp();
});

/** Returns the code with the scratch folder in place of the folder above the clone, and with free ports. */
function shown(code: string): string {
  return code.replaceAll('../', `${scratch}/`).replaceAll('3000', String(ports.agent));
}

function runInFolder(commands: string): void {
  for (const command of shown(commands).trim().split(' && ')) {
    const [program = '', ...args] = command.split(' ');
    execFileSync(program, args, { cwd: folder, stdio: 'ignore' });
  }
}

function startAgent(env: Readonly<Record<string, string>> = {}): Promise<Running> {
  const command = shown(codeToRun('agent-start')).trim().split(' ');
  return launch(command, { cwd: folder, env, port: ports.agent, readyPath: '/', cleanUp: noop });
}

/** Writes to the bot as a user of the simulator's page. Resolves with a function that reads the bot's texts. */
async function say(text: string): Promise<() => Promise<string[]>> {
  const message = { user: 'ada', channel: '@helper', text };
  const body = JSON.stringify(message);
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`http://127.0.0.1:${ports.chat}/api/say`, { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
  const [, bot = ''] = /^SYNOCHAT_BOT_HELPER='?([^'\n]*)/m.exec(readFileSync(join(scratch, 'agent.env'), 'utf8')) ?? [];
  const [conversation] = (await listChannels(bot)).filter(({ type }) => type === 'chatbot');
  return async () => (await listPosts(bot, conversation?.id ?? 0)).map((post) => post.text);
}

describe('the guide "An AI agent in Synology Chat"', () => {
  it('leads to a bot that answers in the simulator', async () => {
    writeFileSync(join(folder, 'model.ts'), codeToRun('agent-echo'));
    const agent = await startAgent();
    try {
      const answers = await say('Good morning');
      await expect.poll(answers).toEqual(['*Good morning*', 'I heard:', 'Good morning']);
    } finally {
      await agent.stop();
    }
  });

  it('and to one that answers with a model', async () => {
    const model = await startModel();
    runInFolder(codeToRun('agent-ai'));
    writeFileSync(join(folder, 'model.ts'), codeToRun('agent-model'));
    const agent = await startAgent({ OPENAI_BASE_URL: model.baseUrl, OPENAI_API_KEY: 'sk-synthetic', MODEL: 'stub' });
    try {
      const answers = await say('Hi');
      await expect.poll(answers).toContain('Hello');
      expect(model.asked).toMatchObject([{ messages: [{ role: 'user', content: 'Hi' }] }]);
    } finally {
      await agent.stop();
      await model.stop();
    }
  }, 120_000);
});
