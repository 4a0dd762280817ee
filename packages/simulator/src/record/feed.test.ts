import { describe, expect, it } from 'vitest';
import { createFeed } from './feed.ts';

describe('the feed of changes', () => {
  it('holds the newest 10 000, and cursors stay valid', () => {
    const feed = createFeed();
    for (let n = 1; n <= 10_002; n += 1) feed.add({ kind: 'post', postId: String(n) });
    expect([feed.start(), feed.end()]).toEqual([2, 10_002]);
    expect(feed.since(10_001)).toEqual([{ kind: 'post', postId: '10002' }]);
    expect(feed.since(0)).toHaveLength(10_000);
  });
});
