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
      .flatMap(({ parts }, group) => parts.filter(isCompared).map((part) => ({ part, group, lines: linesOf(part) })))
      .slice(0, most.parts),
  );
  const dropped = new Set<Part>();
  for (const one of left) {
    if (one.lines.length > most.lines || !/lead|prose/.test(one.part.kind ?? '')) continue;
    const others = [...left].filter((other) => other !== one && areRelated(one, other));
    if (!one.lines.every((line) => others.some((other) => says(other, line)))) continue;
    left.delete(one);
    dropped.add(one.part);
  }
  return groups.map((group) => ({ ...group, parts: group.parts.filter((part) => !dropped.has(part)) }));
}

function isCompared({ kind, text }: Part): boolean {
  return kind !== undefined && text.trim() !== '';
}

/** Returns whether one of them may repeat the other: a lead what follows, a prose its own title. */
function areRelated(one: Compared, other: Compared): boolean {
  if (one.group === other.group && other.part.kind === 'title') return true;
  return [one, other].some(({ part, group }) => part.kind === 'lead' && (group === 0 || one.group === other.group));
}

/** Returns the lines without marks and blanks around. */
function linesOf({ words, text }: Part): string[] {
  return (words ?? text)
    .slice(0, most.text)
    .replace(/[*_~`\u200b]/g, '')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}

/** Returns whether the part says the line: the same words, or among others. */
function says({ part, lines }: Compared, line: string): boolean {
  const mayInclude = part.kind !== 'title' && line.length <= most.line;
  return lines.some((each) => each === line || (mayInclude && includes(each, line)));
}

/** Returns whether the text includes the words, not in the middle of a word: "OK" is not in "TOKYO". */
function includes(text: string, words: string): boolean {
  const at = text.indexOf(words);
  const edges = [at, at + words.length];
  return at >= 0 && !edges.some((edge) => /\w\w/.test(text.slice(Math.max(0, edge - 1), edge + 1)));
}
