import type { Project } from './choices.ts';
import { integrations } from './integrations.ts';
import { hosts } from './runtimes.ts';

/** Returns `dev.mjs`, which starts the simulator and the program together. */
export function devCode({ runtime, kind }: Project): string {
  const { variable, add, typed, where } = integrations[kind];
  return `// Starts a simulated Synology Chat and the program, which restarts after each change.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import process from 'node:process';
import { startSimulator } from 'synochat-simulator/node';

const { PORT = '3000', SYNOCHAT_SIMULATOR_PORT = '5050' } = process.env;
const url = \`http://127.0.0.1:\${PORT}/\`;

// A used port is told here, in one line: a runtime prints many lines, and wrangler waits without a word.
const probe = createServer().listen(Number(PORT), '127.0.0.1');
await once(probe, 'listening').catch(() => {
  console.error(\`Port \${PORT} of 127.0.0.1 is in use: set PORT to another port.\`);
  process.exit(1);
});
probe.close();

const nas = await startSimulator({ port: Number(SYNOCHAT_SIMULATOR_PORT) }).catch((error) => {
  console.error(\`\${error.message} Set SYNOCHAT_SIMULATOR_PORT.\`);
  process.exit(1);
});
const { token } = ${add};

const args = ${hosts[runtime].watch(variable)};
const env = { ...process.env, PORT, ${variable}: token };
const program = spawn(process.execPath, args, { stdio: 'inherit', env });
console.log(\`Open \${nas.url}/ and type "${typed}" ${where}. Ctrl+C stops both.\`);

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => program.kill(signal));
program.once('exit', async (code) => {
  await nas.close();
  process.exit(code ?? 0);
});
`;
}
