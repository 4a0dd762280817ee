import type * as v from 'valibot';
import { assertOptions } from '../../shared/assert.ts';
import { RequestError } from '../../shared/errors.ts';
import { maxText } from '../../shared/message.ts';
import { type Assignment, assignWords } from './assign.ts';
import { type Grammar, readGrammar, type SlashSchema, type Syntax } from './grammar.ts';
import { nearest } from './nearest.ts';
import { asTyped } from './quotes.ts';
import { assertTexts, type CommandTexts, en } from './texts.ts';
import { helpText, usageLines } from './usage.ts';
import { entryOf, type Issue, validate } from './validate.ts';
import { splitWords, type Word } from './words.ts';

/** A command line with the arguments. */
export interface CommandLine<Args = unknown> {
  /** The name without the slash; empty if the text does not begin with a slash. */
  readonly command: string;
  /** The output of the schema. */
  readonly args: Args;
  /** The whole line as the user typed it. */
  readonly text: string;
}

/** The language of the replies to mistakes. */
export interface CommandOptions {
  /** Default: English. */
  texts?: CommandTexts | undefined;
}

/**
 * Reads a command from any text, such as a message to a bot or the `rest` of an outgoing webhook, as `parseSlash` does
 * from a slash command. If the first word begins with a slash, the word is the command; otherwise every word is an
 * argument.
 *
 * Rejects with a `RequestError` `command_invalid` or `command_help`, whose `reply` is for the user, and with a `TypeError`
 * for a schema that no command line can express.
 *
 * @param text The line as a user typed it.
 * @param schema The schema of the arguments: an object, or a variant of objects.
 *
 * @example
 * ```ts
 * const event = await parseBot(req, { token });
 * if (event.kind === 'press') return acknowledge();
 * const { command, args } = await parseCommand(event.text, v.object({ target: v.picklist(['staging', 'prod']) }));
 * return respond(`${command}: ${args.target}`);
 * ```
 */
export async function parseCommand<const S extends SlashSchema>(
  text: string,
  schema: S,
  options: CommandOptions = {},
): Promise<CommandLine<v.InferOutput<S>>> {
  if (typeof text !== 'string') throw new TypeError('The text of a command must be a string');
  assertOptions(options);
  return await readCommandLine(text, readGrammar(schema), options.texts);
}

/**
 * Reads the command's name and arguments from the line, and validates the arguments by the grammar's schema. Without
 * texts the replies are English, and valibot uses the language of valibot's configuration.
 *
 * Throws a `RequestError`: `command_invalid` with every mistake and the usage, or `command_help` with the help.
 */
export async function readCommandLine(text: string, grammar: Grammar, texts?: CommandTexts): Promise<CommandLine> {
  assertTexts(texts);
  const language = texts ?? en;
  const { words, unclosed } = splitWords(text, (name) => grammar.commands.some(({ named }) => named.has(name)));
  const command =
    words[0]?.quoted === false && /^[/／]/.test(words[0].text) ? (words.shift()?.text.slice(1) ?? '') : '';
  const problems = unclosed === undefined ? [] : [language.unclosedQuote(unclosed)];
  const [first] = words;
  if (unclosed === undefined && words.length === 1 && isHelp(grammar, first, language))
    throw helpError(command, grammar);

  const syntax = chooseSyntax(grammar, first);
  if (!syntax) throw refusal(command, grammar, [...problems, unknownSubcommand(grammar, first, language)], language);
  const { input, missing, mistakes } = assignWords(
    syntax,
    grammar.key === undefined ? words : words.slice(1),
    language,
  );
  if (grammar.key !== undefined) input[grammar.key] = choice(syntax, first);

  problems.push(...missing.map((name) => language.missing(name)), ...mistakes);
  const { value, issues } = await validate(grammar, input, texts?.lang);
  // A missing entry is named already, in fewer words.
  for (const issue of issues ?? [])
    if (!missing.includes(entryOf(issue) ?? '')) problems.push(describeIssue(issue, syntax, input, language));
  if (issues || problems.length > 0) throw refusal(command, grammar, problems, language);
  return { command, args: value, text };
}

function chooseSyntax({ key, commands }: Grammar, first: Word | undefined): Syntax | undefined {
  return key === undefined ? commands[0] : commands.find((syntax) => choice(syntax, first) !== undefined);
}

function choice({ choices }: Syntax, first: Word | undefined): unknown {
  return choices.find((value) => String(value) === first?.text);
}

/** Returns whether the word requests help. A subcommand, a choice of the first entry and a flag are no request for help. */
function isHelp(grammar: Grammar, word: Word | undefined, texts: CommandTexts): boolean {
  const typed = word?.quoted === false && word.option === undefined ? word.text : '';
  if (typed === '' || ![texts.help, 'help'].some((help) => help.toLowerCase() === typed.toLowerCase())) return false;
  const syntax = chooseSyntax(grammar, word);
  if (grammar.key !== undefined || !syntax) return !syntax;
  const { positionals, named, rest } = syntax;
  const [place = rest] = positionals;
  const isFlag = positionals.length === 0 && named.get(typed)?.role === 'flag';
  return !isFlag && !place?.choices.includes(typed);
}

/** Returns the problem of a missing first word or an unknown subcommand. */
function unknownSubcommand({ key = '', commands }: Grammar, first: Word | undefined, texts: CommandTexts): string {
  if (!first) return texts.missing(key);
  const choices = commands.flatMap((syntax) => syntax.choices.map(String));
  return withHint(texts.unknownSubcommand(key, first.text), nearest(first.text, choices), texts);
}

function describeIssue(issue: Issue, syntax: Syntax, input: Assignment['input'], texts: CommandTexts): string {
  const name = entryOf(issue);
  const message = issue.message.replace(/^Invalid type: /, '');
  if (name === undefined) return message;
  const typed = input[name];
  const entry = syntax.entries.find((each) => each.name === name);
  const near = typeof typed === 'string' ? nearest(typed, entry?.choices ?? []) : undefined;
  return withHint(`${name}: ${message}`, near === typed ? undefined : near, texts);
}

function withHint(problem: string, near: string | undefined, texts: CommandTexts): string {
  return near === undefined ? problem : `${problem}\n${texts.didYouMean(asTyped(near))}`;
}

function helpError(command: string, grammar: Grammar): RequestError {
  return new RequestError(
    'command_help',
    `Help for ${forLog(command)}`,
    shortened(helpText(command, grammar), maxText),
  );
}

/** Returns the error for an invalid line. The usage stays whole if possible; the problems share the rest of a post. */
function refusal(command: string, grammar: Grammar, problems: readonly string[], texts: CommandTexts): RequestError {
  const usage = shortened(texts.usage(usageLines(shortened(command, 100), grammar).join('\n')), maxText - 400);
  const lines = problems.flatMap((problem) => problem.split('\n'));
  const problemText = shortened(lines.map((line) => shortened(line, 200)).join('\n'), maxText - usage.length - 1);
  return new RequestError(
    'command_invalid',
    `${forLog(command)} does not fit its schema: ${problems.length} problem(s)`,
    `${problemText}\n${usage}`,
  );
}

/** Returns the command without control characters, which could move the cursor or colour the terminal of a reader. */
function forLog(command: string): string {
  return `/${shortened(command.replace(/\p{Cc}/gu, '\ufffd'), 100)}`;
}

function shortened(text: string, codePoints: number): string {
  const points = text.length > codePoints ? Array.from(text) : [];
  return points.length > codePoints ? `${points.slice(0, codePoints - 1).join('')}…` : text;
}
