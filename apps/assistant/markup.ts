import { link, plain } from 'synochat';

/**
 * Returns Markdown of a model in Chat's markup: `**bold**` becomes `*bold*`, a heading a bold line, `[t](u)` a link. Code
 * is unchanged, except for the language of a block, which Chat would show.
 *
 * Chat's own markup for links is escaped, so that a user cannot make the model post a disguised link. A link whose label
 * is another address shows both. The time is linear in the length of any text: users choose the words of a model.
 */
export function toChatMarkup(markdown: string): string {
  // Every second part is between fences. An open fence extends to the end of the text.
  return markdown
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .split('```')
    .map((part, n) => (n % 2 === 0 ? part.split('\n').map(convertLine).join('\n') : part.replace(/^[\w+#.-]+\n/, '\n')))
    .join('```');
}

function convertLine(line: string): string {
  const heading = headingOf(line);
  // The whole line is bold: bold words within the line need no marks.
  if (heading !== undefined) return `*${convertInline(heading, '')}*`;
  return convertInline(line.replace(/^( *)[-*+] +/, '$1• '), '*');
}

/** Returns the words of a heading without the marks; undefined for another line. */
function headingOf(line: string): string | undefined {
  const [marks] = /^ {0,3}#{1,6} +/.exec(line) ?? [];
  if (marks === undefined) return undefined;
  const words = line.slice(marks.length).trimEnd();
  let end = words.length;
  while (words.charAt(end - 1) === '#') end--;
  return (words.charAt(end - 1) === ' ' ? words.slice(0, end).trimEnd() : words) || undefined;
}

/**
 * Code, a link, a bare address, an escaped character, a run of marks, `<`.
 *
 * A failed alternative ends at the next character that could begin the same alternative, so each character is visited
 * only a few times.
 */
const tokens = new RegExp(
  [
    '`[^`]+`',
    String.raw`!?\[([^[\]]+)\]\(([^\s()]+(?:\([^\s()]*\)[^\s()]*)?)(?: +"[^"]*")?\)`,
    String.raw`<(https?:\/\/[^\s<>|]+)>`,
    String.raw`\\([!-/:-@[-\`{-~])`,
    String.raw`\*+`,
    '_+',
    '~+',
    '<',
  ].join('|'),
  'g',
);

function convertInline(line: string, bold: string): string {
  const out: string[] = [];
  const emphasis = createEmphasis(out, { '**': bold, __: bold, '*': '_', '~~': '~' });
  let end = 0;
  for (const match of line.matchAll(tokens)) {
    const [token, label, url, bare, escaped] = match;
    out.push(line.slice(end, match.index));
    end = match.index + token.length;
    if (label !== undefined && url !== undefined) out.push(convertLink(label, url));
    else if (bare !== undefined) out.push(bare);
    else if (escaped !== undefined || token === '<') out.push(plain(escaped ?? token));
    else if (token.startsWith('`')) out.push(token);
    else emphasis.read(token, line.charAt(match.index - 1), line.charAt(end));
  }
  out.push(line.slice(end));
  return out.join('');
}

const marks = ['**', '__', '*', '~~'] as const;
type Mark = (typeof marks)[number];

/** Writes runs of marks into `out`. If a later mark closes an open mark, both are replaced. Other marks are unchanged. */
function createEmphasis(out: string[], inChat: Readonly<Record<Mark, string>>) {
  // At most one of each kind of mark.
  const open: { readonly mark: Mark; readonly at: number }[] = [];

  function close(n: number, { mark, at }: (typeof open)[number]): void {
    out[at] = inChat[mark];
    out.push(inChat[mark]);
    // Pairs do not cross: marks opened within the pair are unchanged.
    open.length = n;
  }

  return {
    read(run: string, before: string, after: string): void {
      const inWord = run.startsWith('_') && /\w/.test(before) && /\w/.test(after);
      const opens = /\S/.test(after) && !inWord;
      const closes = /\S/.test(before) && !inWord;
      // Longer runs are lines, and blanks to be filled in.
      let rest = run.length > (run.startsWith('*') ? 3 : 2) ? '' : run;
      if (rest === '') out.push(run);
      while (rest !== '') {
        const same = open.findIndex(({ mark }) => mark === rest);
        const n = same >= 0 ? same : open.findLastIndex(({ mark }) => rest.startsWith(mark));
        const opened = closes ? open[n] : undefined;
        const mark = opened?.mark ?? marks.find((each) => rest.startsWith(each)) ?? rest;
        if (opened) close(n, opened);
        else {
          if (opens && isMark(mark) && !open.some((each) => each.mark === mark)) open.push({ mark, at: out.length });
          out.push(mark);
        }
        rest = rest.slice(mark.length);
      }
    },
  };
}

function isMark(text: string): text is Mark {
  return marks.some((mark) => mark === text);
}

function convertLink(label: string, url: string): string {
  const words = plain(label.replace(/[*~`]|__/g, ''));
  const isWeb = /^https?:\/\//i.test(url) && URL.canParse(url);
  const namesAnother = /^\s*(?:[a-z]+:\/\/|www\.|[^\s/]+\.[a-z]{2,})/i.test(label) && label.trim() !== url;
  return isWeb && !namesAnother ? link(url, words) : `${words} (${plain(url)})`;
}
