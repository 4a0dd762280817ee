// SYNOCHAT_BOT=… OPENAI_BASE_URL=… OPENAI_API_KEY=… MODEL=… node node.ts
import { serve } from '@hono/node-server';
import { agent } from './agent.ts';
import { run } from './serve.ts';

await run(
  (hostname, port) =>
    new Promise((resolve, reject) => {
      const server = serve({ fetch: (req) => agent.fetch(req), hostname, port }, (address) => {
        const closed = () => new Promise((done) => server.close(done));
        resolve({ port: address.port, close: () => Promise.all([closed(), agent.stop()]) });
      });
      server.once('error', reject);
    }),
);
await agent.check();
