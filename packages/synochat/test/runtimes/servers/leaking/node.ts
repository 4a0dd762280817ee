// Keeps every request, so that a test can see whether it would notice.
import { serve } from '@hono/node-server';
import { handle } from '../app.ts';

const kept: Request[] = [];

serve({
  fetch: (req) => {
    kept.push(req);
    return handle(req);
  },
  hostname: '127.0.0.1',
  port: Number(process.env['PORT']),
});
