import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { pageForVite } from './packages/simulator/page-bundle.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What takes hours where the tests take minutes: properties tried longer, memory under a million requests. `npm run soak`. */
export default defineConfig({
  plugins: [pageForVite],
  resolve: {
    alias: [
      { find: /^synochat$/, replacement: at('packages/synochat/src/index.ts') },
      { find: /^synochat\/([a-z-]+)$/, replacement: at('packages/synochat/src/$1.ts') },
      { find: /^synochat-simulator$/, replacement: at('packages/simulator/src/index.ts') },
      { find: /^synochat-simulator\/node$/, replacement: at('packages/simulator/src/node.ts') },
    ],
  },
  test: {
    name: 'soak',
    include: [
      'packages/*/src/**/*.property.test.ts',
      'packages/*/test/**/*.soak.ts',
      'packages/synochat/test/{schedules,left-behind}.test.ts',
    ],
    provide: { runs: Number(process.env['RUNS'] ?? 100_000), schedules: 2000 },
    globalSetup: ['./vitest.server.ts'],
    // Their subject is memory and long runs: one file at a time.
    fileParallelism: false,
    testTimeout: 3 * 3_600_000,
    hookTimeout: 60_000,
  },
});
