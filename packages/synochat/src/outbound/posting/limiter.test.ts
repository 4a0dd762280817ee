import { describe, expect, it } from 'vitest';
import { memoryLimiter } from '../../index.ts';

describe('a memory limiter', () => {
  it('spaces the posts of one key by its interval, and tells the wait without waiting', () => {
    let now = 1000;
    const limiter = memoryLimiter({ interval: 500, now: () => now });
    expect([limiter.reserve('a'), limiter.reserve('a'), limiter.reserve('a')]).toEqual([0, 500, 1000]);
    now = 1700;
    expect(limiter.reserve('a')).toBe(800);
    now = 9000;
    expect([limiter.reserve('a'), limiter.reserve('a')]).toEqual([0, 500]);
  });

  it('leaves 505 ms by default', () => {
    const limiter = memoryLimiter({ now: () => 0 });
    expect([limiter.reserve('a'), limiter.reserve('a')]).toEqual([0, 505]);
  });

  it('keeps the keys apart', () => {
    const limiter = memoryLimiter({ now: () => 0 });
    expect([limiter.reserve('a'), limiter.reserve('b'), limiter.reserve('a')]).toEqual([0, 0, 505]);
  });

  it('may let a burst through after a pause, and no more', () => {
    let now = 0;
    const limiter = memoryLimiter({ interval: 100, burst: 3, now: () => now });
    expect([1, 2, 3, 4, 5].map(() => limiter.reserve('a'))).toEqual([0, 0, 0, 100, 200]);
    now = 400;
    expect([1, 2, 3].map(() => limiter.reserve('a'))).toEqual([0, 0, 100]);
  });

  it.each([{ interval: Number.NaN }, { interval: -1 }, { interval: Infinity }, { burst: 0 }, { burst: Number.NaN }])(
    'refuses %j',
    (options) => {
      expect(() => memoryLimiter(options)).toThrow(RangeError);
    },
  );

  it('uses the monotonic clock by default', () => {
    const limiter = memoryLimiter();
    expect(limiter.reserve('a')).toBe(0);
    const wait = limiter.reserve('a');
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(505);
  });

  it('makes nobody wait for a clock that was set back by an hour', () => {
    let now = 7_200_000;
    const limiter = memoryLimiter({ interval: 500, now: () => now });
    expect([limiter.reserve('a'), limiter.reserve('a')]).toEqual([0, 500]);
    now -= 3_600_000;
    expect([limiter.reserve('a'), limiter.reserve('a')]).toEqual([1000, 1500]);
    now += 1700;
    expect(limiter.reserve('a')).toBe(300);
  });

  it('lets no more through than its burst when the clock jumps a day ahead', () => {
    let now = 0;
    const limiter = memoryLimiter({ interval: 500, burst: 2, now: () => now });
    expect([1, 2, 3].map(() => limiter.reserve('a'))).toEqual([0, 0, 500]);
    now += 86_400_000;
    expect([1, 2, 3].map(() => limiter.reserve('a'))).toEqual([0, 0, 500]);
  });

  it.each([Number.NaN, Infinity])('says that %d is no time, and counts on when there is one again', (wrong) => {
    let now = 1000;
    const limiter = memoryLimiter({ interval: 500, now: () => now });
    expect(limiter.reserve('a')).toBe(0);
    now = wrong;
    expect(() => limiter.reserve('a')).toThrow('now must return a number');
    now = 1100;
    expect(limiter.reserve('a')).toBe(400);
  });
});
