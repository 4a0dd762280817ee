import type { Download } from '../api/download.ts';
import type { Exchange } from '../record/exchanges.ts';
import type { Channel } from '../room/channel.ts';
import { authorOf, type Integration } from '../room/integration.ts';
import type { Integrations } from '../room/integrations.ts';
import type { Message } from '../room/message.ts';
import type { Post } from '../room/post.ts';
import type { Timeline } from '../room/timeline.ts';
import type { User } from '../room/user.ts';
import type { Switches } from '../switches/switches.ts';
import type { CallHook } from './call.ts';
import { failureNotice } from './notices.ts';
import type { WireFields } from './wire.ts';

/** Something a user did that an app is to be told of. */
export interface Delivery {
  readonly integrationId: number;
  readonly kind: Exchange['kind'];
  readonly user: User;
  readonly channel: Channel;
  readonly fields: (token: string) => WireFields;
  /** What becomes of the app's answer. */
  readonly use: (message: Message, integration: Integration) => readonly Post[] | Promise<readonly Post[]>;
}

/** Tells the app and resolves with what the user now sees for it. Rejects with a `TypeError` if the app is gone. */
export type Deliver = (delivery: Delivery) => Promise<readonly Post[]>;

interface Parts {
  readonly integrations: Integrations;
  readonly timeline: Timeline;
  readonly switches: Pick<Switches, 'failureNotice'>;
  readonly callHook: CallHook;
}

export function createDeliver({ integrations, timeline, switches, callHook }: Parts): Deliver {
  const hasNotice = ({ kind }: Integration) => kind === 'bot' || switches.failureNotice === 'all';

  async function deliver(delivery: Delivery): Promise<readonly Post[]> {
    const { integrationId, kind, user, channel, fields, use } = delivery;
    const hook = integrations.get(integrationId);
    const url = urlOf(hook);
    if (url === undefined) throw new TypeError(`Integration ${integrationId} has no address or is disabled.`);
    const again = () => deliver(delivery);
    const answer = await callHook({ hook, url, kind, fields: fields(hook.token), again });
    if (answer.kind === 'failure') return hasNotice(hook) ? [timeline.add(channel, failureNotice(user))] : [];
    return answer.kind === 'message' ? use(answer.message, hook) : [];
  }
  return deliver;
}

/** Where its app is told of things; undefined when nobody is. */
export function urlOf(integration: Integration): string | undefined {
  return integration.kind === 'incoming' || !integration.enabled ? undefined : integration.url;
}

/** Posts an app's answer for all to see. If its file cannot be fetched, nothing is posted. */
export function createPublish({ timeline, download }: { readonly timeline: Timeline; readonly download: Download }) {
  return async (channel: Channel, { text, fileUrl, attachments }: Message, by: Integration): Promise<Post[]> => {
    const file = fileUrl === undefined ? undefined : await download(fileUrl);
    if (typeof file === 'string') return [];
    const author = { author: authorOf(by), authorId: by.id, from: 'integration' } as const;
    return [timeline.add(channel, { ...author, text, file, attachments })];
  };
}
