// The variables of node.ts, and: deno run --allow-env --allow-net --allow-read --allow-sys deno.ts
import { agent } from './agent.ts';
import { run } from './serve.ts';

// The types of Deno are not installed.
declare const Deno: {
  serve(
    options: object,
    handler: (req: Request) => Promise<Response>,
  ): { addr: { port: number }; shutdown(): Promise<void> };
};

await run((hostname, port) => {
  const server = Deno.serve({ hostname, port, onListen: () => undefined }, (req) => agent.fetch(req));
  return { port: server.addr.port, close: () => server.shutdown() };
}, agent.stop);
await agent.check();
