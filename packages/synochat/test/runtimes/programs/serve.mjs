// Serves the handler that a module exports, as its default's fetch or as its first function, with the environment and what the server knows as bindings.
import { serve } from '@hono/node-server';

const [, , path] = process.argv;
const module = await import(path);
const handler = module.default?.fetch ?? Object.values(module).find((member) => typeof member === 'function');
serve({
  fetch: (req, known) => handler(req, { ...process.env, ...known }),
  hostname: '127.0.0.1',
  port: Number(process.env.PORT),
});
