import { link, plain } from 'synochat';

/** Fenced and inline code, also a fence that does not end. */
const code = /(```[^]*?(?:```|$)|`[^`\n]+`)/;

/**
 * Markdown as models write it, in Chat's markup: `**bold**` becomes `*bold*`, a heading a bold line, `[t](u)` a link.
 * Code stays as it is, but for the language of a block, which Chat would show.
 *
 * Chat's own markup for links is made plain, so that words which a user put into the model's mouth do not pose as a
 * link; and a link whose label is another address shows both.
 */
export function toChatMarkup(markdown: string): string {
  return markdown
    .split(code)
    .map((part, n) =>
      n % 2 === 0 ? part.split('\n').map(convertLine).join('\n') : part.replace(/^```[\w+#.-]+\n/, '```\n'),
    )
    .join('');
}

function convertLine(line: string): string {
  const [, heading] = /^ {0,3}#{1,6} +(.+?)(?: +#+)? *$/.exec(line) ?? [];
  if (heading !== undefined) return `*${convertInline(heading.replace(/\*\*|__/g, ''))}*`;
  return convertInline(line.replace(/^( *)[-*+] +/, '$1• '));
}

const inline = new RegExp(
  [
    String.raw`!?\[(?<label>[^[\]]+)\]\((?<url>[^\s()]+(?:\([^\s()]*\)[^\s()]*)?)(?: +"[^"]*")?\)`,
    String.raw`<(?<bare>https?:\/\/[^\s<>|]+)>`,
    String.raw`\*\*(?<bold>[^*]+(?:\*[^*]+\*[^*]*)*)\*\*`,
    String.raw`(?<!\w)__(?<strong>[^_]+)__(?!\w)`,
    String.raw`(?<!\*)\*(?<italic>[^\s*](?:[^*]*[^\s*])?)\*(?!\*)`,
    '~~(?<strike>[^~]+)~~',
    String.raw`\\(?<escaped>[!-/:-@[-\`{-~])`,
    '(?<open><)',
  ].join('|'),
  'g',
);

function convertInline(text: string): string {
  return text.replace(inline, (...match) => {
    const { label, url, bare, bold, strong, italic, strike, escaped } = match.at(-1) as Record<
      string,
      string | undefined
    >;
    if (label !== undefined && url !== undefined) return convertLink(label, url);
    if (bare !== undefined) return bare;
    if (bold !== undefined || strong !== undefined) return `*${convertInline(bold ?? strong ?? '')}*`;
    if (italic !== undefined) return `_${convertInline(italic)}_`;
    if (strike !== undefined) return `~${convertInline(strike)}~`;
    return plain(escaped ?? '<');
  });
}

function convertLink(label: string, url: string): string {
  const words = plain(label.replace(/[*_~`]{1,2}(.+?)[*_~`]{1,2}/g, '$1'));
  const isWeb = /^https?:\/\//i.test(url) && URL.canParse(url);
  const namesAnother = /^\s*(?:[a-z]+:\/\/|www\.|[^\s/]+\.[a-z]{2,})/i.test(label) && label.trim() !== url;
  return isWeb && !namesAnother ? link(url, words) : `${words} (${plain(url)})`;
}
