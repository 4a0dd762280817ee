import { type Failure, SendError } from '../../shared/errors.ts';
import { copyMessage, encodeMessage, type Message, maxText as usualMaxText } from '../../shared/message.ts';
import { abortable } from '../../shared/timer.ts';
import type { Endpoint } from '../exchange/address.ts';
import { defaultTimeout } from '../exchange/exchange.ts';
import { callbackFailure } from '../exchange/failures.ts';
import { createPartPoster } from './attempt.ts';
import { assertSendOptions, type SendOptions } from './options.ts';
import { takePlace } from './queue.ts';
import { splitMessage } from './split.ts';

/** How often a part is halved because Chat finds it too long: from 2000 code points down to 8. */
const maxHalvings = 8;

/**
 * Posts the message, in parts if it is too long for one post, and returns the `data` of the last reply. All parts stay at
 * the head of the line: no other message comes between them. Throws as `sendIncoming` does.
 */
export async function postParts(
  endpoint: Endpoint,
  message: string | Message,
  options: SendOptions,
  userId?: number,
): Promise<unknown> {
  const {
    signal,
    limiter,
    timeout = defaultTimeout,
    maxText = usualMaxText,
    onPosted,
  } = Object(options) as SendOptions;
  const split = (each: Message, maxLength: number) =>
    splitMessage(each, maxLength).map((part) => ({ message: part, payload: encodeMessage(part, userId) }));
  const whole = copyMessage(message);
  assertSendOptions(options);
  let remaining = split(whole, maxText);
  let posted = 0;
  let halvings = 0;
  let longest = 0;
  let answer: unknown;
  const toError = (failure: Failure) =>
    new SendError(
      failure,
      posted,
      remaining.map((part) => part.message),
    );
  signal?.throwIfAborted();
  // Before the first await: call order is line order.
  const place = takePlace(limiter === false ? undefined : endpoint.key);
  try {
    // A message that waits in line holds no more than this function.
    await abortable(place.turn(), signal);
    const post = createPartPoster(endpoint, options, place, toError);
    for (let part = remaining[0]; part; part = remaining[0]) {
      const { text = '', fileUrl } = part.message;
      const { failure, data } = await post(part.payload, fileUrl !== undefined);
      const { length } = Array.from(text);
      if (failure) {
        if (failure.code !== 'text_too_long' || length < 2 || halvings++ === maxHalvings) throw toError(failure);
        // The parts behind are too long too, except for lengths that Chat accepted before.
        const half = Math.ceil(length / 2);
        remaining = remaining.flatMap((each, n) => split(each.message, n === 0 ? half : Math.max(half, longest)));
        continue;
      }
      answer = data;
      posted++;
      longest = Math.max(longest, length);
      remaining.shift();
      if (!onPosted) continue;
      place.hold(timeout);
      const report = { message: part.message, number: posted, total: posted + remaining.length, userId };
      const reported = (async () => onPosted(report))();
      await abortable(reported, signal).catch((error: unknown) => {
        throw signal?.aborted ? error : toError(callbackFailure(error, 'onPosted'));
      });
    }
  } finally {
    place.leave();
  }
  return answer;
}
