import { at, globalSetup, tlsFor } from './settings.ts';

const tests = (kind: string) => [`packages/*/test/**/*.${kind}.ts`, `apps/*/test/**/*.${kind}.ts`];

/** The projects that exist only where `VITEST_WITH` names them, by a comma each: `VITEST_WITH=redis,browser`. */
const projects = {
  /** These tests need a real redis-server, and what `npm run build` made. */
  redis: {
    include: tests('redis'),
    // Their subject is time: one file runs at a time.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
  /** These tests need a browser, and what `npm run build` made. */
  browser: { include: tests('browser'), testTimeout: 60_000, hookTimeout: 60_000 },
  /** These tests look at what `npm run docs` made, also in a browser. */
  site: { include: ['tools/site/test/*.site.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
  /**
   * The published packages: files, types, the way from a clone to an app. Proofs: of expressions, of times that grow, of the
   * survey in sixty worlds of each kind instead of six. Nearly all is work of the processor.
   */
  release: {
    include: [...tests('release'), 'packages/synochat/test/survey/round-trip.test.ts'],
    provide: { worlds: 60 },
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
  /** The packed package with other releases of TypeScript, of its peers and of Node. */
  consumers: {
    include: tests('consumers'),
    // Each starts a compiler or a runtime of its own.
    maxConcurrency: 2,
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
  /** Programs of others post to the relay: Debian's apprise, and what `test/clients` of the relay installs. */
  clients: { include: tests('clients'), testTimeout: 60_000, hookTimeout: 60_000 },
  /** Properties are tried longer, and memory is watched under a million requests. */
  soak: {
    include: [
      'packages/*/src/**/*.property.test.ts',
      'packages/*/test/**/*.soak.ts',
      'packages/synochat/test/runtimes/{schedules,left-behind}.test.ts',
    ],
    provide: { runs: Number(process.env['RUNS'] ?? 100_000), schedules: 2000 },
    globalSetup,
    // Their subject is memory and long runs: one file runs at a time.
    fileParallelism: false,
    testTimeout: 3 * 3_600_000,
    hookTimeout: 60_000,
  },
};

/** The page of the simulator is bundled into what was built. */
const built = [
  { find: /^synochat-simulator$/, replacement: at('packages/simulator/dist/index.js') },
  { find: /^synochat-simulator\/node$/, replacement: at('packages/simulator/dist/node.js') },
];

const isNamed = (name: string): name is keyof typeof projects => Object.hasOwn(projects, name);

/** The named projects. Throws an `Error` for a name that no project has. */
export function named(names: readonly string[]) {
  return names.map((name) => {
    if (!isNamed(name))
      throw new Error(`VITEST_WITH: "${name}" is no project. Name some of ${Object.keys(projects).join(', ')}`);
    return {
      extends: true as const,
      resolve: { alias: [...(name === 'redis' || name === 'clients' ? built : []), ...tlsFor('node')] },
      test: { name, ...projects[name] },
    };
  });
}
