// Builds the packages whose sources changed since their last build, side by side: npm run build. With --force, builds all. With
// --without-types, builds no declarations, which take three quarters of the time: npm start.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './installed.mjs';

const stamps = join(root, 'node_modules/.cache/synochat');

/**
 * Resolves when the workspaces are built, or `only` the named folder. Without types, a package that was built with them counts as built. Rejects with an
 * `Error` that names a package which could not be built.
 */
export async function build({ force = false, types = true, only = undefined } = {}) {
  const all = folders();
  // A package that builds nothing is bundled into the others.
  const shared = ['package-lock.json', 'tsconfig.json', ...all.filter((folder) => !builds(folder))];
  const wanted = only === undefined ? all.filter(builds) : [only];
  await Promise.all(wanted.map((folder) => buildOne(folder, [folder, ...shared], { force, types })));
}

async function buildOne(folder, inputs, { force, types }) {
  const stamp = join(stamps, folder.replaceAll('/', '-'));
  const whole = hash(inputs);
  const built = types ? whole : `${whole} without types`;
  const dist = join(root, folder, 'dist/index.js');
  const before = existsSync(dist) && existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (!force && (before === whole || before === built)) return;
  const child = spawn('npm', ['run', 'build', '--silent', ...(types ? [] : ['--', '--no-dts'])], {
    cwd: join(root, folder),
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  const status = await new Promise((resolve) => child.once('exit', resolve));
  if (status !== 0) throw new Error(`${folder} could not be built`);
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, built);
}

/** Returns the workspaces among the packages: the adapter for Chat SDK needs packages that they do not install. */
function folders() {
  const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return workspaces.filter((folder) => folder.startsWith('packages/'));
}

function builds(folder) {
  const { scripts } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  return scripts?.build !== undefined;
}

function hash(inputs) {
  const sum = createHash('sha256');
  for (const path of inputs.flatMap(files)) sum.update(path).update(readFileSync(join(root, path)));
  return sum.digest('hex');
}

/** Returns the paths of all files below it that may reach what is built. Tests do not, and a copy of the license, which packing makes, does not. */
function files(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  const names = readdirSync(join(root, path)).filter(
    (name) => !/^(node_modules|dist|test|LICENSE)$|\.test\.tsx?$|\.md$/.test(name),
  );
  return names.sort().flatMap((name) => files(`${path}/${name}`));
}

if (process.argv[1] === import.meta.filename) {
  await build({ force: process.argv.includes('--force'), types: !process.argv.includes('--without-types') });
}
