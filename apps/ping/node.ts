// SYNOCHAT_SLASH_TOKEN_PING=… SYNOCHAT_OUTGOING_TOKEN_PING=… node node.ts
import { serve } from '@hono/node-server';
import { run } from './serve.ts';
import app from './start.ts';

await run(
  (hostname, port) =>
    new Promise((resolve, reject) => {
      const server = serve({ fetch: app.fetch, hostname, port }, (address) => {
        resolve({ port: address.port, close: () => new Promise((closed) => server.close(closed)) });
      });
      server.once('error', reject);
    }),
);
