import type { ActionEvent, Attachment, Message, SlashCommandEvent } from 'chat';
import { Actions, Button, Card } from 'chat';
import { describe, expect, it, vi } from 'vitest';
import { openOffice } from './office.ts';

describe('a message to the bot', () => {
  it('is a direct message, and its answer arrives in the conversation', async () => {
    const office = openOffice();
    office.chat.onDirectMessage(async (thread, message) => {
      await thread.post({ markdown: `**${message.author.userName}** wrote: ${message.text}` });
    });

    await office.nas.say('ada', '@helper', 'Good morning');
    await office.settled();

    expect(office.heard('ada')).toEqual(['*ada* wrote: Good morning']);
    expect(office.nas.notices('ada')).toEqual([]);
  });

  it('is handled once if it comes twice', async () => {
    const office = openOffice();
    const handler = vi.fn();
    office.chat.onDirectMessage(handler);
    const body = new URLSearchParams({
      ...{ token: office.bot.token, user_id: '4', username: 'ada', post_id: '25769803788' },
      ...{ thread_id: '0', timestamp: '1700000000000', text: 'Hi' },
    }).toString();

    await Promise.all([office.post(body), office.post(body)]);
    await office.settled();

    expect(handler).toHaveBeenCalledTimes(1);
  });

  it('with a file has an attachment, whose bytes the bot fetches', async () => {
    const office = openOffice();
    const seen: Message[] = [];
    office.chat.onDirectMessage((_, message) => void seen.push(message));

    await office.nas.upload('ada', '@helper', new File(['page 1'], 'scan.PNG', { type: 'image/png' }));
    await office.settled();

    const [attachment] = seen[0]?.attachments ?? [];
    expect(attachment).toMatchObject({ type: 'image', name: 'scan.PNG' });
    expect(await attachment?.fetchData?.()).toEqual(Buffer.from('page 1'));
    const restored = office.adapter.rehydrateAttachment(JSON.parse(JSON.stringify(attachment)) as Attachment);
    expect(await restored.fetchData?.()).toEqual(Buffer.from('page 1'));
  });
});

describe('a message in a channel', () => {
  it('is a mention if it names the bot, and every message counts after subscribe', async () => {
    const office = openOffice();
    office.chat.onNewMention(async (thread) => {
      await thread.subscribe();
      await thread.post('Listening');
    });
    office.chat.onSubscribedMessage(async (thread, message) => {
      await thread.post(`Heard ${message.text}`);
    });

    await office.nas.say('ada', 'general', 'Anybody?');
    await office.settled();
    await office.nas.say('ada', 'general', 'Hello @helper');
    await office.settled();
    await office.nas.say('mikael', 'general', 'me too');
    await office.settled();

    expect(office.shown()).toEqual(['Listening', 'Heard me too']);
  });

  it('is a mention if it begins with a trigger word, which is not in the text', async () => {
    const office = openOffice({ triggerWords: ['hey'] });
    const seen: string[] = [];
    office.chat.onNewMention((_, message) => void seen.push(message.text));

    await office.nas.say('ada', 'general', 'heyday');
    await office.settled();
    await office.nas.say('ada', 'general', 'hey what time is it?');
    await office.settled();

    expect(seen).toEqual(['what time is it?']);
  });
});

describe('the press of a button', () => {
  it('is an action with its value', async () => {
    const office = openOffice();
    office.chat.onDirectMessage(async (thread) => {
      const buttons = [
        Button({ id: 'deploy', value: 'staging', label: 'Staging', style: 'primary' }),
        Button({ id: 'cancel', label: 'Cancel' }),
      ];
      await thread.post(Card({ title: 'Deploy where?', children: [Actions(buttons)] }));
    });
    const seen: ActionEvent[] = [];
    office.chat.onAction(async (event) => {
      seen.push(event);
      await event.thread?.post(`Pressed ${event.actionId}`);
    });

    await office.nas.say('ada', '@helper', 'deploy');
    await office.settled();
    const question = office.nas.posts('@helper').at(-1);
    if (!question) throw new Error('no question');
    await office.nas.press('ada', question, 'Staging');
    await office.settled();
    await office.nas.press('ada', question, 'Cancel');
    await office.settled();

    expect(question).toMatchObject({ text: '*Deploy where?*', attachments: [{ buttons: [{ style: 'green' }, {}] }] });
    expect(seen).toMatchObject([
      { actionId: 'deploy', value: 'staging', messageId: question.id, user: { userName: 'ada' } },
      { actionId: 'cancel' },
    ]);
    expect(seen[1]?.value).toBeUndefined();
    expect(office.heard('ada')).toEqual(['*Deploy where?*', 'Pressed deploy', 'Pressed cancel']);
  });
});

describe('a slash command', () => {
  it('reaches its handler as typed, and only the caller sees the reply', async () => {
    const office = openOffice();
    const seen: SlashCommandEvent[] = [];
    office.chat.onSlashCommand('/ask', async (event) => {
      seen.push(event);
      await event.channel.post({ markdown: 'It is **5"**' });
      await event.channel.postEphemeral(event.user, 'And secret', { fallbackToDM: false });
    });

    const [reply] = await office.nas.say('ada', 'general', '/ask what is 5" in cm, "help');

    expect(seen).toMatchObject([{ command: '/ask', text: 'what is 5" in cm, "help', user: { userName: 'ada' } }]);
    expect(reply).toMatchObject({ text: 'It is *5"*\n\nAnd secret', onlyTo: 'ada' });
    expect(office.shown()).toEqual([]);
  });

  it('reaches its handler from a NAS that sends JSON too', async () => {
    const office = openOffice();
    office.nas.switches.hookFormat = 'json';
    office.chat.onSlashCommand('/ask', async ({ channel, text, user }) => {
      await channel.post(`${user.userId}: ${text}`);
    });

    expect(await office.nas.say('ada', 'general', '/ask 5"')).toMatchObject([{ text: '3: 5"', onlyTo: 'ada' }]);
  });

  it('whose reply is too long for a post is continued by the bot, or cut without a bot', async () => {
    const line = `${'x'.repeat(99)}\n`;
    const [office, alone] = [openOffice(), openOffice({ bot: undefined, botToken: [] })];
    for (const { chat } of [office, alone])
      chat.onSlashCommand(({ channel }) => channel.post(line.repeat(25)).then(() => undefined));
    await office.nas.say('ada', '@helper', 'open the conversation');

    const [whole] = await office.nas.say('ada', 'general', '/ask all');
    await office.settled();
    const [cut] = await alone.nas.say('ada', 'general', '/ask all');

    expect((whole?.text ?? '') + office.heard('ada').join('')).toBe(line.repeat(25));
    expect(cut?.text).toHaveLength(1901);
    expect(cut?.text).toMatch(/x\n…$/);
  });

  it('whose handler is slow is acknowledged, and the bot brings the reply', async () => {
    const office = openOffice({ slashTimeout: 50 });
    office.chat.onSlashCommand(async (event) => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      await event.channel.post('At last');
    });
    await office.nas.say('ada', '@helper', 'open the conversation');

    const posts = await office.nas.say('ada', 'general', '/ask slowly');
    await office.settled();

    expect(posts).toEqual([]);
    expect(office.heard('ada')).toEqual(['At last']);
  });

  it('is answered within `slashTimeout`, also if the list of users is slow', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    try {
      const office = openOffice({ slashTimeout: 2500, send: { fetch: () => new Promise(() => undefined) } });
      office.chat.onSlashCommand(() => new Promise(() => undefined));
      const answered = vi.fn();
      const fields = { token: office.slash.token, text: '/ask', user_id: '3', username: 'ada' };
      void office.post(new URLSearchParams(fields).toString()).then(answered);
      await vi.waitFor(() => {
        expect(vi.getTimerCount()).toBeGreaterThan(0);
      });

      await vi.advanceTimersByTimeAsync(2550);

      expect(answered).toHaveBeenCalled();
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a request without an accepted token', () => {
  it.each([
    ['is wrong', 'token=wrong&user_id=4&username=ada&post_id=1&timestamp=1&text=Hi'],
    ['is missing', 'user_id=4&username=ada&post_id=1&timestamp=1&text=Hi'],
    ['is empty', 'token=&user_id=4&text=%2Fask'],
  ])('is 401 and reaches no handler if the token %s', async (_, body) => {
    const office = openOffice();
    const handler = vi.fn();
    office.chat.onDirectMessage(handler);
    office.chat.onSlashCommand(handler);

    const answer = await office.post(body);
    await office.settled();

    expect(answer.status).toBe(401);
    expect(handler).not.toHaveBeenCalled();
  });
});
