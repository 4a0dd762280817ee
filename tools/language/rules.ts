import type { Passage } from './prose.ts';

const opening = 'What|Who|Whoever|Whom|Those|That which|One that|Nobody|Nothing|All that|Else';

/** R1: a sentence that begins with a word which has no noun yet. */
const subject = new RegExp(`(?<=^|[.!?]["”)]?\\s+["“(]?|^["“(])(?:${opening})\\b[^.!?]*`, 'gu');
/** R4: "none" as a predicate. */
const predicate = /\b(?:is|are|was|were|be|been|has|have|had) none\b/gi;

export interface Fault {
  readonly path: string;
  readonly line: number;
  readonly rule: 'R1' | 'R4';
  readonly words: string;
}

/** The sentences of a passage that break a rule which a pattern can see. */
export function findFaults({ path, line, text }: Passage): Fault[] {
  return [
    ...Array.from(text.matchAll(subject), ([words]) => ({ path, line, rule: 'R1' as const, words })),
    ...Array.from(text.matchAll(predicate), ([words]) => ({ path, line, rule: 'R4' as const, words })),
  ];
}

const pronouns = /\b(?:its?|itself|they|them|their|themselves|this|that|these|those|ones?)\b/gi;

/** Personal and demonstrative pronouns, and "one", for each 1000 words. */
export function countPronouns(passages: readonly Passage[]): number {
  const text = passages.map((passage) => passage.text).join('\n');
  const words = text.match(/[A-Za-z][\w'-]*/g)?.length ?? 0;
  return words === 0 ? 0 : ((text.match(pronouns)?.length ?? 0) * 1000) / words;
}

/** Rooms whose comments are held to a number of pronouns. */
export const rooms: Readonly<Record<string, RegExp>> = {
  core: /^packages\/synochat\/src\/(?!.*\.test\.)/,
  'command line': /^packages\/(synochat\/cli|command-line)\//,
  simulator: /^packages\/simulator\/src\/(?!.*\.test\.)/,
  apps: /^apps\/(?!.*\/test\/)(?!.*\.md$)/,
};
