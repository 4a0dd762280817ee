// Checks a change before a commit: npm run check. It runs the tests that the change may touch, on Node and without properties,
// and checks types and style of what changed since the last check. CI runs all of it.
import { spawn } from 'node:child_process';
import { env, findNode, install, root } from './installed.mjs';
import { typecheck } from './typecheck.mjs';

const began = Date.now();
install('tools');
// Without a process for each file, they take a third of the time.
const vitest = [findNode(), 'node_modules/vitest/vitest.mjs', 'run', '--changed', '--project', 'node', '--no-isolate'];
const eslint = ['eslint', '--config', 'tools/eslint.config.js', '--cache', '--cache-strategy', 'content'];
// Two lanes, as two processors are the least that there are.
const lanes = [
  [['types', typecheck]],
  [
    ['tests', () => run([...vitest, '--exclude', '**/*.property.test.ts'])],
    ['lint', () => run([...eslint, '--cache-location', 'node_modules/.cache/eslint/', '.'])],
    ['typed lint', () => run(['oxlint', '--config', 'tools/oxlint.json', '--type-aware', '.'])],
    ['format', () => run(['biome', 'check', '--config-path', 'tools/format.json', '.'])],
  ],
];
await Promise.all(lanes.map(inTurn));
console.log(`npm run check took ${seconds(began)}`);

async function inTurn(checks) {
  for (const [name, check] of checks) {
    const start = Date.now();
    const mistakes = await check();
    console.log(`${mistakes}${name}: ${mistakes === '' ? 'fine' : 'FAILED'}, ${seconds(start)}`);
    if (mistakes !== '') process.exitCode = 1;
  }
}

/** Returns what the program printed, or nothing if it found no mistake. */
async function run([program, ...args]) {
  const child = spawn(program, args, { cwd: root, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const status = await new Promise((resolve) => child.once('close', resolve));
  return status === 0 ? '' : output;
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
