// The scripts, run one after the other against a simulated Synology Chat: `npm start -w apps/announce`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createSimulator } from 'synochat-simulator';

const hostname = '127.0.0.1';
const port = Number(process.env['PORT'] ?? 5050);
const chat = createSimulator({ origin: `http://${hostname}:${port}` });
const { url } = chat.addIncoming({ channel: 'general', name: 'announce' });

const server = serve({ fetch: chat.fetch, hostname, port, overrideGlobalObjects: false }, ({ port }: AddressInfo) => {
  void runAll(port);
});
server.on('error', (error: NodeJS.ErrnoException) => {
  const inUse = `Port ${port} is in use. Choose another: PORT=5051 npm start -w apps/announce`;
  console.error(error.code === 'EADDRINUSE' ? inUse : error.message);
  process.exitCode = 1;
});

async function runAll(port: number): Promise<void> {
  await run(['line.ts', 'The backup is *done*']);
  await run(['pipe.ts'], 'kernel: usb 1-1: new device\nkernel: usb 1-1: product: Disk\n');
  await run(['file.ts', 'README.md', 'How this works']);
  await run(['digest.ts', '--now']);
  console.log(`Look at what they posted: http://${hostname}:${port}`);
}

async function run(args: readonly string[], input = ''): Promise<void> {
  console.log(`bun ${args.join(' ')}`);
  const env = { ...process.env, SYNOCHAT_WEBHOOK: url };
  const script = spawn('bun', args, { cwd: import.meta.dirname, env, stdio: ['pipe', 'inherit', 'inherit'] });
  script.stdin.end(input);
  const [code] = (await once(script, 'exit')) as [number | null];
  if (code !== 0) process.exitCode = 1;
}
