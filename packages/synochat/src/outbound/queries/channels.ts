import * as v from 'valibot';
import type { Webhook } from '../exchange/address.ts';
import type { CallOptions } from '../exchange/exchange.ts';
import { looseText, queryList, wholeNumber } from './query.ts';

/** A channel or conversation that the bot is in. */
export interface ChatChannel {
  /** The id that `listPosts` takes. */
  readonly id: number;
  /** Empty for a conversation. */
  readonly name: string;
  /** Seen: `public`, `private`, `anonymous` (users among themselves), `chatbot` (a user and a bot), `synobot`. Empty if Chat does not tell. */
  readonly type: string;
  /** The id of the creator. Undefined if Chat does not tell. */
  readonly creatorId: number | undefined;
  /** The ids of the members. */
  readonly members: readonly number[];
}

/**
 * Returns the channels and conversations that the bot is in. An entry without a usable id is left out. Throws as
 * `listUsers` does.
 *
 * @param bot The *Incoming URL* of the bot in Chat, or the parts of the URL.
 * @example
 * ```ts
 * const channels = await listChannels(process.env.SYNOCHAT_BOT!);
 * const general = channels.find(({ name }) => name === 'general');
 * ```
 */
export function listChannels(bot: Webhook, options: CallOptions = {}): Promise<ChatChannel[]> {
  const text = looseText();
  const entry = v.object({
    channel_id: wholeNumber(),
    name: text,
    type: text,
    creator_id: v.fallback(v.nullish(wholeNumber()), undefined),
    members: v.fallback(v.nullish(v.array(v.fallback(v.nullable(wholeNumber()), null)), []), []),
  });
  return queryList(
    bot,
    'channel_list',
    {},
    options,
    'channels',
    v.pipe(
      entry,
      v.transform(({ channel_id, creator_id, members, ...rest }) => ({
        id: channel_id,
        creatorId: creator_id ?? undefined,
        members: members.filter((id) => id !== null),
        ...rest,
      })),
    ),
  );
}
