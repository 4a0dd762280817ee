import type { Integration } from '../room/integration.ts';
import type { Post } from '../room/post.ts';
import type { Server } from '../server.ts';
import { createCallHook } from './call.ts';
import { type HookEvents, type HookKind, hookKinds } from './kinds.ts';
import { failureNotice } from './notices.ts';
import { createReplies } from './replies.ts';

/**
 * Tells an integration's app of an event. Resolves with the posts that the user sees as a result: no posts if the
 * integration has no URL or is disabled.
 */
export type Deliver = <Kind extends HookKind>(
  kind: Kind,
  integrationId: number,
  event: HookEvents[Kind],
) => Promise<readonly Post[]>;

export function createDeliver(server: Server): Deliver {
  const { integrations, timeline, switches, rate, exchanges } = server;
  const callHook = createCallHook(server);
  const replies = createReplies(server);
  const hasNotice = ({ kind }: Integration) => kind === 'bot' || switches.failureNotice === 'all';

  /** Sends the hook. Throws a `TypeError` if the integration has no address or is disabled, which a replay may find. */
  async function send<Kind extends HookKind>(
    kind: Kind,
    id: number,
    event: HookEvents[Kind],
  ): Promise<readonly Post[]> {
    const hook = integrations.get(id);
    const url = hookUrl(hook);
    if (url === undefined) throw new TypeError(`Integration ${id} has no address or is disabled.`);
    const { fields, reply } = hookKinds[kind];
    const resend = () => send(kind, id, event);
    const answer = await callHook({ hook, url, kind, fields: fields(hook.token, event, switches), resend });
    if (answer.kind === 'failure') {
      const command = kind === 'slash' && 'text' in event ? event.text : undefined;
      return hasNotice(hook) ? [timeline.add(event.channel, failureNotice(event.user, command))] : [];
    }
    if (answer.kind !== 'message') return [];
    // The answer itself is not limited.
    if (switches.replyCounts) rate(hook.token);
    const { posts, problem } = await replies[reply](answer.message, hook, event);
    if (problem !== undefined && answer.exchangeId !== undefined) exchanges.correct(answer.exchangeId, problem);
    return posts;
  }

  return async (kind, id, event) => {
    const hook = integrations.find(id);
    return hook && hookUrl(hook) !== undefined ? send(kind, id, event) : [];
  };
}

/** Returns the URL for an integration's hooks, or undefined if the integration has no URL. */
export function hookUrl(integration: Integration): string | undefined {
  return integration.kind === 'incoming' || !integration.enabled ? undefined : integration.url;
}
