import type { Channel } from '../room/channel.ts';
import type { Directory } from '../room/directory.ts';
import type { Server } from '../server.ts';
import { authorize } from './authorize.ts';
import type { Method } from './entry.ts';
import type { Intake } from './intake.ts';
import { accept, refuse, wrongParameter } from './outcome.ts';
import { readIds } from './targets.ts';

/** The method `incoming`: posts into the channel of the webhook with the token. */
export function createIncoming(server: Server, intake: Intake): Method {
  const { directory, integrations, switches, timeline } = server;
  return async (fields, context) => {
    const { integration: webhook, refusal } = authorize(integrations, 'incoming', fields);
    if (refusal) return refusal;
    const submission = await intake(webhook.token, fields, context);
    if (submission.refusal) return submission.refusal;

    const names = switches.channelIds === 'follow' ? ['channel_ids', 'channel_id'] : [];
    const ids = readIds(submission.payload, names, switches);
    if (typeof ids === 'string') return submission.withdraw(wrongParameter(ids, 'type'));
    const channels = ids.length === 0 ? [directory.channel(webhook.channel)] : channelsById(ids, directory);
    if (!channels) return submission.withdraw(refuse('recordInvalid', 'no channel has one of these ids'));

    const { id: authorId, name: author } = webhook;
    for (const channel of channels)
      timeline.add(channel, { author, authorId, from: 'integration', ...submission.contents });
    return accept(`posted in ${channels.map(({ name }) => name).join(', ')}`);
  };
}

function channelsById(ids: readonly number[], directory: Directory): Channel[] | undefined {
  const channels = ids.flatMap((id) => directory.channels().find((each) => each.id === id) ?? []);
  return channels.length === ids.length ? channels : undefined;
}
