import { isEmpty, readMessage } from '../room/message.ts';
import type { Draft } from '../room/timeline.ts';
import type { Server } from '../server.ts';
import { fitText } from '../switches/text-limit.ts';
import { createDownload } from './download.ts';
import type { CallContext, Fields } from './entry.ts';
import { type Outcome, refuse, wrongParameter } from './outcome.ts';
import { payloadProblem, rawHints, readPayload } from './payload.ts';

/** The contents of a payload to post, without author and channel. */
export interface Submission {
  readonly contents: Pick<Draft, 'text' | 'file' | 'attachments'>;
  readonly payload: object;
  /** Cancels the slot of the rate rule, and returns the refusal. */
  readonly withdraw: (refusal: Outcome) => Outcome;
  readonly refusal?: undefined;
}

export type Intake = (
  token: string,
  fields: Fields,
  context: CallContext,
) => Promise<Submission | { readonly refusal: Outcome }>;

/**
 * Reads the payload of `incoming` and `chatbot`. The order of the checks is payload 120 and 407, length 410, rate 411,
 * file 117 and 409; by the switch `fileOrder` the file precedes the length. The order is a guess. The codes are not.
 */
export function createIntake(server: Pick<Server, 'world' | 'switches' | 'rate' | 'exchanges'>): Intake {
  const { switches, rate: mayPost } = server;
  const download = createDownload(server);
  return async (token, fields, { body, raw, hint }) => {
    const json = fields.get('payload');
    if (json === undefined) return { refusal: refuse('payloadMissing', missingPayload(body)) };
    for (const each of rawHints(raw)) hint(each);
    const read = readPayload(json, switches);
    if (!read) return { refusal: refuse('payloadInvalid', payloadProblem(json, raw)) };
    const { object: payload, hasControls } = read;
    if (hasControls) hint('raw control characters in the JSON were accepted: write \\n and \\t');
    const message = readMessage(payload);
    if ('wrong' in message) return { refusal: wrongParameter(message.wrong, 'type') };
    // Chat's answer to a payload without contents is unknown. 101 is listed as "payload is empty".
    if (isEmpty(message)) return { refusal: refuse('parameterMissing', 'the payload has neither text nor file_url') };
    const ignored = Object.keys(payload).filter((name) => !payloadMembers.has(name));
    if (ignored.length > 0)
      hint(
        `ignored: ${ignored
          .slice(0, 5)
          .map((name) => name.slice(0, 40))
          .join(', ')}`,
      );
    if (message.attachments.some(({ callbackId }) => callbackId === '')) hint(noCallbackId);

    const { fileUrl } = message;
    const early = fileUrl !== undefined && switches.fileOrder === 'file' ? await download(fileUrl) : undefined;
    if (typeof early === 'string') return { refusal: refuse(early, noFile) };
    const text = fitText(message.text, switches);
    if (text === undefined)
      return { refusal: refuse('textTooLong', `more than ${switches.maxTextLength} ${switches.lengthUnit}s`) };
    const giveBack = mayPost(token);
    if (typeof giveBack === 'string') return { refusal: refuse('tooFast', giveBack) };
    const withdraw = (refusal: Outcome) => {
      giveBack();
      return refusal;
    };

    const file = early ?? (fileUrl === undefined ? undefined : await download(fileUrl));
    if (typeof file === 'string') return { refusal: withdraw(refuse(file, noFile)) };
    return { contents: { text, file, attachments: message.attachments }, payload, withdraw };
  };
}

const noFile = 'the file was not fetched, so the text is not posted either';

// One client also sends the token in the payload.
const payloadMembers = new Set(['text', 'file_url', 'attachments', 'user_ids', 'channel_ids', 'channel_id', 'token']);

// Two clients and every copy of the help send callback_id with each attachment. No report says whether Chat shows an
// attachment without.
const noCallbackId =
  'an attachment has no callback_id, which all known samples have: it is shown here, whether a NAS shows it is unknown';

function missingPayload(body: string): string {
  const form = 'send payload={"text":"…"} as a form';
  if (/^\s*[{[]/.test(body)) return `the body is JSON, which Chat does not read: ${form}, or see the switch "jsonBody"`;
  if (body.startsWith('--')) return `the body is multipart, which no client was seen to send: ${form}`;
  return `no payload: ${form}`;
}
