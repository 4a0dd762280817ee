import { describe, expect, it } from 'vitest';
import { nowhere } from './storage.ts';
import { createTimeline } from './timeline.ts';

const channel = {
  id: 34,
  name: 'Labb',
  type: 'public',
  members: undefined,
  creatorId: 1,
  botId: undefined,
} as const;
const create = () => createTimeline({ storage: nowhere, now: () => 0, changed: () => undefined });
const draft = (text: string) => ({ author: 'ada', authorId: 3, from: 'user', text }) as const;

describe('the timeline', () => {
  it('keeps the newest 10 000 posts', () => {
    const timeline = create();
    for (let n = 1; n <= 10_002; n += 1) timeline.add(channel, draft(String(n)));
    expect([timeline.all().length, timeline.all()[0]?.text]).toEqual([10_000, '3']);
    expect(timeline.all()[0]?.id).toBe(String(34 * 2 ** 32 + 3));
  });

  it('keeps the newest 256 MiB of files', () => {
    const timeline = create();
    const mebibytes = (count: number) => ({ name: 'a', type: 'b', size: count * 2 ** 20, bytes: new Uint8Array() });
    for (const text of ['one', 'two', 'three']) timeline.add(channel, { ...draft(text), file: mebibytes(100) });
    expect(timeline.all().map(({ text }) => text)).toEqual(['two', 'three']);
  });

  it('returns frozen posts', () => {
    const timeline = create();
    const post = timeline.add(channel, draft('as it was'));
    expect(() => Object.assign(post, { text: 'other' })).toThrow(TypeError);
    expect(timeline.all().map(({ text }) => text)).toEqual(['as it was']);
  });
});
