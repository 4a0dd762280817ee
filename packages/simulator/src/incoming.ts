import type { Download } from './download.ts';
import type { Method } from './entry.ts';
import type { Integrations } from './integrations.ts';
import { isEmpty, parseObject, readMessage } from './message.ts';
import type { RateRule } from './rate.ts';
import { accepted, type Outcome, refused, wrongType } from './replies.ts';
import type { Switches } from './switches.ts';
import { fitText } from './text-limit.ts';
import type { Timeline } from './timeline.ts';

interface Parts {
  readonly integrations: Integrations;
  readonly switches: Switches;
  readonly mayPost: RateRule;
  readonly download: Download;
  readonly timeline: Timeline;
}

/**
 * The method `incoming`: posts into the channel of the webhook whose token is given. The checks come in the order
 * token 404, payload 120 and 407, length 410, rate 411, file 117 and 409. The order is a guess; the codes are not.
 */
export function createIncoming({ integrations, switches, mayPost, download, timeline }: Parts): Method {
  return async (fields): Promise<Outcome> => {
    const webhook = integrations.incoming(fields.get('token') ?? '');
    if (!webhook) return refused('tokenInvalid', 'no incoming webhook has this token');

    const payload = fields.get('payload');
    if (payload === undefined) return refused('payloadMissing', 'no payload: send payload={"text":"…"} as a form');
    const object = parseObject(payload);
    if (!object) return refused('payloadInvalid', 'the payload is not JSON; "&", "%" and "+" must be percent-encoded');
    const message = readMessage(object);
    if ('wrong' in message) return wrongType(message.wrong);
    // What Chat says to a payload with nothing in it is not known; 101 is listed as "payload is empty".
    if (isEmpty(message)) return refused('parameterMissing', 'the payload has neither text nor file_url');

    const text = fitText(message.text, switches);
    if (text === undefined)
      return refused('textTooLong', `more than ${switches.maxTextLength} ${switches.lengthUnit}s`);
    const giveBack = mayPost(webhook.token);
    if (!giveBack) return refused('tooFast', `less than ${switches.rateInterval} ms after the last accepted post`);

    const file = message.fileUrl === undefined ? undefined : await download(message.fileUrl);
    if (typeof file === 'string') {
      giveBack();
      return refused(file, 'the file was not fetched, so the text is not posted either');
    }
    const { channel, name: author } = webhook;
    timeline.add(channel, { author, from: 'integration', text, file, attachments: message.attachments });
    return accepted(`posted in ${channel.name}`);
  };
}
