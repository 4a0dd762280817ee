import type { Group, Part } from './parts.ts';

/** The most parts that are compared with each other, lines of one, and characters: a stranger's text costs no more. */
const most = { parts: 12, lines: 10, line: 300, text: 3000 } as const;

/**
 * Returns the groups without prose that other parts say too, line by line: many tools send a text for the phone, and the same
 * again for the window. Titles, fields and footers stay.
 */
export function withoutRepeats(groups: readonly Group[]): readonly Group[] {
  const compared = groups.flatMap(({ parts }) => parts.filter(isCompared)).slice(0, most.parts);
  const left = new Map(compared.map((part) => [part, linesOf(part)]));
  for (const [part, lines] of left) {
    const others = [...left].filter(([other]) => other !== part);
    const isSaid = (line: string) => others.some(([other, words]) => says(other, words, line));
    if (part.kind === 'prose' && lines.length <= most.lines && lines.every(isSaid)) left.delete(part);
  }
  const isLeft = (part: Part) => left.has(part) || !compared.includes(part);
  return groups.map((group) => ({ ...group, parts: group.parts.filter(isLeft) }));
}

function isCompared({ kind, text }: Part): boolean {
  return kind !== undefined && text.trim() !== '';
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

/** Returns whether the other part says the line: the same, or among other words. */
function says({ kind }: Part, others: readonly string[], line: string): boolean {
  return others.some(
    (other) => other === line || (kind !== 'title' && line.length <= most.line && includes(other, line)),
  );
}

/** Returns whether the text includes the words, not in the middle of a word: "OK" is not in "TOKYO". */
function includes(text: string, words: string): boolean {
  const at = text.indexOf(words);
  const edges = [at, at + words.length];
  return at >= 0 && !edges.some((edge) => /\w\w/.test(text.slice(Math.max(0, edge - 1), edge + 1)));
}
