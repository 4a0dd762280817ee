import { defineConfig } from 'vitest/config';
import { reporters } from './vitest.reporters.ts';

/** In a real browser, against what `npm run build` made: `npm run test:browser`. */
export default defineConfig({
  test: {
    name: 'browser',
    reporters: reporters('browser'),
    include: ['packages/*/test/**/*.browser.ts', 'apps/*/test/**/*.browser.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
