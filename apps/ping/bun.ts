// SYNOCHAT_SLASH_TOKEN_PING=… SYNOCHAT_OUTGOING_TOKEN_PING=… bun bun.ts
import { run } from './serve.ts';
import app from './start.ts';

// The types of Bun are not installed.
declare const Bun: { serve(options: object): { port: number; stop(): Promise<void> } };

await run((hostname, port) => {
  // By default Bun may answer an error with a page that shows sources.
  const server = Bun.serve({ fetch: app.fetch, hostname, port, development: false });
  return { port: server.port, close: () => server.stop() };
});
