import type { Command } from '../api.ts';

export interface Suggestion {
  /** The text that replaces the typed word. */
  readonly insert: string;
  readonly label: string;
  readonly detail: string;
}

export interface Completion {
  readonly kind: 'command' | 'name';
  /** The position where the typed word starts. */
  readonly from: number;
  readonly to: number;
  readonly suggestions: readonly Suggestion[];
}

export interface Vocabulary {
  readonly commands: readonly Command[];
  readonly names: readonly { readonly name: string; readonly detail: string }[];
}

const maxSuggestions = 8;

/** Returns suggestions for the word before the caret, or undefined if there are no suggestions. */
export function completionAt(text: string, caret: number, { commands, names }: Vocabulary): Completion | undefined {
  const before = text.slice(0, caret);
  const [, command] = /^\/(\S*)$/.exec(before) ?? [];
  if (command !== undefined) {
    const suggestions = best(commands, command, (each) => each.command).map((each) => ({
      insert: `/${each.command} `,
      label: `/${each.command}`,
      detail: each.description,
    }));
    return suggestions.length > 0 ? { kind: 'command', from: 0, to: caret, suggestions } : undefined;
  }
  const [, name] = /(?:^|[\s(])@([^\s@]{0,40})$/.exec(before) ?? [];
  if (name === undefined) return undefined;
  const suggestions = best(names, name, (each) => each.name).map((each) => ({
    insert: `@${each.name} `,
    label: `@${each.name}`,
    detail: each.detail,
  }));
  return suggestions.length > 0 ? { kind: 'name', from: caret - name.length - 1, to: caret, suggestions } : undefined;
}

export function complete(
  text: string,
  { from, to }: Completion,
  { insert }: Suggestion,
): { text: string; caret: number } {
  const rest = text.slice(to).replace(/^ /, '');
  return { text: text.slice(0, from) + insert + rest, caret: from + insert.length };
}

/** Returns the entries whose name contains the query. Names that begin with the query come first. */
function best<Entry>(entries: readonly Entry[], query: string, nameOf: (entry: Entry) => string): Entry[] {
  const lowerQuery = query.toLowerCase();
  const place = (entry: Entry) => nameOf(entry).toLowerCase().indexOf(lowerQuery);
  return entries
    .filter((entry) => place(entry) >= 0)
    .sort((a, b) => Math.sign(place(a)) - Math.sign(place(b)) || nameOf(a).localeCompare(nameOf(b)))
    .slice(0, maxSuggestions);
}
