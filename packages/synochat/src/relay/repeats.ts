import { oneLine } from './address.ts';
import type { Group, Part } from './parts.ts';

/** The most parts that are compared, lines of one, and characters: a stranger's text costs no more. */
const most = { parts: 12, lines: 10, line: 300, text: 3000 } as const;

interface Compared {
  readonly part: Part;
  readonly group: number;
  readonly lines: readonly string[];
}

/**
 * Returns the groups without texts that another part says too, line by line. Many tools send a sentence for the phone (the
 * lead), and the same again for the window: as prose, or as a field. Of two attachments that say the same both stay, as do
 * titles, fields and footers.
 */
export function withoutRepeats(groups: readonly Group[]): readonly Group[] {
  const left = new Set(
    groups
      .flatMap(({ parts }, group) => parts.map((part) => ({ part, group, lines: part.kind ? linesOf(part) : [] })))
      .filter(({ lines }) => lines.length > 0)
      .slice(0, most.parts),
  );
  const dropped = new Set<Part>();
  for (const one of left) {
    const { part, lines } = one;
    if (lines.length > most.lines || !/lead|prose/.test(part.kind ?? '')) continue;
    const others = [...left].filter((other) => other !== one && areRelated(one, other));
    if (!lines.every((line) => others.some((other) => says(other, line)))) continue;
    left.delete(one);
    dropped.add(part);
  }
  return groups.map((group) => ({ ...group, parts: group.parts.filter((part) => !dropped.has(part)) }));
}

/** Returns whether one of them may repeat the other: a lead what follows, a prose its own title. */
function areRelated(one: Compared, other: Compared): boolean {
  const isSame = one.group === other.group;
  if (isSame && other.part.kind === 'title') return true;
  return [one, other].some(({ part, group }) => part.kind === 'lead' && (group === 0 || isSame));
}

/** Returns the lines without marks and blanks around. */
function linesOf({ text, words = text }: Part): string[] {
  return words
    .slice(0, most.text)
    .replace(/[*_~`\u200b]/g, '')
    .split('\n')
    .map(oneLine)
    .filter(Boolean);
}

/** Returns whether the part says the line: the same words, or among others, not in the middle of a word: "OK" is not in "TOKYO". */
function says({ part, lines }: Compared, line: string): boolean {
  const mayInclude = part.kind !== 'title' && line.length <= most.line;
  return lines.some((each) => {
    const at = each.indexOf(line);
    const isInWord = [at, at + line.length].some((edge) => /\w\w/.test(each.slice(Math.max(0, edge - 1), edge + 1)));
    return at >= 0 && ((mayInclude && !isInWord) || line === each || line === withoutEmoji(each));
  });
}

function withoutEmoji(text: string): string {
  return oneLine(text.replace(/:[\w+-]+:|\p{Extended_Pictographic}\ufe0f?/gu, ''));
}
