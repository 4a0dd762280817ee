import { plain } from '../index.ts';
import { blockParts } from './blocks.ts';
import { buttonsPart } from './buttons.ts';
import { fieldPart } from './fields.ts';
import type { ReceivedNotification } from './format.ts';
import { markOf } from './marks.ts';
import { footerPart, type Group, imagePart, type Part, senderPart, titlePart } from './parts.ts';
import { bounds, type Members, recordsOf, wordsOf } from './words.ts';

/** Converts a text of the tool into Chat's markup. */
export type ToMarkup = (text: string) => string;

/** Returns the groups of a message of Slack or Mattermost: its text and blocks, then each attachment. */
export function messageGroups({ fields: message, query }: ReceivedNotification, convert: ToMarkup): Group[] {
  const text = message['mrkdwn'] === false ? plain(wordsOf(message['text'])) : convert(wordsOf(message['text']));
  const parts: Part[] = [
    senderPart(message, query),
    { text: text.trim() || convert(wordsOf(message['fallback'])), kind: 'lead' },
    ...blockParts(message['blocks']),
  ];
  const attachments = recordsOf(message['attachments'], bounds.attachments);
  return [{ parts }, ...attachments.map((each) => attachmentGroup(each, convert))];
}

function attachmentGroup(attachment: Members, convert: ToMarkup): Group {
  const say = (name: string) => convert(wordsOf(attachment[name]));
  const address = (name: string) => wordsOf(attachment[name]);
  const parts = [
    { text: say('pretext'), kind: 'lead' },
    titlePart(say('author_name'), address('author_link')),
    titlePart(say('title'), address('title_link')),
    { text: say('text'), kind: 'prose' },
    ...recordsOf(attachment['fields'], bounds.fields).map(({ title, value }) =>
      fieldPart(convert(wordsOf(title)), convert(wordsOf(value))),
    ),
    ...blockParts(attachment['blocks']),
    imagePart(address('image_url'), ''),
    buttonsPart(recordsOf(attachment['actions'], bounds.buttons)),
    footerPart(say('footer')),
  ] satisfies Part[];
  const isEmpty = parts.every(({ text }) => text.trim() === '');
  return {
    parts: isEmpty ? [{ text: say('fallback'), kind: 'prose' }] : parts,
    mark: markOf(attachment['color']),
  };
}
