import type { Outbox, QueueState } from 'synochat/outbox';

/** Milliseconds after which a pause is a failure of the relay's purpose. */
const longPause = 600_000;

/** The state for a health check. The body holds no text, no key and no address. */
export interface Health {
  readonly healthy: boolean;
  readonly body: {
    readonly ok: boolean;
    readonly store: 'ok' | 'failed';
    readonly webhooks: readonly {
      readonly name: string;
      readonly waiting: number;
      readonly failed: number;
      readonly paused: boolean;
    }[];
  };
}

/** Returns the health: unhealthy if the store fails, or if a webhook has been paused for 10 minutes. Never rejects. */
export async function healthOf(outbox: Pick<Outbox, 'state'>, storing: boolean, now = Date.now()): Promise<Health> {
  const queues = await outbox.state().catch(() => undefined);
  const store = queues && storing ? 'ok' : 'failed';
  const isAway = queues?.some(({ paused }) => paused && now - paused.since >= longPause) ?? false;
  const healthy = store === 'ok' && !isAway;
  const webhooks = (queues ?? []).map(({ webhook, waiting, dead, paused }) => ({
    ...{ name: webhook, waiting, failed: dead, paused: paused !== undefined },
  }));
  return { healthy, body: { ok: healthy, store, webhooks } };
}

/** Returns a page of text with the formats and the counts of each webhook. */
export function describeState(queues: readonly QueueState[]): string {
  const lines = queues.map(({ webhook, waiting, dead, paused }) => {
    const pause = paused ? `, paused since ${new Date(paused.since).toISOString()} (${paused.code})` : '';
    return `${webhook}: ${waiting} waiting, ${dead} failed${pause}\n`;
  });
  return `synochat-relay takes notifications for Slack, Mattermost, Discord, ntfy, Gotify, Apprise and plain webhooks.
The start of the program prints the addresses to paste into your tools.

${lines.join('')}`;
}
