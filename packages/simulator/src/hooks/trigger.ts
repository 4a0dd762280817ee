import type { IntegrationOf } from '../room/integration.ts';
import type { Switches } from '../switches/switches.ts';
import type { UserMessage } from './wire.ts';

/** The word of a message that an outgoing webhook is told; undefined sends none. */
export interface Trigger {
  readonly word: string | undefined;
}

type Rules = Pick<Switches, 'triggerMatch' | 'emptyTrigger'>;

/**
 * Says whether the webhook hears the message. The word is the longest of its trigger words that the text begins with.
 * Without trigger words every message counts; a server was seen to send the first word of the message then.
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
