import { defineConfig } from 'vitest/config';
import { pageForVite } from './packages/simulator/page-bundle.ts';
import { reporters } from './vitest.reporters.ts';

/** The built site, also in a real browser: `npm run docs && npm run test:site`. */
export default defineConfig({
  plugins: [pageForVite],
  test: {
    name: 'site',
    reporters: reporters('site'),
    include: ['docs/test/*.site.ts'],
    // A busy machine is slow at starting a program; a test that waits for its output is not to fail for that.
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
