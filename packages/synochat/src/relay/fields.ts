import type { Part } from './parts.ts';
import { bold } from './parts.ts';

/** Returns a field as a line: `*Title:* value`. A value of several lines stands below its title, a value without a title alone. */
export function fieldPart(title: string, value: string): Part {
  // Discord takes no empty title, so tools send an invisible one.
  const words = /^[\s\u200b\u2800]*$/.test(title) ? '' : title.trim().replace(/:$/, '');
  const shown = value.replace(/^\n+/, '').trimEnd();
  if (words === '' || shown === '') return { text: words === '' ? shown : bold(words) };
  const head = bold(`${words}:`);
  return {
    text: shown.includes('\n') ? `${head}\n${shown}` : `${head} ${shown.trimStart()}`,
    // Some tools send their sentence as a field, and again as the text.
    ...(/^message$/i.test(words) && { kind: 'saying', words: shown }),
  };
}
