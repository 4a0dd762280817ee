import { RequestError } from '../../shared/errors.ts';
import { maxText } from '../../shared/message.ts';
import { assignWords } from './assign.ts';
import type { Grammar, Syntax } from './grammar.ts';
import { helpText, usageLines } from './usage.ts';
import { splitWords, type Word } from './words.ts';

/** A line that was read. */
export interface CommandLine {
  readonly command: string;
  readonly args: unknown;
}

type Validate = Grammar['schema']['~standard']['validate'];
type Validated = Awaited<ReturnType<Validate>>;
type Issue = NonNullable<Validated['issues']>[number];

/**
 * The command's name and its arguments, read from the line and validated by the grammar's schema.
 *
 * Throws a `RequestError` `command_invalid` with every mistake at once and the usage, or with the help that was asked for.
 */
export function readCommandLine(line: string, grammar: Grammar): CommandLine | Promise<CommandLine> {
  const { words, unclosed } = splitWords(line, (name) => grammar.commands.some(({ named }) => named.has(name)));
  const command =
    words[0]?.quoted === false && words[0].text.startsWith('/') ? (words.shift()?.text.slice(1) ?? '') : '';
  const problems = unclosed === undefined ? [] : [`Missing closing quote: ${unclosed}`];

  const syntax = chooseSyntax(grammar, words[0]);
  if (!syntax) {
    if (asksHelp(words)) throw help(command, grammar);
    throw refusal(command, grammar, [...problems, unknownSubcommand(grammar.key, words[0])]);
  }
  const { input, missing, mistakes } = assignWords(syntax, grammar.key === undefined ? words : words.slice(1));
  // Only where `help` had no place to go: it may be somebody's host name.
  if (mistakes.length > 0 && asksHelp(words)) throw help(command, grammar);
  if (grammar.key !== undefined) input[grammar.key] = choice(syntax, words[0]);

  problems.push(...missing.map((name) => `Missing: ${name}`), ...mistakes);
  const finish = (validated: Validated): CommandLine => {
    // What is missing has been said, in fewer words.
    for (const issue of validated.issues ?? [])
      if (!missing.includes(entryOf(issue) ?? '')) problems.push(sentence(issue));
    if (validated.issues || problems.length > 0) throw refusal(command, grammar, problems);
    return { command, args: validated.value };
  };
  const validated = grammar.schema['~standard'].validate(input);
  return validated instanceof Promise ? validated.then(finish) : finish(validated);
}

function chooseSyntax({ key, commands }: Grammar, first: Word | undefined): Syntax | undefined {
  return key === undefined ? commands[0] : commands.find((syntax) => choice(syntax, first) !== undefined);
}

function choice({ choices }: Syntax, first: Word | undefined): unknown {
  return choices.find((value) => String(value) === first?.text);
}

function asksHelp(words: readonly Word[]): boolean {
  return words.length === 1 && words[0]?.quoted === false && words[0].text === 'help';
}

function unknownSubcommand(key = '', first: Word | undefined): string {
  return first ? `Unknown ${key}: ${first.text}` : `Missing: ${key}`;
}

function sentence(issue: Issue): string {
  const name = entryOf(issue);
  const said = issue.message.replace(/^Invalid type: /, '');
  return name === undefined ? said : `${name}: ${said}`;
}

function entryOf({ path: [first] = [] }: Issue): string | undefined {
  return typeof first === 'object' ? String(first.key) : undefined;
}

function help(command: string, grammar: Grammar): RequestError {
  return new RequestError('command_invalid', `Help for ${logged(command)}`, clip(helpText(command, grammar), maxText));
}

/** The usage stays whole where it can; the problems share what is left of a post. */
function refusal(command: string, grammar: Grammar, problems: readonly string[]): RequestError {
  const usage = clip(`Usage: ${usageLines(clip(command, 100), grammar).join('\n')}`, maxText - 400);
  const said = clip(problems.map((problem) => clip(problem, 200)).join('\n'), maxText - usage.length - 1);
  return new RequestError(
    'command_invalid',
    `${logged(command)} does not fit its schema: ${problems.length} problem(s)`,
    `${said}\n${usage}`,
  );
}

/** The command without what moves the cursor or colours the terminal of whoever reads the log. */
function logged(command: string): string {
  return `/${clip(command.replace(/\p{Cc}/gu, '\ufffd'), 100)}`;
}

function clip(text: string, codePoints: number): string {
  const points = text.length > codePoints ? Array.from(text) : [];
  return points.length > codePoints ? `${points.slice(0, codePoints - 1).join('')}…` : text;
}
