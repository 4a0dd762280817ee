import { serve } from '@hono/node-server';
import { handle } from './disk.ts';

serve({ fetch: (req) => handle(req), hostname: '127.0.0.1', port: Number(process.env['PORT']) });
