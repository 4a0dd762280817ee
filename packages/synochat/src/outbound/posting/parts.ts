import { SendError } from '../../shared/errors.ts';
import { copyMessage, encodeMessage, type Message, maxText as usualText } from '../../shared/message.ts';
import { abortable } from '../../shared/timer.ts';
import type { Endpoint } from '../exchange/address.ts';
import { assertSendOptions, createSender, enterLine, type SendOptions } from './attempt.ts';
import type { Place } from './queue.ts';
import { splitMessage } from './split.ts';

/** How often a text is halved because Chat finds its parts too long: from 2000 code points down to 8. */
const maxHalvings = 8;

/**
 * Posts the message, in parts where it is too long for one post, and gives what is read in the answer to the last of
 * them. All parts keep the head of the line: nothing comes between them. Throws for what is wrong with the arguments.
 *
 * No function is suspended until its turn has come, and its parts are made once more then: a hundred thousand may wait.
 */
export function deliver<Answer>(
  endpoint: Endpoint,
  message: string | Message,
  options: SendOptions,
  read: (data: unknown) => Answer,
  userId?: number,
): Promise<Answer> {
  const whole = copyMessage(message);
  assertSendOptions(options);
  split(whole, options.maxText, userId);
  // Before anything is awaited: call order is line order.
  const place = enterLine(endpoint.key, options);
  return abortable(place.turn(), options.signal).then(
    async () => read(await postParts(endpoint, whole, options, userId, place)),
    (reason: unknown) => {
      place.leave();
      throw reason;
    },
  );
}

async function postParts(
  endpoint: Endpoint,
  whole: Message,
  options: SendOptions,
  userId: number | undefined,
  place: Place,
): Promise<unknown> {
  let left = split(whole, options.maxText, userId);
  let posted = 0;
  let halvings = 0;
  let longest = 0;
  let answer: unknown;
  try {
    const post = createSender(endpoint, options, place);
    for (let part = left[0]; part; part = left[0]) {
      const { text = '', fileUrl } = part.message;
      const { failure, data } = await post(part.payload, fileUrl !== undefined);
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
      left = left.flatMap(({ message: each }, n) => split(each, n === 0 ? half : Math.max(half, longest), userId));
    }
  } finally {
    place.leave();
  }
  return answer;
}

/** The message in parts that fit, each with what is sent of it. Throws where there is nothing to post. */
function split(whole: Message, maxText = usualText, userId?: number): { message: Message; payload: string }[] {
  return splitMessage(whole, maxText).map((part) => ({ message: part, payload: encodeMessage(part, userId) }));
}
