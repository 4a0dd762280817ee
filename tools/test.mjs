// Runs the tests: npm test. With the name of a run first, runs only that, and hands what follows to Vitest:
// node tools/test.mjs bun send.test.
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { adapter, env, findNode, has, install, root } from './installed.mjs';

const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const onNode = () => [findNode(), vitest, 'run'];
/** A project that exists only where it is named. */
const named = (name) => ({ command: () => [...onNode(), '--project', name], with: name });

const runs = {
  node: { command: () => [...onNode(), ...(isHere('workerd') ? [] : ['node', 'driver', 'alone'].flatMap(project))] },
  /** On Node too: what runs beside others, and the ratios of loads, which need the machine to themselves. */
  together: { command: () => [...onNode(), ...(isHere('workerd') ? ['!alone'] : ['node', 'driver']).flatMap(project)] },
  alone: { command: () => [...onNode(), ...project('alone')] },
  bun: { command: () => ['bun', '--bun', vitest, 'run'], needs: 'bun' },
  deno: { command: () => ['deno', 'run', '-A', 'npm:vitest', 'run'], needs: 'deno' },
  browser: named('browser'),
  redis: named('redis'),
  site: named('site'),
  release: named('release'),
  consumers: { ...named('consumers'), installs: 'packages/synochat/test/package/consumers' },
  clients: { ...named('clients'), installs: 'packages/relay/test/clients' },
  adapter: {
    command: () => [findNode(), join(root, adapter, 'node_modules/vitest/vitest.mjs'), 'run', '--root', adapter],
    installs: adapter,
    builds: adapter,
  },
  soak: named('soak'),
};

const [first = '', ...rest] = process.argv.slice(2);
const words = Object.hasOwn(runs, first) ? rest : process.argv.slice(2);
const failed = [];
install('tools');
await build();
// A run that fails hides no other.
if (Object.hasOwn(runs, first)) await run(first);
else if (words.length > 0) await inTurn(['node', 'bun', 'deno']);
else {
  // Most tests on Node wait for programs: Bun and Deno work meanwhile, and print when they have ended.
  await Promise.all([run('together'), inTurn(['bun', 'deno'], 'pipe')]);
  await run('alone');
}
if (failed.length > 0) console.error(`Failed: ${failed.join(', ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;

async function inTurn(names, output) {
  for (const name of names) await run(name, output);
}

async function run(name, output = 'inherit') {
  const { command, needs, installs, builds, with: project = '' } = runs[name];
  if (needs && !isHere(needs)) return;
  if (installs) install(installs);
  if (builds) await build({ only: builds });
  const [program, ...args] = [...command(), ...reports(name), ...words];
  const child = spawn(program, args, {
    cwd: root,
    env: { ...env, VITEST_WITH: project },
    stdio: ['inherit', output, output],
  });
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => printed.push(bytes));
  const status = await new Promise((resolve) => child.on('error', resolve).on('close', resolve));
  process.stdout.write(Buffer.concat(printed));
  if (status instanceof Error) console.error(`${program}: ${status.message}`);
  if (status !== 0) failed.push(name);
}

/** Tells whether this platform has that runtime. A missing runtime is left out, and in CI a failure. */
function isHere(runtime) {
  if (has(runtime)) return true;
  console.error(`${runtime} does not run on this platform: its tests are left out`);
  if (process.env['CI']) failed.push(runtime);
  return false;
}

/** In CI, the report that `tools/sum.mjs` adds up. */
function reports(name) {
  if (!process.env['CI']) return [];
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${join(root, `reports/${name}.json`)}`];
}

function project(name) {
  return ['--project', name];
}
