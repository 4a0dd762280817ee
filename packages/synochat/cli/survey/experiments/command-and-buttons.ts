import { Unobserved } from '../caps.ts';
import type { Experiment } from '../experiment.ts';
import { awaitHook, fieldNames, isText } from './channel-lines.ts';

export const slashLine = '/survey one two';
const attachmentText = 'survey attachment';

/** E17: the fields of a slash command, and a file in the answer. */
export const slashCommand: Experiment = {
  id: 'E17',
  title: 'a slash command',
  decides: ['minimalSlash', '10.15', '10.16', '3.7'],
  isHuman: true,
  async run(lab) {
    const { world, ears, files, tell } = lab;
    files.forget();
    const attachments = [{ callback_id: 'survey', text: attachmentText }];
    const body = JSON.stringify({ text: '.', file_url: `${world.listenUrl}/f/none.txt`, attachments });
    ears.answerAt('/slash', () => ({ status: 200, body }));
    const isWritten = await world.person?.act({ kind: 'write', where: 'channel', text: slashLine });
    const hook = isWritten ? await awaitHook(lab, '/slash', slashLine) : undefined;
    if (!hook) throw new Unobserved('no slash command reached /slash');
    const isMinimal = !hook.fields.has('channel_id') && !hook.fields.has('post_id');
    const says = `fields: ${fieldNames(hook)}`;
    tell('10.14', { says, switch: 'minimalSlash', how: 'E17', n: 1, trust: 'observed' }, isMinimal);
    const isWhole = isText(hook.fields.get('text'), slashLine);
    tell('10.15', {
      says: `the text ${isWhole ? 'holds' : 'does not hold'} the command`,
      how: 'E17',
      n: 1,
      trust: 'observed',
    });
    await world.sleep(1000, world.signal);
    const isFetched = files.visits.length > 0;
    tell('10.16', {
      says: `a file in the answer is ${isFetched ? 'fetched' : 'ignored'}`,
      how: 'E17',
      n: 1,
      trust: 'seen once',
    });
    const isShown = await world.person?.yesNo({
      text: `Does the answer to ${slashLine} show "${attachmentText}"?`,
      sight: { kind: 'post', where: 'channel', text: attachmentText },
    });
    if (isShown === undefined) return;
    const answer = `an attachment of an answer is ${isShown ? 'shown' : 'not shown'}`;
    tell('3.7', { says: answer, how: 'E17', n: 1, trust: 'told' });
  },
};

const button = { type: 'button', name: 'survey', value: 'survey', text: 'survey' };

/** E19: the request for a pressed button. */
export const buttons: Experiment = {
  id: 'E19',
  title: 'a button of the bot, and one of the webhook',
  decides: ['buttonPostIdType', '10.20', '10.22'],
  isHuman: true,
  async run(lab) {
    const { bot, world, ears, post, webhook, tell } = lab;
    if (!bot?.owner)
      throw new Unobserved(bot ? 'it is unknown which user may get a post of the bot' : 'no bot was given');
    const { owner } = bot;
    ears.answerAt('/bot', () => ({ status: 200 }));
    const payloadOf = (style: string) => ({
      text: '.',
      attachments: [{ callback_id: 'survey', text: '.', actions: [{ ...button, style }] }],
    });
    const pressed = async (where: 'bot' | 'channel') => {
      const before = ears.hooks.length;
      const isPressed = await world.person?.act({ kind: 'press', where, label: 'survey' });
      for (let waited = 0; waited < 3000 && ears.hooks.length === before; waited += 250)
        await world.sleep(250, world.signal);
      return isPressed ? ears.hooks.slice(before).find(({ fields }) => fields.has('payload')) : undefined;
    };
    const send = (style: string) => post(bot.address, { ...payloadOf(style), user_ids: [owner.id] });
    let { code = 0 } = await send('survey');
    const answer = `an unknown style of a button is ${code === 0 ? 'accepted' : `refused with ${code}`}`;
    tell('10.22', { says: answer, how: 'E19', n: 1, trust: 'observed' });
    if (code !== 0) ({ code = 0 } = await send('green'));
    if (code !== 0) throw new Unobserved(`a post with a button is answered with ${code}`);
    const hook = await pressed('bot');
    if (!hook) throw new Unobserved('no press reached /bot');
    const { post_id: id } = Object(JSON.parse(hook.fields.get('payload') ?? '{}')) as { post_id?: unknown };
    if (typeof id !== 'string' && typeof id !== 'number') throw new Unobserved('the press names no post');
    const type = typeof id;
    tell(
      '10.21',
      { says: `post_id of a press is a ${type}`, switch: 'buttonPostIdType', how: 'E19', n: 1, trust: 'observed' },
      type,
    );

    if ((await post(webhook, payloadOf('green'))).code !== 0) throw new Unobserved('a webhook may not post a button');
    const called = await pressed('channel');
    const says = `a button of an incoming webhook calls ${called ? called.path : 'nobody'}`;
    tell('10.20', { says, how: 'E19', n: 1, trust: 'seen once' });
  },
};

/** E20: how Chat shows signs that HTML and links use. */
export const markup: Experiment = {
  id: 'E20',
  title: 'signs of HTML',
  decides: ['10.23'],
  isHuman: true,
  async run({ world, post, webhook, tell }) {
    const { code = 0 } = await post(webhook, { text: 'a &lt;b&gt; <c> <https://x.example|d>' });
    if (code !== 0) throw new Unobserved(`a post with signs of HTML is answered with ${code}`);
    const options = ['a &lt;b&gt; <c> d', 'a <b> <c> d', 'something else'];
    const chosen = await world.person?.choose('Which of these does the last post in the channel show?', options);
    if (chosen === undefined) throw new Unobserved('nobody looked at the post');
    tell('10.23', { says: `shown as: ${options[chosen] ?? ''}`, how: 'E20', n: 1, trust: 'told' });
  },
};
