import { plain } from '../index.ts';
import { answerJson, reasonToShow, statusOf } from './answers.ts';
import { compose } from './compose.ts';
import type { NotificationFormat, ReceivedNotification } from './format.ts';
import { toMarkup, toPlain } from './markup.ts';
import { actionsOf, hasJson, lookupOf } from './ntfy-values.ts';
import { addressPart, buttonsPart, filePart, footerPart, type Group, type Part, titlePart } from './parts.ts';
import { wordsOf } from './words.ts';

/**
 * The format of ntfy: the message as the body, and title, tags, priority, addresses and buttons by headers or by the query; or
 * all of it as JSON. A body that is a file becomes its name.
 *
 * @example
 * ```ts
 * const { message } = await parseNotification(req, ntfy);
 * ```
 */
export const ntfy: NotificationFormat = {
  name: 'ntfy',
  read: (received, options) => compose([ntfyGroup(received)], options),
  accepted({ fields, text }) {
    const time = Math.floor(Date.now() / 1000);
    const message = wordsOf(fields['message'] ?? text);
    // Not the topic: it is the key of the address.
    return answerJson({
      id: crypto.randomUUID(),
      time,
      expires: time + 43_200,
      event: 'message',
      topic: 'chat',
      message,
    });
  },
  refused(error) {
    const http = statusOf(error);
    return answerJson({ code: http * 100 + 1, http, error: reasonToShow(error) }, http);
  },
};

function ntfyGroup(received: ReceivedNotification): Group {
  const find = lookupOf(received);
  const title = plain(find('title', 't', 'ti'));
  const tags = find('tags', 'tag', 'ta')
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean);
  const emoji = tags
    .map(emojiOf)
    .filter((each) => !title.includes(each))
    .join('');
  const others = tags.filter((tag) => emojiOf(tag) === '').join(', ');
  const click = find('click');
  const heading = titlePart(title, click);
  const attachment = find('attach', 'a');
  const file = find('filename', 'file', 'f');
  const message = ntfyMessage(received, find('message', 'm'), attachment === '' ? file : '');
  const isMarkdown = /^(1|true|yes)$/i.test(find('markdown', 'md')) || /^text\/markdown/i.test(find('content-type'));
  const isBefore = title !== '' && emoji !== '';
  const parts: Part[] = [
    { ...heading, text: isBefore ? `${emoji} ${heading.text}` : heading.text },
    { text: isMarkdown ? toMarkup(message, 'markdown') : toPlain(message), kind: 'lead' },
    addressPart(click, title),
    filePart(attachment, file),
    buttonsPart(actionsOf(received, find('actions', 'action'))),
    footerPart(plain(others)),
  ];
  return { parts, mark: isBefore || emoji === '' ? markOfPriority(find('priority', 'prio', 'p')) : emoji };
}

/** Returns the message. With a file's name, the body is the file. Headers and the query write a line break as `\\n`. */
function ntfyMessage({ fields, text }: ReceivedNotification, message: string, file: string): string {
  if (hasJson(fields)) return message;
  if (message !== '') return message.replaceAll('\\n', '\n');
  return file === '' ? wordsOf(text) : `📎 ${file}`;
}

function markOfPriority(priority: string): string {
  if (/^(5|max|urgent)$/i.test(priority)) return '🔴';
  return /^(4|high)$/i.test(priority) ? '🟠' : '';
}

/** Returns the emoji of the tag; empty for another tag. */
function emojiOf(tag: string): string {
  return Object.hasOwn(emojis, tag) ? (emojis[tag] ?? '') : '';
}

/** The tags that tools send most. ntfy shows them as emoji before the title, and other tags below the message. */
const emojis: Readonly<Record<string, string>> = {
  ...{ warning: '⚠️', rotating_light: '🚨', skull: '💀', x: '❌', no_entry: '⛔', bell: '🔔', fire: '🔥', tada: '🎉' },
  ...{ white_check_mark: '✅', heavy_check_mark: '✔️', '+1': '👍', '-1': '👎', computer: '💻', loudspeaker: '📢' },
  ...{ red_circle: '🔴', orange_circle: '🟠', yellow_circle: '🟡', green_circle: '🟢', information_source: 'ℹ️' },
};
