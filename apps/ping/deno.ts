// SYNOCHAT_SLASH_TOKEN_PING=… SYNOCHAT_OUTGOING_TOKEN_PING=… deno run --allow-env --allow-net deno.ts
import { run } from './serve.ts';
import app from './start.ts';

// The types of Deno are not installed.
declare const Deno: {
  serve(options: object, handler: typeof app.fetch): { addr: { port: number }; shutdown(): Promise<void> };
};

await run((hostname, port) => {
  const server = Deno.serve({ hostname, port, onListen: () => undefined }, (req) => app.fetch(req));
  return { port: server.addr.port, close: () => server.shutdown() };
});
