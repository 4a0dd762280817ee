import type { IntegrationOf } from '../room/integration.ts';
import type { Switches } from '../switches/switches.ts';
import type { UserMessage } from './wire.ts';

/** The trigger word for an outgoing webhook. Undefined sends no trigger word. */
export interface Trigger {
  readonly word: string | undefined;
}

type Rules = Pick<Switches, 'triggerMatch' | 'emptyTrigger'>;

/**
 * Returns undefined if the webhook does not receive the message. The trigger word is the longest match at the start of
 * the text. A webhook without trigger words receives every message, on one server with the first word of the message.
 */
export function triggerOf(
  { channel: only, triggerWords }: IntegrationOf<'outgoing'>,
  { channel, text }: Pick<UserMessage, 'channel' | 'text'>,
  { triggerMatch, emptyTrigger }: Rules,
): Trigger | undefined {
  if (only !== undefined && only !== channel.name) return undefined;
  if (triggerWords.length === 0) return { word: withoutWords[emptyTrigger](text) };
  const begins = (word: string) =>
    text.startsWith(word) && (triggerMatch === 'prefix' || /^(?:\s|$)/.test(text.slice(word.length)));
  const [word] = triggerWords.filter(begins).sort((a, b) => b.length - a.length);
  return word === undefined ? undefined : { word };
}

const withoutWords: Readonly<Record<Switches['emptyTrigger'], (text: string) => string | undefined>> = {
  firstWord: (text) => /\S+/.exec(text)?.[0],
  empty: () => '',
  omit: () => undefined,
};
