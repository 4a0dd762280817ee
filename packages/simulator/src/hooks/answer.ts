import { isEmpty, type Message, parseObject, readMessage } from '../room/message.ts';
import { readText } from '../shared/body.ts';
import type { Switches } from '../switches/switches.ts';
import { fitText } from '../switches/text-limit.ts';

/** The meaning of an app's answer to a hook, and a note for the record. */
export type Answer =
  | { readonly kind: 'message'; readonly message: Message; readonly note: string }
  | { readonly kind: 'nothing'; readonly note: string }
  | { readonly kind: 'failure'; readonly note: string };

const maxAnswerBytes = 1024 * 1024;

/**
 * Reads an app's answer. A message is status 200 and a JSON object with a text, a file or attachments, whatever its
 * content type is. Any other 200 posts nothing. Any other status is a failure.
 */
export async function readAnswer(response: Response, switches: Switches): Promise<{ answer: Answer; body: string }> {
  const body = await readText(response, maxAnswerBytes);
  return { answer: judge(response.status, body, switches), body: body ?? '' };
}

function judge(status: number, body: string | undefined, switches: Switches): Answer {
  if (status === 204 && !switches.strictAck) {
    return { kind: 'nothing', note: 'acknowledged; one report says that a real server takes 204 for a failure' };
  }
  if (status !== 200) return { kind: 'failure', note: `failure: the status is ${status}, not 200` };
  if (body === undefined) return { kind: 'failure', note: `failure: the answer exceeds ${maxAnswerBytes} bytes` };
  if (body === '') return { kind: 'nothing', note: 'acknowledged' };

  const object = parseObject(body);
  if (!object) return { kind: 'nothing', note: 'acknowledged; the answer is no JSON object, so nothing is posted' };
  const message = readMessage(object);
  if ('wrong' in message) return { kind: 'nothing', note: `"${message.wrong}" is of a wrong type: nothing posted` };
  if (isEmpty(message)) return { kind: 'nothing', note: 'acknowledged; the answer has no text and no file' };

  const text = fitText(message.text, switches);
  if (text === undefined) {
    const limit = `${switches.maxTextLength} ${switches.lengthUnit}s`;
    return { kind: 'nothing', note: `410: the reply is longer than ${limit}, so it is not posted` };
  }
  return { kind: 'message', message: { ...message, text }, note: 'a reply' };
}
