import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { createBotChat, ids } from '../../../test/portable/bot-chat.ts';
import { attachment, message, seen } from '../../../test/portable/messages.ts';
import { property } from '../../../test/portable/property.ts';
import { units } from '../../../test/portable/texts.ts';
import { type Message, sendBot, sendIncoming, splitText } from '../../index.ts';

/** A Chat that takes posts as fast as they come, and the files it downloaded. */
function createFastChat() {
  const downloads: string[] = [];
  const download = ({ url }: Request) => {
    downloads.push(url);
    return Promise.resolve(new Response('bytes'));
  };
  const { nas, url, bot, fetch } = createBotChat({ rateInterval: 0, fetch: download });
  return { nas, url, bot, downloads, options: { fetch, limiter: false as const } };
}

/** The address that the NAS fetches: a browser's spelling of the one that was given. */
const files = ({ fileUrl }: Message) => (fileUrl === undefined ? [] : [new URL(fileUrl).href]);

describe('whatever the message', () => {
  property('it is in the channel as it was sent, once', [message], async (sent) => {
    const { nas, url, downloads, options } = createFastChat();
    await sendIncoming(url, sent, options);
    const [post, ...more] = nas.posts('general');
    expect(post).toMatchObject(seen(sent));
    expect([more, downloads]).toEqual([[], files(sent)]);
  });

  property('the user has it from the bot as it was sent, once', [message], async (sent) => {
    const { nas, bot, downloads, options } = createFastChat();
    const { postId } = await sendBot(bot, ids.ada, sent, options);
    const [post, ...more] = nas.posts('@robin');
    expect(post).toMatchObject({ ...seen(sent), id: postId });
    expect([more, downloads]).toEqual([[], files(sent)]);
  });

  property(
    'its text is there in parts where it is too long, its file with the first and its buttons with the last',
    [
      fc.string({ unit: fc.oneof(units, fc.constant('a word ')), minLength: 1 }),
      fc.array(attachment),
      fc.integer({ min: 1, max: 60 }),
    ],
    async (text, attachments, maxText) => {
      const { nas, url, downloads, options } = createFastChat();
      const fileUrl = 'https://files.example/report.pdf';
      await sendIncoming(url, { text, fileUrl, attachments }, { ...options, maxText });
      const posts = nas.posts('general');
      const parts = splitText(text, maxText);
      // A part of blanks cannot be posted. If all parts are blank, the file and the buttons remain.
      const written = parts.length === 1 ? parts : parts.filter((part) => part.trim());
      expect(posts.map((post) => post.text)).toEqual(written.length > 0 ? written : ['']);
      expect(downloads).toEqual([fileUrl]);
      expect(posts.map((post) => post.file?.name)[0]).toBe('report.pdf');
      expect(posts.at(-1)).toMatchObject({ attachments: seen({ attachments }).attachments });
      expect(posts.slice(0, -1).flatMap((post) => post.attachments)).toEqual([]);
    },
  );
});
