import { defineConfig } from 'vitest/config';
import { pageForVite } from './packages/simulator/page-bundle.ts';
import { reporters } from './vitest.reporters.ts';

/** In a real browser: the apps against what `npm run build` made, the page from its sources. `npm run test:browser`. */
export default defineConfig({
  plugins: [pageForVite],
  test: {
    name: 'browser',
    reporters: reporters('browser'),
    include: ['packages/*/test/**/*.browser.ts', 'apps/*/test/**/*.browser.ts'],
    // A busy machine is slow at starting a program; a test that waits for its output is not to fail for that.
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
