// Keeps every request, so that a test can see whether it would notice.
import { serve } from '@hono/node-server';
import { handle } from '../app.ts';

const requests: Request[] = [];

serve({
  fetch: (req) => {
    requests.push(req);
    return handle(req);
  },
  hostname: '127.0.0.1',
  port: Number(process.env['PORT']),
});
