import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../', import.meta.url));

/** The tarball that `npm publish` would send, from `npm pack`. */
export const packed = (
  JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline'], {
      cwd: folder,
      encoding: 'utf8',
    }),
  ) as [{ files: { path: string }[] }]
)[0].files.map(({ path }) => path);

/** Unpacks the package's tarball among the modules of the folder, and puts the peers beside it. */
export function install(app: string, peers: readonly string[]): void {
  const home = join(app, 'node_modules/synochat');
  mkdirSync(home, { recursive: true });
  const pack = ['pack', '--ignore-scripts', '--offline', '--silent', '--pack-destination', app];
  const tarball = execFileSync('npm', pack, { cwd: folder, encoding: 'utf8' }).trim();
  execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', home], { cwd: app });
  for (const peer of peers) {
    const home = findPackageJSON(peer, import.meta.url);
    if (!home) throw new Error(`${peer} is missing: run npm ci`);
    cpSync(dirname(home), join(app, 'node_modules', peer), { recursive: true });
  }
}

/** The oldest Node on the PATH that the package still promises to support. */
export function oldestNode(): { path: string; version: string } {
  const found = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((directory) => join(directory, 'node'))
    .filter((path) => existsSync(path))
    .map((path) => ({ path, version: execFileSync(path, ['--version'], { encoding: 'utf8' }).trim() }));
  const major = ({ version }: { version: string }) => Number(/^v(\d+)/.exec(version)?.[1]);
  const [oldest] = found.filter((node) => major(node) >= 20).sort((one, other) => major(one) - major(other));
  return oldest ?? { path: process.execPath, version: process.version };
}
