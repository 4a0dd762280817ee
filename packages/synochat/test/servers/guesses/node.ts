import { type HttpBindings, serve } from '@hono/node-server';
import { handle } from './app.ts';

serve({
  fetch: (req, env) => handle(req, (env as HttpBindings).incoming.socket.remoteAddress),
  hostname: '127.0.0.1',
  port: Number(process.env['PORT']),
});
