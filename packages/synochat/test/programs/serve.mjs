// Serves the handler that a module exports, as its default's fetch or as its first function, with the environment as bindings.
import { serve } from '@hono/node-server';

const [, , path] = process.argv;
const module = await import(path);
const handler = module.default?.fetch ?? Object.values(module).find((member) => typeof member === 'function');
serve({ fetch: (req) => handler(req, process.env), hostname: '127.0.0.1', port: Number(process.env.PORT) });
