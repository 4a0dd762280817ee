import { Unobserved } from '../caps.ts';
import type { Experiment } from '../experiment.ts';

/** E2: whether a post with a missing file posts nothing, and whether HEAD precedes the download. */
export const dryRun: Experiment = {
  id: 'E2',
  title: 'a post whose file is missing',
  switches: ['fileHead'],
  async run({ webhook, files, facts, dry, tell, world }) {
    files.forget();
    const reply = await dry(webhook, {});
    const reached = files.visits.map(({ method }) => method);
    if (reply.code === 0) facts.isDryRunValid = false;
    const seen = await world.person?.yesNo({
      text: 'Did a post that says only x appear in the channel?',
      sight: { kind: 'post', where: 'channel', text: 'x' },
    });
    if (seen === true) facts.isDryRunValid = false;
    const says =
      reply.code === 0 || seen === true ? 'the text is posted' : `nothing is posted, code ${reply.code ?? 0}`;
    tell('10.25', { says, how: 'E2', n: 1, trust: seen === undefined ? 'seen once' : 'told' });
    if (!reached.includes('GET')) throw new Unobserved('the NAS did not fetch a file from the address of the survey');
    const isHead = reached.includes('HEAD');
    const what = isHead ? 'HEAD precedes the download' : 'the file is fetched without HEAD';
    tell('1.5.8', { says: what, switch: 'fileHead', how: 'E2', n: reached.length, trust: 'observed' }, isHead);
  },
};
