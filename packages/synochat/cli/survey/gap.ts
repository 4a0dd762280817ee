import type { ChatReply } from './chat-reply.ts';

/** A post, and a later attempt: the bounds of the time between both at the NAS, and whether Chat refused with 411. */
export interface Gap {
  readonly low: number;
  readonly high: number;
  readonly isRefused: boolean;
  /** The time of the post, which tells posts apart. */
  readonly base: number;
}

type Times = Pick<ChatReply, 'sentAt' | 'receivedAt'>;

/**
 * Returns the bounds of the time between the arrivals of two calls. An arrival lies between sending and answer. Two
 * calls differ in their way by no more than `spread`, unless one took even longer than the quickest of its kind.
 */
export function gapBetween(
  first: Times,
  second: Times,
  spread: number,
  [quickFirst, quickSecond]: readonly [number, number] = [Infinity, Infinity],
): Pick<Gap, 'low' | 'high'> {
  const sent = second.sentAt - first.sentAt;
  return {
    low: Math.max(0, second.sentAt - first.receivedAt, sent - Math.max(spread, durationOf(first) - quickFirst)),
    high: Math.min(second.receivedAt - first.sentAt, sent + Math.max(spread, durationOf(second) - quickSecond)),
  };
}

function durationOf({ sentAt, receivedAt }: Times): number {
  return receivedAt - sentAt;
}

/**
 * Returns the bounds of the pause. Below `low` two attempts were refused: one refusal alone may be by chance. From
 * `high` on none was.
 */
export function pauseBounds(gaps: readonly Gap[]): readonly [low: number, high: number] {
  const high = Math.min(...gaps.filter(({ isRefused }) => !isRefused).map((gap) => gap.high));
  const lows = gaps.filter(({ isRefused, low }) => isRefused && low < high).map(({ low }) => low);
  const [, second = 0] = lows.sort((a, b) => b - a);
  return [Math.floor(second), Math.ceil(high)];
}

/** Milliseconds over the pause within which a refusal is no surprise. */
export const lateBy = 60;

/** Returns whether two attempts after one post were refused, although the pause was over. */
export function hasLateRefusals(gaps: readonly Gap[], pause: number): boolean {
  const late = gaps.filter(({ isRefused, low }) => isRefused && low >= pause + lateBy);
  return late.some(({ base }, at) => late.findIndex((each) => each.base === base) < at);
}

/** Returns the round number in a range, or the middle of a range without a round number. */
export function roundIn([low, high]: readonly [number, number], unit: number): number {
  const round = Math.ceil(low / unit) * unit;
  return round <= high ? round : Math.round((low + high) / 2);
}
