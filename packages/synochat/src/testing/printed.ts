import { afterEach, beforeEach, type MockInstance, vi } from 'vitest';

/** The lines that the current test has printed with `console.error`, which stay off the screen. */
export function watchErrors(): () => string[] {
  let spy: MockInstance<typeof console.error>;
  beforeEach(() => {
    spy = vi.spyOn(console, 'error').mockReturnValue();
  });
  afterEach(() => {
    spy.mockRestore();
  });
  return () => spy.mock.calls.map((call) => call.map(String).join(' '));
}
