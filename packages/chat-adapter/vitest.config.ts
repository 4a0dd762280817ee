import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // The compiler's settings of the repository need a newer parser than this Vitest has.
  resolve: {
    alias: [{ find: /^synochat-simulator$/, replacement: at('../simulator/dist/index.js') }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['@chat-adapter/tests/setup'],
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
