import type { Entry } from './entry.ts';
import { type Grammar, readGrammar, type SlashSchema, type Syntax } from './grammar.ts';
import { asTyped } from './quotes.ts';

/**
 * Returns the usage of a command, such as `/ping <ip> [count=…] [time]`, with one line for each subcommand.
 *
 * A picklist shows its choices, `/deploy <staging|prod>`; a long list shows only the first choices. `v.title` replaces
 * the name in `<ip>` and the dots in `[count=…]`. Throws a `TypeError` for a schema that no command line can express.
 *
 * @param command The command's name, with or without its slash; empty for the arguments alone.
 *
 * @example
 * ```ts
 * usage('ping', v.object({ ip: v.string(), count: v.optional(v.number()) })); // /ping <ip> [count=…]
 * ```
 */
export function usage(command: string, schema: SlashSchema): string {
  if (typeof command !== 'string') throw new TypeError('The command must be a text, such as /ping');
  return usageLines(command, readGrammar(schema)).join('\n');
}

/** Returns one usage line for each command of the grammar. */
export function usageLines(command: string, { commands }: Grammar): string[] {
  return commands.map((syntax) => usageLine(command, syntax));
}

/** Returns the reply to `help`: every usage line, with the titles and descriptions of the schema. */
export function helpText(command: string, grammar: Grammar): string {
  const parts = grammar.commands.flatMap((syntax) => {
    const line = usageLine(command, syntax);
    const described = syntax.entries.filter(({ description }) => description !== undefined);
    return [
      syntax.about === '' ? line : `${line} (${syntax.about})`,
      ...described.map(({ name, description = '' }) => `    ${name}: ${description}`),
    ];
  });
  return (grammar.about === '' ? parts : [grammar.about, ...parts]).join('\n');
}

function usageLine(command: string, { choices, entries }: Syntax): string {
  const slashed = command === '' || command.startsWith('/') ? command : `/${command}`;
  const chosen = choices.length > 0 ? (alternatives(choices.map(String)) ?? String(choices[0])) : '';
  return [slashed, chosen, ...entries.map(placeholder)].filter((word) => word !== '').join(' ');
}

function placeholder({ name, title, role, choices, isClosed }: Entry): string {
  const shown = title ?? (isClosed ? alternatives(choices) : undefined);
  if (role === 'positional') return `<${shown ?? name}>`;
  if (role === 'option') return `[${name}=${shown ?? '…'}]`;
  return role === 'flag' ? `[${name}]` : `[${shown ?? name}…]`;
}

/** Joins as many choices as fit into one or two lines of a phone. Returns undefined if the first choice does not fit. */
function alternatives(choices: readonly string[]): string | undefined {
  const typed = choices.map(asTyped);
  let [shown = ''] = typed;
  if (shown.length > 60) return undefined;
  for (const word of typed.slice(1)) {
    if (shown.length + word.length > 60) return `${shown}|…`;
    shown += `|${word}`;
  }
  return shown;
}
