import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { reporters } from './vitest.reporters.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** With a real redis-server, and programs that run what `npm run build` made. `npm run test:redis`. */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^synochat$/, replacement: at('packages/synochat/src/index.ts') },
      { find: /^synochat\/redis$/, replacement: at('packages/synochat/src/redis.ts') },
      // Built: its page is bundled there.
      { find: /^synochat-simulator$/, replacement: at('packages/simulator/dist/index.js') },
      { find: /^synochat-simulator\/node$/, replacement: at('packages/simulator/dist/node.js') },
    ],
  },
  test: {
    name: 'redis',
    reporters: reporters('redis'),
    include: ['packages/*/test/**/*.redis.ts', 'apps/*/test/**/*.redis.ts'],
    // Their subject is time: one file at a time.
    fileParallelism: false,
    // A busy machine is slow at starting a program; a test that waits for its output is not to fail for that.
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
