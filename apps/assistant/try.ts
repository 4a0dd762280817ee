// The assistant, a simulated Synology Chat and an echo for a model, wired together: `npm start -w apps/assistant`.
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createSimulator } from 'synochat-simulator';
import { createApp } from './app.ts';
import { echoModel } from './echo-model.ts';
import { readSettings } from './settings.ts';

const hostname = '127.0.0.1';
const port = Number(process.env['PORT'] ?? 5050);
const [appPort, modelPort] = [await freePort(), await freePort()];

const chat = createSimulator({ origin: `http://${hostname}:${port}` });
const bot = chat.addBot({ name: 'assistant', url: `http://${hostname}:${appPort}` });
// A real model by OPENAI_BASE_URL, OPENAI_API_KEY and MODEL.
const settings = readSettings({
  OPENAI_BASE_URL: `http://${hostname}:${modelPort}/v1`,
  OPENAI_API_KEY: 'none',
  MODEL: 'echo',
  ...process.env,
  SYNOCHAT_BOT: bot.url,
  SYNOCHAT_BOT_TOKEN: bot.token,
});

const server = serve({ fetch: chat.fetch, hostname, port }, () => {
  serve({ fetch: echoModel.fetch, hostname, port: modelPort });
  serve({ fetch: createApp(settings).app.fetch, hostname, port: appPort });
  console.log(`A Synology Chat to try things on: http://${hostname}:${port}`);
  console.log('Write something to the bot  @assistant');
});
server.on('error', (error: NodeJS.ErrnoException) => {
  const inUse = `Port ${port} is in use. Choose another: PORT=5051 npm start -w apps/assistant`;
  console.error(error.code === 'EADDRINUSE' ? inUse : error.message);
  process.exitCode = 1;
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = serve({ fetch: () => new Response(), hostname, port: 0 }, ({ port }: AddressInfo) => {
      probe.close(() => {
        resolve(port);
      });
    });
  });
}
