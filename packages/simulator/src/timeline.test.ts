import { describe, expect, it } from 'vitest';
import { createTimeline } from './timeline.ts';

const channel = { id: 34, name: 'Labb', members: undefined };
const draft = (text: string) => ({ author: 'ada', from: 'user', text }) as const;

describe('the timeline', () => {
  it('keeps the newest 10 000 posts, and its cursors stay true', () => {
    const timeline = createTimeline(() => 0);
    for (let n = 1; n <= 10_002; n += 1) timeline.add(channel, draft(String(n)));
    expect([timeline.all().length, timeline.all()[0]?.text]).toEqual([10_000, '3']);
    expect(timeline.all()[0]?.id).toBe(String(34 * 2 ** 32 + 3));
    expect(timeline.end()).toBe(10_002);
    expect(timeline.since(10_001).map(({ text }) => text)).toEqual(['10002']);
    expect(timeline.since(0)).toHaveLength(10_000);
  });

  it('keeps the newest 256 MiB of files', () => {
    const timeline = createTimeline(() => 0);
    const mebibytes = (count: number) => ({ name: 'a', type: 'b', size: count * 2 ** 20, bytes: new Uint8Array() });
    for (const text of ['one', 'two', 'three']) timeline.add(channel, { ...draft(text), file: mebibytes(100) });
    expect(timeline.all().map(({ text }) => text)).toEqual(['two', 'three']);
  });
});
