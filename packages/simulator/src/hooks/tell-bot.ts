import type { Download } from '../api/download.ts';
import type { Integrations } from '../room/integrations.ts';
import type { Post } from '../room/post.ts';
import type { Timeline } from '../room/timeline.ts';
import type { Switches } from '../switches/switches.ts';
import { createPublish, type Deliver, urlOf } from './deliver.ts';
import { botFields, type Typed } from './wire.ts';

interface Parts {
  readonly integrations: Integrations;
  readonly timeline: Timeline;
  readonly switches: Switches;
  readonly deliver: Deliver;
  readonly download: Download;
}

/** Tells a bot's app what a user wrote or uploaded and resolves with the answer. A bot without an address has none. */
export type TellBot = (typed: Typed, botId: number) => Promise<readonly Post[]>;

export function createTellBot(parts: Parts): TellBot {
  const publish = createPublish(parts);
  return async (typed, botId) => {
    const bot = parts.integrations.find(botId);
    if (!bot || urlOf(bot) === undefined) return [];
    const { user, channel } = typed;
    return parts.deliver({
      ...{ integrationId: botId, kind: 'bot', user, channel },
      fields: (token) => botFields(token, typed, parts.switches),
      use: (message, by) => publish(channel, message, by),
    });
  };
}
