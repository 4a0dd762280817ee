// SYNOCHAT_BOT_ASSISTANT=… SYNOCHAT_BOT_TOKEN_ASSISTANT=… OPENAI_BASE_URL=… OPENAI_API_KEY=… MODEL=… node node.ts
import { serve } from '@hono/node-server';
import { run } from './serve.ts';
import { app, late } from './start.ts';

await run(
  (hostname, port) =>
    new Promise((resolve, reject) => {
      const server = serve({ fetch: app.fetch, hostname, port }, (address) => {
        const closed = () => new Promise((done) => server.close(done));
        // Running answers are written to the end.
        resolve({ port: address.port, close: () => closed().then(() => late.settled()) });
      });
      server.once('error', reject);
    }),
);
