import type { Download } from './download.ts';
import type { Fields } from './entry.ts';
import { isEmpty, parseObject, readMessage } from './message.ts';
import type { RateRule } from './rate.ts';
import { type Outcome, refused, wrongParameter } from './replies.ts';
import type { Switches } from './switches.ts';
import { fitText } from './text-limit.ts';
import type { Draft } from './timeline.ts';

interface Parts {
  readonly switches: Switches;
  readonly mayPost: RateRule;
  readonly download: Download;
}

/** What a payload asks to be posted, all but its author and its place. */
export interface Taken {
  readonly contents: Pick<Draft, 'text' | 'file' | 'attachments'>;
  readonly payload: object;
  /** Gives back the leave to post and refuses. */
  readonly withdraw: (refusal: Outcome) => Outcome;
  readonly refusal?: undefined;
}

export type Intake = (token: string, fields: Fields) => Promise<Taken | { readonly refusal: Outcome }>;

/**
 * Reads the payload of `incoming` and `chatbot`. The checks come in the order payload 120 and 407, length 410, rate
 * 411, file 117 and 409. The order is a guess; the codes are not.
 */
export function createIntake({ switches, mayPost, download }: Parts): Intake {
  return async (token, fields) => {
    const json = fields.get('payload');
    if (json === undefined)
      return { refusal: refused('payloadMissing', 'no payload: send payload={"text":"…"} as a form') };
    const payload = parseObject(json);
    if (!payload) {
      const note = 'the payload is not JSON; "&", "%" and "+" must be percent-encoded';
      return { refusal: refused('payloadInvalid', note) };
    }
    const message = readMessage(payload);
    if ('wrong' in message) return { refusal: wrongParameter(message.wrong, 'type') };
    // What Chat says to a payload with nothing in it is not known; 101 is listed as "payload is empty".
    if (isEmpty(message)) return { refusal: refused('parameterMissing', 'the payload has neither text nor file_url') };

    const text = fitText(message.text, switches);
    if (text === undefined)
      return { refusal: refused('textTooLong', `more than ${switches.maxTextLength} ${switches.lengthUnit}s`) };
    const giveBack = mayPost(token);
    if (typeof giveBack === 'string') return { refusal: refused('tooFast', giveBack) };
    const withdraw = (refusal: Outcome) => {
      giveBack();
      return refusal;
    };

    const file = message.fileUrl === undefined ? undefined : await download(message.fileUrl);
    if (typeof file === 'string')
      return { refusal: withdraw(refused(file, 'the file was not fetched, so the text is not posted either')) };
    return { contents: { text, file, attachments: message.attachments }, payload, withdraw };
  };
}
