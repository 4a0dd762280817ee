// The assistant, a simulated Synology Chat and an echo for a model, connected: `npm start -w apps/assistant`.
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { startSimulator } from 'synochat-simulator/node';
import { createApp } from './app.ts';
import { echoModel } from './echo-model.ts';
import { readSettings } from './settings.ts';

const hostname = '127.0.0.1';
const [appPort, modelPort] = [await freePort(), await freePort()];

const chat = await startSimulator({ port: Number(process.env['PORT'] ?? 5050) }).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.error('Set another port: PORT=5051 npm start -w apps/assistant');
  process.exit(1);
});
const bot = chat.addBot({ name: 'assistant', url: `http://${hostname}:${appPort}` });
// For a real model set OPENAI_BASE_URL, OPENAI_API_KEY and MODEL.
const settings = readSettings({
  OPENAI_BASE_URL: `http://${hostname}:${modelPort}/v1`,
  OPENAI_API_KEY: 'none',
  MODEL: 'echo',
  ...process.env,
  SYNOCHAT_BOT_ASSISTANT: bot.url,
  SYNOCHAT_BOT_TOKEN_ASSISTANT: bot.token,
});

serve({ fetch: echoModel.fetch, hostname, port: modelPort });
serve({ fetch: createApp(settings).app.fetch, hostname, port: appPort });
console.log(`A Synology Chat to try things on: ${chat.url}`);
console.log('Write something to the bot  @assistant');

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = serve({ fetch: () => new Response(), hostname, port: 0 }, ({ port }: AddressInfo) => {
      probe.close(() => {
        resolve(port);
      });
    });
  });
}
