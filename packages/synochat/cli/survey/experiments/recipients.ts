import { Unobserved } from '../caps.ts';
import type { Experiment } from '../experiment.ts';
import type { Lab, SurveyBot } from '../lab.ts';

const unknownUser = 999_999_999;

/** E11: the answer for an unknown user, and ids as strings. */
export const recipients: Experiment = {
  id: 'E11',
  title: 'recipients of the bot',
  decides: ['stringIds', '10.5'],
  async run(lab) {
    const { bot, post, noteCode, tell } = lab;
    if (!bot) throw new Unobserved('no bot was given');
    const unknown = await post(bot.address, { text: '.', user_ids: [unknownUser] });
    noteCode('an unknown user', unknown);
    const { code = 0 } = unknown;
    tell('10.5', { says: `an unknown user is answered with ${code}`, how: 'E11', n: 1, trust: 'observed' });
    await askWithUnknown(lab, bot);
    if (!bot.owner) throw new Unobserved('it is unknown which user may get a post of the bot');
    const reply = await post(bot.address, { text: '.', user_ids: [String(bot.owner.id)] });
    const isRead = reply.code === 0;
    if (!isRead && reply.code !== 120) throw new Unobserved(`an id as a string is answered with ${reply.code ?? 0}`);
    const says = `an id as a string is ${isRead ? 'accepted' : 'refused with 120'}`;
    tell('4.3.3', { says, switch: 'stringIds', how: 'E11', n: 1, trust: 'observed' }, isRead ? 'accept' : 'reject');
  },
};

/** Posts to the owner and to an unknown user in one call. */
async function askWithUnknown({ post, noteCode, tell }: Lab, { address, owner }: SurveyBot): Promise<void> {
  if (!owner) return;
  const reply = await post(address, { text: '.', user_ids: [owner.id, unknownUser] });
  noteCode('a known and an unknown user', reply);
  const { code = 0, data } = reply;
  if (code !== 0) return;
  const { fail } = Object(data) as { fail?: unknown };
  const shape = Array.isArray(fail) ? 'a list' : fail === null ? 'null' : typeof fail;
  tell('1.8.2', {
    says: `with an unknown user among the known, "fail" is ${shape}`,
    how: 'E11',
    n: 1,
    trust: 'observed',
  });
}

/** E11, with a second person: whether one call may have several recipients. */
export const severalRecipients: Experiment = {
  id: 'E11b',
  title: 'two recipients',
  decides: ['multiUser'],
  isHuman: true,
  async run({ bot, world, post, tell }) {
    if (!bot) throw new Unobserved('no bot was given');
    const { owner } = bot;
    const second = bot.users.find(({ id }) => id !== owner?.id);
    if (!owner || !second) throw new Unobserved('the bot knows no second person');
    const question = `May ${second.nickname || second.username} get one post from the bot, a dot?`;
    const isAgreed = await world.person?.yesNo({ text: question, sight: { kind: 'consent' } });
    if (!isAgreed) throw new Unobserved('no second person agreed');
    const { code = 0 } = await post(bot.address, { text: '.', user_ids: [owner.id, second.id] });
    if (code !== 0 && code !== 407) throw new Unobserved(`two recipients are answered with ${code}`);
    const says = code === 0 ? 'two recipients are accepted' : 'two recipients are refused with 407';
    tell('10.4', { says, switch: 'multiUser', how: 'E11', n: 1, trust: 'observed' }, code === 0 ? 'accept' : 'reject');
  },
};
