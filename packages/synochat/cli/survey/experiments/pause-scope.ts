import { Unobserved } from '../caps.ts';
import type { Experiment } from '../experiment.ts';
import { gapBetween } from '../gap.ts';
import { postBase } from './post-pause.ts';

/** E6: whether a post of the webhook delays a post of the bot. */
export const pauseScope: Experiment = {
  id: 'E6',
  title: 'the pause of two tokens',
  decides: ['rateScope'],
  async run(lab) {
    const { bot, facts, profile, files, tell } = lab;
    if (!bot) throw new Unobserved('no bot was given');
    if (facts.isUneven) throw new Unobserved('the pause is not an interval');
    const isDry = facts.isDryRunValid === true;
    const user = isDry ? bot.users[0] : bot.owner;
    if (!user) throw new Unobserved('it is unknown which user may get a post of the bot');
    const [low] = facts.pause ?? [0];
    if (low <= 2 * (profile.noise.rtt?.[1] ?? 0)) throw new Unobserved('the pause is too short to tell');
    let refusals = 0;
    for (let tries = 0; tries < 5; tries += 1) {
      const base = await postBase(lab);
      files.forget();
      const payload = { text: '.', user_ids: [user.id] };
      const reply = await (isDry ? lab.dryOnce(bot.address, payload) : lab.attempt(bot.address, payload));
      if (reply.code === undefined) continue;
      if (reply.code === 411) {
        refusals += 1;
        if (refusals < 2) continue;
        const says = 'a post of the webhook delays the bot too';
        tell('1.10.4', { says, switch: 'rateScope', how: 'E6', n: 2, trust: 'observed' }, 'server');
        return;
      }
      if (reply.code !== 0 && reply.code !== 117) throw new Unobserved(`the bot was refused with ${reply.code}`);
      refusals = 0;
      const receivedAt = Math.min(reply.receivedAt, (isDry ? files.visits[0]?.at : undefined) ?? Infinity);
      if (gapBetween(base, { ...reply, receivedAt }, lab.spread()).high >= low) continue;
      const says = 'each token has its own pause';
      tell('1.10.4', { says, switch: 'rateScope', how: 'E6', n: 1, trust: 'observed' }, 'token');
      return;
    }
    throw new Unobserved('the answers disagreed');
  },
};
