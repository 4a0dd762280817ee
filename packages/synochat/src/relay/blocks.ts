import { plain } from '../index.ts';
import { buttonsPart } from './buttons.ts';
import { fieldPart } from './fields.ts';
import { fromMarkdown } from './markdown.ts';
import { fromMrkdwn } from './mrkdwn.ts';
import { imagePart, type Part, titlePart } from './parts.ts';
import { richText } from './rich-text.ts';
import { bounds, firstOfList, type Members, recordOf, recordsOf, wordsOf } from './words.ts';

/** Returns the parts of Slack's blocks. Source of the shapes: `@slack/types`, block-kit/blocks.d.ts. */
export function blockParts(blocks: unknown): Part[] {
  return recordsOf(blocks, bounds.blocks).flatMap(partsOfBlock);
}

function partsOfBlock(block: Members): Part[] {
  const { type, text, elements, accessory, fields } = block;
  switch (type) {
    case 'header':
      return [titlePart(mrkdwnOf(text), '')];
    case 'section':
      return [
        { text: mrkdwnOf(text), kind: 'prose' },
        ...recordsOf(fields, bounds.fields).map((field) => sectionField(mrkdwnOf(field))),
        ...elementParts([recordOf(accessory)]),
      ];
    case 'context':
      // Images are icons here.
      return [{ text: recordsOf(elements, bounds.fields).filter(hasText).map(mrkdwnOf).join(' · '), kind: 'prose' }];
    case 'actions':
      return elementParts(recordsOf(elements, bounds.buttons));
    case 'image':
      return elementParts([block]);
    case 'video':
      return [titlePart(mrkdwnOf(block['title']), wordsOf(block['title_url'] ?? block['video_url']))];
    case 'rich_text':
      return [{ text: richText(elements), kind: 'prose' }];
    case 'markdown':
      return [{ text: fromMarkdown(wordsOf(text)), kind: 'prose' }];
    case 'table':
      return [{ text: tableRows(block['rows']) }];
    default:
      return [{ text: mrkdwnOf(text), kind: 'prose' }];
  }
}

/** Returns a table as rows, with points between the cells. */
function tableRows(rows: unknown): string {
  return firstOfList(rows, bounds.attachments)
    .map((cells) =>
      recordsOf(cells, bounds.fields)
        .map((cell) => (cell['elements'] ? richText(cell['elements']) : plain(wordsOf(cell))))
        .join(' · '),
    )
    .join('\n');
}

/** Returns images and buttons with an address. */
function elementParts(elements: readonly Members[]): Part[] {
  const images = elements.filter(({ type }) => type === 'image');
  return [
    ...images.map(({ image_url: url, alt_text: description, title }) =>
      imagePart(wordsOf(url), wordsOf(description) || wordsOf(title)),
    ),
    buttonsPart(elements),
  ];
}

function hasText({ text }: Members): boolean {
  return typeof text === 'string' && text !== '';
}

/** Returns a text object in Chat's markup. */
function mrkdwnOf(value: unknown): string {
  return fromMrkdwn(wordsOf(value));
}

/** Returns a field whose first line is bold, as tools write a title above its value. */
function sectionField(text: string): Part {
  const [first = '', ...rest] = text.trim().split('\n');
  const [, title] = /^\*([^*]+)\*:?$/.exec(first.trim()) ?? [];
  return title === undefined || rest.length === 0 ? { text } : fieldPart(title, rest.join('\n'));
}
