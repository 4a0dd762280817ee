import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Place, takePlace } from './queue.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

let lines = 0;

/** Places of a line of their own by their names, and who came to its head, in order. */
function line(...names: string[]) {
  const key = `line ${lines++}`;
  const heads: string[] = [];
  const places = new Map(names.map((name) => [name, takePlace(key)]));
  const at = (name: string): Place => {
    const place = places.get(name);
    if (!place) throw new Error(`nobody is called ${name}`);
    return place;
  };
  const come = async (name: string) => {
    await at(name).turn();
    heads.push(name);
  };
  return { heads, at, come };
}

describe('a line', () => {
  it('leads its places to the head in the order of their arrival, one at a time', async () => {
    const { heads, at, come } = line('a', 'b', 'c');
    const coming = ['c', 'b', 'a'].map(come);
    await vi.advanceTimersByTimeAsync(0);
    expect(heads).toEqual(['a']);
    for (const name of ['a', 'b', 'c']) {
      at(name).leave();
      await vi.advanceTimersByTimeAsync(0);
    }
    await Promise.all(coming);
    expect(heads).toEqual(['a', 'b', 'c']);
  });

  it('skips places that were removed before their turn, also at the end', async () => {
    const { heads, at, come } = line('a', 'b', 'c', 'd');
    const coming = ['a', 'c'].map(come);
    at('b').leave();
    at('d').leave();
    await vi.advanceTimersByTimeAsync(0);
    at('a').leave();
    await Promise.all(coming);
    expect(heads).toEqual(['a', 'c']);
  });

  it('goes on without a head that let its time pass, and not before', async () => {
    const { heads, at, come } = line('a', 'b', 'c');
    await come('a');
    at('a').hold(5000);
    const coming = ['b', 'c'].map(async (name) => {
      await come(name);
      at(name).leave();
    });
    await vi.advanceTimersByTimeAsync(5900);
    expect(heads).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(300);
    await Promise.all(coming);
    expect(heads).toEqual(['a', 'b', 'c']);
  });

  it('keeps its order when everything stood still for longer than the lease of the head', async () => {
    const { heads, at, come } = line('a', 'b', 'c');
    await come('a');
    const coming = ['b', 'c'].map(come);
    await vi.advanceTimersByTimeAsync(600);
    // As before a wait, whose timer comes after those of the others, set when the lease was shorter.
    at('a').hold(500);
    setTimeout(() => {
      at('a').hold(30_000);
    }, 500);
    // Not by a spy, whose restoring leaves workerd without its own timers.
    const now = performance.now.bind(performance);
    performance.now = () => now() + 5000;
    await vi.advanceTimersByTimeAsync(2000);
    expect(heads).toEqual(['a']);
    performance.now = now;
    for (const name of ['a', 'b', 'c']) {
      at(name).leave();
      await vi.advanceTimersByTimeAsync(0);
    }
    await Promise.all(coming);
    expect(heads).toEqual(['a', 'b', 'c']);
  });

  it('puts one that was overtaken and lives right behind the head', async () => {
    const { heads, at, come } = line('a', 'b', 'c');
    await come('a');
    const others = ['b', 'c'].map(come);
    await vi.advanceTimersByTimeAsync(1500);
    expect(heads).toEqual(['a', 'b']);
    at('b').hold(60_000);
    const back = come('a');
    await vi.advanceTimersByTimeAsync(1500);
    expect(heads).toEqual(['a', 'b']);
    at('b').leave();
    await back;
    at('a').leave();
    await Promise.all(others);
    expect(heads).toEqual(['a', 'b', 'a', 'c']);
  });

  it('leads an overtaken place at once when no other place waits', async () => {
    const { heads, at, come } = line('a', 'b');
    const other = come('b');
    await vi.advanceTimersByTimeAsync(1500);
    await other;
    at('b').leave();
    await come('a');
    expect(heads).toEqual(['b', 'a']);
  });

  it('goes on with the last place when all places before it are dead, about a second for each', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `${n}`);
    const { heads, come } = line(...names);
    const last = come('39');
    await vi.advanceTimersByTimeAsync(38_000);
    expect(heads).toEqual([]);
    await vi.advanceTimersByTimeAsync(10_000);
    await last;
    expect(heads).toEqual(['39']);
  });

  it('is looked at by those far behind now and then only, however often its head changes', async () => {
    const names = Array.from({ length: 1000 }, (_, n) => `${n}`);
    const { heads, at, come } = line(...names);
    const coming = names.map(come);
    // Not by a spy, whose restoring leaves workerd without its own timers.
    const { setTimeout } = globalThis;
    let set = 0;
    globalThis.setTimeout = ((...args: Parameters<typeof setTimeout>) => {
      set++;
      return setTimeout(...args);
    }) as typeof setTimeout;
    for (const name of names.slice(0, 100)) {
      at(name).hold(500);
      await vi.advanceTimersByTimeAsync(500);
      at(name).leave();
    }
    globalThis.setTimeout = setTimeout;
    expect(heads).toHaveLength(100);
    // Were all to look whenever a lease ends, it would be tens of thousands.
    expect(set).toBeLessThan(3000);
    for (const name of names) at(name).leave();
    await Promise.all(coming);
  });

  it('is released once by a place that leaves twice: places that arrived meanwhile keep their turn', async () => {
    const key = `line ${lines++}`;
    const first = takePlace(key);
    first.leave();
    const second = takePlace(key);
    first.leave();
    const third = takePlace(key);
    expect([second.leads(), third.leads()]).toEqual([true, false]);
    second.leave();
    await third.turn();
    third.leave();
  });
});
