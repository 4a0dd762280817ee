import { createRequire } from 'node:module';
import type { checkSync as CheckSync } from 'recheck';

// The build for browsers is JavaScript alone: no Java, no native program. It has no types of its own.
export const { checkSync } = createRequire(import.meta.url)('recheck/lib/browser.js') as {
  checkSync: typeof CheckSync;
};
