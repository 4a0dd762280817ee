import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');
const json = (path: string) => JSON.parse(read(path)) as Record<string, unknown>;
const { version } = json('packages/synochat/package.json') as { version: string };

describe('a release', () => {
  it('has one version for both packages, on npm and JSR, in the lockfile and where one asks for the other', () => {
    const simulator = json('packages/simulator/package.json');
    const lockfile = json('package-lock.json') as { packages: Record<string, { version?: string }> };
    const { devDependencies } = json('packages/synochat/package.json') as { devDependencies: Record<string, string> };

    expect({
      simulator: simulator['version'],
      jsr: json('packages/synochat/jsr.json')['version'],
      locked: ['packages/synochat', 'packages/simulator'].map((path) => lockfile.packages[path]?.version),
      asked: [
        devDependencies['synochat-simulator'],
        (simulator['devDependencies'] as typeof devDependencies)['synochat'],
      ],
    }).toEqual({ simulator: version, jsr: version, locked: [version, version], asked: [version, version] });
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
  ])('is refused with a word of why when %s', (_why, tag, said) => {
    const said_ = refusalOf(tag);

    expect(check).toContain(said);
  });
});

/** What the first step of the release workflow says to that tag, which it refuses. */
function refusalOf(tag: string): string {
  const step = /- name: The tag is .*\n +run: \|\n((?: {10}.*\n)+)/.exec(read('.github/workflows/release.yml'))?.[1];
  try {
    execFileSync('bash', ['-e', '-c', step ?? ''], { cwd: root, env: { ...process.env, GITHUB_REF_NAME: tag } });
  } catch (error) {
    return String((error as { stdout: Buffer }).stdout);
  }
  throw new Error(`${tag} was not refused`);
}
