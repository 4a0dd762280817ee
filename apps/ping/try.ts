// The ping app and a simulated Synology Chat, connected: `npm start`.
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { usage } from 'synochat';
import { startSimulator } from 'synochat-simulator/node';
import app, { Ping } from './app.ts';

const chat = await startSimulator({ port: Number(process.env['PORT'] ?? 5050) }).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.error('Set another port: PORT=5051 npm start');
  process.exit(1);
});

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }: AddressInfo) => {
  const at = `http://127.0.0.1:${port}`;
  const slash = chat.addSlash({ command: 'ping', url: `${at}/ping`, description: usage('', Ping) });
  const outgoing = chat.addOutgoing({ name: 'pong', triggerWords: ['Ping'], url: `${at}/outgoing` });
  Object.assign(process.env, { SYNOCHAT_SLASH_TOKEN_PING: slash.token, SYNOCHAT_OUTGOING_TOKEN_PING: outgoing.token });
  console.log(`A Synology Chat to try things on: ${chat.url}`);
  console.log('Type  /ping 1.1.1.1 count=4 time  or a message that begins with  Ping');
});
