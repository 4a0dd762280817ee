import type * as v from 'valibot';
import type { BodyOptions } from './body.ts';
import { type BotEvent, readBotEvent } from './bot-events.ts';
import { type CommandLine, readCommandLine } from './command/command.ts';
import { type Grammar, readGrammar, type SlashSchema } from './command/grammar.ts';
import { assertTexts, type CommandTexts } from './command/texts.ts';
import {
  type OutgoingMessage,
  type Received,
  readOutgoing,
  readUser,
  type SlashCommand,
  toSlashCommand,
} from './events.ts';
import { textField } from './fields.ts';
import { type EventReader, receive } from './receive.ts';
import { scanPress } from './scan.ts';
import type { TokenSource } from './token.ts';
import { assertTriggerWords } from './trigger-word.ts';

/** The accepted token and the limits of a request. */
export interface ParseOptions extends BodyOptions {
  /**
   * Compared in constant time before any other field is decoded; a list is for rotation. A missing, empty or miscopied
   * token is a `TypeError`.
   */
  token: TokenSource;
}

/** Options without a token: every request is accepted, and the caller checks `event.token` with `verifyToken`. */
export interface UncheckedOptions extends BodyOptions {
  /** Must be left out. A token that is undefined by mistake does not compile, and is a `TypeError`. */
  token?: never;
}

/** Trigger words of an outgoing webhook. */
export interface TriggerWords {
  /**
   * The trigger words that are configured in Chat: `rest` is the text after the longest trigger word that the text
   * begins with. Default: none, and `rest` is the whole text.
   */
  triggerWords?: string | readonly string[] | undefined;
}

/** Options for an outgoing webhook. */
export interface OutgoingOptions extends ParseOptions, TriggerWords {}

/** The language of the replies to mistakes of the chat user. */
export interface ReplyTexts {
  /** Default: English. */
  texts?: TextsSource | undefined;
}

/** Options for a slash command. */
export interface SlashOptions extends ParseOptions, ReplyTexts {}

/**
 * The language of the replies: a set of texts, or a function that chooses a set for each user, because Chat does not
 * send a user's language. Undefined means English.
 */
export type TextsSource =
  | CommandTexts
  | ((user: Received['user']) => CommandTexts | undefined | Promise<CommandTexts | undefined>);

/**
 * Returns the chat message that an outgoing webhook passed on.
 *
 * Throws a `RequestError` for every other request; the error's `getResponse()` is the answer. Throws a `TypeError` if
 * the accepted token is missing or invalid, and for invalid trigger words.
 *
 * @example
 * ```ts
 * const { user, rest } = await parseOutgoing(req, { token, triggerWords: ['deploy'] });
 * ```
 */
export function parseOutgoing(req: Request, options?: UncheckedOptions & TriggerWords): Promise<OutgoingMessage>;
export function parseOutgoing(req: Request, options: OutgoingOptions): Promise<OutgoingMessage>;
export function parseOutgoing(req: Request, options: Partial<OutgoingOptions> = {}): Promise<OutgoingMessage> {
  return receive(req, options, outgoingReader);
}

/**
 * Returns the slash command, with arguments that the schema reads from the line and validates.
 *
 * Throws a `RequestError`; a mistake of the chat user is `command_invalid`, whose reply lists every problem and the
 * usage line. Throws a `TypeError` for a schema that no command line can express, and if the accepted token is missing or
 * invalid.
 *
 * @example
 * ```ts
 * const Ping = v.object({ ip: v.string(), count: v.optional(v.number()) });
 * const { args } = await parseSlash(req, Ping, { token });
 * ```
 */
export function parseSlash<const S extends SlashSchema>(
  req: Request,
  schema: S,
  options?: UncheckedOptions & ReplyTexts,
): Promise<SlashCommand<v.InferOutput<S>>>;
export function parseSlash<const S extends SlashSchema>(
  req: Request,
  schema: S,
  options: SlashOptions,
): Promise<SlashCommand<v.InferOutput<S>>>;
export async function parseSlash<const S extends SlashSchema>(
  req: Request,
  schema: S,
  options: Partial<SlashOptions> = {},
): Promise<SlashCommand<v.InferOutput<S>>> {
  return await receive(req, options, createSlashReader(readGrammar(schema)));
}

/**
 * Returns a user's message to a bot, or the press of a button of the bot; `kind` tells which. Answer with `respond`;
 * the answer to a press replaces the post with the buttons (two independent sources).
 *
 * Throws a `RequestError` for every other request, and a `TypeError` if the accepted token is missing or invalid.
 *
 * @example
 * ```ts
 * const event = await parseBot(req, { token });
 * const reply = event.kind === 'press' ? `You chose ${event.value}` : 'Hello';
 * ```
 */
export function parseBot(req: Request, options?: UncheckedOptions): Promise<BotEvent>;
export function parseBot(req: Request, options: ParseOptions): Promise<BotEvent>;
export function parseBot(req: Request, options: Partial<ParseOptions> = {}): Promise<BotEvent> {
  return receive(req, options, botReader);
}

/** Reads messages of outgoing webhooks. */
export const outgoingReader: EventReader<OutgoingMessage, Partial<OutgoingOptions>> = {
  parser: 'parseOutgoing',
  check: ({ triggerWords = [] }) => {
    assertTriggerWords(triggerWords);
  },
  read: ({ fields }, token, { triggerWords = [] }) => readOutgoing(fields, token, triggerWords),
};

/** Returns a reader of slash commands with the grammar. */
export function createSlashReader<Args>(grammar: Grammar): EventReader<SlashCommand<Args>, Partial<SlashOptions>> {
  return {
    parser: 'parseSlash',
    check: ({ texts }) => {
      if (typeof texts !== 'function') assertTexts(texts);
    },
    async read({ fields }, token, { texts }) {
      const text = textField(fields, 'text');
      const language = typeof texts === 'function' ? await texts(readUser(fields)) : texts;
      const line = await readCommandLine(text, grammar, language);
      return toSlashCommand(fields, token, line as CommandLine<Args>);
    },
  };
}

/** Reads events of bots. */
export const botReader: EventReader<BotEvent, Partial<ParseOptions>> = {
  parser: 'parseBot',
  unwrap: scanPress,
  read: readBotEvent,
};
