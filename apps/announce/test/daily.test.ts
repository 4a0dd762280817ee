import { afterEach, describe, expect, it, vi } from 'vitest';
import { nextAt, readTime, waitUntil } from '../daily.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the next time of day', () => {
  const cases = [
    { why: 'today', now: '2026-11-24T07:59:59.999+01:00', time: '08:00', next: '2026-11-24T08:00:00+01:00' },
    {
      why: 'tomorrow once the time has come',
      now: '2026-11-24T08:00:00+01:00',
      time: '8:00',
      next: '2026-11-25T08:00:00+01:00',
    },
    { why: 'next year', now: '2026-12-31T23:59:00+01:00', time: '00:00', next: '2027-01-01T00:00:00+01:00' },
    {
      why: '23 hours later in spring',
      now: '2026-03-28T08:00:00+01:00',
      time: '08:00',
      next: '2026-03-29T08:00:00+02:00',
    },
    {
      why: '25 hours later in autumn',
      now: '2026-10-24T08:00:00+02:00',
      time: '08:00',
      next: '2026-10-25T08:00:00+01:00',
    },
    {
      why: 'an hour later if spring skips the time',
      now: '2026-03-29T01:00:00+01:00',
      time: '02:30',
      next: '2026-03-29T03:30:00+02:00',
    },
    {
      why: 'at the usual time on the next day',
      now: '2026-03-29T03:30:00+02:00',
      time: '02:30',
      next: '2026-03-30T02:30:00+02:00',
    },
    {
      why: 'the first of two in autumn',
      now: '2026-10-25T01:00:00+02:00',
      time: '02:30',
      next: '2026-10-25T02:30:00+02:00',
    },
    {
      why: 'not the second of two',
      now: '2026-10-25T02:30:00+02:00',
      time: '02:30',
      next: '2026-10-26T02:30:00+01:00',
    },
  ];

  it.each(cases)('is $why', ({ now, time, next }) => {
    vi.stubEnv('TZ', 'Europe/Berlin');

    expect(nextAt(new Date(now), readTime(time) ?? [0, 0]).toISOString()).toBe(new Date(next).toISOString());
  });

  it.each(['', '8', '24:00', '08:60', '-1:00', '8:5', '08:00 ', '٠٨:٠٠'])('is not read from %j', (text) => {
    expect(readTime(text)).toBeUndefined();
  });
});

describe('waitUntil', () => {
  it('reads the clock each minute, because the clock may be set', async () => {
    let now = 0;
    const slept: number[] = [];
    const sleep = (ms: number) => {
      slept.push(ms);
      // The clock is put forward.
      now += slept.length === 2 ? 3_600_000 : ms;
      return Promise.resolve();
    };

    await waitUntil(new Date(3_750_500), { now: () => now, sleep });

    expect(slept).toEqual([60_000, 60_000, 60_000, 30_500]);
  });

  it('resolves at once if the time has passed', async () => {
    await waitUntil(new Date(5), { now: () => 6, sleep: () => Promise.reject(new Error('slept')) });
  });
});
