import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../helpers/runtime.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');
const json = (path: string) => JSON.parse(read(path)) as Record<string, unknown>;
const { version } = json('packages/synochat/package.json') as { version: string };

describe('a release', () => {
  it('has one version for all packages, on npm and JSR, in the lockfile and where one asks for the other', () => {
    const simulator = json('packages/simulator/package.json');
    const relay = json('packages/relay/package.json');
    const { synochat, 'synochat-simulator': demo } = relay['dependencies'] as Record<string, string>;
    const adapter = json('packages/chat-adapter/package.json');
    const lockfile = json('package-lock.json') as { packages: Record<string, { version?: string }> };
    const { devDependencies } = json('packages/synochat/package.json') as { devDependencies: Record<string, string> };

    expect({
      create: json('packages/create/package.json')['version'],
      relay: relay['version'],
      adapter: adapter['version'],
      simulator: simulator['version'],
      jsr: json('packages/synochat/jsr.json')['version'],
      locked: ['packages/synochat', 'packages/simulator', 'packages/create', 'packages/relay'].map(
        (path) => lockfile.packages[path]?.version,
      ),
      asked: [
        devDependencies['synochat-simulator'],
        (simulator['devDependencies'] as typeof devDependencies)['synochat'],
      ],
      ranges: [synochat, demo, (adapter['dependencies'] as Record<string, string>)['synochat']],
    }).toEqual({
      create: version,
      relay: version,
      adapter: version,
      simulator: version,
      jsr: version,
      locked: [version, version, version, version],
      asked: [version, version],
      ranges: [`^${version}`, `^${version}`, `^${version}`],
    });
  });

  it('is the newest in the changelog, unless it is not out yet', () => {
    const [newest, ...older] = Array.from(read('CHANGELOG.md').matchAll(/^## (.+)$/gm), ([, heading = '']) => heading);

    expect(newest).toMatch(/^(Unreleased|\d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d\))$/);
    const [released] = newest === 'Unreleased' ? older : [newest];
    if (released !== undefined) expect(released).toMatch(new RegExp(`^${version.replaceAll('.', '\\.')} `));
  });

  it.each([
    ['the tag is another version', 'v99.0.0', 'is not the version of packages/synochat'],
    ['the changelog does not know it', `v${version}`, `CHANGELOG.md has no heading "## ${version}`],
  ])('is refused with a word of why when %s', (_why, tag, sentence) => {
    expect(refusalOf(tag)).toContain(sentence);
  });
});

/** Returns the output of the release workflow's check for the tag. The changelog holds only the section *Unreleased*. */
function refusalOf(tag: string): string {
  const { scratch, cleanUp } = scratchFolder();
  const step = /- name: The tag is .*\n +run: \|\n((?: {10}.*\n)+)/.exec(read('.github/workflows/release.yml'))?.[1];
  for (const path of ['synochat', 'simulator', 'create', 'relay', 'chat-adapter'].map(
    (name) => `packages/${name}/package.json`,
  ))
    cpSync(`${root}${path}`, join(scratch, path));
  writeFileSync(join(scratch, 'CHANGELOG.md'), '# Changelog\n\n## Unreleased\n');
  const env = { ...process.env, GITHUB_REF_NAME: tag };
  const { status, stdout } = spawnSync('bash', ['-e', '-c', step ?? ''], { cwd: scratch, env, encoding: 'utf8' });
  cleanUp();
  return status === 1 ? stdout : `${tag} was not refused`;
}
