import { gapBetween } from '../gap.ts';
import type { Lab, SurveyBot } from '../lab.ts';
import type { SurveyFacts } from '../profile.ts';
import { readBack } from '../read-back.ts';
import { hookTime, isText } from './channel-lines.ts';
import { isTooShort } from './file-rules.ts';

/** A line to the bot, and whether the answer to the line delayed the next post. */
interface Reply {
  readonly isHeard: boolean;
  /** Undefined if the attempt was lost or came too late. */
  readonly isDelaying?: boolean | undefined;
}

/** Has a line written to the bot, answers the line with a text, and tries to post by the same token within the pause. */
export async function answerLine(lab: Lab, bot: SurveyBot, text: string, write: () => Promise<void>): Promise<Reply> {
  const { world, ears, profile } = lab;
  await lab.rest();
  const answered = new Promise<number>((resolve) => {
    ears.answerAt('/bot', ({ fields }, earlier) => {
      if (!isText(fields.get('text'), text) || earlier > 0) return { status: 200 };
      resolve(world.now());
      return { status: 200, body: '{"text":"."}' };
    });
  });
  const writing = write();
  const late = writing.then(() => world.sleep(hookTime, world.signal)).then(() => undefined);
  const at = await Promise.race([answered, late]);
  if (at !== undefined) profile.noise.visible += 1;
  const isDelaying = at === undefined ? undefined : await isDelayed(lab, bot, at);
  await writing;
  // An answer that Chat did not read delays no post.
  const isCertain = isDelaying !== false || (await isAnswerShown(lab, text));
  return { isHeard: at !== undefined, isDelaying: isCertain ? isDelaying : undefined };
}

/** Returns whether Chat shows the answer to a line, or at least had the time to read the answer. */
async function isAnswerShown(lab: Lab, line: string): Promise<boolean> {
  const hook = lab.ears.hooks.findLast(({ path, fields }) => path === '/bot' && isText(fields.get('text'), line));
  const { post, after } = await readBack(lab, hook?.fields.get('post_id') ?? '');
  if (post !== undefined) return after.includes('.');
  const { hookTimeout } = lab.facts;
  return hookTimeout !== undefined && !isTooShort(lab, hookTimeout);
}

/** Two refusals in a row show a delay: one alone may be by chance. */
async function isDelayed(lab: Lab, bot: SurveyBot, at: number): Promise<boolean | undefined> {
  const { facts, profile, world } = lab;
  const user = facts.isDryRunValid ? bot.users[0] : bot.owner;
  const [low] = facts.pause ?? [0];
  if (!user || facts.isUneven || facts.isDryRunValid === undefined || low < shortestPause) return undefined;
  // The answer itself has to reach Chat first.
  await world.sleep(Math.max(2 * (profile.noise.rtt?.[1] ?? 20), Math.min(low / 2, 1000)), world.signal);
  const payload = { text: '.', user_ids: [user.id] };
  for (let refusals = 0; refusals < 2; refusals += 1) {
    const reply = await (facts.isDryRunValid ? lab.dryOnce(bot.address, payload) : lab.attempt(bot.address, payload));
    if (reply.code === 411) continue;
    const isAllowed = reply.code === 0 || reply.code === 117;
    const { high } = gapBetween({ sentAt: at, receivedAt: at }, reply, lab.spread());
    return isAllowed && high + lab.spread() < low ? false : undefined;
  }
  return true;
}

const shortestPause = 100;

/** Tells whether an answer delays the next post, from the replies to several lines. */
export function tellReplyCounts({ facts, tell, skip }: Lab, replies: readonly Reply[]): void {
  const seen = replies.flatMap(({ isDelaying }) => isDelaying ?? []);
  const isDelaying = settledBy(seen, facts);
  if (isDelaying === undefined) {
    const isShort = facts.isDryRunValid === undefined || (facts.pause?.[0] ?? 0) < shortestPause;
    const isHeard = replies.some((reply) => reply.isHeard);
    const reason = isHeard
      ? 'the attempts came too late, were lost, or disagreed'
      : 'no message to the bot reached /bot';
    skip('replyCounts', isHeard && isShort ? 'the pause is too short to tell' : reason);
    return;
  }
  const says = `an answer to a hook ${isDelaying ? 'delays' : 'does not delay'} the next post`;
  tell('10.32', { says, switch: 'replyCounts', how: 'E18', n: seen.length, trust: 'observed' }, isDelaying);
}

/** Returns whether a further reply may settle the question. Undecided replies alone do not call for another. */
export function needsAnother(replies: readonly Reply[], facts: SurveyFacts): boolean {
  const seen = replies.flatMap(({ isDelaying }) => isDelaying ?? []);
  return seen.length > 0 && settledBy(seen, facts) === undefined;
}

/**
 * One delay, which is two refusals, settles the question. So do three replies in a row without a delay, or two if each
 * attempt is visible.
 */
function settledBy(seen: readonly boolean[], { isDryRunValid }: SurveyFacts): boolean | undefined {
  const enough = isDryRunValid ? 3 : 2;
  if (seen.at(-1) === true) return true;
  return seen.length >= enough && !seen.slice(-enough).includes(true) ? false : undefined;
}
