import { SendError } from '../../shared/errors.ts';
import type { Failure } from '../../shared/failure.ts';
import { copyMessage, encodeMessage, type Message } from '../../shared/message.ts';
import { abortable } from '../../shared/timer.ts';
import type { Endpoint } from '../exchange/address.ts';
import { defaultTimeout } from '../exchange/exchange.ts';
import { createPartPoster } from './attempt.ts';
import { callBack } from './callback.ts';
import { assertSendOptions, type SendOptions } from './options.ts';
import { type Place, takePlace } from './queue.ts';
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
  const { signal, limiter, maxText } = Object(options) as SendOptions;
  const whole = copyMessage(message);
  assertSendOptions(options);
  const parts = splitMessage(whole, maxText);
  signal?.throwIfAborted();
  // Before the first await: call order is line order.
  const place = takePlace(limiter === false ? undefined : endpoint.key);
  try {
    // A message that waits in line holds no more than this function.
    await abortable(place.turn(), signal);
    return await postAtHead(endpoint, parts, options, place, userId);
  } finally {
    place.leave();
  }
}

/** Posts the parts, with retries, and halves the parts that Chat finds too long. */
async function postAtHead(
  endpoint: Endpoint,
  parts: readonly Message[],
  options: SendOptions,
  place: Place,
  userId: number | undefined,
): Promise<unknown> {
  const { signal, timeout = defaultTimeout, onPosted } = options;
  let remaining = parts;
  let posted = 0;
  let halvings = 0;
  let longest = 0;
  let answer: unknown;
  const toError = (failure: Failure) => new SendError(failure, posted, remaining);
  const post = createPartPoster(endpoint, options, place, toError);
  for (let message = remaining[0]; message; message = remaining[0]) {
    const { text = '', fileUrl } = message;
    const { failure, data } = await post(encodeMessage(message, userId), fileUrl !== undefined);
    const { length } = Array.from(text);
    if (failure) {
      if (failure.code !== 'text_too_long' || length < 2 || halvings++ === maxHalvings) throw toError(failure);
      // The parts behind are too long too, except for lengths that Chat accepted before.
      const half = Math.ceil(length / 2);
      remaining = remaining.flatMap((part, n) => splitMessage(part, n === 0 ? half : Math.max(half, longest)));
      continue;
    }
    answer = data;
    posted++;
    longest = Math.max(longest, length);
    remaining = remaining.slice(1);
    place.hold(timeout);
    const report = { message, number: posted, total: posted + remaining.length, userId };
    const thrown = await callBack('onPosted', onPosted, report, signal);
    if (thrown) throw toError(thrown);
  }
  return answer;
}
