// The scripts, run one after the other against a simulated Synology Chat: `npm start --prefix apps/announce`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startSimulator } from 'synochat-simulator/node';

const chat = await startSimulator({ port: Number(process.env['PORT'] ?? 5050) }).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.error('Set another port: PORT=5051 npm start --prefix apps/announce');
  process.exit(1);
});
const { url } = chat.addIncoming({ channel: 'general', name: 'announce' });

await run(['pipe.ts'], 'kernel: usb 1-1: new device\nkernel: usb 1-1: product: Disk\n');
await run(['digest.ts', '--now']);
console.log(`Look at the posts: ${chat.url}`);

async function run(args: readonly string[], input = ''): Promise<void> {
  console.log(`bun ${args.join(' ')}`);
  const env = { ...process.env, SYNOCHAT_WEBHOOK: url };
  const script = spawn('bun', args, { cwd: import.meta.dirname, env, stdio: ['pipe', 'inherit', 'inherit'] });
  script.stdin.end(input);
  const [code] = (await once(script, 'exit')) as [number | null];
  if (code !== 0) process.exitCode = 1;
}
