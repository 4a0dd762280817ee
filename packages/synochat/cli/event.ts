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
import type { Flags } from './arguments.ts';

const Words = v.object({ words: v.array(v.string()) });

/** What may arrive. */
export type Heard = OutgoingMessage | SlashCommand<v.InferOutput<typeof Words>> | BotMessage | ButtonPress;

export type HookKind = 'outgoing' | 'slash' | 'bot';

/** Returns the name of the file that a user sent to a bot. Its text is empty or absent. Source: two clients. */
export function fileNameOf({ kind, raw }: Heard): string | undefined {
  return kind === 'bot' ? raw['file_name'] : undefined;
}

/** The request as an event. Throws the `RequestError` of what is none; `makeRequest` gives it anew each time. */
export async function readHeard(
  makeRequest: () => Request,
  kind: Flags['kind'],
  token: string | undefined,
): Promise<Heard> {
  const options = { token: token ?? (() => true) };
  const expected = kind === undefined || kind === 'auto' ? tell(await makeRequest().text()) : kind;
  if (expected === 'slash') return parseSlash(makeRequest(), Words, options);
  return expected === 'outgoing' ? parseOutgoing(makeRequest(), options) : parseBot(makeRequest(), options);
}

/**
 * By the fields: a press is one of JSON; a message to a bot has a post and no channel, whatever its text; a command begins
 * with a slash and has no trigger word. Sources: captures of several clients.
 */
export function tell(body: string): HookKind {
  const fields = readFields(body);
  if (fields.has('payload')) return 'bot';
  const hasChannel = fields.has('channel_id') || fields.has('channel_name');
  if (fields.has('post_id') && !hasChannel && !fields.has('trigger_word')) return 'bot';
  if (!fields.get('trigger_word') && fields.get('text')?.startsWith('/')) return 'slash';
  return fields.has('channel_id') || fields.has('trigger_word') ? 'outgoing' : 'bot';
}

/** A form, or JSON as one client's users report. */
function readFields(body: string): Map<string, string> {
  try {
    return new Map(Object.entries(Object(JSON.parse(body)) as object).map(([name, value]) => [name, String(value)]));
  } catch {
    return new Map(new URLSearchParams(body));
  }
}
