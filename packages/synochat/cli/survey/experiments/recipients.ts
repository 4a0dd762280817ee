import { Unobserved } from '../caps.ts';
import type { Experiment } from '../experiment.ts';

/** E11: the answer for an unknown user, and ids as strings. */
export const recipients: Experiment = {
  id: 'E11',
  title: 'recipients of the bot',
  switches: ['stringIds'],
  async run({ bot, post, profile, tell }) {
    if (!bot) throw new Unobserved('no bot was given');
    const unknown = await post(bot.address, { text: '.', user_ids: [999_999_999] });
    const { code = 0, errors } = unknown;
    profile.codes.push({ case: 'an unknown user', code, ...(errors === undefined ? {} : { errors }) });
    tell('10.5', { says: `an unknown user is answered with ${code}`, how: 'E11', n: 1, trust: 'observed' });
    if (!bot.owner) throw new Unobserved('it is unknown which user may get a post of the bot');
    const reply = await post(bot.address, { text: '.', user_ids: [String(bot.owner.id)] });
    const isRead = reply.code === 0;
    if (!isRead && reply.code !== 120) throw new Unobserved(`an id as a string is answered with ${reply.code ?? 0}`);
    const says = `an id as a string is ${isRead ? 'accepted' : 'refused with 120'}`;
    tell('4.3.3', { says, switch: 'stringIds', how: 'E11', n: 1, trust: 'observed' }, isRead ? 'accept' : 'reject');
  },
};

/** E11, with a second person: whether one call may have several recipients. */
export const severalRecipients: Experiment = {
  id: 'E11b',
  title: 'two recipients',
  switches: ['multiUser'],
  isHuman: true,
  async run({ bot, world, post, tell }) {
    const { owner } = bot ?? {};
    const second = bot?.users.find(({ id }) => id !== owner?.id);
    if (!bot || !owner || !second) throw new Unobserved('the bot knows no second person');
    const question = `May ${second.nickname || second.username} get one post from the bot, a dot?`;
    const isAgreed = await world.person?.yesNo({ text: question, sight: { kind: 'consent' } });
    if (!isAgreed) throw new Unobserved('no second person agreed');
    const { code = 0 } = await post(bot.address, { text: '.', user_ids: [owner.id, second.id] });
    if (code !== 0 && code !== 407) throw new Unobserved(`two recipients are answered with ${code}`);
    const says = code === 0 ? 'two recipients are accepted' : 'two recipients are refused with 407';
    tell('10.4', { says, switch: 'multiUser', how: 'E11', n: 1, trust: 'observed' }, code === 0 ? 'accept' : 'reject');
  },
};
