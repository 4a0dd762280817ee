// The ping app and a simulated Synology Chat, wired to each other: `npm start`.
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { usage } from 'synochat';
import { createSimulator, type Simulator } from 'synochat-simulator';
import app, { Ping } from './app.ts';

const hostname = '127.0.0.1';
const port = Number(process.env['PORT'] ?? 5050);

let chat: Simulator;
try {
  chat = createSimulator({ origin: `http://${hostname}:${port}` });
} catch (error) {
  // A port that browsers refuse, or a text that is no port.
  console.error(`PORT: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

const ping = serve({ fetch: app.fetch, hostname, port: 0 }, ({ port: appPort }: AddressInfo) => {
  const at = `http://${hostname}:${appPort}`;
  const slash = chat.addSlash({ command: 'ping', url: `${at}/ping`, description: usage('', Ping) });
  const outgoing = chat.addOutgoing({ name: 'pong', triggerWords: ['Ping'], url: `${at}/outgoing` });
  Object.assign(process.env, { SYNOCHAT_SLASH_TOKEN_PING: slash.token, SYNOCHAT_OUTGOING_TOKEN_PING: outgoing.token });

  const server = serve({ fetch: chat.fetch, hostname, port }, () => {
    console.log(`A Synology Chat to try things on: http://${hostname}:${port}`);
    console.log('Type  /ping 1.1.1.1 count=4 time  or a message that begins with  Ping');
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    const inUse =
      error.code === 'EADDRINUSE' ? `Port ${port} is in use. Choose another: PORT=5051 npm start` : error.message;
    console.error(inUse);
    process.exitCode = 1;
    ping.close();
  });
});
