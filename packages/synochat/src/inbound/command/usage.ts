import type { Entry } from './entry.ts';
import { type Grammar, readGrammar, type SlashSchema, type Syntax } from './grammar.ts';
import { asTyped } from './quotes.ts';

/**
 * How the command is typed, as `/ping <ip> [count=…] [time]`; one line for each subcommand.
 *
 * A picklist shows its choices, `/deploy <staging|prod>`, of many the first. `v.title` replaces what stands in `<ip>`
 * and the dots in `[count=…]`. Throws a `TypeError` for a schema that no command
 * line can express.
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

/** One line for each command of the grammar. */
export function usageLines(command: string, { commands }: Grammar): string[] {
  return commands.map((syntax) => usageLine(command, syntax));
}

/** The reply to `help`: every usage line with what the schema's titles and descriptions say. */
export function helpText(command: string, grammar: Grammar): string {
  const parts = grammar.commands.flatMap((syntax) => {
    const line = usageLine(command, syntax);
    const described = syntax.entries.filter(({ about }) => about !== undefined);
    return [
      syntax.about === '' ? line : `${line} (${syntax.about})`,
      ...described.map(({ name, about = '' }) => `    ${name}: ${about}`),
    ];
  });
  return (grammar.about === '' ? parts : [grammar.about, ...parts]).join('\n');
}

function usageLine(command: string, { choices, entries }: Syntax): string {
  const slashed = command === '' || command.startsWith('/') ? command : `/${command}`;
  const chosen = choices.length > 0 ? (alternatives(choices.map(String)) ?? String(choices[0])) : '';
  return [slashed, chosen, ...entries.map(place)].filter((word) => word !== '').join(' ');
}

function place({ name, title, role, choices, isClosed }: Entry): string {
  const shown = title ?? (isClosed ? alternatives(choices) : undefined);
  if (role === 'positional') return `<${shown ?? name}>`;
  if (role === 'option') return `[${name}=${shown ?? '…'}]`;
  return role === 'flag' ? `[${name}]` : `[${shown ?? name}…]`;
}

/** As many of the choices as a line of a phone or two has room for; undefined if not even the first fits. */
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
