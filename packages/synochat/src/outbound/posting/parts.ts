import { SendError } from '../../shared/errors.ts';
import { copyMessage, encodeMessage, type Message, maxText as usualMaxText } from '../../shared/message.ts';
import type { Endpoint } from '../exchange/address.ts';
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
  const { signal, limiter, maxText = usualMaxText } = Object(options) as SendOptions;
  const split = (each: Message, maxLength: number) =>
    splitMessage(each, maxLength).map((part) => ({ message: part, payload: encodeMessage(part, userId) }));
  const whole = copyMessage(message);
  assertSendOptions(options);
  let remaining = split(whole, maxText);
  let posted = 0;
  let halvings = 0;
  let longest = 0;
  let answer: unknown;
  signal?.throwIfAborted();
  // Before the first await: call order is line order.
  const place = takePlace(limiter === false ? undefined : endpoint.key);
  try {
    const post = createPartPoster(endpoint, options, place);
    for (let part = remaining[0]; part; part = remaining[0]) {
      const { text = '', fileUrl } = part.message;
      const { failure, data } = await post(part.payload, fileUrl !== undefined);
      const { length } = Array.from(text);
      if (failure) {
        if (failure.code !== 'text_too_long' || length < 2 || halvings++ === maxHalvings) {
          const messages = remaining.map((each) => each.message);
          throw new SendError(failure, posted, messages);
        }
        // The parts behind are too long too, except for lengths that Chat accepted before.
        const half = Math.ceil(length / 2);
        remaining = remaining.flatMap((each, n) => split(each.message, n === 0 ? half : Math.max(half, longest)));
        continue;
      }
      answer = data;
      posted++;
      longest = Math.max(longest, length);
      remaining.shift();
    }
  } finally {
    place.leave();
  }
  return answer;
}
