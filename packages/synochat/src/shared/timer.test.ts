import { describe, expect, it, vi } from 'vitest';
import { standStill } from '../../test/portable/clock.ts';
import { deadline } from './timer.ts';

standStill();

/** A deadline of a second, whose timer fires when the clock has gone on by that many milliseconds. */
function firingAfter(ms: number) {
  const start = performance.now();
  const action = vi.fn();
  const clock = vi.spyOn(performance, 'now');
  const stop = deadline(1000, action);
  clock.mockReturnValue(start + ms);
  vi.advanceTimersByTime(1000);
  clock.mockRestore();
  return { action, stop };
}

describe('a deadline', () => {
  it('that comes on time counts at once', () => {
    expect(firingAfter(1001).action).toHaveBeenCalledOnce();
  });

  it('that fires after its time, as the process was suspended, leaves 50 ms to read what arrived', () => {
    const { action } = firingAfter(1300);
    vi.advanceTimersByTime(49);
    expect(action).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(action).toHaveBeenCalledOnce();
  });

  it('that is called off never comes, before it and in that time', () => {
    const early = vi.fn();
    deadline(1000, early)();
    const { action, stop } = firingAfter(1300);
    stop();
    vi.advanceTimersByTime(5000);
    expect([early, action].map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
