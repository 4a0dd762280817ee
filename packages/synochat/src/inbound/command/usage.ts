import type { Entry } from './entry.ts';
import { type Grammar, readGrammar, type SlashSchema, type Syntax } from './grammar.ts';

/**
 * How the command is typed, as `/ping <ip> [count=…] [time]`; one line for each subcommand.
 *
 * `v.title` replaces the name in `<ip>` and the dots in `[count=…]`. Throws a `TypeError` for a schema that no command
 * line can express.
 */
export function usage(command: string, schema: SlashSchema): string {
  return usageLines(command, readGrammar(schema)).join('\n');
}

/** One line for each command of the grammar. */
export function usageLines(command: string, { commands }: Grammar): string[] {
  return commands.map((syntax) => usageLine(command, syntax));
}

/** The reply to `help`: every usage line with what the schema's titles and descriptions say. */
export function helpText(command: string, grammar: Grammar): string {
  const parts = grammar.commands.map((syntax) => {
    const entries = [...syntax.positionals, ...syntax.named.values(), ...(syntax.rest ? [syntax.rest] : [])];
    const described = entries
      .filter(({ about }) => about !== undefined)
      .map(({ name, about }) => `    ${name}: ${about ?? ''}`);
    return [explained(usageLine(command, syntax), syntax.about), ...described].join('\n');
  });
  return [...(grammar.about === undefined ? [] : [grammar.about]), ...parts].join('\n');
}

function explained(line: string, about: string | undefined): string {
  return about === undefined ? line : `${line} (${about})`;
}

function usageLine(command: string, { choices, positionals, named, rest }: Syntax): string {
  const slashed = command === '' || command.startsWith('/') ? command : `/${command}`;
  const words = [
    slashed,
    choices.join('|'),
    ...positionals.map(place),
    ...[...named.values()].map(place),
    rest ? place(rest) : '',
  ];
  return words.filter((word) => word !== '').join(' ');
}

function place({ name, title, role }: Entry): string {
  if (role === 'positional') return `<${title ?? name}>`;
  if (role === 'option') return `[${name}=${title ?? '…'}]`;
  return role === 'flag' ? `[${name}]` : `[${title ?? name}…]`;
}
