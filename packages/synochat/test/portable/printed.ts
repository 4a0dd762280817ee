import { afterEach, beforeEach, expect, type MockInstance, vi } from 'vitest';
import { tokensIn } from './sample-tokens.ts';

/** The lines that the current test has printed with `console.error`, which stay off the screen and must hold no token. */
export function watchErrors(): () => string[] {
  let spy: MockInstance<typeof console.error>;
  const lines = () => spy.mock.calls.map((call) => call.map(String).join(' '));
  beforeEach(() => {
    spy = vi.spyOn(console, 'error').mockReturnValue();
  });
  afterEach(() => {
    const found = lines().filter((line) => tokensIn(line).length > 0);
    spy.mockRestore();
    expect(found).toEqual([]);
  });
  return lines;
}
