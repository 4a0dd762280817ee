import { toMarkup } from './markup.ts';
import { buttonsPart, fieldPart, imagePart, type Part, titlePart } from './parts.ts';
import { richText } from './rich-text.ts';
import { bounds, type Members, recordOf, recordsOf, wordsOf } from './words.ts';

/** Returns the parts of Slack's blocks. Source of the shapes: `@slack/types`, block-kit/blocks.d.ts. */
export function blockParts(blocks: unknown): Part[] {
  return recordsOf(blocks, bounds.blocks).flatMap(partsOfBlock);
}

/** Returns the parts of a block by its members, so that a block of an unknown type shows its text. */
function partsOfBlock(block: Members): Part[] {
  const { type, text, fields, elements, accessory, rows, title, title_url: page, video_url: video } = block;
  const isContext = type === 'context';
  const inside = recordsOf(elements, bounds.fields);
  const words = toMarkup(wordsOf(text), type === 'markdown' ? 'markdown' : 'mrkdwn');
  // Images of a context are icons.
  const all = [block, recordOf(accessory), ...(isContext ? [] : inside)];
  return [
    type === 'header' ? titlePart(words) : { text: words, kind: 'prose' },
    ...recordsOf(fields, bounds.fields).map(sectionField),
    { text: isContext ? inside.map(mrkdwnOf).filter(Boolean).join(' · ') : '', kind: 'prose' },
    { text: type === 'rich_text' ? richText(elements) : '', kind: 'prose' },
    { text: Array.isArray(rows) ? rows.slice(0, bounds.attachments).map(tableRow).join('\n') : '' },
    titlePart(type === 'video' ? mrkdwnOf({ text: title }) : '', page ?? video),
    ...all
      .filter((each) => each['type'] === 'image')
      .map((each) => imagePart(each['image_url'], wordsOf(each['alt_text']) || wordsOf(each['title']))),
    buttonsPart(all),
  ];
}

/** Returns the text object in Chat's markup. */
function mrkdwnOf({ text }: Members): string {
  return toMarkup(wordsOf(text), 'mrkdwn');
}

/** Returns the cells of a table with points between. */
function tableRow(cells: unknown): string {
  const texts = recordsOf(cells, bounds.fields).map((cell) =>
    cell['elements'] ? richText(cell['elements']) : mrkdwnOf(cell),
  );
  return texts.join(' · ');
}

/** Returns a field whose first line is bold, as tools write a title above its value. */
function sectionField(field: Members): Part {
  const text = mrkdwnOf(field).trim();
  const [, title, value] = /^\*([^*\n]+)\*:?[^\S\n]*\n([^]*)$/.exec(text) ?? [];
  return title === undefined || value === undefined ? { text } : fieldPart(title, value);
}
