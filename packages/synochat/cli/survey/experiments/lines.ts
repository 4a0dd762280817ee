import { Unobserved } from '../caps.ts';
import type { Experiment } from '../experiment.ts';
import type { HeardHook } from '../hook-ears.ts';
import { awaitHook, channelLines, isText } from './channel-lines.ts';
import { askLongReply, askNotice, tellNotices, tellRetries, tellTimeout } from './hook-answers.ts';
import { tellForm, tellTrigger } from './hook-form.ts';

/** E15 and E16: the requests of outgoing webhooks, and the effect of each answer. */
export const outgoingLines: Experiment = {
  id: 'E15',
  title: 'five lines in the channel',
  decides: [
    ...['hookFormat', 'spaceEncoding', 'emptyTrigger', 'triggerMatch', 'headProbe', 'hookName'],
    ...['retries', 'hookTimeout', 'failureNotice', 'strictAck', '10.33'],
  ],
  isHuman: true,
  async run(lab) {
    const { world, ears, facts } = lab;
    const [, second, third, fourth, fifth] = channelLines;
    const longReply = facts.limit === undefined ? '' : JSON.stringify({ text: 'y'.repeat(facts.limit + 1) });
    ears.answerAt('/outgoing', ({ fields }, earlier) => {
      const text = fields.get('text');
      if (isText(text, second)) return { status: 204 };
      if (isText(text, third)) return { status: 500 };
      if (isText(text, fourth) && earlier === 0) return 'hold';
      return { status: 200, body: isText(text, fifth) ? longReply : '' };
    });
    const heard: (HeardHook | undefined)[] = [];
    for (const text of channelLines) {
      if (!(await world.person?.act({ kind: 'write', where: 'channel', text })))
        throw new Unobserved('the lines were not written');
      heard.push(await awaitHook(lab, '/outgoing', text));
      if (text === second) await askNotice(lab, 'noContent', second);
      if (text === third) await askNotice(lab, 'failure', third);
    }
    tellTrigger(lab, heard[2] !== undefined);
    if (heard[4] && longReply !== '') await askLongReply(lab, fifth);
    if (!heard[0]) throw new Unobserved('no outgoing webhook reached /outgoing');
    tellForm(lab, heard[0]);
    await tellTimeout(lab, heard[3]);
    tellRetries(lab);
    tellNotices(lab);
  },
};
