import { Unobserved } from '../caps.ts';
import type { Experiment } from '../experiment.ts';
import { awaitHook } from './lines.ts';

export const slashLine = '/survey one two';

/** E17: the fields of a slash command, and a file in the answer. */
export const slashCommand: Experiment = {
  id: 'E17',
  title: 'a slash command',
  switches: ['minimalSlash'],
  isHuman: true,
  async run(lab) {
    const { world, ears, files, tell } = lab;
    files.forget();
    const body = JSON.stringify({ text: '.', file_url: `${world.listenUrl}/f/none.txt` });
    ears.answerAt('/slash', () => ({ status: 200, body }));
    const isWritten = await world.person?.act({ kind: 'write', where: 'channel', text: slashLine });
    const hook = isWritten ? await awaitHook(lab, '/slash', slashLine) : undefined;
    if (!hook) throw new Unobserved('no slash command reached /slash');
    const isMinimal = !hook.fields.has('channel_id') && !hook.fields.has('post_id');
    const says = `fields: ${[...hook.fields.keys()].join(', ')}`;
    tell('10.14', { says, switch: 'minimalSlash', how: 'E17', n: 1, trust: 'observed' }, isMinimal);
    await world.sleep(1000, world.signal);
    const isFetched = files.visits.length > 0;
    tell('10.16', {
      says: `a file in the answer is ${isFetched ? 'fetched' : 'ignored'}`,
      how: 'E17',
      n: 1,
      trust: 'seen once',
    });
  },
};

/** E19: the request for a pressed button. */
export const buttons: Experiment = {
  id: 'E19',
  title: 'a button of the bot, and one of the webhook',
  switches: ['buttonPostIdType'],
  isHuman: true,
  async run(lab) {
    const { bot, world, ears, post, webhook, tell } = lab;
    if (!bot?.owner)
      throw new Unobserved(bot ? 'it is unknown which user may get a post of the bot' : 'no bot was given');
    ears.answerAt('/bot', () => ({ status: 200 }));
    const actions = [{ type: 'button', name: 'survey', value: 'survey', text: 'survey', style: 'green' }];
    const payload = { text: '.', attachments: [{ callback_id: 'survey', text: '.', actions }] };
    const pressed = async (where: 'bot' | 'channel') => {
      const before = ears.hooks.length;
      const isPressed = await world.person?.act({ kind: 'press', where, label: 'survey' });
      for (let waited = 0; waited < 3000 && ears.hooks.length === before; waited += 250)
        await world.sleep(250, world.signal);
      return isPressed ? ears.hooks.slice(before).find(({ fields }) => fields.has('payload')) : undefined;
    };
    const { code = 0 } = await post(bot.address, { ...payload, user_ids: [bot.owner.id] });
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

    if ((await post(webhook, payload)).code !== 0) return;
    const called = await pressed('channel');
    const says = `a button of an incoming webhook calls ${called ? called.path : 'nobody'}`;
    tell('10.20', { says, how: 'E19', n: 1, trust: 'seen once' });
  },
};

/** E20: how Chat shows signs that HTML and links use. */
export const markup: Experiment = {
  id: 'E20',
  title: 'signs of HTML',
  switches: [],
  isHuman: true,
  async run({ world, post, webhook, tell }) {
    if ((await post(webhook, { text: 'a &lt;b&gt; <c> <https://x.example|d>' })).code !== 0) return;
    const options = ['a &lt;b&gt; <c> d', 'a <b> <c> d', 'something else'];
    const chosen = await world.person?.choose('Which of these does the last post in the channel show?', options);
    if (chosen === undefined) return;
    tell('10.23', { says: `shown as: ${options[chosen] ?? ''}`, how: 'E20', n: 1, trust: 'told' });
  },
};
