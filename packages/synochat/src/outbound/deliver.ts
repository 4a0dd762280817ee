import { SendError } from '../shared/errors.ts';
import { copyMessage, encodeMessage, type Message, maxText as usualText } from '../shared/message.ts';
import type { Endpoint } from './address.ts';
import { enterLine, type SendOptions } from './sender.ts';
import { splitMessage } from './split.ts';

/** How often a text is halved because Chat finds its parts too long: from 2000 code points down to 8. */
const maxHalvings = 8;

/**
 * Posts the message, in parts where it is too long for one post, and gives what Chat said to the last of them. All
 * parts keep the head of the line: nothing comes between them.
 */
export async function deliver(
  endpoint: Endpoint,
  message: string | Message,
  options: SendOptions,
  userId?: number,
): Promise<unknown> {
  const { maxText = usualText } = options;
  const split = (whole: Message, maxLength: number) =>
    splitMessage(whole, maxLength).map((part) => ({ message: part, payload: encodeMessage(part, userId) }));
  let left = split(copyMessage(message), maxText);
  // Before anything is awaited: call order is line order.
  const sender = enterLine(endpoint, options);
  let posted = 0;
  let halvings = 0;
  let longest = 0;
  let answer: unknown;
  try {
    for (let part = left[0]; part; part = left[0]) {
      const { text = '', fileUrl } = part.message;
      const { failure, data } = await sender.post(part.payload, fileUrl !== undefined);
      const { length } = Array.from(text);
      if (!failure) {
        answer = data;
        posted++;
        longest = Math.max(longest, length);
        left.shift();
        continue;
      }
      if (failure.code !== 'text_too_long' || length < 2 || halvings++ === maxHalvings) {
        const remaining = left.map(({ message: each }) => each);
        throw new SendError(failure, posted, remaining);
      }
      // What is too long in this part is so in those behind it too, but for lengths that were taken before.
      const half = Math.ceil(length / 2);
      left = left.flatMap(({ message: each }, n) => split(each, n === 0 ? half : Math.max(half, longest)));
    }
  } finally {
    sender.leave();
  }
  return answer;
}
