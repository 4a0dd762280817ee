import { expect } from 'vitest';
import { SendError } from '../../../src/index.ts';
import type { Delivery } from './delivery.ts';
import type { FaultyNas, Posted } from './faulty-nas.ts';

/** The posts of a text, by the record of the NAS alone. */
export function postsOf(nas: FaultyNas, { address, userId, text }: Omit<Delivery, 'outcome'>): readonly string[] {
  const mark = /^m\d+w/.exec(text)?.[0] ?? '';
  const posts = nas.posts(address).filter((post) => post.userId === userId && post.text.includes(mark));
  return posts.map((post) => post.text);
}

/** Whether what the sender was told is what the NAS did. */
export function judge(nas: FaultyNas, delivery: Delivery): void {
  const { outcome, text, endedAt } = delivery;
  const abortedAt = delivery.abort.at();
  const posts = postsOf(nas, delivery);
  const posted = posts.join('');
  expect(new Set(posts).size, 'nothing is posted twice by us').toBe(posts.length);
  if (outcome === 'none') throw new Error('it neither resolved nor rejected');
  expect(outcome === 'aborted', 'an abort ends it').toBe(endedAt >= abortedAt);
  if (outcome === 'aborted') expect(endedAt, 'an abort ends it at once').toBeLessThanOrEqual(abortedAt);
  if (outcome === 'posted') expect(posted, 'what resolved was posted whole and in order').toBe(text);
  else if (outcome instanceof SendError) judgeFailure(outcome, posts, text);
  else if (outcome === 'aborted')
    expect(text.startsWith(posted), 'what was aborted was posted in order, as far as it was').toBe(true);
  else throw outcome;
}

function judgeFailure(error: SendError, posts: readonly string[], text: string): void {
  const { posted, partsPosted, retryable } = error;
  const remaining = error.remaining.map((part) => part.text);
  const told = posts.slice(0, partsPosted);
  expect(told.length, 'parts that are told of were posted').toBe(partsPosted);
  expect([...told, ...remaining].join(''), '`remaining` is precisely the rest').toBe(text);
  if (posted === 'no') expect(posts, '`no` was not posted').toEqual([]);
  if (posted === 'partly')
    expect([posts.length, partsPosted > 0], '`partly` is exactly so').toEqual([partsPosted, true]);
  if (posted === 'unknown')
    expect(remaining.slice(0, 1), '`unknown` is at most one part').toEqual(
      expect.arrayContaining(posts.slice(partsPosted)),
    );
  if (retryable) expect(posted, 'only `no` is retryable').toBe('no');
}

/** Whether all that is known to be posted by an integration was so in the order of the calls, nothing between the parts. */
export function judgeOrder(nas: FaultyNas, deliveries: readonly Delivery[]): void {
  for (const address of new Set(deliveries.filter(({ inLine }) => inLine).map((each) => each.address))) {
    const knownTexts = deliveries.filter((each) => each.address === address).flatMap((each) => knownPosts(nas, each));
    const wanted = knownTexts.map(name);
    const inOrder = nas
      .posts(address)
      .map(name)
      .filter((post) => wanted.includes(post));
    expect(inOrder, 'posts leave in the order of the calls').toEqual(wanted);
  }
}

const name = ({ text, userId }: Posted) => `to ${userId}: ${text}`;

function knownPosts(nas: FaultyNas, { outcome, ...delivery }: Delivery): readonly Posted[] {
  const posts = postsOf(nas, delivery).map((text) => ({ text, userId: delivery.userId }));
  return outcome === 'posted' ? posts : posts.slice(0, outcome instanceof SendError ? outcome.partsPosted : 0);
}
