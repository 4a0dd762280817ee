// A program that locks a file at a moment, and unlocks the file when told: `lock.test.ts` starts it several times.
import { lock } from '../src/cli/lock.ts';

let unlock: (() => void) | undefined;

process.on('message', (order: { readonly path: string; readonly at: number } | 'unlock') => {
  if (order === 'unlock') {
    unlock?.();
    unlock = undefined;
    process.send?.('unlocked');
    return;
  }
  while (Date.now() < order.at);
  try {
    unlock = lock(order.path);
    process.send?.('locked');
  } catch (error) {
    process.send?.(String(error));
  }
});
process.send?.('ready');
