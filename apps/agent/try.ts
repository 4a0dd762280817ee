// The agent and a simulated Synology Chat, connected: `npm start --prefix apps/agent`.
import { serve } from '@hono/node-server';
import { startSimulator } from 'synochat-simulator/node';
import { createAgent } from './start.ts';

const hostname = '127.0.0.1';

const chat = await startSimulator({ port: Number(process.env['PORT'] ?? 5050) }).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.error('Set another port: PORT=5051 npm start --prefix apps/agent');
  process.exit(1);
});
// Any free port. Requests come as soon as Chat has the bot, and the agent is there by then.
const { port } = await new Promise<{ port: number }>((resolve) => {
  serve({ fetch: (req) => agent.fetch(req), hostname, port: 0 }, resolve);
});
const url = `http://${hostname}:${port}/`;
const bot = chat.addBot({ name: 'agent', url });
const slash = chat.addSlash({ command: 'ask', url });
// For a real model set OPENAI_BASE_URL, OPENAI_API_KEY and MODEL.
const agent = createAgent({ MODEL: 'echo', ...process.env, SYNOCHAT_BOT: bot.url, SYNOCHAT_SLASH_TOKEN: slash.token });
console.log(`A Synology Chat to try things on: ${chat.url}`);
console.log('Write something to the bot  @agent');
