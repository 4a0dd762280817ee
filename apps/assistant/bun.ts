// The variables of node.ts, and: bun bun.ts
import { run } from './serve.ts';
import { app, late } from './start.ts';

// The types of Bun are not installed.
declare const Bun: { serve(options: object): { port: number; stop(): Promise<void> } };

await run((hostname, port) => {
  // By default Bun may answer an error with a page that shows sources.
  const server = Bun.serve({ fetch: app.fetch, hostname, port, development: false });
  // Running answers are written to the end.
  return { port: server.port, close: () => server.stop().then(() => late.settled()) };
});
