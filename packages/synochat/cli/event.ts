import {
  type BotMessage,
  type ButtonPress,
  type OutgoingMessage,
  parseBot,
  parseOutgoing,
  parseSlash,
  type SlashCommand,
} from 'synochat';
import * as v from 'valibot';
import type { Flags } from './flags.ts';

const Words = v.object({ words: v.array(v.string()) });

/** An event of any kind. */
export type HookEvent = OutgoingMessage | SlashCommand<v.InferOutput<typeof Words>> | BotMessage | ButtonPress;

type HookKind = 'outgoing' | 'slash' | 'bot';

/** Returns the name of the file that a user sent to a bot. The text of a file is empty or absent. Source: two clients. */
export function fileNameOf({ kind, raw }: HookEvent): string | undefined {
  return kind === 'bot' ? raw['file_name'] : undefined;
}

/**
 * Returns the event of a request. `makeRequest` makes a new copy of the request for each call. Throws a `RequestError` if
 * the request is no event.
 */
export async function readEvent(
  makeRequest: () => Request,
  kind: Flags['kind'],
  token: string | undefined,
): Promise<HookEvent> {
  const options = { token: token ?? (() => true) };
  const expected = kind === undefined || kind === 'auto' ? recognizeKind(await makeRequest().text()) : kind;
  if (expected === 'slash') return parseSlash(makeRequest(), Words, options);
  return expected === 'outgoing' ? parseOutgoing(makeRequest(), options) : parseBot(makeRequest(), options);
}

/**
 * Recognizes the kind by the fields: a press has a payload; a message to a bot has a post and no channel, whatever the
 * text; a command begins with a slash and has no trigger word. Sources: captures of several clients.
 */
function recognizeKind(body: string): HookKind {
  const fields = readFields(body);
  if (fields.has('payload')) return 'bot';
  const hasChannel = fields.has('channel_id') || fields.has('channel_name');
  if (fields.has('post_id') && !hasChannel && !fields.has('trigger_word')) return 'bot';
  if (!fields.get('trigger_word') && fields.get('text')?.startsWith('/')) return 'slash';
  return fields.has('channel_id') || fields.has('trigger_word') ? 'outgoing' : 'bot';
}

/** Reads a form, or JSON as users of a client report. */
function readFields(body: string): Map<string, string> {
  try {
    return new Map(Object.entries(Object(JSON.parse(body)) as object).map(([name, value]) => [name, String(value)]));
  } catch {
    return new Map(new URLSearchParams(body));
  }
}
