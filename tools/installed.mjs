// The programs of `tools/package.json`, for the scripts of npm. This file and its neighbours run on Node 20.19.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds the repository, without a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');
/** Chat SDK and what its adapter is tested with: the folder is no workspace, because the first start needs none of it. */
export const adapter = 'packages/chat-adapter';
const bins = [join(root, 'tools/node_modules/.bin'), join(root, 'node_modules/.bin')];

/**
 * With it, a program is found among those of `tools/`, then of the project, then of the machine. Node keeps what it compiled: the
 * tests start a thousand programs, and one in TypeScript then takes a third of the time.
 */
export const env = {
  NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'),
  ...process.env,
  PATH: [...bins, process.env['PATH']].join(delimiter),
};

/** Installs a folder that has a lockfile of its own, unless that was done with the same lockfile. Throws an `Error` if npm fails. */
export function install(folder) {
  const path = join(root, folder);
  const stamp = join(path, 'node_modules/.installed');
  const wanted = createHash('sha256')
    .update(readFileSync(join(path, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log(`npm ci --prefix ${folder}`);
  const { status } = spawnSync('npm', ['ci', '--prefix', path], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ci --prefix ${folder} failed`);
  if (folder === 'tools') linkApps();
  if (folder === adapter) linkAgent();
  writeFileSync(stamp, wanted);
}

/** Lets the agent find the packages of the adapter, and the adapter by its name. */
function linkAgent() {
  const modules = join(root, adapter, 'node_modules');
  const links = {
    [join(modules, 'chat-adapter-synology')]: join(root, adapter),
    [join(root, 'apps/agent/node_modules')]: modules,
  };
  for (const [link, target] of Object.entries(links)) {
    rmSync(link, { recursive: true, force: true });
    symlinkSync(target, link, 'junction');
  }
}

/** Lets the apps that need more than the project installs find their packages: those of `tools/`. */
function linkApps() {
  for (const app of ['announce', 'approvals', 'outbox', 'outbox-worker', 'relay-worker']) {
    const link = join(root, 'apps', app, 'node_modules');
    rmSync(link, { recursive: true, force: true });
    symlinkSync(join(root, 'tools/node_modules'), link, 'junction');
  }
}

/**
 * Returns the path of the first Node that runs the tests: that of this process, or else that of `tools/`. Vitest needs 22.12;
 * the tests start programs in TypeScript, for which Node needs 22.18. Throws an `Error` if no Node is new enough.
 */
export function findNode() {
  const candidates = [process.execPath, join(bins[0], 'node')];
  const found = candidates.find((path) => isNew(spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout ?? ''));
  if (found === undefined)
    throw new Error(`Node ${process.version} is too old for the tests. Install Node 22.18 or newer`);
  return found;
}

function isNew(version) {
  const [major = 0, minor = 0] = (/^v(\d+)\.(\d+)/.exec(version) ?? []).slice(1).map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

/** Tells whether a program of `tools/` runs on this platform. */
export function has(program) {
  return spawnSync(join(bins[0], program), ['--version'], { stdio: 'ignore' }).status === 0;
}
