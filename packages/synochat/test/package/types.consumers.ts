import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratchFolder } from '../helpers/runtime.ts';
import { install } from '../helpers/tarball.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const theirs = at('consumers/node_modules');

interface App {
  readonly lib: readonly string[];
  readonly files: readonly string[];
  readonly [option: string]: unknown;
}

/** Programs of test/types, and how each is compiled. */
const everywhere = ['slash.ts', 'received.ts', 'routes.ts', 'sent.ts', 'hono.ts', 'beside.ts'];
const bundler = { module: 'ESNext', moduleResolution: 'bundler' };
const strictest = { exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, verbatimModuleSyntax: true };
const onNode: App = {
  ...{ ...strictest, module: 'NodeNext', moduleResolution: 'NodeNext', lib: ['ES2022'], types: ['node'] },
  files: [...everywhere, 'fetch.ts', 'node.ts', 'common.cts'],
};
const apps: Record<string, App> = {
  'a bundled app': { ...bundler, lib: ['ES2022', 'DOM'], types: [], files: everywhere },
  'a Worker': {
    ...bundler,
    lib: ['ES2022'],
    types: ['@cloudflare/workers-types'],
    files: [...everywhere, 'worker.ts'],
  },
  'a program on Node, of ES modules and CommonJS': onNode,
};

/** As TypeScript compiles what is not marked as a module. */
const common = `
  import synochat = require('synochat');
  import tls = require('synochat/tls');
  const trusting: synochat.Fetch = tls.trust({ dangerouslyTrustAnyone: true });
  const failed = (error: unknown) => error instanceof synochat.SendError && error.code;
  export = { trusting, failed };`;

const cases = ['5.4', '5.9', '6.0', '7.0']
  .flatMap((release) => Object.entries(apps).map(([app, options]) => ({ release, app, options })))
  .filter(({ release, options }) => release !== '5.4' || options !== onNode);

describe.concurrent('the packed package has types that are right', () => {
  const { scratch, cleanUp } = scratchFolder();
  const oldest = scratchFolder();
  beforeAll(() => {
    prepare(scratch, ['hono', 'valibot']);
    prepare(oldest.scratch, []);
    for (const peer of ['hono', 'valibot'])
      cpSync(join(theirs, `${peer}-oldest`), join(oldest.scratch, 'node_modules', peer), { recursive: true });
  });
  afterAll(() => {
    cleanUp();
    oldest.cleanUp();
  });

  it.each(cases)('with TypeScript $release in $app', async ({ release, options }) => {
    expect(await mistakes(release, scratch, options)).toEqual([]);
  });

  it('with TypeScript 5.4 in a program on Node, but CommonJS has to import() it', async () => {
    const [first, ...others] = await mistakes('5.4', scratch, onNode);

    expect(first).toMatch(/^common\.cts\(2,\d+\): error TS14(71|79)/);
    expect(others.filter((line) => !/^common\.cts\(3,\d+\): error TS14(71|79)/.test(line))).toEqual([]);
  });

  it('with the oldest Hono and valibot that it takes', async () => {
    expect(await mistakes('5.9', oldest.scratch, onNode)).toEqual([]);
  });
});

function prepare(scratch: string, peers: readonly string[]): void {
  install(scratch, peers);
  const modules = join(scratch, 'node_modules');
  const ours = at('../../../../node_modules');
  mkdirSync(join(modules, '@types'));
  for (const name of ['@types/node', 'undici', 'undici-types']) symlinkSync(join(ours, name), join(modules, name));
  symlinkSync(join(theirs, '@cloudflare'), join(modules, '@cloudflare'));
  cpSync(at('types'), scratch, { recursive: true });
  writeFileSync(join(scratch, 'common.cts'), common);
  writeFileSync(join(scratch, 'package.json'), '{ "type": "module" }');
}

/**
 * Returns the messages of that release of the compiler, also about our declarations. Hono's declarations need
 * TypeScript 5.7, and older releases of Hono need the DOM.
 */
async function mistakes(release: string, scratch: string, { files, ...settings }: App): Promise<string[]> {
  const compilerOptions = {
    ...{ target: 'ES2022', strict: true, skipLibCheck: false, noEmit: true, allowImportingTsExtensions: true },
    ...settings,
  };
  const config = join(scratch, `tsconfig.${release}.${settings.lib.join('.')}.${String(settings['module'])}.json`);
  writeFileSync(config, JSON.stringify({ compilerOptions, files }));
  const tsc = join(theirs, `typescript-${release}/bin/tsc`);
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [tsc, '-p', config], { cwd: scratch }, (error, stdout, stderr) => {
      // A compiler that does not even start says nothing on stdout.
      resolve(stdout + (error && stdout === '' ? error.message : stderr));
    });
  });
  return output.split('\n').filter((line) => /^\S/.test(line) && !line.startsWith('node_modules/hono/'));
}
