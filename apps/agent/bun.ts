// The variables of node.ts, and: bun bun.ts
import { agent } from './agent.ts';
import { run } from './serve.ts';

// The types of Bun are not installed.
declare const Bun: { serve(options: object): { port: number; stop(): Promise<void> } };

await run((hostname, port) => {
  // By default Bun may answer an error with a page that shows sources.
  const server = Bun.serve({ fetch: (req: Request) => agent.fetch(req), hostname, port, development: false });
  return { port: server.port, close: () => server.stop() };
}, agent.stop);
await agent.check();
