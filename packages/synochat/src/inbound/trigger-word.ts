import { listOf } from '../shared/list.ts';

/** White space and the marks that people type after a word. */
const leadingMarks = /^[\s,:;.!?，：；。！？、]+/;
/** The scripts of Chinese, Japanese and Korean, which have no blanks between words. */
const unspacedScript = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]$/u;

/** Throws a `TypeError` unless each trigger word is a text without white space around it. */
export function assertTriggerWords(words: unknown): asserts words is string | readonly string[] {
  for (const word of listOf(words)) {
    if (typeof word !== 'string' || word === '' || word.trim() !== word)
      throw new TypeError('A trigger word must be a text, not empty, without white space around it');
  }
}

/**
 * Returns the trimmed text after the longest trigger word that the text begins with, or the whole trimmed text.
 *
 * A word counts if the end, white space or a mark follows, so that `deployment` does not begin with `deploy`. The white
 * space and the marks after the word are removed too. Upper and lower case differ, as in Chat (one report).
 */
export function textAfterTriggerWord(text: string, words: string | readonly string[]): string {
  const trimmed = text.trim();
  let rest = trimmed;
  for (const word of listOf(words)) {
    if (!trimmed.startsWith(word)) continue;
    const behind = trimmed.slice(word.length);
    const after = behind.replace(leadingMarks, '');
    const counts = behind === '' || after !== behind || unspacedScript.test(word);
    if (counts && after.length < rest.length) rest = after;
  }
  return rest;
}
