// SYNOCHAT_BOT=… OPENAI_BASE_URL=… OPENAI_API_KEY=… MODEL=… node node.ts
import { serve } from '@hono/node-server';
import { agent } from './agent.ts';
import { run } from './serve.ts';

await run(
  (hostname, port) =>
    new Promise((resolve, reject) => {
      const server = serve({ fetch: (req) => agent.fetch(req), hostname, port }, (address) => {
        resolve({ port: address.port, close: () => new Promise((done) => server.close(done)) });
      });
      server.once('error', reject);
    }),
  agent.stop,
);
await agent.check();
