// SYNOCHAT_BOT=… SYNOCHAT_BOT_TOKEN=… OPENAI_BASE_URL=… OPENAI_API_KEY=… MODEL=… node node.ts    (port: PORT, or 3000)
import { serve } from '@hono/node-server';
import { app, late } from './start.ts';

const { HOST, PORT = '3000' } = process.env;
const server = serve({ fetch: app.fetch, port: Number(PORT), ...(HOST !== undefined && { hostname: HOST }) });
// Answers that are being written are written to their end.
process.once('SIGTERM', () => server.close(() => void late.settled().then(() => process.exit())));
