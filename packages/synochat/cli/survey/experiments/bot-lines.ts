import { Unobserved } from '../caps.ts';
import type { Experiment } from '../experiment.ts';
import type { HeardHook } from '../hook-ears.ts';
import type { Lab } from '../lab.ts';
import { awaitHook, channelLines, fieldNames, isText } from './channel-lines.ts';
import { awaitSilence, tellNoContent } from './hook-answers.ts';
import { answerLine, needsAnother, tellReplyCounts } from './reply-counts.ts';

/** The lines that a person writes to the bot. */
export const botLines = ['survey hello', '/surveyx', 'survey bye', 'survey end'] as const;

/** E18: messages to the bot, the notices of failures, and whether an answer delays the next post. */
export const botMessages: Experiment = {
  id: 'E18',
  title: 'lines to the bot',
  decides: ['replyCounts', 'slashToBot', 'webhookUserIdOffset', '4.2'],
  isHuman: true,
  async run(lab) {
    const { bot, ears } = lab;
    if (!bot) throw new Unobserved('no bot was given');
    const [hello, slash, bye, end] = botLines;
    const say = (text: string) => answerLine(lab, bot, text, () => write(lab, text));
    const replies = [await say(hello)];
    const first = await awaitHook(lab, '/bot', hello);
    if (!first) throw new Unobserved('no message to the bot reached /bot');
    tellOffset(lab, first);
    lab.tell('4.2', { says: `fields: ${fieldNames(first)}`, how: 'E18', n: 1, trust: 'observed' });
    const second = await say(slash);
    replies.push(second);
    const says = `a text with an unknown command ${second.isHeard ? 'reaches' : 'does not reach'} the bot`;
    lab.tell(
      '11.3',
      { says, switch: 'slashToBot', how: 'E18', n: 1, trust: 'seen once' },
      second.isHeard ? 'deliver' : 'refuse',
    );
    // An answer may escape the count by chance.
    for (let more = 0; more < 3 && needsAnother(replies, lab.facts); more += 1) replies.push(await say(hello));
    tellReplyCounts(lab, replies);
    ears.answerAt('/bot', ({ fields }) => {
      const text = fields.get('text');
      return { status: isText(text, bye) ? 500 : isText(text, end) ? 204 : 200 };
    });
    await askAboutNotices(lab, bye, end);
  },
};

async function write({ world }: Lab, text: string): Promise<void> {
  if (!(await world.person?.act({ kind: 'write', where: 'bot', text })))
    throw new Unobserved('the lines were not written');
}

/** Compares the user of the first line in the channel with the user of the first line to the bot. */
function tellOffset({ ears, tell, skip }: Lab, { fields }: HeardHook): void {
  const outgoing = ears.hooks.find(
    ({ path, fields: each }) => path === '/outgoing' && isText(each.get('text'), channelLines[0]),
  );
  const [here, there] = [outgoing?.fields.get('user_id'), fields.get('user_id')];
  if (here === undefined || there === undefined) {
    skip('webhookUserIdOffset', 'no outgoing webhook reached /outgoing');
    return;
  }
  const offset = Number(here) - Number(there);
  const says =
    offset === 0 ? 'a webhook and a bot name a user by the same id' : `the id of a webhook is ${offset} more`;
  tell('10.31', { says, switch: 'webhookUserIdOffset', how: 'E18', n: 2, trust: 'observed' }, offset);
}

/** Without notices in the channel, a failing bot shows whether there are notices at all. */
async function askAboutNotices(lab: Lab, bye: string, end: string): Promise<void> {
  const { facts, world, tell, skip } = lab;
  if (facts.notices?.failure !== false) return;
  const ask = async (after: string) => {
    await write(lab, after);
    await awaitSilence(lab, after);
    return world.person?.yesNo({
      text: `Does Chat show a notice "Failed to send a request to the bot server" below "${after}"?`,
      sight: { kind: 'notice', where: 'bot', after },
    });
  };
  if (!(await ask(bye))) {
    for (const name of ['failureNotice', 'strictAck']) skip(name, 'no failure shows a notice');
    return;
  }
  const says = 'a failed bot shows a notice, and a failed outgoing webhook shows none';
  tell('10.30', { says, switch: 'failureNotice', how: 'E18', n: 2, trust: 'told' }, 'bot');
  tellNoContent(lab, await ask(end), 'E18');
}
