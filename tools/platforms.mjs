// Checks that the lockfiles install on six platforms: npm run platforms. npm reads each lockfile as that platform would, and no
// program that needs a package of the platform's own may lack it, except the programs that `without` names.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adapter, root } from './installed.mjs';

const platforms = [
  { os: 'linux', cpu: 'x64', libc: 'glibc' },
  { os: 'linux', cpu: 'x64', libc: 'musl' },
  { os: 'linux', cpu: 'arm64', libc: 'glibc' },
  { os: 'darwin', cpu: 'arm64' },
  { os: 'darwin', cpu: 'x64' },
  { os: 'win32', cpu: 'x64' },
];
/** The programs of `tools/` that do not come for a platform. `npm test` says so and leaves their tests out. */
const without = { 'linux x64 musl': ['deno'] };

for (const folder of ['.', 'tools', adapter])
  for (const platform of platforms) {
    const name = [folder === '.' ? 'the project' : folder, ...Object.values(platform)].join(' ');
    const complaint = refusal(folder, platform);
    const lacking = programsWithout(folder, platform);
    console.log(`${name}: ${complaint || 'installs'}${lacking.length > 0 ? `, without ${lacking.join(', ')}` : ''}`);
    const expected = folder === 'tools' ? (without[Object.values(platform).join(' ')] ?? []) : [];
    if (complaint !== '' || lacking.join() !== expected.join()) process.exitCode = 1;
  }

/** Returns npm's complaint about the lockfile on that platform, or nothing. */
function refusal(folder, platform) {
  const flags = Object.entries(platform).flatMap(([flag, value]) => [`--${flag}`, value]);
  const args = ['ci', '--dry-run', '--prefix', join(root, folder), ...flags];
  const { status, stderr } = spawnSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32' });
  return status === 0 ? '' : stderr.trim() || `npm ended with ${status}`;
}

/** Returns the packages that have a native package for some platforms in the lockfile, but none for that platform. */
function programsWithout(folder, platform) {
  const { packages } = JSON.parse(readFileSync(join(root, folder, 'package-lock.json'), 'utf8'));
  const nameOf = (path) => path.replace(/^.*node_modules\//, '');
  const native = new Map(Object.entries(packages).flatMap(([path, each]) => (each.os ? [[nameOf(path), each]] : [])));
  return Object.entries(packages)
    .filter(([path]) => path.includes('node_modules/'))
    .map(([path, { optionalDependencies = {} }]) => ({
      name: nameOf(path),
      choices: Object.keys(optionalDependencies).flatMap((choice) => native.get(choice) ?? []),
    }))
    .filter(({ choices }) => choices.length > 1 && !choices.some((each) => fits(each, platform)))
    .map(({ name }) => name)
    .sort();
}

function fits(each, platform) {
  return Object.entries(platform).every(([field, value]) => each[field]?.includes(value) ?? true);
}
