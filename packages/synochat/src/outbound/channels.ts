import * as v from 'valibot';
import type { Webhook } from './address.ts';
import { askList, wholeNumber } from './ask.ts';
import type { CallOptions } from './call.ts';

/** A channel or conversation that the bot is in. */
export interface ChatChannel {
  readonly id: number;
  /** Empty for a conversation. */
  readonly name: string;
  /** Seen: `public`, `private`, `anonymous` (users among themselves), `chatbot` (a user and a bot), `synobot`. Empty where Chat does not tell. */
  readonly type: string;
  readonly creatorId: number | undefined;
  /** Ids of users. */
  readonly members: readonly number[];
}

/** The channels and conversations that the bot is in. Rejects as `listUsers` does. */
export function listChannels(bot: Webhook, options: CallOptions = {}): Promise<ChatChannel[]> {
  const text = v.nullish(v.string(), '');
  const entry = v.object({
    channel_id: wholeNumber(),
    name: text,
    type: text,
    creator_id: v.nullish(wholeNumber()),
    members: v.nullish(v.array(wholeNumber()), []),
  });
  return askList(
    bot,
    'channel_list',
    {},
    options,
    'channels',
    v.pipe(
      entry,
      v.transform(({ channel_id, creator_id, ...rest }) => ({
        id: channel_id,
        creatorId: creator_id ?? undefined,
        ...rest,
      })),
    ),
  );
}
