import { defineConfig } from 'vitest/config';
import { reporters } from './vitest.reporters.ts';

/** The packed package with other releases of TypeScript, of its peers and of Node. `npm run test:consumers`. */
export default defineConfig({
  test: {
    name: 'consumers',
    reporters: reporters('consumers'),
    include: ['packages/*/test/**/*.consumers.ts'],
    // Each starts a compiler or a runtime of its own.
    maxConcurrency: 2,
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
