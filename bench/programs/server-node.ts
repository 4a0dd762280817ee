import { serve } from '@hono/node-server';
import { handlerOf } from '../inbound/served.ts';

const fetch = handlerOf(process.env['SUBJECT']);
serve({ fetch: (req) => fetch(req), hostname: '127.0.0.1', port: Number(process.env['PORT']) });
