import { blockParts } from './blocks.ts';
import type { Dialect } from './dialect.ts';
import type { ReceivedNotification } from './format.ts';
import { markOf } from './marks.ts';
import { toMarkup, toPlain } from './markup.ts';
import {
  buttonsPart,
  fieldPart,
  footerPart,
  type Group,
  imagePart,
  type Part,
  senderPart,
  titlePart,
} from './parts.ts';
import { bounds, type Members, recordsOf, wordsOf } from './words.ts';

/** Returns the groups of a message of Slack or Mattermost: its text and blocks, then each attachment. */
export function messageGroups({ fields: message, query }: ReceivedNotification, from: Dialect): Group[] {
  const { text, fallback, mrkdwn, blocks, attachments } = message;
  const words = wordsOf(text);
  const lead = mrkdwn === false ? toPlain(words) : toMarkup(words.trim() ? words : wordsOf(fallback), from);
  const parts: Part[] = [senderPart(message, query), { text: lead, kind: 'lead' }, ...blockParts(blocks)];
  return [{ parts }, ...recordsOf(attachments, bounds.attachments).map((each) => attachmentGroup(each, from))];
}

function attachmentGroup(attachment: Members, from: Dialect): Group {
  const { pretext, author_name: author, author_link: page, title, title_link: url, text, fields } = attachment;
  const { fallback, blocks, image_url: image, actions, footer, color } = attachment;
  const say = (value: unknown) => toMarkup(wordsOf(value), from);
  const parts: Part[] = [
    { text: say(pretext), kind: 'lead' },
    titlePart(say(author), page),
    titlePart(say(title), url),
    { text: say(text), kind: 'prose' },
    ...recordsOf(fields, bounds.fields).map((field) => fieldPart(say(field['title']), say(field['value']))),
    ...blockParts(blocks),
    imagePart(image),
    buttonsPart(actions),
    footerPart(say(footer)),
  ];
  const isEmpty = parts.every((part) => part.text.trim() === '');
  return { parts: isEmpty ? [{ text: say(fallback), kind: 'prose' }] : parts, mark: markOf(color) };
}
