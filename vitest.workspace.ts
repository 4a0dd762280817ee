import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { pageForVite } from './packages/simulator/page-bundle.ts';
import { reporters } from './vitest.reporters.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Tests use the sources; the "exports" of the packages point to dist.
const alias = [
  { find: /^synochat$/, replacement: at('packages/synochat/src/index.ts') },
  { find: /^synochat\/([a-z-]+)$/, replacement: at('packages/synochat/src/$1.ts') },
  { find: /^synochat-simulator$/, replacement: at('packages/simulator/src/index.ts') },
  { find: /^synochat-simulator\/node$/, replacement: at('packages/simulator/src/node.ts') },
];

/** What the package's export conditions choose. */
const aliasFor = (runtime: string) => [
  { find: /^synochat\/tls$/, replacement: at(`packages/synochat/src/tls/${runtime}.ts`) },
];

// Beside the file they test, the same on every runtime.
const everywhere = ['packages/*/src/**/*.test.ts'];
// Rules over the whole and real servers: on Node, which drives the other runtimes where one is needed.
const onNode = ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts'];

// Ratios of two loads: with the machine to themselves, after all others.
const alone = ['packages/synochat/test/costly.test.ts'];

const host = 'Bun' in globalThis ? 'bun' : 'Deno' in globalThis ? 'deno' : 'node';
const globalSetup = ['./vitest.server.ts'];
const setupFiles = [at('packages/synochat/src/testing/watch.ts')];

/** How often a property is tried; `vitest.soak.ts` tries longer. */
const runs = (where: string) => ({ runs: where === 'node' ? 1000 : 200 });

const conformance = {
  extends: true as const,
  resolve: { alias: aliasFor(host) },
  test: {
    name: host,
    environment: 'node' as const,
    include: everywhere,
    globalSetup,
    setupFiles,
    provide: runs(host),
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Under Bun the default pool (forks) fails.
    ...(host === 'bun' ? { pool: 'threads' as const } : {}),
  },
};

const driving = {
  extends: true as const,
  resolve: { alias: aliasFor(host) },
  test: {
    name: 'driver',
    environment: 'node' as const,
    include: onNode,
    exclude: ['**/node_modules/**', ...alone],
    setupFiles,
    provide: { schedules: 200 },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
};

const undisturbed = {
  ...driving,
  test: { ...driving.test, name: 'alone', include: alone, exclude: [], sequence: { groupOrder: 1 } },
};

// Inside workerd itself. Imported lazily: Bun and Deno must not load it.
async function workerd() {
  const { cloudflareTest } = await import('@cloudflare/vitest-plugin');
  return {
    extends: true as const,
    resolve: { alias: aliasFor('workerd') },
    plugins: [cloudflareTest({ miniflare: { compatibilityDate: '2026-10-20' } })],
    test: {
      name: 'workerd',
      include: everywhere,
      globalSetup,
      setupFiles,
      provide: runs('workerd'),
      isolate: false,
      // One thread for all files: what takes its time in one holds up the timers of another.
      testTimeout: 30_000,
    },
  };
}

/** Inside workerd with what Cloudflare offers beside it. */
async function withBindings(name: string, main: string, include: string, bindings: object) {
  const { cloudflareTest } = await import('@cloudflare/vitest-plugin');
  const miniflare = { compatibilityDate: '2026-10-20', ...bindings };
  return {
    extends: true as const,
    plugins: [cloudflareTest({ main: at(main), miniflare })],
    test: { name, include: [include], setupFiles, isolate: false, testTimeout: 30_000 },
  };
}

const bindings = () =>
  withBindings('bindings', 'packages/synochat/test/servers/buckets/worker.ts', 'packages/*/test/**/*.bindings.ts', {
    r2Buckets: ['FILES'],
    durableObjects: { BUCKETS: { className: 'ChatBucket', useSQLite: true } },
  });

const outbox = () =>
  withBindings('outbox', 'apps/outbox-worker/test/worker.ts', 'apps/outbox-worker/test/*.bindings.ts', {
    durableObjects: { OUTBOX: { className: 'TestOutbox', useSQLite: true } },
    bindings: { SYNOCHAT_WEBHOOK: 'http://chat.example/webapi/entry.cgi?token=synthetic', CALLER_TOKEN: 'synthetic' },
  });

export default defineConfig(async () => ({
  resolve: { alias },
  plugins: [pageForVite],
  test: {
    reporters: reporters(host),
    // A busy machine is slow at starting a program; a test that waits for its output is not to fail for that.
    expect: { poll: { timeout: 15_000 } },
    // By default one less than there are processors: of two, one would idle while a test waits.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects:
      host === 'node'
        ? [conformance, await workerd(), await bindings(), await outbox(), driving, undisturbed]
        : [conformance],
  },
}));
