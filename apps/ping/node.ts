// SYNOCHAT_SLASH_TOKEN_PING=… SYNOCHAT_OUTGOING_TOKEN_PING=… node node.ts
import { serve } from '@hono/node-server';
import app from './start.ts';

const { HOST, PORT = '3000' } = process.env;
serve({ fetch: app.fetch, port: Number(PORT), ...(HOST !== undefined && { hostname: HOST }) });
