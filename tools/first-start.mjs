// Measures the first command of README in a copy of the repository, with an empty cache of npm: the bytes that npm receives, the
// bytes on disk, and the seconds until the page answers. Fails if the bytes exceed their limits: npm run first-start.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startRegistry } from './counting-registry.mjs';
import { root } from './installed.mjs';

const command = 'npm install && npm start';
const limits = { received: 80e6, disk: 200e6 };
/** Milliseconds after which the page counts as broken. The seconds are printed only: on a busy machine they say little. */
const patience = 120_000;

const scratch = mkdtempSync(join(tmpdir(), 'synochat-'));
const copy = join(scratch, 'copy');
try {
  await measure();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function measure() {
  const [shown] = /(?<=^```sh.*\n).*$/m.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
  check(shown === command, `README begins with "${shown}", this measures "${command}"`);
  for (const path of listFiles()) cpSync(join(root, path), join(copy, path));

  const { bytes, packages } = await install();
  const wanted = installedPackages();
  check(packages >= wanted, `${packages} packages came through the counting registry, ${wanted} are installed`);
  atMost('received', bytes, limits.received);

  const first = await secondsToPage();
  const built = whenBuilt();
  const again = await secondsToPage();
  check(whenBuilt() === built, 'The second start built again, though nothing changed');
  atMost('on disk', bytesBelow(copy), limits.disk);
  console.log(
    `${first.toFixed(1)} s from npm start to the page, aim 10 s; ${again.toFixed(1)} s when nothing changed, aim 5 s`,
  );
}

/** The files that a clone of the working tree would have. */
function listFiles() {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  return listed
    .trim()
    .split('\n')
    .filter((path) => existsSync(join(root, path)));
}

async function install() {
  const registry = await startRegistry();
  const args = ['--registry', registry.url, '--cache', join(scratch, 'cache'), '--replace-registry-host', 'always'];
  try {
    const npm = start('npm', ['install', ...args]);
    const status = await new Promise((resolve) => npm.once('exit', resolve));
    if (status !== 0) throw new Error('npm install failed');
    return registry.count();
  } finally {
    registry.stop();
  }
}

/** Returns the number of packages that npm fetched: each version once, without the workspaces. */
function installedPackages() {
  const { packages } = JSON.parse(readFileSync(join(copy, 'node_modules/.package-lock.json'), 'utf8'));
  const sums = Object.values(packages).flatMap(({ integrity }) => integrity ?? []);
  return new Set(sums).size;
}

/** Runs npm start until its page answers. */
async function secondsToPage() {
  const port = await freePort();
  const began = Date.now();
  const npm = start('npm', ['start'], { PORT: String(port) });
  const ended = new Promise((resolve) => npm.once('exit', resolve));
  try {
    while (!(await answers(port))) {
      if (npm.exitCode !== null || npm.signalCode !== null) throw new Error('npm start ended');
      if (Date.now() - began > patience) throw new Error(`The page does not answer within ${patience / 1000} s`);
      await sleep(20);
    }
    return (Date.now() - began) / 1000;
  } finally {
    // The whole group: a shell between npm and the program passes no signal on.
    if (npm.exitCode === null) process.kill(-npm.pid);
    await ended;
  }
}

function start(program, args, more = {}) {
  // The settings of the npm that runs this program are not those of a clone.
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$|NODE_ENV$)/i.test(name));
  const env = { ...Object.fromEntries(own), ...more };
  return spawn(program, args, { cwd: copy, env, detached: true, stdio: ['ignore', 'ignore', 'inherit'] });
}

function answers(port) {
  return new Promise((resolve) => {
    const asked = get({ port, host: '127.0.0.1', agent: false }, (answer) =>
      resolve(answer.resume().statusCode === 200),
    );
    asked.on('error', () => resolve(false));
  });
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function whenBuilt() {
  const packages = readdirSync(join(copy, 'packages')).map((name) => join(copy, 'packages', name, 'dist/index.js'));
  return packages
    .filter(existsSync)
    .map((path) => statSync(path).mtimeMs)
    .join();
}

/** Returns the bytes that the files occupy, as `du` counts them. */
function bytesBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .map((path) => lstatSync(join(folder, path)).blocks * 512)
    .reduce((sum, size) => sum + size, 0);
}

function atMost(what, bytes, limit) {
  const text = `${(bytes / 1e6).toFixed(1)} MB ${what}, limit ${limit / 1e6} MB`;
  console.log(text);
  check(bytes <= limit, text);
}

function check(holds, complaint) {
  if (holds) return;
  console.error(complaint);
  process.exitCode = 1;
}
