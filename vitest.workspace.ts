import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { pageForVite } from './packages/simulator/page-bundle.ts';
import { named } from './tools/vitest/named.ts';
import { at, everywhere, globalSetup, host, runs, setupFiles, sources, tlsFor } from './tools/vitest/settings.ts';
import { workers } from './tools/vitest/workers.ts';

// These test the whole, and real servers: on Node, which starts the other runtimes where one is needed.
// The adapter for Chat SDK has a Vitest of its own, which the SDK's contract suites need: `npm run test:adapter`.
const elsewhere = ['packages/chat-adapter/**'];

const onNode = ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts'];

// Ratios of two loads run with the machine to themselves, after all others.
const alone = ['packages/synochat/test/hostile/costly.test.ts'];

// A process for each file costs as much as half of the tests. So `isolate` is off: a helper keeps no state beyond a file.
const conformance = {
  extends: true as const,
  resolve: { alias: tlsFor(host) },
  test: {
    name: host,
    environment: 'node' as const,
    include: everywhere,
    globalSetup,
    setupFiles,
    provide: runs,
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Under Bun the default pool (forks) fails.
    ...(host === 'bun' ? { pool: 'threads' as const } : {}),
  },
};

const driving = {
  extends: true as const,
  resolve: { alias: tlsFor(host) },
  test: {
    name: 'driver',
    environment: 'node' as const,
    include: onNode,
    exclude: ['**/node_modules/**', ...elsewhere, ...alone],
    setupFiles: [...setupFiles, at('tools/vitest/seed.ts')],
    isolate: false,
    provide: { schedules: 200, worlds: 6 },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
};

const undisturbed = {
  ...driving,
  test: { ...driving.test, name: 'alone', include: alone, exclude: [], sequence: { groupOrder: 1 } },
};

const wanted = (process.env['VITEST_WITH'] ?? '').split(',').filter((name) => name !== '');

export default defineConfig(async () => ({
  resolve: { alias: sources },
  plugins: [pageForVite],
  test: {
    // A busy machine is slow at starting a program; a test that waits for its output is not to fail for that.
    expect: { poll: { timeout: 15_000 } },
    // By default one less than there are processors. Most tests of real servers and programs wait most of their time; named
    // projects run beside each other in CI.
    maxWorkers: availableParallelism() + (wanted.length > 0 ? 1 : 3),
    projects:
      host === 'node' ? [conformance, ...(await workers()), driving, undisturbed, ...named(wanted)] : [conformance],
  },
}));
