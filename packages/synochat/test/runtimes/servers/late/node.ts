import { serve } from '@hono/node-server';
import { type Env, handle } from './app.ts';
import { closeOnSigterm } from './shutdown.ts';

const env = process.env as unknown as Env;
const server = serve({
  fetch: (req) => handle(req, env),
  hostname: '127.0.0.1',
  port: Number(process.env['PORT']),
});
closeOnSigterm(() => new Promise((resolve) => server.close(resolve)));
