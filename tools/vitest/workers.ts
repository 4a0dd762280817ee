import { existsSync } from 'node:fs';
import { at, everywhere, globalSetup, runs, setupFiles, tlsFor } from './settings.ts';

const compatibilityDate = '2026-10-20';

/** The projects inside workerd. Bun and Deno cannot load them. */
export const workers = async () => [
  {
    extends: true as const,
    resolve: { alias: tlsFor('workerd') },
    plugins: await inside({ miniflare: { compatibilityDate } }),
    test: {
      name: 'workerd',
      include: everywhere,
      globalSetup: [...missing, ...globalSetup],
      setupFiles,
      provide: runs,
      isolate: false,
      // One thread runs all files: a long computation in one holds up the timers of another.
      testTimeout: 30_000,
    },
  },
  await withBindings('bindings', 'packages/synochat/test/workers/worker.ts', 'packages/*/test/**/*.bindings.ts', {
    r2Buckets: ['FILES'],
    durableObjects: {
      BUCKETS: { className: 'ChatBucket', useSQLite: true },
      SHELVES: { className: 'Shelf', useSQLite: true },
    },
  }),
  await withBindings('outbox', 'apps/outbox-worker/test/worker.ts', 'apps/outbox-worker/test/*.bindings.ts', {
    durableObjects: { OUTBOX: { className: 'TestOutbox', useSQLite: true } },
    bindings: { SYNOCHAT_WEBHOOK: 'http://chat.example/webapi/entry.cgi?token=synthetic', CALLER_TOKEN: 'synthetic' },
  }),
];

/** A project inside workerd with the services that Cloudflare offers beside it. */
async function withBindings(name: string, main: string, include: string, bindings: object) {
  return {
    extends: true as const,
    plugins: await inside({ main: at(main), miniflare: { compatibilityDate, ...bindings } }),
    test: { name, include: [include], globalSetup: missing, setupFiles, isolate: false, testTimeout: 30_000 },
  };
}

const installed = existsSync(at('tools/node_modules/@cloudflare/vitest-plugin'));

/** Without `tools/` these projects fail as soon as they run; the project `node` needs nothing of it. */
const missing = installed ? [] : [at('tools/vitest/missing.ts')];

async function inside(options: object) {
  if (!installed) return [];
  const { cloudflareTest } = await import('@cloudflare/vitest-plugin');
  return [cloudflareTest(options)];
}
