import { Unobserved } from '../caps.ts';
import type { Experiment } from '../experiment.ts';
import type { Lab } from '../lab.ts';
import type { ProfileAnswer } from '../profile.ts';
import { postIdOf, readBack } from '../read-back.ts';

/** E2: whether a post with a missing file posts nothing, and whether HEAD precedes the download. */
export const dryRun: Experiment = {
  id: 'E2',
  title: 'a post whose file is missing',
  decides: ['fileHead', '10.25'],
  async run(lab) {
    const { webhook, files, facts, dry, tell, skip } = lab;
    files.forget();
    const reply = await dry(webhook, {});
    const reached = files.visits.map(({ method }) => method);
    if (reached.includes('GET')) {
      const isHead = reached.includes('HEAD');
      const says = isHead ? 'HEAD precedes the download' : 'the file is fetched without HEAD';
      tell('1.5.8', { says, switch: 'fileHead', how: 'E2', n: reached.length, trust: 'observed' }, isHead);
    } else skip('fileHead', 'the NAS did not fetch a file from the address of the survey');
    const { isPosted, trust } =
      reply.code === 0 ? ({ isPosted: true, trust: 'observed' } as const) : await lookForPost(lab);
    if (isPosted) facts.isDryRunValid = false;
    const says = isPosted ? 'the text is posted' : `nothing is posted, code ${reply.code ?? 0}`;
    tell('10.25', { says, how: 'E2', n: 1, trust });
  },
};

interface Sight extends Pick<ProfileAnswer, 'trust'> {
  readonly isPosted: boolean;
}

/** Looks for the text of a dry run: the bot reads its conversation, or else a person looks at the channel. */
async function lookForPost(lab: Lab): Promise<Sight> {
  const isRead = await readAfterDryRun(lab);
  if (isRead !== undefined) return { isPosted: isRead, trust: 'observed' };
  const isSeen = await lab.world.person?.yesNo({
    text: 'Did a post that says only x appear in the channel?',
    sight: { kind: 'post', where: 'channel', text: 'x' },
  });
  return { isPosted: isSeen === true, trust: isSeen === undefined ? 'seen once' : 'told' };
}

/** Makes a dry run to the owner, and reads the post before the next one. */
async function readAfterDryRun(lab: Lab): Promise<boolean | undefined> {
  const { bot, dry, post } = lab;
  if (!bot?.owner) return undefined;
  const to = { user_ids: [bot.owner.id] };
  try {
    await dry(bot.address, to);
    const { data } = await post(bot.address, { text: '.', ...to });
    const { post: listed, before } = await readBack(lab, postIdOf(data));
    return listed === undefined ? undefined : before === 'x';
  } catch (error) {
    if (error instanceof Unobserved) return undefined;
    throw error;
  }
}
