import { Unobserved } from '../caps.ts';
import type { Experiment } from '../experiment.ts';
import { gapBetween } from '../gap.ts';
import type { HeardHook } from '../hook-ears.ts';
import type { Lab, SurveyBot } from '../lab.ts';
import { awaitHook, channelLines, isText } from './lines.ts';

/** The lines that a person writes to the bot. */
export const botLines = ['survey hello', '/surveyx', 'survey bye', 'survey end'] as const;

/** E18: messages to the bot, the notices of failures, and whether an answer delays the next post. */
export const botMessages: Experiment = {
  id: 'E18',
  title: 'lines to the bot',
  switches: ['replyCounts', 'slashToBot', 'webhookUserIdOffset', 'failureNotice', 'strictAck'],
  isHuman: true,
  async run(lab) {
    tellNotices(lab);
    const { bot, world, ears } = lab;
    if (!bot) throw new Unobserved('no bot was given');
    const [hello, slash, bye, end] = botLines;
    let answered = 0;
    ears.answerAt('/bot', ({ fields }, earlier) => {
      const text = fields.get('text');
      if (isText(text, bye)) return { status: 500 };
      if (isText(text, end)) return { status: 204 };
      if (!isText(text, hello) || earlier > 0) return { status: 200 };
      answered = world.now();
      return { status: 200, body: '{"text":"."}' };
    });
    const first = await countReply(lab, bot, hello, () => answered);
    if (!first) throw new Unobserved('no message to the bot reached /bot');
    tellOffset(lab, first);
    await write(lab, slash);
    const isHeard = (await awaitHook(lab, '/bot', slash)) !== undefined;
    const says = `a text with an unknown command ${isHeard ? 'reaches' : 'does not reach'} the bot`;
    lab.tell(
      '11.3',
      { says, switch: 'slashToBot', how: 'E18', n: 1, trust: 'seen once' },
      isHeard ? 'deliver' : 'refuse',
    );
    await askAboutNotices(lab, bye, end);
  },
};

async function write({ world }: Lab, text: string): Promise<void> {
  if (!(await world.person?.act({ kind: 'write', where: 'bot', text })))
    throw new Unobserved('the lines were not written');
}

/** Answers the first line with a text, and tries to post by the same token at once. */
async function countReply(
  lab: Lab,
  bot: SurveyBot,
  hello: string,
  answeredAt: () => number,
): Promise<HeardHook | undefined> {
  const { world, profile, skip } = lab;
  await lab.rest();
  const writing = write(lab, hello);
  for (let waited = 0; waited < 120_000 && answeredAt() === 0; waited += 20) {
    const isWritten = await Promise.race([writing.then(() => true), world.sleep(20, world.signal).then(() => false)]);
    if (isWritten && waited > 0 && answeredAt() === 0) await world.sleep(20, world.signal);
    if (isWritten && waited > 3000) break;
  }
  const at = answeredAt();
  if (at > 0) {
    profile.noise.visible += 1;
    // The answer itself has to reach Chat first.
    await world.sleep(2 * (profile.noise.rtt?.[1] ?? 20), world.signal);
    await tellReplyCounts(lab, bot, at);
  } else skip('replyCounts', 'no message to the bot reached /bot');
  await writing;
  return awaitHook(lab, '/bot', hello);
}

async function tellReplyCounts(lab: Lab, bot: SurveyBot, at: number): Promise<void> {
  const { facts, skip, tell } = lab;
  const user = facts.isDryRunValid ? bot.users[0] : bot.owner;
  const [low] = facts.pause ?? [0];
  if (!user || facts.isDryRunValid === undefined || low < 100) {
    skip('replyCounts', 'the pause is too short to tell');
    return;
  }
  const payload = { text: '.', user_ids: [user.id] };
  const call = () => (facts.isDryRunValid ? lab.dryOnce(bot.address, payload) : lab.attempt(bot.address, payload));
  let reply = await call();
  let refusals = 0;
  while (reply.code === 411 && refusals < 1) {
    refusals += 1;
    reply = await call();
  }
  const gap = gapBetween({ sentAt: at, receivedAt: at }, reply, lab.spread());
  const isAllowed = reply.code === 0 || reply.code === 117;
  if (!isAllowed && reply.code !== 411) {
    skip('replyCounts', 'the attempt was lost');
    return;
  }
  if (isAllowed && gap.high + lab.spread() >= low) {
    skip('replyCounts', 'the attempt came too late');
    return;
  }
  const says = `an answer to a hook ${isAllowed ? 'does not delay' : 'delays'} the next post`;
  tell(
    '10.32',
    { says, switch: 'replyCounts', how: 'E18', n: refusals + 1, trust: isAllowed ? 'seen once' : 'observed' },
    !isAllowed,
  );
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

/** Tells what the notices in the channel show. */
function tellNotices({ facts, tell, skip }: Lab): void {
  const { failure, noContent } = facts.notices ?? {};
  if (failure === undefined) return;
  const says = failure ? 'a failed outgoing webhook shows a notice' : 'a failed outgoing webhook shows no notice';
  tell('10.30', { says, switch: 'failureNotice', how: 'E16', n: 1, trust: 'told' }, failure ? 'all' : 'bot');
  if (!failure) {
    skip('strictAck', 'a failed outgoing webhook shows no notice, and no bot was asked');
    return;
  }
  if (noContent === undefined) return;
  const strict = noContent ? 'a 204 shows the notice of a failure' : 'a 204 counts as an answer';
  tell('10.10', { says: strict, switch: 'strictAck', how: 'E16', n: 1, trust: 'told' }, noContent);
}

/** Without notices in the channel, a failing bot shows whether there are notices at all. */
async function askAboutNotices(lab: Lab, bye: string, end: string): Promise<void> {
  const { facts, world, tell, skip } = lab;
  if (facts.notices?.failure !== false) return;
  const ask = async (after: string) => {
    await write(lab, after);
    await awaitHook(lab, '/bot', after);
    return world.person?.yesNo({
      text: `Does Chat show a notice "Failed to send a request to the bot server" below "${after}"?`,
      sight: { kind: 'notice', where: 'bot', after },
    });
  };
  if (!(await ask(bye))) {
    skip('strictAck', 'no failure shows a notice');
    return;
  }
  const noContent = await ask(end);
  if (noContent === undefined) return;
  const says = noContent ? 'a 204 shows the notice of a failure' : 'a 204 counts as an answer';
  tell('10.10', { says, switch: 'strictAck', how: 'E18', n: 1, trust: 'told' }, noContent);
}
