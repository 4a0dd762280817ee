import type { NotificationFormat } from 'synochat/relay';

/** Seconds after which a tool should try again. */
const retryAfter = '30';

/**
 * Returns the answer to a notification that cannot be stored now. The status is 503 for all tools: Alertmanager and
 * Grafana do not retry after 429, and Healthchecks disables an address for good after 404.
 */
export function unavailable({ name }: NotificationFormat): Response {
  const headers = { 'retry-after': retryAfter };
  // Slack's own word for "not now".
  if (name === 'slack' || name === 'mattermost') return new Response('rollup_error', { status: 503, headers });
  const reason = 'The relay cannot store the notification now. Try again later.';
  const body = name === 'discord' ? { message: reason, code: 0 } : { ok: false, error: reason };
  return Response.json(body, { status: 503, headers });
}

/** Returns the answer to a tool that looks at its Discord webhook before it posts, as Uptime Kuma does. */
export function discordWebhook(): Response {
  const id = '1';
  return Response.json({
    ...{ id, type: 1, name: 'synochat-relay', avatar: null },
    ...{ channel_id: id, guild_id: id, application_id: null },
  });
}

/** Returns the answer to a method that carries no notification, such as the GET of a browser. */
export function wrongMethod({ name }: NotificationFormat, methods: readonly string[]): Response {
  return new Response(`This address takes ${name} notifications by POST. Paste it into your tool.\n`, {
    status: 405,
    headers: { allow: methods.join(', ') },
  });
}
