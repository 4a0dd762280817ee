import { vi } from 'vitest';

/** How many characters of strings the work reads, one by one. Comparing with `===`, or by index, would read none that can be seen. */
export function countReads(work: () => unknown): number {
  const spy = vi.spyOn(String.prototype, 'charCodeAt');
  try {
    work();
    return spy.mock.calls.length;
  } finally {
    spy.mockRestore();
  }
}
